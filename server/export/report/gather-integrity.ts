import { formatInstant } from '../../../rules/instant.ts';
import { judgeKept } from '../../heads/judge-stamp.ts';
import { keyFingerprint } from '../../probe-key.ts';
import type { ServerKey } from '../../server-key.ts';
import type { HeadRow } from '../../store/heads-table.ts';
import type { Store } from '../../store/open-store.ts';
import type { Line, StoredOutage } from '../../store/store.ts';
import { formatCsv } from '../csv-format.ts';
import { laneEndIn, lastSegments } from '../lane-end.ts';
import { restoresIn } from '../restores.ts';
import type { Integrity, ReportAsk, ReportedHead } from './report-case.ts';

/** The folder that is read, and whose key signs. */
export type ReportSource = { store: Store; key: Pick<ServerKey, 'publicKey' | 'fingerprint'> };

/** Printed: of the outages the longest, two heads each, and the newest. */
const MOST_HEADS = 13;

/** For whom, and as of when. */
type AsOf = Pick<ReportAsk, 'reader' | 'asOfAtMs'>;

type Asked = { line: Line; ask: ReportAsk; outages: readonly StoredOutage[] };

/**
 * Keys, chain ends and heads as of one instant: what came later changes nothing, but for stamps of heads that were sealed by
 * then. Those that are printed are checked here, by the code of the verifier; the others were when they came.
 */
export async function gatherIntegrity({ store, key }: ReportSource, { line, ask, outages }: Asked): Promise<Integrity> {
  const noted = headsOf(store, ask);
  const end = laneEndOf(store, line, ask);
  const heads = await judged(store, printedHeads(noted, outages), ask.stampRoots);
  const all = noted.map((one) => heads.find(({ counter }) => counter === one.counter) ?? one);
  const stamped = all.filter(isStamped);
  const last = stamped.at(-1);
  return {
    serverFingerprint: key.fingerprint,
    probes: probesOf(store, line, ask, end),
    laneEnd: end,
    restores: restoresIn(end === null ? [] : store.heads.events(line.id, end.entry)),
    headCount: all.length,
    stampedCount: stamped.length,
    otherStampsCount: all.filter((head) => head.stamps.length > 0 && !isStamped(head)).length,
    lastStamped: last === undefined ? null : { counter: last.counter, atMs: last.atMs },
    heads,
    headsCsv: csvOf(all),
    // how much was measured on lines that are not published stands in it
    newestText: isReleased(ask) ? null : (newestHead(store, ask)?.text ?? null),
  };
}

/** By somebody whose root others know too. */
function isStamped({ stamps }: ReportedHead): boolean {
  return stamps.some(({ worth }) => worth === 'public');
}

/** What their stamps are worth today. */
async function judged(
  { heads }: Store,
  printed: readonly ReportedHead[],
  extraRoots: readonly string[],
): Promise<ReportedHead[]> {
  const judgedHeads: ReportedHead[] = [];
  for (const head of printed) {
    const text = head.stamps.length === 0 ? '' : (heads.byCounter(head.counter)?.text ?? '');
    const rows = head.stamps.length === 0 ? [] : heads.stampsOf(head.counter);
    const responses = head.stamps.map(({ authority }) => rows.find((row) => row.authority === authority)?.response);
    const kept = responses.map((response) => ({ response: response ?? new Uint8Array(), text }));
    const worths = await judgeKept(kept, extraRoots);
    const stamps = head.stamps.map((stamp, index) => ({ ...stamp, worth: worths[index] ?? 'broken' }));
    judgedHeads.push({ ...head, stamps });
  }
  return judgedHeads;
}

/** Whether strangers read it: of them each learns only what was sealed on the hour, up to where they see. */
function isReleased({ reader }: AsOf): boolean {
  return typeof reader !== 'string';
}

function toldUntilAtMs({ reader, asOfAtMs }: AsOf): number {
  return typeof reader === 'string' ? asOfAtMs : Math.min(asOfAtMs, reader.releasedUntilAtMs);
}

/** The newest that this reader is told of (as head-for.ts has it for small exports). */
export function newestHead({ heads }: Pick<Store, 'heads'>, ask: AsOf): HeadRow | null {
  const untilAtMs = toldUntilAtMs(ask);
  const newest = isReleased(ask) ? heads.hourlyUntil(untilAtMs) : heads.between(0, untilAtMs + 1).at(-1);
  return newest ? heads.byCounter(newest.counter) : null;
}

/** Where the newest head says that the lane ended; without a head, where it ends now (not for strangers). */
export function laneEndOf(store: Store, line: Line, ask: AsOf): Integrity['laneEnd'] {
  const salt = store.heads.salt(line.id);
  const head = newestHead(store, ask);
  const lane = head === null || salt === null ? null : laneEndIn(head, line.id, salt);
  if (lane !== null && lane.entries > 0) return { entry: lane.entries, sha256: lane.lastSha256 };
  const row = isReleased(ask) ? null : store.books.line(line.id);
  return row === null || row.laneEntries === 0 ? null : { entry: row.laneEntries, sha256: row.laneSha256 };
}

/** From the begin of the period up to `asOfAtMs`: later heads hold the period as well, and its last outage is sealed after it. */
function headsOf(store: Store, ask: ReportAsk): ReportedHead[] {
  const untilAtMs = toldUntilAtMs(ask);
  const rows = store.heads
    .between(ask.period.fromAtMs, untilAtMs + 1)
    .filter(({ occasion }) => !isReleased(ask) || occasion === 'hourly');
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return [];
  const stamps = Map.groupBy(store.heads.stampsBetween(first.counter, last.counter), ({ counter }) => counter);
  // a stamp that came later says no less of the head; strangers do not learn when this server did what
  const latestAtMs = isReleased(ask) ? untilAtMs : Number.POSITIVE_INFINITY;
  return rows.map(({ counter, atMs, sha256 }) => ({
    counter,
    atMs,
    sha256,
    stamps: (stamps.get(counter) ?? []).flatMap(({ authority, stampedAtMs, root }) =>
      stampedAtMs === null || stampedAtMs > latestAtMs ? [] : [{ authority, stampedAtMs, worth: root ?? 'unknown' }],
    ),
  }));
}

/** The newest, the last that is stamped, and of outages, longest first, the first after begin and end; in order. */
function printedHeads(all: readonly ReportedHead[], outages: readonly StoredOutage[]): ReportedHead[] {
  const longest = outages
    .filter(({ counts }) => counts)
    .toSorted((a, b) => b.downMinMs - a.downMinMs)
    .slice(0, MOST_HEADS);
  const wanted = new Set<ReportedHead>();
  for (const one of [all.at(-1), all.findLast(isStamped)]) if (one) wanted.add(one);
  for (const { startLatestAtMs, endLatestAtMs } of longest) {
    for (const atMs of [startLatestAtMs, endLatestAtMs]) {
      const head = atMs === null ? undefined : all.find((one) => one.atMs >= atMs);
      if (head && wanted.size < MOST_HEADS) wanted.add(head);
    }
  }
  return [...wanted].sort((a, b) => a.counter - b.counter);
}

function csvOf(heads: readonly ReportedHead[]): string {
  const rows = heads.map(({ counter, atMs, sha256, stamps }) => [
    counter,
    formatInstant(atMs),
    sha256,
    ...[true, false].map((isPublic) =>
      stamps
        .filter(({ worth }) => (worth === 'public') === isPublic)
        .map(({ authority, stampedAtMs }) => `${authority}=${formatInstant(stampedAtMs)}`)
        .join(' '),
    ),
  ]);
  return formatCsv([['counter', 'at', 'sha256', 'stamps', 'stampsOfOtherRoots'], ...rows]);
}

/** Also one that was admitted after the period: it may have measured before, and delivered then. */
function probesOf(
  store: Store,
  line: Line,
  { period, asOfAtMs }: ReportAsk,
  end: Integrity['laneEnd'],
): Integrity['probes'] {
  const last = lastSegments(store, line.id, end?.entry ?? 0);
  return store.books
    .probesOf(line.id)
    .filter(({ enrolledAtMs, retiredAtMs }) => enrolledAtMs <= asOfAtMs && (retiredAtMs ?? asOfAtMs) >= period.fromAtMs)
    .map(({ id, publicKey, enrolledAtMs, retiredAtMs }) => ({
      id,
      publicKey,
      fingerprint: keyFingerprint(publicKey),
      enrolledAtMs,
      retiredAtMs: retiredAtMs !== null && retiredAtMs <= asOfAtMs ? retiredAtMs : null,
      lastSegment: last.get(id) ?? null,
    }));
}
