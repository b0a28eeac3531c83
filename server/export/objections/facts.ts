import type { Method, Target } from '../../../rules/method.ts';
import { parseMethod } from '../../../rules/method.ts';
import type { ChainLink, OutageTag } from '../../../rules/outage/derived.ts';
import { shortestVisibleMs } from '../../../rules/outage/shortest-visible.ts';
import type { CoverageView } from '../../../web/pages/witness-views.ts';
import type { FaultReport } from '../../reports/fault-report.ts';
import type { StatementCase } from '../../statements/statement-case.ts';
import type { StoredOutage } from '../../store/store.ts';
import type { EvidenceCase } from '../gather-case.ts';

/** What the answers are made of, counted over the outages that count and that touch the period. */
export type ObjectionFacts = {
  zone: string;
  counted: number;
  /** The home router answered the probe meanwhile. */
  gatewayOk: number;
  /** The provider's side, as measured. */
  providerSide: number;
  /** The router itself told that line or session was gone. */
  routerAgrees: number;
  /** That, or machines of the provider were silent too: it did not lie beyond the provider's network alone. */
  notBeyond: number;
  rented: number;
  ownTraffic: number;
  newAddress: number;
  /** Drop-outs in which no router told anything: whether the address changed is not known. */
  shortUntold: number;
  reachable: number;
  /** Shorter than three minutes for certain. */
  dropouts: number;
  /** Whose finding was other before the router was asked again. */
  revised: number;
  /** In the period, not counted: found at home by the owner, ended at the router by its user, planned reconnects. */
  attributed: number;
  byUser: number;
  planned: number;
  downMinMs: number;
  /** Local days that lie in one outage from end to end, all of them observed, and nothing answered in between. */
  wholeDays: number;
  /** Local days of 23 or 25 hours. */
  oddDays: number;
  clock: { confirmed: number; byRouter: number; none: number; mostErrorMs: number };
  observedMs: number;
  unknownMs: number;
  coverageRatio: number;
  /** Unknown time by why. */
  homeMs: number;
  powerCutMs: number;
  stallMs: number;
  vpnMs: number;
  targets: TargetFacts;
  /** False: reports and statements are not shown to this reader; what is counted of them is 0. */
  hasTexts: boolean;
  /** `afterMs`: how long after the begin the first was told, as the owner has it; null: there is none. */
  reports: { made: number; shown: number; checked: number; afterMs: number | null };
  statements: { count: number; agrees: number; differs: number; open: number; plannedRows: number };
  /** Heads up to the end of the period, and how many of them carry a time stamp of an outsider. */
  heads: number;
  stamped: number;
};

/** Of every method that was used in the period: the least of each. */
export type TargetFacts = {
  /** False: this reader is not shown the targets; then the rest says nothing. */
  isShown: boolean;
  far: number;
  networks: number;
  families: (4 | 6)[];
  /** Kinds of checks by which something outside is asked, beside the pings of far targets. */
  otherKinds: string[];
  isNumeric: boolean;
  shortestVisibleMs: number | null;
};

export type FactsInput = {
  evidence: EvidenceCase;
  coverage: CoverageView;
  /** Reports that were made. */
  reports: readonly Pick<FaultReport, 'state' | 'receipt' | 'checks' | 'downSinceAtMs' | 'reportedAtMs'>[];
  statements: readonly StatementCase[];
  /** Whether this reader is shown reports and statements at all. */
  hasTexts: boolean;
  heads: number;
  stamped: number;
};

const DROPOUT_MS = 180_000;
const DAY_MS = 86_400_000;

/** Counts what the answers need; reads nothing. */
export function objectionFacts(input: FactsInput): ObjectionFacts {
  const { evidence, coverage, heads, stamped } = input;
  const { outages, days } = evidence;
  const counting = outages.filter(({ counts }) => counts);
  const count = (fits: (outage: StoredOutage) => boolean) => counting.filter(fits).length;
  const link = (name: ChainLink['link'], state: ChainLink['state']) => (outage: StoredOutage) =>
    outage.chain.some((one) => one.link === name && one.state === state);
  const tag = (name: OutageTag) => (outage: StoredOutage) => outage.tags.includes(name);
  const [isSyncLost, isSessionLost] = [link('dsl', 'fail'), link('session', 'fail')];
  return {
    zone: evidence.line.zone,
    counted: counting.length,
    gatewayOk: count(link('home', 'ok')),
    providerSide: count(({ side }) => side === 'provider'),
    routerAgrees: count((outage) => isSyncLost(outage) || isSessionLost(outage)),
    notBeyond: count((outage) => isSyncLost(outage) || isSessionLost(outage) || link('provider', 'fail')(outage)),
    rented: count(tag('router-rented')),
    ownTraffic: count(tag('own-traffic')),
    newAddress: count((outage) => tag('new-address')(outage) && isDropout(outage)),
    shortUntold: count((outage) => isDropout(outage) && !isRouterHeard(outage)),
    reachable: count(({ isReachable }) => isReachable),
    dropouts: count(isDropout),
    revised: count(({ provisional, verdict }) => provisional !== null && provisional.verdict !== verdict),
    attributed: outages.filter(({ attributedTo }) => attributedTo === 'home').length,
    byUser: outages.filter(tag('user-disconnect')).length,
    planned: outages.filter(({ verdict }) => verdict === 'planned-reconnect').length,
    downMinMs: evidence.sums.downMinMs,
    wholeDays: days.filter((day) => counting.some((outage) => isWithin(day, outage, evidence.madeAtMs))).length,
    oddDays: days.filter((day) => lengthOfDay(day) !== DAY_MS).length,
    clock: clockFacts(counting),
    observedMs: evidence.availability.observedMs,
    unknownMs: coverage.unknownMs,
    coverageRatio: coverage.coverageRatio,
    homeMs: unknownOf(coverage, ['router-or-lan-fault', 'probe-lan-fault', 'no-network', 'home', 'gateway']),
    powerCutMs: unknownOf(coverage, ['power-cut-likely']),
    stallMs: unknownOf(coverage, ['stall', 'suspend', 'restart', 'reboot', 'tool', 'tool-error']),
    vpnMs: unknownOf(coverage, ['vpn']),
    targets: targetFacts(evidence.methods.map(({ text }) => parseMethod(text))),
    hasTexts: input.hasTexts,
    reports: reportFacts(input.reports),
    statements: statementFacts(input.statements),
    heads,
    stamped,
  };
}

function isRouterHeard({ chain }: StoredOutage): boolean {
  return chain.some(({ evidence }) => evidence.some(({ witness }) => witness === 'router'));
}

function isDropout({ downMaxMs }: StoredOutage): boolean {
  return downMaxMs !== null && downMaxMs < DROPOUT_MS;
}

/** Their certain time is a little shorter than the day: what is not certain of an outage is taken off each of its days. */
function isWithin(day: EvidenceCase['days'][number], outage: StoredOutage, madeAtMs: number): boolean {
  const lengthMs = lengthOfDay(day);
  const isInside =
    outage.startLatestAtMs <= day.startsAtMs && (outage.endEarliestAtMs ?? madeAtMs) >= day.startsAtMs + lengthMs;
  return isInside && outage.flaps === 0 && day.downMaxMs === lengthMs;
}

function lengthOfDay(day: EvidenceCase['days'][number]): number {
  return day.upMs + day.degradedMs + day.downMaxMs + day.maintenanceMs + day.unknownMs;
}

function clockFacts(outages: readonly StoredOutage[]): ObjectionFacts['clock'] {
  const sources = outages.map(({ clock }) => clock?.source ?? 'none');
  const errors = outages.map(({ clock }) => clock?.errorMs ?? 0);
  return {
    confirmed: sources.filter((source) => source === 'sync' || source === 'server').length,
    byRouter: sources.filter((source) => source === 'router').length,
    none: sources.filter((source) => source === 'none').length,
    mostErrorMs: Math.max(0, ...errors),
  };
}

function unknownOf({ causes }: CoverageView, names: readonly string[]): number {
  return causes.filter(({ cause }) => names.includes(cause)).reduce((sum, { unknownMs }) => sum + unknownMs, 0);
}

function targetFacts(parsed: readonly (Method | string)[]): TargetFacts {
  const methods = parsed.filter((method) => typeof method !== 'string');
  const far = methods.map(({ targets }) => targets.filter(({ role }) => role === 'far'));
  const least = (of: (targets: Target[]) => number) => (far.length === 0 ? 0 : Math.min(...far.map(of)));
  const visible = methods.map(shortestVisibleMs).filter((ms) => ms !== null);
  const inAll = <T>(lists: T[][]): T[] =>
    [...new Set(lists[0] ?? [])].filter((one) => lists.every((list) => list.includes(one)));
  return {
    isShown: methods.length === parsed.length,
    far: least((targets) => new Set(targets.map(({ address }) => address)).size),
    networks: least((targets) => new Set(targets.map(({ network }) => network)).size),
    families: inAll(far.map((targets) => targets.map(({ family }) => family).filter((family) => family !== 0))),
    otherKinds: inAll(methods.map(otherKindsOf)),
    isNumeric: far.length > 0 && far.flat().every(({ kind }) => kind === 'ping' || kind === 'tcp'),
    shortestVisibleMs: visible.length === 0 ? null : Math.max(...visible),
  };
}

/** Those of which the decision table makes use, so that silence of pings alone is no outage. */
function otherKindsOf({ targets }: Method): string[] {
  const isOutside = ({ role }: Target) => role === 'far' || role === 'public-resolver';
  return targets.filter((target) => isOutside(target) && target.kind !== 'ping').map(({ kind }) => kind);
}

function reportFacts(reports: FactsInput['reports']): ObjectionFacts['reports'] {
  const made = reports.filter(({ state }) => state === 'reported');
  const afterMs = made.flatMap(({ reportedAtMs, downSinceAtMs }) =>
    reportedAtMs === null ? [] : [Math.max(0, reportedAtMs - downSinceAtMs)],
  );
  return {
    afterMs: afterMs.length === 0 ? null : Math.min(...afterMs),
    made: made.length,
    shown: made.filter(({ receipt }) => receipt !== 'none').length,
    checked: made.filter(({ checks }) => Object.values(checks).some((answer) => answer !== '')).length,
  };
}

function statementFacts(cases: readonly StatementCase[]): ObjectionFacts['statements'] {
  const sum = (weight: 'agrees' | 'differs' | 'open') =>
    cases.reduce((total, { comparison }) => total + comparison.counts[weight], 0);
  const rows = cases.flatMap(({ statement }) => statement.rows);
  return {
    count: cases.length,
    agrees: sum('agrees'),
    differs: sum('differs'),
    open: sum('open'),
    plannedRows: rows.filter(({ kind }) => kind === 'planned-work').length,
  };
}
