import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, statfsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Heads } from '../heads/heads.ts';
import { describeError, type Log } from '../log.ts';
import type { EvidenceJob } from './evidence-job.ts';
import { type EndedJob, runEvidenceJob } from './run-evidence-job.ts';

/** What is to be made, and for whom. A bundle (`zip`) is for the owner, or for whom he gave a link with raw data. */
export type WorkAsk = Pick<EvidenceJob, 'kind' | 'line' | 'period' | 'language' | 'shows' | 'reader'> & {
  /** Name of the file as it is downloaded. */
  name: string;
};

/** Why it came to nothing. `moved`: the line kept delivering; try again. `no-space`: the disk would become too full. */
export type WorkProblem = 'no-head' | 'moved' | 'nothing-kept' | 'other-rules' | 'no-space' | 'failed';
export type WorkState = { id: string; ask: WorkAsk } & (
  | { state: 'waiting' }
  /** `ratio`: 0…1. */
  | { state: 'working'; ratio: number }
  | { state: 'done'; file: string; bytes: number; manifestSha256: string | null }
  | { state: 'failed'; problem: WorkProblem }
);

/** Makes large exports in processes of their own, one after the other; results wait a while to be fetched. */
export type EvidenceWork = {
  /**
   * The id of the work; the same one for the same ask of the same data. null: too many are waiting. `pay` is asked before new
   * work is begun; what it throws is thrown, and nothing is begun.
   */
  start(ask: WorkAsk, pay?: () => void): string | null;
  /** null: there is none with that id, or its result was not fetched in time. */
  state(id: string): WorkState | null;
  /** Once it is done or failed; null as above. */
  ended(id: string): Promise<WorkState | null>;
  /** Ends it, or removes its result. */
  cancel(id: string): void;
  /** Ends everything and removes all results. */
  stop(): Promise<void>;
};

type Parts = {
  /** The server's own folder; where there is no database nothing can be made. */
  dataDir: string;
  nowMs: () => number;
  log: Log;
  heads: Pick<Heads, 'sealNow' | 'stampNow' | 'newest'> & { extraRoots: readonly string[] };
  /** Grows with everything that is shown of a line. */
  versionOf: (line: string) => number;
  /** About how large the result will be. */
  estimateBytes: (ask: WorkAsk) => number;
  run?: typeof runEvidenceJob;
  /** Of the disk on which a folder lies. */
  freeBytes?: (folder: string) => number;
};

/** What must stay free for what is received meanwhile. A bundle's log lies there a second time while it is made. */
const RESERVE_BYTES = 100_000_000;
const TIMES_KEPT = 1.5;

/** At once: each takes all cores that there are, at a low priority. */
const MAX_AT_ONCE = 1;
const MAX_WAITING = 8;
type Group = 'owner' | 'guests' | 'strangers';
/** Of these, of each group: nobody is kept from it by whoever asks most; the owner always has two places. */
const MAX_WAITING_OF: Record<Group, number> = { owner: MAX_WAITING, guests: 3, strangers: 3 };
/** Results are kept so long, and so many of each group, that none pushes another's out; the oldest go first. */
const KEPT_MS = 15 * 60_000;
const MAX_KEPT_OF: Record<Group, number> = { owner: 6, guests: 4, strangers: 4 };
/** A head is sealed for each attempt; a line delivers at most every few seconds. */
const MAX_ATTEMPTS = 4;
/** So long the owner waits for the time stamp of the head that closes what he asked for. */
const STAMP_WAIT_MS = 5000;
/** A period ends with the head that was sealed after all of its last day had come in: by then it is past. */
const CLOSED_AFTER_MS = 26 * 3_600_000;

type Work = { key: string; endedAtMs: number | null; now: WorkState; ended: Promise<void>; abort: AbortController };

export function openEvidenceWork(parts: Parts): EvidenceWork {
  const folder = join(parts.dataDir, 'evidence');
  const works = new Map<string, Work>();
  const takeTurn = openTurns();
  const stopped = new AbortController();
  rmSync(folder, { recursive: true, force: true });
  const forget = (work: Work): void => {
    work.abort.abort();
    works.delete(work.now.id);
    rmSync(join(folder, work.now.id), { recursive: true, force: true });
  };
  const forgetOld = (): void => {
    for (const work of expired([...works.values()], parts.nowMs())) forget(work);
  };
  return {
    start: (ask, pay) => {
      forgetOld();
      const key = keyOf(ask, parts.versionOf(ask.line));
      const known = [...works.values()].find((work) => work.key === key && work.now.state !== 'failed');
      if (known) return known.now.id;
      if (isFull([...works.values()], ask)) return null;
      pay?.();
      const work = newWork(ask, key);
      works.set(work.now.id, work);
      work.ended = takeTurn(() => carryOut(parts, work, { folder, stopped: stopped.signal }), groupOf(ask));
      return work.now.id;
    },
    state: (id) => {
      forgetOld();
      return works.get(id)?.now ?? null;
    },
    ended: async (id) => {
      await works.get(id)?.ended;
      return works.get(id)?.now ?? null;
    },
    cancel: (id) => {
      const work = works.get(id);
      if (work) forget(work);
    },
    stop: async () => {
      stopped.abort();
      const all = [...works.values()];
      for (const { abort } of all) abort.abort();
      await Promise.all(all.map(({ ended }) => ended));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** {@link MAX_AT_ONCE} at a time: the owner's first, else in the order in which they were asked for. */
function openTurns(): (act: () => Promise<void>, group: Group) => Promise<void> {
  const waiting: { begin: () => void; group: Group }[] = [];
  let running = 0;
  return async (act, group) => {
    if (running >= MAX_AT_ONCE) await new Promise<void>((begin) => waiting.push({ begin, group }));
    else running += 1;
    try {
      await act();
    } finally {
      // whoever waits takes over the turn
      const own = waiting.findIndex((one) => one.group === 'owner');
      const [next] = waiting.splice(Math.max(0, own), 1);
      if (next) next.begin();
      else running -= 1;
    }
  };
}

function newWork(ask: WorkAsk, key: string): Work {
  const id = randomBytes(12).toString('hex');
  const now = { id, ask, state: 'waiting' } as const;
  return { key, endedAtMs: null, now, ended: Promise.resolve(), abort: new AbortController() };
}

type Place = { folder: string; stopped: AbortSignal };

/** Never rejects: trouble is logged and stands in the state. */
async function carryOut(parts: Parts, work: Work, { folder, stopped }: Place): Promise<void> {
  const { id, ask } = work.now;
  const tell = (ratio: number) => {
    work.now = { id, ask, state: 'working', ratio };
  };
  tell(0);
  work.now = { id, ask, ...(await attempt(parts, { id, ask, folder, stopped, signal: work.abort.signal, tell })) };
  work.endedAtMs = parts.nowMs();
}

function expired(works: Work[], nowMs: number): Work[] {
  const ended = works.filter(({ endedAtMs }) => endedAtMs !== null);
  const groups = [...Map.groupBy(ended, ({ now }) => groupOf(now.ask))];
  const tooMany = groups.flatMap(([group, own]) => own.slice(0, Math.max(0, own.length - MAX_KEPT_OF[group])));
  return ended.filter((work) => tooMany.includes(work) || nowMs - (work.endedAtMs ?? 0) > KEPT_MS);
}

function groupOf({ reader }: Pick<WorkAsk, 'reader'>): Group {
  if (typeof reader !== 'string') return 'strangers';
  return reader === 'guest' ? 'guests' : 'owner';
}

function keyOf(ask: WorkAsk, version: number): string {
  return createHash('sha256')
    .update(JSON.stringify([ask, version]))
    .digest('hex');
}

function isFull(works: Work[], ask: WorkAsk): boolean {
  const open = works.filter(({ endedAtMs }) => endedAtMs === null);
  const group = groupOf(ask);
  const own = open.filter(({ now }) => groupOf(now.ask) === group);
  return open.length >= MAX_WAITING || own.length >= MAX_WAITING_OF[group];
}

type Attempt = Place & { id: string; ask: WorkAsk; signal: AbortSignal; tell: (ratio: number) => void };

/** Seals a head, so that everything up to now is vouched for, and makes it; again where the line went on meanwhile. */
async function attempt(parts: Parts, { id, ask, folder, stopped, signal, tell }: Attempt): Promise<EndedJob> {
  const own = join(folder, id);
  if (!isServedFrom(parts, ask)) return { state: 'failed', problem: 'failed' };
  for (let count = 0; count < MAX_ATTEMPTS; count += 1) {
    try {
      mkdirSync(own, { recursive: true, mode: 0o700 });
      const isWorthStamping = sealFor(parts, ask) && count === 0;
      if (isWorthStamping) await parts.heads.stampNow({ waitMs: STAMP_WAIT_MS, signal: stopped });
      if (signal.aborted) break;
      const ended = await makeOnce(parts, ask, own, { signal, tell });
      if (ended.state === 'done') return ended;
      rmSync(own, { recursive: true, force: true });
      if (ended.problem !== 'moved') return ended;
    } catch (error) {
      rmSync(own, { recursive: true, force: true });
      if (!signal.aborted)
        parts.log('evidence-failed', { line: ask.line, kind: ask.kind, error: describeError(error) });
      return { state: 'failed', problem: isDiskFull(error) ? 'no-space' : 'failed' };
    }
  }
  rmSync(own, { recursive: true, force: true });
  return { state: 'failed', problem: 'moved' };
}

async function makeOnce(
  parts: Parts,
  ask: WorkAsk,
  own: string,
  watch: Pick<Attempt, 'signal' | 'tell'>,
): Promise<EndedJob> {
  const { run = runEvidenceJob } = parts;
  if (!hasSpace(parts, ask, own)) return { state: 'failed', problem: 'no-space' };
  return run(jobOf(parts, ask, own), watch);
}

/**
 * What the owner gets of a period that reaches to now ends with a head of now: true, and it is worth while to have that one
 * stamped. Not for others: what strangers ask for sends nothing anywhere.
 */
function sealFor({ heads, nowMs }: Parts, { kind, reader, period }: WorkAsk): boolean {
  const reachesToNow = reader === 'owner' && kind !== 'technician' && period.toAtMs > nowMs() - CLOSED_AFTER_MS;
  if (kind === 'zip' || reachesToNow) heads.sealNow();
  return reachesToNow;
}

/** Whoever began a server on one folder and named another is told in the log; so is a folder that was removed. */
function isServedFrom({ dataDir, log }: Parts, { line, kind }: WorkAsk): boolean {
  if (existsSync(join(dataDir, 'server-key.pem'))) return true;
  log('evidence-failed', { line, kind, error: `${dataDir} holds no server-key.pem` });
  return false;
}

function hasSpace({ estimateBytes, freeBytes = freeBytesOf }: Parts, ask: WorkAsk, folder: string): boolean {
  return freeBytes(folder) >= estimateBytes(ask) * TIMES_KEPT + RESERVE_BYTES;
}

function freeBytesOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Also where the program that wrote says so in its last words. */
function isDiskFull(error: unknown): boolean {
  return error instanceof Error && /\bENOSPC\b/.test(error.message);
}

function jobOf({ dataDir, nowMs, heads }: Parts, ask: WorkAsk, own: string): EvidenceJob {
  const { name: _name, ...rest } = ask;
  return {
    ...rest,
    dataDir,
    out: join(own, `evidence.${ask.kind}`),
    temporaryDir: own,
    asOfAtMs: nowMs(),
    stampRoots: [...heads.extraRoots],
    hasManifest: false,
  };
}
