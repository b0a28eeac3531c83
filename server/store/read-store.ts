import { type Bucket, type CurrentState, type LossBurst, RULES_VERSION } from '../../rules/outage/derived.ts';
import type { DayJson } from '../../rules/wire/status.ts';
import type { Books, LineRow } from './books.ts';
import type { DerivedTables } from './derived-tables.ts';
import { openMailReads } from './mail-reads.ts';
import type { Database } from './open-database.ts';
import { openOutageLists } from './outage-lists.ts';
import type { Line, ReadStore, UnknownTime } from './store.ts';

const BUCKETS = `SELECT width_ms AS widthMs, from_at_ms AS fromAtMs, sent_count AS sentCount, lost_count AS lostCount,
  late_count AS lateCount, min_us AS minUs, max_us AS maxUs, sum_us AS sumUs, histogram,
  gateway_sent_count AS gatewaySentCount, gateway_lost_count AS gatewayLostCount, loss_bursts AS lossBursts
  FROM main.buckets WHERE line = ? AND width_ms = ? AND from_at_ms >= ? AND from_at_ms < ? ORDER BY from_at_ms`;
const DAYS = `SELECT day, up_ms AS upMs, degraded_ms AS degradedMs, down_min_ms AS downMinMs, down_max_ms AS downMaxMs,
  maintenance_ms AS maintenanceMs, unknown_ms AS unknownMs, outages, dropouts, failover_ms AS failoverMs
  FROM main.days WHERE line = ? AND day >= ? AND day <= ? ORDER BY day`;
const METHODS = `SELECT u.method_sha256 AS sha256, m.text, u.from_at_ms AS fromAtMs
  FROM main.method_uses u JOIN methods m ON m.sha256 = u.method_sha256
  WHERE u.line = @line AND u.from_at_ms < @toAtMs AND u.from_at_ms >= coalesce((SELECT max(from_at_ms)
  FROM main.method_uses WHERE line = @line AND from_at_ms <= @fromAtMs), u.from_at_ms) ORDER BY u.from_at_ms DESC`;

// a finding at home is why nothing is known where no cause is named
const UNKNOWN = `SELECT coalesce(cause, verdict) AS cause, count(*) AS stretches,
  sum(min(to_at_ms, @toAtMs) - max(from_at_ms, @fromAtMs)) AS unknownMs FROM main.state_intervals
  WHERE line = @line AND state = 'unknown' AND to_at_ms > @fromAtMs AND from_at_ms < @toAtMs AND from_at_ms >= coalesce(
  (SELECT max(from_at_ms) FROM main.state_intervals WHERE line = @line AND from_at_ms <= @fromAtMs), 0)
  GROUP BY 1 ORDER BY unknownMs DESC, cause`;

/** What was measured, for pages, API and exports; what the owner said of it: annotated-reads.ts. */
export function openReadStore(database: Database, books: Books, derived: DerivedTables): ReadStore {
  const buckets = database.prepare<[string, number, number, number], Bucket>(BUCKETS);
  const burstCount = database.prepare<[string, number, number, number], { count: number | null }>(
    'SELECT sum(loss_bursts) AS count FROM main.buckets WHERE line = ? AND width_ms = ? AND from_at_ms >= ? AND from_at_ms < ?',
  );
  const days = database.prepare<[string, string, string], DayJson>(DAYS);
  // what was in use when the period began came into use before it
  const methods = database.prepare<
    [{ line: string; fromAtMs: number; toAtMs: number }],
    { sha256: string; text: string; fromAtMs: number }
  >(METHODS);
  const first = database.prepare<[string], { atMs: number | null }>(
    'SELECT min(from_at_ms) AS atMs FROM main.state_intervals WHERE line = ?',
  );
  const bursts = database.prepare<[string, number, number], LossBurst>(
    `SELECT at_ms AS atMs, family, lost_samples AS lostSamples, duration_ms AS durationMs FROM main.loss_bursts
     WHERE line = ? AND at_ms >= ? AND at_ms < ? ORDER BY at_ms, family`,
  );
  const unknown = database.prepare<[{ line: string; fromAtMs: number; toAtMs: number }], UnknownTime>(UNKNOWN);
  return {
    lines: () => books.lines().map(lineOf),
    line: (id) => {
      const row = books.line(id);
      return row ? lineOf(row) : null;
    },
    activeProbe: (line) => books.activeProbe(line),
    current: (line) => {
      const fold = derived.fold(line);
      // judged by other rules, the line is being derived again: until then nothing is known of now
      if (!fold?.current || fold.rulesVersion !== RULES_VERSION) return null;
      return JSON.parse(fold.current) as CurrentState; // written by jobs/derive.ts
    },
    version: (line) => books.line(line)?.version ?? 0,
    firstMeasuredAtMs: (line) => first.get(line)?.atMs ?? null,
    intervals: derived.intervals,
    summedIntervals: derived.intervals,
    unknownTime: (line, fromAtMs, toAtMs) => unknown.all({ line, fromAtMs, toAtMs }),
    outages: derived.outages,
    wholeOutages: derived.wholeOutages,
    summedOutages: derived.outages,
    outage: derived.outage,
    ...openOutageLists(database),
    ...openMailReads(derived),
    days: (line, fromDay, toDay) => days.all(line, fromDay, toDay),
    buckets: (line, widthMs, fromAtMs, toAtMs) => buckets.all(line, widthMs, fromAtMs, toAtMs),
    lossBurstCount: (line, widthMs, fromAtMs, toAtMs) => burstCount.get(line, widthMs, fromAtMs, toAtMs)?.count ?? 0,
    lossBursts: (line, fromAtMs, toAtMs) => bursts.all(line, fromAtMs, toAtMs),
    qualityHours: derived.qualityHours,
    methods: (line, fromAtMs, toAtMs) => methods.all({ line, fromAtMs, toAtMs }),
  };
}

/** The part of a row that pages are given. */
export function lineOf(row: LineRow): Line {
  const { id, name, provider, zone, isLivePublished, isEvidencePublished, liveDelayMinutes } = row;
  return { id, name, provider, zone, isLivePublished, isEvidencePublished, liveDelayMinutes };
}
