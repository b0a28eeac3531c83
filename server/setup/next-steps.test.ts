import { describe, expect, test } from 'vitest';
import { NEXT_STEP_KINDS } from '../../web/pages/setup-views.ts';
import { nextSteps, type SetupFacts } from './next-steps.ts';

const WELL: SetupFacts = {
  line: { id: 'home', provider: 'Netz AG' },
  unknownCause: null,
  isMeasured: true,
  backEnds: ['fping'],
  hasAlarmPath: true,
};
const kinds = (patch: Partial<SetupFacts>) => nextSteps({ ...WELL, ...patch }).map(({ kind }) => kind);

describe('what is missing', () => {
  test('is nothing when all is well', () => {
    expect(nextSteps(WELL)).toEqual([]);
  });

  test.each<[string, Partial<SetupFacts>, string[]]>([
    [
      'without a probe only what can be done without one',
      { unknownCause: 'no-probe', isMeasured: false, backEnds: [], hasAlarmPath: false },
      ['connect-probe'],
    ],
    [
      'a probe that joined and has not delivered',
      { unknownCause: 'first-contact', isMeasured: false, backEnds: [], hasAlarmPath: false },
      ['await-first'],
    ],
    ['a new probe after the old one was retired', { unknownCause: 'no-probe' }, ['connect-probe']],
    [
      'a probe that never delivered and fell silent',
      { unknownCause: 'no-contact', isMeasured: false },
      ['await-first'],
    ],
    ['a silent probe', { unknownCause: 'no-contact' }, ['probe-silent']],
    ['nobody to wake', { hasAlarmPath: false }, ['add-alarm']],
    ['no provider', { line: { id: 'home', provider: '' } }, ['add-provider']],
    ['ping in place of fping', { backEnds: ['ping'] }, ['install-fping']],
    ['TCP and DNS in place of fping', { backEnds: ['tcp', 'dns'] }, ['install-fping']],
    ['a demo asks for no program', { backEnds: ['simulated'] }, []],
    ['nothing known of the method', { backEnds: [] }, []],
    ['the own server being offline is no fault of the set-up', { unknownCause: 'server-offline' }, []],
  ])('%s', (_name, patch, expected) => {
    expect(kinds(patch)).toEqual(expected);
  });

  test('the most urgent comes first', () => {
    const found = kinds({
      unknownCause: 'no-contact',
      hasAlarmPath: false,
      line: { id: 'home', provider: '' },
      backEnds: ['ping'],
    });
    expect(found).toEqual(['probe-silent', 'add-alarm', 'add-provider', 'install-fping']);
    expect(found.map((kind) => NEXT_STEP_KINDS.indexOf(kind))).toEqual([3, 4, 5, 6]);
  });

  test('each leads to the page that mends it', () => {
    expect(nextSteps({ ...WELL, hasAlarmPath: false, unknownCause: 'no-contact' })).toEqual([
      { kind: 'probe-silent', path: '/owner/lines/home/probe' },
      { kind: 'add-alarm', path: '/owner/alarms' },
    ]);
  });
});
