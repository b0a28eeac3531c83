import { describe, expect, test } from 'vitest';
import { type ProbeConfig, parseProbeConfig } from '../config.ts';
import type { FirstHop } from './first-hop.ts';
import { type NearLook, NearWatch } from './near-watch.ts';
import type { EchoTool } from './short-lived-echo.ts';

const MINUTE_MS = 60_000;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const config = parseProbeConfig('', '/data') as ProbeConfig; // an empty file is valid

function look(gateway = '192.168.178.1'): NearLook {
  return {
    network: {
      gateways: [{ family: 4, address: gateway, interface: 'eth0' }],
      ownAddresses: ['192.168.178.20'],
      mainAddress4: '192.168.178.20',
      mainAddress6: null,
      hasGlobalIpv6: false,
      resolvers: [],
      tunnel: null,
    },
    canPing: true,
    towardOf: () => '1.1.1.1',
    clockAddress: gateway,
  };
}
const hop = (last: number, way: 'ping' | 'hop' = 'ping'): FirstHop => ({
  family: 4,
  address: `62.155.244.${last}`,
  distanceHops: 2,
  toward: '1.1.1.1',
  way,
});

function watchWith(tool: EchoTool | null = 'iputils', hasClock = false) {
  const state = { nowTickMs: 0, found: hop(1) as FirstHop | null, searches: 0, clocksAsked: 0 };
  const watch = new NearWatch({
    config,
    log: quiet,
    tickMs: () => state.nowTickMs,
    findTool: async () => tool,
    findHop: async () => {
      state.searches += 1;
      return state.found;
    },
    askClock: async () => {
      state.clocksAsked += 1;
      return hasClock;
    },
  });
  /** Minutes go by in which those answer, with a look in each. */
  const pass = async (minutes: number, answering: string[]) => {
    for (let minute = 0; minute < minutes; minute++) {
      state.nowTickMs += MINUTE_MS;
      for (const role of answering) watch.noteAnswer(role, 4);
      await watch.look(look());
    }
  };
  const address = async () => (await watch.look(look())).firstHops[0]?.address ?? null;
  return { watch, state, pass, address };
}

describe('the first hop is looked for', () => {
  test('at once, and then hourly', async () => {
    const { state, pass, address } = watchWith();
    expect(await address()).toBe('62.155.244.1');
    await pass(59, ['far', 'first-hop']);
    expect(state.searches).toBe(1);
    await pass(1, ['far', 'first-hop']);
    expect(state.searches).toBe(2);
  });

  test('after a silence of the line, but not each time a line flaps', async () => {
    const { watch, state, pass, address } = watchWith();
    await address();
    await pass(2, ['far', 'first-hop']);
    state.found = hop(2);
    watch.noteReturn();
    expect(await address()).toBe('62.155.244.2');
    watch.noteReturn();
    await address();
    state.nowTickMs += 10_000;
    watch.noteReturn();
    await address();
    expect(state.searches).toBe(2);
  });

  test('when it is silent for five minutes while far targets answer', async () => {
    const { state, pass, address } = watchWith();
    await address();
    state.found = hop(2);
    await pass(4, ['far']);
    expect(state.searches).toBe(1);
    await pass(1, ['far']);
    expect(await address()).toBe('62.155.244.2');
  });

  test('not because it is silent together with all others', async () => {
    const { state, pass, address } = watchWith();
    await address();
    await pass(50, []);
    expect(state.searches).toBe(1);
  });

  test('again where none was found, as soon as the line works', async () => {
    const { watch, state, address, pass } = watchWith();
    state.found = null;
    expect(await address()).toBeNull();
    await pass(2, []);
    state.found = hop(3);
    watch.noteReturn();
    expect(await address()).toBe('62.155.244.3');
  });
});

describe('what was found', () => {
  test('stays while nothing else is found', async () => {
    const { state, pass, address } = watchWith();
    await address();
    state.found = null;
    await pass(30, ['far']);
    expect(state.searches).toBeGreaterThan(2);
    expect(await address()).toBe('62.155.244.1');
  });

  test('is watched another way only when it has fallen silent in this one', async () => {
    const { watch, state, pass } = watchWith();
    await watch.look(look());
    state.found = hop(1, 'hop');
    await pass(61, ['far', 'first-hop']);
    expect((await watch.look(look())).firstHops[0]?.way).toBe('ping');
    await pass(6, ['far']);
    expect((await watch.look(look())).firstHops[0]?.way).toBe('hop');
  });

  test('goes with the network it was found in', async () => {
    const { watch, state } = watchWith();
    await watch.look(look());
    state.found = null;
    expect((await watch.look(look('192.168.2.1'))).firstHops).toEqual([]);
  });
});

test('without a tool, and where pings are not allowed, nothing is looked for', async () => {
  const { watch, state } = watchWith(null);
  expect(await watch.look(look())).toEqual({ tool: null, firstHops: [], isClockThere: false });
  expect(await watchWith().watch.look({ ...look(), canPing: false })).toMatchObject({ tool: null, firstHops: [] });
  expect(state.searches).toBe(0);
});

describe('the clock of the home router', () => {
  test('is tried once at the start', async () => {
    const { watch, state, pass } = watchWith('iputils', true);
    expect(await watch.look(look())).toMatchObject({ isClockThere: true });
    await pass(5, []);
    expect(state.clocksAsked).toBe(1);
  });

  test('that answers later is there from then on', async () => {
    const { watch } = watchWith();
    expect(await watch.look(look())).toMatchObject({ isClockThere: false });
    watch.noteAnswer('clock', 4);
    expect(await watch.look(look())).toMatchObject({ isClockThere: true });
  });
});
