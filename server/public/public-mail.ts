import type {
  MailDelay,
  MailLatency,
  MailRecord,
  MailRouteNow,
  MailTimed,
  MailVerdict,
} from '../../rules/mail/mail.ts';
import { foldRoute } from '../../rules/mail/mail-delays.ts';
import { mailAtMs } from '../../rules/mail/mail-record.ts';
import { sha256Hex } from '../probe-key.ts';
import type { MailReads, RouteEntry } from '../store/mail-reads.ts';
import type { Line } from '../store/store.ts';
import { gridCeil, gridFloor, PUBLIC_GRID_MS } from './grid.ts';
import type { IdMask } from './id-mask.ts';
import type { PublicView } from './public-view.ts';
import { mailAsOf, openAccountNames, withoutNames } from './released-mail.ts';

const DAY_MS = 86_400_000;
/** Mails are given up after a week; what is open or lasts began within this. */
const LOOK_BACK_MS = 10 * DAY_MS;
/** An arrival that was seen as it happened; a wider one would tell when nobody at home could look. */
const SEEN_LIVE_MS = 5000;
/** Slots that went by, and what is wrong with the owner's own account: as little told as a fault at home. */
const UNTOLD: readonly MailRecord['outcome'][] = ['not-tested', 'config-error', 'submitting', 'unknown'];
/** The same of what was said of a route long ago; newer ones are judged without such slots. */
const UNTOLD_VERDICTS: readonly MailVerdict[] = ['mail-config-error', 'mail-unreadable'];
const TOOLS = { sha256: sha256Hex };

type Seen = { store: MailReads; line: Line; view: PublicView; mask: IdMask };
type AsOf = { entry: RouteEntry; delays: MailDelay[]; fromAtMs: number };

/**
 * Test mails as strangers see them: as they stood at the public now, without names and words, all times on the grid. A
 * route is judged again from the mails as they were known then, so that nothing of it tells what came later.
 */
export function publicMail(seen: Seen): MailReads {
  const { store, line, view, mask } = seen;
  const { untilAtMs } = view;
  const routes = new Map<string, AsOf>();
  let names: ((account: string) => string) | null = null;
  const nameOf = (account: string) => {
    names ??= openAccountNames(store.mailRoutes(line.id));
    return names(account);
  };
  const asOf = (entry: RouteEntry) => {
    const known = routes.get(entry.now.route) ?? asOfPublicNow(seen, entry);
    routes.set(entry.now.route, known);
    return known;
  };
  const mails: MailReads['mails'] = (id, route, fromAtMs, toAtMs) =>
    store
      .mails(id, route, fromAtMs - PUBLIC_GRID_MS, Math.min(toAtMs + PUBLIC_GRID_MS, untilAtMs))
      .flatMap((exact) => shownMail(exact, untilAtMs) ?? [])
      .map((record) => onGrid(withoutNames(record, nameOf), mask))
      .filter((record) => mailAtMs(record) >= fromAtMs && mailAtMs(record) < toAtMs);
  const latestMails: MailReads['latestMails'] = (id, route, fromAtMs, toAtMs, limit) =>
    mails(id, route, Math.max(fromAtMs, untilAtMs - LOOK_BACK_MS), toAtMs)
      .slice(-limit)
      .reverse();
  return {
    mailRoutes: (id) => store.mailRoutes(id).map((entry) => publicEntry(asOf(entry).entry, nameOf)),
    mails,
    latestMails,
    mailCount: (...asked) => mails(...asked).length,
    mail: (id, name) => {
      const exact = line.isEvidencePublished ? store.mail(id, mask.unmask(name)) : null;
      const shown = exact && shownMail(exact, untilAtMs);
      return shown && onGrid(withoutNames(shown, nameOf), mask);
    },
    mailDelays: (id, fromAtMs, toAtMs) => {
      const recent = store.mailRoutes(id).map(asOf);
      const before = store
        .mailDelays(id, fromAtMs - PUBLIC_GRID_MS, toAtMs + PUBLIC_GRID_MS)
        .filter((one) => recent.some(({ entry, fromAtMs: sinceAtMs }) => isBefore(one, entry, sinceAtMs)))
        .filter(({ verdict }) => !UNTOLD_VERDICTS.includes(verdict));
      return [...before, ...recent.flatMap(({ delays }) => delays)]
        .filter((one) => one.startEarliestAtMs < untilAtMs)
        .map((delay) => delayOnGrid(delay, mask))
        .filter((one) => one.startEarliestAtMs < toAtMs && (one.endLatestAtMs ?? Number.POSITIVE_INFINITY) > fromAtMs)
        .sort((a, b) => a.startEarliestAtMs - b.startEarliestAtMs);
    },
  };
}

function isBefore(delay: MailDelay, { now }: RouteEntry, sinceAtMs: number): boolean {
  return delay.route === now.route && delay.startEarliestAtMs < sinceAtMs;
}

/** The mail as it was known then, where strangers are told of it. */
function shownMail(exact: MailRecord, untilAtMs: number): MailRecord | null {
  const record = mailAsOf(exact, untilAtMs);
  return record && !UNTOLD.includes(record.outcome) ? record : null;
}

function asOfPublicNow({ store, line, view: { untilAtMs } }: Seen, { now, isUsed }: RouteEntry): AsOf {
  const lasting = store
    .mailDelays(line.id, untilAtMs - LOOK_BACK_MS, untilAtMs)
    .filter(({ route }) => route === now.route)
    .map(({ startEarliestAtMs }) => startEarliestAtMs);
  const fromAtMs = Math.min(untilAtMs - LOOK_BACK_MS, ...lasting);
  const records = store
    .mails(line.id, now.route, fromAtMs, untilAtMs)
    .flatMap((exact) => shownMail(exact, untilAtMs) ?? []);
  const watchedUntilMs = now.asOfMs === null ? null : Math.min(now.asOfMs, untilAtMs);
  const watch = { watchedUntilMs, blind: null };
  const folded = foldRoute({ line: line.id, route: now.settings, watch, records, carry: null }, TOOLS);
  return { entry: { now: folded.now, isUsed }, delays: folded.delays, fromAtMs };
}

function publicEntry({ now, isUsed }: RouteEntry, nameOf: (account: string) => string): RouteEntry {
  const { oldest, asOfMs, settings } = now;
  const asOfShownMs = asOfMs === null ? null : gridFloor(asOfMs);
  const acceptedAtMs = oldest && gridFloor(oldest.acceptedAtMs);
  const shown: MailRouteNow = {
    ...now,
    settings: { ...settings, from: nameOf(settings.from), to: nameOf(settings.to) },
    place: { ...now.place, account: now.place.account === null ? null : nameOf(now.place.account) },
    sinceAtMs: now.sinceAtMs === null ? null : gridFloor(now.sinceAtMs),
    asOfMs: asOfShownMs,
    blind: null,
    oldest:
      acceptedAtMs === null || asOfShownMs === null
        ? null
        : { number: 0, acceptedAtMs, atLeastMs: Math.max(0, asOfShownMs - acceptedAtMs) },
    last: null,
  };
  return { now: shown, isUsed };
}

/**
 * Every time from the one that lies on the grid and from lengths that tell nothing of the home: two roundings of one
 * length would give the second away.
 */
function onGrid(record: MailRecord, mask: IdMask): MailRecord {
  const startAtMs = mailAtMs(record);
  const shownAtMs = gridFloor(startAtMs);
  const early = (atMs: number) => gridFloor(shownAtMs + Math.max(0, atMs - startAtMs));
  const late = (atMs: number) => gridCeil(shownAtMs + Math.max(0, atMs - startAtMs));
  return {
    ...record,
    // four hashes each, and of a year of mails 50 are named: made when it is asked for
    get id() {
      return mask.mask(record.id);
    },
    number: 0,
    plannedAtMs: null,
    submittingAtMs: null,
    outcomeAtMs: shownAtMs,
    acceptedAtMs: record.acceptedAtMs === null ? null : shownAtMs,
    submit: {},
    sightings: record.sightings.map((one) => ({
      ...one,
      arrivedEarliestAtMs: early(one.arrivedEarliestAtMs),
      arrivedLatestAtMs: late(one.arrivedLatestAtMs),
      internalDateAtMs: null,
      sizeBytes: null,
      hops: one.hops.map((hop) => ({ ...hop, stampAtMs: null })),
    })),
    reports: record.reports.map((report) => ({
      ...report,
      atMs: early(report.atMs),
      retryUntilAtMs: report.retryUntilAtMs === null ? null : early(report.retryUntilAtMs),
    })),
    overdueAtMs: record.overdueAtMs === null ? null : early(record.overdueAtMs),
    timed: record.timed && timedOnGrid(record.timed, early, late),
  };
}

type Round = (atMs: number) => number;

function timedOnGrid(timed: MailTimed, early: Round, late: Round): MailTimed {
  return {
    ...timed,
    arrivedEarliestAtMs: timed.arrivedEarliestAtMs === null ? null : early(timed.arrivedEarliestAtMs),
    arrivedLatestAtMs: timed.arrivedLatestAtMs === null ? null : late(timed.arrivedLatestAtMs),
    latency: timed.latency && latencyOnGrid(timed.latency),
    legs: [],
    hops: timed.hops.map((hop) => ({ ...hop, atMs: hop.atMs === null ? null : early(hop.atMs) })),
  };
}

function latencyOnGrid(latency: MailLatency): MailLatency {
  const { minMs, maxMs } = latency;
  if (maxMs - minMs < SEEN_LIVE_MS) return latency;
  return { ...latency, minMs: gridFloor(minMs), maxMs: gridCeil(maxMs) };
}

function delayOnGrid(delay: MailDelay, mask: IdMask): MailDelay {
  const { startEarliestAtMs } = delay;
  const shownAtMs = gridFloor(startEarliestAtMs);
  const early = (atMs: number) => gridFloor(shownAtMs + atMs - startEarliestAtMs);
  const late = (atMs: number) => gridCeil(shownAtMs + atMs - startEarliestAtMs);
  return {
    ...delay,
    id: mask.mask(delay.id),
    place: { ...delay.place, account: null },
    startEarliestAtMs: shownAtMs,
    startLatestAtMs: late(delay.startLatestAtMs),
    endEarliestAtMs: delay.endEarliestAtMs === null ? null : early(delay.endEarliestAtMs),
    endLatestAtMs: delay.endLatestAtMs === null ? null : late(delay.endLatestAtMs),
    firstMail: 0,
    lastMail: 0,
    minLatencyMs: gridFloor(delay.minLatencyMs),
    maxLatencyMs: delay.maxLatencyMs === null ? null : gridCeil(delay.maxLatencyMs),
  };
}
