import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { DayPart, DayTask } from './day-part.ts';

/** Each thread holds a day at a time, which is about 25 MB. */
const MAX_THREADS = 2;
/** V8's heap of a thread, in MB; texts lie outside of it. */
const LIMITS = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 };

/**
 * Makes the parts of days on other threads and gives them in the order of the days. A task is made when a thread is free
 * for it, so no more than one day per thread and one that is finished are in memory.
 */
export async function* makeDayParts(tasks: Iterable<DayTask>): AsyncGenerator<DayPart> {
  const threads = Array.from({ length: Math.min(MAX_THREADS, availableParallelism()) }, startThread);
  try {
    const waiting: Promise<DayPart>[] = [];
    let turn = 0;
    for (const task of tasks) {
      const thread = threads[turn % threads.length];
      if (!thread) throw new Error('bug: there is no thread');
      turn += 1;
      if (waiting.length === threads.length) yield await (waiting.shift() as Promise<DayPart>); // it is not empty
      waiting.push(thread.run(task));
    }
    for (const part of waiting) yield await part;
  } finally {
    await Promise.all(threads.map(({ stop }) => stop()));
  }
}

type Thread = { run: (task: DayTask) => Promise<DayPart>; stop: () => Promise<unknown> };

function startThread(): Thread {
  const worker = new Worker(program(), { resourceLimits: LIMITS });
  const asked: { settle: (part: DayPart) => void; fail: (error: Error) => void }[] = [];
  const failAll = (error: Error) => {
    for (const { fail } of asked.splice(0)) fail(error);
  };
  worker.on('message', (part: DayPart) => asked.shift()?.settle(part));
  worker.on('error', failAll);
  worker.on('exit', () => failAll(new Error('a thread ended early')));
  return {
    run: (task) =>
      new Promise((settle, fail) => {
        asked.push({ settle, fail });
        worker.postMessage(task);
      }),
    stop: () => worker.terminate(),
  };
}

/** Bundled, the thread's program lies beside this one; from source, in this folder. */
function program(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const bundle = join(here, 'evidence-thread.mjs');
  return existsSync(bundle) ? bundle : join(here, 'day-thread.ts');
}
