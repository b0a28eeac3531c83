import { expect, test } from 'vitest';
import { enhancedStatusOf, queueIdOf } from './smtp-reply.ts';

test.each([
  ['Postfix', '250 2.0.0 Ok: queued as 4XyZ12abCd', '4XyZ12abCd'],
  ['Postfix with long ids', '250 2.0.0 Ok: queued as 4XyZ12abCdz9Q7k', '4XyZ12abCdz9Q7k'],
  ['Exim', '250 OK id=1tEabc-000000001Xy-0aBc', '1tEabc-000000001Xy-0aBc'],
  ['GMX', '250 Requested mail action okay, completed: id=1MJVHU-1tY3rJ0abc-00X2mE', '1MJVHU-1tY3rJ0abc-00X2mE'],
  [
    'Google',
    '250 2.0.0 OK  1763805723 5b1f17b1804b1-477a9dd1a2bsm12345e9.4 - gsmtp',
    '5b1f17b1804b1-477a9dd1a2bsm12345e9.4',
  ],
  [
    'Exchange',
    '250 2.6.0 <x@y> [InternalId=12345678901234, Hostname=AM0PR01.example] 8 bytes in 0.1, 5 KB/sec Queued mail for delivery',
    '12345678901234',
  ],
  ['Sendmail', '250 2.0.0 4AMA23xx012345 Message accepted for delivery', '4AMA23xx012345'],
  ['qmail', '250 ok 1763805723 qp 12345', '12345'],
])('the queue id of %s is read from its reply', (_name, reply, id) => {
  expect(queueIdOf(reply)).toBe(id);
});

test('a reply without an id has none', () => {
  expect(queueIdOf('250 Ok')).toBeNull();
  expect(queueIdOf('250 2.0.0 Message accepted')).toBeNull();
});

test('the enhanced status is read where there is one', () => {
  expect(enhancedStatusOf('450 4.3.2 Try later')).toBe('4.3.2');
  expect(enhancedStatusOf('550-5.1.1 The account\n550 5.1.1 does not exist')).toBe('5.1.1');
  expect(enhancedStatusOf('550 No such user at 5.1.1')).toBeNull();
});

test('of a long reply only the begin is looked at, so that words without end cost nothing', () => {
  expect(queueIdOf(`250 ok ${'x '.repeat(500)}queued as 4ABC1`)).toBe('4ABC1');
  expect(queueIdOf(`250 ok ${'queued('.repeat(9_000)} queued as 4ABC1`)).toBeNull();
});
