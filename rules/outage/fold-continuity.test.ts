import { describe, expect, test } from 'vitest';
import { foldPieces, isFar, LEAD_MS, METHOD, piece, second, T0, TOOLS } from '../../test/fakes/folded-line.ts';
import type { Segment } from '../journal/segment.ts';
import { foldSegment, startFold } from './derive-line.ts';
import { LOST, type SimulatedLine } from './simulated-line.ts';

const DAY_MS = 86_400_000;

/** Rounds from `fromS` to `toS` (seconds after T0), in which far targets are silent within the given seconds. */
const watched = (fromS: number, toS: number, silent: [number, number][], line: Partial<SimulatedLine> = {}) =>
  piece(fromS, toS, (t, at) => (isFar(t) && silent.some(([a, b]) => at > a && at < b) ? LOST : undefined), line);
const unknowns = ({ model }: ReturnType<typeof foldPieces>) =>
  model.intervals
    .filter(({ state, cause }) => state === 'unknown' && cause !== 'first-contact')
    .map(({ fromAtMs, toAtMs, cause }) => [second(fromAtMs), second(toAtMs), cause]);

const withoutClocks = ({ model }: ReturnType<typeof foldPieces>) => ({
  ...model,
  outages: model.outages.map(({ clock: _clock, ...outage }) => outage),
});

describe('time that nobody watched is neither up nor down', () => {
  test('a restart of the probe is a hole, and no outage', () => {
    const result = foldPieces(watched(0, 100, []), watched(130, 200, [], { runId: '2'.repeat(16), firstSequence: 0 }));
    expect(result.model.outages).toEqual([]);
    expect(unknowns(result)).toEqual([[99, 130, 'restart']]);
  });

  test('a reboot too, however long', () => {
    const later = { runId: '2'.repeat(16), bootId: '2'.repeat(32), firstSequence: 0 };
    const reboot = watched(0, 100, [], { ...later, wallAtMs: (tick) => tick + LEAD_MS + 5 * DAY_MS });
    const result = foldPieces(watched(0, 100, []), reboot);
    expect(result.model.outages).toEqual([]);
    expect(unknowns(result)).toEqual([[99, 5 * 86_400, 'reboot']]);
  });

  test('an outage into a restart ends where observation ended; after it another one begins where it began again', () => {
    const result = foldPieces(
      watched(0, 100, [[79.5, 200]]),
      watched(130, 200, [[79.5, 160]], { runId: '2'.repeat(16), firstSequence: 0 }),
    );
    const [before, after] = result.model.outages;
    expect(result.model.outages).toHaveLength(2);
    expect(before).toMatchObject({ endsUnobserved: true, startsUnobserved: false });
    expect([second(before?.endEarliestAtMs), second(before?.endLatestAtMs)]).toEqual([97, 97]);
    expect(after).toMatchObject({ endsUnobserved: false, startsUnobserved: true });
    expect([second(after?.startEarliestAtMs), second(after?.startLatestAtMs)]).toEqual([130, 130]);
    expect(unknowns(result)).toEqual([[97, 130, 'restart']]);
    expect(before?.id).not.toBe(after?.id);
  });

  test('rounds that are missing within a run: short ones in an outage are bridged, but are not certain', () => {
    const short = foldPieces(watched(0, 100, [[79.5, 140]]), watched(105, 200, [[79.5, 140]]));
    expect(short.model.outages).toHaveLength(1);
    expect(short.model.outages[0]).toMatchObject({ startsUnobserved: false, endsUnobserved: false, flaps: 0 });
    expect(short.model.outages[0]?.downMinMs).toBeLessThan(140_000 - 80_000 - 5_000);
    const long = foldPieces(watched(0, 100, [[79.5, 160]]), watched(115, 200, [[79.5, 160]]));
    expect(
      long.model.outages.map(({ startsUnobserved, endsUnobserved }) => [startsUnobserved, endsUnobserved]),
    ).toEqual([
      [false, true],
      [true, false],
    ]);
    expect(unknowns(long)).toEqual([[97, 115, 'missing-data']]);
  });

  test('segments that are gone for good are a hole with that name', () => {
    const [one = [], two = []] = [watched(0, 100, []), watched(160, 220, [], { runId: '2'.repeat(16) })];
    const [first, ...rest] = two;
    const missing = { fromNumber: 3, toNumber: 4, reason: 'disk-limit' as const };
    const result = foldPieces(one, first ? [{ ...first, missing }] : [], rest);
    expect(unknowns(result)).toEqual([[99, 160, 'missing-data']]);
    const tombstone: Segment[] = one.slice(0, 1).map((segment) => ({
      ...segment,
      rounds: [],
      closedBy: 'tombstone' as const,
      resumesSha256: 'a'.repeat(64),
    }));
    expect(unknowns(foldPieces(one, tombstone, two))).toEqual([[99, 160, 'missing-data']]);
    expect(foldPieces(tombstone).model.current).toMatchObject({ state: 'unknown', cause: 'no-samples' });
  });

  test('a declared stretch takes the losses in it, and those just before it, out of the count', () => {
    const unmeasured = [{ fromTickMs: T0 + 82_000, toTickMs: T0 + 90_000, cause: 'stall' as const }];
    const result = foldPieces(watched(0, 200, [[79.5, 90]], { unmeasured }));
    expect([result.model.outages, result.model.lossBursts]).toEqual([[], []]);
    expect(unknowns(result)).toEqual([[80, 90, 'stall']]);
  });

  test('without a network of its own the probe says so', () => {
    const unmeasured = [{ fromTickMs: T0 + 80_000, toTickMs: T0 + 120_000, cause: 'no-network' as const }];
    const result = foldPieces(
      watched(0, 200, [], {
        unmeasured,
        answer: (_, tick) => (tick >= T0 + 80_000 && tick < T0 + 120_000 ? null : 12_000),
      }),
    );
    expect(unknowns(result)).toEqual([[79, 120, 'no-network']]);
    expect(result.model.intervals.find(({ cause }) => cause === 'no-network')).toMatchObject({
      verdict: 'probe-lan-fault',
      side: 'home',
    });
  });

  test('a sleep of an hour, in which the ticks stand still, is an hour of not knowing', () => {
    const unmeasured = [{ fromTickMs: T0 + 101_000, toTickMs: T0 + 102_000, cause: 'suspend' as const }];
    const wallAtMs = (tick: number) => tick + LEAD_MS + (tick >= T0 + 105_000 ? 3_600_000 : 0);
    const result = foldPieces(watched(0, 200, [], { unmeasured, wallAtMs }));
    expect(result.replays).toBe(0);
    expect(result.model.outages).toEqual([]);
    expect(unknowns(result)).toEqual([[101, 3705, 'suspend']]);
    expect(result.model.current?.measuredAtMs).toBe(LEAD_MS + T0 + 200_000 + 3_600_000);
  });
});

describe('the clock', () => {
  const silent: [number, number][] = [[399.5, 700]];

  test('stepped by a day in an outage and back changes neither when nor how long it was', () => {
    const plain = foldPieces(watched(0, 1000, silent));
    for (const stepMs of [DAY_MS, -DAY_MS]) {
      const isOff = (tick: number) => tick >= T0 + 500_000 && tick < T0 + 800_000;
      const stepped = foldPieces(
        watched(0, 1000, silent, {
          wallAtMs: (tick) => tick + LEAD_MS + (isOff(tick) ? stepMs : 0),
          clock: (tick) => (isOff(tick) ? 'unsync' : 'sync'),
        }),
      );
      expect(stepped.model).toEqual(plain.model);
    }
  });

  test('wrong from the boot on and then set: everything of that boot is dated anew, nothing is lost', () => {
    const plain = foldPieces(watched(0, 1000, silent));
    const late = foldPieces(
      watched(0, 1000, silent, {
        wallAtMs: (tick) => tick + (tick < T0 + 900_000 ? 1000 : LEAD_MS),
        clock: (tick) => (tick < T0 + 900_000 ? 'unsync' : 'sync'),
      }),
    );
    expect(late.replays).toBe(1);
    expect(withoutClocks(late)).toEqual(withoutClocks(plain));
    expect(late.model.outages[0]?.clock).toEqual({ source: 'sync', correctedByMs: LEAD_MS - 1000, errorMs: null });
    expect(plain.model.outages[0]?.clock).toEqual({ source: 'sync', correctedByMs: 0, errorMs: null });
  });

  test('never set, but measured by the server: the server’s correction dates the boot', () => {
    const plain = foldPieces(watched(0, 1000, silent));
    const corrected = foldPieces(
      watched(0, 1000, silent, {
        wallAtMs: (tick) => tick + LEAD_MS - 7_200_000,
        clock: () => 'unsync',
        edit: (round) =>
          round.sequence === 150 ? { ...round, clockOffset: { offsetMs: 7_200_000, errorMs: 20 } } : round,
      }),
    );
    expect(corrected.replays).toBe(1);
    expect(withoutClocks(corrected)).toEqual(withoutClocks(plain));
    expect(corrected.model.outages[0]?.clock).toMatchObject({ source: 'server', correctedByMs: 7_200_000 });
  });

  test('a later boot is never put before the end of what is there', () => {
    const later = { runId: '2'.repeat(16), bootId: '2'.repeat(32), firstSequence: 0 };
    const lost = watched(0, 300, [], { ...later, wallAtMs: (tick) => tick + 1000, clock: () => 'unsync' });
    const { model } = foldPieces(watched(0, 1000, silent), lost);
    expect(model.intervals.map(({ fromAtMs }) => fromAtMs)).toEqual(
      model.intervals.map(({ fromAtMs }) => fromAtMs).toSorted((a, b) => a - b),
    );
    expect(model.outages).toHaveLength(1);
    expect(model.current?.measuredAtMs).toBe(LEAD_MS + T0 + 1_000_000 + 300_000);
  });
});

test('an outage of 100 hours grows neither the fold nor the changes', () => {
  const sizes: [number, number][] = [];
  let fold = startFold('home');
  for (const segment of watched(0, 100 * 3600, [[99.5, 1e9]], { roundsPerSegment: 100 })) {
    const step = foldSegment(fold, { segment, method: METHOD }, TOOLS);
    if (step.kind !== 'change') throw new Error('a replay');
    fold = step.fold;
    if (segment.number % 100 === 10) sizes.push([JSON.stringify(fold).length, JSON.stringify(step.change).length]);
  }
  const first: [number, number] = sizes[0] ?? [0, 0];
  const last: [number, number] = sizes.at(-1) ?? [0, 0];
  expect(last[0]).toBeLessThan(first[0] * 1.1);
  expect(last[1]).toBeLessThan(first[1] * 1.1);
  expect(last[0]).toBeLessThan(16_000);
});

test('an id stays when the data settle, and an outage whose first loss was answered late keeps its old id as alias', () => {
  const all = watched(0, 200, [[99.5, 130]], { roundsPerSegment: 1 });
  // the first lost sample (sent at 100 s) is answered after 9 s: until then it seemed to be the beginning
  const withLate = all.map((segment) => ({
    ...segment,
    rounds: segment.rounds.map((round) =>
      round.tickMs === T0 + 105_000
        ? {
            ...round,
            samples: [
              ...round.samples,
              {
                target: 0,
                sentTickMs: T0 + 100_000,
                outcome: 'late' as const,
                latencyUs: 9_000_000,
                unreachableSender: null,
                readings: {},
                facts: {},
              },
            ],
          }
        : round,
    ),
  }));
  const ids = new Set<string>();
  let fold = startFold('home');
  for (const segment of withLate) {
    const step = foldSegment(fold, { segment, method: METHOD }, TOOLS);
    if (step.kind !== 'change') throw new Error('a replay');
    for (const { id } of step.change.outages) ids.add(id);
    fold = step.fold;
  }
  const { model } = foldPieces(withLate);
  expect(model.outages).toHaveLength(1);
  const [outage] = model.outages;
  expect(second(outage?.startLatestAtMs)).toBe(101);
  expect(ids).toEqual(new Set([outage?.id, ...(outage?.aliases ?? [])]));
});
