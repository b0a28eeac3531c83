import type { RouterSays } from '../witness/router-says.ts';

/** How much of the line the home itself uses, by the router's own counts. Plain JSON of bounded size. */
export type TrafficMemory = {
  /** Of the last minutes. */
  told: { atMs: number; isFull: boolean }[];
  down: Direction;
  up: Direction;
};
type Direction = {
  /** Of the DSL, as last said. Without it nothing is full: the most that was ever used is no measure of a line. */
  syncBps: number | null;
  bytes: { value: number; atMs: number } | null;
};

/** Reference §5, row 19. */
const FULL_RATIO = 0.8;
const WINDOW_MS = 300_000;
const TOLD_AT_LEAST = 2;
/** Bytes counted further apart are an average of nothing. */
const LONGEST_STEP_MS = 180_000;
const SHORTEST_STEP_MS = 5_000;

export function startTraffic(): TrafficMemory {
  const direction = (): Direction => ({ syncBps: null, bytes: null });
  return { told: [], down: direction(), up: direction() };
}

/** Notes the rates that the router told; true when the home filled the line since its last answer. */
export function noteTraffic(memory: TrafficMemory, { atMs, readings }: RouterSays): boolean {
  const down = isFull(memory.down, atMs, readings.receiveBps, readings.receivedBytes, readings.downRateKbit);
  const up = isFull(memory.up, atMs, readings.sendBps, readings.sentBytes, readings.upRateKbit);
  if (down === null && up === null) return false;
  memory.told = memory.told.filter((one) => one.atMs > atMs - WINDOW_MS);
  const isNowFull = down === true || up === true;
  memory.told.push({ atMs, isFull: isNowFull });
  return isNowFull;
}

function isFull(
  direction: Direction,
  atMs: number,
  saidBps: number | undefined,
  bytes: number | undefined,
  syncKbit: number | undefined,
): boolean | null {
  if (syncKbit !== undefined) direction.syncBps = syncKbit > 0 ? syncKbit * 1000 : direction.syncBps;
  const countedBps = bytes === undefined ? null : countedRate(direction, bytes, atMs);
  if (saidBps === undefined && countedBps === null) return null;
  const rateBps = Math.max(saidBps ?? 0, countedBps ?? 0);
  return direction.syncBps === null ? null : rateBps > FULL_RATIO * direction.syncBps;
}

/** A counter that went back was reset or went round: no rate. */
function countedRate(direction: Direction, value: number, atMs: number): number | null {
  const before = direction.bytes;
  direction.bytes = { value, atMs };
  const stepMs = before ? atMs - before.atMs : 0;
  if (!before || value < before.value || stepMs < SHORTEST_STEP_MS || stepMs > LONGEST_STEP_MS) return null;
  return ((value - before.value) * 8000) / stepMs;
}

/** Whether the home filled the line in the last five minutes. */
export function ownTraffic({ told }: TrafficMemory, atMs: number): 'full' | 'free' | 'na' {
  const recent = told.filter((one) => one.atMs > atMs - WINDOW_MS);
  if (recent.length < TOLD_AT_LEAST) return 'na';
  return recent.filter((one) => one.isFull).length * 2 >= recent.length ? 'full' : 'free';
}
