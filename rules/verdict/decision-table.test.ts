import { expect, test } from 'vitest';
import { DECISION_TABLE, decide } from './decision-table.ts';
import { CONTINUITIES, type Inputs, NO_INPUTS, reachOf } from './inputs.ts';

/** A healthy line with everything that can be watched. */
const HEALTHY: Inputs = {
  ...NO_INPUTS,
  continuity: 'ok',
  clock: 'sync',
  lan: 'up',
  gateway: 'ok',
  ispResolver: 'ok',
  publicResolvers: 'some',
  farV4: 'all',
  farV6: 'all',
  silentNetworks: 0,
};
const given = (changes: Partial<Inputs>) => {
  const { name, side, state, counts, cause } = decide({ ...HEALTHY, ...changes });
  return [name, side, state, counts, cause];
};
const SILENT: Partial<Inputs> = { farV4: 'none', farV6: 'none' };

const ROWS: [string, Partial<Inputs>, unknown[]][] = [
  ['a healthy line is ok', {}, ['ok', 'unknown', 'up', false, null]],
  [
    'before the first contact nothing is said',
    { continuity: 'first-contact', ...SILENT },
    ['unknown', 'unknown', 'unknown', false, 'first-contact'],
  ],
  [
    'without carrier it is the probe’s own network',
    { lan: 'down', ...SILENT },
    ['probe-lan-fault', 'home', 'unknown', false, 'no-network'],
  ],
  [
    'a probe without network said so itself',
    { continuity: 'no-network' },
    ['probe-lan-fault', 'home', 'unknown', false, 'no-network'],
  ],
  [
    'a dead router is the home’s',
    { gateway: 'fail', ...SILENT },
    ['router-or-lan-fault', 'home', 'unknown', false, 'router-or-lan-fault'],
  ],
  [
    'behind a living router the line is down, at the access',
    SILENT,
    ['line-or-isp-down-unlocalised', 'access', 'down', true, null],
  ],
  [
    'without a router that ever answered the side is unknown',
    { gateway: 'na', ...SILENT },
    ['line-or-isp-down-unlocalised', 'unknown', 'down', true, null],
  ],
  [
    'a family that is not there does not keep the line up',
    { farV4: 'none', farV6: 'na' },
    ['line-or-isp-down-unlocalised', 'access', 'down', true, null],
  ],
  ['IPv4 alone', { farV4: 'none' }, ['ipv4-only-down', 'provider', 'degraded', false, null]],
  ['IPv6 alone', { farV6: 'none' }, ['ipv6-only-down', 'provider', 'degraded', false, null]],
  ['the provider’s resolver alone', { ispResolver: 'fail' }, ['dns-isp-only', 'provider', 'degraded', false, null]],
  ['every resolver', { ispResolver: 'fail', publicResolvers: 'none' }, ['dns-all', 'unknown', 'degraded', false, null]],
  ['false answers', { ispResolver: 'wrong' }, ['dns-tampered', 'provider', 'degraded', false, null]],
  ['targets of one network', { farV4: 'most', silentNetworks: 1 }, ['remote-target-only', 'remote', 'up', false, null]],
  [
    'targets of several networks',
    { farV4: 'most', silentNetworks: 2 },
    ['partial-reachability', 'unknown', 'degraded', false, null],
  ],
  [
    'few targets answer',
    { farV4: 'some', farV6: 'na', silentNetworks: 'na' },
    ['partial-reachability', 'unknown', 'degraded', false, null],
  ],
  ['no input at all', NO_INPUTS, ['unknown', 'unknown', 'unknown', false, 'no-samples']],
];
for (const [name, inputs, expected] of ROWS) {
  test(`row: ${name}`, () => expect(given(inputs)).toEqual(expected));
}

test('each way of not measuring is not-measured with its name, whatever the targets did', () => {
  const said = CONTINUITIES.filter((one) => !['ok', 'na', 'no-network', 'first-contact'].includes(one));
  for (const continuity of said) {
    for (const far of ['all', 'none'] as const) {
      expect(given({ continuity, farV4: far, farV6: far })).toEqual([
        'not-measured',
        'unknown',
        'unknown',
        false,
        continuity,
      ]);
    }
  }
});

test('every row can be reached', () => {
  const reached = new Set(
    [...ROWS.map(([, inputs]) => inputs), { continuity: 'stall' as const }].map((changes) =>
      DECISION_TABLE.findIndex(({ when }) => when({ ...HEALTHY, ...changes })),
    ),
  );
  expect(reached.size).toBe(DECISION_TABLE.length);
});

test('in every tie less outage: nothing counts while anything answers, was not measured, or the router is dead', () => {
  const reaches = ['all', 'most', 'some', 'none', 'na'] as const;
  for (const farV4 of reaches) {
    for (const farV6 of reaches) {
      for (const gateway of ['ok', 'fail', 'na'] as const) {
        for (const continuity of CONTINUITIES) {
          const { counts, state } = decide({ ...HEALTHY, farV4, farV6, gateway, continuity });
          const isSilent = [farV4, farV6].every((one) => one === 'none' || one === 'na') && farV4 !== farV6;
          const isDown =
            continuity === 'ok' && gateway !== 'fail' && (isSilent || (farV4 === 'none' && farV6 === 'none'));
          expect([counts, state === 'down'], `${farV4} ${farV6} ${gateway} ${continuity}`).toEqual([isDown, isDown]);
        }
      }
    }
  }
});

test('na is never a failure: a witness that is not there changes no verdict but the side', () => {
  for (const key of ['gateway', 'ispResolver', 'publicResolvers', 'lan', 'clock', 'silentNetworks'] as const) {
    expect(given({ [key]: 'na' })[0]).toBe('ok');
    expect(given({ ...SILENT, [key]: 'na' })[0]).toBe('line-or-isp-down-unlocalised');
  }
  expect(given({ ispResolver: 'fail', publicResolvers: 'na' })[0]).toBe('ok');
});

test('the words for how many answer', () => {
  expect([0, 1, 2, 3, 4, 5].map((answering) => reachOf(answering, 5))).toEqual([
    'none',
    'some',
    'some',
    'most',
    'most',
    'all',
  ]);
  expect([reachOf(1, 2), reachOf(0, 0), reachOf(1, 1), reachOf(0, 1)]).toEqual(['some', 'na', 'all', 'none']);
});
