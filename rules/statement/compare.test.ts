import { describe, expect, test } from 'vitest';
import type { ChainLink, StateInterval } from '../outage/derived.ts';
import { compareStatement } from './compare.ts';
import type { Measured, MeasuredOutage } from './measured.ts';
import type { StatementKind, StatementRow } from './statement.ts';

const MINUTE_MS = 60_000;
/** Minutes of a day of which everything was measured, if a test says nothing else. */
const at = (minutes: number) => 1_700_000_000_000 + Math.round(minutes * MINUTE_MS);
const DAY = { fromAtMs: at(0), toAtMs: at(1440) };

type Change = Partial<MeasuredOutage>;
/** Packets failed from 840:01…840:03 to 972:03…972:05. */
function outage(change: Change = {}): MeasuredOutage {
  const bounds = { startEarliestAtMs: at(840) + 1000, startLatestAtMs: at(840) + 3000 };
  const end = { endEarliestAtMs: at(972) + 3000, endLatestAtMs: at(972) + 5000 };
  return {
    id: 'aaaaaaaaaaaa',
    verdict: 'dsl-sync-lost',
    side: 'access',
    counts: true,
    ...bounds,
    ...end,
    startsUnobserved: false,
    endsUnobserved: false,
    downMinMs: 132 * MINUTE_MS,
    flaps: 0,
    chain: [],
    clock: { source: 'sync', correctedByMs: 0, errorMs: null },
    ...change,
  };
}

/** Up, but for the outages and for the `blind` minutes. */
function measured(outages: MeasuredOutage[], blind: [number, number][] = []): Measured {
  const pieces = [
    ...outages.map((one) => ({
      fromAtMs: one.startEarliestAtMs,
      toAtMs: one.endLatestAtMs ?? DAY.toAtMs,
      state: one.counts ? ('down' as const) : ('unknown' as const),
    })),
    ...blind.map(([from, to]) => ({ fromAtMs: at(from), toAtMs: at(to), state: 'unknown' as const })),
  ].toSorted((a, b) => a.fromAtMs - b.fromAtMs);
  const intervals: StateInterval[] = [];
  let reachedAtMs = DAY.fromAtMs;
  const rest = { verdict: 'x', side: 'unknown' as const, cause: null };
  for (const piece of [...pieces, { fromAtMs: DAY.toAtMs, toAtMs: DAY.toAtMs, state: 'up' as const }]) {
    if (piece.fromAtMs > reachedAtMs)
      intervals.push({ fromAtMs: reachedAtMs, toAtMs: piece.fromAtMs, state: 'up', ...rest });
    if (piece.toAtMs > piece.fromAtMs) intervals.push({ ...piece, ...rest });
    reachedAtMs = Math.max(reachedAtMs, piece.toAtMs);
  }
  return { ...DAY, intervals, outages, shortestVisibleMs: 6000 };
}

const row = (kind: StatementKind, from: number, to: number | null = null): StatementRow => ({
  kind,
  fromAtMs: at(from),
  toAtMs: to === null ? null : at(to),
  text: '',
});
function names(rows: StatementRow[], what: Measured, exactToMs = MINUTE_MS) {
  return compareStatement({ exactToMs, rows }, what).findings.map(({ name }) => name);
}
function findingOf(name: string, rows: StatementRow[], what: Measured, exactToMs = MINUTE_MS) {
  return compareStatement({ exactToMs, rows }, what).findings.find((one) => one.name === name);
}

describe('an outage that both name', () => {
  test('agrees where the bounds have an instant in common', () => {
    expect(names([row('outage', 840, 972)], measured([outage()]))).toEqual(['both-down', 'begin-agrees', 'end-agrees']);
  });

  test('begins and ends later or earlier by so much at least, whoever that speaks for', () => {
    const rows = [row('outage', 870, 900)];
    const begin = findingOf('begin-differs', rows, measured([outage()]));
    expect(begin).toMatchObject({ isTheirsLater: true, ms: 29 * MINUTE_MS - 3000 - 500 });
    const end = findingOf('end-differs', rows, measured([outage()]));
    expect(end).toMatchObject({ isTheirsLater: false, ms: 71 * MINUTE_MS + 3000 - 500 });
    const longer = findingOf('end-differs', [row('outage', 840, 1000)], measured([outage()]));
    expect(longer).toMatchObject({ isTheirsLater: true, weight: 'differs' });
  });

  test('is not compared in its times where nobody vouches for our clock', () => {
    const uncertain = outage({ clock: { source: 'none', correctedByMs: 0, errorMs: null } });
    expect(names([row('outage', 870, 900)], measured([uncertain]))).toEqual(['both-down', 'clock-uncertain']);
    expect(names([row('no-outage', 0, 1440)], measured([uncertain]))).toContain('clock-uncertain');
    expect(names([row('no-outage', 0, 1440)], measured([uncertain]))).not.toContain('denied');
    expect(names([row('repaired', 870)], measured([uncertain]))).toEqual(['clock-uncertain']);
  });

  test('agrees within what our clock leaves open', () => {
    const loose = outage({ clock: { source: 'router', correctedByMs: 0, errorMs: 30 * MINUTE_MS } });
    expect(names([row('outage', 865, 972)], measured([loose]))).toEqual(['both-down', 'begin-agrees', 'end-agrees']);
  });

  test('may have begun before and ended after what we observed', () => {
    const edges = outage({ startsUnobserved: true, endsUnobserved: true });
    const seen = measured(
      [edges],
      [
        [700, 840],
        [980, 1100],
      ],
    );
    const found = names([row('outage', 720, 1080)], seen);
    expect(found).toContain('begin-unobserved');
    expect(found).toContain('end-unobserved');
    expect(found.filter((name) => name.endsWith('differs'))).toEqual([]);
  });

  test('has no end on their side, or none on ours', () => {
    expect(names([row('outage', 840)], measured([outage()]))).toContain('end-not-named');
    const lasting = outage({ endEarliestAtMs: null, endLatestAtMs: null });
    expect(findingOf('still-down', [row('outage', 840, 900)], measured([lasting]))).toMatchObject({
      ms: 539 * MINUTE_MS,
    });
    expect(names([row('outage', 840)], measured([lasting]))).toEqual(['both-down', 'begin-agrees']);
  });

  test('was down between their two rows as well', () => {
    const rows = [row('outage', 840, 870), row('outage', 940, 972)];
    expect(findingOf('down-between', rows, measured([outage()]))).toMatchObject({ row: 1, ms: 68 * MINUTE_MS });
  });

  test('was two for us, with answers in between', () => {
    const first = outage({ endEarliestAtMs: at(860), endLatestAtMs: at(860) + 2000 });
    const second = outage({ id: 'bbbbbbbbbbbb', startEarliestAtMs: at(950), startLatestAtMs: at(950) + 1000 });
    const answered = findingOf('only-theirs', [row('outage', 840, 972)], measured([first, second]));
    expect(answered?.ms).toBeGreaterThan(89 * MINUTE_MS);
  });
});

describe('what they report and we did not see', () => {
  test('is a difference where answers came', () => {
    expect(names([row('outage', 100, 160)], measured([]))).toEqual(['only-theirs']);
    expect(names([row('sync-lost', 100, 101)], measured([]))).toEqual(['only-theirs']);
  });

  test('is none where nobody measured', () => {
    expect(names([row('outage', 100, 160)], measured([], [[90, 200]]))).toEqual(['unobserved']);
    expect(names([row('outage', 100, 101)], measured([], [[99, 100]]))).toEqual(['unobserved']);
  });

  test('is none where it was too short to be seen, or lies outside', () => {
    expect(names([row('outage', 100, 100)], measured([]), 1000)).toEqual(['too-short']);
    expect(names([row('outage', -300, -200)], measured([]))).toEqual(['outside']);
    expect(names([row('repaired', 2000)], measured([]))).toEqual(['outside']);
  });
});

describe('that there was no fault', () => {
  test('agrees where answers came', () => {
    expect(findingOf('both-up', [row('no-outage', 0, 700)], measured([outage()]))).toMatchObject({
      ms: 698 * MINUTE_MS,
    });
    expect(names([row('no-outage', 0, 700)], measured([outage()]))).not.toContain('denied');
  });

  test('is contradicted only by losses that are certain, and only in the time that is meant for certain', () => {
    const denied = findingOf('denied', [row('no-outage', 0, 1440)], measured([outage()]));
    expect(denied?.ms).toBe(132 * MINUTE_MS - 1000);
    const partly = findingOf('denied', [row('no-outage', 900, 1440)], measured([outage()]));
    expect(partly?.ms).toBe(71 * MINUTE_MS + 3000 - 500);
    expect(names([row('no-outage', 972, 1440)], measured([outage()]))).not.toContain('denied');
    const flapping = outage({ flaps: 9, downMinMs: 40 * MINUTE_MS });
    expect(findingOf('denied', [row('no-outage', 0, 1440)], measured([flapping]))?.ms).toBe(40 * MINUTE_MS);
    expect(findingOf('denied', [row('no-outage', 900, 1440)], measured([flapping]))).toBeUndefined();
  });

  test('is not contradicted by what lay at home, by what does not count, and by time without measurement', () => {
    expect(names([row('no-outage', 0, 1440)], measured([outage({ counts: false, attributedTo: 'home' })]))).toContain(
      'both-not-line',
    );
    expect(names([row('no-outage', 0, 1440)], measured([outage({ counts: false })]))).not.toContain('denied');
    expect(names([row('no-outage', 100, 200)], measured([], [[0, 300]]))).toEqual(['unobserved']);
    expect(names([row('no-outage', 100, 101)], measured([]))).toEqual(['too-inexact']);
  });
});

describe('a time of repair', () => {
  test('agrees, or packets failed past it, or answers came before it', () => {
    expect(names([row('repaired', 972)], measured([outage()]))).toEqual(['repair-agrees']);
    expect(findingOf('failed-after-repair', [row('repaired', 870)], measured([outage()]))).toMatchObject({
      ms: 101 * MINUTE_MS + 3000 - 500,
      ours: { earliestAtMs: at(972) + 2500 },
    });
    expect(findingOf('worked-before-repair', [row('repaired', 1100)], measured([outage()]))).toMatchObject({
      ms: 127 * MINUTE_MS - 5000 - 500,
    });
    expect(names([row('repaired', 300)], measured([outage()]))).toContain('repair-unmatched');
    // it may have begun after the repair
    expect(names([row('repaired', 840)], measured([outage()]))).toContain('repair-unmatched');
    expect(
      names([row('repaired', 1439.5)], measured([outage({ endEarliestAtMs: null, endLatestAtMs: null })])),
    ).toEqual(['outside']);
    const lasting = outage({ endEarliestAtMs: null, endLatestAtMs: null });
    expect(findingOf('failed-after-repair', [row('repaired', 900)], measured([lasting]))).toMatchObject({ ours: null });
    const blind = outage({ endsUnobserved: true });
    expect(names([row('repaired', 1100)], measured([blind]))).toContain('end-unobserved');
  });
});

describe('planned work', () => {
  test('excuses nothing and denies nothing: only what reaches beyond it differs', () => {
    expect(names([row('planned-work', 780, 1020)], measured([outage()]))).toEqual(['both-planned']);
    expect(findingOf('beyond-planned', [row('planned-work', 780, 900)], measured([outage()]))).toMatchObject({
      ms: 71 * MINUTE_MS + 3000 - 500,
    });
    expect(names([row('planned-work', 100, 200)], measured([]))).toEqual(['planned-unnoticed']);
  });
});

test('what they call lost is compared with what the router said of it', () => {
  const chain = (state: ChainLink['state']): ChainLink[] => [{ link: 'dsl', state, evidence: [] }];
  const of = (state: ChainLink['state']) =>
    names([row('sync-lost', 840, 972)], measured([outage({ chain: chain(state) })]));
  expect(of('fail')).toContain('cause-agrees');
  expect(of('ok')).toContain('cause-differs');
  expect(of('unknown')).toContain('cause-unknown');
});

test('an outage of which no row speaks is open, not denied', () => {
  const { findings, counts } = compareStatement({ exactToMs: 0, rows: [row('note', 100)] }, measured([outage()]));
  expect(findings.map(({ name }) => name)).toEqual(['not-mentioned']);
  expect(counts).toEqual({ agrees: 0, differs: 0, open: 1 });
});

test('whatever they say: nothing differs where nothing was measured', () => {
  const rows = [row('outage', 10, 50), row('no-outage', 60, 500), row('sync-lost', 510, 560), row('repaired', 700)];
  const blind: Measured = { ...DAY, intervals: [], outages: [], shortestVisibleMs: 6000 };
  expect(compareStatement({ exactToMs: 1000, rows }, blind).counts).toMatchObject({ agrees: 0, differs: 0 });
});
