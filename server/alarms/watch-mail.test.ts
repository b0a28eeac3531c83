import { expect, test } from 'vitest';
import type { MailRouteNow, MailVerdict } from '../../rules/mail/mail.ts';
import { FAKE_ROUTE } from '../../test/fakes/mailing-probe.ts';
import { type MailState, watchMail } from './watch-mail.ts';

const T0 = Date.UTC(2026, 9, 2, 12);
const MINUTE_MS = 60_000;

function now(verdict: MailVerdict, sinceAtMs: number | null = null): MailRouteNow {
  const oldest = verdict === 'mail-delayed' ? { number: 4, acceptedAtMs: T0, atLeastMs: 900_000 } : null;
  return {
    route: 'in',
    settings: FAKE_ROUTE,
    verdict,
    row: 'M1',
    place: { leg: 'unknown', side: 'unknown', account: null },
    sinceAtMs,
    asOfMs: T0,
    blind: null,
    oldest,
    openMails: oldest ? 2 : 0,
    last: null,
    tags: [],
  };
}

/** Looks a quarter of an hour apart; what is kept is JSON. */
function play(looks: MailRouteNow[][]) {
  let state: MailState = {};
  return looks.map((routes, index) => {
    const look = watchMail(state, routes, T0 + index * 15 * MINUTE_MS);
    state = JSON.parse(JSON.stringify(look.state)) as MailState;
    return look.events.map(({ kind, key }) => `${kind} ${key}`);
  });
}

const delayed = now('mail-delayed', T0 - MINUTE_MS);
const key = `in-${T0 - MINUTE_MS}`;

test('a route that holds mail is told once, and once when mails arrive again', () => {
  expect(play([[now('mail-ok')], [delayed], [delayed], [now('mail-ok')], [now('mail-ok')]])).toEqual([
    [],
    [`mail-trouble ${key}`],
    [],
    [`mail-well ${key}`],
    [],
  ]);
});

test('each other finding of the same time is told once, and one end of all', () => {
  const lost = now('mail-lost', T0 - MINUTE_MS);
  expect(play([[delayed], [lost], [delayed], [now('mail-ok')]])).toEqual([
    [`mail-trouble ${key}`],
    [`mail-trouble ${key}-mail-lost`],
    [],
    [`mail-well ${key}`],
  ]);
});

test('that a route is not tested is neither the end of a trouble nor one', () => {
  expect(play([[delayed], [now('mail-not-tested')], [delayed], [now('mail-unknown')]])).toEqual([
    [`mail-trouble ${key}`],
    [],
    [],
    [],
  ]);
});

test('mail in the junk folder is no trouble, and a route that was taken out is forgotten', () => {
  expect(play([[now('mail-to-junk')], [delayed], [], [now('mail-ok')]])).toEqual([[], [`mail-trouble ${key}`], [], []]);
});

test('a route that comes and goes is told three times in six hours, then only what lasts an hour', () => {
  const at = (index: number) => now('mail-blocked', T0 + index * 15 * MINUTE_MS);
  const flapping = Array.from({ length: 8 }, (_, index) => [index % 2 === 0 ? at(index) : now('mail-ok')]);
  const lasting = Array.from({ length: 5 }, () => [at(8)]);
  const told = play([...flapping, ...lasting]).map((events) => events.length);
  expect(told).toEqual([1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1]);
});
