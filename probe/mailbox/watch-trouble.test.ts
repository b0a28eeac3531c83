import { expect, test } from 'vitest';
import { foreign, testMail, watchHome } from '../../test/fakes/watch-home.ts';

const home = watchHome();

test('a broken connection is told, a new one finds what came meanwhile, and nothing is told twice', async () => {
  const watching = home.watch();
  for (let n = 1; n <= 20; n += 1) {
    await home.idles();
    home.server.cutAll();
    home.server.deliver('INBOX', testMail(n));
    await home.finds(watching, n);
  }
  expect(new Set(watching.found.map(({ token: found }) => found)).size).toBe(20);
  expect(watching.blind.every((reason) => reason === 'closed')).toBe(true);
  await expect.poll(() => home.server.open()).toBe(1);
});

test('a line that died without a word is noticed, also with a question on its way', async () => {
  const watching = home.watch({}, { pace: { deadMs: 600 } });
  await home.idles();
  const tickMs = performance.now();
  home.server.freeze();
  await expect.poll(() => watching.blind.length, { timeout: 20_000 }).toBeGreaterThan(0);
  // asked at most 300 ms later, given up 300 ms after that
  expect(performance.now() - tickMs).toBeLessThan(2_500);
  expect(['closed', 'unreachable']).toContain(watching.blind[0]);
});

test.each([
  ['a refused login', { password: 'other' }, 'login', /refuses the login/],
  ['a server that is full', { greeting: '* BYE [LIMIT] Too many connections' }, 'limit', /patience/],
  ['a server that is away', { greeting: '* BYE [UNAVAILABLE] Try again later' }, 'limit', /patience/],
] as const)('%s is told as such, without leaving a socket', async (_name, options, reason, words) => {
  await home.reopen(options);
  const watching = home.watch();
  await expect.poll(() => watching.blind[0]).toBe(reason);
  expect(watching.sentences[0]).toMatch(words);
  await expect.poll(() => home.server.open()).toBe(0);
});

test('a login that is refused for now asks for patience', async () => {
  home.server.behave((command) =>
    command.startsWith('AUTHENTICATE') ? { say: 'NO [UNAVAILABLE] Temporary failure' } : undefined,
  );
  const watching = home.watch();
  await expect.poll(() => watching.blind[0]).toBe('limit');
});

test('after three refused logins nobody is bothered for an hour, but a wanted look tries at once', async () => {
  await home.reopen({ password: 'other' });
  const watching = home.watch();
  await expect.poll(() => watching.blind.length).toBe(3);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(watching.blind).toHaveLength(3);
  await watching.mailbox.scan();
  expect(watching.blind).toHaveLength(4);
});

test.each([
  'otherName',
  'expired',
] as const)('a wrong certificate (%s) is told, and no password is sent', async (leaf) => {
  for (const security of ['tls', 'starttls'] as const) {
    await home.reopen({ leaf: home.ca[leaf], security });
    const watching = home.watch({ security });
    await expect.poll(() => watching.blind[0]).toBe('certificate');
    expect(watching.sentences[0]).toContain('is not taken: it ');
    expect(home.server.seen.filter((command) => /LOGIN|AUTH/.test(command))).toEqual([]);
    await watching.mailbox.close();
  }
});

test('TLS set where plain text comes first, and the other way round, are told in words', async () => {
  const watching = home.watch({ security: 'tls' });
  await expect.poll(() => watching.sentences[0]).toMatch(/set security to starttls/);
  home.server.behave((command) => (command === 'STARTTLS' ? { say: 'NO not today' } : undefined));
  const second = home.watch();
  await expect.poll(() => second.blind[0]).toBe('tls');
  expect(second.sentences[0]).toContain('offers no encryption');
});

test('a folder that does not exist, a port where nobody is and a secret that cannot be had are told', async () => {
  const missing = home.watch({ folder: 'Nowhere' });
  await expect.poll(() => missing.blind[0]).toBe('folder');
  const closed = home.watch({ port: 1 });
  await expect.poll(() => closed.blind[0]).toBe('unreachable');
  const secretless = home.watch({ secret: () => Promise.reject(new Error('The command ended with 1.')) });
  await expect.poll(() => secretless.sentences[0]).toBe('The command ended with 1.');
});

test.each([
  ['ends in the middle of a line', { raw: '* 1 FETCH (UID 1 RFC822.SI' }],
  ['answers with what is no IMAP', { raw: '* 1 FETCH (((((\r\n* ]]]] {12\r\n\0\0\0\r\n' }],
  ['announces a literal of 4 GB', { raw: '* 1 FETCH (UID 1 BODY[HEADER.FIELDS (SUBJECT)] {4000000000}\r\nxx' }],
  ['says a line without end', { raw: `* 1 FETCH (UID 1 ${'x'.repeat(5_000_000)}` }],
] as const)(
  'a server that %s once is left, and asked anew',
  async (_name, manner) => {
    let isBroken = true;
    home.server.behave((command) => (isBroken && command.startsWith('UID FETCH') ? manner : undefined));
    home.server.deliver('INBOX', testMail(1));
    const watching = home.watch({}, { pace: { deadMs: 500 } });
    await expect.poll(() => watching.blind.length, { timeout: 20_000 }).toBeGreaterThan(0);
    isBroken = false;
    await home.finds(watching, 1);
  },
  15_000,
);

test('a junk folder whose name is misspelt is told once, and the mailbox is watched', async () => {
  const watching = home.watch({ junkFolder: 'Junkk' });
  await expect.poll(() => watching.troubles).toEqual(['There is no folder Junkk: look at "junkFolder".']);
  await watching.mailbox.scan();
  expect(watching.troubles).toHaveLength(1);
  expect(watching.watched.length).toBeGreaterThan(0);
});

test('one mail that breaks the connection each time is left out, the others are found', async () => {
  home.server.deliver('INBOX', testMail(1));
  const evil = home.server.deliver('INBOX', { head: `Subject: ${'x'.repeat(400_000)}` });
  home.server.deliver('INBOX', testMail(3));
  const watching = home.watch();
  await expect.poll(() => new Set(watching.found.map(({ token: found }) => found)).size, { timeout: 20_000 }).toBe(2);
  expect(watching.troubles).toEqual([`The mail ${evil.uid} in INBOX can't be read and is left out.`]);
  await home.idles();
});

test('10,000 foreign mails and 500 forged ones are looked through in bounded memory', async () => {
  for (let n = 0; n < 10_000; n += 1)
    home.server.deliver('INBOX', { ...foreign(`Mail ${n}`), sizeBytes: n === 5 ? 100_000_000 : 2_000 });
  for (let n = 1; n <= 500; n += 1) home.server.deliver('INBOX', testMail(n));
  const watching = home.watch();
  await expect.poll(() => watching.found.length, { timeout: 30_000, interval: 200 }).toBe(500);
  await home.idles();
  expect(watching.cursor()['INBOX']?.lastUid).toBe(10_500);
}, 40_000);

test('a junk folder that somebody removes, and one that does not open, leave the rest watched', async () => {
  const watching = home.watch({}, { pace: { besideMs: 50, farMs: 200 } });
  await home.idles();
  watching.mailbox.await(Date.now());
  home.server.folders.splice(1, 1);
  home.server.deliver('Closed', testMail(1));
  home.server.behave((command) => (command === 'EXAMINE Closed' ? { say: 'NO [NOPERM] not yours' } : undefined));
  await expect.poll(() => watching.troubles, { timeout: 20_000 }).toEqual(["The folder Closed can't be opened."]);
  home.server.deliver('INBOX', testMail(2));
  await home.finds(watching, 1);
  expect(watching.blind).toEqual([]);
  expect(watching.troubles).toHaveLength(1);
});
