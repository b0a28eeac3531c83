import { expect, test } from 'vitest';
import type { StateInterval } from '../../rules/outage/derived.ts';
import { fakeLine } from '../../test/fakes/fake-keep.ts';
import type { StoredOutage } from '../store/store.ts';
import { type LineFacts, type LineState, startWatching, watchLine } from './watch-line.ts';

const T0 = Date.UTC(2026, 9, 2, 1, 0);
const DAY_MS = 86_400_000;

function outage(fromMs: number, toMs: number | null, over: Partial<StoredOutage> = {}): StoredOutage {
  const [some] = fakeLine('home').outages;
  if (!some) throw new Error('bug: the fake line has no outage');
  const fromAtMs = T0 + fromMs;
  const toAtMs = toMs === null ? null : T0 + toMs;
  const edges = {
    startEarliestAtMs: fromAtMs,
    startLatestAtMs: fromAtMs,
    endEarliestAtMs: toAtMs,
    endLatestAtMs: toAtMs,
  };
  return { ...some, ...edges, downMaxMs: toMs === null ? null : toMs - fromMs, ...over };
}

/** The day before, the session was renewed at the hour of `T0`. */
const renewals: StateInterval[] = [
  {
    fromAtMs: T0 - DAY_MS,
    toAtMs: T0 - DAY_MS + 31_000,
    state: 'maintenance',
    verdict: 'planned-reconnect',
    side: 'provider',
    cause: null,
  },
];

function play(looks: { atMs: number; outages: StoredOutage[] }[], intervals: StateInterval[] = []) {
  let state: LineState = startWatching(T0 - 60_000);
  return looks.map(({ atMs, outages }) => {
    const facts: LineFacts = {
      ...{ nowMs: T0 + atMs, silence: null, lastContactAtMs: T0 + atMs, measuredAtMs: T0 + atMs, outages },
      findOutage: (id) => outages.find((one) => one.id === id) ?? null,
      intervals: (fromAtMs, toAtMs) => intervals.filter((one) => one.fromAtMs < toAtMs && one.toAtMs > fromAtMs),
    };
    const look = watchLine(state, facts);
    state = JSON.parse(JSON.stringify(look.state)) as LineState; // what is kept is JSON
    return { kinds: look.events.map(({ kind }) => kind), events: look.events, isUnsettled: look.isUnsettled };
  });
}
const planned = { verdict: 'planned-reconnect', side: 'provider', counts: false } as const;

test('a renewal of the session at its hour is waited out, and never told', () => {
  const looks = play(
    [
      { atMs: 10_000, outages: [outage(2000, null)] },
      { atMs: 40_000, outages: [outage(2000, 33_000, planned)] },
      { atMs: 400_000, outages: [outage(2000, 33_000, planned)] },
    ],
    renewals,
  );
  expect(looks.map(({ kinds }) => kinds)).toEqual([[], [], []]);
  expect(looks[0]?.isUnsettled).toBe(true);
});

test('an outage at that hour that does not end is told after three minutes', () => {
  const lasting = [outage(2000, null)];
  const looks = play(
    [
      { atMs: 10_000, outages: lasting },
      { atMs: 190_000, outages: lasting },
    ],
    renewals,
  );
  expect(looks.map(({ kinds }) => kinds)).toEqual([[], ['outage-began']]);
});

test('a finding that changes when the router is asked again is corrected once, and one that stays is not', () => {
  const early = outage(2000, 100_000, { final: false, side: 'access' });
  const late = outage(2000, 100_000, { verdict: 'session-lost', side: 'home', counts: false });
  const looks = play([
    { atMs: 120_000, outages: [early] },
    { atMs: 230_000, outages: [late] },
    { atMs: 240_000, outages: [late] },
  ]);
  expect(looks.map(({ kinds }) => kinds)).toEqual([['outage-ended'], ['outage-corrected'], []]);
  expect(looks[1]?.events[0]).toMatchObject({ said: { side: 'access' }, outage: { side: 'home', counts: false } });
  const same = play([
    { atMs: 120_000, outages: [early] },
    { atMs: 230_000, outages: [{ ...early, final: true }] },
  ]);
  expect(same[1]?.kinds).toEqual([]);
});

test('what lasts and turns out to lie at home while interruptions are only counted is not told, however long', () => {
  const MINUTE_MS = 60_000;
  const short = [1, 4, 7].map((minute) =>
    outage(minute * MINUTE_MS, (minute + 1) * MINUTE_MS, { id: `${minute}`.repeat(12), aliases: [] }),
  );
  const fourth = (over: Partial<StoredOutage>) =>
    outage(10 * MINUTE_MS, null, { id: 'a'.repeat(12), aliases: [], ...over });
  const looksAt = (late: Partial<StoredOutage>) =>
    play([
      { atMs: 9 * MINUTE_MS, outages: short },
      { atMs: 11 * MINUTE_MS, outages: [...short, fourth({})] },
      { atMs: 21 * MINUTE_MS, outages: [...short, fourth(late)] },
    ]).map(({ kinds }) => kinds);
  const ends = ['outage-ended', 'outage-ended', 'outage-ended'];
  expect(looksAt({})).toEqual([ends, ['flapping'], ['outage-began']]);
  expect(looksAt({ side: 'home', counts: false })).toEqual([ends, ['flapping'], []]);
});

test('what the owner found to be at home is no news', () => {
  const home = { counts: false, side: 'unknown', attributedTo: 'home' } as const;
  const looks = play([{ atMs: 200_000, outages: [outage(2000, 100_000, home)] }]);
  expect(looks[0]?.kinds).toEqual([]);
});
