import { parentPort } from 'node:worker_threads';
import { type DayPart, type DayTask, makeDayPart } from './day-part.ts';

/** A thread of `make-evidence`, started by day-threads.ts: takes one day after the other, answers in the same order. */
parentPort?.on('message', (task: DayTask) => {
  const part = makeDayPart(task);
  parentPort?.postMessage(part, transferable(part));
});

/** Handed over instead of copied; buffers of the small pool of Node are shared and stay. */
function transferable({ segments, lane }: DayPart): ArrayBuffer[] {
  const buffers = [...segments.pieces, ...lane.pieces, ...lane.texts]
    .filter((piece) => piece.byteLength === piece.buffer.byteLength)
    .map(({ buffer }) => buffer);
  return [...new Set(buffers)].filter((buffer) => buffer instanceof ArrayBuffer);
}
