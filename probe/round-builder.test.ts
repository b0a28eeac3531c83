import { expect, test } from 'vitest';
import { formatRound, parseRound } from '../rules/round.ts';
import { answered, unanswered } from './checks/check.ts';
import { RoundBuilder } from './round-builder.ts';

const CLOCK = { clock: 'sync' as const, syncAgeMs: 64_000 };

test('a round holds what became final in its cycle, and is one that the rules read back', () => {
  const builder = new RoundBuilder(85_000, 1_795_305_600_123);
  builder.addReading(0, 85_012, answered(12_400));
  builder.addReading(1, 83_013, unanswered('timeout'));
  builder.addReading(2, 85_500, answered(300, { readings: { statusCode: 200 }, facts: { answer: 'ok' } }));
  builder.addUnmeasured(86_200, 89_000, 'suspend');
  builder.addFacts({ defaultRoute: 'direct' });
  builder.addClockOffset({ offsetMs: -3.4, errorMs: 19.2 });
  const line = formatRound(builder.finish(CLOCK, 90_000, 1_795_305_605_123));
  expect(line).toBe(
    '{"sequence":0,"tickMs":85000,"wallAtMs":1795305600123,"clock":"sync","syncAgeMs":64000,"clockOffsetMs":-3,"clockErrorMs":20,"facts":{"defaultRoute":"direct"},"unmeasured":[[1200,4000,"suspend"]],"samples":[[0,12,12400],[1,-1987,-1],[2,500,300,{"statusCode":200,"answer":"ok"}]]}',
  );
  expect(typeof parseRound(line, 3)).toBe('object');
});

test('the next round starts empty where the last one ended, with the next number', () => {
  const builder = new RoundBuilder(85_000, 1000);
  builder.addClockStep();
  builder.addFacts({ a: 'b' });
  expect(builder.finish(CLOCK, 90_000, 6000).clock).toBe('stepped');
  expect(builder.finish(CLOCK, 95_000, 11_000)).toEqual({
    sequence: 1,
    tickMs: 90_000,
    wallAtMs: 6000,
    clock: 'sync',
    syncAgeMs: 64_000,
    unmeasured: [],
    samples: [],
  });
});

test('touching stretches of one cause become one; other causes stay apart', () => {
  const builder = new RoundBuilder(0, 0);
  builder.addUnmeasured(0, 1000, 'tool');
  builder.addUnmeasured(1000, 2000, 'tool');
  builder.addUnmeasured(1500, 1800, 'stall');
  builder.addUnmeasured(3000, 3000, 'tool');
  expect(builder.finish(CLOCK, 5000, 0).unmeasured).toEqual([
    { fromTickMs: 0, toTickMs: 2000, cause: 'tool' },
    { fromTickMs: 1500, toTickMs: 1800, cause: 'stall' },
  ]);
});

test('a sample too old for the format, or one too many, is refused and never breaks the round', () => {
  const builder = new RoundBuilder(1_000_000, 0);
  expect(builder.addReading(0, 1, answered(1))).toBe(false);
  for (let count = 0; count < 2000; count++) expect(builder.addReading(0, 1_000_000, answered(1))).toBe(true);
  expect(builder.addReading(0, 1_000_000, answered(1))).toBe(false);
  expect(typeof parseRound(formatRound(builder.finish(CLOCK, 1_005_000, 5000)), 1)).toBe('object');
});
