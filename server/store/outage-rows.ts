import type { DerivedOutage } from '../../rules/outage/derived.ts';
import type { Database } from './open-database.ts';
import type { OutageEntry, StoredOutage } from './store.ts';

export type OutageRow = { outage: string; revision: number };
export type WholeRow = OutageRow & { evidence: string };
type Reach = { fromAtMs: number; toAtMs: number };

/**
 * Outages with their revision and earlier ids. The revision grows when an edge that was known moves, when the id changes
 * (the old one becomes an alias), or when a final outage is judged otherwise.
 */
export function openOutageRows(database: Database, schema: 'main' | 'side') {
  const table = `${schema}.outages`;
  const select = database.prepare<[string, string], WholeRow>(
    `SELECT ${WHOLE} FROM ${table} WHERE line = ? AND id = ?`,
  );
  const selectAlias = database.prepare<[string, string], { outage_id: string }>(
    `SELECT outage_id FROM ${schema}.outage_aliases WHERE line = ? AND alias_id = ?`,
  );
  const selectFrom = database.prepare<[string, number], WholeRow>(
    `SELECT ${WHOLE} FROM ${table} WHERE line = ? AND start_earliest_at_ms >= ?`,
  );
  const touching = `FROM ${table} WHERE line = ? AND start_earliest_at_ms < ?
     AND (end_latest_at_ms IS NULL OR end_latest_at_ms > ?) ORDER BY start_earliest_at_ms, id`;
  const selectTouching = database.prepare<[string, number, number], OutageRow>(`SELECT outage, revision ${touching}`);
  const selectWhole = database.prepare<[string, number, number], WholeRow>(`SELECT ${WHOLE} ${touching}`);
  const remove = database.prepare<[string, string]>(`DELETE FROM ${table} WHERE line = ? AND id = ?`);
  const write = database.prepare<[string, string, number, number | null, number, string, string]>(
    `INSERT OR REPLACE INTO ${table} VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const writeAlias = database.prepare<[string, string, string]>(
    `INSERT OR REPLACE INTO ${schema}.outage_aliases VALUES (?, ?, ?)`,
  );

  const find = (line: string, id: string): StoredOutage | null => {
    const row = select.get(line, id) ?? select.get(line, selectAlias.get(line, id)?.outage_id ?? '');
    return row ? parseWhole(row) : null;
  };
  const deleteFrom = (line: string, fromAtMs: number): StoredOutage[] => {
    const gone = selectFrom.all(line, fromAtMs).map(parseWhole);
    for (const outage of gone) remove.run(line, outage.id);
    return gone;
  };

  function writeOne(line: string, outage: DerivedOutage, before: Map<string, StoredOutage>): Reach {
    const same = [outage.id, ...outage.aliases].map((id) => before.get(id) ?? find(line, id)).find(Boolean) ?? null;
    if (same && same.id !== outage.id) remove.run(line, same.id);
    for (const alias of outage.aliases) writeAlias.run(line, alias, outage.id);
    const revision = (same?.revision ?? 1) + (same && isRevised(same, outage) ? 1 : 0);
    const { chain, snapshots, ...entry } = outage;
    const texts = [JSON.stringify(entry), JSON.stringify({ chain, snapshots })] as const;
    write.run(line, outage.id, outage.startEarliestAtMs, outage.endLatestAtMs, revision, ...texts);
    return joinReach(reachOf(outage), same ? reachOf(same) : NOWHERE);
  }

  return {
    find,
    deleteFrom,
    touching: (line: string, fromAtMs: number, toAtMs: number) =>
      selectTouching.all(line, toAtMs, fromAtMs).map(parseOutage),
    /** The same with chain and snapshots. */
    wholeTouching: (line: string, fromAtMs: number, toAtMs: number) =>
      selectWhole.all(line, toAtMs, fromAtMs).map(parseWhole),
    /** Returns what is reached by outages that were written, changed or vanished; these are added to `remembered`. */
    replace: (
      line: string,
      fromAtMs: number,
      written: DerivedOutage[],
      remembered: Map<string, StoredOutage>,
    ): Reach => {
      const gone = deleteFrom(line, fromAtMs);
      for (const outage of gone) remembered.set(outage.id, outage);
      const reaches = written.map((outage) => writeOne(line, outage, remembered));
      return [...reaches, ...gone.map(reachOf)].reduce(joinReach, NOWHERE);
    },
  };
}

const NOWHERE: Reach = { fromAtMs: Number.POSITIVE_INFINITY, toAtMs: Number.NEGATIVE_INFINITY };

const WHOLE = 'outage, evidence, revision';
/** What rules of before version 2 did not say; such rows stand until their line is derived again. */
const UNSAID = { provisional: null, isReachable: false, tags: [] };
type WrittenEntry = Omit<OutageEntry, 'tags'> & { tags?: OutageEntry['tags'] };

/** The outage that {@link openOutageRows} wrote, as lists show it. */
export function parseOutage({ outage, revision }: OutageRow): OutageEntry {
  const { tags, ...entry } = JSON.parse(outage) as WrittenEntry; // written by writeOne
  if (tags) return { ...entry, tags, revision };
  return { ...entry, ...UNSAID, phases: entry.phases.map((phase) => ({ ...phase, side: entry.side })), revision };
}

/** The whole outage. */
export function parseWhole(row: WholeRow): StoredOutage {
  return { ...parseOutage(row), ...(JSON.parse(row.evidence) as Pick<DerivedOutage, 'chain' | 'snapshots'>) };
}

function reachOf(outage: DerivedOutage): Reach {
  return { fromAtMs: outage.startEarliestAtMs, toAtMs: outage.endLatestAtMs ?? Number.NEGATIVE_INFINITY };
}

function joinReach(one: Reach, other: Reach): Reach {
  return {
    fromAtMs: Math.min(one.fromAtMs, other.fromAtMs),
    toAtMs: Math.max(one.toAtMs, other.toAtMs),
  };
}

const EDGES = ['startEarliestAtMs', 'startLatestAtMs', 'endEarliestAtMs', 'endLatestAtMs'] as const;

function isRevised(before: DerivedOutage, after: DerivedOutage): boolean {
  if (before.id !== after.id) return true;
  if (EDGES.some((edge) => before[edge] !== null && before[edge] !== after[edge])) return true;
  return before.final && (before.verdict !== after.verdict || before.counts !== after.counts);
}
