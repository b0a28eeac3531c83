import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { pause, until } from './lab/programs.ts';
import { expectTimed } from './mail-lab/expect-timed.ts';
import { foreignMails, mailsIn, putForeignMails } from './mail-lab/foreign-mails.ts';
import { type MailLab, openMailLab } from './mail-lab/lab.ts';
import { latencyErrorMs, loggedLatency } from './mail-lab/logged-latency.ts';
import { sendTestMail, type Watching, watching } from './mail-lab/watching.ts';
import { describeWith } from './needs.ts';

/** A mailbox of a real Dovecot, watched: what is found, when, and that nobody else's mail is touched. */

const isAnyOf = () => true;
const SENDER = 'erika@provider.test';

describeWith(['postfix', 'dovecot', 'faketime'], 'a mailbox of a real Dovecot, watched', () => {
  let lab: MailLab;
  const open: Watching[] = [];
  beforeAll(async () => {
    lab = await openMailLab();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map(({ mailbox }) => mailbox.close()));
  });
  afterAll(() => lab?.close());

  function watch(...[address, options]: Parameters<typeof watching> extends [unknown, ...infer Rest] ? Rest : never) {
    const one = watching(lab, address, options);
    open.push(one);
    return one;
  }
  const send = (to: string, from = SENDER) => sendTestMail(lab, from, to);

  test('latency of 20 mails is within 200 ms of what the servers logged', async () => {
    const to = 'timed@other.test';
    const box = watch(to);
    await box.isWatching(0, 10_000);
    const wallMinusTickMs = Date.now() - performance.now();
    const errors: number[] = [];
    for (let mail = 0; mail < 20; mail += 1) {
      box.mailbox.await(Date.now());
      const { token, accepted } = await send(to);
      const seen = await box.sighting(token);
      box.mailbox.await(null);
      const acceptedAtMs = accepted.atTickMs + wallMinusTickMs;
      const logged = await until('the log', 30_000, async () => loggedLatency(lab, to, acceptedAtMs));
      errors.push(latencyErrorMs(seen.seenTickMs - accepted.atTickMs, logged));
      expect(seen.watched).toBe('idle');
      await pause(30); // mails that do not come in step with anything
    }
    expectTimed(errors, 200);
    expect(box.found).toHaveLength(20);
  });

  test('hops are those that the mail went, and the id of the acceptance stands in one', async () => {
    const box = watch('hops@other.test');
    const { token, queueId } = await send('hops@other.test');
    const { hops, internalDateAtMs, matchedBy, folder } = await box.sighting(token);
    expect(hops.map(({ by }) => by)).toEqual(['mail.provider.test', 'mx.other.test', 'mx.other.test']);
    expect(hops[0]).toMatchObject({ id: queueId, domain: 'provider.test' });
    expect(matchedBy).toBe('header');
    expect(folder).toBe('inbox');
    expect(Math.abs((internalDateAtMs ?? 0) - Date.now())).toBeLessThan(5000);
  });

  test('a hop whose clock is ahead is told as it stamped', async () => {
    lab.knobs.fault('skewed@other.test', { kind: 'skewed-hop' });
    const box = watch('skewed@other.test');
    const { token } = await send('skewed@other.test');
    const { hops } = await box.sighting(token);
    const relay = hops.find(({ by }) => by === 'relay.skew.test');
    expect((relay?.stampAtMs ?? 0) - Date.now()).toBeGreaterThan(400_000);
  });

  test('junk is found in its folder, by what the server calls it and by its name', async () => {
    for (const junkFolder of [null, 'Junk']) {
      const to = `junk-${junkFolder}@other.test`.toLowerCase();
      lab.knobs.junk(to);
      const box = watch(to, { account: { junkFolder } });
      box.mailbox.await(Date.now());
      const { token } = await send(to);
      expect(await box.sighting(token)).toMatchObject({ folder: 'junk', folderPath: 'Junk' });
    }
  });

  test('without IDLE it is found by looking', async () => {
    const host = lab.places.noIdle;
    const box = watch('no-idle@other.test', {
      account: { imap: { host, port: 1143, security: 'starttls' } },
      pace: { pollMs: 500 },
    });
    await box.isWatching(0, 10_000);
    box.mailbox.await(Date.now());
    const { token, accepted } = await send('no-idle@other.test');
    const seen = await box.sighting(token);
    expect(seen.watched).toBe('poll');
    expect(seen.seenTickMs - accepted.atTickMs).toBeLessThan(5000);
    expect(seen.lastEmptyTickMs).not.toBeNull();
    expect(box.watched.every(({ mode }) => mode === 'poll')).toBe(true);
  });

  test.each([
    { what: 'UIDPLUS', host: 'other', result: 'expunged', trashed: 0 },
    { what: 'MOVE alone', host: 'noUidPlus', result: 'moved', trashed: 1 },
    { what: 'neither', host: 'noRemoval', result: 'left', trashed: 0 },
  ] as const)('with $what one mail is taken out, and nobody else’s, not even one marked as deleted', async (row) => {
    const to = `remove-${row.host.toLowerCase()}@other.test`;
    putForeignMails(lab, to, 3);
    const cur = join(lab.maildir(to), 'cur');
    renameSync(join(cur, '1700000000.M1P1.friend:2,S'), join(cur, '1700000000.M1P1.friend:2,ST')); // \Deleted
    const host = row.host === 'other' ? lab.places.other.address : lab.places[row.host];
    const box = watch(to, { account: { imap: { host, port: 1143, security: 'starttls' } } });
    const before = foreignMails(lab, to);
    const { token } = await send(to);
    const { ref } = await box.sighting(token);
    expect(await box.mailbox.remove(ref, isAnyOf)).toBe(row.result);
    expect(foreignMails(lab, to)).toEqual(before);
    expect(mailsIn(lab, to)).toBe(row.result === 'left' ? 4 : 3);
    expect(mailsIn(lab, to, '.Trash')).toBe(row.trashed);
    if (row.result === 'expunged') expect(await box.mailbox.remove(ref, isAnyOf)).toBe('gone');
  });

  test('reports of what waits and of what failed are found with their words', async () => {
    const from = 'reported@provider.test';
    const box = watch(from);
    const failed = await send('nobody@other.test', from);
    const report = await until('a report', 60_000, async () => box.reports[0] ?? null);
    expect(report).toMatchObject({ token: failed.token, action: 'failed', status: '5.1.1' });
    expect(report.reportingMta).toContain('mail.provider.test');
    expect(report.diagnostic).toContain('550 5.1.1');
    lab.knobs.fault('waits@other.test', { kind: 'stuck' });
    const undo = lab.knobs.delayReports('provider', 1);
    const delayed = await send('waits@other.test', from);
    const second = await until('another report', 60_000, async () => box.reports[1] ?? null);
    expect(second).toMatchObject({ token: delayed.token, action: 'delayed', status: expect.stringMatching(/^4\./) });
    expect(second.retryUntilAtMs ?? 0).toBeGreaterThan(Date.now());
    undo();
  });

  test('what came while nobody watched is found at once, and bounded by the last look', async () => {
    const to = 'away@other.test';
    const first = watch(to);
    await first.isWatching(0, 10_000);
    await first.mailbox.close();
    const leftAtMs = Date.now();
    const { token } = await send(to);
    await until('stored', 60_000, async () => lab.logs('other').storedAtMs(to, 'INBOX')[0] ?? null);
    const again = watch(to, { cursor: first.cursor(), sinceAtMs: leftAtMs });
    const seen = await again.sighting(token);
    expect(seen.lastEmptyAtMs ?? 0).toBeLessThanOrEqual(leftAtMs);
    await pause(300);
    expect(again.found).toHaveLength(1);
  });

  test('a refused login, a wrong certificate and a missing folder are told as what they are', async () => {
    const refused = watch('max@other.test', { account: { secret: async () => ({ password: 'wrong' }) } });
    const imap = { host: lab.places.wrongCertificate, port: 1143, security: 'starttls' as const };
    const forged = watch('max@provider.test', { account: { imap } });
    const forgedTls = watch('max@provider.test', { account: { imap: { ...imap, port: 1993, security: 'tls' } } });
    const missing = watch('max@other.test', { account: { folder: 'Nowhere' } });
    expect(await refused.isBlind(10_000)).toBe('login');
    expect(await forged.isBlind(10_000)).toBe('certificate');
    expect(await forgedTls.isBlind(10_000)).toBe('certificate');
    expect(await missing.isBlind(10_000)).toBe('folder');
    for (const { found } of [refused, forged, missing]) expect(found).toEqual([]);
  });

  test('100 cut connections lose no mail, find none twice, and leave nothing open', async () => {
    const to = 'cut@other.test';
    const box = watch(to, { pace: { retryMs: 20, retryMaxMs: 60 } });
    await box.isWatching(0, 10_000);
    const tokens: string[] = [];
    const socketsBefore = openSockets();
    for (let cut = 0; cut < 100; cut += 1) {
      if (cut % 10 === 5) tokens.push((await send(to)).token);
      await until(`connection ${cut}`, 60_000, async () => lab.knobs.kick(to) > 0 || null);
    }
    await Promise.all(tokens.map((token) => box.sighting(token)));
    await pause(500);
    expect(box.found.map(({ token }) => token).toSorted()).toEqual(tokens.toSorted());
    expect(box.blind.length).toBeGreaterThan(50);
    expect(openSockets()).toBeLessThanOrEqual(socketsBefore + 2);
  });

  test('10,000 foreign mails and one of 100 MB are not read, not touched, and hide nothing', async () => {
    const to = 'full-life@other.test';
    putForeignMails(lab, to, 10_000, 100_000_000);
    const before = foreignMails(lab, to);
    expect(before).toHaveLength(10_001);
    const { token } = await send(to);
    const heapBefore = process.memoryUsage();
    const box = watch(to, { sinceAtMs: Date.now() - 3600_000 });
    const { ref } = await box.sighting(token, 40_000);
    const later = await send(to);
    const seen = await box.sighting(later.token);
    expect(seen.seenTickMs - later.accepted.atTickMs).toBeLessThan(5000);
    const grownBytes = process.memoryUsage().rss - heapBefore.rss;
    expect(grownBytes).toBeLessThan(80_000_000);
    expect(await box.mailbox.remove(ref, isAnyOf)).toBe('expunged');
    expect(await box.mailbox.remove(seen.ref, isAnyOf)).toBe('expunged');
    expect(foreignMails(lab, to)).toEqual(before);
    expect(mailsIn(lab, to)).toBe(10_001);
  });

  test('a server that is gone is told at once, and watched again when it is back', async () => {
    const to = 'back@provider.test';
    const box = watch(to);
    await box.isWatching(0, 10_000);
    const start = lab.knobs.stopDovecot('provider');
    await box.isBlind(5000, ['closed', 'unreachable', 'limit']);
    await pause(600);
    expect(box.blind.map(({ reason }) => reason)).toContain('unreachable');
    const startedTickMs = performance.now();
    start();
    await box.isWatching(startedTickMs, 10_000);
    const { token } = await send(to, 'max@provider.test').catch(() => ({ token: '' }));
    await box.sighting(token);
  });
});

function openSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
}
