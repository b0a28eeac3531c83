import type { RouterReading } from '../witness/router-says.ts';

/** A counter of the router as it was last read. */
export type CounterTrack = { value: number; atMs: number };

/** Counters of errors, with the most that one second can add; more is a counter that is broken, or another one. */
const MOST_PER_SECOND = {
  crcErrors: 20_000, //    a superframe lasts 17 ms (ITU-T G.992.1 §7.4), FEC code words some thousand a second
  crcErrorsFar: 20_000,
  fecErrors: 200_000,
  fecErrorsFar: 200_000,
  erroredSecs: 1, //       seconds with errors (ITU-T G.997.1 §7.2.1.1)
  severelyErroredSecs: 1,
  retrains: 0.1, //        training takes ten seconds and more
} as const satisfies Partial<Record<RouterReading, number>>;
export type Counter = keyof typeof MOST_PER_SECOND;
export const COUNTERS = Object.keys(MOST_PER_SECOND) as Counter[]; // the keys of the object above

/** Read at other times than the seconds pass, by so much. */
const SLACK_S = 5;
/** What was added in a longer time belongs to no hour. */
const LONGEST_STEP_MS = 3_600_000;
const WRAP = 2 ** 32;
/** A 32-bit counter that stood so high may have gone round. */
const NEAR_WRAP = WRAP * 0.9;

/**
 * What a counter grew by since it was last read; null = not known (first reading, too long ago, or more than there can
 * be). One that went back was reset, so its new value counts; or went round, where it stood near 2³².
 */
export function increaseOf(counter: Counter, before: CounterTrack | null, now: CounterTrack): number | null {
  if (!before || now.atMs - before.atMs > LONGEST_STEP_MS) return null;
  const most = MOST_PER_SECOND[counter] * ((now.atMs - before.atMs) / 1000 + SLACK_S);
  const grown = now.value - before.value;
  const wrapped = grown + WRAP;
  if (grown >= 0) return grown <= most ? grown : null;
  if (before.value >= NEAR_WRAP && before.value < WRAP && wrapped <= most) return wrapped;
  return now.value <= most ? now.value : null;
}
