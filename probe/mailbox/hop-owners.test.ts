import { expect, test } from 'vitest';
import { assignOwners, domainsOf, registrableDomain } from './hop-owners.ts';
import type { Hop } from './received.ts';

const senderDomains = ['provider.example'];
const receiverDomains = ['other.example'];

function hops(...lines: [by: string | null, id: string | null][]): Hop[] {
  return lines.map(([by, id], hop) => ({
    hop,
    by,
    id,
    stampAtMs: null,
    from: null,
    protocol: null,
    domain: by === null ? null : registrableDomain(by),
  }));
}
const owners = (given: Hop[], queueId: string | null, sender = senderDomains, receiver = receiverDomains) =>
  assignOwners(given, { queueId, senderDomains: sender, receiverDomains: receiver }).map(({ owner, isAnchor }) =>
    isAnchor ? `${owner}*` : owner,
  );

test('the line with the queue id is the anchor, the sender’s up to its last, the rest the receiver’s', () => {
  const way = hops(
    ['smtp.provider.example', 'A1'],
    ['out.provider.example', 'A2'],
    ['mx.other.example', 'B1'],
    ['store-3', 'C1'],
  );
  expect(owners(way, 'A1')).toEqual(['sender*', 'sender', 'receiver', 'receiver']);
});

test('inner hosts between two lines of the sender are the sender’s, whatever they are called', () => {
  const way = hops(
    ['smtp.provider.example', 'A1'],
    ['localhost', 'F1'],
    ['out.provider.example', 'A2'],
    ['mx.other.example', 'B1'],
  );
  expect(owners(way, 'A1')).toEqual(['sender*', 'sender', 'sender', 'receiver']);
});

test('lines below the anchor may be invented and are nobody’s', () => {
  const way = hops(
    ['mx.other.example', 'OLD'],
    ['smtp.provider.example', 'FAKE'],
    ['smtp.provider.example', 'A1'],
    ['mx.other.example', 'B1'],
  );
  expect(owners(way, 'A1')).toEqual(['unknown', 'unknown', 'sender*', 'receiver']);
});

test('a third host between both is told as other', () => {
  const way = hops(['smtp.provider.example', 'A1'], ['filter.elsewhere.example', 'X'], ['mx.other.example', 'B1']);
  expect(owners(way, 'A1')).toEqual(['sender*', 'other', 'receiver']);
});

test('without an anchor lines are believed from the top only', () => {
  const planted = hops(
    ['mx.other.example', 'FAKE'],
    ['elsewhere.example', 'X'],
    ['mx.other.example', 'B1'],
    ['store-3', 'C1'],
  );
  expect(owners(planted, null)).toEqual(['other', 'other', 'receiver', 'receiver']);
});

test('without an anchor the sender’s own lines are still known by their names', () => {
  const way = hops(['smtp.provider.example', 'A1'], ['mx.other.example', 'B1']);
  expect(owners(way, 'UNKNOWN-ID')).toEqual(['sender', 'receiver']);
});

test('a mail that stays with one provider is the receiver’s from the line after the anchor on', () => {
  const way = hops(['smtp.provider.example', 'A1'], ['inner.provider.example', 'A2'], ['store.provider.example', 'A3']);
  expect(owners(way, 'A1', senderDomains, senderDomains)).toEqual(['sender*', 'receiver', 'receiver']);
});

test('a mail without any line has no hops', () => {
  expect(owners([], 'A1')).toEqual([]);
});

test('the topmost line is the receiver’s, for nobody else can have written it', () => {
  expect(owners(hops(['smtp.provider.example', 'A1'], ['mailstore-77', 'Z']), 'A1')).toEqual(['sender*', 'receiver']);
});

test('an account’s domains are those of its address and servers, with what is known to be the same provider', () => {
  const account = (address: string, host: string) => ({
    address,
    smtp: { host, port: 587, security: 'starttls' as const },
    imap: null,
  });
  expect(domainsOf(account('erika@t-online.de', 'securesmtp.t-online.de'))).toEqual([
    't-online.de',
    'magenta.de',
    'telekom.de',
  ]);
  expect(domainsOf(account('a@firma.example', 'smtp.ionos.de'))).toEqual(
    expect.arrayContaining(['firma.example', 'kundenserver.de']),
  );
  expect(domainsOf(account('a@home.example', '127.0.0.1'))).toEqual(['home.example']);
});

test('a registrable domain is found below public suffixes, none for addresses and bare names', () => {
  expect(registrableDomain('MX1.Mail.Provider.co.uk')).toBe('provider.co.uk');
  expect(registrableDomain('192.0.2.1')).toBeNull();
  expect(registrableDomain('[192.0.2.1]')).toBeNull();
  expect(registrableDomain('localhost')).toBeNull();
});

test('an id with the instant behind it is the same id', () => {
  const id = '5b1f17b1804b1-477a9dd1a2bsm12345e9.4';
  expect(owners(hops(['smtp.provider.example', `${id}.2026.11.22.02.02.03`], ['mx.other.example', 'B1']), id)).toEqual([
    'sender*',
    'receiver',
  ]);
  expect(owners(hops(['smtp.provider.example', 'A1.2'], ['mx.other.example', 'B1']), 'A1')).toEqual([
    'sender',
    'receiver',
  ]);
});

test('whatever lines a mail brings, at most one is the anchor, none below it is anybody’s, and the receiver’s are on top', () => {
  const names = [null, 'smtp.provider.example', 'mx.other.example', 'x.elsewhere.example', 'localhost', '192.0.2.1'];
  let seed = 3;
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  for (let round = 0; round < 2_000; round += 1) {
    const lines = Array.from({ length: next(8) }, (): [string | null, string | null] => [
      names[next(names.length)] ?? null,
      `Q${next(4)}`,
    ]);
    const told = assignOwners(hops(...lines), { queueId: 'Q0', senderDomains, receiverDomains });
    const anchor = told.findIndex(({ isAnchor }) => isAnchor);
    expect(told.filter(({ isAnchor }) => isAnchor).length).toBeLessThanOrEqual(1);
    expect(told.slice(0, Math.max(anchor, 0)).every(({ owner }) => owner === 'unknown')).toBe(true);
    const firstOfReceiver = told.findIndex(({ owner }) => owner === 'receiver');
    if (firstOfReceiver >= 0) expect(told.slice(firstOfReceiver).every(({ owner }) => owner === 'receiver')).toBe(true);
  }
});
