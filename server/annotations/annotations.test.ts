import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseLaneEntry } from '../../rules/journal/lane.ts';
import { addDays, dayOf } from '../../rules/outage/calendar-days.ts';
import { openFakeProbe } from '../../test/fakes/fake-probe.ts';
import { enrolFake, type Kept, openKept, START_AT_MS } from '../../test/fakes/kept.ts';
import { availabilityViews } from '../figures/availability.ts';
import { coverageOf } from '../figures/coverage.ts';
import { sumsOfPeriod } from '../figures/sums.ts';
import type { Line, StoredOutage } from '../store/store.ts';
import { MAX_TEXT } from './annotations.ts';

const HOUR_MS = 3_600_000;
const BOOTED_AT_MS = START_AT_MS - 4 * HOUR_MS;
const OUT_FROM_MS = START_AT_MS - 2 * HOUR_MS + 41_300;
const OUT_TO_MS = OUT_FROM_MS + 673_000;
const DAY = dayOf(START_AT_MS - HOUR_MS, 'Europe/Berlin');

let kept: Kept;
let line: Line;
beforeEach(async () => {
  kept = openKept();
  const probe = openFakeProbe(7);
  enrolFake(kept.keep, 'home', probe);
  const isLost = (atMs: number) => atMs >= OUT_FROM_MS && atMs < OUT_TO_MS;
  const rounds = probe.rounds((4 * HOUR_MS) / 5000, BOOTED_AT_MS, isLost);
  const texts = Array.from({ length: rounds.length / 60 }, (_, n) => probe.next(rounds.slice(n * 60, n * 60 + 60)));
  const { answer } = await kept.keep.takeUpload(probe.upload(texts, START_AT_MS), '127.0.0.1', START_AT_MS);
  if (answer.error) throw new Error(answer.error.message);
  line = kept.keep.store.line('home') ?? never();
});
afterEach(() => kept.remove());

function never(): never {
  throw new Error('bug: nothing was measured');
}
const outage = (): StoredOutage => {
  const [first] = kept.keep.store.wholeOutages('home', 0, START_AT_MS);
  return first ?? never();
};
const day = () => kept.keep.store.days('home', DAY, DAY)[0] ?? never();
/** Everything that counts outages. */
const figures = () => {
  const { store } = kept.keep;
  return {
    day: day(),
    sums: sumsOfPeriod({ store, line }, OUT_FROM_MS - 1_234_567, OUT_TO_MS - 100_000),
    availability: availabilityViews({ store, line, nowMs: START_AT_MS }),
    counted: store.listedOutages('home', 0, START_AT_MS).filter(({ counts }) => counts).length,
  };
};
const say = (kind: string, text: string) => kept.keep.annotations.add('home', outage(), { kind, text });

describe('an outage that the owner found to be at home', () => {
  test('does not count in any sum, its time is unknown with its own cause, and every part is what was measured', () => {
    const before = { intervals: kept.keep.store.intervals('home', 0, START_AT_MS), outage: outage(), day: day() };
    expect(before.day.downMaxMs).toBeGreaterThan(670_000);
    expect(say('home', 'the socket in the cellar')).toBeNull();
    const { store } = kept.keep;
    expect(figures()).toMatchObject({ counted: 0, day: { outages: 0, dropouts: 0, downMinMs: 0, downMaxMs: 0 } });
    expect(figures().sums).toMatchObject({ downMaxMs: 0, outages: 0 });
    for (const entry of figures().availability)
      expect(entry).toMatchObject({ outages: 0, downMaxMs: 0, upRatioMin: 1 });
    expect(day().unknownMs).toBe(before.day.unknownMs + before.day.downMaxMs);
    const { upMs, degradedMs, downMaxMs, maintenanceMs, unknownMs } = day();
    expect(upMs + degradedMs + downMaxMs + maintenanceMs + unknownMs).toBe(24 * HOUR_MS);
    expect(outage()).toEqual({ ...before.outage, counts: false, attributedTo: 'home' });
    expect(store.intervals('home', 0, START_AT_MS)).toEqual(before.intervals);
    const coverage = coverageOf({ store, line }, OUT_FROM_MS - HOUR_MS, OUT_TO_MS + HOUR_MS);
    expect(coverage.causes).toEqual([{ cause: 'attributed-home', unknownMs: before.day.downMaxMs, stretches: 1 }]);
    expect(coverage.unknownMs).toBe(before.day.downMaxMs);
    const all = coverageOf({ store, line }, START_AT_MS - 99 * HOUR_MS, START_AT_MS);
    expect(all.causes.reduce((sum, one) => sum + one.unknownMs, 0)).toBe(all.unknownMs);
    expect(all.causes.map(({ cause }) => cause).slice(0, 2)).toEqual(['not-observed', 'attributed-home']);
  });

  test('counts again once that is taken back, as if nothing had been said', () => {
    const before = figures();
    say('home', 'the socket in the cellar');
    const [said] = kept.keep.annotations.of('home', outage());
    kept.clock.nowMs += 1000;
    expect(kept.keep.annotations.withdraw('home', outage(), said?.entry ?? 0)).toBe(true);
    expect(kept.keep.annotations.withdraw('home', outage(), said?.entry ?? 0)).toBe(false);
    expect(figures()).toEqual(before);
    expect(kept.keep.annotations.of('home', outage())).toEqual([{ ...said, withdrawnAtMs: kept.clock.nowMs }]);
  });

  test('stays so over a restart and a rebuild, whose tables are the same as before', async () => {
    say('home', 'the socket in the cellar');
    const [before, rows] = [figures(), kept.rows(['days', 'outages', 'state_intervals'])];
    await kept.reopen();
    expect(figures()).toEqual(before);
    await kept.keep.rebuild();
    expect(figures()).toEqual(before);
    expect(kept.rows(['days', 'outages', 'state_intervals'])).toBe(rows);
  });

  test('has the hash of what was said in the signed log, and the text beside it', () => {
    say('home', 'the socket in the cellar');
    const [said] = kept.keep.annotations.of('home', outage());
    // entries are numbered from 1
    const text = kept.laneTexts('home')[(said?.entry ?? 0) - 1];
    expect(parseLaneEntry(text ?? '')).toMatchObject({
      entry: { content: { type: 'annotation', fields: { outage: outage().id, kind: 'home', withdraws: '-' } } },
    });
  });
});

test('a note changes no figure, several may stand on one outage, and what is empty or too long is refused', () => {
  const before = figures();
  expect(say('note', 'a digger in the street')).toBeNull();
  expect(say('note', '"><b> \u202e')).toBeNull();
  expect(figures()).toEqual(before);
  expect(kept.keep.annotations.of('home', outage()).map(({ text }) => text)).toHaveLength(2);
  expect([say('note', ''), say('note', 'x'.repeat(MAX_TEXT + 1)), say('whatever', 'x')]).toEqual([
    'empty',
    'too-long',
    'kind',
  ]);
});

test('an outage that lasts can be told of, and not be put down to the home yet', () => {
  const lasting = { ...outage(), endEarliestAtMs: null, endLatestAtMs: null, downMaxMs: null };
  expect(kept.keep.annotations.add('home', lasting, { kind: 'home', text: 'x' })).toBe('lasts');
  expect(kept.keep.annotations.add('home', lasting, { kind: 'note', text: 'x' })).toBeNull();
});

test('of two days only the one that the outage touches is summed again', () => {
  // there the measurements begin an hour before midnight, and the outage lies an hour after it
  kept.keep.admin.updateLine('home', { zone: 'America/Sao_Paulo' });
  const today = dayOf(START_AT_MS, 'America/Sao_Paulo');
  const yesterday = addDays(today, -1);
  const before = kept.keep.store.days('home', yesterday, today);
  say('home', 'the socket in the cellar');
  const [first, second] = kept.keep.store.days('home', yesterday, today);
  expect(before.map(({ upMs, downMaxMs }) => [upMs > 0, downMaxMs > 0])).toEqual([
    [true, false],
    [true, true],
  ]);
  expect(first).toEqual(before[0]);
  expect(second).toMatchObject({ upMs: before[1]?.upMs, downMaxMs: 0, outages: 0 });
});
