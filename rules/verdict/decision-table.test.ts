import { describe, expect, test } from 'vitest';
import { BEHIND, HEALTHY, LINE_CASES, NO_ANSWER } from './decision-cases.ts';
import { SERVICE_CASES } from './decision-cases-services.ts';
import { DECISION_TABLE, decide, rowFor } from './decision-table.ts';
import { CONTINUITIES, type Inputs, reachOf } from './inputs.ts';
import { VERDICTS } from './verdict.ts';

const given = (changes: Partial<Inputs>) => {
  const { name, side, state, counts, cause } = decide({ ...HEALTHY, ...changes });
  return [name, side, state, counts, cause];
};
const CASES = [...LINE_CASES, ...SERVICE_CASES];
for (const [number, name, inputs, expected] of CASES) {
  test(`row ${number}: ${name}`, () => {
    expect(given(inputs)).toEqual(expected);
    expect(rowFor({ ...HEALTHY, ...inputs }).number).toBe(number);
  });
}

test('every row can be reached, and says a word of the list', () => {
  const reached = new Set(CASES.map(([, , inputs]) => rowFor({ ...HEALTHY, ...inputs })));
  expect(DECISION_TABLE.filter((row) => !reached.has(row)).map(({ number, side }) => [number, side])).toEqual([]);
  expect(new Set(DECISION_TABLE.map(({ verdict }) => verdict))).toEqual(new Set(VERDICTS));
});

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

describe('ties and missing inputs of the reference', () => {
  test('without the router’s word rows 7 to 9 collapse into 10 and 12', () => {
    for (const changes of [{ dslSync: 'down' }, { wanSession: 'disconnected' }] as const) {
      const asked = { ...NO_ANSWER, ispHost: 'na', ispResolver: 'na', firstHop: 'fail', ...changes } as const;
      expect(['7', '9']).toContain(rowFor({ ...HEALTHY, ...asked }).number);
      const unasked = { ...asked, dslSync: 'na', wanSession: 'na' } as const;
      expect(rowFor({ ...HEALTHY, ...unasked }).number).toBe('10');
      expect(rowFor({ ...HEALTHY, ...unasked, firstHop: 'na' }).number).toBe('12');
    }
  });

  test('the DSL is up and the session unknown: row 10 or 12, never 7', () => {
    const asked = { ...BEHIND, dslSync: 'up', wanSession: 'na' } as const;
    expect(rowFor({ ...HEALTHY, ...asked, firstHop: 'fail' }).number).toBe('10');
    expect(rowFor({ ...HEALTHY, ...asked, firstHop: 'na' }).number).toBe('12');
  });

  test('the DSL is said to be down while packets pass: packets are believed', () => {
    expect(given({ dslSync: 'down' })[0]).toBe('ok');
    expect(given({ wanSession: 'disconnected' })[0]).toBe('ok');
  });
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
