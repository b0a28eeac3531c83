import { describe, expect, test } from 'vitest';
import { fakeLine } from '../../test/fakes/fake-keep.ts';
import type { StoredOutage } from '../store/store.ts';
import { type LineFacts, type LineState, startWatching, watchLine } from './watch-line.ts';

const T0 = Date.UTC(2026, 9, 2, 12);
const MINUTE_MS = 60_000;
const [SAMPLE] = fakeLine('home').outages;

function outage(id: string, fromMs: number, toMs: number | null, over: Partial<StoredOutage> = {}): StoredOutage {
  if (!SAMPLE) throw new Error('bug: no sample');
  const lengthMs = toMs === null ? 0 : toMs - fromMs;
  return {
    ...SAMPLE,
    id,
    aliases: [],
    side: 'access',
    startEarliestAtMs: T0 + fromMs,
    startLatestAtMs: T0 + fromMs + 1000,
    endEarliestAtMs: toMs === null ? null : T0 + toMs - 1000,
    endLatestAtMs: toMs === null ? null : T0 + toMs,
    downMinMs: Math.max(0, lengthMs - 2000),
    downMaxMs: toMs === null ? null : lengthMs,
    ...over,
  };
}

/** Plays looks one after another; each says at which time what is known. */
function play(looks: ({ atMs: number } & Partial<Omit<LineFacts, 'nowMs'>>)[], start: LineState = startWatching(T0)) {
  let state = start;
  return looks.map(({ atMs, ...given }) => {
    const outages = given.outages ?? [];
    const facts: LineFacts = {
      nowMs: T0 + atMs,
      silence: null,
      lastContactAtMs: T0 + atMs,
      measuredAtMs: T0 + atMs,
      outages,
      findOutage: (id) => outages.find((one) => one.id === id || one.aliases.includes(id)) ?? null,
      intervals: () => [],
      ...given,
    };
    const look = watchLine(state, facts);
    // what is kept is JSON
    state = JSON.parse(JSON.stringify(look.state)) as LineState;
    return look.events;
  });
}

const kinds = (looks: ReturnType<typeof play>) => looks.map((events) => events.map(({ kind }) => kind));
const silence = (fromMs: number, selfCheck: 'reachable' | 'unreachable' | 'not-checked' = 'reachable') => ({
  sinceAtMs: T0 + fromMs,
  selfCheck,
});

describe('an outage that the probe reports', () => {
  test('is announced when it is declared and when it is over, once each', () => {
    const open = outage('a', 10_000, null);
    const over = outage('a', 10_000, 200_000);
    const looks = play([
      { atMs: 20_000, outages: [open] },
      { atMs: 60_000, outages: [open] },
      { atMs: 210_000, outages: [over] },
      { atMs: 300_000, outages: [over] },
    ]);
    expect(kinds(looks)).toEqual([['outage-began'], [], ['outage-ended'], []]);
    expect(looks[2]?.[0]).toMatchObject({ key: 'a', wasAnnounced: true, outage: { downMaxMs: 190_000 } });
  });

  test('is told in one message when it was over before it was heard of', () => {
    const looks = play([{ atMs: 300_000, outages: [outage('a', 10_000, 200_000)] }]);
    expect(looks[0]).toMatchObject([{ kind: 'outage-ended', wasAnnounced: false }]);
  });

  test('that ended a moment ago waits for late answers, for less than the ten seconds an alarm may take', () => {
    const over = outage('a', 10_000, 200_000, { final: false });
    const looks = play([
      { atMs: 201_000, outages: [over] },
      { atMs: 208_000, outages: [over] },
    ]);
    expect(kinds(looks)).toEqual([[], ['outage-ended']]);
  });

  test('keeps its name when late data give it another id', () => {
    const looks = play([
      { atMs: 20_000, outages: [outage('a', 10_000, null)] },
      { atMs: 40_000, outages: [outage('b', 12_000, null, { aliases: ['a'] })] },
      { atMs: 300_000, outages: [outage('c', 12_000, 200_000, { aliases: ['a', 'b'] })] },
      { atMs: 310_000, outages: [outage('d', 12_000, 200_000, { aliases: ['a', 'b', 'c'] })] },
    ]);
    expect(kinds(looks)).toEqual([['outage-began'], [], ['outage-ended'], []]);
    expect(looks[2]?.[0]?.key).toBe('a');
  });

  test('is taken back when late answers leave nothing of it', () => {
    const looks = play([{ atMs: 20_000, outages: [outage('a', 10_000, null)] }, { atMs: 40_000 }]);
    expect(kinds(looks)).toEqual([['outage-began'], ['outage-withdrawn']]);
  });

  test.each([
    ['counts', {}, true],
    ['does not count, its place unknown', { counts: false, side: 'unknown' }, true],
    ['lies in the home', { counts: false, side: 'home' }, false],
    ['lies at the target', { counts: false, side: 'remote' }, false],
  ] as const)('that %s is announced or not', (_name, over, isSaid) => {
    const looks = play([{ atMs: 20_000, outages: [outage('a', 10_000, null, over)] }]);
    expect(looks[0]?.length).toBe(isSaid ? 1 : 0);
  });

  test('that turns out to lie in the home is still brought to its end', () => {
    const looks = play([
      { atMs: 20_000, outages: [outage('a', 10_000, null)] },
      { atMs: 300_000, outages: [outage('a', 10_000, 200_000, { counts: false, side: 'home' })] },
    ]);
    expect(looks[1]).toMatchObject([{ kind: 'outage-ended', outage: { side: 'home' } }]);
  });

  test('from before the watch began is history', () => {
    expect(kinds(play([{ atMs: 5000, outages: [outage('a', -900_000, -60_000)] }]))).toEqual([[]]);
  });

  test('is not told again after hundreds of others', () => {
    const many = Array.from({ length: 300 }, (_, n) => outage(`o${n}`, n * 20_000_000, n * 20_000_000 + 60_000));
    const told = new Set<string>();
    let state = startWatching(T0);
    for (const [n] of many.entries()) {
      const nowMs = T0 + n * 20_000_000 + 100_000;
      const outages = many.slice(0, n + 1);
      const none = { silence: null, lastContactAtMs: nowMs, measuredAtMs: nowMs, intervals: () => [] };
      const look = watchLine(state, { nowMs, outages, findOutage: () => null, ...none });
      state = look.state;
      for (const { key } of look.events) {
        expect(told.has(key)).toBe(false);
        told.add(key);
      }
    }
    expect(told.size).toBe(300);
  });
});

describe('a silent probe', () => {
  const up = { state: 'up', verdict: 'ok', side: 'unknown', cause: null } as const;
  const span = (over: object) => () => [{ ...up, fromAtMs: T0, toAtMs: T0 + 9_000_000, ...over }];
  const quiet = { silence: silence(0), lastContactAtMs: T0, measuredAtMs: T0 };

  test('is told as lost contact, never as an outage, and not again as a silent probe', () => {
    const looks = play([
      { atMs: 61_000, ...quiet },
      { atMs: 16 * MINUTE_MS, ...quiet },
    ]);
    expect(kinds(looks)).toEqual([['no-contact'], []]);
  });

  test('noticed only after a long time is told as a silent probe', () => {
    expect(kinds(play([{ atMs: 16 * MINUTE_MS, ...quiet }]))).toEqual([['probe-silent']]);
  });

  test('is not told while the server itself is offline, but once it is back', () => {
    const offline = { ...quiet, silence: silence(0, 'unreachable') };
    const looks = play([
      { atMs: 61_000, ...offline },
      { atMs: 120_000, ...quiet },
    ]);
    expect(kinds(looks)).toEqual([[], ['no-contact']]);
  });

  test('is no news while an outage of the line is announced', () => {
    const outages = [outage('a', 10_000, null)];
    const looks = play([
      { atMs: 20_000, outages },
      { atMs: 100_000, ...quiet, outages },
    ]);
    expect(kinds(looks)).toEqual([['outage-began'], []]);
  });

  test('that is back before anything was said is not told', () => {
    const offline = { ...quiet, silence: silence(0, 'unreachable') };
    expect(kinds(play([{ atMs: 61_000, ...offline }, { atMs: 90_000 }]))).toEqual([[], []]);
  });

  test('is explained once its measurements are there: an outage, told here and not again', () => {
    const outages = [outage('a', -5000, 290_000)];
    const looks = play([
      { atMs: 61_000, ...quiet },
      { atMs: 300_000, lastContactAtMs: T0 + 300_000, measuredAtMs: T0 },
      { atMs: 310_000, lastContactAtMs: T0 + 310_000, measuredAtMs: T0 + 305_000, outages },
      { atMs: 320_000, outages },
    ]);
    expect(kinds(looks)).toEqual([['no-contact'], [], ['contact-back'], []]);
    expect(looks[2]?.[0]).toMatchObject({ finding: 'outage', backAtMs: T0 + 300_000, outages: [{ id: 'a' }] });
  });

  test.each([
    ['home', [outage('h', 5000, 290_000, { counts: false, side: 'home' })], span({}), 'home'],
    ['home by cause', [], span({ state: 'unknown', cause: 'no-network' }), 'home'],
    ['a line that worked', [], span({}), 'line-worked'],
    ['a probe that was off', [], span({ state: 'unknown', verdict: 'not-measured', cause: 'reboot' }), 'not-measured'],
    ['nothing that decides', [], () => [], 'not-known'],
  ])('is explained as %s', (_name, outages, intervals, finding) => {
    const looks = play([
      { atMs: 61_000, ...quiet },
      { atMs: 300_000, lastContactAtMs: T0 + 300_000, measuredAtMs: T0 },
      { atMs: 400_000, outages, intervals },
    ]);
    expect(looks[2]).toMatchObject([{ kind: 'contact-back', finding, outages: [] }]);
  });

  test('whose measurements do not come is explained as not known after ten minutes', () => {
    const looks = play([
      { atMs: 61_000, ...quiet },
      { atMs: 300_000, lastContactAtMs: T0 + 300_000, measuredAtMs: T0 },
      { atMs: 300_000 + 10 * MINUTE_MS, measuredAtMs: T0 },
    ]);
    expect(looks[2]).toMatchObject([{ kind: 'contact-back', finding: 'not-known' }]);
  });

  test('may come back into an outage that lasts: its end is told too', () => {
    const looks = play([
      { atMs: 61_000, ...quiet },
      { atMs: 300_000, lastContactAtMs: T0 + 300_000, measuredAtMs: T0 },
      { atMs: 310_000, outages: [outage('a', 0, null)] },
      { atMs: 361_000, outages: [outage('a', 0, null)] },
      { atMs: 900_000, outages: [outage('a', 0, 800_000)] },
    ]);
    expect(kinds(looks)).toEqual([['no-contact'], [], [], ['contact-back', 'outage-began'], ['outage-ended']]);
  });
});

describe('a line that comes and goes', () => {
  const STEP_MS = 4 * MINUTE_MS;
  const short = (n: number, isOver = true) => outage(`f${n}`, n * STEP_MS, isOver ? n * STEP_MS + 30_000 : null);
  const looksOf = (count: number) =>
    Array.from({ length: count }, (_, n) => {
      const before = Array.from({ length: n }, (_unused, k) => short(k));
      return [
        { atMs: n * STEP_MS + 10_000, outages: [...before, short(n, false)] },
        { atMs: n * STEP_MS + 60_000, outages: [...before, short(n)] },
      ];
    }).flat();

  test('is told as such after three interruptions within half an hour, and once more when it is calm', () => {
    const all = Array.from({ length: 8 }, (_, n) => short(n));
    const lastEndMs = 7 * STEP_MS + 30_000;
    const looks = play([
      ...looksOf(8),
      { atMs: lastEndMs + 29 * MINUTE_MS, outages: all },
      { atMs: lastEndMs + 30 * MINUTE_MS, outages: all },
      { atMs: lastEndMs + 40 * MINUTE_MS, outages: all },
    ]);
    const said = kinds(looks).flat();
    expect(said).toEqual([...Array(3).fill(['outage-began', 'outage-ended']).flat(), 'flapping', 'flapping-over']);
    expect(looks.flat().at(-1)).toMatchObject({ interruptions: 8, downMaxMs: 240_000, downMinMs: 224_000 });
  });

  test('still tells an interruption of ten minutes', () => {
    const before = Array.from({ length: 4 }, (_, n) => short(n));
    const long = outage('long', 4 * STEP_MS, null);
    const looks = play([
      ...looksOf(4),
      { atMs: 4 * STEP_MS + 5 * MINUTE_MS, outages: [...before, long] },
      { atMs: 4 * STEP_MS + 10 * MINUTE_MS, outages: [...before, long] },
    ]);
    expect(kinds(looks).slice(-2)).toEqual([[], ['outage-began']]);
  });
});

test('lost measurements are told once', () => {
  const lost = { state: 'unknown', verdict: 'not-measured', side: 'unknown', cause: 'missing-data' } as const;
  const intervals = (fromAtMs: number, toAtMs: number) =>
    [{ ...lost, fromAtMs: T0 + 10_000, toAtMs: T0 + 50_000 }].filter(
      (one) => one.fromAtMs < toAtMs && one.toAtMs > fromAtMs,
    );
  const looks = play([
    { atMs: 60_000, intervals },
    { atMs: 120_000, intervals },
  ]);
  expect(kinds(looks)).toEqual([['measurements-lost'], []]);
});
