import { expect, test } from 'vitest';
import { seeded } from '../outage/seeded.ts';
import { MAIL_VERDICTS } from './mail.ts';
import { decideMail, MAIL_TABLE, type MailInputs, NO_MAIL_INPUTS } from './mail-table.ts';

const WELL: MailInputs = {
  ...NO_MAIL_INPUTS,
  slots: 'tested',
  submission: 'accepted',
  ending: 'arrived',
  folder: 'inbox',
};
type Case = [number: string, name: string, changes: Partial<MailInputs>, verdict: string, side: string];
const sides = (number: string, name: string, changes: Partial<MailInputs>, verdict: string): Case[] => [
  [`${number}a`, `${name}, proven to lie at the provider`, { ...changes, holder: 'provider' }, verdict, 'provider'],
  [`${number}b`, `${name}, proven to lie at another one`, { ...changes, holder: 'remote' }, verdict, 'remote'],
  [`${number}c`, `${name}, nobody knows where`, changes, verdict, 'unknown'],
];
const CASES: Case[] = [
  ['M1', 'no mail has ever been told of', NO_MAIL_INPUTS, 'mail-unknown', 'unknown'],
  ...sides('M2', 'most mails of a stretch never came', { delay: 'lost' }, 'mail-lost'),
  ...sides('M3', 'a mail is overdue', { open: 'overdue' }, 'mail-delayed'),
  ['M3c', 'a mail is stuck', { open: 'stuck' }, 'mail-delayed', 'unknown'],
  [
    'M3a',
    'all have come, and fresh ones have not been prompt yet',
    { delay: 'late', holder: 'provider' },
    'mail-delayed',
    'provider',
  ],
  [
    'M3c',
    'a mail is overdue and the next one refused',
    { open: 'overdue', submission: 'refused' },
    'mail-delayed',
    'unknown',
  ],
  ['M3c', 'a mail is overdue and nothing is tested', { open: 'overdue', slots: 'untested' }, 'mail-delayed', 'unknown'],
  ['M4', 'the login was refused', { submission: 'config-error' }, 'mail-config-error', 'unknown'],
  [
    'M4',
    'the login was refused, whoever is known to be at fault',
    { submission: 'config-error', holder: 'provider' },
    'mail-config-error',
    'unknown',
  ],
  ...sides('M5', 'nobody took the mail', { submission: 'unreachable' }, 'mail-unreachable'),
  ...sides('M6', 'the mail was refused', { submission: 'refused' }, 'mail-blocked'),
  ['M7', 'nobody can look into the mailbox', { slots: 'blind' }, 'mail-unreadable', 'unknown'],
  ['M7', 'that is nobody’s proven fault', { slots: 'blind', holder: 'provider' }, 'mail-unreadable', 'unknown'],
  [
    'M3c',
    'a mail is overdue and the mailbox unreadable',
    { open: 'overdue', slots: 'blind' },
    'mail-delayed',
    'unknown',
  ],
  ...sides('M8', 'the mail was given back', { ending: 'bounced' }, 'mail-bouncing'),
  ['M9', 'the newest mail lay in the junk folder', { folder: 'junk' }, 'mail-to-junk', 'unknown'],
  ['M9', 'the filter is nobody’s proven fault', { folder: 'junk', holder: 'provider' }, 'mail-to-junk', 'unknown'],
  ['M10', 'the line is down', { slots: 'untested' }, 'mail-not-tested', 'unknown'],
  ['M11', 'mails arrive', {}, 'mail-ok', 'unknown'],
  ['M11', 'the newest is on its way', { open: 'waiting' }, 'mail-ok', 'unknown'],
  ['M12', 'the first one is on its way', { ending: 'na', folder: 'na', open: 'waiting' }, 'mail-unknown', 'unknown'],
];
for (const [number, name, changes, verdict, side] of CASES) {
  test(`row ${number}: ${name}`, () => {
    const row = decideMail({ ...WELL, ...changes });
    expect([row.number, row.verdict, row.side]).toEqual([number, verdict, side]);
  });
}

test('every row can be reached, and every word of the list is said', () => {
  const reached = new Set(CASES.map(([, , changes]) => decideMail({ ...WELL, ...changes })));
  expect(MAIL_TABLE.filter((row) => !reached.has(row)).map(({ number }) => number)).toEqual([]);
  expect(new Set(MAIL_TABLE.map(({ verdict }) => verdict))).toEqual(new Set(MAIL_VERDICTS));
  expect(new Set(MAIL_TABLE.map(({ number }) => number)).size).toBe(MAIL_TABLE.length);
});

const VALUES: { [Key in keyof MailInputs]: readonly MailInputs[Key][] } = {
  slots: ['none', 'tested', 'tested', 'untested', 'blind'],
  open: ['none', 'none', 'waiting', 'overdue', 'stuck'],
  delay: ['none', 'none', 'late', 'lost'],
  submission: ['accepted', 'accepted', 'refused', 'unreachable', 'config-error', 'na'],
  ending: ['arrived', 'arrived', 'bounced', 'lost', 'na'],
  folder: ['inbox', 'inbox', 'junk', 'na'],
  holder: ['provider', 'remote', 'unknown'],
};
const KEYS = Object.keys(VALUES) as (keyof MailInputs)[]; // exactly the keys of the type

function everyInput(check: (inputs: MailInputs, label: string) => void): void {
  const random = seeded(7);
  for (let index = 0; index < 8000; index += 1) {
    const entries = KEYS.map((key) => [key, VALUES[key][Math.floor(random() * VALUES[key].length)]]);
    const inputs = Object.fromEntries(entries) as MailInputs; // a value of its own list for each key
    check(inputs, JSON.stringify(inputs));
  }
}

test('whatever the inputs, the first row that fits decides', () => {
  everyInput((inputs, label) => {
    const row = decideMail(inputs);
    expect(
      MAIL_TABLE.slice(0, MAIL_TABLE.indexOf(row)).some(({ when }) => when(inputs)),
      label,
    ).toBe(false);
    expect(decideMail({ ...inputs }), label).toBe(row);
  });
});

test('no side is named but the one that is proven, and none for what the owner’s settings or filters may have done', () => {
  everyInput((inputs, label) => {
    const { side, verdict } = decideMail(inputs);
    if (side !== 'unknown') expect(side, label).toBe(inputs.holder);
    if (
      ['mail-config-error', 'mail-unreadable', 'mail-to-junk', 'mail-not-tested', 'mail-ok', 'mail-unknown'].includes(
        verdict,
      )
    )
      expect(side, label).toBe('unknown');
  });
});

test('taking a finding away never makes the verdict about mails in a provider’s hands', () => {
  const quiet: Partial<MailInputs> = { submission: 'na', ending: 'na', folder: 'na', slots: 'tested' };
  everyInput((inputs, label) => {
    const before = decideMail(inputs).verdict;
    for (const key of Object.keys(quiet) as (keyof MailInputs)[]) {
      const after = decideMail({ ...inputs, [key]: quiet[key] }).verdict;
      if (before !== 'mail-delayed' && before !== 'mail-lost' && inputs.slots !== 'none')
        expect(['mail-delayed', 'mail-lost'], `${key} ${label}`).not.toContain(after);
    }
  });
});
