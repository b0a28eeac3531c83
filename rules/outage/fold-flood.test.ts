import { expect, test } from 'vitest';
import { foldItems, foldPieces, isFar, METHOD, piece } from '../../test/fakes/folded-line.ts';
import type { Target } from '../method.ts';
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

test('snapshots without end, full of words without end, stay some KB', () => {
  const words = Object.fromEntries(
    Array.from({ length: 39 }, (_, n) => [`x${String(n).padStart(38, 'y')}`, 'z'.repeat(80)]),
  );
  const snapshot = METHOD.targets.length;
  const method = { ...METHOD, targets: [...METHOD.targets, { ...far(), role: 'snapshot' as const, kind: 'snapshot' }] };
  const taken = (sentTickMs: number): Sample[] =>
    Array.from({ length: 300 }, (_, n) => ({
      ...{
        target: snapshot,
        sentTickMs: sentTickMs + n * 10,
        outcome: 'reply' as const,
        latencyUs: 900,
        unreachableSender: null,
      },
      readings: {},
      facts: { moment: 'onset', ...words },
    }));
  const segments = piece(0, 120, (target, at) => (target.role === 'far' && at > 40 && at < 80 ? LOST : undefined), {
    method,
    edit: (round) => ({
      ...round,
      samples: [...round.samples.filter(({ target }) => target !== snapshot), ...taken(round.tickMs)],
    }),
  });
  const { model, fold } = foldItems(segments.map((segment) => ({ segment, method })));
  expect(model.outages).toHaveLength(1);
  expect(model.outages[0]?.snapshots.length).toBeGreaterThan(0);
  expect(JSON.stringify(model.outages[0]).length).toBeLessThan(40_000);
  expect(fold.state?.engine.witness.snapshots.taken.length).toBeLessThanOrEqual(12);
});

function far(): Target {
  const [first] = METHOD.targets;
  if (!first) throw new Error('bug: the method has no target');
  return first;
}
