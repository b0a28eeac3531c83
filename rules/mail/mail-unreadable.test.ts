import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { foldMailEvents } from './fold-mail.ts';
import { acceptedMail, mailboxTold, sightedMail, T0_AT_MS, told } from './mail-samples.ts';
import { SIMULATED_ROUTE as ROUTE } from './simulated-mail.ts';

const tools = { sha256: (text: string) => createHash('sha256').update(text).digest('hex') };
const at = (minutes: number) => T0_AT_MS + minutes * 60_000;
const fold = (events: Parameters<typeof foldMailEvents>[2]) => foldMailEvents('home', ROUTE, events, tools);
/** Mail `n` is handed over `15 · n` minutes after the begin and seen at once. */
const prompt = (n: number) => [...acceptedMail(n, at(15 * n)), sightedMail(n, at(15 * n) + 900)];

test('a mailbox into which nobody can look for days is told of, with bounds, and against nobody', () => {
  const blind = Array.from({ length: 12 }, (_, n) =>
    told(3 + n, 'not-tested', at(45 + 15 * n), { facts: { reason: 'mailbox-blind' } }),
  );
  const nobody = { leg: 'unknown', side: 'unknown', account: null };
  const { now, delays } = fold([...prompt(1), ...prompt(2), mailboxTold('watching', at(40)), ...blind]);
  expect(now).toMatchObject({ verdict: 'mail-unreadable', row: 'M7', sinceAtMs: at(45), place: nobody });
  expect(delays).toMatchObject([
    {
      verdict: 'mail-unreadable',
      startEarliestAtMs: at(30),
      startLatestAtMs: at(45),
      endLatestAtMs: null,
      mails: 12,
    },
  ]);
  const again = [...prompt(15), ...prompt(16)];
  const over = fold([
    ...prompt(1),
    ...prompt(2),
    mailboxTold('watching', at(40)),
    ...blind,
    ...again,
    mailboxTold('watching', at(250)),
  ]);
  expect(over.now.verdict).toBe('mail-ok');
  expect(over.delays).toMatchObject([{ verdict: 'mail-unreadable', endEarliestAtMs: at(210), endLatestAtMs: at(225) }]);
});

test('one slot at which nobody could look is not tested, and no more', () => {
  const blind = told(3, 'not-tested', at(45), { facts: { reason: 'mailbox-blind' } });
  const { now, delays } = fold([...prompt(1), ...prompt(2), mailboxTold('watching', at(40)), blind]);
  expect(now).toMatchObject({ verdict: 'mail-not-tested', sinceAtMs: at(45) });
  expect(delays).toEqual([]);
});
