import type { OutageJson } from '../../rules/wire/status.ts';
import type { FritzBoxOrder } from '../fakes/fritz-box-state.ts';
import type { RouterWays } from '../lab/home-router.ts';
import type { MeasuredHome } from '../lab/measured-home.ts';
import { pause, until } from '../lab/programs.ts';
import type { Fault } from '../lab/world.ts';
import { outagesNear, SETTLE_MS, stampNow, truthOf, UP_WITHIN_MS } from './cuts.ts';
import type { Finding, Scenario } from './scenario.ts';

/** What is done, so many ms after the scenario began. */
export type Step = { atMs: number } & ({ begin: Fault } | { end: Fault } | { order: FritzBoxOrder });

/** What may be said of it, by what the router lets itself be asked. */
export type Expected = { verdicts: readonly string[]; sides: readonly string[]; counts: boolean };

/** A fault of a real world, told with the router's word and without. */
export type FaultScenario = {
  name: string;
  steps: readonly Step[];
  /** Entries in their order; none = nothing may be told as an outage. */
  expected: (ways: RouterWays) => readonly Expected[];
  /** Said by the states while it lasts, where it is no outage; the last step waits until it is said. */
  state?: string;
};

const one = (verdict: string, side: string, counts = true): Expected => ({
  verdicts: [verdict],
  sides: [side],
  counts,
});
const DARK: Expected = {
  verdicts: ['line-or-isp-down-unlocalised', 'isp-access-unreachable'],
  sides: ['access'],
  counts: true,
};
const HOME = one('router-or-lan-fault', 'home', false);
/** With the router's word; without it a dead line is all that can be told. */
const withWord =
  (...told: readonly Expected[]) =>
  (ways: RouterWays) =>
    ways === 'none' ? [DARK] : told;

/** From the customer outwards. */
export const FAULT_SCENARIOS: readonly FaultScenario[] = [
  {
    name: 'the probe’s link is down',
    steps: [
      { atMs: 0, begin: 'home-link-down' },
      { atMs: 15_000, end: 'home-link-down' },
    ],
    expected: () => [],
  },
  {
    name: 'the DSL is cut',
    steps: [
      { atMs: 0, begin: 'line-silent' },
      { atMs: 0, order: 'dsl-down' },
      { atMs: 20_000, order: 'dsl-up' },
      { atMs: 28_000, end: 'line-silent' },
    ],
    expected: withWord(one('dsl-sync-lost', 'access')),
  },
  {
    name: 'the session is lost',
    steps: [
      { atMs: 0, begin: 'line-unreachable' },
      { atMs: 0, order: 'ppp-lost' },
      { atMs: 20_000, order: 'ppp-up' },
      { atMs: 22_000, end: 'line-unreachable' },
    ],
    expected: withWord(one('session-lost', 'provider')),
  },
  {
    name: 'the user ends the session',
    steps: [
      { atMs: 0, begin: 'line-unreachable' },
      { atMs: 0, order: 'user-disconnect' },
      { atMs: 15_000, order: 'ppp-up' },
      { atMs: 17_000, end: 'line-unreachable' },
    ],
    expected: withWord(one('session-lost', 'home', false)),
  },
  {
    name: 'the box renews the session ahead of the provider',
    steps: [
      { atMs: 0, begin: 'line-silent' },
      { atMs: 0, order: 'forced-disconnect' },
      { atMs: 9_000, end: 'line-silent' },
    ],
    // the log alone tells it: this session is not a day old
    expected: (ways) => {
      if (ways === 'none') return [DARK];
      return [
        ways === 'tr064'
          ? one('planned-reconnect', 'provider', false)
          : { ...DARK, verdicts: [...DARK.verdicts, 'session-lost'], sides: ['access', 'provider'] },
      ];
    },
  },
  {
    name: 'the provider’s first router is silent',
    steps: [
      { atMs: 0, begin: 'line-silent' },
      { atMs: 20_000, end: 'line-silent' },
    ],
    expected: withWord(one('isp-access-unreachable', 'provider')),
  },
  {
    name: 'nothing behind the first router answers',
    steps: [
      { atMs: 0, begin: 'core-dead' },
      { atMs: 20_000, end: 'core-dead' },
    ],
    expected: () => [one('isp-core-unreachable', 'provider')],
  },
  {
    name: 'the provider reaches nobody outside',
    steps: [
      { atMs: 0, begin: 'transit-dead' },
      { atMs: 20_000, end: 'transit-dead' },
    ],
    expected: () => [one('isp-transit-unreachable', 'provider')],
  },
  {
    name: 'IPv6 alone is dead',
    steps: [
      { atMs: 0, begin: 'ipv6-off' },
      { atMs: 30_000, end: 'ipv6-off' },
    ],
    expected: () => [],
    state: 'degraded',
  },
  {
    name: 'mobile takes over for the dead DSL',
    steps: [
      { atMs: 0, begin: 'line-unreachable' },
      { atMs: 0, order: 'dsl-down' },
      { atMs: 12_000, begin: 'mobile-instead' },
      { atMs: 12_000, order: 'fail-over' },
      { atMs: 60_000, order: 'fail-back' },
      { atMs: 68_000, end: 'mobile-instead' },
      { atMs: 68_000, end: 'line-unreachable' },
    ],
    expected: withWord(one('dsl-sync-lost', 'access'), one('primary-line-down-failover-active', 'access')),
  },
  // the last: for a minute after it no loss is told to be the line's
  {
    name: 'the router is switched off and on',
    steps: [
      { atMs: 0, begin: 'line-silent' },
      { atMs: 1_000, order: 'reboot' },
      { atMs: 1_000, begin: 'gateway-dead' },
      { atMs: 21_000, end: 'gateway-dead' },
      { atMs: 30_000, end: 'line-silent' },
    ],
    expected: () => [HOME],
  },
];

/** Longer than the router's answer, or a change of state, on a busy machine. */
const TOLD_WITHIN_MS = 120_000;

/** Plays a fault in a measured home; `isFinal`: waits until the router was asked again, and the verdict stands. */
export function faultScenario(fault: FaultScenario, isFinal: boolean): Scenario {
  return {
    name: fault.name,
    async play(home) {
      await home.isUp(UP_WITHIN_MS);
      const began = stampNow();
      const stateDuring = await takeSteps(home, fault);
      const truth = truthOf([[began, stampNow()]]);
      await pause(SETTLE_MS);
      await home.isUp(UP_WITHIN_MS);
      const ways = home.arrangement.router ?? 'none';
      if (isFinal && fault.expected(ways).length > 0) {
        await until(`"${fault.name}" is final`, 240_000, async () => {
          const outages = await outagesNear(home, truth);
          return outages.length > 0 && outages.every(({ final }) => final) ? true : null;
        });
      }
      // the router is asked again once the line is back; on a busy machine that takes its time
      await until(`"${fault.name}" is told`, TOLD_WITHIN_MS, async () =>
        isAsExpected(await outagesNear(home, truth), fault.expected(ways)) ? true : null,
      ).catch(() => undefined); // told by the test, which looks at what is said in its place
      const outages = await outagesNear(home, truth);
      return { scenario: fault.name, backEnd: ways, truth, outages, firstShown: null, shownAfterMs: null, stateDuring };
    },
  };
}

/** Takes the steps at their time, the last when the expected state is said; what the state was just before it. */
async function takeSteps({ world, router, status }: MeasuredHome, fault: FaultScenario): Promise<string> {
  const beganTickMs = performance.now();
  const lastAtMs = fault.steps.at(-1)?.atMs ?? 0;
  let state = '';
  for (const step of fault.steps) {
    if (step.atMs === lastAtMs && state === '') {
      await pause(Math.max(0, beganTickMs + lastAtMs - 1_000 - performance.now()));
      state = await stateBeforeTheEnd(async () => (await status()).state, fault);
    }
    await pause(Math.max(0, beganTickMs + step.atMs - performance.now()));
    if ('begin' in step) world.begin(step.begin);
    else if ('end' in step) world.end(step.end);
    else await router?.order(step.order);
  }
  return state;
}

/** The state that is expected, as soon as it is said; else the one that is said in its place. */
async function stateBeforeTheEnd(stateNow: () => Promise<string>, fault: FaultScenario): Promise<string> {
  const { name, state } = fault;
  if (state === undefined) return stateNow();
  return until(`"${name}" is ${state}`, TOLD_WITHIN_MS, async () =>
    (await stateNow()) === state ? state : null,
  ).catch(stateNow);
}

/** What of the finding contradicts what is expected; empty = right. */
export function missesOf(fault: FaultScenario, { outages, backEnd, stateDuring }: Finding): string[] {
  // the arrangement's router, as faultScenario put it there
  const expected = fault.expected(backEnd as RouterWays);
  const told = outages.map(wordsOf).join('; ') || 'no outage';
  const misses = isAsExpected(outages, expected)
    ? []
    : [
        `${told}, expected ${expected.map(({ verdicts, sides }) => `${verdicts.join('|')} (${sides.join('|')})`).join('; ') || 'none'}`,
      ];
  if (fault.state && stateDuring !== fault.state) misses.push(`state ${stateDuring}, expected ${fault.state}`);
  return misses;
}

export function wordsOf({ verdict, side, counts, grade }: OutageJson): string {
  return `${verdict} (${side}${counts ? '' : ', does not count'}, ${grade})`;
}

function isAsExpected(outages: readonly OutageJson[], expected: readonly Expected[]): boolean {
  return outages.length === expected.length && expected.every((one, at) => fits(outages[at], one));
}

function fits(outage: OutageJson | undefined, { verdicts, sides, counts }: Expected): boolean {
  return (
    outage !== undefined && verdicts.includes(outage.verdict) && sides.includes(outage.side) && outage.counts === counts
  );
}
