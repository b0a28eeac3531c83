import { RULES_VERSION } from '../../rules/outage/derived.ts';
import type { Changes } from '../changes.ts';
import type { Contacts } from '../contacts.ts';
import { readOldLanes } from '../heads/read-old-lanes.ts';
import type { KeepOptions } from '../keep.ts';
import type { LaneWriter } from '../lane-writer.ts';
import { describeError } from '../log.ts';
import type { Store } from '../store/open-store.ts';
import { followRules } from './follow-rules.ts';
import { checkDatabase } from './launch-check.ts';
import { packDays } from './pack-days.ts';
import { prune } from './prune.ts';
import { watchSilence } from './watch-silence.ts';
import { writeServerGaps } from './write-server-gaps.ts';

type Parts = Pick<KeepOptions, 'nowMs' | 'log' | 'selfCheck' | 'retention'> & {
  store: Store;
  lane: LaneWriter;
  contacts: Contacts;
  changes: Changes;
  /** Seals heads and has them stamped. */
  heads: { step: (signal: AbortSignal) => Promise<void> };
  /** Seals months that are complete. */
  months: { step: (signal: AbortSignal) => Promise<void> };
  onCommit: (lines: Iterable<string>) => void;
  /** The database file; null: in memory, nothing to check. */
  path: string | null;
};

export type Jobs = {
  start(): void;
  stop(): Promise<void>;
  health(): { database: 'ok' | 'unchecked' | 'damaged'; problem: string | null };
};

/** What runs by the clock, and how far apart. The first run comes after the same distance. */
const FOREIGN_EVERY_MS = 1000;
const SILENCE_EVERY_MS = 5000;
const ALIVE_EVERY_MS = 60_000;
const HEADS_EVERY_MS = 30_000;
const UPKEEP_EVERY_MS = 600_000;
/** Soon after the start, but after the first pages. */
const FIRST_UPKEEP_AFTER_MS = 15_000;

export function openJobs(parts: Parts): Jobs {
  const { store, nowMs, contacts } = parts;
  const timers = new Set<NodeJS.Timeout>();
  const working = new Set<Promise<void>>();
  const stopped = new AbortController();
  let runId: number | null = null;
  let health: ReturnType<Jobs['health']> = { database: 'unchecked', problem: null };

  /** One run at a time; a failure is logged and does not stop the next one. */
  function repeat(job: string, everyMs: number, run: () => void | Promise<void>, firstAfterMs = everyMs): void {
    let isRunning = false;
    const once = async () => {
      if (isRunning || stopped.signal.aborted) return;
      isRunning = true;
      try {
        await run();
      } catch (error) {
        parts.log('job-failed', { job, problem: describeError(error) });
      }
      isRunning = false;
    };
    const launch = () => {
      const work = once();
      working.add(work);
      void work.then(() => working.delete(work));
    };
    const first = setTimeout(() => {
      timers.delete(first);
      launch();
      timers.add(setInterval(launch, everyMs));
    }, firstAfterMs);
    timers.add(first);
  }

  const upkeep = async () => {
    await followRules({ ...parts, signal: stopped.signal });
    await parts.months.step(stopped.signal);
    await packDays({ ...parts, signal: stopped.signal });
    await prune({ ...parts, signal: stopped.signal });
  };
  const check = async (path: string) => {
    const problem = await checkDatabase(path, stopped.signal);
    if (stopped.signal.aborted) return;
    health = { database: problem === null ? 'ok' : 'damaged', problem };
    if (problem !== null) parts.log('database-damaged', { problem });
  };

  return {
    health: () => health,
    start: () => {
      const startedAtMs = nowMs();
      runId = store.write(() => writeServerGaps(parts, startedAtMs));
      const id = runId;
      repeat('foreign', FOREIGN_EVERY_MS, parts.changes.lookForForeign);
      repeat('silence', SILENCE_EVERY_MS, () => watchSilence({ ...parts, startedAtMs }));
      repeat('heads', HEADS_EVERY_MS, () => seal(parts, stopped.signal));
      repeat('alive', ALIVE_EVERY_MS, () => store.write(() => markAlive(parts, id, false)));
      // newer rules: at once, nothing is known of now until then
      const isStale = store.derived.linesOfOtherRules(RULES_VERSION).length > 0;
      repeat('upkeep', UPKEEP_EVERY_MS, upkeep, isStale ? 0 : FIRST_UPKEEP_AFTER_MS);
      const { path } = parts;
      if (path !== null) repeat('check', 7 * 86_400_000, () => check(path), FIRST_UPKEEP_AFTER_MS / 5);
    },
    stop: async () => {
      stopped.abort();
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(working);
      const id = runId;
      store.write(() => (id === null ? contacts.flush() : markAlive(parts, id, true)));
    },
  };
}

/** No head before all lanes are read. */
async function seal(parts: Parts, signal: AbortSignal): Promise<void> {
  await readOldLanes({ ...parts, signal });
  await parts.heads.step(signal);
}

/** Last contacts go with it: a restart then knows them to the minute. */
function markAlive({ store, contacts, nowMs }: Parts, runId: number, isEnd: boolean): void {
  store.owner.markAlive(runId, nowMs(), isEnd);
  contacts.flush();
}
