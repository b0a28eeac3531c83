import { expect, test } from 'vitest';
import { applyChange, type DerivedModel, EMPTY_MODEL } from './apply-change.ts';
import type { Bucket, DerivedChange, DerivedOutage, StateInterval } from './derived.ts';

const interval = (fromAtMs: number, toAtMs: number, state: StateInterval['state'] = 'up'): StateInterval => ({
  fromAtMs,
  toAtMs,
  state,
  verdict: state,
  side: 'unknown',
  cause: null,
});
const bucket = (fromAtMs: number, sentCount: number): Bucket => ({
  widthMs: 300_000,
  fromAtMs,
  sentCount,
  lostCount: 0,
  lateCount: 0,
  minUs: null,
  maxUs: null,
  sumUs: 0,
  histogram: '',
  gatewaySentCount: 0,
  gatewayLostCount: 0,
  lossBursts: 0,
});
const burst = (atMs: number, lostSamples = 3) => ({ atMs, family: 4 as const, lostSamples, durationMs: 2000 });
const bound = { target: '192.0.2.1', sentAtMs: 0, receivedAtMs: null, outcome: 'timeout', segment: 1, sequence: 0 };
const outage = (id: string, startEarliestAtMs: number): DerivedOutage => ({
  id,
  aliases: [],
  verdict: 'line-or-isp-down-unlocalised',
  side: 'access',
  counts: true,
  grade: 'B',
  final: true,
  startEarliestAtMs,
  startLatestAtMs: startEarliestAtMs,
  endEarliestAtMs: null,
  endLatestAtMs: null,
  downMinMs: 0,
  downMaxMs: null,
  flaps: 0,
  lostSamples: 5,
  startsUnobserved: false,
  endsUnobserved: false,
  phases: [],
  provisional: null,
  isReachable: false,
  tags: [],
  chain: [],
  snapshots: [],
  bounds: { lastGoodBefore: null, firstBad: bound, lastBad: bound, firstGoodAfter: null },
});
const current = { state: 'up', verdict: 'ok', side: 'unknown', cause: null, sinceAtMs: 0, measuredAtMs: 0 } as const;
const change = (changes: Partial<DerivedChange>): DerivedChange => ({
  replaceFromAtMs: 0,
  settledFromAtMs: 0,
  intervals: [],
  outages: [],
  buckets: [],
  lossBursts: [],
  qualityHours: [],
  current,
  ...changes,
});
const BEFORE: DerivedModel = {
  ...EMPTY_MODEL,
  intervals: [interval(0, 100), interval(100, 200, 'down'), interval(200, 900)],
  outages: [outage('a', 100), outage('b', 500)],
  lossBursts: [burst(50), burst(650)],
  buckets: [bucket(0, 1), bucket(300_000, 2), bucket(600_000, 3)],
};

test('stretches from the border on are replaced, and one that straddles it is cut there', () => {
  const { intervals } = applyChange(BEFORE, change({ replaceFromAtMs: 300, intervals: [interval(300, 1000, 'down')] }));
  expect(intervals).toEqual([
    interval(0, 100),
    interval(100, 200, 'down'),
    interval(200, 300),
    interval(300, 1000, 'down'),
  ]);
});

test('outages from the border on vanish unless they are listed; listed ones are written over their ids', () => {
  const later = { ...outage('a', 100), flaps: 7 };
  const { outages } = applyChange(BEFORE, change({ replaceFromAtMs: 300, outages: [later, outage('c', 600)] }));
  expect(outages).toEqual([later, outage('c', 600)]);
  expect(applyChange(BEFORE, change({ replaceFromAtMs: 501 })).outages.map(({ id }) => id)).toEqual(['a', 'b']);
});

test('bursts and slices have the border of what is settled, and are written over theirs', () => {
  const after = applyChange(
    BEFORE,
    change({ settledFromAtMs: 300_000, buckets: [bucket(300_000, 20)], lossBursts: [burst(50, 4), burst(400_000)] }),
  );
  expect(after.buckets).toEqual([bucket(0, 1), bucket(300_000, 20)]);
  expect(after.lossBursts).toEqual([burst(50, 4), burst(650), burst(400_000)]);
  expect(applyChange(BEFORE, change({ settledFromAtMs: 650 })).lossBursts).toEqual([burst(50)]);
});

test('the same change twice is the same as once', () => {
  const once = applyChange(
    BEFORE,
    change({ replaceFromAtMs: 300, settledFromAtMs: 300, intervals: [interval(300, 400)], lossBursts: [burst(310)] }),
  );
  const again = change({
    replaceFromAtMs: 300,
    settledFromAtMs: 300,
    intervals: [interval(300, 400)],
    lossBursts: [burst(310)],
  });
  expect(applyChange(once, again)).toEqual(once);
});
