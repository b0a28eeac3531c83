import {
  BUCKET_WIDTHS_MS,
  type Bucket,
  type DerivedChange,
  type LossBurst,
  type StateInterval,
} from '../../rules/outage/derived.ts';
import type { DayJson } from '../../rules/wire/status.ts';
import { openMailRows } from './mail-rows.ts';
import type { Database } from './open-database.ts';
import { openOutageRows } from './outage-rows.ts';
import { openQualityRows } from './quality-rows.ts';
import type { StoredOutage } from './store.ts';

/** The tables that a rebuild makes again, in the order in which they are copied and hashed. */
export const DERIVED_TABLES = [
  'line_folds',
  'fold_checkpoints',
  'state_intervals',
  'outages',
  'outage_aliases',
  'days',
  'buckets',
  'loss_bursts',
  'quality_hours',
  'method_uses',
  'mail_events',
  'mails',
  'mail_delays',
  'mail_routes',
] as const;

export type StoredFold = { rulesVersion: number; lastEntry: number; fold: string; current: string | null };
/** What a change reached: days in between are to be summed again. Empty when `from` ≥ `to`. */
export type Touched = { fromAtMs: number; toAtMs: number };

/** Writing and reading what is derived; `main` is what pages read, `side` is where a rebuild works. */
export type DerivedTables = ReturnType<typeof openDerivedTables>;

export function openDerivedTables(database: Database, schema: 'main' | 'side') {
  const outages = openOutageRows(database, schema);
  const intervals = openIntervalRows(database, schema);
  const rollups = openRollupRows(database, schema);
  const quality = openQualityRows(database, schema);
  return {
    ...openFoldRows(database, schema),
    ...openMailRows(database, schema),
    ...rollups.reads,
    intervals: intervals.touching,
    span: intervals.span,
    qualityHours: quality.within,
    outages: outages.touching,
    wholeOutages: outages.wholeTouching,
    outage: outages.find,
    deleteOutages: outages.deleteFrom,

    /**
     * Semantics of {@link DerivedChange}; `remembered` holds outages that a replay removed, so they keep their revision.
     * `isSequel`: the change before this one was the last that was applied to the line; so no slice lies behind it.
     */
    applyChange(
      line: string,
      change: DerivedChange,
      { remembered, isSequel }: { remembered: Map<string, StoredOutage>; isSequel: boolean },
    ): Touched {
      const changed = intervals.replace(line, change.replaceFromAtMs, change.intervals);
      const reach = outages.replace(line, change.replaceFromAtMs, change.outages, remembered);
      if (!isSequel) rollups.cutBuckets(line, change.settledFromAtMs);
      if (!isSequel) quality.cut(line, change.settledFromAtMs);
      for (const hour of change.qualityHours) quality.write(line, hour);
      rollups.replace(line, change.settledFromAtMs, change.buckets, change.lossBursts);
      return {
        fromAtMs: Math.min(changed.fromAtMs, reach.fromAtMs),
        toAtMs: Math.max(changed.toAtMs, reach.toAtMs),
      };
    },
  };
}

function openIntervalRows(database: Database, schema: 'main' | 'side') {
  const table = `${schema}.state_intervals`;
  const cut = database.prepare<[number, string, number, number]>(
    `UPDATE ${table} SET to_at_ms = ? WHERE line = ? AND from_at_ms < ? AND to_at_ms > ?`,
  );
  const remove = database.prepare<[string, number]>(`DELETE FROM ${table} WHERE line = ? AND from_at_ms >= ?`);
  const grow = database.prepare<[number, string, number]>(
    `UPDATE ${table} SET to_at_ms = ? WHERE line = ? AND from_at_ms = ?`,
  );
  const insert = database.prepare(
    `INSERT INTO ${table} VALUES (@line, @fromAtMs, @toAtMs, @state, @verdict, @side, @cause)`,
  );
  const columns = 'from_at_ms AS fromAtMs, to_at_ms AS toAtMs, state, verdict, side, cause';
  // stretches don't overlap: the one before `from` is the only one that can reach into it
  const select = database.prepare<[string, string, number, number, number], StateInterval>(
    `SELECT ${columns} FROM ${table} WHERE line = ? AND from_at_ms >= coalesce((SELECT max(from_at_ms) FROM ${table}
     WHERE line = ? AND from_at_ms <= ?), 0) AND from_at_ms < ? AND to_at_ms > ? ORDER BY from_at_ms`,
  );
  const selectFrom = database.prepare<[string, number], StateInterval>(
    `SELECT ${columns} FROM ${table} WHERE line = ? AND from_at_ms >= ? ORDER BY from_at_ms`,
  );
  const first = database.prepare<[string], Touched>(
    `SELECT from_at_ms AS fromAtMs, to_at_ms AS toAtMs FROM ${table} WHERE line = ? ORDER BY from_at_ms LIMIT 1`,
  );
  const last = database.prepare<[string], Touched>(
    `SELECT from_at_ms AS fromAtMs, to_at_ms AS toAtMs FROM ${table} WHERE line = ? ORDER BY from_at_ms DESC LIMIT 1`,
  );
  return {
    /** From the first stretch to the last; null when there is none. */
    span: (line: string): Touched | null => {
      const from = first.get(line);
      const to = last.get(line);
      return from && to ? { fromAtMs: from.fromAtMs, toAtMs: to.toAtMs } : null;
    },
    touching: (line: string, fromAtMs: number, toAtMs: number) => select.all(line, line, fromAtMs, toAtMs, fromAtMs),
    /**
     * Puts `written` in the place of everything from there on; returns what became different. What stands there already
     * is left alone, and of a stretch that only grew the days before are none of it: it may be months long.
     */
    replace: (line: string, fromAtMs: number, written: StateInterval[]): Touched => {
      const before = selectFrom.all(line, fromAtMs);
      const at = countSame(before, written);
      const [old, now] = [before[at], written[at]];
      const isLonger = old !== undefined && now !== undefined && isSame(old, now);
      if (isLonger) grow.run(now.toAtMs, line, now.fromAtMs);
      const next = isLonger ? at + 1 : at;
      const gone = before[next];
      if (gone) remove.run(line, gone.fromAtMs);
      const isCut = before[0]?.fromAtMs !== fromAtMs && cut.run(fromAtMs, line, fromAtMs, fromAtMs).changes > 0;
      for (const interval of written.slice(next)) insert.run({ line, ...interval });
      const toAtMs = Math.max(fromAtMs, ...[before, written].map((stretches) => stretches.at(-1)?.toAtMs ?? 0));
      if (isCut) return { fromAtMs, toAtMs };
      if (isLonger) return { fromAtMs: Math.min(old.toAtMs, now.toAtMs), toAtMs };
      return { fromAtMs: Math.min(old?.fromAtMs ?? toAtMs, now?.fromAtMs ?? toAtMs), toAtMs };
    },
  };
}

/** How many stand there already, from the first on. */
function countSame(before: StateInterval[], written: StateInterval[]): number {
  const isOther = (old: StateInterval, index: number) =>
    !isSame(old, written[index]) || old.toAtMs !== written[index]?.toAtMs;
  const count = before.findIndex(isOther);
  return count === -1 ? before.length : count;
}

/** The same but for the end. */
function isSame(one: StateInterval | undefined, other: StateInterval | undefined): boolean {
  return (
    one?.fromAtMs === other?.fromAtMs &&
    one?.state === other?.state &&
    one?.verdict === other?.verdict &&
    one?.side === other?.side &&
    one?.cause === other?.cause
  );
}

function openFoldRows(database: Database, schema: 'main' | 'side') {
  const selectFold = database.prepare<[string], StoredFold>(
    `SELECT rules_version AS rulesVersion, last_entry AS lastEntry, fold, current FROM ${schema}.line_folds WHERE line = ?`,
  );
  const writeFold = database.prepare(
    `INSERT OR REPLACE INTO ${schema}.line_folds VALUES (@line, @rulesVersion, @lastEntry, @fold, @current)`,
  );
  const selectOtherRules = database.prepare<[number], { line: string }>(
    `SELECT line FROM ${schema}.line_folds WHERE rules_version <> ? ORDER BY line`,
  );
  const writeRules = database.prepare<[number, string]>(
    `UPDATE ${schema}.line_folds SET rules_version = ? WHERE line = ?`,
  );
  const selectCheckpoint = database.prepare<[string, string], { firstEntry: number; fold: string }>(
    `SELECT first_entry AS firstEntry, fold FROM ${schema}.fold_checkpoints WHERE line = ? AND boot_id = ?`,
  );
  const writeCheckpoint = database.prepare<[string, string, number, string]>(
    `INSERT OR REPLACE INTO ${schema}.fold_checkpoints VALUES (?, ?, ?, ?)`,
  );
  const lastUse = database.prepare<[string], { sha256: string }>(
    `SELECT method_sha256 AS sha256 FROM ${schema}.method_uses WHERE line = ? ORDER BY first_entry DESC LIMIT 1`,
  );
  const writeUse = database.prepare<[string, number, number, string]>(
    `INSERT OR REPLACE INTO ${schema}.method_uses VALUES (?, ?, ?, ?)`,
  );
  const deleteUses = database.prepare<[string, number]>(
    `DELETE FROM ${schema}.method_uses WHERE line = ? AND first_entry >= ?`,
  );
  return {
    fold: (line: string) => selectFold.get(line) ?? null,
    writeFold: (line: string, fold: StoredFold) => void writeFold.run({ line, ...fold }),
    /** Lines that rules of another version judged. */
    linesOfOtherRules: (rulesVersion: number) => selectOtherRules.all(rulesVersion).map(({ line }) => line),
    /** What stands there counts as of this version from now on. */
    adoptRules: (line: string, rulesVersion: number) => void writeRules.run(rulesVersion, line),
    checkpoint: (line: string, bootId: string) => selectCheckpoint.get(line, bootId) ?? null,
    writeCheckpoint: (line: string, bootId: string, firstEntry: number, fold: string) =>
      void writeCheckpoint.run(line, bootId, firstEntry, fold),
    lastMethodUse: (line: string) => lastUse.get(line)?.sha256 ?? null,
    writeMethodUse: (line: string, firstEntry: number, fromAtMs: number, sha256: string) =>
      void writeUse.run(line, firstEntry, fromAtMs, sha256),
    deleteMethodUses: (line: string, fromEntry: number) => void deleteUses.run(line, fromEntry),
  };
}

function openRollupRows(database: Database, schema: 'main' | 'side') {
  const writeBucket = database.prepare(
    `INSERT OR REPLACE INTO ${schema}.buckets VALUES (@line, @widthMs, @fromAtMs, @sentCount, @lostCount, @lateCount,
     @minUs, @maxUs, @sumUs, @histogram, @gatewaySentCount, @gatewayLostCount, @lossBursts)`,
  );
  const deleteBuckets = database.prepare<[string, number, number]>(
    `DELETE FROM ${schema}.buckets WHERE line = ? AND width_ms = ? AND from_at_ms > ?`,
  );
  const writeBurst = database.prepare(
    `INSERT OR REPLACE INTO ${schema}.loss_bursts VALUES (@line, @atMs, @family, @lostSamples, @durationMs)`,
  );
  const deleteBursts = database.prepare<[string, number]>(
    `DELETE FROM ${schema}.loss_bursts WHERE line = ? AND at_ms >= ?`,
  );
  const writeDay = database.prepare(
    `INSERT OR REPLACE INTO ${schema}.days VALUES (@line, @day, @upMs, @degradedMs, @downMinMs, @downMaxMs,
     @maintenanceMs, @unknownMs, @outages, @dropouts, @failoverMs)`,
  );
  const deleteDays = database.prepare<[string]>(`DELETE FROM ${schema}.days WHERE line = ?`);
  return {
    reads: {
      writeDay: (line: string, day: DayJson) => void writeDay.run({ line, ...day }),
      deleteDays: (line: string) => void deleteDays.run(line),
    },
    cutBuckets: (line: string, settledFromAtMs: number) => {
      for (const widthMs of BUCKET_WIDTHS_MS) deleteBuckets.run(line, widthMs, settledFromAtMs);
    },
    replace: (line: string, settledFromAtMs: number, buckets: Bucket[], bursts: LossBurst[]) => {
      for (const bucket of buckets) writeBucket.run({ line, ...bucket });
      deleteBursts.run(line, settledFromAtMs);
      for (const burst of bursts) writeBurst.run({ line, ...burst });
    },
  };
}
