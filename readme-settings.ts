import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { probeSettings } from './probe/settings.ts';
import { SERVER_SETTINGS } from './server/config.ts';

/**
 * `npm run readme`: writes the tables of settings into README.md, between its two markers, from the places where each
 * setting is declared. At the root, because the table has both sides and neither may import the other.
 */
const START = '<!-- settings:start -->';
const END = '<!-- settings:end -->';

type Row = { name: string; defaultText: string; doc: string };

/** The text between the markers. */
export function settingsTables(): string {
  const server = Object.values(SERVER_SETTINGS).map((setting) => ({
    name: setting.env,
    defaultText: 'defaultDoc' in setting ? setting.defaultDoc : code(setting.default),
    doc: setting.doc,
  }));
  const probe = probeSettings.map(({ key, doc, defaultText }) => ({ name: key, defaultText: code(defaultText), doc }));
  const home =
    'Of the probe, in `data/probe/probe.yaml` (nothing has to be set; `PROBE_DATA_DIR` names another folder)';
  return `Of the server, as environment variables:\n\n${table(server)}\n${home}:\n\n${table(probe)}`;
}

/** The README with its tables up to date. */
export function withTables(readme: string): string {
  const [before, rest] = readme.split(START);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`README.md has no place "${START}" … "${END}"`);
  return `${before}${START}\n${settingsTables()}${END}${after}`;
}

function table(rows: Row[]): string {
  const lines = rows.map(
    ({ name, defaultText, doc }) => `| \`${name}\` | ${defaultText} | ${doc.replaceAll('|', '\\|')} |\n`,
  );
  return `| setting | default | meaning |\n|---|---|---|\n${lines.join('')}`;
}

function code(text: string | null): string {
  return text === null ? 'not set' : `\`${text}\``;
}

if (process.argv[1] === import.meta.filename) {
  const file = join(import.meta.dirname, 'README.md');
  writeFileSync(file, withTables(readFileSync(file, 'utf8')));
}
