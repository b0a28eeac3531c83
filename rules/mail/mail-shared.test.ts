import { expect, test } from 'vitest';
import type { MailRouteNow, MailVerdict } from './mail.ts';
import { NOWHERE } from './mail-place.ts';
import { T0_AT_MS } from './mail-samples.ts';
import { placeAcross, sharedTrouble } from './mail-shared.ts';
import { SIMULATED_ROUTE } from './simulated-mail.ts';

const HOUR_MS = 3_600_000;

function now(from: string, to: string, verdict: MailVerdict, more: Partial<MailRouteNow> = {}): MailRouteNow {
  const isOk = verdict === 'mail-ok';
  return {
    route: `${from}-${to}`,
    settings: { ...SIMULATED_ROUTE, name: `${from}-${to}`, from, to, provider: to === 'telekom' ? 'to' : 'from' },
    verdict,
    row: '',
    place: NOWHERE,
    sinceAtMs: isOk ? null : T0_AT_MS,
    asOfMs: T0_AT_MS + 2 * HOUR_MS,
    blind: null,
    oldest: null,
    openMails: 0,
    last: { number: 9, atMs: T0_AT_MS + HOUR_MS, state: isOk ? 'arrived' : 'overdue' },
    tags: [],
    ...more,
  };
}

test('routes that fail and share a mailbox: the mailbox is named', () => {
  const nows = [
    now('gmx', 'telekom', 'mail-delayed'),
    now('web', 'telekom', 'mail-delayed'),
    now('telekom', 'gmx', 'mail-ok'),
  ];
  expect(sharedTrouble(nows)).toEqual([{ account: 'telekom', routes: ['gmx-telekom', 'web-telekom'] }]);
});

test('an account that nothing can be handed over with is named, one that nobody can send to is not', () => {
  const refused = [now('gmx', 'telekom', 'mail-blocked'), now('gmx', 'web', 'mail-unreachable')];
  expect(sharedTrouble(refused)).toEqual([{ account: 'gmx', routes: ['gmx-telekom', 'gmx-web'] }]);
  expect(sharedTrouble([now('gmx', 'telekom', 'mail-blocked'), now('web', 'telekom', 'mail-blocked')])).toEqual([]);
});

test('nothing is shared where one of them is well, only one fails, or two mailboxes would explain it', () => {
  const late = now('gmx', 'telekom', 'mail-delayed');
  expect(sharedTrouble([late, now('web', 'telekom', 'mail-ok')])).toEqual([]);
  expect(sharedTrouble([late, now('telekom', 'gmx', 'mail-ok')])).toEqual([]);
  expect(sharedTrouble([late, now('telekom', 'gmx', 'mail-delayed')])).toEqual([]);
  expect(sharedTrouble([late, { ...late, route: 'again' }])).toEqual([]);
  expect(sharedTrouble([late, now('web', 'telekom', 'mail-not-tested')])).toEqual([]);
});

test('the receiver is named when others’ mails are held up too and this sender reaches another one', () => {
  const late = now('gmx', 'telekom', 'mail-delayed');
  const alsoLate = now('web', 'telekom', 'mail-delayed');
  const works = now('gmx', 'web', 'mail-ok');
  expect(placeAcross(late, [late, alsoLate, works])).toEqual({ leg: 'receiver', side: 'unknown', account: 'telekom' });
  expect(placeAcross(late, [late, alsoLate])).toEqual(NOWHERE);
  expect(placeAcross(late, [late, works])).toEqual(NOWHERE);
});

test('the sender is named when its mails to another one are held up too and others reach this one', () => {
  const late = now('telekom', 'gmx', 'mail-delayed');
  const others = [now('telekom', 'web', 'mail-delayed'), now('web', 'gmx', 'mail-ok')];
  expect(placeAcross(late, [late, ...others])).toEqual({ leg: 'sender', side: 'provider', account: 'telekom' });
});

test('a witness of yesterday, one of another time, and one that contradicts prove nothing', () => {
  const late = now('gmx', 'telekom', 'mail-delayed');
  const alsoLate = now('web', 'telekom', 'mail-delayed');
  const works = now('gmx', 'web', 'mail-ok');
  const old = { ...works, last: { number: 9, atMs: T0_AT_MS - 1, state: 'arrived' as const } };
  expect(placeAcross(late, [alsoLate, old])).toEqual(NOWHERE);
  expect(
    placeAcross(late, [{ ...alsoLate, asOfMs: T0_AT_MS - HOUR_MS, sinceAtMs: T0_AT_MS - 2 * HOUR_MS }, works]),
  ).toEqual(NOWHERE);
  expect(placeAcross(late, [alsoLate, works, now('arcor', 'telekom', 'mail-ok')])).toEqual(NOWHERE);
  expect(placeAcross(late, [alsoLate, works, now('gmx', 'arcor', 'mail-delayed')])).toEqual(NOWHERE);
});

test('what its own hops prove stands, and a route that is well has no place', () => {
  const place = { leg: 'sender', side: 'remote', account: 'gmx' } as const;
  const others = [now('web', 'telekom', 'mail-delayed'), now('gmx', 'web', 'mail-ok')];
  expect(placeAcross(now('gmx', 'telekom', 'mail-delayed', { place }), others)).toEqual(place);
  expect(placeAcross(now('gmx', 'telekom', 'mail-ok'), others)).toEqual(NOWHERE);
});
