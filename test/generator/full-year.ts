import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { findRoot } from '../../server/config.ts';
import { identityFromSecret } from '../../server/demo/demo-key.ts';
import { enrolSimulated, fillHistory } from '../../server/demo/history.ts';
import { planWorld } from '../../server/demo/plan.ts';
import { startPosition } from '../../server/demo/simulated-probe.ts';
import { packDays } from '../../server/jobs/pack-days.ts';
import { openStore } from '../../server/store/open-store.ts';
import { openBenchKeep } from './keep-for-bench.ts';
import { databaseFile, makeMonth, repeatIntoThePast } from './long-history.ts';

const DAY_MS = 86_400_000;
const ID_FACTOR = 2 ** 32;

/**
 * A year and more of one line for benches of exports: figures and outages of `makeMonth`, repeated into the past, and in the
 * place of each packed day the same one at full resolution (1,440 segments of 60 s). So bytes and rows have the size of real
 * ones; the days do not fit their figures, and their chains not each other.
 */
export async function makeFullYear(dataDir: string, line: string, nowMs: number): Promise<void> {
  await makeMonth(dataDir, line, nowMs);
  await packAll(dataDir, nowMs);
  repeatIntoThePast(dataDir, line, 12, nowMs);
  const day = await fullDay();
  putInPlaceOfAll(dataDir, line, day);
}

type FullDay = { packed: Buffer; entries: number };

async function fullDay(): Promise<FullDay> {
  const dataDir = mkdtempSync(join(tmpdir(), 'linewitness-full-day-'));
  try {
    const fromAtMs = Date.UTC(2026, 9, 2);
    const cut = { fromAtMs: fromAtMs + 30_000_000, toAtMs: fromAtMs + 30_025_000, hasRouterAnswers: false };
    const events = [{ kind: 'line-cut' as const, at: 'dsl' as const, ...cut }];
    const plan = planWorld({ seed: 18, fromAtMs, events, lossRatio: 0.0005, fullFromAtMs: fromAtMs });
    const clock = { nowMs: fromAtMs };
    const probe = identityFromSecret(Buffer.alloc(32, 18));
    const keep = openBenchKeep(dataDir, clock);
    enrolSimulated(keep, { id: 'day', name: 'Day', provider: 'Bench', zone: 'Etc/UTC' }, probe);
    await fillHistory(keep, { plan, probe, position: startPosition(plan), clock }, fromAtMs + DAY_MS, 1);
    await keep.close();
    await packAll(dataDir, fromAtMs + 2 * DAY_MS);
    return onlyPack(dataDir);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function packAll(dataDir: string, nowMs: number): Promise<void> {
  const migrationsDir = join(findRoot(), 'drizzle', 'migrations');
  const { store } = openStore({ path: databaseFile(dataDir), migrationsDir, nowMs });
  await packDays({ store, nowMs: () => nowMs, log: () => undefined, signal: new AbortController().signal });
  store.close();
}

function onlyPack(dataDir: string): FullDay {
  const database = new Sqlite(databaseFile(dataDir), { readonly: true });
  const row = database
    .prepare<[], FullDay>(
      'SELECT packed_text AS packed, last_entry - first_entry + 1 AS entries FROM packed_days ORDER BY length(packed_text) DESC',
    )
    .get();
  database.close();
  if (!row) throw new Error('bug: the full day was not packed');
  return row;
}

/** Numbers the entries anew, so that each pack holds as many as it says; those of the open day follow. */
function putInPlaceOfAll(dataDir: string, line: string, { packed, entries }: FullDay): void {
  const database = new Sqlite(databaseFile(dataDir));
  database.pragma('foreign_keys = OFF');
  database.transaction(() => {
    const firsts = database
      .prepare<[string], { first: number }>(
        'SELECT first_entry AS first FROM packed_days WHERE line = ? ORDER BY first_entry',
      )
      .all(line);
    const row = database
      .prepare<[string], { seq: number; packedEntries: number }>(
        'SELECT seq, packed_entries AS packedEntries FROM lines WHERE id = ?',
      )
      .get(line);
    if (!row) throw new Error(`bug: there is no line ${line}`);
    const put = database.prepare(
      'UPDATE packed_days SET first_entry = ?, last_entry = ?, packed_text = ? WHERE line = ? AND first_entry = ?',
    );
    // from the end, into free numbers, and then down
    const far = 1_000_000_000;
    for (const [index, { first }] of firsts.entries())
      put.run(far + index * entries + 1, far + (index + 1) * entries, packed, line, first);
    database
      .prepare('UPDATE packed_days SET first_entry = first_entry - ?, last_entry = last_entry - ? WHERE line = ?')
      .run(far, far, line);
    const shift = firsts.length * entries - row.packedEntries;
    const own = `id BETWEEN ${row.seq * ID_FACTOR} AND ${(row.seq + 1) * ID_FACTOR - 1}`;
    database.exec(`UPDATE lane_entries SET id = id + ${far} WHERE ${own}`);
    database.exec(`UPDATE lane_entries SET id = id - ${far - shift} WHERE ${own}`);
    database.exec(`UPDATE raw_segments SET lane_entry = lane_entry + ${shift}`);
    database
      .prepare('UPDATE lines SET lane_entries = lane_entries + ?, packed_entries = packed_entries + ? WHERE id = ?')
      .run(shift, shift, line);
    database.exec(`UPDATE line_folds SET last_entry = last_entry + ${shift}`);
  })();
  database.close();
}
