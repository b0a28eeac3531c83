import { lineFault, MINUTE } from './scripts-line.ts';
import { UNHARMED } from './scripts-quality.ts';
import { sessionLost, syncLost, type Trouble } from './troubles.ts';
import { NO_WORD, NOTHING_TRUE, type Script, type Setting, type Story, UNLOCALISED } from './truth.ts';

const SECOND = 1000;
const SYNC = { verdicts: ['dsl-sync-lost'], sides: ['access'], counts: true, grade: 'A' } as const;
const DARK = { verdicts: UNLOCALISED, sides: ['access'], counts: true, grade: 'B' } as const;

/** More than one cause, flapping lines, and routers that don't tell the truth or nothing at all. */
export const MIXED_SCRIPTS: readonly Script[] = [
  {
    name: 'sync is lost for 40 s, then the session for 25 s',
    row: '7, 9',
    tell: (s) =>
      withWord(
        s,
        (fromMs) => [
          { kind: 'sync-lost', fromMs, toMs: fromMs + 40 * SECOND },
          sessionLost(fromMs + SECOND, fromMs + 65 * SECOND),
        ],
        [65, 65],
      ),
  },
  { name: 'the line flaps: up for 2 to 4 s at a time', row: '7', tell: flapping },
  {
    name: 'IGD says "connected" all the time while sync is lost',
    row: '7, 12',
    fits: ({ testimony }) => testimony === 'igd',
    tell: (s) =>
      lineFault(s, [60 * SECOND, 400 * SECOND], syncLost, DARK, 'the router’s word is not to be believed', {
        router: { habit: 'says-connected' },
      }),
  },
  {
    name: 'the router tells what it told before while sync is lost',
    row: '7, 12',
    fits: ({ testimony }) => testimony !== 'none',
    tell: (s) =>
      lineFault(s, [60 * SECOND, 400 * SECOND], syncLost, DARK, 'the router’s word is stale', {
        router: { habit: 'stale' },
      }),
  },
  {
    name: 'the router says "no sync" while packets pass',
    row: '20',
    fits: ({ testimony }) => testimony !== 'none',
    tell: () => ({
      durationMs: 15 * MINUTE,
      troubles: [],
      truth: {
        ...NOTHING_TRUE,
        says: [{ fromMs: 5 * MINUTE, toMs: 15 * MINUTE, anyOf: UNHARMED }],
        atHome: [{ fromMs: 0, toMs: 15 * MINUTE }],
      },
      home: { router: { habit: 'says-down' } },
    }),
  },
  {
    name: 'the router takes 12 to 25 s for an answer while sync is lost',
    row: '7',
    fits: ({ testimony }) => testimony !== 'none',
    tell: (s) => lineFault(s, [150 * SECOND, 400 * SECOND], syncLost, SYNC, null, { router: { habit: 'slow' } }),
  },
  {
    name: 'the router answers with nonsense while sync is lost',
    row: '7, 12',
    fits: ({ testimony }) => testimony !== 'none',
    tell: (s) =>
      lineFault(s, [60 * SECOND, 400 * SECOND], syncLost, DARK, 'the router said nothing that can be read', {
        router: { habit: 'broken' },
      }),
  },
  {
    name: 'two dead lines ten minutes apart, with different causes',
    row: '7, 11',
    tell: twoFaults,
  },
  {
    name: 'sync is lost on a line that loses 2 % of all packets',
    row: '7',
    tell: (s) => ({ ...withWord(s, syncLost, [60, 300]), home: { habits: { lossRatio: 0.02 } } }),
  },
  {
    name: 'the router says "unreachable" for a line of 300 ms',
    row: '7',
    tell: (s) => ({
      ...withWord(s, syncLost, [60, 300]),
      home: { habits: { routerSaysUnreachable: true, lineUs: 300_000 } },
    }),
  },
];

function withWord(
  s: Setting,
  makeTroubles: (fromMs: number, toMs: number) => Trouble[],
  [low, high]: [number, number],
): Story {
  const isDark = s.testimony === 'none';
  return lineFault(s, [low * SECOND, high * SECOND], makeTroubles, isDark ? DARK : SYNC, isDark ? NO_WORD : null);
}

/** Two or three cuts of 8 to 40 s; the line between them is too short to be its end. */
function flapping(s: Setting): Story {
  const fromMs = s.between(6 * MINUTE, 9 * MINUTE);
  const troubles: Trouble[] = [];
  let atMs = fromMs;
  for (let count = s.between(2, 3); count > 0; count -= 1) {
    const untilMs = atMs + s.between(8_000, 40_000);
    troubles.push(...syncLost(atMs, untilMs, 1_500));
    atMs = untilMs + s.between(2_000, 4_000);
  }
  const toMs = Math.max(...troubles.map((one) => one.toMs));
  const isDark = s.testimony === 'none';
  return {
    durationMs: toMs + 6 * MINUTE,
    troubles,
    truth: {
      ...NOTHING_TRUE,
      outages: [{ fromMs, toMs, ...(isDark ? DARK : SYNC) }],
      undecidable: isDark ? NO_WORD : null,
    },
  };
}

function twoFaults(s: Setting): Story {
  const first = withWord(s, syncLost, [60, 200]);
  const fromMs = (first.truth.outages[0]?.toMs ?? 0) + s.between(10 * MINUTE, 12 * MINUTE);
  const toMs = fromMs + s.between(60, 200) * SECOND;
  return {
    ...first,
    durationMs: toMs + 6 * MINUTE,
    troubles: [...first.troubles, { kind: 'core-dead', fromMs, toMs }],
    truth: {
      ...first.truth,
      outages: [
        ...first.truth.outages,
        { fromMs, toMs, verdicts: ['isp-core-unreachable'], sides: ['provider'], counts: true },
      ],
    },
  };
}
