import { BUNDLE_CODES } from '../../rules/journal/bundle/codes.ts';
import { findingOf, type Played } from './play.ts';

const BY = { anybody: 'without any key', owner: 'by the owner of probe and server, with both keys' };

/** The matrix for people: forgery × verifier. */
export function tamperTable(played: readonly Played[]): string {
  return (['anybody', 'owner'] as const)
    .map((by) => {
      const rows = played.filter(({ forgery }) => forgery.by === by).map(row);
      return `| forged ${BY[by]} | found as | \`verify.mjs\` | \`verify.html\` | by hand |\n|---|---|---|---|---|\n${rows.join('\n')}\n`;
    })
    .join('\n');
}

function row({ forgery, program, page, hand }: Played): string {
  const finding = findingOf(forgery, program);
  const said =
    finding === null
      ? `*not to be seen in the bundle; said so (\`${forgery.saidBy}\`)*`
      : `\`${finding.code}\` at ${place(finding.where)}`;
  const mark = (isFound: boolean) => (isFound ? sign(finding?.code) : '–');
  const byHand = hand === null ? '–' : `✗ step ${hand.replace('-stamps', '')}`;
  return `| ${forgery.what} | ${said} | ${mark(finding !== null)} | ${mark(findingOf(forgery, page) !== null)} | ${byHand} |`;
}

/** ✗: broken; ○: named in a note. */
function sign(code: string | undefined): string {
  const kind = Object.entries(BUNDLE_CODES).find(([name]) => name === code)?.[1].kind;
  return kind === 'broken' ? '✗' : '○';
}

/** Hashes are cut: they are others in each bundle. */
function place(where: string): string {
  return where.replace(/[0-9a-f]{32,64}/, '…').replaceAll('|', '\\|');
}
