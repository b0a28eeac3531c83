import { expect, test } from 'vitest';
import { foldPieces, isFar, piece } from '../../test/fakes/folded-line.ts';
import type { Sample } from '../sample.ts';
import { LOST } from './simulated-line.ts';

/** A probe that says thousands of things a second makes a fold no larger, and no loss dearer than the one before. */

const FLOODED_ROUNDS = 24;
const PER_ROUND = 1500;

function flood(sentTickMs: number, target: number): Sample[] {
  return Array.from({ length: PER_ROUND }, (_, n) => ({
    target: target + (n % 5),
    sentTickMs: sentTickMs + n * 3,
    // twelve lost, twelve answered, so that no run is longer than the one before
    ...(Math.floor(n / 12) % 2 === 0
      ? { ...LOST, latencyUs: null }
      : { outcome: 'reply' as const, latencyUs: 900, unreachableSender: null }),
    readings: {},
    facts: {},
  }));
}

test('of a flood of losses no more are remembered than an honest minute can have', () => {
  const flooded = piece(0, FLOODED_ROUNDS * 5, (target) => (isFar(target) ? null : undefined), {
    edit: (round) => ({ ...round, samples: [...round.samples, ...flood(round.tickMs, 0)] }),
  });
  const { fold } = foldPieces(
    piece(-60, 0, () => undefined, { firstSequence: 0 }),
    flooded,
  );
  const engine = fold.state?.engine;
  expect(engine?.hasContact).toBe(true);
  expect(engine?.recentLosses.far.length).toBe(600);
});
