import type { Database } from './open-database.ts';
import { type OutageRow, parseOutage } from './outage-rows.ts';
import type { ListedOutage, ReadStore } from './store.ts';

/** Reads of many outages that do without some of it: a bad line has thousands of them. */
type OutageLists = Pick<ReadStore, 'listedOutages' | 'latestOutages' | 'outageCount' | 'outageNeighbours'>;

const TOUCHING = `FROM main.outages WHERE line = ? AND start_earliest_at_ms < ?
  AND (end_latest_at_ms IS NULL OR end_latest_at_ms > ?)`;
// SQLite takes the samples out faster than JSON.parse reads them: half the time of a list; `evidence` is not read at all
const LISTED = "json_remove(outage, '$.bounds') AS outage, revision";

export function openOutageLists(database: Database): OutageLists {
  const listed = database.prepare<[string, number, number], OutageRow>(
    `SELECT ${LISTED} ${TOUCHING} ORDER BY start_earliest_at_ms, id`,
  );
  const latest = database.prepare<[string, number, number, number], OutageRow>(
    `SELECT outage, revision ${TOUCHING} ORDER BY start_earliest_at_ms DESC, id DESC LIMIT ?`,
  );
  const count = database.prepare<[string, number, number], { count: number }>(`SELECT count(*) AS count ${TOUCHING}`);
  const previous = database.prepare<[string, number, string], { id: string }>(
    `SELECT id FROM main.outages WHERE line = ? AND (start_earliest_at_ms, id) < (?, ?)
     ORDER BY start_earliest_at_ms DESC, id DESC LIMIT 1`,
  );
  const next = database.prepare<[string, number, string], { id: string }>(
    `SELECT id FROM main.outages WHERE line = ? AND (start_earliest_at_ms, id) > (?, ?)
     ORDER BY start_earliest_at_ms, id LIMIT 1`,
  );
  return {
    listedOutages: (line, fromAtMs, toAtMs) =>
      listed.all(line, toAtMs, fromAtMs).map((row): ListedOutage => parseOutage(row)),
    latestOutages: (line, fromAtMs, toAtMs, limit) => latest.all(line, toAtMs, fromAtMs, limit).map(parseOutage),
    outageCount: (line, fromAtMs, toAtMs) => count.get(line, toAtMs, fromAtMs)?.count ?? 0,
    outageNeighbours: (line, { id, startEarliestAtMs }) => ({
      previousId: previous.get(line, startEarliestAtMs, id)?.id ?? null,
      nextId: next.get(line, startEarliestAtMs, id)?.id ?? null,
    }),
  };
}
