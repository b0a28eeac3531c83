import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type DayPart, type DayTask, openDayMaker } from './day-part.ts';

/** Each takes 20 MB; on a machine with one core none helps. */
const THREADS = availableParallelism() > 1 ? 2 : 0;
/** So few days are made sooner than threads are started. */
const FEW_DAYS = 3;
/** A thread's own memory, in MB: most of what it has lies outside of it. */
const LIMITS = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 2 };

/** The parts of so many days in their order. This thread only reads tasks and writes parts; others make them. */
export async function* makeDayParts(tasks: Iterable<DayTask>, count: number): AsyncGenerator<DayPart> {
  if (THREADS === 0 || count <= FEW_DAYS) {
    const makeDay = openDayMaker();
    for (const task of tasks) yield makeDay(task);
    return;
  }
  const threads = Array.from({ length: THREADS }, startThread);
  try {
    const started: Promise<DayPart>[] = [];
    let next = 0;
    for (const task of tasks) {
      // the thread that made the oldest one goes on at once, while that is written
      const oldest = started.length < THREADS ? undefined : await started.shift();
      const thread = threads[next++ % THREADS];
      if (thread) started.push(thread.make(task));
      if (oldest) yield oldest;
    }
    for (const part of started) yield await part;
  } finally {
    await Promise.all(threads.map(({ stop }) => stop()));
  }
}

type Thread = { make(task: DayTask): Promise<DayPart>; stop(): Promise<unknown> };
type Waiting = { resolve: (part: DayPart) => void; reject: (error: Error) => void };

function startThread(): Thread {
  const worker = new Worker(threadFile(), { resourceLimits: LIMITS });
  const waiting: Waiting[] = [];
  let problem: Error | null = null;
  const fail = (error: Error): void => {
    problem ??= error;
    for (const { reject } of waiting.splice(0)) reject(problem);
  };
  worker.on('message', (part: DayPart) => waiting.shift()?.resolve(part));
  worker.on('error', fail);
  worker.on('exit', (code) => fail(new Error(`a thread that makes days ended with ${code}`)));
  return {
    make: (task) => {
      const made = new Promise<DayPart>((resolve, reject) => {
        if (problem) reject(problem);
        else waiting.push({ resolve, reject });
      });
      // whoever waits for it is told; until then nobody may be listening
      made.catch(() => undefined);
      worker.postMessage(task, buffersOf(task));
      return made;
    },
    stop: () => worker.terminate(),
  };
}

/** Handed over: nobody here reads them again. */
function buffersOf({ packs, rows }: DayTask): ArrayBuffer[] {
  const all = [...packs.map(({ packed }) => packed), ...rows.map(({ texts }) => texts)];
  return all.map(({ buffer }) => buffer as ArrayBuffer); // each alone in its buffer
}

/** Bundled, it lies beside the program; from source, in this folder. */
function threadFile(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const bundle = join(here, 'day-thread.mjs');
  return existsSync(bundle) ? bundle : join(here, 'day-thread.ts');
}
