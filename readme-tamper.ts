import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Played, playAll } from './test/tamper/play.ts';
import { tamperTable } from './test/tamper/table.ts';

/**
 * `npm run readme`, after a build: forges a bundle in each way of the threat model and writes what the verifiers said of it
 * into README.md, between its two markers. A test keeps the two equal.
 */
const START = '<!-- tamper:start -->';
const END = '<!-- tamper:end -->';

/** The README with the result between its markers. */
export function withTamperTable(readme: string, played: readonly Played[]): string {
  const [before, rest] = readme.split(START);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`README.md has no place "${START}" … "${END}"`);
  return `${before}${START}\n${tamperText(played)}${END}${after}`;
}

function tamperText(played: readonly Played[]): string {
  const seen = played.filter(({ forgery }) => forgery.found !== null).length;
  return `${played.length} forgeries of one genuine bundle, ${seen} of them to be seen in it, each put before each verifier:

✗ broken, with its place · ○ named in a remark · – not seen by this way. “Step” is that of \`README.txt\` in the bundle.

<details><summary>Each forgery, and what was said of it</summary>

${tamperTable(played)}
</details>
`;
}

if (process.argv[1] === import.meta.filename) {
  const file = join(import.meta.dirname, 'README.md');
  const played = await playAll(join(import.meta.dirname, 'dist/verify.html'));
  writeFileSync(file, withTamperTable(readFileSync(file, 'utf8'), played));
}
