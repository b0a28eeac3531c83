import { describe, expect, test } from 'vitest';
import { fine, foldItems, isFar, LEAD_MS, METHOD, piece, second, T0 } from '../../test/fakes/folded-line.ts';
import type { Segment } from '../journal/segment.ts';
import type { ClockState } from '../round.ts';
import { LOST, type SimulatedLine } from './simulated-line.ts';

/**
 * A board without a clock of its own boots in the middle of an outage: it begins where it was last switched off, or in
 * 1970, and knows better only when the line is back and the first time server answers.
 */

const OFF_S = 300;
const BOOT_S = 400;
const BACK_S = 700;
const SYNC_S = 760;
const END_S = 1200;
const BOOT_ID = '2'.repeat(32);

/** The line dies before the power is cut, and comes back long after the board has booted. */
const story = (t: Parameters<Parameters<typeof piece>[2]>[0], at: number) =>
  isFar(t) && at > 199.9 && at < BACK_S ? LOST : undefined;

/** `behindMs`: by how much the clock is wrong until it is set. */
function boots(behindMs: number, line: Partial<SimulatedLine> = {}): Segment[] {
  const isSet = (tick: number) => tick >= T0 + SYNC_S * 1000;
  const clock = (tick: number): ClockState => {
    if (!isSet(tick)) return 'unsync';
    return tick < T0 + SYNC_S * 1000 + 5000 ? 'stepped' : 'sync';
  };
  return [
    ...piece(0, OFF_S, story),
    ...piece(BOOT_S, END_S, story, {
      bootId: BOOT_ID,
      runId: '2'.repeat(16),
      firstSequence: 0,
      wallAtMs: (tick) => LEAD_MS + tick - (isSet(tick) ? 0 : behindMs),
      clock,
      ...line,
    }),
  ];
}
const itemsOf = (segments: Segment[]) => segments.map((segment) => ({ segment, method: METHOD }));
const isSecond = ({ bootId }: Segment) => bootId === BOOT_ID;
const FAKE_CLOCK_MS = (BOOT_S - OFF_S) * 1000;
const YEARS_MS = LEAD_MS;

describe.each([
  ['the clock it was switched off with', FAKE_CLOCK_MS],
  ['a clock in 1970', YEARS_MS],
])('an outage in which the probe booted with %s', (_, behindMs) => {
  const segments = boots(behindMs);
  const raw = JSON.stringify(segments);
  const untilSync = segments.filter(
    (one) => !isSecond(one) || one.rounds.every(({ tickMs }) => tickMs < T0 + SYNC_S * 1000),
  );
  const before = foldItems(itemsOf(untilSync));
  const after = foldItems(itemsOf(segments));
  const partsOf = ({ model }: typeof after) => model.outages.filter(({ startsUnobserved }) => startsUnobserved);

  test('lies where it was, once the clock is set, and says who vouches for that and by how much it moved', () => {
    const [part] = partsOf(after);
    expect(after.replays).toBe(1);
    expect(second(part?.endEarliestAtMs)).toBeGreaterThanOrEqual(BACK_S - 3);
    expect(second(part?.endLatestAtMs)).toBeLessThanOrEqual(BACK_S + 2);
    expect(part?.clock).toEqual({ source: 'sync', correctedByMs: expect.any(Number), errorMs: null });
    expect(part?.clock?.correctedByMs).toBe(behindMs);
    expect(after.model.current).toMatchObject({ state: 'up', verdict: 'ok' });
  });

  test('leaves the part before the boot with the clock that measured it', () => {
    for (const { model } of [before, after]) {
      expect(model.outages[0]).toMatchObject({ clock: { source: 'sync', correctedByMs: 0, errorMs: null } });
    }
  });

  test('was dated by nobody’s word before, and said so', () => {
    const [part] = partsOf(before);
    expect(part?.clock).toMatchObject({ source: 'none', errorMs: null });
    expect(second(part?.endLatestAtMs)).toBeLessThanOrEqual(BACK_S + 2 - FAKE_CLOCK_MS / 1000 + 6);
  });

  test('keeps its name, and nothing that was sent is changed', () => {
    const names = ({ model }: typeof after) => model.outages.map(({ id }) => id);
    expect(names(after)).toEqual(names(before));
    expect(names(after).length).toBe(2);
    expect(JSON.stringify(segments)).toBe(raw);
  });

  test('leaves no trace at the wrong time', () => {
    const { intervals, buckets, lossBursts } = after.model;
    const instants = [
      ...intervals.map(({ fromAtMs }) => fromAtMs),
      ...lossBursts.map(({ atMs }) => atMs),
      ...buckets.filter(({ widthMs }) => widthMs === 300_000).map(({ fromAtMs }) => fromAtMs + 300_000),
    ];
    expect(Math.min(...instants)).toBeGreaterThanOrEqual(LEAD_MS + T0);
    const gap = intervals.find(({ cause }) => cause === 'reboot');
    expect(second(gap?.fromAtMs)).toBeGreaterThanOrEqual(OFF_S - 5);
    expect(second(gap?.toAtMs)).toBeGreaterThanOrEqual(BOOT_S);
    expect(intervals.filter(({ state, fromAtMs }) => state === 'up' && fromAtMs > LEAD_MS + T0 + 200_000)).toHaveLength(
      1,
    );
  });

  test('is the same whether it is folded at once or segment by segment from what was saved', () => {
    const bySegment = foldItems(itemsOf(segments));
    expect(bySegment.model).toEqual(after.model);
    expect(JSON.parse(JSON.stringify(bySegment.fold))).toEqual(JSON.parse(JSON.stringify(after.fold)));
  });
});

test('a board whose clock nobody ever sets is dated by the server’s stamps as soon as it can upload', () => {
  const never = boots(YEARS_MS, {
    wallAtMs: (tick) => tick,
    clock: () => 'unsync',
    edit: (round) =>
      round.tickMs === T0 + 720_000 ? { ...round, clockOffset: { offsetMs: LEAD_MS, errorMs: 40 } } : round,
  });
  const { model } = foldItems(itemsOf(never));
  const part = model.outages.find(({ startsUnobserved }) => startsUnobserved);
  expect(part?.clock).toEqual({ source: 'server', correctedByMs: LEAD_MS, errorMs: 40 });
  expect(second(part?.endLatestAtMs)).toBeLessThanOrEqual(BACK_S + 2);
  expect(second(part?.endEarliestAtMs)).toBeGreaterThanOrEqual(BACK_S - 3);
});

test('a board that keeps its time over the cut is moved by nothing', () => {
  const { model, replays } = foldItems(itemsOf([...piece(0, OFF_S, fine), ...boots(0).filter(isSecond)]));
  expect(replays).toBe(0);
  expect(model.outages.map(({ clock }) => clock?.correctedByMs)).toEqual([0]);
});
