import { createHash } from 'node:crypto';
import { formatInstant } from '../../../rules/instant.ts';
import type { ServerKey } from '../../server-key.ts';
import type { Store } from '../../store/open-store.ts';
import type { Line, StoredOutage } from '../../store/store.ts';
import { formatCsv } from '../csv-format.ts';
import type { Integrity, ReportAsk, ReportedHead } from './report-case.ts';

/** The folder that is read, and whose key signs. */
export type ReportSource = { store: Store; key: Pick<ServerKey, 'publicKey' | 'fingerprint'> };

/** Printed: of the outages the longest, two heads each, and the newest. */
const MOST_HEADS = 13;

type Asked = { line: Line; ask: ReportAsk; outages: readonly StoredOutage[] };

/** Keys, chain ends and heads up to the instant as of which the report is. */
export function gatherIntegrity({ store, key }: ReportSource, { line, ask, outages }: Asked): Integrity {
  const row = store.books.line(line.id);
  const all = headsOf(store, ask);
  const newest = store.heads.between(0, ask.asOfAtMs + 1).at(-1);
  return {
    serverFingerprint: key.fingerprint,
    probes: probesOf(store, line, ask),
    laneEnd: row === null || row.laneEntries === 0 ? null : { entry: row.laneEntries, sha256: row.laneSha256 },
    headCount: all.length,
    stampedCount: all.filter(({ stamps }) => stamps.length > 0).length,
    heads: printedHeads(all, outages),
    headsCsv: csvOf(all),
    newestText: newest === undefined ? null : (store.heads.byCounter(newest.counter)?.text ?? null),
  };
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
function probesOf(store: Store, line: Line, { period, asOfAtMs }: ReportAsk): Integrity['probes'] {
  return store.books
    .probesOf(line.id)
    .filter(({ enrolledAtMs, retiredAtMs }) => enrolledAtMs <= asOfAtMs && (retiredAtMs ?? asOfAtMs) >= period.fromAtMs)
    .map(({ id, publicKey, enrolledAtMs, retiredAtMs, lastNumber, chainSha256 }) => ({
      id,
      publicKey,
      fingerprint: fingerprintOf(publicKey),
      enrolledAtMs,
      retiredAtMs,
      lastNumber,
      chainSha256,
    }));
}

/** First 32 hex digits of the SHA-256 of the raw key. */
function fingerprintOf(publicKeyBase64: string): string {
  return createHash('sha256').update(Buffer.from(publicKeyBase64, 'base64')).digest('hex').slice(0, 32);
}
