import { describe, expect, test } from 'vitest';
import { foldItems, isFar, METHOD, piece, second, T0, TOOLS, UTC0 } from '../../test/fakes/folded-line.ts';
import type { Method, Target } from '../method.ts';
import { applyChange, EMPTY_MODEL } from './apply-change.ts';
import { foldSegment, startFold } from './derive-line.ts';
import { foldAll } from './fold-all.ts';
import { LOST, type SimulatedAnswer, simulatedMethod } from './simulated-line.ts';

type Word = Record<string, string | number>;
type Says = (secondsIn: number) => Word | null;
type Cut = [fromS: number, toS: number];

const ROUTER: Target = {
  ...{ kind: 'router', backEnd: 'igd', role: 'router', family: 4, address: '192.168.178.1', network: 'router' },
  ...{ spacingMs: 10_000, phaseMs: 700 },
};
const SNAPSHOT: Target = { ...ROUTER, kind: 'snapshot', backEnd: 'snapshot', role: 'snapshot', phaseMs: 900 };
const WITH_ROUTER: Method = { ...METHOD, targets: [...METHOD.targets, ROUTER, SNAPSHOT] };
const UP: Word = { access: 'dsl', dslSync: 'up', session: 'connected', lastError: 'none' };

/** A line that is silent in the cuts, with a router that says that; null: it does not answer. */
function itemsOf(cuts: Cut[], says: Says, { seconds = 600, moments = [] as number[] } = {}) {
  const isCut = (at: number) => cuts.some(([from, to]) => at > from - 0.1 && at < to);
  const segments = piece(
    0,
    seconds,
    (target, at) => {
      if (target.role === 'router') return answerOf(says(at));
      if (target.role === 'snapshot') return moments.some((m) => Math.abs(m - at) < 5) ? snapshotAt(at) : null;
      return isFar(target) && isCut(at) ? LOST : undefined;
    },
    { method: WITH_ROUTER },
  );
  return segments.map((segment, index) => ({ segment: { ...segment, number: index + 1 }, method: WITH_ROUTER }));
}

function answerOf(word: Word | null): SimulatedAnswer | typeof LOST {
  if (!word) return LOST;
  const entries = Object.entries(word);
  const facts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const readings = entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return { came: 40_000, facts: Object.fromEntries(facts), readings: Object.fromEntries(readings) };
}

const snapshotAt = (at: number): SimulatedAnswer => ({ came: 40_000, facts: { moment: at < 130 ? 'onset' : 'end' } });

/** Its session has run for 5,000 s at the begin, and since the end of the last cut after it. */
const uptime = (at: number, ...endsS: number[]) => ({
  sessionUptimeS: Math.floor(at - Math.max(-5000, ...endsS.filter((end) => end <= at))),
});

describe('an outage with a router that speaks', () => {
  const says: Says = (at) => {
    if (at > 99 && at < 140) return { ...UP, dslSync: 'down', session: 'connecting' };
    if (at >= 140 && at < 165) return { ...UP, session: 'connecting' };
    return { ...UP, ...uptime(at, 165) };
  };

  test('is a row of phases, and the one nearest to the customer names it', () => {
    const [outage, ...others] = foldAll(itemsOf([[100, 165]], says), TOOLS).model.outages;
    expect(others).toEqual([]);
    expect(outage).toMatchObject({ verdict: 'dsl-sync-lost', side: 'access', grade: 'A', counts: true, final: true });
    expect(outage?.phases.map(({ verdict, side, fromAtMs }) => [verdict, side, second(fromAtMs)])).toEqual([
      ['dsl-sync-lost', 'access', 99],
      ['session-lost', 'provider', 140.74],
    ]);
    expect(outage?.chain.map(({ link, state }) => `${link} ${state}`)).toEqual([
      'home ok',
      'router ok',
      'dsl fail',
      'session fail',
      'provider unknown',
      'internet fail',
    ]);
  });

  test('is final when the router was read again two minutes after its end, and not before', () => {
    let fold = startFold('home');
    let model = EMPTY_MODEL;
    let finalAtS: number | null = null;
    for (const item of itemsOf([[100, 165]], says)) {
      const step = foldSegment(fold, item, TOOLS);
      if (step.kind === 'replay') throw new Error('bug: no replay on one clock');
      fold = step.fold;
      model = applyChange(model, step.change);
      const firmAtMs = fold.state?.engine.states.firmAtMs ?? 0;
      const [outage] = model.outages;
      if (outage && !outage.final) expect(firmAtMs).toBeLessThanOrEqual(outage.startEarliestAtMs);
      if (outage?.final) finalAtS ??= ((item.segment.rounds.at(-1)?.tickMs ?? 0) - T0) / 1000 + 5;
    }
    expect(finalAtS).toBeGreaterThan(165 + 120);
    expect(finalAtS).toBeLessThanOrEqual(165 + 120 + 12 + 60 + 10);
  });

  test('keeps what was said when it ended, where the router’s seconds say something else later', () => {
    const later: Says = (at) => (at > 99 && at < 190 ? null : { ...UP, ...uptime(at, 160) });
    const [outage] = foldAll(itemsOf([[100, 165]], later), TOOLS).model.outages;
    expect(outage).toMatchObject({
      verdict: 'session-lost',
      grade: 'C',
      final: true,
      provisional: { verdict: 'line-or-isp-down-unlocalised', side: 'access', counts: true, grade: 'B' },
    });
  });

  test('never counts when its user ended the session, or the router itself started in it', () => {
    const byUser: Says = (at) =>
      at > 99 && at < 165
        ? { ...UP, session: 'disconnected', lastError: 'user-disconnect' }
        : { ...UP, ...uptime(at, 165) };
    expect(foldAll(itemsOf([[100, 165]], byUser), TOOLS).model.outages).toMatchObject([
      { verdict: 'session-lost', side: 'home', counts: false, tags: ['user-disconnect'] },
    ]);
    const restarted: Says = (at) =>
      at > 99 && at < 165 ? null : { ...UP, deviceUptimeS: Math.floor(at < 100 ? at + 9000 : at - 120) };
    expect(foldAll(itemsOf([[100, 165]], restarted), TOOLS).model.outages).toMatchObject([
      { verdict: 'router-or-lan-fault', side: 'home', counts: false, grade: 'C', tags: ['router-rebooted'] },
    ]);
  });

  test('whose seconds stand still is not believed, and says so', () => {
    const standing: Says = () => ({ ...UP, sessionUptimeS: 4242 });
    expect(foldAll(itemsOf([[100, 165]], standing), TOOLS).model.outages).toMatchObject([
      { verdict: 'line-or-isp-down-unlocalised', side: 'access', grade: 'B', tags: ['router-state-implausible'] },
    ]);
  });

  test('has the snapshots of its moments', () => {
    const [outage] = foldAll(itemsOf([[100, 165]], says, { moments: [110, 170, 400] }), TOOLS).model.outages;
    expect(outage?.snapshots.map(({ moment, atMs }) => [moment, second(atMs)])).toEqual([
      ['onset', 110.94],
      ['end', 170.94],
    ]);
  });
});

test('a reconnect that the router’s log names is maintenance, in no sum of faults', () => {
  const says: Says = (at) => ({ ...UP, ...uptime(at, 130), ...(at > 140 && at < 200 && { logReconnect: 'planned' }) });
  const { model } = foldAll(itemsOf([[100, 131]], says), TOOLS);
  expect(model.outages).toMatchObject([
    { verdict: 'planned-reconnect', counts: false, grade: 'A', tags: ['router-log-reconnect'] },
  ]);
  expect(model.intervals.map(({ state }) => state)).toEqual(['unknown', 'up', 'maintenance', 'up']);
});

describe('packets by mobile', () => {
  const mobile: Word = { access: 'mobile', link: 'down', session: 'connected', sessionUptimeS: 3 };
  test('after an outage are an entry of their own: the line is down, the home is reachable', () => {
    const says: Says = (at) => {
      if (at > 99 && at < 131) return { ...UP, dslSync: 'down', session: 'connecting' };
      return at >= 131 && at < 400 ? mobile : { ...UP, ...uptime(at, 400) };
    };
    const { outages } = foldAll(itemsOf([[100, 131]], says, { seconds: 700 }), TOOLS).model;
    expect(outages.map((o) => [o.verdict, o.side, o.counts, o.isReachable, o.final])).toEqual([
      ['dsl-sync-lost', 'access', true, false, true],
      ['primary-line-down-failover-active', 'access', true, true, true],
    ]);
    expect(outages[1]?.startEarliestAtMs).toBe(outages[0]?.endLatestAtMs);
    expect([second(outages[1]?.endEarliestAtMs), second(outages[1]?.endLatestAtMs)]).toEqual([390.74, 400.74]);
  });

  test.each([
    0, 150, 300, 450, 600, 750, 900,
  ])('of IPv4 alone are told as well, whenever the router is asked between the losses of IPv6, at %i ms', (phaseMs) => {
    const targets = [...simulatedMethod({ families: [4, 6] }).targets, { ...ROUTER, phaseMs }];
    const method: Method = { ...METHOD, targets };
    const says: Says = (at) => {
      if (at > 99 && at < 131) return { ...UP, dslSync: 'down', session: 'connecting' };
      return at >= 131 && at < 400 ? mobile : { ...UP, ...uptime(at, 400) };
    };
    const segments = piece(
      0,
      700,
      (target, at) => {
        if (target.role === 'router') return answerOf(says(at));
        return isFar(target) && at > 99.9 && at < (target.family === 6 ? 400 : 131) ? LOST : undefined;
      },
      { method },
    );
    expect(foldItems(segments.map((segment) => ({ segment, method }))).model.outages).toMatchObject([
      { verdict: 'dsl-sync-lost', isReachable: false },
      { verdict: 'primary-line-down-failover-active', counts: true, isReachable: true, final: true },
    ]);
  });

  test('that nothing was lost for are not believed', () => {
    const says: Says = (at) => (at > 200 && at < 400 ? { ...mobile, dslSync: 'down' } : { ...UP, ...uptime(at) });
    expect(foldAll(itemsOf([], says), TOOLS).model.outages).toEqual([]);
  });

  test('of a line that never was anything else are the line', () => {
    const says: Says = () => ({ access: 'mobile', session: 'connected' });
    expect(foldAll(itemsOf([[100, 131]], says), TOOLS).model.outages).toMatchObject([{ isReachable: false }]);
  });

  test('that stop as well are an outage of everything, and no entry overlaps another', () => {
    const says: Says = (at) => {
      if (at > 99 && at < 131) return { ...UP, dslSync: 'down', session: 'connecting' };
      return at >= 131 && at < 500 ? mobile : { ...UP, ...uptime(at, 500) };
    };
    const { outages } = foldAll(
      itemsOf(
        [
          [100, 131],
          [250, 300],
        ],
        says,
        { seconds: 900 },
      ),
      TOOLS,
    ).model;
    expect(outages.map(({ isReachable }) => isReachable)).toEqual([false, true, false, true]);
    expect(outages.slice(1).every((one, at) => one.startEarliestAtMs >= (outages[at]?.endLatestAtMs ?? UTC0))).toBe(
      true,
    );
  });
});
