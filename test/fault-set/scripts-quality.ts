import { HOUR, lineFault, MINUTE } from './scripts-line.ts';
import type { TroubleKind } from './troubles.ts';
import { NOTHING_TRUE, type Script, type Setting, type Story } from './truth.ts';

/** Up to 2 % of loss in such a home may be 2 % in some five minutes. */
export const UNHARMED = ['ok', 'degraded-loss'] as const;

/** Rows 3 and 15 to 20: the line carries packets, and something is wrong all the same; or nothing is. */
export const QUALITY_SCRIPTS: readonly Script[] = [
  { name: 'nothing happens', row: '20', tell: () => calm(20 * MINUTE, UNHARMED) },
  {
    name: 'nothing happens on a line that loses 2 % of all packets',
    row: '20',
    tell: () => ({ ...calm(60 * MINUTE, UNHARMED), home: { habits: { lossRatio: 0.02 } } }),
  },
  { name: 'somebody on the way answers for everybody while the provider’s network is dead', row: '3', tell: lies },
  {
    name: 'the provider’s resolver is off',
    row: '15',
    tell: (s) => during(s, { kind: 'isp-resolver-off' }, [240, 500], ['dns-isp-only']),
  },
  {
    name: 'all resolvers are off',
    row: '15',
    tell: (s) => during(s, { kind: 'resolvers-off' }, [240, 500], ['dns-all']),
  },
  {
    name: 'the provider’s resolver lies',
    row: '15',
    tell: (s) => during(s, { kind: 'isp-resolver-lies' }, [240, 500], ['dns-tampered']),
  },
  {
    name: 'a portal answers in place of the own server',
    row: '16',
    tell: (s) => during(s, { kind: 'portal' }, [120, 400], ['intercepted']),
  },
  {
    name: 'the own server is off',
    row: '20',
    tell: (s) => during(s, { kind: 'own-server-off' }, [120, 400], UNHARMED),
  },
  {
    name: 'one far target is off',
    row: '17',
    tell: (s) => during(s, { kind: 'targets-off', networks: ['quad9'] }, [60, 400], ['remote-target-only']),
  },
  {
    name: 'two networks of five are off',
    row: '17',
    tell: (s) => during(s, { kind: 'targets-off', networks: ['quad9', 'google'] }, [60, 400], ['partial-reachability']),
  },
  {
    name: 'four networks of five are off',
    row: '17',
    tell: (s) =>
      during(
        s,
        { kind: 'targets-off', networks: ['cloudflare', 'quad9', 'google', 'example'] },
        [60, 400],
        ['partial-reachability'],
      ),
  },
  { name: 'telephony alone is off', row: '18', tell: sipOff },
  {
    name: 'the line loses 5 % of all packets',
    row: '19',
    tell: (s) => during(s, { kind: 'line-loss', ratio: 0.05 }, [600, 900], ['degraded-loss']),
  },
  {
    name: 'the line loses 20 % of all packets',
    row: '19',
    tell: (s) => during(s, { kind: 'line-loss', ratio: 0.2 }, [400, 900], ['degraded-loss', 'partial-reachability']),
  },
  {
    name: 'the line loses 50 % of all packets',
    row: '19',
    tell: (s) => during(s, { kind: 'line-loss', ratio: 0.5 }, [400, 900], ['degraded-loss', 'partial-reachability']),
  },
  { name: 'answers take 400 ms longer', row: '19', tell: slowLine },
  { name: 'the home’s own traffic fills the line', row: '19', tell: ownTraffic },
  {
    name: 'the home’s own traffic fills the line, and then sync is lost',
    row: '19, 7',
    fits: ({ testimony }) => testimony === 'tr064',
    tell: busyThenDead,
  },
];

function calm(durationMs: number, anyOf: readonly string[]): Story {
  return {
    durationMs,
    troubles: [],
    truth: {
      ...NOTHING_TRUE,
      says: [{ fromMs: 5 * MINUTE, toMs: durationMs, anyOf }],
      atHome: [{ fromMs: 0, toMs: durationMs }],
    },
  };
}

/** Something that is no outage; what has to be said somewhere in it. */
function during(
  s: Setting,
  kind: TroubleKind,
  [low, high]: [number, number],
  anyOf: readonly string[],
  warmUpMs = 0,
): Story {
  const fromMs = warmUpMs + s.between(6 * MINUTE, 9 * MINUTE);
  const toMs = fromMs + s.between(low * 1000, high * 1000);
  return {
    durationMs: toMs + 6 * MINUTE,
    troubles: [{ fromMs, toMs, ...kind }],
    truth: { ...NOTHING_TRUE, says: [{ fromMs, toMs, anyOf }] },
  };
}

function lies(s: Setting): Story {
  const story = during(s, { kind: 'path-lies' }, [150, 400], ['intercepted']);
  const dead = story.troubles.map((one) => ({ kind: 'core-dead' as const, fromMs: one.fromMs, toMs: one.toMs }));
  return { ...story, troubles: [...story.troubles, ...dead] };
}

function sipOff(s: Setting): Story {
  return { ...during(s, { kind: 'sip-off' }, [1_500, 2_400], ['voip-only-down'], 3 * HOUR), home: { hasSip: true } };
}

function slowLine(s: Setting): Story {
  const story = during(s, { kind: 'slow-line', extraMs: 400 }, [600, 900], ['degraded-latency'], HOUR);
  // loss would be said before latency
  return { ...story, home: { habits: { lossRatio: 0.003 } } };
}

function ownTraffic(s: Setting): Story {
  const knowsRate = s.testimony === 'tr064';
  const anyOf = knowsRate ? ['degraded-self-inflicted'] : ['degraded-loss', 'degraded-latency'];
  const story = during(s, { kind: 'upload', lossRatio: 0.06, extraMs: 350 }, [600, 900], anyOf, HOUR);
  const why = 'nobody says how fast the line is: own traffic can’t be told from a bad line';
  return { ...story, truth: { ...story.truth, undecidable: knowsRate ? null : why } };
}

function busyThenDead(s: Setting): Story {
  const story = lineFault(
    s,
    [60_000, 300_000],
    (fromMs, toMs) => [
      { kind: 'upload', lossRatio: 0.06, extraMs: 350, fromMs: fromMs - 4 * MINUTE, toMs: fromMs },
      { kind: 'sync-lost', fromMs, toMs: toMs - 5_000 },
      { kind: 'session-lost', session: 'connecting', lastError: 'isp-timeout', fromMs: fromMs + 1000, toMs },
    ],
    { verdicts: ['dsl-sync-lost'], sides: ['access'], counts: true },
  );
  return story;
}
