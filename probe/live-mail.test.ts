import { expect, test } from 'vitest';
import type { Method, Target } from '../rules/method.ts';
import { startLiveMail } from './live-mail.ts';

const target = (role: Target['role'], address: string): Target => ({
  kind: 'mail',
  backEnd: 'smtp-imap',
  role,
  family: 0,
  address,
  network: 'mail',
  spacingMs: 900_000,
  phaseMs: 0,
});
const METHOD: Method = {
  format: 'linewitness-method/1',
  software: 'test',
  simulated: false,
  roundMs: 5000,
  lateAfterMs: 2000,
  listenMs: 10_000,
  targets: [target('mail', 'in'), target('mailbox', 'a'), target('far', '192.0.2.9')],
};

test('trouble of a test mail, and one that comes after it was given up or unknown, is news; its usual life is none', () => {
  const live = startLiveMail();
  const note = (event: string, mail: number, index = 0) =>
    live.note(
      {
        target: index,
        sentTickMs: 0,
        outcome: 'reply',
        latencyUs: 0,
        unreachableSender: null,
        readings: { mail },
        facts: { event },
      },
      METHOD,
    );
  expect(['submitting', 'accepted', 'sighted', 'hop', 'removed'].map((event) => note(event, 1))).toEqual(
    Array(5).fill(false),
  );
  expect(['accepted', 'overdue', 'sighted'].map((event) => note(event, 2))).toEqual([false, true, true]);
  expect(note('sighted', 3)).toBe(true);
  expect(['refused', 'unreachable', 'config-error', 'uncertain', 'report'].map((event) => note(event, 4))).toEqual(
    Array(5).fill(true),
  );
  expect(note('not-tested', 5)).toBe(false);
  expect([note('blind', 0, 1), note('overdue', 0, 2)]).toEqual([false, false]);
});
