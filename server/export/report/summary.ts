import { shortFingerprint } from '../../../rules/journal/heads.ts';
import { certainMsWithin } from '../../../rules/outage/availability.ts';
import {
  formatBounds,
  formatDuration,
  formatPercent,
  formatPercentRange,
  formatRange,
} from '../../../web/pages/format.ts';
import { formatLocal } from '../../../web/pages/local-time.ts';
import { commonWords } from '../../../web/pages/wording-common.ts';
import { BODY, type BoxItem, box, heading, INK, paragraph, QUIET, SMALL } from '../../pdf/blocks.ts';
import { table } from '../../pdf/table.ts';
import type { Text } from '../../pdf/text-lines.ts';
import type { StoredOutage } from '../../store/store.ts';
import { periodFigure } from './course.ts';
import { lineText, type Report } from './frame.ts';
import { stampedUpTo } from './integrity.ts';
import { PAIRS, pair } from './pairs.ts';

const LOOK = {
  claim: { fill: '#eef2f7', edge: '#1f3f66' },
  limits: { fill: '#f6f4ef', edge: '#8a7a4f' },
  warning: { fill: '#fdecec', edge: '#b01e24' },
};
const CLAIM = { size: 17, leading: 1.3, isBold: true, color: INK };

/** One page: the claim with its two bounds, how much was observed, how sure, where it lay, and what is not proven. */
export function summaryPage(report: Report): void {
  const { sheet, words, reportCase } = report;
  heading(sheet, 1, words.title);
  paragraph(sheet, lineText(reportCase), { style: { ...BODY, size: 11 }, after: 8 });
  if (reportCase.evidence.isSimulated)
    box(sheet, [{ text: words.simulated, style: { ...BODY, isBold: true } }], LOOK.warning);
  table(sheet, { columns: PAIRS, rows: identityRows(report), isPairs: true });
  claimBox(report);
  table(sheet, { columns: PAIRS, rows: figureRows(report), isPairs: true });
  periodFigure(report);
  limitsBox(report);
}

function identityRows({ words, reportCase }: Report): Text[][] {
  const { evidence, contract, language } = reportCase;
  const { period, line } = evidence;
  const at = (atMs: number) => formatLocal(atMs, line.zone, language, 'minute');
  const { figures } = words;
  const rows = [
    pair(figures.period, `${at(period.fromAtMs)} – ${at(period.toAtMs)}`),
    pair(
      figures.asOf,
      `${formatLocal(evidence.madeAtMs, line.zone, language)}; ${figures.zone(line.zone, evidence.tzVersion)}`,
    ),
  ];
  if (contract === null) return rows;
  const told: [string, string][] = [
    [figures.customer, contract.customerName],
    [figures.address, contract.customerAddress.replaceAll('\n', ', ')],
    [figures.contractNumber, contract.contractNumber],
  ];
  return [...rows, ...told.filter(([, value]) => value !== '').map(([name, value]) => pair(name, value))];
}

function claimBox({ sheet, words, reportCase }: Report): void {
  box(sheet, claimItems(words, reportCase), LOOK.claim);
}

function claimItems({ summary }: Report['words'], { language, evidence }: Report['reportCase']): BoxItem[] {
  const { sums, outagesReachingIn, availability } = evidence;
  if (availability.observedMs === 0) return [{ text: summary.nothingObserved, style: CLAIM }];
  if (sums.downMaxMs === 0) return [{ text: summary.none, style: { ...CLAIM, size: 14 } }];
  const isLasting = evidence.outages.some(({ counts, endLatestAtMs }) => counts && endLatestAtMs === null);
  return [
    { text: summary.claim },
    { text: formatBounds(sums.downMinMs, sums.downMaxMs, language).replace(', ', ',\n'), style: CLAIM },
    ...whichOutages(summary, sums, outagesReachingIn),
    ...(isLasting ? [{ text: summary.lasting }] : []),
    ...(sums.failoverMs > 0 ? [{ text: summary.failover(formatDuration(sums.failoverMs, language, 'up')) }] : []),
  ];
}

/** In how many it was; none may have begun in the period. */
function whichOutages(
  summary: Report['words']['summary'],
  { outages, dropouts }: { outages: number; dropouts: number },
  reachingIn: number,
): BoxItem[] {
  if (outages === 0) return [{ text: summary.onlyReachingIn(reachingIn) }];
  const own = { text: `${summary.inOutages(outages, dropouts)}.` };
  return reachingIn > 0 ? [own, { text: summary.reachingIn(reachingIn) }] : [own];
}

function figureRows(report: Report): Text[][] {
  const { words, reportCase } = report;
  const { summary } = words;
  const { evidence, language } = reportCase;
  const counted = evidence.outages.filter(({ counts }) => counts);
  const { upRatioMin: min, upRatioMax: max } = evidence.availability;
  const range = formatPercentRange({ min, max }, 3, language);
  const rows = [pair(summary.observed, observedText(report))];
  if (range !== null) rows.push(pair(summary.availability, summary.availabilityText(range)));
  if (counted.length > 0) {
    rows.push(pair(summary.side, sideLines(report, counted).join('\n')));
    rows.push(pair(summary.grade, summary.gradeText(gradeCounts(counted))));
    rows.push(pair(summary.longest, longestText(report, counted)));
  }
  const rest = evidence.outages.length - counted.length;
  if (rest > 0) rows.push(pair(summary.notCounted, summary.notCountedText(rest)));
  rows.push(pair(summary.head, headText(report)));
  return rows;
}

function observedText({ words, reportCase }: Report): string {
  const { availability, period } = reportCase.evidence;
  const { language } = reportCase;
  const length = formatDuration(period.toAtMs - period.fromAtMs, language);
  if (availability.unknownMs === 0) return words.summary.observedAll(length);
  return words.summary.observedText({
    percent: formatPercent(availability.coverageRatio, 2, language),
    observed: formatDuration(availability.observedMs, language),
    length,
    unknown: formatDuration(availability.unknownMs, language, 'up'),
  });
}

/** Per place, what of its outages lies in the period: most first. */
function sideLines({ words, reportCase }: Report, counted: StoredOutage[]): string[] {
  const { period } = reportCase.evidence;
  const bySide = Map.groupBy(counted, ({ side }) => side);
  const sums = [...bySide].map(([side, outages]) => {
    const leastMs = outages.reduce(
      (sum, one) => sum + certainMsWithin(one, period.fromAtMs, period.toAtMs, lastMs(reportCase)),
      0,
    );
    const mostMs = outages.reduce((sum, one) => sum + envelopeMs(one, period), 0);
    return { side, count: outages.length, leastMs, mostMs };
  });
  return sums
    .toSorted((a, b) => b.mostMs - a.mostMs)
    .map(
      ({ side, count, leastMs, mostMs }) =>
        `${capital(commonWords[reportCase.language].side[side])}: ${words.summary.sideText(count, formatRange(leastMs, mostMs, reportCase.language))}`,
    );
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Between the outer bounds, inside the period; one that lasts reaches to its end. */
function envelopeMs(outage: StoredOutage, { fromAtMs, toAtMs }: { fromAtMs: number; toAtMs: number }): number {
  return Math.max(0, Math.min(outage.endLatestAtMs ?? toAtMs, toAtMs) - Math.max(outage.startEarliestAtMs, fromAtMs));
}

function lastMs({ evidence }: Report['reportCase']): number {
  return Math.min(evidence.madeAtMs, evidence.period.toAtMs);
}

function gradeCounts(counted: StoredOutage[]): string {
  const counts = Map.groupBy(counted, ({ grade }) => grade);
  return (['A', 'B', 'C'] as const)
    .filter((grade) => counts.has(grade))
    .map((grade) => `${grade}: ${counts.get(grade)?.length}`)
    .join(', ');
}

function longestText({ words, reportCase }: Report, counted: StoredOutage[]): string {
  const { period, line } = reportCase.evidence;
  const { language } = reportCase;
  const [longest] = counted.toSorted((a, b) => envelopeMs(b, period) - envelopeMs(a, period));
  if (longest === undefined) return words.summary.noSide;
  const bounds = formatBounds(longest.downMinMs, longest.downMaxMs, language);
  const isCut = longest.startEarliestAtMs < period.fromAtMs || (longest.endLatestAtMs ?? 0) > period.toAtMs;
  return words.summary.longestText(bounds, formatLocal(longest.startEarliestAtMs, line.zone, language), isCut);
}

function headText({ words, reportCase }: Report): string {
  const head = reportCase.integrity.heads.at(-1);
  if (head === undefined) return words.summary.noHead;
  const at = formatLocal(head.atMs, reportCase.evidence.line.zone, reportCase.language);
  return words.summary.headText({
    counter: head.counter,
    at,
    short: shortFingerprint(head.sha256),
    sha256: head.sha256,
    stamped: stampedUpTo(reportCase),
  });
}

function limitsBox({ sheet, words }: Report): void {
  const { title, items, more } = words.summary.notProven;
  box(
    sheet,
    [
      { text: title, style: { ...BODY, isBold: true } },
      ...items.map((text) => ({ text, style: SMALL, isItem: true, after: 1.5 })),
      { text: more(words.chapters.notProven), style: QUIET, after: 0 },
    ],
    LOOK.limits,
  );
}
