import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseSegment, type Segment } from '../../rules/journal/segment.ts';
import type { Sample } from '../../rules/sample.ts';
import { identityFromSecret } from './demo-key.ts';
import { GATEWAY_TARGET, TARGET_COUNT } from './methods.ts';
import { planWorld } from './plan.ts';
import { nextSegment, type ProbePosition, startPosition } from './simulated-probe.ts';
import type { TruthEvent, World } from './truth.ts';

const START_AT_MS = 1_790_000_100_000;
const HOUR_MS = 3_600_000;
const probe = identityFromSecret(Buffer.alloc(32, 7));

function worldWith(events: TruthEvent[], fullFromAtMs = START_AT_MS): World {
  return { seed: 5, fromAtMs: START_AT_MS, events, lossRatio: 0, fullFromAtMs };
}

function textsOf(world: World, untilAtMs: number, position: ProbePosition = startPosition(planWorld(world))): string[] {
  const plan = planWorld(world);
  const texts: string[] = [];
  for (;;) {
    const next = nextSegment(plan, probe, position, untilAtMs);
    if (!next) return texts;
    texts.push(next.text);
  }
}

function segmentsOf(world: World, untilAtMs: number): Segment[] {
  return textsOf(world, untilAtMs).map((text) => {
    const parsed = parseSegment(text, TARGET_COUNT);
    if (typeof parsed === 'string') throw new Error(parsed);
    return parsed.segment;
  });
}

function farSamples(segments: Segment[]): Sample[] {
  const samples = segments.flatMap((segment) => segment.rounds.flatMap((round) => round.samples));
  return samples.filter((sample) => sample.target < GATEWAY_TARGET).sort((a, b) => a.sentTickMs - b.sentTickMs);
}

describe('the simulated probe', () => {
  test('sends one far packet a second in order of its five targets', () => {
    const samples = farSamples(segmentsOf(worldWith([]), START_AT_MS + 10 * 60_000));
    expect(samples.length).toBeGreaterThanOrEqual(598);
    for (const [index, sample] of samples.slice(1).entries()) {
      const gapMs = sample.sentTickMs - (samples[index]?.sentTickMs ?? 0);
      expect(gapMs).toBeGreaterThanOrEqual(997);
      expect(gapMs).toBeLessThanOrEqual(1003);
      expect(sample.target).toBe(((samples[index]?.target ?? 0) + 1) % 5);
    }
  });

  test('loses exactly the far packets that meet the cut, and no packet to the gateway', () => {
    const cut = { fromAtMs: START_AT_MS + 100_700, toAtMs: START_AT_MS + 108_200 };
    const segments = segmentsOf(
      worldWith([{ kind: 'line-cut', hasRouterAnswers: false, at: 'dsl', ...cut }]),
      START_AT_MS + 600_000,
    );
    const bootedAtMs = START_AT_MS - 40_000;
    const lost = segments
      .flatMap((segment) => segment.rounds.flatMap((round) => round.samples))
      .filter((sample) => sample.outcome === 'timeout' && sample.target <= GATEWAY_TARGET);
    expect(lost.map((sample) => Math.round((sample.sentTickMs + bootedAtMs - START_AT_MS) / 1000))).toEqual([
      101, 102, 103, 104, 105, 106, 107, 108,
    ]);
    expect(lost.some((sample) => sample.target === GATEWAY_TARGET)).toBe(false);
  });

  test('chains its segments without a gap, also over restarts and reboots', () => {
    const texts = textsOf(
      worldWith([
        { kind: 'probe-off', isReboot: false, fromAtMs: START_AT_MS + 333_000, toAtMs: START_AT_MS + 361_234 },
        { kind: 'probe-off', isReboot: true, fromAtMs: START_AT_MS + 900_000, toAtMs: START_AT_MS + 1_200_000 },
      ]),
      START_AT_MS + HOUR_MS,
    );
    let previousSha256 = '0'.repeat(64);
    for (const [index, text] of texts.entries()) {
      const parsed = parseSegment(text, TARGET_COUNT);
      if (typeof parsed === 'string') throw new Error(parsed);
      expect(parsed.segment.number).toBe(index + 1);
      expect(parsed.segment.previousSha256).toBe(previousSha256);
      previousSha256 = createHash('sha256').update(text).digest('hex');
    }
    const segments = texts.map((text) => parseSegment(text, TARGET_COUNT)).filter((s) => typeof s !== 'string');
    expect(new Set(segments.map(({ segment }) => segment.runId)).size).toBe(3);
    expect(new Set(segments.map(({ segment }) => segment.bootId)).size).toBe(2);
    expect(segments.map(({ segment }) => segment.closedBy).filter((by) => by !== 'interval')).toEqual([
      'shutdown',
      'recovery',
    ]);
  });

  test('tells the same story when it is asked for it in pieces', () => {
    const world = worldWith(
      [
        {
          kind: 'line-cut',
          hasRouterAnswers: true,
          at: 'dsl',
          fromAtMs: START_AT_MS + HOUR_MS,
          toAtMs: START_AT_MS + HOUR_MS + 9000,
        },
      ],
      START_AT_MS + 5 * HOUR_MS,
    );
    const whole = textsOf(world, START_AT_MS + 3 * HOUR_MS);
    const position = startPosition(planWorld(world));
    const pieces: string[] = [];
    for (let untilAtMs = START_AT_MS; untilAtMs <= START_AT_MS + 3 * HOUR_MS; untilAtMs += 70_000) {
      pieces.push(...textsOf(world, untilAtMs, position));
    }
    pieces.push(...textsOf(world, START_AT_MS + 3 * HOUR_MS, JSON.parse(JSON.stringify(position)) as ProbePosition));
    expect(pieces).toEqual(whole);
  });

  test('measures quiet hours coarsely and each change at full resolution', () => {
    const cutAtMs = START_AT_MS + 2 * HOUR_MS + 1000;
    const world = worldWith(
      [{ kind: 'line-cut', hasRouterAnswers: false, at: 'dsl', fromAtMs: cutAtMs, toAtMs: cutAtMs + 8000 }],
      START_AT_MS + 9 * HOUR_MS,
    );
    const segments = segmentsOf(world, START_AT_MS + 4 * HOUR_MS);
    const full = segments.filter((segment) => segment.rounds.length === 12);
    expect(segments.length - full.length).toBe(46);
    expect(full.length).toBe(10);
  });
});
