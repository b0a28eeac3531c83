import { parentPort } from 'node:worker_threads';
import { type DayTask, openDayMaker } from './day-part.ts';

/** A thread that makes parts of days (day-threads.ts): one answer to each task, in their order. */
const makeDay = openDayMaker();

parentPort?.on('message', (task: DayTask) => {
  const part = makeDay(task);
  const all = [...part.segments.pieces, ...part.lane.pieces, ...part.lane.texts];
  parentPort?.postMessage(
    part,
    all.map(({ buffer }) => buffer as ArrayBuffer), // made here, each alone in its buffer
  );
});
