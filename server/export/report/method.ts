import { type Method, parseMethod } from '../../../rules/method.ts';
import { formatDuration } from '../../../web/pages/format.ts';
import { formatLocal } from '../../../web/pages/local-time.ts';
import { lineWords } from '../../../web/pages/wording-line.ts';
import { shortestVisibleMs } from '../../figures/method.ts';
import { heading, list, paragraph, QUIET, SMALL } from '../../pdf/blocks.ts';
import { table } from '../../pdf/table.ts';
import type { Report } from './frame.ts';

/** A method changes with the probe's settings; of many, the newest are printed. */
const MOST_METHODS = 4;
const MOST_TARGETS = 40;
/** Widest distance of the two bounds, by back end of the far targets. */
const WIDTH_MS = { fping: 2500, other: 3000 };

export function methodChapter(report: Report): void {
  const { sheet, words, reportCase } = report;
  for (const text of words.method.text) paragraph(sheet, text);
  heading(sheet, 3, words.method.limits);
  list(sheet, words.method.limitItems);
  for (const method of reportCase.evidence.methods.slice(-MOST_METHODS)) oneMethod(report, method);
}

type Used = Report['reportCase']['evidence']['methods'][number];

function oneMethod(report: Report, { text, sha256, usedFromAtMs }: Used): void {
  const { sheet, words, reportCase } = report;
  const { language, evidence } = reportCase;
  const fromAtMs = Math.max(usedFromAtMs, evidence.period.fromAtMs);
  heading(sheet, 3, words.method.used(formatLocal(fromAtMs, evidence.line.zone, language)));
  const method = parseMethod(text);
  if (typeof method === 'string') paragraph(sheet, words.method.unreadable);
  else described(report, method);
  paragraph(sheet, words.method.hash(sha256), { style: QUIET });
}

function described(report: Report, method: Method): void {
  const { sheet, words, reportCase } = report;
  const { language } = reportCase;
  const pages = lineWords[language].method;
  const far = method.targets.filter(({ role }) => role === 'far');
  const width = far.every(({ backEnd }) => backEnd === 'fping') ? WIDTH_MS.fping : WIDTH_MS.other;
  const shortestMs = shortestVisibleMs(method);
  const sentences = [
    pages.deciding,
    words.method.width(formatDuration(width, language)),
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
    style: { ...SMALL, size: 7.6 },
  });
}
