import { type Method, parseMethod } from '../../../rules/method.ts';
import { shortestVisibleMs } from '../../../rules/outage/shortest-visible.ts';
import { formatDuration } from '../../../web/pages/format.ts';
import { formatLocal } from '../../../web/pages/local-time.ts';
import { lineWords } from '../../../web/pages/wording-line.ts';
import { heading, list, paragraph, QUIET, SMALL } from '../../pdf/blocks.ts';
import { table } from '../../pdf/table.ts';
import type { Report } from './frame.ts';

/** Of many, those that were used last. */
const MOST_METHODS = 3;
const MOST_TARGETS = 40;
/** With one packet a second, the shortest outage that cannot be missed. */
const FINE_GRID_MS = 6000;
/** Widest distance of the two bounds, by back end of the far targets. */
const WIDTH_MS = { fping: 2500, other: 3000 };

export function methodChapter(report: Report): void {
  const { sheet, words, reportCase } = report;
  for (const text of words.method.text) paragraph(sheet, text);
  heading(sheet, 3, words.method.limits);
  list(sheet, words.method.limitItems);
  const methods = [...Map.groupBy(reportCase.evidence.methods, ({ sha256 }) => sha256).values()];
  if (methods.length === 0) paragraph(sheet, words.method.none);
  for (const uses of methods.slice(-MOST_METHODS)) oneMethod(report, uses);
}

type Used = Report['reportCase']['evidence']['methods'][number];

/** One text, with the times since when it was used; a probe may come back to one. */
function oneMethod(report: Report, uses: Used[]): void {
  const { sheet, words, reportCase } = report;
  const { language, evidence } = reportCase;
  const { text = '', sha256 = '' } = uses[0] ?? {};
  const at = (use: Used | undefined) =>
    formatLocal(Math.max(use?.usedFromAtMs ?? 0, evidence.period.fromAtMs), evidence.line.zone, language);
  heading(sheet, 3, words.method.used(at(uses[0])));
  if (uses.length > 1) paragraph(sheet, words.method.usedAgain(uses.length, at(uses.at(-1))), { style: QUIET });
  const method = parseMethod(text);
  if (typeof method === 'string') paragraph(sheet, words.method.unreadable);
  else described(report, method);
  paragraph(sheet, words.method.hash(sha256), { style: QUIET });
}

/** How far apart the bounds are at most was measured for the grid of one packet a second; of a coarser one nothing is said. */
function widthSentence({ words, reportCase }: Report, { targets }: Method, shortestMs: number | null): string[] {
  if (shortestMs === null || shortestMs > FINE_GRID_MS) return [];
  const isFping = targets.every(({ role, backEnd }) => role !== 'far' || backEnd === 'fping');
  return [words.method.width(formatDuration(isFping ? WIDTH_MS.fping : WIDTH_MS.other, reportCase.language))];
}

function described(report: Report, method: Method): void {
  const { sheet, words, reportCase } = report;
  const { language } = reportCase;
  const pages = lineWords[language].method;
  const shortestMs = shortestVisibleMs(method);
  const sentences = [
    pages.deciding,
    ...widthSentence(report, method, shortestMs),
    ...(shortestMs === null ? [] : [words.method.shortest(formatDuration(shortestMs, language, 'up'))]),
    pages.late(formatDuration(method.lateAfterMs, language), formatDuration(method.listenMs, language)),
    words.method.software(method.software),
  ];
  paragraph(sheet, sentences.join(' '));
  const { columns } = words.method;
  table(sheet, {
    columns: [
      { label: columns.target, share: 34 },
      { label: columns.role, share: 30 },
      { label: columns.network, share: 20 },
      { label: columns.method, share: 16 },
      { label: columns.spacing, share: 12, isNumber: true },
    ],
    rows: method.targets
      .slice(0, MOST_TARGETS)
      .map(({ address, role, network, backEnd, spacingMs }) => [
        address.startsWith('hash:') ? pages.hidden : address,
        pages.role[role],
        network,
        backEnd,
        formatDuration(spacingMs, language),
      ]),
    style: { ...SMALL, size: 7.2 },
  });
}
