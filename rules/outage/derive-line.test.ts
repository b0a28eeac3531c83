import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { foldAll } from './fold-all.ts';
import { LOST, simulatedMethod, simulateLine } from './simulated-line.ts';

const tools = { sha256: (text: string) => createHash('sha256').update(text).digest('hex') };

test('smoke', () => {
  const method = simulatedMethod();
  const segments = simulateLine({
    method,
    roundCount: 60,
    answer: (target, tick) => (target.role === 'far' && tick > 1_100_400 && tick < 1_110_000 ? LOST : 12_000),
  });
  const { model } = foldAll(
    segments.map((segment) => ({ segment, method })),
    tools,
  );
  expect(model.outages.length).toBe(1);
});
