import { describe, expect, test } from 'vitest';
import {
  type Answer,
  fine,
  foldItems,
  foldPieces,
  isFar,
  isRouter,
  METHOD,
  type Model,
  piece,
  second,
  T0,
} from '../../test/fakes/folded-line.ts';
import type { Segment } from '../journal/segment.ts';
import { seeded } from './seeded.ts';
import { LOST } from './simulated-line.ts';

/** What the other side would bring forward: each of these once claimed more than there was. */
const ANOTHER_BOOT = { bootId: '2'.repeat(32), runId: '2'.repeat(16) };
const outagesOf = (...pieces: Segment[][]) => foldPieces(...pieces).model.outages;
const unmeasured = (fromS: number, toS: number, cause: 'stall' | 'tool' | 'no-network') => ({
  fromTickMs: T0 + fromS * 1000,
  toTickMs: T0 + toS * 1000,
  cause,
});

describe('a router that is restarted at home', () => {
  test('gives up the line before it dies: nothing of that counts', () => {
    const restart: Answer = (t, at) =>
      (isFar(t) && at > 100 && at < 280) || (isRouter(t) && at > 109.5 && at < 160) ? LOST : undefined;
    expect(outagesOf(piece(0, 600, restart))).toMatchObject([{ side: 'home', counts: false }]);
  });

  test('after a power cut that took the probe too, however long, does not count; ten minutes later it does', () => {
    const silentUntil =
      (untilS: number): Answer =>
      (t, at) =>
        isFar(t) && at < untilS ? LOST : undefined;
    for (const pauseS of [60, 7200]) {
      const short = outagesOf(
        piece(0, 300, fine),
        piece(300 + pauseS, 900 + pauseS, silentUntil(480 + pauseS), ANOTHER_BOOT),
      );
      expect(short).toMatchObject([{ verdict: 'unknown', side: 'unknown', counts: false, startsUnobserved: true }]);
    }
    const long = outagesOf(piece(0, 300, fine), piece(360, 2400, silentUntil(1800), ANOTHER_BOOT));
    expect(long.map(({ counts }) => counts)).toEqual([false, true]);
    expect(second(long[1]?.startEarliestAtMs ?? null)).toBeGreaterThan(360 + 600 - 1);
  });

  test('and takes the probe’s cable down with it, does not count', () => {
    const answer: Answer = (t, at) => {
      if (at >= 100 && at < 160) return null;
      return isFar(t) && at >= 160 && at < 300 ? LOST : undefined;
    };
    const found = outagesOf(piece(0, 600, answer, { unmeasured: [unmeasured(100, 160, 'no-network')] }));
    expect(found).toMatchObject([{ side: 'home', counts: false }]);
  });

  test('a restart of the probe program in an outage changes nothing: both parts count', () => {
    const silent: Answer = (t, at) => (isFar(t) && at > 100 && at < 800 ? LOST : undefined);
    const found = outagesOf(piece(0, 300, silent), piece(330, 900, silent, { runId: '2'.repeat(16) }));
    expect(found.map(({ counts, side }) => [counts, side])).toEqual([
      [true, 'access'],
      [true, 'access'],
    ]);
  });
});

test('radio that loses packets on the way to the router is not the line', () => {
  for (const ratio of [0.2, 0.5]) {
    const random = seeded(7);
    expect(outagesOf(piece(0, 6 * 3600, () => (random() < ratio ? LOST : undefined)))).toEqual([]);
  }
});

test('another probe says nothing until it reached two targets itself', () => {
  const walled = piece(600, 900, (t) => (isFar(t) ? LOST : undefined), ANOTHER_BOOT);
  expect(
    outagesOf(
      piece(0, 300, fine),
      walled.map((segment) => ({ ...segment, probe: '1'.repeat(32) })),
    ),
  ).toEqual([]);
});

describe('slow answers', () => {
  test('packets under way for 8 s when the line fails do not make the certain time longer than the cut', () => {
    const bloated: Answer = (t, at) => {
      if (!isFar(t)) return undefined;
      const latencyS = at > 20 && at < 140 ? 8 : 0.012;
      return at + latencyS > 100 && at < 120 ? LOST : latencyS * 1e6;
    };
    const [found] = outagesOf(piece(0, 300, bloated));
    expect(found?.downMinMs).toBeLessThanOrEqual(20_000);
    expect(found?.downMaxMs).toBeGreaterThanOrEqual(20_000);
  });

  test('that nobody listened to any more are no losses: at the end of a run, before the tool is started again', () => {
    const slow = piece(0, 300, (t, at) => (isFar(t) && at > 50 ? 9e6 : undefined));
    expect(outagesOf(slow, piece(330, 600, fine, { runId: '2'.repeat(16), firstSequence: 0 }))).toEqual([]);
    const cut: Answer = (t, at) => {
      if (!isFar(t) || at < 50 || at > 250) return undefined;
      return at < 200 && at + 9 > 200 ? LOST : 9e6;
    };
    expect(outagesOf(piece(0, 300, cut, { unmeasured: [unmeasured(200, 201, 'tool')] }))).toEqual([]);
  });
});

describe('targets that are silent anyway', () => {
  test('carry no bound: what they did not answer just before and after is not certain', () => {
    const dead = ['google', 'example'];
    const answer: Answer = (t, at) =>
      isFar(t) && ((dead.includes(t.network) && at > 30) || (at > 104.5 && at < 112.5)) ? LOST : undefined;
    const [found] = outagesOf(piece(0, 300, answer));
    expect([second(found?.startLatestAtMs ?? null), second(found?.endEarliestAtMs ?? null)]).toEqual([105, 112]);
    expect(found?.downMinMs).toBeLessThanOrEqual(8_000);
  });

  test('are none of the five: with three others lost there is no outage', () => {
    const dead = ['google', 'example'];
    const answer: Answer = (t, at) =>
      isFar(t) && ((dead.includes(t.network) && at > 30) || (at > 102.5 && at < 107.5)) ? LOST : undefined;
    expect(outagesOf(piece(0, 300, answer))).toEqual([]);
  });
});

test('forty stalls that arrive at once are all remembered', () => {
  const stalls = Array.from({ length: 40 }, (_, index) => unmeasured(100 + index * 10, 107 + index * 10, 'stall'));
  const answer: Answer = (t, at) => (isFar(t) && at >= 100 && at < 500 && at % 10 < 7 ? LOST : undefined);
  expect(outagesOf(piece(0, 600, answer, { unmeasured: stalls, roundsPerSegment: 100 }))).toEqual([]);
});

describe('a default route that leads into a tunnel', () => {
  const says = (atS: number, defaultRoute: string) => (round: Segment['rounds'][number]) =>
    round.tickMs === T0 + atS * 1000 ? { ...round, facts: { defaultRoute } } : round;
  const dead: Answer = (t, at) => (isFar(t) && at > 200 && at < 300 ? LOST : undefined);

  test('is not the line: that the VPN fails is no outage, and the time is not measured', () => {
    const edit = (round: Segment['rounds'][number]) => says(400, 'direct')(says(100, 'tunnel')(round));
    const { model, fold } = foldPieces(piece(0, 600, dead, { edit }));
    expect(model.outages).toEqual([]);
    const found = model.intervals.map((i) => [second(i.fromAtMs), second(i.toAtMs), i.state, i.cause]);
    expect(found.filter(([, , , cause]) => cause === 'vpn')).toEqual([[99, 400, 'unknown', 'vpn']]);
    expect(found.at(-1)).toMatchObject([400, 600, 'up', null]);
    expect(fold.state?.engine.stretches).toEqual([]);
  });

  test('shows at once, lasts for months without growing, and ends with the run that said it', () => {
    const tunnelled = piece(0, 3600, dead, { edit: says(100, 'tunnel') });
    const { model, fold } = foldPieces(tunnelled);
    expect(model.intervals.at(-1)).toMatchObject({ state: 'unknown', cause: 'vpn' });
    expect(fold.state?.engine.stretches).toHaveLength(1);
    expect(fold.state?.intake.pending).toEqual([]);
    const after = piece(3630, 4200, (t, at) => (isFar(t) && at > 3900 && at < 3960 ? LOST : undefined), {
      runId: '2'.repeat(16),
    });
    expect(outagesOf(tunnelled, after)).toMatchObject([{ counts: true }]);
  });
});

describe('a probe that is carried into another network', () => {
  const ELSEWHERE = {
    ...METHOD,
    targets: METHOD.targets.map((t) => (t.role === 'gateway' ? { ...t, address: '10.0.0.1' } : t)),
  };
  const elsewhere = (segments: Segment[]) =>
    segments.map((segment) => ({ segment: { ...segment, methodSha256: 'd'.repeat(64) }, method: ELSEWHERE }));
  const home = (segments: Segment[]) => segments.map((segment) => ({ segment, method: METHOD }));
  const fold = (...items: ReturnType<typeof home>[]) => foldItems(items.flat()).model;
  const statesOf = (model: Model) =>
    model.intervals.map((i) => [second(i.fromAtMs), second(i.toAtMs), i.state, i.cause]);
  const walled: Answer = (t) => (isFar(t) ? LOST : undefined);

  test('where nothing answers: that is no outage, but no contact yet', () => {
    const model = fold(home(piece(0, 300, fine)), elsewhere(piece(300, 900, walled)), home(piece(900, 1200, fine)));
    expect(model.outages).toEqual([]);
    const states = statesOf(model);
    expect(states.filter(([, , state]) => state === 'up')).toEqual([
      [1, 299, 'up', null],
      [901, 1200, 'up', null],
    ]);
    const contactless = states.filter(([, , , cause]) => cause === 'first-contact').map((one) => one.slice(0, 2));
    expect(contactless).toEqual([
      [0, 1],
      [300, 897],
      [900, 901],
    ]);
  });

  test('in an outage: it ends there, unobserved', () => {
    const silent: Answer = (t, at) => (isFar(t) && at > 100 ? LOST : undefined);
    const model = fold(home(piece(0, 300, silent)), elsewhere(piece(300, 600, walled)));
    expect(model.outages).toMatchObject([{ endsUnobserved: true, counts: true, final: true }]);
    expect(second(model.outages[0]?.endLatestAtMs ?? null)).toBeLessThanOrEqual(300);
  });

  test('with a while between in which there was no gateway', () => {
    const none = { ...METHOD, targets: METHOD.targets.filter(({ role }) => role !== 'gateway') };
    const between = piece(300, 360, () => null, { method: none }).map((segment) => ({
      segment: { ...segment, methodSha256: 'c'.repeat(64) },
      method: none,
    }));
    expect(fold(home(piece(0, 300, fine)), between, elsewhere(piece(360, 900, walled))).outages).toEqual([]);
  });

  test('and makes contact there counts as ever; a second gateway is no other place', () => {
    const later: Answer = (t, at) => (isFar(t) && at > 500 && at < 560 ? LOST : undefined);
    expect(fold(home(piece(0, 300, fine)), elsewhere(piece(300, 900, later))).outages).toMatchObject([
      { counts: true, downMinMs: expect.any(Number) },
    ]);
    const both = { ...ELSEWHERE, targets: [...ELSEWHERE.targets, ...METHOD.targets.filter(isRouter)] };
    const items = piece(300, 600, walled).map((segment) => ({
      segment: { ...segment, methodSha256: 'd'.repeat(64) },
      method: both,
    }));
    expect(fold(home(piece(0, 300, fine)), items).outages).toMatchObject([{ counts: true, endsUnobserved: false }]);
  });
});
