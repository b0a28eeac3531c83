import { expect, test } from 'vitest';
import { seeded } from '../outage/seeded.ts';
import { DECISION_TABLE, decide, rowFor } from './decision-table.ts';
import { CONTINUITIES, type Inputs, NO_INPUTS } from './inputs.ts';

const REACHES = ['all', 'most', 'some', 'none', 'none', 'none', 'na'] as const;
const VALUES: { [Key in keyof Inputs]: readonly Inputs[Key][] } = {
  continuity: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', ...CONTINUITIES],
  clock: ['sync', 'holdover', 'unsync', 'stepped', 'na'],
  lan: ['up', 'up', 'up', 'down', 'na'],
  gateway: ['ok', 'ok', 'fail', 'na'],
  routerStart: ['na', 'na', 'na', 'within'],
  session: ['na', 'na', 'spans-hole'],
  dslSync: ['up', 'init', 'down', 'na'],
  wanSession: ['connected', 'connecting', 'auth-failed', 'disconnected', 'na'],
  disconnectedBy: ['na', 'na', 'na', 'user'],
  reconnect: ['na', 'na', 'na', 'planned'],
  access: ['dsl', 'mobile', 'other', 'na'],
  firstHop: ['ok', 'fail', 'na'],
  ispHost: ['ok', 'fail', 'na'],
  ispResolver: ['ok', 'fail', 'wrong', 'na'],
  resolverHost: ['provider', 'home', 'na'],
  publicResolvers: ['some', 'none', 'none', 'na'],
  farV4: REACHES,
  farV6: REACHES,
  prefix6: ['changed', 'na'],
  silentNetworks: [0, 1, 2, 'na'],
  httpsNonce: ['ok', 'wrong', 'fail', 'na'],
  negativeControl: ['clean', 'clean', 'clean', 'lying', 'na'],
  sip: ['ok', 'fail', 'na'],
  sipHost: ['provider', 'other', 'na'],
  quality: ['ok', 'loss', 'latency', 'na'],
  ownTraffic: ['full', 'free', 'na'],
};
const KEYS = Object.keys(VALUES) as (keyof Inputs)[]; // exactly the keys of the type

function someInputs(random: () => number): Inputs {
  const entries = KEYS.map((key) => [key, VALUES[key][Math.floor(random() * VALUES[key].length)]]);
  return Object.fromEntries(entries) as Inputs; // a value of its own list for each key
}

function forMany(check: (inputs: Inputs, label: string) => void): void {
  const random = seeded(4);
  for (let index = 0; index < 15_000; index += 1) {
    const inputs = someInputs(random);
    check(inputs, JSON.stringify(inputs));
  }
}

const isSilent = ({ farV4, farV6 }: Inputs) => [farV4, farV6].every((one) => one === 'none' || one === 'na');

test('whatever the inputs, the first row that fits decides, and only what is down counts', () => {
  forMany((inputs, label) => {
    const verdict = decide(inputs);
    expect(decide({ ...inputs }), label).toEqual(verdict);
    const row = rowFor(inputs);
    expect(
      DECISION_TABLE.slice(0, DECISION_TABLE.indexOf(row)).some(({ when }) => when(inputs)),
      label,
    ).toBe(false);
    expect(verdict.counts, label).toBe(verdict.state === 'down');
    expect(verdict.cause !== null, label).toBe(verdict.state === 'unknown');
  });
});

test('the provider is never accused of what was not measured or lies at home', () => {
  forMany((inputs, label) => {
    const { side, counts } = decide(inputs);
    const isHome =
      inputs.continuity !== 'ok' ||
      inputs.lan === 'down' ||
      (isSilent(inputs) && (inputs.gateway === 'fail' || inputs.routerStart === 'within'));
    const isOwnDoing = inputs.disconnectedBy === 'user' && isSilent(inputs);
    if (isHome || isOwnDoing) expect(counts, label).toBe(false);
    const isOutageRow = isSilent(inputs) && inputs.publicResolvers !== 'some';
    if ((isHome || isOwnDoing) && isOutageRow) expect(['home', 'unknown'], label).toContain(side);
    if (counts) expect(side, label).not.toBe('home');
  });
});

test('nothing counts while anything from outside answers, the fail-over excepted', () => {
  forMany((inputs, label) => {
    const { counts, name } = decide(inputs);
    if (!counts || name === 'primary-line-down-failover-active') return;
    expect(isSilent(inputs), label).toBe(true);
    expect(inputs.publicResolvers, label).not.toBe('some');
    expect(inputs.farV4 === 'none' || inputs.farV6 === 'none', label).toBe(true);
  });
});

/** Values by which a witness accuses: it says that something failed. Everything else excuses, or says nothing. */
const ACCUSING: Partial<{ [Key in keyof Inputs]: readonly Inputs[Key][] }> = {
  dslSync: ['down', 'init'],
  wanSession: ['connecting', 'disconnected'],
  access: ['mobile', 'dsl', 'other'],
  firstHop: ['fail', 'ok'],
  ispHost: ['fail', 'ok'],
  ispResolver: ['fail', 'wrong', 'ok'],
  publicResolvers: ['none'],
  httpsNonce: ['wrong', 'fail'],
  sip: ['fail'],
  quality: ['loss', 'latency'],
  silentNetworks: [0, 1, 2],
};

test('taking an accusation away never makes an outage count, nor moves its side towards the provider', () => {
  const rank = { home: 0, unknown: 0, remote: 0, access: 1, provider: 2 };
  forMany((inputs, label) => {
    const before = decide(inputs);
    for (const key of KEYS) {
      const values: readonly unknown[] = ACCUSING[key] ?? [];
      if (!values.includes(inputs[key])) continue;
      const after = decide({ ...inputs, [key]: 'na' });
      if (!before.counts) expect(after.counts, `${key} ${label}`).toBe(false);
      const isEvidenceOfAccess =
        key === 'dslSync' || key === 'wanSession' || key === 'ispResolver' || key === 'ispHost';
      if (before.counts && after.counts && !isEvidenceOfAccess)
        expect(rank[after.side], `${key} ${label}`).toBeLessThanOrEqual(rank[before.side]);
    }
  });
});

test('taking every witness but the packets away leaves row 12 with an unknown side, or nothing that counts', () => {
  forMany((inputs, label) => {
    const { continuity, farV4, farV6 } = inputs;
    const bare = decide({ ...NO_INPUTS, continuity, farV4, farV6 });
    if (bare.counts) expect([bare.name, bare.side], label).toEqual(['line-or-isp-down-unlocalised', 'unknown']);
  });
});
