import { and, asc, desc, eq, gte, isNotNull, isNull, lt, lte, type SQL, sql } from 'drizzle-orm';
import { headStamps, heads, laneEvents, laneSalts } from '../../drizzle/evidence-schema.ts';
import { NO_PREVIOUS_SHA256 } from '../../rules/ids.ts';
import type { Drizzle } from './owner-tables.ts';
import { packStamp, type StampBase, unpackStamp } from './stamp-pack.ts';

export type HeadRow = typeof heads.$inferSelect;
/** A head without its text: what lists and pages need. */
export type HeadSummary = Omit<HeadRow, 'text' | 'signature'>;
export type HeadStampRow = typeof headStamps.$inferSelect;
export type StampFacts = Pick<HeadStampRow, 'counter' | 'authority' | 'stampedAtMs' | 'root'>;
export type LaneEventRow = typeof laneEvents.$inferSelect;
/** How many entries of `LANE_EVENT_TYPES` a lane has, their chain, and the number of the last (0: none). */
export type EventsEnd = { events: number; eventsSha256: string; lastEntry: number };

/** Heads, their stamps, the salts of lanes and the entries that owners write: written rarely, by Drizzle's builder. */
export type HeadsTable = ReturnType<typeof openHeadsTable>;

export function openHeadsTable(db: Drizzle) {
  return { ...headReads(db), ...stampTable(db), ...stampFacts(db), ...laneTables(db) };
}

const SUMMARY = { counter: heads.counter, atMs: heads.atMs, sha256: heads.sha256, occasion: heads.occasion };

function headReads(db: Drizzle) {
  const newest = db.select().from(heads).orderBy(desc(heads.counter)).limit(1).prepare();
  return {
    insert: (row: typeof heads.$inferInsert) => void db.insert(heads).values(row).run(),
    newest: (): HeadRow | null => newest.get() ?? null,
    byCounter: (counter: number): HeadRow | null =>
      db.select().from(heads).where(eq(heads.counter, counter)).get() ?? null,
    /** The first that was sealed at `atMs` or later. */
    firstFrom: (atMs: number): HeadRow | null =>
      db.select().from(heads).where(gte(heads.atMs, atMs)).orderBy(asc(heads.counter)).limit(1).get() ?? null,
    /** Sealed in [fromAtMs, toAtMs), oldest first. */
    between: (fromAtMs: number, toAtMs: number): HeadSummary[] =>
      db
        .select(SUMMARY)
        .from(heads)
        .where(and(gte(heads.atMs, fromAtMs), lt(heads.atMs, toAtMs)))
        .orderBy(asc(heads.counter))
        .all(),
    /** The last of the hourly ones that was sealed at `atMs` or before. */
    hourlyUntil: (atMs: number): HeadSummary | null =>
      db
        .select(SUMMARY)
        .from(heads)
        .where(and(eq(heads.occasion, 'hourly'), lte(heads.atMs, atMs)))
        .orderBy(desc(heads.counter))
        .limit(1)
        .get() ?? null,
    /** Counters of the first after each restore from a backup, from one counter to another (both included). */
    restoredBetween: (fromCounter: number, toCounter: number): number[] =>
      db
        .select({ counter: heads.counter })
        .from(heads)
        .where(and(eq(heads.occasion, 'restored'), gte(heads.counter, fromCounter), lte(heads.counter, toCounter)))
        .all()
        .map(({ counter }) => counter),
    /** The last ones, newest first. */
    latest: (limit: number): HeadSummary[] =>
      db.select(SUMMARY).from(heads).orderBy(desc(heads.counter)).limit(limit).all(),
  };
}

function stampTable(db: Drizzle) {
  const isOf = (counter: number, authority: string) =>
    and(eq(headStamps.counter, counter), eq(headStamps.authority, authority));
  const kept = (counter: number, authority: string): Buffer | null =>
    db.select().from(headStamps).where(isOf(counter, authority)).get()?.response ?? null;
  const whole = (row: HeadStampRow): HeadStampRow => {
    const { authority, response } = row;
    return response === null ? row : { ...row, response: unpackStamp(response, (counter) => kept(counter, authority)) };
  };
  const last = (authority: string, ...more: SQL[]): HeadStampRow | null =>
    db
      .select()
      .from(headStamps)
      .where(and(eq(headStamps.authority, authority), ...more))
      .orderBy(desc(headStamps.counter))
      .limit(1)
      .get() ?? null;
  const baseOf = (authority: string): StampBase | null => {
    const row = last(authority, sql`substr(${headStamps.response}, 1, 1) = x'30'`);
    return row?.response ? { counter: row.counter, response: row.response } : null;
  };
  return {
    /** In the order of the authorities' names; also of those that gave none. Responses as they came. */
    stampsOf: (counter: number): HeadStampRow[] =>
      db
        .select()
        .from(headStamps)
        .where(eq(headStamps.counter, counter))
        .orderBy(asc(headStamps.authority))
        .all()
        .map(whole),
    /** The newest stamp that arrived of an authority. */
    newestStamp: (authority: string): HeadStampRow | null => {
      const row = last(authority, isNotNull(headStamps.response));
      return row && whole(row);
    },
    /** What came of asking an authority last; without the response. */
    lastAsked: (authority: string): Omit<HeadStampRow, 'response'> | null => last(authority),
    /** What came of asking; a second attempt takes the place of the first. */
    putStamp: (row: HeadStampRow) => {
      const response = row.response && packStamp(row.response, baseOf(row.authority));
      const { counter: _, authority: __, ...set } = { ...row, response };
      db.insert(headStamps)
        .values({ ...row, response })
        .onConflictDoUpdate({ target: [headStamps.counter, headStamps.authority], set })
        .run();
    },
  };
}

/** Of before it was kept in whose root a stamp ends. */
const UNJUDGED = and(isNotNull(headStamps.response), isNull(headStamps.root));

/** Stamps without their responses. */
function stampFacts(db: Drizzle) {
  const { counter, authority, stampedAtMs, root } = headStamps;
  return {
    /** What stamps say, of heads from one counter to another (both included). */
    stampsBetween: (fromCounter: number, toCounter: number): StampFacts[] =>
      db
        .select({ counter, authority, stampedAtMs, root })
        .from(headStamps)
        .where(and(gte(counter, fromCounter), lte(counter, toCounter)))
        .orderBy(asc(counter), asc(authority))
        .all(),
    /** The newest head, up to that one, with a stamp that ends in a root that others know; null: none. */
    lastStamped: (untilCounter: number): number | null =>
      db
        .select({ counter })
        .from(headStamps)
        .where(and(lte(counter, untilCounter), eq(root, 'public'), isNotNull(headStamps.response)))
        .orderBy(desc(counter))
        .limit(1)
        .get()?.counter ?? null,
    /** Heads with stamps of which is not kept in whose root they end; newest first. */
    unjudged: (limit: number): number[] =>
      db
        .selectDistinct({ counter })
        .from(headStamps)
        .where(UNJUDGED)
        .orderBy(desc(counter))
        .limit(limit)
        .all()
        .map((row) => row.counter),
    setRoot: (row: Pick<HeadStampRow, 'counter' | 'authority' | 'root'>) =>
      void db
        .update(headStamps)
        .set({ root: row.root })
        .where(and(eq(counter, row.counter), eq(authority, row.authority)))
        .run(),
  };
}

function laneTables(db: Drizzle) {
  const noEvents: EventsEnd = { events: 0, eventsSha256: NO_PREVIOUS_SHA256, lastEntry: 0 };
  const lastEvent = db
    .select({
      events: sql<number>`(SELECT count(*) FROM ${laneEvents} WHERE ${laneEvents.line} = ${sql.placeholder('line')})`,
      eventsSha256: laneEvents.chainSha256,
      lastEntry: laneEvents.entry,
    })
    .from(laneEvents)
    .where(eq(laneEvents.line, sql.placeholder('line')))
    .orderBy(desc(laneEvents.entry))
    .limit(1)
    .prepare();
  return {
    salt: (line: string): string | null =>
      db.select({ salt: laneSalts.salt }).from(laneSalts).where(eq(laneSalts.line, line)).get()?.salt ?? null,
    insertSalt: (line: string, salt: string) => void db.insert(laneSalts).values({ line, salt }).run(),
    insertEvent: (row: typeof laneEvents.$inferInsert) => void db.insert(laneEvents).values(row).run(),
    /** In order, up to the entry `toEntry` (included). */
    events: (line: string, toEntry: number = Number.MAX_SAFE_INTEGER): LaneEventRow[] =>
      db
        .select()
        .from(laneEvents)
        .where(and(eq(laneEvents.line, line), lte(laneEvents.entry, toEntry)))
        .orderBy(asc(laneEvents.entry))
        .all(),
    eventsEnd: (line: string): EventsEnd => lastEvent.get({ line }) ?? noEvents,
  };
}
