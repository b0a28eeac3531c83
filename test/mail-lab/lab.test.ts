import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KEPT_OUTPUT, pause, until, watchProgram } from '../lab/programs.ts';
import { describeWith } from '../needs.ts';
import { PASSWORD } from './dovecot-config.ts';
import { type MailLab, openMailLab } from './lab.ts';
import { PORTS } from './places.ts';

/** The lab itself: each fault is the one that its name says, by the servers' own words. */

describeWith(['postfix', 'dovecot', 'faketime'], 'the mail lab', () => {
  let lab: MailLab;
  beforeAll(async () => {
    lab = await openMailLab();
  });
  afterAll(() => lab?.close());

  /** Sends from `provider.test`; gives the reply to the final dot and the queue id. */
  async function send(to: string, options: { from?: string; host?: string; password?: string; ca?: string } = {}) {
    const {
      from = 'erika@provider.test',
      host = lab.places.provider.address,
      password = PASSWORD,
      ca = lab.ca,
    } = options;
    const transport = createTransport({
      ...{ host, port: PORTS.submission, requireTLS: true, name: 'probe.test', tls: { ca } },
      auth: { user: from, pass: password },
    });
    try {
      const dsn = { id: 'v1.test', return: 'headers', notify: ['failure', 'delay'], recipient: to };
      const sent: { response: string } = await transport.sendMail({ from, to, subject: 'try', text: 'try', dsn });
      return { reply: sent.response, queueId: /queued as (\w+)/.exec(sent.response)?.[1] ?? '' };
    } finally {
      transport.close();
    }
  }

  const mails = (address: string, folder = '') =>
    ['new', 'cur'].flatMap((place) => {
      const path = join(lab.maildir(address), folder, place);
      return existsSync(path) ? readdirSync(path).map((name) => readFileSync(join(path, name), 'utf8')) : [];
    });
  const firstMail = (address: string, folder = '') =>
    until(`a mail in ${address} ${folder}`, 60_000, async () => mails(address, folder)[0] ?? null);
  const waiting = (text: string) => until(text, 60_000, async () => lab.logs('provider').mailLines(text)[0] ?? null);

  test('carries a mail from one provider to the other, each naming itself', async () => {
    const sentAtMs = Date.now();
    const { queueId } = await send('max@other.test');
    const mail = await firstMail('max@other.test');
    expect(mail).toMatch(/by mx\.other\.test/);
    expect(mail).toMatch(new RegExp(`by mail\\.provider\\.test \\(Postfix\\) with ESMTPSA id ${queueId}`));
    const { queuedAtMs } = lab.logs('provider');
    const storedAtMs = await until(
      'the log',
      3000,
      async () => lab.logs('other').storedAtMs('max@other.test', 'INBOX')[0] ?? null,
    );
    expect(queuedAtMs(queueId)).toBeGreaterThan(sentAtMs - 1);
    expect(storedAtMs).toBeGreaterThan(queuedAtMs(queueId));
    expect(Date.now()).toBeGreaterThan(storedAtMs);
    expect(storedAtMs - queuedAtMs(queueId)).toBeLessThan(20_000);
  });

  test('carries mails the other way too', async () => {
    await send('rosa@provider.test', { from: 'max@other.test', host: lab.places.other.address });
    expect(await firstMail('rosa@provider.test')).toContain('by mail.provider.test');
  });

  test('holds, and lets go', async () => {
    const release = lab.knobs.fault('held@other.test', { kind: 'hold' });
    const { queueId } = await send('held@other.test');
    expect(lab.daemons.run('postqueue', '-c', join(lab.folder, 'provider/conf'), '-j')).toMatch(
      new RegExp(`"hold", "queue_id": "${queueId}"`),
    );
    expect(mails('held@other.test')).toEqual([]);
    release();
    await firstMail('held@other.test');
  });

  test('does not get rid of a mail, and lets go', async () => {
    const release = lab.knobs.fault('stuck@other.test', { kind: 'stuck' });
    await send('stuck@other.test');
    await waiting('to=<stuck@other.test>');
    release();
    await firstMail('stuck@other.test');
  });

  test('cannot store at the receiver, and can again', async () => {
    const release = lab.knobs.fault('full-disk@other.test', { kind: 'storage-down' });
    await send('full-disk@other.test');
    await until(
      'deferred at the receiver',
      8000,
      async () => lab.logs('other').mailLines('to=<full-disk@other.test>')[0]?.includes('status=deferred') || null,
    );
    release();
    await firstMail('full-disk@other.test');
  });

  test('greylists the first tries', async () => {
    lab.knobs.fault('grey@other.test', { kind: 'greylist', forMs: 1500 });
    await send('grey@other.test');
    expect(await waiting('to=<grey@other.test>')).toContain('450 4.2.0');
    await firstMail('grey@other.test');
  });

  test('bounces what the receiver does not know, and says why', async () => {
    await send('nobody@other.test', { from: 'bounced@provider.test' });
    const report = await firstMail('bounced@provider.test');
    expect(report).toContain('Action: failed');
    expect(report).toContain('Original-Envelope-Id: v1.test');
  });

  test('reports what waits', async () => {
    const undo = lab.knobs.delayReports('provider', 1);
    lab.knobs.fault('slowly@other.test', { kind: 'stuck' });
    await send('slowly@other.test', { from: 'patient@provider.test' });
    expect(await firstMail('patient@provider.test')).toContain('Action: delayed');
    undo();
  });

  test('refuses an unknown user, a wrong password and what it is told to, with reply and code', async () => {
    await expect(send('nobody@provider.test')).rejects.toThrow(/550 5\.1\.1/);
    await expect(send('max@other.test', { password: 'wrong' })).rejects.toThrow(/535 5\.7\.8/);
    lab.knobs.fault('later@other.test', { kind: 'answer', reply: '451 4.7.1 not now' });
    await expect(send('later@other.test')).rejects.toThrow(/451 4\.7\.1/);
    const undo = await lab.knobs.loginRefused('locked@provider.test');
    await expect(send('max@other.test', { from: 'locked@provider.test' })).rejects.toThrow(/535 5\.7\.8/);
    undo();
    await pause(1100);
    await send('max@other.test', { from: 'locked@provider.test' });
  });

  test('shows a certificate that nobody vouches for', async () => {
    await expect(send('max@other.test', { host: lab.places.wrongCertificate })).rejects.toThrow(/certificate/);
  });

  test('thinks after the final dot, and delivers', async () => {
    lab.knobs.fault('thought@other.test', { kind: 'slow-after-dot', forMs: 700 });
    const startedTickMs = performance.now();
    await send('thought@other.test');
    expect(performance.now() - startedTickMs).toBeGreaterThan(700);
  });

  test('files into junk; and bounces what is over quota', async () => {
    lab.knobs.junk('junk@other.test');
    await send('junk@other.test');
    await firstMail('junk@other.test', '.Junk');
    await lab.knobs.overQuota('full@other.test');
    await send('full@other.test', { from: 'filler@provider.test' });
    expect(await firstMail('filler@provider.test')).toContain('5.2.2');
  });

  test('goes by way of a relay whose clock is seven minutes ahead', async () => {
    lab.knobs.fault('skewed@other.test', { kind: 'skewed-hop' });
    await send('skewed@other.test');
    const mail = await firstMail('skewed@other.test');
    const stamp = /by relay\.skew\.test[^;]*;\s*(.*)/.exec(mail)?.[1] ?? '';
    expect(Date.parse(stamp) - Date.now()).toBeGreaterThan(400_000);
  });

  test('hands over one after the other', async () => {
    for (let mail = 0; mail < 3; mail += 1) {
      lab.knobs.fault('stairs@other.test', { kind: 'throttle' });
      await send('stairs@other.test');
    }
    const stored = () => lab.logs('other').storedAtMs('stairs@other.test', 'INBOX');
    await until('three mails', 60_000, async () => stored().length === 3 || null);
    expect(mails('stairs@other.test')).toHaveLength(3);
    const [first = 0, , third = 0] = stored();
    expect(third - first).toBeGreaterThan(3500);
  });

  test('lacks IDLE, UIDPLUS or MOVE where asked for, and only there', async () => {
    const { other, noIdle, noUidPlus, noRemoval } = lab.places;
    const words = ['IDLE', 'UIDPLUS', 'MOVE'];
    const missing = async (host: string) => {
      const imap = new ImapFlow({
        ...{ host, port: PORTS.imap, secure: false, doSTARTTLS: true, tls: { ca: lab.ca }, logger: false },
        auth: { user: 'max@other.test', pass: PASSWORD },
      });
      imap.on('error', () => undefined);
      await imap.connect();
      const lacked = words.filter((word) => !imap.capabilities.has(word));
      await imap.logout();
      return lacked;
    };
    expect(await missing(other.address)).toEqual([]);
    expect(await missing(noIdle)).toEqual(['IDLE']);
    expect(await missing(noUidPlus)).toEqual(['UIDPLUS']);
    expect(await missing(noRemoval)).toEqual(['UIDPLUS', 'MOVE']);
  });
});

describeWith(
  ['postfix', 'dovecot', 'faketime'],
  'a mail lab whose opener is killed without a chance to clean up',
  () => {
    test('leaves no daemon behind', async () => {
      const code = `const { openMailLab } = await import(${JSON.stringify(join(import.meta.dirname, 'lab.ts'))});
        const lab = await openMailLab(); console.log('FOLDER ' + lab.folder); setInterval(() => 0, 1000);`;
      const opener = watchProgram(spawn(process.execPath, ['--input-type=module', '-e', code], KEPT_OUTPUT));
      const [, folder = ''] = await opener.sees(/FOLDER (\S+)/, 120_000);
      const before = processesAbout(folder).length;
      await opener.end('SIGKILL');
      expect(before).toBeGreaterThan(3);
      await until('the end of all daemons', 60_000, async () => processesAbout(folder).length === 0 || null);
    });
  },
);

/** Command lines of this machine's processes that name the folder. */
function processesAbout(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(commandLine)
    .filter((line) => line.includes(folder));
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // it has ended meanwhile
  }
}
