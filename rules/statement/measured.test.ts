import { describe, expect, test } from 'vitest';
import type { StateInterval } from '../outage/derived.ts';
import { seeded } from '../outage/seeded.ts';
import { compareStatement } from './compare.ts';
import { certainDownMs, common, lengthOf, type Measured, type MeasuredOutage, type Span } from './measured.ts';
import type { StatementKind } from './statement.ts';

const SECOND_MS = 1000;
const BOUND_MS = 2 * SECOND_MS;
const CLOCK_MS = 500;
const rest = { verdict: 'dsl-sync-lost', side: 'access' as const, cause: null };

/** One outage of several runs of losses, and nobody measured between them; all of it in seconds. */
function bridged(runs: readonly Span[], lasts = false): Measured {
  const [first] = runs;
  const last = runs.at(-1);
  if (!first || !last) throw new Error('bug: an outage without a loss');
  const [fromAtMs, toAtMs] = [first.fromAtMs - 3600 * SECOND_MS, last.toAtMs + (lasts ? 0 : 3600 * SECOND_MS)];
  const outage: MeasuredOutage = {
    ...{ id: 'aaaaaaaaaaaa', verdict: 'dsl-sync-lost', side: 'access', counts: true, flaps: 0, chain: [] },
    ...{ startEarliestAtMs: first.fromAtMs - BOUND_MS, startLatestAtMs: first.fromAtMs },
    ...{ endEarliestAtMs: lasts ? null : last.toAtMs, endLatestAtMs: lasts ? null : last.toAtMs + BOUND_MS },
    ...{ startsUnobserved: false, endsUnobserved: false },
    downMinMs: runs.reduce((sum, run) => sum + lengthOf(run), 0),
    clock: { source: 'sync', correctedByMs: 0, errorMs: null },
  };
  const down: StateInterval = {
    fromAtMs: outage.startEarliestAtMs,
    toAtMs: outage.endLatestAtMs ?? toAtMs,
    state: 'down',
    ...rest,
  };
  const up = (from: number, to: number): StateInterval => ({ fromAtMs: from, toAtMs: to, state: 'up', ...rest });
  const intervals = [up(fromAtMs, down.fromAtMs), down, ...(lasts ? [] : [up(down.toAtMs, toAtMs)])];
  return { fromAtMs, toAtMs, intervals, outages: [outage], shortestVisibleMs: 6 * SECOND_MS };
}

const span = (from: number, to: number): Span => ({ fromAtMs: from * SECOND_MS, toAtMs: to * SECOND_MS });
/** Losses for 10 minutes, nobody looked for 40, losses for 10. */
const HOUR = bridged([span(10_000, 10_600), span(13_000, 13_600)]);

function claimsOf(measured: Measured, kind: StatementKind, { fromAtMs, toAtMs }: Span, exactToMs = 0) {
  const rows = [{ kind, fromAtMs, toAtMs, text: '' }];
  return compareStatement({ rows, exactToMs }, measured).findings.filter(({ weight }) => weight === 'differs');
}

describe('an outage that bridges time in which nobody measured', () => {
  test('is held against "no fault" with the losses alone, not with its whole length', () => {
    const [denied, ...others] = claimsOf(HOUR, 'no-outage', span(9000, 15_000));
    expect(others).toEqual([]);
    expect(denied).toMatchObject({ name: 'denied', ms: 1200 * SECOND_MS });
  });

  test('says nothing against who speaks of the time in between only', () => {
    expect(claimsOf(HOUR, 'no-outage', span(10_700, 12_900))).toEqual([]);
  });

  test('lies beyond planned work only as far as losses must', () => {
    expect(claimsOf(HOUR, 'planned-work', span(9000, 12_900))).toEqual([]);
    const [beyond] = claimsOf(HOUR, 'planned-work', span(9000, 10_000));
    expect(beyond).toMatchObject({ name: 'beyond-planned', ms: 1200 * SECOND_MS - BOUND_MS - CLOCK_MS });
  });

  test('while it lasts: what came after the last loss is not claimed', () => {
    const [outage] = HOUR.outages;
    if (!outage) throw new Error('bug: no outage');
    const lasting = { ...HOUR, outages: [{ ...outage, endEarliestAtMs: null, endLatestAtMs: null }] };
    const [denied] = claimsOf(lasting, 'no-outage', span(9000, 18_000));
    expect(denied).toMatchObject({ name: 'denied', ms: 1200 * SECOND_MS });
  });

  test('one that was watched all along is held against them as a whole, less what clocks leave open', () => {
    const watched = bridged([span(10_000, 13_600)]);
    const [denied] = claimsOf(watched, 'no-outage', span(9000, 15_000));
    expect(denied).toMatchObject({ name: 'denied', ms: 3600 * SECOND_MS - 2 * CLOCK_MS });
  });
});

const WORLDS = 500;
const KINDS: readonly StatementKind[] = ['no-outage', 'planned-work', 'outage', 'sync-lost', 'session-lost'];
/** Findings whose `ms` says how long packets failed. */
const OF_LOSSES = ['denied', 'beyond-planned', 'down-between'];

type Random = () => number;
const whole = (random: Random, from: number, to: number) => from + Math.floor(random() * (to - from));

function someRuns(random: Random): Span[] {
  const runs: Span[] = [];
  let at = 10_000;
  for (let count = whole(random, 1, 6); count > 0; count -= 1) {
    const length = whole(random, 5, 2000);
    runs.push(span(at, at + length));
    at += length + whole(random, 1, 4000);
  }
  return runs;
}

function lostMs(runs: readonly Span[], within: Span): number {
  return runs.reduce((sum, run) => sum + lengthOf(common(run, within)), 0);
}

test('whatever is said of whatever time: no more is claimed than was lost there, and nothing of what nobody measured', () => {
  const random = seeded(4);
  for (let world = 0; world < WORLDS; world += 1) {
    const runs = someRuns(random);
    const measured = bridged(runs, random() < 0.3);
    const from = whole(random, 5000, 30_000);
    const spoken = span(from, from + whole(random, 1, 20_000));
    const before = { fromAtMs: 0, toAtMs: spoken.fromAtMs };
    const after = { fromAtMs: spoken.toAtMs, toAtMs: Number.MAX_SAFE_INTEGER };
    const outside = lostMs(runs, before) + lostMs(runs, after);
    const [outage] = measured.outages;
    if (!outage) throw new Error('bug: no outage');
    expect([world, certainDownMs(outage, measured, spoken) <= lostMs(runs, spoken)]).toEqual([world, true]);
    for (const kind of KINDS) {
      const claimed = claimsOf(measured, kind, spoken).filter(({ name }) => OF_LOSSES.includes(name));
      const most = kind === 'planned-work' ? outside : lostMs(runs, spoken);
      for (const { name, ms } of claimed)
        expect([world, kind, name, (ms ?? 0) <= most && (ms ?? 0) > 0]).toEqual([world, kind, name, true]);
    }
  }
});
