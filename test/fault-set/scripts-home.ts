import type { Side } from '../../rules/verdict/verdict.ts';
import { HOUR, MINUTE } from './scripts-line.ts';
import { routerReboot, sessionLost, syncLost, type Trouble } from './troubles.ts';
import { NO_WORD, NOTHING_TRUE, type Saying, type Script, type Setting, type Story, UNLOCALISED } from './truth.ts';

const SECOND = 1000;

/** Rows 1, 2, 4, 5: what lies at home, alone or in the middle of a provider's outage. */
export const HOME_SCRIPTS: readonly Script[] = [
  {
    name: 'the probe’s program is restarted',
    row: '1',
    tell: (s) => ofProbe(s, 'probe-restarted', [4, 90], ['restart', 'line-was-up']),
  },
  {
    name: 'the probe’s machine is rebooted',
    row: '1, 1b',
    tell: (s) => ofProbe(s, 'probe-rebooted', [40, 200], ['reboot', 'line-was-up']),
  },
  {
    name: 'the probe’s machine sleeps',
    row: '1, 1b',
    tell: (s) => ofProbe(s, 'suspended', [60, 3000], ['suspend', 'line-was-up']),
  },
  { name: 'the probe’s clock is set', row: '1', tell: clockStep },
  { name: 'a power cut takes probe and router', row: '1a', tell: powerCut },
  {
    name: 'the probe’s cable is unplugged',
    row: '2',
    tell: (s) =>
      atHome(s, [8, 300], (fromMs, toMs) => [{ kind: 'cable-out', fromMs, toMs }], [
        'no-network',
        'probe-lan-fault',
        'no-route',
        'line-was-up',
      ]),
  },
  {
    name: 'a switch between probe and router is off',
    row: '4',
    tell: (s) => atHome(s, [12, 300], (fromMs, toMs) => [{ kind: 'lan-dead', fromMs, toMs }], ['router-or-lan-fault']),
  },
  { name: 'the router is switched off and on', row: '4', tell: (s) => rebootAlone(s) },
  {
    name: 'the router is switched off and on quickly, and syncs for long',
    row: '4',
    tell: (s) => rebootAlone(s, 25_000, 90_000),
  },
  {
    name: 'the probe’s radio loses half of all packets',
    row: '4, 5',
    tell: (s) => atHome(s, [60, 400], (fromMs, toMs) => [{ kind: 'wifi-loss', ratio: 0.5, fromMs, toMs }], null),
  },
  { name: 'the probe’s radio is lost for seconds, again and again', row: '4, 5', tell: radioFlaps },
  { name: 'the probe is in a tunnel (VPN), which breaks', row: '1', tell: tunnel },
  {
    name: 'sync is lost while the probe’s program restarts',
    row: '7 and 1',
    tell: (s) =>
      outageWith(s, (from) => ({ kind: 'probe-restarted', fromMs: from, toMs: from + s.between(4, 40) * SECOND })),
  },
  {
    name: 'sync is lost while the probe’s machine reboots',
    row: '7 and 1',
    tell: (s) =>
      outageWith(s, (from) => ({ kind: 'probe-rebooted', fromMs: from, toMs: from + s.between(40, 90) * SECOND })),
  },
  { name: 'sync is lost while the probe’s machine reboots with a wrong clock', row: '7 and 1', tell: wrongClock },
  {
    name: 'sync is lost while the probe’s machine sleeps',
    row: '7 and 1',
    tell: (s) =>
      outageWith(s, (from) => ({ kind: 'suspended', fromMs: from, toMs: from + s.between(30, 120) * SECOND })),
  },
  {
    name: 'sync is lost while the probe’s clock is set',
    row: '7 and 1',
    tell: (s) =>
      outageWith(s, (from) => ({
        kind: 'clock-stepped',
        byMs: s.between(-1, 1) * 86_400_000 + 7_000,
        fromMs: from,
        toMs: from + 1_500,
      })),
  },
  { name: 'the user restarts the router in a provider’s outage', row: '10 and 4', tell: rebootInOutage },
];

const home: Side[] = ['home'];
const DARK = { verdicts: UNLOCALISED, sides: ['access'] as const };

/** Something that stops the probe for some seconds; the line is up all the time. */
function ofProbe(
  s: Setting,
  kind: 'probe-restarted' | 'probe-rebooted' | 'suspended',
  seconds: [number, number],
  anyOf: string[],
): Story {
  return atHome(s, seconds, (fromMs, toMs) => [{ kind, fromMs, toMs }], anyOf);
}

/** Trouble at home: nothing counts, nobody else is named; what has to be said, if anything. */
function atHome(
  s: Setting,
  [low, high]: [number, number],
  makeTroubles: (fromMs: number, toMs: number) => Trouble[],
  anyOf: readonly string[] | null,
): Story {
  const fromMs = s.between(6 * MINUTE, 9 * MINUTE);
  const toMs = fromMs + s.between(low * SECOND, high * SECOND);
  const says: Saying[] = anyOf ? [{ fromMs, toMs, anyOf }] : [];
  return {
    durationMs: toMs + 6 * MINUTE,
    troubles: makeTroubles(fromMs, toMs),
    truth: { ...NOTHING_TRUE, says, atHome: [{ fromMs: fromMs - MINUTE, toMs: toMs + 5 * MINUTE }] },
  };
}

function clockStep(s: Setting): Story {
  const byMs = s.chance(0.5) ? -86_400_000 : s.between(2_000, 4 * HOUR);
  return atHome(s, [1, 2], (fromMs, toMs) => [{ kind: 'clock-stepped', byMs, fromMs, toMs }], null);
}

function powerCut(s: Setting): Story {
  const fromMs = s.between(6 * MINUTE, 9 * MINUTE);
  const powerMs = fromMs + s.between(2 * SECOND, 200 * SECOND);
  const probeMs = powerMs + s.between(25 * SECOND, 60 * SECOND);
  const routerMs = powerMs + s.between(50 * SECOND, 90 * SECOND);
  const syncMs = routerMs + s.between(20 * SECOND, 60 * SECOND);
  const knows = s.testimony === 'tr064';
  return {
    durationMs: syncMs + 8 * MINUTE,
    troubles: [
      { kind: 'probe-rebooted', fromMs, toMs: probeMs },
      { kind: 'router-off', fromMs, toMs: routerMs },
      { kind: 'sync-lost', fromMs, toMs: syncMs },
      sessionLost(fromMs, syncMs + 4 * SECOND),
    ],
    truth: {
      ...NOTHING_TRUE,
      says: [{ fromMs, toMs: probeMs, anyOf: knows ? ['power-cut-likely'] : ['reboot', 'power-cut-likely'] }],
      atHome: [{ fromMs: fromMs - MINUTE, toMs: syncMs + 5 * MINUTE }],
      undecidable: knows ? null : 'only the router’s own uptime tells a power cut from a reboot of the probe',
    },
  };
}

function rebootAlone(s: Setting, bootMs = s.between(40, 120) * SECOND, syncMs = s.between(20, 80) * SECOND): Story {
  const fromMs = s.between(6 * MINUTE, 9 * MINUTE);
  const toMs = fromMs + bootMs + syncMs + 4_000;
  return {
    durationMs: toMs + 6 * MINUTE,
    troubles: routerReboot(fromMs, bootMs, syncMs),
    truth: {
      ...NOTHING_TRUE,
      outages: [{ fromMs, toMs, verdicts: ['router-or-lan-fault'], sides: home, counts: false }],
      atHome: [{ fromMs: fromMs - MINUTE, toMs: toMs + 5 * MINUTE }],
    },
  };
}

function radioFlaps(s: Setting): Story {
  const fromMs = s.between(6 * MINUTE, 9 * MINUTE);
  const troubles: Trouble[] = [];
  let atMs = fromMs;
  for (let count = s.between(3, 6); count > 0; count -= 1) {
    const untilMs = atMs + s.between(3_000, 14_000);
    troubles.push({ kind: 'wifi-loss', ratio: 1, fromMs: atMs, toMs: untilMs });
    atMs = untilMs + s.between(2_000, 20_000);
  }
  return {
    durationMs: atMs + 6 * MINUTE,
    troubles,
    truth: { ...NOTHING_TRUE, atHome: [{ fromMs: fromMs - MINUTE, toMs: atMs + 5 * MINUTE }] },
  };
}

function tunnel(s: Setting): Story {
  const fromMs = s.between(6 * MINUTE, 9 * MINUTE);
  const deadMs = fromMs + s.between(40, 90) * SECOND;
  const toMs = deadMs + s.between(20, 120) * SECOND;
  return {
    durationMs: toMs + 6 * MINUTE,
    troubles: [
      { kind: 'in-tunnel', fromMs, toMs: toMs + 30 * SECOND },
      { kind: 'targets-off', networks: ['own', 'cloudflare', 'quad9', 'google', 'example'], fromMs: deadMs, toMs },
    ],
    truth: {
      ...NOTHING_TRUE,
      says: [{ fromMs: fromMs + 10 * SECOND, toMs, anyOf: ['vpn', 'line-was-up'] }],
      atHome: [{ fromMs, toMs: toMs + 5 * MINUTE }],
    },
  };
}

/** Sync is lost for some minutes, and in the middle of it something keeps the probe from looking. */
function outageWith(s: Setting, makeTrouble: (fromMs: number) => Trouble): Story {
  const fromMs = s.between(6 * MINUTE, 9 * MINUTE);
  const middle = makeTrouble(fromMs + s.between(60, 100) * SECOND);
  const toMs = middle.toMs + s.between(70, 200) * SECOND;
  const said = s.testimony === 'none' ? UNLOCALISED : ['dsl-sync-lost'];
  return {
    durationMs: toMs + 7 * MINUTE,
    troubles: [...syncLost(fromMs, toMs), middle],
    truth: {
      ...NOTHING_TRUE,
      outages: [
        // after a reboot of its machine the probe says nothing of a line that it finds dead: a power cut looks the same
        {
          fromMs,
          toMs,
          verdicts: [...said, 'unknown'],
          sides: ['access', 'unknown'],
          counts: null,
          mayBeInParts: true,
        },
      ],
      undecidable: s.testimony === 'none' ? NO_WORD : null,
    },
  };
}

function wrongClock(s: Setting): Story {
  const story = outageWith(s, (from) => ({
    kind: 'probe-rebooted',
    fromMs: from,
    toMs: from + s.between(40, 90) * SECOND,
  }));
  const toMs = story.truth.outages[0]?.toMs ?? 0;
  const offMs = -s.between(1, 400) * 86_400_000;
  return {
    ...story,
    troubles: story.troubles.map((one) =>
      one.kind === 'probe-rebooted' ? { ...one, wrongClockMs: offMs, syncedAtMs: toMs + 20 * SECOND } : one,
    ),
  };
}

function rebootInOutage(s: Setting): Story {
  const fromMs = s.between(6 * MINUTE, 9 * MINUTE);
  const rebootMs = fromMs + s.between(100, 200) * SECOND;
  const backMs = rebootMs + s.between(50, 80) * SECOND;
  const toMs = backMs + s.between(13, 16) * MINUTE;
  const againMs = backMs + 10 * MINUTE;
  const isDark = s.testimony === 'none';
  const before = isDark
    ? DARK
    : { verdicts: ['isp-access-unreachable', 'dsl-sync-lost'], sides: ['provider', 'access'] as const };
  const after = isDark ? DARK : { verdicts: ['session-lost'], sides: ['provider'] as const };
  return {
    durationMs: toMs + 7 * MINUTE,
    troubles: [
      { kind: 'bng-dead', fromMs, toMs },
      { kind: 'router-off', fromMs: rebootMs, toMs: backMs },
      { kind: 'sync-lost', fromMs: rebootMs - 1_000, toMs: backMs + 40 * SECOND },
      sessionLost(rebootMs - 1_000, toMs),
    ],
    truth: {
      ...NOTHING_TRUE,
      outages: [
        { fromMs, toMs: rebootMs + 1_000, ...before, counts: true, mayBeInParts: true },
        { fromMs: rebootMs + 1_000, toMs: againMs, verdicts: ['router-or-lan-fault'], sides: home, counts: false },
        // it counts again once ten minutes have passed since the router answered
        { fromMs: againMs, toMs, ...after, counts: true, mayBeInParts: true },
      ],
      atHome: [{ fromMs: rebootMs + 2_000, toMs: backMs + 8 * MINUTE }],
      undecidable: s.testimony === 'none' ? NO_WORD : null,
    },
  };
}
