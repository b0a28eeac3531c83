import { describe, expect, test } from 'vitest';
import type { Sight, SightDetails } from '../outage/observation.ts';
import { noteRouter, routerSpeaks, startRouterMemory } from './router-memory.ts';
import { routerSays } from './router-says.ts';
import { noteUptime, type UptimeTrack } from './uptime-track.ts';

function sightAt(atMs: number, details: SightDetails | null, tookMs = 100): Sight {
  return {
    atMs,
    role: 'router',
    family: 4,
    target: 'router 4 router 192.168.178.1',
    outcome: 'reply',
    outcomeClass: 'answered',
    latencyUs: tookMs * 1000,
    sender: null,
    segment: 1,
    sequence: 1,
    answer: null,
    details,
  };
}

describe('what a router says', () => {
  test('is taken as far as it is understood', () => {
    const says = routerSays(
      sightAt(0, { dslSync: 'up', session: 'connected', sessionUptimeS: 7, downMarginTenthDb: 62, rented: 'yes' }),
    );
    expect(says).toMatchObject({
      dslSync: 'up',
      session: 'connected',
      access: null,
      isRented: true,
      isLogReconnect: false,
    });
    expect(says?.readings).toEqual({ sessionUptimeS: 7, downMarginTenthDb: 62 });
  });

  test('in unknown words is not said, and absurd numbers are none', () => {
    expect(routerSays(sightAt(0, { dslSync: 'sideways', session: 'CONNECTED' }))).toBeNull();
    const says = routerSays(
      sightAt(0, { link: 'up', sessionUptimeS: -1, deviceUptimeS: 9e12, downMarginTenthDb: 99_999, crcErrors: -4 }),
    );
    expect(says?.readings).toEqual({});
    expect(routerSays(sightAt(0, { link: 'up', externalAddress4: '203.0.113.7' }))?.externalAddress4).toBeNull();
  });

  test('is nothing where only the reason stands why it is missing', () => {
    expect(routerSays(sightAt(0, { source: 'igd', reason: 'fault' }))).toBeNull();
    expect(routerSays({ ...sightAt(0, { link: 'up' }), outcomeClass: 'lost' })).toBeNull();
  });
});

describe('seconds that a router counts', () => {
  const follow = (answers: [atS: number, uptimeS: number][]) => {
    let track: UptimeTrack | null = null;
    return answers.map(([atS, uptimeS]) => {
      const noted = noteUptime(track, { atMs: atS * 1000, tookMs: 100, uptimeS });
      track = noted.track;
      return noted.finding;
    });
  };

  test('grow with time, also by a clock that runs a little wrong for a month', () => {
    expect(
      follow([
        [0, 100],
        [60, 160],
        [120, 221],
      ]),
    ).toEqual(['first', 'grown', 'grown']);
    const month = Array.from({ length: 43_200 }, (_, n): [number, number] => [n * 60, Math.floor(n * 60 * 1.000_1)]);
    expect(new Set(follow(month))).toEqual(new Set(['first', 'grown']));
  });

  test('begin anew after a session ended', () => {
    expect(
      follow([
        [0, 100],
        [60, 20],
        [120, 80],
      ]),
    ).toEqual(['first', 'restarted', 'grown']);
  });

  test('that stand still, run backwards or jump are impossible each time', () => {
    expect(
      follow([
        [0, 4242],
        [60, 4242],
        [120, 4242],
        [180, 4242],
      ]),
    ).toEqual(['first', 'impossible', 'impossible', 'impossible']);
    expect(
      follow([
        [0, 4242],
        [10, 4242],
        [20, 4242],
      ]),
    ).toEqual(['first', 'impossible', 'impossible']);
    expect(
      follow([
        [0, 5000],
        [60, 4900],
        [120, 4800],
      ]),
    ).toEqual(['first', 'impossible', 'impossible']);
    expect(
      follow([
        [0, 5000],
        [60, 90_000],
      ]),
    ).toEqual(['first', 'impossible']);
  });
});

describe('what is remembered of a router', () => {
  const told = (...answers: [atMs: number, details: SightDetails][]) => {
    const memory = startRouterMemory();
    for (const [atMs, details] of answers) {
      const sight = sightAt(atMs, details);
      noteRouter(memory, sight.target, atMs, routerSays(sight));
    }
    return memory;
  };

  test('is when it said something else; a word left out, or tried again and again, is not', () => {
    const memory = told(
      [0, { dslSync: 'up', session: 'connected' }],
      [60_000, { session: 'connected' }],
      [120_000, { dslSync: 'down', session: 'connecting' }],
      [130_000, { dslSync: 'init', session: 'disconnected' }],
      [140_000, { dslSync: 'up', session: 'connecting' }],
    );
    expect(memory.told.map(({ fromAtMs, toAtMs, answers }) => [fromAtMs, toAtMs, answers])).toEqual([
      [0, 60_000, 2],
      [120_000, 130_000, 2],
      [140_000, 140_000, 1],
    ]);
  });

  test('stays bounded when it flaps for 100 hours, and long words survive short ones', () => {
    const memory = startRouterMemory();
    for (let at = 0; at < 36_000; at += 1) {
      const isDown = at >= 1000 && at < 3000 ? true : at % 2 === 1;
      const sight = sightAt(at * 10_000, { dslSync: isDown ? 'down' : 'up', session: 'connected' });
      noteRouter(memory, sight.target, sight.atMs, routerSays(sight));
    }
    expect(memory.told.length).toBeLessThanOrEqual(48);
    expect(JSON.stringify(memory).length).toBeLessThan(15_000);
    expect(Math.max(...memory.told.map(({ fromAtMs, toAtMs }) => toAtMs - fromAtMs))).toBeGreaterThan(19_000_000);
  });

  test('is of one router; another is heard once the first has been silent for an hour', () => {
    const memory = told([0, { session: 'connected' }]);
    const other = sightAt(60_000, { session: 'disconnected' });
    expect(noteRouter(memory, 'router 4 router 192.168.0.1', other.atMs, routerSays(other))).toBe(false);
    expect(memory.last?.session).toBe('connected');
    expect(routerSpeaks(memory, 3_700_000)).toBe(false);
    expect(
      noteRouter(memory, 'router 4 router 192.168.0.1', 3_700_000, routerSays({ ...other, atMs: 3_700_000 })),
    ).toBe(true);
    expect(memory.last?.session).toBe('disconnected');
  });

  test('keeps what packets usually leave by, and not what stands in for it', () => {
    expect(told([0, { access: 'dsl' }], [60_000, { access: 'mobile' }]).usualAccess).toBe('dsl');
    expect(told([0, { access: 'mobile' }]).usualAccess).toBe('mobile');
  });
});
