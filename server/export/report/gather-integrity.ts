import { createHash } from 'node:crypto';
import { formatInstant } from '../../../rules/instant.ts';
import { laneNameText, parseHeads } from '../../../rules/journal/heads.ts';
import type { ServerKey } from '../../server-key.ts';
import type { Store } from '../../store/open-store.ts';
import { receiptOf } from '../../store/raw-table.ts';
import type { Line, StoredOutage } from '../../store/store.ts';
import { formatCsv } from '../csv-format.ts';
import type { Integrity, LastSegment, ReportAsk, ReportedHead } from './report-case.ts';

/** The folder that is read, and whose key signs. */
export type ReportSource = { store: Store; key: Pick<ServerKey, 'publicKey' | 'fingerprint'> };

/** Printed: of the outages the longest, two heads each, and the newest. */
const MOST_HEADS = 13;

type Asked = { line: Line; ask: ReportAsk; outages: readonly StoredOutage[] };

/** Keys, chain ends and heads as of one instant: what came later changes nothing, so the same period gives the same report. */
export function gatherIntegrity({ store, key }: ReportSource, { line, ask, outages }: Asked): Integrity {
  const all = headsOf(store, ask);
  const newest = store.heads.between(0, ask.asOfAtMs + 1).at(-1);
  const newestText = newest === undefined ? null : (store.heads.byCounter(newest.counter)?.text ?? null);
  const end = laneEndOf(store, line, newestText);
  return {
    serverFingerprint: key.fingerprint,
    probes: probesOf(store, line, ask, end),
    laneEnd: end,
    headCount: all.length,
    stampedCount: all.filter(({ stamps }) => stamps.length > 0).length,
    heads: printedHeads(all, outages),
    headsCsv: csvOf(all),
    newestText,
  };
}

/** Where the newest head says that the lane ended; without a head, where it ends now. */
function laneEndOf(store: Store, line: Line, headsText: string | null): Integrity['laneEnd'] {
  const salt = store.heads.salt(line.id);
  const heads = headsText === null || salt === null ? null : parseHeads(headsText);
  if (heads !== null && salt !== null && typeof heads !== 'string') {
    const name = sha256Hex(laneNameText(salt, line.id, heads.counter)).slice(0, 32);
    const lane = heads.lanes.find((one) => one.name === name);
    if (lane !== undefined && lane.entries > 0) return { entry: lane.entries, sha256: lane.lastSha256 };
  }
  const row = store.books.line(line.id);
  return row === null || row.laneEntries === 0 ? null : { entry: row.laneEntries, sha256: row.laneSha256 };
}

/** So near the end of the lane the last receipt of a probe is looked for: some hours of a quiet line. */
const END_ENTRIES = 300;

/** The last segment of each probe that the lane confirms up to that entry, as far as it stands near it. */
function lastSegments(store: Store, line: Line, end: Integrity['laneEnd']): Map<string, LastSegment> {
  const row = store.books.line(line.id);
  const found = new Map<string, LastSegment>();
  if (row === null || end === null) return found;
  for (const { laneText } of store.raw.entries(row, Math.max(1, end.entry - END_ENTRIES), end.entry)) {
    const receipt = receiptOf(laneText);
    const sha256 = /^sha256: ([0-9a-f]{64})$/m.exec(laneText)?.[1];
    if (receipt !== null && sha256 !== undefined) found.set(receipt.probe, { number: receipt.number, sha256 });
  }
  return found;
}

/** From the begin of the period up to `asOfAtMs`: later heads hold the period as well, and its last outage is sealed after it. */
function headsOf(store: Store, { period, asOfAtMs }: ReportAsk): ReportedHead[] {
  const rows = store.heads.between(period.fromAtMs, asOfAtMs + 1);
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return [];
  const stamps = Map.groupBy(store.heads.stampsBetween(first.counter, last.counter), ({ counter }) => counter);
  return rows.map(({ counter, atMs, sha256 }) => ({
    counter,
    atMs,
    sha256,
    stamps: (stamps.get(counter) ?? []).flatMap(({ authority, stampedAtMs }) =>
      stampedAtMs === null || stampedAtMs > asOfAtMs ? [] : [{ authority, stampedAtMs }],
    ),
  }));
}

/** The first after the begin and after the end of each outage, longest outages first, and the newest; in order. */
function printedHeads(all: readonly ReportedHead[], outages: readonly StoredOutage[]): ReportedHead[] {
  const longest = outages
    .filter(({ counts }) => counts)
    .toSorted((a, b) => b.downMinMs - a.downMinMs)
    .slice(0, MOST_HEADS);
  const wanted = new Set<ReportedHead>();
  const [newest] = all.slice(-1);
  if (newest) wanted.add(newest);
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
    stamps.map(({ authority, stampedAtMs }) => `${authority}=${formatInstant(stampedAtMs)}`).join(' '),
  ]);
  return formatCsv([['counter', 'at', 'sha256', 'stamps'], ...rows]);
}

/** Also one that was admitted after the period: it may have measured before, and delivered then. */
function probesOf(
  store: Store,
  line: Line,
  { period, asOfAtMs }: ReportAsk,
  end: Integrity['laneEnd'],
): Integrity['probes'] {
  const last = lastSegments(store, line, end);
  return store.books
    .probesOf(line.id)
    .filter(({ enrolledAtMs, retiredAtMs }) => enrolledAtMs <= asOfAtMs && (retiredAtMs ?? asOfAtMs) >= period.fromAtMs)
    .map(({ id, publicKey, enrolledAtMs, retiredAtMs }) => ({
      id,
      publicKey,
      fingerprint: sha256Hex(Buffer.from(publicKey, 'base64')).slice(0, 32),
      enrolledAtMs,
      retiredAtMs: retiredAtMs !== null && retiredAtMs <= asOfAtMs ? retiredAtMs : null,
      lastSegment: last.get(id) ?? null,
    }));
}

function sha256Hex(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
