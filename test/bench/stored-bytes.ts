import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { identityFromSecret } from '../../server/demo/demo-key.ts';
import { enrolSimulated, fillHistory } from '../../server/demo/history.ts';
import { planWorld } from '../../server/demo/plan.ts';
import { startPosition } from '../../server/demo/simulated-probe.ts';
import { openBenchKeep } from '../generator/keep-for-bench.ts';
import { databaseFile } from '../generator/long-history.ts';
import { atMost, type Figure, info, notMeasured, progress, runAlone, show } from './figures.ts';
import { startServer } from './server-process.ts';

const LINE = 'bytes';
const DAY_MS = 86_400_000;
const DAYS = 3;
const PACK_WITHIN_MS = 120_000;
/** Segments of the last minutes arrive on the day that is not over. */
const LEFT_OPEN = 20;
const RAW_TABLES = ['raw_segments', 'lane_entries', 'packed_days', 'packed_segments'];

/**
 * Three finished days at full resolution, one upload a minute, as they lie in the file before and after packing.
 * A day has 1,440 segments of 12 rounds and 145 samples, 1,440 receipts and two drop-outs.
 */
export async function storedBytes(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'linewitness-bench-'));
  try {
    const endAtMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    progress(`${DAYS} days at full resolution through the real ingest`);
    await makeDays(dataDir, endAtMs);
    const asItCame = tableBytes(dataDir);
    const perDay = (bytes: Map<string, number>, isCounted: (table: string) => boolean) =>
      [...bytes].filter(([table]) => isCounted(table)).reduce((sum, [, size]) => sum + size, 0) / DAYS / 1e6;
    const isRaw = (table: string) => RAW_TABLES.includes(table);
    const derived = perDay(asItCame, (table) => !isRaw(table) && !table.startsWith('sqlite_'));
    const how = (bytes: Map<string, number>) =>
      `pages of raw segments and lane in the database file (dbstat), mean of ${DAYS} days: ${describe(bytes)}`;
    const figures = [
      atMost('stored a day and line as it comes', perDay(asItCame, isRaw), {
        limit: 1.8,
        unit: 'MB',
        how: how(asItCame),
      }),
      info(
        'derived rows of it a day',
        `${show(derived)} MB`,
        'all other tables, likewise (5-minute rows last 90 days)',
      ),
    ];
    return [...figures, await packedFigure(dataDir, (bytes) => perDay(bytes, isRaw), how)];
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function makeDays(dataDir: string, endAtMs: number): Promise<void> {
  const fromAtMs = endAtMs - DAYS * DAY_MS;
  const cuts = Array.from({ length: DAYS * 2 }, (_, index) => {
    const cutAtMs = fromAtMs + (index + 0.4) * (DAY_MS / 2);
    return {
      kind: 'line-cut' as const,
      hasRouterAnswers: false,
      at: 'dsl' as const,
      fromAtMs: cutAtMs,
      toAtMs: cutAtMs + 25_000,
    };
  });
  const plan = planWorld({ seed: 18, fromAtMs, events: cuts, lossRatio: 0.0005, fullFromAtMs: fromAtMs });
  const clock = { nowMs: fromAtMs };
  const probe = identityFromSecret(Buffer.alloc(32, 18));
  const keep = openBenchKeep(dataDir, clock);
  enrolSimulated(keep, { id: LINE, name: 'Bytes', provider: 'Bench', zone: 'Etc/UTC' }, probe);
  await fillHistory(keep, { plan, probe, position: startPosition(plan), clock }, endAtMs, 1);
  await keep.close();
}

/** Lets the bundled server pack what is over, as it does by itself. */
async function packedFigure(
  dataDir: string,
  sum: (bytes: Map<string, number>) => number,
  how: (bytes: Map<string, number>) => string,
): Promise<Figure> {
  const limit = { limit: 0.8, unit: 'MB' };
  const server = await startServer(dataDir);
  progress('waiting for the server to pack the finished days');
  const giveUpTickMs = performance.now() + PACK_WITHIN_MS;
  while (unpackedSegments(dataDir) > LEFT_OPEN && performance.now() < giveUpTickMs) await sleep(1000);
  const waiting = unpackedSegments(dataDir);
  await server.stop();
  if (waiting > LEFT_OPEN) {
    const why = `${waiting} segments were still unpacked after ${PACK_WITHIN_MS / 1000} s`;
    return { ...notMeasured('stored a day and line packed', '<= 0.8 MB', why), verdict: 'MISS' };
  }
  const bytes = tableBytes(dataDir);
  return atMost('stored a day and line packed', sum(bytes), { ...limit, how: how(bytes) });
}

function unpackedSegments(dataDir: string): number {
  const database = new Sqlite(databaseFile(dataDir), { readonly: true });
  const row = database.prepare<[], { count: number }>('SELECT count(*) AS count FROM raw_segments').get();
  database.close();
  return row?.count ?? 0;
}

/** Bytes of the pages of each table with its indexes. */
function tableBytes(dataDir: string): Map<string, number> {
  const database = new Sqlite(databaseFile(dataDir), { readonly: true });
  const rows = database
    .prepare<[], { name: string; bytes: number }>(
      'SELECT m.tbl_name AS name, sum(s.pgsize) AS bytes FROM dbstat s JOIN sqlite_master m ON m.name = s.name GROUP BY 1',
    )
    .all();
  database.close();
  return new Map(rows.map(({ name, bytes }) => [name, bytes]));
}

function describe(bytes: Map<string, number>): string {
  return RAW_TABLES.map((table) => `${table} ${show((bytes.get(table) ?? 0) / 1e6)} MB`).join(', ');
}

if (import.meta.main) await runAlone(storedBytes);
