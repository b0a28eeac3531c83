import { formatDuration } from '../../../web/pages/format.ts';
import { formatLocal } from '../../../web/pages/local-time.ts';
import { causeOf, commonWords } from '../../../web/pages/wording-common.ts';
import { findingOf } from '../../../web/pages/wording-findings.ts';
import { witnessWords } from '../../../web/pages/wording-witness.ts';
import { BODY, heading, paragraph, QUIET, SMALL } from '../../pdf/blocks.ts';
import { type Column, table } from '../../pdf/table.ts';
import type { StoredOutage } from '../../store/store.ts';
import type { Report } from './frame.ts';
import { findingList, outageDetails } from './one-outage.ts';

/** Printed at most; the embedded files have all. */
const MOST_LISTED = 80;
const MOST_DETAILED = 24;
const MOST_NOT_COUNTED = 40;
const TABLE = { ...SMALL, size: 7.2 };

export type Numbered = { outage: StoredOutage; number: number };

export function outagesChapter(report: Report): void {
  const { sheet, words, reportCase } = report;
  const { outages } = reportCase.evidence;
  const counted = outages.filter(({ counts }) => counts).map((outage, index) => ({ outage, number: index + 1 }));
  const isObserved = reportCase.evidence.availability.observedMs > 0;
  if (counted.length === 0) paragraph(sheet, isObserved ? words.outages.none : words.outages.unobserved);
  else {
    paragraph(sheet, words.outages.text);
    countedTable(report, counted);
    heading(sheet, 3, words.outages.findings);
    findingList(
      report,
      counted.map(({ outage }) => outage),
    );
    details(report, counted);
  }
  notCounted(
    report,
    outages.filter(({ counts }) => !counts),
  );
  unknownTable(report);
}

/** The longest ones, in the order of time; what may have been longer stands before what is certainly shorter. */
function longest(numbered: readonly Numbered[], most: number): Numbered[] {
  const lengthOf = ({ downMaxMs }: StoredOutage) => downMaxMs ?? Number.POSITIVE_INFINITY;
  return numbered
    .toSorted((a, b) => lengthOf(b.outage) - lengthOf(a.outage) || a.number - b.number)
    .slice(0, most)
    .sort((a, b) => a.number - b.number);
}

function countedTable(report: Report, counted: Numbered[]): void {
  const { sheet, words, reportCase } = report;
  const { period } = reportCase.evidence;
  const shown = longest(counted, MOST_LISTED);
  if (shown.length < counted.length)
    paragraph(sheet, words.outages.listed(shown.length, counted.length), { style: QUIET });
  table(sheet, { columns: columnsOf(report), rows: shown.map((one) => rowOf(report, one)), style: TABLE });
  const isCut = counted.some(
    ({ outage }) => outage.startEarliestAtMs < period.fromAtMs || (outage.endLatestAtMs ?? 0) > period.toAtMs,
  );
  if (isCut) paragraph(sheet, words.outages.clipped, { style: QUIET });
}

function columnsOf({ words }: Report): Column[] {
  const { number, begin, end, least, most, finding, side, grade } = words.outages.columns;
  return [
    { label: number, share: 16 },
    { label: begin, share: 72 },
    { label: end, share: 72 },
    { label: finding, share: 76 },
    { label: side, share: 76 },
    { label: grade, share: 26 },
    { label: least, share: 58, isNumber: true },
    { label: most, share: 58, isNumber: true },
  ];
}

function rowOf({ words, reportCase }: Report, { outage, number }: Numbered): string[] {
  const { language, evidence } = reportCase;
  const at = (atMs: number) => formatLocal(atMs, evidence.line.zone, language);
  return [
    String(number),
    at(outage.startEarliestAtMs),
    outage.endLatestAtMs === null ? words.outages.lasting : at(outage.endLatestAtMs),
    findingOf(outage.verdict, language).title,
    commonWords[language].side[outage.side],
    outage.grade,
    formatDuration(outage.downMinMs, language),
    outage.downMaxMs === null ? words.outages.open : formatDuration(outage.downMaxMs, language, 'up'),
  ];
}

function details(report: Report, counted: Numbered[]): void {
  const { sheet, words } = report;
  const shown = longest(counted, MOST_DETAILED);
  heading(sheet, 3, words.outages.details);
  if (shown.length < counted.length)
    paragraph(sheet, words.outages.detailed(shown.length, counted.length), { style: QUIET });
  for (const one of shown) outageDetails(report, one);
}

function notCounted(report: Report, outages: StoredOutage[]): void {
  if (outages.length === 0) return;
  const { sheet, words, reportCase } = report;
  const numbered = outages.map((outage, index) => ({ outage, number: index + 1 }));
  const shown = longest(numbered, MOST_NOT_COUNTED);
  heading(sheet, 3, words.outages.notCounted);
  paragraph(sheet, words.outages.notCountedText);
  if (shown.length < outages.length)
    paragraph(sheet, words.outages.listedOthers(shown.length, outages.length), { style: QUIET });
  const { begin, least, most } = words.outages.columns;
  table(sheet, {
    columns: [
      { label: begin, share: 20 },
      { label: words.outages.why, share: 60 },
      { label: least, share: 16, isNumber: true },
      { label: most, share: 16, isNumber: true },
    ],
    rows: shown.map(({ outage }) => [
      formatLocal(outage.startEarliestAtMs, reportCase.evidence.line.zone, reportCase.language),
      reasonOf(report, outage),
      formatDuration(outage.downMinMs, reportCase.language),
      outage.downMaxMs === null ? words.outages.open : formatDuration(outage.downMaxMs, reportCase.language, 'up'),
    ]),
    style: TABLE,
  });
}

/** Why it does not count: what was found, or what the owner found at home later. */
function reasonOf({ reportCase }: Report, outage: StoredOutage): string {
  const { language, evidence } = reportCase;
  const finding = `${findingOf(outage.verdict, language).title} (${commonWords[language].side[outage.side]})`;
  if (outage.attributedTo !== 'home') return finding;
  const words = witnessWords[language].annotation;
  const said = evidence.annotations.get(outage.id) ?? [];
  const reason = said.findLast(({ kind, withdrawnAtMs }) => kind === 'home' && withdrawnAtMs === null);
  const found = commonWords[language].cause['attributed-home'].title;
  return `${finding}. ${found}${reason === undefined ? '' : `: ${reason.text} (${words.by.home})`}`;
}

function unknownTable({ sheet, words, reportCase }: Report): void {
  const { coverage, language } = reportCase;
  if (coverage.unknownMs === 0) return;
  heading(sheet, 3, words.unknown.title);
  paragraph(sheet, words.unknown.text, { style: BODY });
  const { cause, stretches, length } = words.unknown.columns;
  table(sheet, {
    columns: [
      { label: cause, share: 60 },
      { label: stretches, share: 18, isNumber: true },
      { label: length, share: 22, isNumber: true },
    ],
    rows: coverage.causes.map((one) => [
      (causeOf(one.cause, language) ?? findingOf(one.cause, language)).title,
      String(one.stretches),
      formatDuration(one.unknownMs, language, 'up'),
    ]),
    style: TABLE,
  });
}
