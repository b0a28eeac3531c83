import { BODY, lead, list, paragraph, SMALL } from '../../pdf/blocks.ts';
import { needRoom } from '../../pdf/sheet.ts';
import type { Report } from './frame.ts';

/** What a provider might say, each answered with the place of the proof, or conceded. */
export function objectionsChapter({ sheet, words, reportCase }: Report): void {
  if (reportCase.objections.length === 0) {
    paragraph(sheet, words.objections.none);
    return;
  }
  paragraph(sheet, words.objections.text);
  for (const { objection, kind, text, proof } of reportCase.objections) {
    if (kind === 'moot') continue;
    const kindText = words.objections.kind[kind];
    // the words of the provider stay with the answer
    needRoom(sheet, 62);
    paragraph(sheet, lead(words.objections.said(objection), ` ${kindText}.`), {
      style: { ...BODY, size: 9 },
      after: 0,
    });
    const where = proof === '' ? '' : ` ${words.objections.proof} ${proof}.`;
    paragraph(sheet, `${text}${where}`, { style: SMALL, after: 6 });
  }
  mootOnes({ sheet, words, reportCase });
}

/** Those about which there is nothing, together. */
function mootOnes({ sheet, words, reportCase }: Report): void {
  const moot = reportCase.objections.filter(({ kind }) => kind === 'moot');
  const [first] = moot;
  if (first === undefined) return;
  const said = moot.map(({ objection }) => words.objections.said(objection)).join(' ');
  paragraph(sheet, lead(`${words.objections.kind.moot} `, `${first.text} ${words.objections.moot} ${said}`), {
    style: SMALL,
  });
}

export function notProvenChapter({ sheet, words, reportCase }: Report): void {
  paragraph(sheet, words.notProven.text);
  list(sheet, [...words.notProven.items, ...concededItem({ words, reportCase })]);
}

function concededItem({ words, reportCase }: Pick<Report, 'words' | 'reportCase'>): string[] {
  const conceded = reportCase.objections.filter(({ kind }) => kind === 'conceded').length;
  return conceded === 0 ? [] : [words.notProven.conceded(conceded)];
}

/** The rule by which everything is summed, with its name and version. */
export function ruleChapter({ sheet, words, reportCase }: Report): void {
  const { rulesVersion, tzVersion } = reportCase.evidence;
  paragraph(sheet, words.rule.name(rulesVersion), { style: { ...BODY, isBold: true }, after: 3 });
  paragraph(sheet, words.rule.text(rulesVersion, tzVersion));
  list(sheet, words.rule.items, { isNumbered: true, between: 3 });
}
