import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mailId } from '../../rules/mail/mail-record.ts';
import { type FakeImapServer, openFakeImap } from '../../test/fakes/fake-imap-server.ts';
import { type FakeProbe, openFakeProbe, sha256 } from '../../test/fakes/fake-probe.ts';
import { enrolFake, type Kept, openKept } from '../../test/fakes/kept.ts';
import {
  FAKE_ROUTE,
  mailLife,
  mailMethod,
  mailUpload,
  naming,
  tokenOf,
  withTold,
} from '../../test/fakes/mailing-probe.ts';
import { makeTestCa, type TestCa } from '../../test/fakes/test-ca.ts';
import { deriveSources, openDeriver } from '../jobs/derive.ts';
import { openLaneWriter } from '../lane-writer.ts';
import { openServerKey } from '../server-key.ts';
import { DERIVED_TABLES } from '../store/derived-tables.ts';
import { openStore } from '../store/open-store.ts';
import { openMailReader } from './mail-reader.ts';
import { tryMailbox } from './try-mailbox.ts';
import { openMailboxWatch } from './watch-mailboxes.ts';

/** From home to a mailbox outside, which only the server reads. */
const ROUTE = { ...FAKE_ROUTE, name: 'out', from: 'home', to: 'outside' };
const METHOD = mailMethod([ROUTE]);

let ca: TestCa;
let imap: FakeImapServer;
let kept: Kept;
let probe: FakeProbe;
beforeAll(() => {
  ca = makeTestCa();
});
beforeEach(async () => {
  imap = await openFakeImap({ leaf: ca.leaf, security: 'tls' });
  kept = openKept({ nowMs: Date.now });
  probe = openFakeProbe(1);
  enrolFake(kept.keep, 'home', probe);
  writeFileSync(join(kept.dataDir, 'ca.pem'), ca.ca);
  writeSettings();
});
afterEach(async () => {
  await kept.remove();
  await imap.close();
});

function writeSettings(more = ''): void {
  writeFileSync(
    join(kept.dataDir, 'mailboxes.yaml'),
    `mailboxes:
  outside:
    line: home
    address: tests@other.example
    password: right
    imap: { host: localhost, port: ${imap.port} }
    caFile: ca.pem
${more}`,
  );
}

/** As the test mail lies in the mailbox. */
const lying = (number: number) => ({
  head: [
    'Received: from a.example by mx.other.example with ESMTPS id B1; Sun, 22 Nov 2026 10:02:05 +0000',
    `Subject: [Linewitness test] ${tokenOf('out', number)}`,
    `X-Linewitness-Test: ${tokenOf('out', number)}`,
  ].join('\r\n'),
});

/** The segment that tells that the mail was handed over two minutes ago. */
async function tellSubmission(number: number): Promise<void> {
  const nowMs = Date.now();
  const bootedAtMs = nowMs - 360_000;
  probe.place.sequence = 0;
  const told = [
    { role: 'mail' as const, name: 'out', events: mailLife({ route: 'out', number }, nowMs - 120_000, null).events },
  ];
  const text = probe.next(withTold(probe.rounds(48, bootedAtMs), METHOD, told), naming(METHOD));
  const { answer } = await kept.keep.takeUpload(mailUpload(probe, [text], nowMs, METHOD), null, nowMs);
  if (answer.error) throw new Error(answer.error.message);
}

const mailOf = (number: number) => kept.keep.store.mail('home', mailId('home', 'out', number, { sha256 }));
const seenBy = (number: number) => mailOf(number)?.sightings.map(({ reader }) => reader);
const events = () => kept.rows(['mail_events']);

describe('a mailbox that the server reads', () => {
  test('gives the arrival of a mail that the probe handed over, its words as personal values', async () => {
    kept.keep.startJobs();
    await tellSubmission(1);
    imap.deliver('INBOX', lying(1));
    await expect.poll(() => seenBy(1), { timeout: 30_000 }).toEqual(['server']);
    const mail = mailOf(1);
    expect(mail).toMatchObject({
      outcome: 'accepted',
      sightings: [{ mailbox: 'outside', folder: 'inbox', matchedBy: 'header' }],
    });
    expect(mail?.timed?.latency?.maxMs).toBeGreaterThan(119_000);
    const by = mail?.sightings[0]?.hops[0]?.by ?? '';
    expect(kept.keep.admin.showValue(by.slice(5))).toMatchObject({
      line: 'home',
      kind: 'mail-host',
      value: 'mx.other.example',
    });
  });

  test('takes no size from a server that a kept entry could not be read back with', async () => {
    kept.keep.startJobs();
    await tellSubmission(1);
    imap.deliver('INBOX', { ...lying(1), sizeBytes: Number.MAX_SAFE_INTEGER });
    await expect.poll(() => seenBy(1), { timeout: 30_000 }).toEqual(['server']);
    const before = kept.rows(DERIVED_TABLES);
    await kept.keep.rebuild();
    expect(kept.rows(DERIVED_TABLES)).toBe(before);
  });

  test('keeps a sighting whose submission was not told yet, over a restart, and matches it later', async () => {
    kept.keep.startJobs();
    imap.deliver('INBOX', lying(2));
    await expect.poll(events, { timeout: 30_000 }).toContain('"role":"sighting"');
    expect(mailOf(2)).toBeNull();
    await kept.reopen();
    await tellSubmission(2);
    expect(seenBy(2)).toEqual(['server']);
    const before = kept.rows(DERIVED_TABLES);
    await kept.keep.rebuild();
    expect(kept.rows(DERIVED_TABLES)).toBe(before);
  });

  test('after a restart sees nothing twice, and nothing was taken out', async () => {
    kept.keep.startJobs();
    imap.deliver('INBOX', lying(3));
    await expect.poll(events, { timeout: 30_000 }).toContain('"role":"sighting"');
    await kept.reopen();
    kept.keep.startJobs();
    imap.deliver('INBOX', lying(4));
    await expect.poll(() => events().split('"role":"sighting"').length - 1, { timeout: 30_000 }).toBe(2);
    expect(imap.folder('INBOX').mails).toHaveLength(2);
    const noted = JSON.parse(readFileSync(join(kept.dataDir, 'mailboxes-seen.json'), 'utf8'));
    expect(noted.outside.lying).toEqual([]);
    expect(imap.seen.filter((command) => /STORE|EXPUNGE|MOVE/.test(command))).toEqual([]);
  });

  test('says of a wrong setting what and where, and the server runs all the same', async () => {
    writeSettings('    folders: x\n');
    kept.keep.startJobs();
    await expect.poll(() => kept.events).toContain('mailboxes-refused');
    expect(await tryMailbox({ dataDir: kept.dataDir, env: {} }, 'outside')).toEqual({
      isGood: false,
      text: 'mailboxes.yaml, line 8, "mailboxes.outside.folders": there is no such setting',
    });
  });
});

describe('what is taken out', () => {
  test('is only what the owner wants out, after the grace, of mails that the line told of', async () => {
    writeSettings('    deleteAfterSeconds: 60\n');
    await tellSubmission(1);
    let aheadMs = 0;
    const nowMs = () => Date.now() + aheadMs;
    // beside the server, as another process would
    const migrationsDir = join(import.meta.dirname, '..', '..', 'drizzle', 'migrations');
    const { store } = openStore({ path: join(kept.dataDir, 'linewitness.sqlite'), migrationsDir, nowMs: nowMs() });
    const key = openServerKey(kept.dataDir);
    const deriver = openDeriver(deriveSources(store));
    const writing = { store, lane: openLaneWriter(store, key), deriver, nowMs, onCommit: () => undefined };
    const reader = openMailReader({ ...writing, personalSalt: key.personalSalt });
    const watch = openMailboxWatch({ reader, nowMs, log: () => {}, dataDir: kept.dataDir, env: {}, everyMs: 50 });
    imap.deliver('INBOX', { head: 'Subject: Hello' });
    imap.deliver('INBOX', lying(1));
    imap.deliver('INBOX', lying(2));
    await watch.start();
    const seen = () => store.derived.sightingsOfToken('home', sha256(tokenOf('out', 1))).length;
    await expect.poll(seen, { timeout: 30_000 }).toBe(1);
    expect(imap.folder('INBOX').mails).toHaveLength(3);
    aheadMs = 61_000;
    await expect.poll(() => imap.folder('INBOX').mails.length, { timeout: 30_000 }).toBe(2);
    expect(
      imap
        .folder('INBOX')
        .mails.map(({ head }) => head)
        .join(),
    ).not.toContain(tokenOf('out', 1));
    const watched = () => store.derived.lastMailboxEvents('home', 'outside', Number.MAX_SAFE_INTEGER, 5);
    const told = () =>
      watched()
        .map(({ event }) => event)
        .join();
    await expect.poll(told, { timeout: 30_000 }).toContain('"event":"watching"');
    await watch.stop();
    store.close();
  });
});

describe('mailbox-test', () => {
  test('says that the mailbox can be read, and how many test mails lie in it', async () => {
    imap.deliver('INBOX', lying(5));
    const { isGood, text } = await tryMailbox({ dataDir: kept.dataDir, env: {} }, 'outside');
    expect([isGood, text]).toEqual([
      true,
      'outside: signed in and looked through, it tells at once when a mail comes (IDLE). Test mails of the last day in it: 1.',
    ]);
  });

  test('says which name there is none of, and what a refused password means', async () => {
    const sources = { dataDir: kept.dataDir, env: {} };
    expect((await tryMailbox(sources, 'nowhere')).text).toBe(
      'mailboxes.yaml names no mailbox "nowhere"; there are: outside',
    );
    writeSettings();
    writeFileSync(
      join(kept.dataDir, 'mailboxes.yaml'),
      `mailboxes: { outside: { line: home, address: a@b.example, password: wrong, imap: { host: localhost, port: ${imap.port} }, caFile: ca.pem } }`,
    );
    const { isGood, text } = await tryMailbox(sources, 'outside');
    expect(isGood).toBe(false);
    expect(text).toMatch(/^outside: .*\nLook at "user" and the password/);
    expect(text).not.toContain('wrong');
  });

  test('a password file that is not there is told with its place, before anybody is asked', async () => {
    writeFileSync(
      join(kept.dataDir, 'mailboxes.yaml'),
      'mailboxes: { outside: { line: home, address: a@b.example, passwordFile: none.txt, imap: imap.b.invalid } }',
    );
    const { text } = await tryMailbox({ dataDir: kept.dataDir, env: {} }, 'outside');
    expect(text).toBe(`mailboxes.yaml, "mailboxes.outside": there is no file ${join(kept.dataDir, 'none.txt')}`);
  });
});

test('what the lane says of a sighting holds hashes in the place of hosts', async () => {
  kept.keep.startJobs();
  imap.deliver('INBOX', lying(6));
  await expect.poll(events, { timeout: 30_000 }).toContain('"role":"sighting"');
  const row = /"event":"(\{.*\})"/.exec(events())?.[1] ?? '';
  const content = JSON.parse(JSON.parse(`"${row}"`));
  expect(content.fields).toMatchObject({ mailbox: 'outside', tokenSha256: sha256(tokenOf('out', 6)), watched: 'idle' });
  expect(content.fields.hops).toMatch(/^2026-11-22T10:02:05\.000Z [0-9a-f]{64} /);
});
