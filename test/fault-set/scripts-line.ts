import type { Side } from '../../rules/verdict/verdict.ts';
import { sessionLost, syncLost, type Trouble, type TroubleKind } from './troubles.ts';
import { NO_WORD, NOTHING_TRUE, type Script, type Setting, type Story, type TrueOutage, UNLOCALISED } from './truth.ts';

const SECOND = 1000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;

/** A fault of the line as a whole, after some minutes without one and with some after it. */
export function lineFault(
  setting: Setting,
  lastsMs: [number, number],
  makeTroubles: (fromMs: number, toMs: number) => Trouble[],
  said: Omit<TrueOutage, 'fromMs' | 'toMs'>,
  undecidable: string | null = null,
  home: Story['home'] = {},
): Story {
  const fromMs = setting.between(6 * MINUTE, 9 * MINUTE);
  const toMs = fromMs + setting.between(...lastsMs);
  return {
    durationMs: toMs + 6 * MINUTE,
    troubles: makeTroubles(fromMs, toMs),
    truth: { ...NOTHING_TRUE, outages: [{ fromMs, toMs, ...said }], undecidable },
    home,
  };
}

type Said = Omit<TrueOutage, 'fromMs' | 'toMs'>;
const said = (
  verdict: string | readonly string[],
  side: Side | readonly Side[],
  counts: boolean | null,
  more: Partial<Said> = {},
): Said => ({ verdicts: [verdict].flat(), sides: [side].flat(), counts, ...more });
/** The router says it, and packets agree. */
const A = { grade: 'A' } as const;
const hasWord = ({ testimony }: Pick<Setting, 'testimony'>) => testimony !== 'none';
const isBoth = ({ families }: Pick<Setting, 'families'>) => families.length === 2;
const unlocalised = () => said(UNLOCALISED, 'access', true, { grade: 'B' });
/** What is right with the router's word; without it the silence says less. */
const withWord = (
  setting: Setting,
  lastsMs: [number, number],
  makeTroubles: (fromMs: number, toMs: number) => Trouble[],
  right: Said,
  home: Story['home'] = {},
): Story =>
  hasWord(setting)
    ? lineFault(setting, lastsMs, makeTroubles, right, null, home)
    : lineFault(setting, lastsMs, makeTroubles, unlocalised(), NO_WORD, home);

const one = (kind: TroubleKind) => (fromMs: number, toMs: number) => [{ fromMs, toMs, ...kind }];
const USUAL: [number, number] = [40 * SECOND, 400 * SECOND];

/** Rows 6 to 14: the line as a whole, and its families. */
export const LINE_SCRIPTS: readonly Script[] = [
  {
    name: 'DSL loses its synchronisation',
    row: '7',
    tell: (s) => withWord(s, USUAL, (from, to) => syncLost(from, to), said('dsl-sync-lost', 'access', true, A)),
  },
  {
    name: 'the plug of the DSL is pulled from the wall',
    row: '7',
    // the inputs are those of any lost sync: "access" is what can be said, house wiring is part of it
    tell: (s) => {
      const story = withWord(s, USUAL, (from, to) => syncLost(from, to), said('dsl-sync-lost', 'access', true, A));
      return { ...story, truth: { ...story.truth, undecidable: 'a pulled plug and a cut wire outside look the same' } };
    },
  },
  {
    name: 'the provider refuses the login',
    row: '8',
    tell: (s) =>
      withWord(
        s,
        USUAL,
        (from, to) => [sessionLost(from, to, { session: 'auth-failed', lastError: 'auth-failure' })],
        said('session-auth-failed', ['unknown', 'provider'], null, A),
      ),
  },
  {
    name: 'the session is lost, the DSL is up',
    row: '9',
    tell: (s) =>
      withWord(
        s,
        [200 * SECOND, 500 * SECOND],
        (from, to) => [sessionLost(from, to)],
        said('session-lost', 'provider', true, A),
      ),
  },
  {
    name: 'the session is lost for half a minute in the day',
    row: '9',
    tell: (s) =>
      withWord(
        s,
        [15 * SECOND, 60 * SECOND],
        (from, to) => [sessionLost(from, to, { keepsAddress: true })],
        said('session-lost', 'provider', true, A),
        { router: { sessionFromMs: -9 * HOUR } },
      ),
  },
  {
    name: 'the user ends the session',
    row: '9',
    tell: (s) =>
      withWord(
        s,
        USUAL,
        (from, to) => [sessionLost(from, to, { session: 'disconnected', lastError: 'user-disconnect' })],
        said('session-lost', 'home', false, { ...A, tags: ['user-disconnect'] }),
      ),
  },
  {
    name: 'the session is renewed after 24 hours, with a new address',
    row: '9a',
    tell: (s) => plannedReconnect(s, {}),
  },
  {
    name: 'the router’s log names the forced disconnect',
    row: '9a',
    fits: ({ testimony }) => testimony === 'tr064',
    tell: (s) => plannedReconnect(s, { isInLog: true, sessionHours: 17 }),
  },
  {
    name: 'a short gap after 24 hours, but the session went on',
    row: '9a',
    fits: hasWord,
    tell: (s) =>
      lineFault(
        s,
        [40 * SECOND, 110 * SECOND],
        one({ kind: 'bng-dead' }),
        said('isp-access-unreachable', 'provider', true, A),
        null,
        {
          router: { sessionFromMs: -24 * HOUR + 7 * MINUTE },
        },
      ),
  },
  {
    name: 'the provider’s first router is dead',
    row: '10',
    tell: (s) => withWord(s, USUAL, one({ kind: 'bng-dead' }), said('isp-access-unreachable', 'provider', true, A)),
  },
  {
    name: 'the provider’s first router is dead, and the session times out',
    row: '9, 10',
    tell: (s) =>
      withWord(
        s,
        [150 * SECOND, 400 * SECOND],
        (fromMs, toMs) => [
          { kind: 'bng-dead', fromMs, toMs: toMs - 20 * SECOND },
          sessionLost(fromMs + 70 * SECOND, toMs),
        ],
        said('session-lost', 'provider', true, { ...A, phases: ['isp-access-unreachable', 'session-lost'] }),
      ),
  },
  {
    name: 'the provider’s network behind its first router is dead',
    row: '11',
    tell: (s) =>
      lineFault(
        s,
        USUAL,
        one({ kind: 'core-dead' }),
        said('isp-core-unreachable', 'provider', true, { grade: hasWord(s) ? 'A' : 'B' }),
      ),
  },
  {
    name: 'the provider reaches nobody outside',
    row: '11a',
    tell: (s) =>
      lineFault(
        s,
        USUAL,
        one({ kind: 'transit-dead' }),
        said('isp-transit-unreachable', 'provider', true, { grade: hasWord(s) ? 'A' : 'B' }),
      ),
  },
  {
    name: 'the provider’s network is dead, its first router never answers',
    row: '12',
    tell: (s) =>
      lineFault(
        s,
        USUAL,
        one({ kind: 'core-dead' }),
        said('line-or-isp-down-unlocalised', 'access', true),
        'no witness between router and far targets',
        {
          hasFirstHop: false,
          hasIspHost: false,
        },
      ),
  },
  {
    name: 'IPv4 alone is down (DS-Lite: the AFTR)',
    row: '13',
    fits: isBoth,
    tell: (s) => familyFault(s, { kind: 'family-dead', family: 4 }, ['ipv4-only-down']),
  },
  {
    name: 'IPv6 alone is down',
    row: '14',
    fits: isBoth,
    tell: (s) => familyFault(s, { kind: 'family-dead', family: 6 }, ['ipv6-only-down']),
  },
  {
    name: 'the IPv6 prefix changes, IPv6 is gone for minutes',
    row: '14',
    fits: isBoth,
    tell: (s) => familyFault(s, { kind: 'prefix-changed' }, ['ipv6-renumbering']),
  },
  {
    name: 'the DSL is lost, mobile takes over, the DSL comes back',
    row: '6',
    tell: failover,
  },
];

function plannedReconnect(s: Setting, { isInLog = false, sessionHours = 24 }): Story {
  const knows = hasWord(s);
  const right = knows ? said('planned-reconnect', 'provider', false) : unlocalised();
  const why = knows
    ? null
    : 'without the router’s word the first of its kind looks like any short outage; later ones come a day after another';
  const story = lineFault(
    s,
    [9 * SECOND, 110 * SECOND],
    (from, to) => [sessionLost(from, to, { lastError: 'none' })],
    right,
    why,
  );
  const atMs = story.truth.outages[0]?.fromMs ?? 0;
  const offMs = s.between(-4 * MINUTE, 4 * MINUTE);
  return {
    ...story,
    home: { router: { sessionFromMs: atMs - sessionHours * HOUR + offMs, logsPlannedAtMs: isInLog ? atMs : null } },
  };
}

function familyFault(s: Setting, kind: TroubleKind, anyOf: string[]): Story {
  const fromMs = s.between(6 * MINUTE, 9 * MINUTE);
  const toMs = fromMs + s.between(60 * SECOND, 300 * SECOND);
  return {
    durationMs: toMs + 5 * MINUTE,
    troubles: [{ fromMs, toMs, ...kind }],
    truth: { ...NOTHING_TRUE, says: [{ fromMs, toMs, anyOf }] },
  };
}

function failover(s: Setting): Story {
  const fromMs = s.between(6 * MINUTE, 9 * MINUTE);
  const mobileMs = fromMs + s.between(12 * SECOND, 50 * SECOND);
  const lineUpMs = mobileMs + s.between(4 * MINUTE, 9 * MINUTE);
  const toMs = lineUpMs + s.between(20 * SECOND, 40 * SECOND);
  const first = hasWord(s) ? said('dsl-sync-lost', 'access', true) : unlocalised();
  const second = { ...said('primary-line-down-failover-active', ['access', 'provider'], true), isReachable: true };
  return {
    durationMs: toMs + 6 * MINUTE,
    troubles: [
      { kind: 'sync-lost', fromMs, toMs: lineUpMs },
      sessionLost(fromMs + SECOND, lineUpMs + 5 * SECOND),
      { kind: 'on-mobile', fromMs: mobileMs, toMs },
    ],
    truth: {
      ...NOTHING_TRUE,
      outages: [
        { fromMs, toMs: mobileMs, ...first },
        ...(hasWord(s) ? [{ fromMs: mobileMs, toMs: lineUpMs, ...second }] : []),
      ],
      undecidable: hasWord(s) ? null : NO_WORD,
    },
  };
}
