import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openFakeProbe } from '../../test/fakes/fake-probe.ts';
import { enrolFake, type Kept, openKept, START_AT_MS } from '../../test/fakes/kept.ts';
import { listsOver } from '../../test/fakes/lists-over.ts';

const MINUTE_MS = 60_000;
const BOOTED_AT_MS = START_AT_MS - MINUTE_MS;

let kept: Kept;
/** Five outages of 40 s, ten minutes apart; the last one lasts. */
beforeEach(async () => {
  kept = openKept();
  const probe = openFakeProbe(1);
  enrolFake(kept.keep, 'home', probe);
  const isLost = (atMs: number) => {
    const sinceMs = atMs - START_AT_MS - 10 * MINUTE_MS;
    return sinceMs > 0 && sinceMs % (10 * MINUTE_MS) < (sinceMs < 40 * MINUTE_MS ? 40_000 : 10 * MINUTE_MS);
  };
  const segments = Array.from({ length: 56 }, () => probe.next(probe.rounds(12, BOOTED_AT_MS, isLost)));
  await kept.keep.takeUpload(probe.upload(segments, kept.clock.nowMs), null, kept.clock.nowMs);
});
afterEach(() => kept.remove());

const PERIODS = [
  ['all of it', START_AT_MS - MINUTE_MS, START_AT_MS + 70 * MINUTE_MS],
  ['from the middle of an outage', START_AT_MS + 10 * MINUTE_MS + 20_000, START_AT_MS + 70 * MINUTE_MS],
  ['to the middle of an outage', START_AT_MS, START_AT_MS + 20 * MINUTE_MS + 20_000],
  ['a quiet stretch', START_AT_MS + 12 * MINUTE_MS, START_AT_MS + 18 * MINUTE_MS],
] as const;

describe.each(PERIODS)('of %s', (_, fromAtMs, toAtMs) => {
  test('the short lists tell the same as the whole outages', () => {
    const { store } = kept.keep;
    const whole = store.outages('home', fromAtMs, toAtMs);
    expect(store.listedOutages('home', fromAtMs, toAtMs)).toEqual(
      whole.map(({ bounds: _bounds, ...listed }) => listed),
    );
    expect(store.latestOutages('home', fromAtMs, toAtMs, 2)).toEqual(whole.slice(-2).reverse());
    expect(store.outageCount('home', fromAtMs, toAtMs)).toBe(whole.length);
  });

  test('they are the same over any other read of outages', () => {
    const { store } = kept.keep;
    const over = listsOver(store.outages);
    expect(over.latestOutages('home', fromAtMs, toAtMs, 3)).toEqual(store.latestOutages('home', fromAtMs, toAtMs, 3));
    expect(over.outageCount('home', fromAtMs, toAtMs)).toBe(store.outageCount('home', fromAtMs, toAtMs));
  });
});

test('the neighbours of an outage are those that begin before and after it; the first and the last have one', () => {
  const { store } = kept.keep;
  const all = store.outages('home', 0, Number.MAX_SAFE_INTEGER);
  expect(all).toHaveLength(5);
  for (const [at, outage] of all.entries()) {
    const neighbours = { previousId: all[at - 1]?.id ?? null, nextId: all[at + 1]?.id ?? null };
    expect(store.outageNeighbours('home', outage)).toEqual(neighbours);
    expect(listsOver(store.outages).outageNeighbours('home', outage)).toEqual(neighbours);
  }
});
