import { expect, test } from 'vitest';
import { USUAL } from '../../test/fakes/imap-commands.ts';
import { foreign, testMail, token, watchHome } from '../../test/fakes/watch-home.ts';

const home = watchHome();

test.each([
  'tls',
  'starttls',
] as const)('a mail that comes while it waits is told with where it lies and its hops (%s)', async (security) => {
  await home.reopen({ security });
  const watching = home.watch({ security });
  await home.idles();
  const [stored, atTickMs] = [home.server.deliver('INBOX', testMail(1)), performance.now()];
  await home.finds(watching, 1);
  const [mail] = watching.found;
  expect(mail).toMatchObject({
    token: token(1),
    matchedBy: 'header',
    folder: 'inbox',
    ref: { folderPath: 'INBOX', uidValidity: '1700000000', uid: stored.uid },
    watched: 'idle',
    sizeBytes: stored.sizeBytes,
    internalDateAtMs: Math.floor(stored.atMs / 1_000) * 1_000,
    headerText: stored.head.trimEnd(),
  });
  expect(mail?.hops).toMatchObject([{ by: 'mx.other.example', id: 'B1' }]);
  expect((mail?.seenTickMs ?? 0) - atTickMs).toBeLessThan(1_000);
  expect(mail?.lastEmptyTickMs ?? Number.NaN).toBeLessThan(atTickMs);
});

test('nothing is ever changed in the mailbox, and of foreign mails only named lines are read', async () => {
  home.server.deliver('INBOX', foreign());
  const watching = home.watch();
  await home.idles();
  home.server.deliver('INBOX', foreign('more'));
  home.server.deliver('INBOX', testMail(1));
  await home.finds(watching, 1);
  await watching.mailbox.scan();
  expect(home.server.seen.filter((command) => /^(SELECT|UID STORE|EXPUNGE|APPEND)/.test(command))).toEqual([]);
  const [, ...fetches] = home.server.seen
    .filter((command) => command.startsWith('UID FETCH'))
    .join('\n')
    .split('BODY');
  expect(fetches.every((asked) => asked.startsWith('.PEEK['))).toBe(true);
  expect(home.server.folder('INBOX').mails.every(({ flags }) => flags.size === 0)).toBe(true);
});

test('while a mail is awaited the bounds of its arrival are narrow', async () => {
  const watching = home.watch();
  await home.idles();
  watching.mailbox.await(Date.now());
  await new Promise((resolve) => setTimeout(resolve, 500));
  home.server.deliver('INBOX', testMail(1));
  await home.finds(watching, 1);
  const { seenTickMs = 0, lastEmptyTickMs } = watching.found[0] ?? {};
  expect(seenTickMs - (lastEmptyTickMs ?? 0)).toBeLessThan(400);
});

test('without IDLE it is found by asking, and said so', async () => {
  await home.reopen({ capabilities: USUAL.filter((word) => word !== 'IDLE') });
  const watching = home.watch();
  await expect.poll(() => watching.watched.length).toBeGreaterThan(0);
  home.server.deliver('INBOX', testMail(1));
  await home.finds(watching, 1);
  expect(watching.found[0]?.watched).toBe('poll');
  expect(watching.watched[0]?.mode).toBe('poll');
});

test('mails in junk and in folders of a rule are found with the kind of the folder', async () => {
  const watching = home.watch({}, { pace: { besideMs: 100, farMs: 100 } });
  await home.idles();
  watching.mailbox.await(Date.now());
  home.server.deliver('Junk', testMail(1));
  home.server.deliver('Rules/Tests', testMail(2));
  home.server.deliver('Trash', testMail(3));
  await home.finds(watching, 3);
  expect(watching.found.map(({ folder, folderPath }) => `${folder} ${folderPath}`).sort()).toEqual([
    'junk Junk',
    'other Rules/Tests',
    'trash Trash',
  ]);
  home.server.deliver('INBOX', testMail(4));
  await home.finds(watching, 4);
});

test('a mail that its provider shows in two folders is told once, and its head in the letters it was written in', async () => {
  home.server.folders.push({ ...home.server.folder('All'), use: '\\All' });
  home.server.folders.splice(
    home.server.folders.findIndex(({ path, use }) => path === 'All' && use === null),
    1,
  );
  const watching = home.watch();
  await home.idles();
  const mail = { ...testMail(1), head: `X-Note: ${Buffer.from('für').toString('latin1')}\r\n${testMail(1).head}` };
  home.server.deliver('INBOX', mail);
  home.server.deliver('All', mail);
  await watching.mailbox.scan();
  expect(watching.found).toMatchObject([{ folder: 'inbox' }]);
  expect(watching.found[0]?.headerText).toContain('X-Note: für\r\n');
});

test('a junk folder that the owner names is one', async () => {
  await home.reopen({ capabilities: ['IDLE', 'UIDPLUS'] });
  home.server.folders.splice(1, 1);
  home.server.folder('Unwanted stuff');
  const watching = home.watch({ junkFolder: 'Unwanted stuff' });
  await home.idles();
  home.server.deliver('Unwanted stuff', testMail(1));
  await watching.mailbox.scan();
  expect(watching.found).toMatchObject([{ folder: 'junk' }]);
});

test('what came while nobody watched is found at the next start, bounded by the last look of the run before', async () => {
  const first = home.watch();
  await home.idles();
  home.server.deliver('INBOX', testMail(1));
  await home.finds(first, 1);
  await first.mailbox.close();
  const stoppedAtMs = Date.now();
  home.server.deliver('INBOX', foreign());
  home.server.deliver('INBOX', testMail(2));
  const second = home.watch({}, { cursor: first.cursor() });
  await home.finds(second, 1);
  expect(second.found[0]).toMatchObject({ token: token(2), lastEmptyTickMs: null });
  expect(second.found[0]?.lastEmptyAtMs).toBeLessThanOrEqual(stoppedAtMs);
  expect(second.found[0]?.lastEmptyAtMs).toBeGreaterThan(stoppedAtMs - 10_000);
});

test('a folder made anew is looked through from the oldest awaited mail on', async () => {
  const first = home.watch();
  await home.idles();
  await first.mailbox.close();
  const inbox = home.server.folder('INBOX');
  inbox.uidValidity += 1;
  for (let n = 0; n < 20; n += 1)
    home.server.deliver('INBOX', { ...testMail(100 + n), atMs: Date.now() - 9 * 86_400_000 });
  home.server.deliver('INBOX', testMail(1));
  const second = home.watch({}, { cursor: first.cursor(), sinceAtMs: Date.now() - 3_600_000 });
  await home.finds(second, 1);
  expect(second.found[0]).toMatchObject({ token: token(1), ref: { uidValidity: '1700000001' } });
});

test('a report is told, a vacation reply is not', async () => {
  const watching = home.watch();
  await home.idles();
  home.server.deliver('INBOX', {
    head: `Subject: Auto: [Linewitness test] ${token(1)}\r\nAuto-Submitted: auto-replied`,
    body: token(1),
  });
  const status = `Reporting-MTA: dns; a.example\r\nOriginal-Envelope-Id: ${token(2)}\r\n\r\nAction: failed\r\nStatus: 5.1.1`;
  home.server.deliver('INBOX', {
    head: 'Content-Type: multipart/report; report-type=delivery-status; boundary="B"\r\nMIME-Version: 1.0',
    body: `--B\r\n\r\nSorry\r\n--B\r\nContent-Type: message/delivery-status\r\n\r\n${status}\r\n\r\n--B--\r\n`,
  });
  await expect.poll(() => watching.reports.length).toBe(1);
  expect(watching.reports[0]).toMatchObject({ token: token(2), action: 'failed', status: '5.1.1', ref: { uid: 2 } });
  expect(watching.found).toEqual([]);
});

test('a test mail that lost its head is found by its body, only while mails are awaited', async () => {
  const watching = home.watch();
  await home.idles();
  home.server.deliver('INBOX', { head: 'Subject: (no subject)', body: `words\r\n${token(1)}\r\n` });
  await expect.poll(() => watching.cursor()['INBOX']?.lastUid).toBe(1);
  watching.mailbox.await(Date.now());
  home.server.deliver('INBOX', { head: 'Subject: (no subject)', body: `words\r\n${token(2)}\r\n` });
  await home.finds(watching, 1);
  expect(watching.found[0]).toMatchObject({ token: token(2), matchedBy: 'body' });
});

const isOurs = (found: string) => found === token(1);
const marked = { ...foreign(), flags: ['\\Deleted'] };
test.each([
  ['UIDPLUS', USUAL, 'expunged', 0],
  ['MOVE alone', USUAL.filter((word) => word !== 'UIDPLUS'), 'moved', 1],
  ['neither', ['IDLE'], 'left', 0],
  ['Gmail’s ways', [...USUAL, 'X-GM-EXT-1'], 'moved', 1],
] as const)('with %s one mail is taken out, and what others marked stays', async (_name, capabilities, how, trashed) => {
  await home.reopen({ capabilities });
  home.server.deliver('INBOX', marked);
  const watching = home.watch();
  await home.idles();
  home.server.deliver('INBOX', testMail(1));
  await home.finds(watching, 1);
  const ref = watching.found[0]?.ref;
  if (!ref) return;
  expect(await watching.mailbox.remove(ref, isOurs)).toBe(how);
  const { mails } = home.server.folder('INBOX');
  expect(mails.map(({ uid }) => uid)).toEqual(how === 'left' ? [1, 2] : [1]);
  expect(home.server.folder('Trash').mails).toHaveLength(trashed);
  expect(home.server.seen).not.toContain('EXPUNGE');
  if (how !== 'left') expect(await watching.mailbox.remove(ref, isOurs)).toBe('gone');
  expect(await watching.mailbox.remove({ ...ref, uidValidity: '1' }, isOurs)).toBe('gone');
  await home.idles();
  home.server.deliver('INBOX', testMail(2));
  await home.finds(watching, 2);
  // what lies in the trash now is not told as found there
  await watching.mailbox.scan();
  expect(watching.found).toHaveLength(2);
});

test('a letter that has the number of a test mail since the mailbox was restored, and one with another token, stay', async () => {
  const watching = home.watch();
  await home.idles();
  for (const n of [1, 2]) home.server.deliver('INBOX', testMail(n));
  await home.finds(watching, 2);
  const folder = home.server.folder('INBOX');
  const [letter] = folder.mails;
  if (letter) Object.assign(letter, foreign('Dear Max'));
  for (const { ref } of watching.found) expect(await watching.mailbox.remove(ref, isOurs)).toBe('gone');
  expect(folder.mails.map(({ uid }) => uid)).toEqual([1, 2]);
  expect(home.server.seen.filter((command) => /STORE|EXPUNGE|MOVE/.test(command))).toEqual([]);
});

test.each([
  ['a report', 'report'],
  ['a mail that lost its head', 'stripped'],
] as const)('%s is known again and taken out', async (_name, kind) => {
  const status = `Reporting-MTA: dns; a.example\r\nOriginal-Envelope-Id: ${token(1)}\r\n\r\nAction: failed\r\nStatus: 5.1.1`;
  const watching = home.watch();
  await home.idles();
  watching.mailbox.await(Date.now());
  home.server.deliver(
    'INBOX',
    kind === 'stripped'
      ? { head: 'Subject: (no subject)', body: `words\r\n${token(1)}\r\n` }
      : {
          head: 'Content-Type: multipart/report; report-type=delivery-status; boundary="B"\r\nMIME-Version: 1.0',
          body: `--B\r\n\r\nSorry\r\n--B\r\nContent-Type: message/delivery-status\r\n\r\n${status}\r\n\r\n--B--\r\n`,
        },
  );
  const seen = () => [...watching.found, ...watching.reports].map(({ ref }) => ref);
  await expect.poll(() => seen().length).toBe(1);
  const [ref] = seen();
  expect(ref && (await watching.mailbox.remove(ref, isOurs))).toBe('expunged');
  expect(home.server.folder('INBOX').mails).toEqual([]);
});

test('nothing can be taken out while nobody is connected', async () => {
  await home.reopen({ password: 'other' });
  const watching = home.watch();
  await expect(watching.mailbox.remove({ folderPath: 'INBOX', uidValidity: '1', uid: 1 }, isOurs)).rejects.toThrow(
    'not connected',
  );
});

test('closing does not wait for a server that does not answer, nor for a secret that does not come', async () => {
  home.server.behave(() => 'silent');
  const connecting = home.watch();
  await expect.poll(() => home.server.seen).toContain('CAPABILITY');
  const secretless = home.watch({ secret: () => new Promise(() => undefined) });
  const tickMs = performance.now();
  await Promise.all([connecting.mailbox.close(), secretless.mailbox.close()]);
  expect(performance.now() - tickMs).toBeLessThan(2_000);
  expect(connecting.blind).toEqual([]);
});

test('closing ends politely and leaves nothing open, whatever is going on', async () => {
  const watching = home.watch();
  await home.idles();
  await watching.mailbox.close();
  expect(home.server.seen.at(-1)).toBe('LOGOUT');
  const early = home.watch();
  await early.mailbox.close();
  await expect.poll(() => home.server.open()).toBe(0);
  const stuck = home.watch({}, { pace: { deadMs: 60_000 } });
  await home.idles();
  home.server.freeze();
  await stuck.mailbox.close();
  await expect.poll(() => home.server.open(), { timeout: 20_000 }).toBe(0);
});
