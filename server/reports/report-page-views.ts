import type { DeadInterval } from '../../rules/law/dead-days.ts';
import { DROPOUT_MS } from '../../rules/outage/availability.ts';
import { sumsOf } from '../../rules/outage/period-sums.ts';
import type { OutageReportView, ReportListView, ReportPageView } from '../../web/pages/report-views.ts';
import type { Language } from '../../web/pages/views.ts';
import type { Contract } from '../contracts/contract.ts';
import type { Site } from '../site.ts';
import type { Line, OutageEntry, StoredOutage } from '../store/store.ts';
import type { Asker } from '../visibility.ts';
import { clockBefore, clockOf, reportPath, ruleFor } from './clock.ts';
import { draftLetter } from './draft-letter.ts';
import { type FaultReport, homeSignsOf, type ReportAnswers } from './fault-report.ts';
import { type FaultTime, faultTimeOf } from './fault-time.ts';
import { keptLetter } from './letter.ts';
import { mailtoHref } from './mail-draft.ts';

/** After eight weeks a bill can't be disputed any more, and hardly anybody reports. */
const REPORTABLE_MS = 56 * 86_400_000;
const LISTED_OUTAGES = 20;

type Parts = Pick<Site, 'keep' | 'nowMs'>;

/** The clock of a report now; null: nothing is due. */
export function clockNow({ keep, nowMs }: Parts, line: Line, report: FaultReport) {
  const contract = keep.contracts.of(line.id);
  const fault = faultTimeOf(keep.store, report, nowMs());
  const isCountedElsewhere = isClaimedEarlier({ keep, nowMs }, report, fault);
  return clockOf({ line, contract, report, fault, isCountedElsewhere, nowMs: nowMs() });
}

/** Two reports of one fault bring one compensation: it is that of the report which was received first. */
function isClaimedEarlier({ keep, nowMs }: Parts, report: FaultReport, { dead }: FaultTime): boolean {
  const { id, line, receivedAtMs } = report;
  if (report.state !== 'reported' || receivedAtMs === null) return false;
  const isEarlier = (other: FaultReport) =>
    other.state === 'reported' &&
    other.receivedAtMs !== null &&
    (other.receivedAtMs < receivedAtMs || (other.receivedAtMs === receivedAtMs && other.id < id));
  return keep.reports
    .ofLine(line)
    .filter(isEarlier)
    .some((other) => isOverlapping(faultTimeOf(keep.store, other, nowMs()).dead, dead));
}

function isOverlapping(some: readonly DeadInterval[], others: readonly DeadInterval[]): boolean {
  const endOf = ({ endLatestAtMs }: DeadInterval) => endLatestAtMs ?? Number.POSITIVE_INFINITY;
  return some.some((one) =>
    others.some((other) => one.startEarliestAtMs < endOf(other) && other.startEarliestAtMs < endOf(one)),
  );
}

export function reportListView(site: Parts, line: Line): ReportListView {
  const { store, reports } = site.keep;
  const nowMs = site.nowMs();
  const known = reports.ofLine(line.id);
  const reported = new Set(known.filter(({ state }) => state !== 'withdrawn').map(({ outage }) => outage));
  return {
    line,
    reports: known.map((report) => {
      const clock = clockNow(site, line, report);
      const claim = clock?.kind === 'calendar-days' ? clock.claim : clock;
      const isPriced = claim !== null && 'likelyCents' in claim;
      return {
        report,
        strictCents: isPriced ? claim.strictCents : null,
        likelyCents: isPriced ? claim.likelyCents : null,
        isCountedElsewhere: clock?.kind === 'calendar-days' && clock.isCountedElsewhere,
      };
    }),
    outages: store
      .outages(line.id, nowMs - REPORTABLE_MS, nowMs)
      .filter((outage) => isReportable(outage, nowMs) && !isDropout(outage) && !reported.has(outage.id))
      .slice(-LISTED_OUTAGES)
      .reverse(),
  };
}

export function reportPageView(
  site: Parts,
  line: Line,
  report: FaultReport,
): Omit<ReportPageView, 'done' | 'problems'> {
  const { keep } = site;
  const contract = keep.contracts.of(line.id);
  const missing: ReportPageView['missing'] = [
    'customerName',
    'customerAddress',
    'contractNumber',
    'phone',
    'providerAddress',
    'providerEmail',
  ];
  const outage = outageOf(site, report);
  const attributedAtMs = outage && keep.annotations.attributedAtMs(line.id, outage);
  return {
    line,
    report,
    ...(attributedAtMs !== null && { attributedAtMs }),
    records: keep.reports.records(report.id),
    clock: clockNow(site, line, report),
    homeSigns: homeSignsOf(outage, report.checks),
    missing: missing.filter((field) => contract[field] === ''),
    mailtoHref: mailtoHref(keptLetter(keep, report, line)),
  };
}

/** The outage that a report is about, under whatever id it has now. */
export function outageOf({ keep }: Parts, report: Pick<FaultReport, 'line' | 'outage'>): StoredOutage | null {
  return report.outage === null ? null : keep.store.outage(report.line, report.outage);
}

/** On the page of an outage: for its owner the clock, for who is on this machine the way to report. */
export function outageReportView(site: Parts, line: Line, outage: OutageEntry, asker: Asker): OutageReportView | null {
  if (asker === 'visitor') return null;
  const newPath = newReportPath(line.id, outage.id);
  const isOpen = isReportable(outage, site.nowMs());
  if (asker === 'local') return { newPath: isOpen ? newPath : null, reportPath: null, clock: null };
  const report = reportFor(site, line, outage);
  if (report !== null) return { newPath: null, reportPath: reportPath(report.id), clock: clockNow(site, line, report) };
  if (!isOpen) return { newPath: null, reportPath: null, clock: null };
  const clock = outage.endLatestAtMs === null ? clockOfContract(site, line, newPath) : null;
  return { newPath, reportPath: null, clock };
}

/** On the page of a line, for its owner: the report that runs, or the outage that waits for one. */
export function lineReportView(
  site: Parts,
  line: Line,
  now: { outage: OutageEntry | null; unknownCause: string | null },
  asker: Asker,
): OutageReportView | null {
  if (asker !== 'owner') return null;
  for (const report of site.keep.reports.ofLine(line.id)) {
    if (report.state !== 'reported') continue;
    const fault = faultTimeOf(site.keep.store, report, site.nowMs());
    if (fault.repairedAtMs === null)
      return { newPath: null, reportPath: reportPath(report.id), clock: clockNow(site, line, report) };
  }
  if (now.outage?.counts && now.outage.endLatestAtMs === null) return outageReportView(site, line, now.outage, asker);
  // a server elsewhere can't see the outage while the probe can't report it
  if (now.unknownCause === 'no-contact')
    return { newPath: newReportPath(line.id, null), reportPath: null, clock: null };
  return null;
}

export function newReportPath(line: string, outage: string | null): string {
  return `/owner/lines/${line}/reports/new${outage === null ? '' : `?outage=${outage}`}`;
}

/** Subject and text from what is known now. */
export function draftFor(
  site: Parts,
  line: Line,
  facts: ReportAnswers & { outage: StoredOutage | null; downSinceAtMs: number; language: Language },
): { subject: string; body: string } {
  const { keep } = site;
  const nowMs = site.nowMs();
  const contract = keep.contracts.of(line.id);
  return draftLetter({
    ...facts,
    line,
    contract,
    observedRatio: facts.outage === null ? null : observedRatio(site, line.id, facts.outage),
    head: keep.heads.sealNow(),
    isGermanLaw: isGermanLaw(contract, line, nowMs),
    nowMs,
  });
}

function isGermanLaw(contract: Contract, line: Line, nowMs: number): boolean {
  const rule = ruleFor(contract, line, nowMs);
  return rule !== null && rule !== 'business' && rule.counter === 'calendar-days-after-report';
}

/** Share of the time of the outage that was observed; up to the last measurement while it lasts. */
function observedRatio({ keep }: Parts, line: string, outage: OutageEntry): number | null {
  const fromAtMs = outage.startLatestAtMs;
  const toAtMs = outage.endEarliestAtMs ?? outage.bounds.lastBad.sentAtMs;
  if (toAtMs <= fromAtMs) return null;
  const intervals = keep.store.intervals(line, fromAtMs, toAtMs);
  const { unknownMs } = sumsOf({ intervals, outages: [], measuredAtMs: toAtMs }, fromAtMs, toAtMs);
  return 1 - unknownMs / (toAtMs - fromAtMs);
}

function clockOfContract({ keep, nowMs }: Parts, line: Line, path: string) {
  return clockBefore(line, keep.contracts.of(line.id), path, nowMs());
}

function isReportable(outage: Pick<StoredOutage, 'counts' | 'endLatestAtMs'>, nowMs: number): boolean {
  return outage.counts && (outage.endLatestAtMs === null || nowMs - outage.endLatestAtMs < REPORTABLE_MS);
}

/** Over before anybody could have called; with many of them nobody would find the others in the list. */
function isDropout({ downMaxMs }: Pick<StoredOutage, 'downMaxMs'>): boolean {
  return downMaxMs !== null && downMaxMs < DROPOUT_MS;
}

function reportFor({ keep }: Parts, line: Line, outage: OutageEntry): FaultReport | null {
  const ids = new Set([outage.id, ...outage.aliases]);
  const found = keep.reports
    .ofLine(line.id)
    .filter((report) => report.state !== 'withdrawn' && report.outage !== null && ids.has(report.outage));
  // one that was sent tells more than a later draft
  return found.find(({ state }) => state === 'reported') ?? found[0] ?? null;
}
