import type { Socket } from 'node:net';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { cleanReply, type Delivery, reasonOf, type SendResult } from './delivery.ts';
import { connectGuarded, type LocalTargets, TargetRefused } from './guarded-connect.ts';
import type { MailAccount } from './mail-account.ts';

export type MailPath = {
  account: MailAccount;
  to: string;
  localTargets: LocalTargets;
  signal: AbortSignal;
  timeoutMs: number;
  /** Root certificates in PEM in place of the usual ones (tests). */
  ca?: string;
};

type SmtpError = Error & { code?: string; responseCode?: number; response?: string };
/** Wrong for good until the owner changes something. */
const CONFIG_ERRORS = new Set(['EAUTH', 'ENOAUTH', 'EENVELOPE']);

/**
 * Hands one mail to the server of the account. A connection that breaks after the whole mail was sent, without an answer,
 * counts as not sent: the next attempt carries the same Message-ID, by which mail programs know a repetition.
 */
export async function sendMail(path: MailPath, message: Delivery): Promise<SendResult> {
  const { account, signal } = path;
  const secrets = [account.password, `\0${account.user}\0${account.password}`];
  let socket: Socket | null = null;
  const stop = () => socket?.destroy(new Error('ended before an answer came'));
  const whole = AbortSignal.any([signal, AbortSignal.timeout(path.timeoutMs)]);
  whole.addEventListener('abort', stop, { once: true });
  try {
    socket = await connectGuarded(account, path.localTargets, path.timeoutMs);
    return { outcome: 'sent', reply: cleanReply(await handIn(path, socket, message), secrets) };
  } catch (error) {
    const reply = cleanReply(whole.aborted ? 'no answer in time' : sentenceOf(error), secrets);
    return isPermanent(error) ? { outcome: 'permanent', reply } : { outcome: 'temporary', reply, retryAfterMs: null };
  } finally {
    whole.removeEventListener('abort', stop);
    socket?.destroy();
  }
}

/** Resolves with the server's answer to the mail. */
async function handIn(path: MailPath, socket: Socket, message: Delivery): Promise<string> {
  const { account, timeoutMs, ca } = path;
  const connection = new SMTPConnection({
    connection: socket,
    host: account.host,
    port: account.port,
    secure: account.security === 'tls',
    requireTLS: account.security === 'starttls',
    ignoreTLS: account.security === 'none',
    // the host's own name would stand in the mail
    name: '[127.0.0.1]',
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    maxResponseSize: 65_536,
    ...(ca !== undefined && { tls: { ca } }),
  });
  const mail = await compose(path, message);
  return new Promise((resolve, reject) => {
    // before the greeting only this one fires; later the callbacks as well: the first settles
    connection.once('error', reject);
    connection.once('end', () => reject(new Error('the mail server closed the connection')));
    const step = (next: () => void) => (error?: unknown) => (error ? reject(error) : next());
    const send = () =>
      connection.send({ from: account.sender, to: [path.to] }, mail, (error, info) => {
        if (error) return reject(error);
        connection.quit();
        resolve(info?.response ?? '');
      });
    const login = () =>
      account.user === '' ? send() : connection.login({ user: account.user, pass: account.password }, step(send));
    connection.connect(step(login));
  });
}

async function compose({ account, to }: MailPath, message: Delivery): Promise<Buffer> {
  const domain = account.sender.split('@').at(-1);
  return new MailComposer({
    from: { name: 'Linewitness', address: account.sender },
    to,
    subject: cleanSubject(message.title),
    text: message.text,
    date: new Date(message.createdAtMs),
    messageId: `<${message.id}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}

/** One line: nothing in it can begin another header. */
export function cleanSubject(title: string): string {
  return title
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 200);
}

function isPermanent(error: unknown): boolean {
  if (error instanceof TargetRefused) return true;
  const { responseCode, code } = error as SmtpError; // whatever was thrown: absent fields are undefined
  if (responseCode !== undefined && responseCode > 0) return responseCode >= 500;
  return CONFIG_ERRORS.has(code ?? '');
}

/** The other side's words where there are any. */
function sentenceOf(error: unknown): string {
  const { response } = error as SmtpError; // as above
  return response !== undefined && response !== '' ? response : reasonOf(error);
}
