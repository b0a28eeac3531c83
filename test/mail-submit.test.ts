import { readdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composeTestMail } from '../probe/mailbox/compose-test-mail.ts';
import { submitMail } from '../probe/mailbox/submit-mail.ts';
import type { MailAccount, SubmitPatience, SubmitResult } from '../probe/mailbox/types.ts';
import { until } from './lab/programs.ts';
import { accountOf, CLOCK, tokenOf } from './mail-lab/accounts.ts';
import { type MailLab, openMailLab } from './mail-lab/lab.ts';
import { PORTS } from './mail-lab/places.ts';
import { describeWith } from './needs.ts';

/** Handing test mails over to a real Postfix: what each of its answers comes to. */

describeWith(['postfix', 'dovecot', 'faketime'], 'a test mail handed over to a real Postfix', () => {
  let lab: MailLab;
  beforeAll(async () => {
    lab = await openMailLab();
  });
  afterAll(() => lab?.close());

  let count = 0;
  type Over = { account?: Partial<MailAccount>; from?: string; patience?: SubmitPatience; signal?: AbortSignal };
  async function submit(to: string, { account, from = 'erika@provider.test', patience, signal }: Over = {}) {
    count += 1;
    const mail = composeTestMail({ token: tokenOf('out', count, from, to), from, to, atMs: Date.now() });
    let isBodySent = false;
    const onBodySent = () => {
      isBodySent = true;
    };
    const asked = { mail, clock: CLOCK, onBodySent, ...(patience && { patience }), ...(signal && { signal }) };
    const result = await submitMail({ account: accountOf(lab, from, account), ...asked });
    return { result, isBodySent, mail };
  }
  const smtp = (over: Partial<NonNullable<MailAccount['smtp']>>) => ({
    smtp: { host: lab.places.provider.address, port: PORTS.submission, security: 'starttls' as const, ...over },
  });
  const stored = (user: string, mails = 1) =>
    until(`${mails} mails for ${user}`, 60_000, async () => {
      const all = lab.logs('other').storedAtMs(user, 'INBOX');
      return all.length >= mails ? all : null;
    });

  test.each(['starttls', 'tls'] as const)('is accepted by %s, with its queue id, times and all', async (security) => {
    const port = security === 'tls' ? PORTS.submissionTls : PORTS.submission;
    const { result, isBodySent } = await submit(`plain-${security}@other.test`, { account: smtp({ port, security }) });
    const atMs = Date.now();
    if (result.kind !== 'accepted') throw new Error(JSON.stringify(result));
    expect(isBodySent).toBe(true);
    expect(result.reply).toContain(`queued as ${result.queueId}`);
    // on a busy machine Postfix and this test are not served at once
    expect(Math.abs(lab.logs('provider').queuedAtMs(result.queueId ?? '') - atMs)).toBeLessThan(1500);
    const { connectMs, tlsMs, authMs, dataMs, submitMs } = result.times;
    for (const ms of [connectMs, tlsMs, authMs, dataMs]) expect(ms).toBeGreaterThanOrEqual(0);
    expect(submitMs).toBeGreaterThanOrEqual(connectMs + tlsMs + authMs + dataMs - 1);
    await stored(`plain-${security}@other.test`);
  });

  test('is refused where the addressee is unknown, for good', async () => {
    const { result, isBodySent } = await submit('nobody@provider.test');
    expect(result).toMatchObject({ kind: 'refused', stage: 'rcpt', replyCode: 550, status: '5.1.1' });
    expect(isBodySent).toBe(false);
  });

  test('is refused for now where the server says so, at each stage', async () => {
    lab.knobs.fault('later@other.test', { kind: 'answer', reply: '451 4.7.1 not now' });
    const later = await submit('later@other.test');
    expect(later.result).toMatchObject({ kind: 'refused', stage: 'rcpt', replyCode: 451, status: '4.7.1' });
    lab.knobs.fault('dot@other.test', { kind: 'answer-dot', reply: '452 4.3.1 no space left' });
    const dot = await submit('dot@other.test');
    expect(dot.result).toMatchObject({ kind: 'refused', stage: 'dot', replyCode: 452, status: '4.3.1' });
  });

  test('is the owner’s to mend where login or certificate are wrong, and says which', async () => {
    const wrong = await submit('max@other.test', { account: { secret: async () => ({ password: 'wrong' }) } });
    expect(wrong.result).toMatchObject({ kind: 'config-error', reason: 'login', stage: 'auth' });
    const host = lab.places.wrongCertificate;
    for (const way of [{ host }, { host, port: PORTS.submissionTls, security: 'tls' as const }]) {
      const { result } = await submit('max@other.test', { account: smtp(way) });
      expect(result).toMatchObject({ kind: 'config-error', reason: 'certificate' });
    }
    const unvouched = await submit('max@other.test', { account: { ca: null } });
    expect(unvouched.result).toMatchObject({ kind: 'config-error', reason: 'certificate' });
  });

  test('finds nobody where nobody listens, and what speaks otherwise', async () => {
    const nobody = await submit('max@other.test', { account: smtp({ port: 9 }) });
    expect(nobody.result).toMatchObject({ kind: 'unreachable', reason: 'connect', stage: 'connect' });
    const mixed = await submit('max@other.test', { account: smtp({ security: 'tls' }) });
    expect(mixed.result.kind).not.toBe('accepted');
    expect(sentenceOf(mixed.result)).toMatch(/starttls/i);
  });

  test('is uncertain when it breaks after the dot, arrives all the same, and only once', async () => {
    lab.knobs.fault('thought@other.test', { kind: 'slow-after-dot', forMs: 2500 });
    const { result, isBodySent } = await submit('thought@other.test', { patience: { dotMs: 500 } });
    expect(result.kind).toBe('uncertain');
    expect(isBodySent).toBe(true);
    expect(await stored('thought@other.test')).toHaveLength(1);
  });

  test('is uncertain when it is stopped after the dot', async () => {
    lab.knobs.fault('stopped@other.test', { kind: 'slow-after-dot', forMs: 1500 });
    const { result } = await submit('stopped@other.test', { signal: AbortSignal.timeout(1000) });
    expect(result.kind).toBe('uncertain');
    await stored('stopped@other.test');
  });

  test('leaves with QUIT, and leaves its own host name to itself', async () => {
    await submit('polite@other.test');
    await stored('polite@other.test');
    const [name = ''] = readdirSync(join(lab.maildir('polite@other.test'), 'new'));
    const mail = readFileSync(join(lab.maildir('polite@other.test'), 'new', name), 'utf8');
    expect(mail).toMatch(/Received: from \[127\.0\.0\.1\]/);
    expect(mail).not.toContain(hostname());
    const [line = ''] = lab.logs('provider').mailLines('disconnect from').slice(-1);
    expect(line).toContain('quit=1');
    expect(line).toContain('data=1');
  });
});

function sentenceOf(result: SubmitResult): string {
  return 'sentence' in result ? result.sentence : '';
}
