import type { Socket } from 'node:net';
import type { SubmitStage } from '../../rules/mail/vocabulary.ts';
import { enhancedStatusOf, queueIdOf } from './smtp-reply.ts';
import { openSocket } from './smtp-socket.ts';
import { type SmtpTalk, smtpTalk } from './smtp-talk.ts';
import { type SmtpError, smtpTroubleOf } from './smtp-trouble.ts';
import type { MailServer, SubmitRequest, SubmitResult, SubmitTimes } from './types.ts';
import { type Secret, withoutSecret } from './without-secret.ts';

const PATIENCE = { connectMs: 15_000, replyMs: 60_000, dotMs: 600_000 };

type Attempt = {
  request: SubmitRequest;
  server: MailServer;
  patience: typeof PATIENCE;
  /** What the caller's `onBodySent` rejected with. */
  hookError: { cause: unknown } | null;
  talk: SmtpTalk | null;
  stage: SubmitStage;
};

/**
 * Hands one test mail over to the account's submission server, encrypted or not at all. Resolves with what it came to, also
 * where nobody can know (`uncertain`): such a mail must not be sent again. Rejects only with what `onBodySent` rejects with.
 */
export async function submitMail(request: SubmitRequest): Promise<SubmitResult> {
  const server = request.account.smtp;
  if (server === null) throw new Error(`bug: nothing is sent from ${request.account.name}`);
  const patience = { ...PATIENCE, ...request.patience };
  const attempt: Attempt = { request, server, patience, hookError: null, talk: null, stage: 'connect' };
  const secret = await request.account.secret().catch((error: unknown) => ({ error }));
  if ('error' in secret) {
    const sentence = secret.error instanceof Error ? secret.error.message : String(secret.error);
    return { kind: 'config-error', atTickMs: tickOf(attempt), reason: 'token-command', stage: 'connect', sentence };
  }
  const broken = new AbortController();
  const stop = () => broken.abort(new Error('stopped'));
  request.signal?.addEventListener('abort', stop, { once: true });
  if (request.signal?.aborted) stop();
  try {
    const result = await Promise.race([handOver(attempt, secret, broken), rejectsOn(broken.signal)]);
    attempt.talk?.leave(true);
    return result.kind === 'accepted' ? { ...result, reply: withoutSecret(result.reply, secret) } : result;
  } catch (error) {
    if (attempt.hookError) {
      attempt.talk?.leave(false);
      throw attempt.hookError.cause;
    }
    const told = error as SmtpError; // nodemailer and sockets throw errors
    if (told.response !== undefined) told.response = withoutSecret(told.response, secret);
    const result = resultOf(attempt, told);
    attempt.talk?.leave(result.kind === 'refused');
    return result;
  } finally {
    request.signal?.removeEventListener('abort', stop);
  }
}

async function handOver(attempt: Attempt, secret: Secret, broken: AbortController): Promise<SubmitResult> {
  const { request, server, patience } = attempt;
  const { account, mail, clock, onBodySent } = request;
  const tickMs = () => clock.tickMs();
  const startTickMs = tickMs();
  const opened = await openSocket(server, account.ca, { withinMs: patience.connectMs, tickMs, signal: broken.signal });
  destroyOn(broken.signal, opened.socket);
  broken.signal.throwIfAborted();
  const onBroken = (error: Error) => broken.abort(error);
  const talk = smtpTalk({ server, ca: account.ca, socket: opened.socket, tickMs, patience, onBroken });
  attempt.talk = talk;
  await talk.greet();
  const loginTickMs = tickMs();
  await talk.login(account.user, secret);
  const authTickMs = tickMs();
  const reply = await talk.send(mail, async () => {
    try {
      await onBodySent();
    } catch (cause) {
      attempt.hookError = { cause };
      throw cause;
    }
  });
  const atTickMs = tickMs();
  const { startTlsTickMs, securedTickMs, envelopeTickMs } = talk.marks;
  const times: SubmitTimes = {
    connectMs: opened.connectedTickMs - startTickMs,
    tlsMs: server.security === 'tls' ? opened.securedTickMs - opened.connectedTickMs : securedTickMs - startTlsTickMs,
    authMs: authTickMs - loginTickMs,
    dataMs: atTickMs - envelopeTickMs,
    submitMs: atTickMs - startTickMs,
  };
  return { kind: 'accepted', atTickMs, times, reply, queueId: queueIdOf(reply) };
}

function resultOf(attempt: Attempt, error: SmtpError): SubmitResult {
  const { server, request } = attempt;
  const atTickMs = tickOf(attempt);
  const stage = stageOf(attempt, error);
  const { response: reply = '', responseCode = 0 } = error;
  if (responseCode >= 400 && responseCode < 600 && stage !== 'starttls') {
    if (stage === 'auth' && responseCode >= 500) {
      return { kind: 'config-error', atTickMs, reason: 'login', stage, sentence: loginSentence(server, reply), reply };
    }
    return { kind: 'refused', atTickMs, stage, reply, replyCode: responseCode, status: enhancedStatusOf(reply) };
  }
  if (stage === 'dot') {
    const sentence = `${server.host} gave no answer after the end of the mail: it may be on its way.`;
    return { kind: 'uncertain', atTickMs, sentence };
  }
  if (error.code === 'EAUTH') {
    const sentence = `${server.host} offers no way to log in that this program knows.`;
    return { kind: 'config-error', atTickMs, reason: 'login', stage, sentence };
  }
  if (request.signal?.aborted) {
    return {
      kind: 'unreachable',
      atTickMs,
      reason: 'closed',
      stage,
      sentence: 'It was stopped before the mail was sent.',
    };
  }
  return { ...smtpTroubleOf(error, stage, server), atTickMs };
}

/** With pipelining several commands are out at once: then the error names the one that was refused. */
function stageOf({ talk }: Attempt, error: SmtpError & { stage?: SubmitStage }): SubmitStage {
  const stage = error.stage ?? talk?.stage ?? 'connect';
  if (stage !== 'mail' || error.command === undefined) return stage;
  const named: Record<string, SubmitStage> = { 'RCPT TO': 'rcpt', DATA: 'data' };
  return named[error.command] ?? stage;
}

function loginSentence({ host }: MailServer, reply: string): string {
  const hint = /5\.7\.139|basic authentication|application-specific|app(lication)? password/i.test(reply)
    ? ' This provider wants an app password or an access token.'
    : '';
  return `${host} refuses the login: ${reply.replaceAll(/[\s\p{Cc}]+/gu, ' ').slice(0, 300)}${hint}`;
}

function tickOf({ request }: Attempt): number {
  return request.clock.tickMs();
}

function rejectsOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** What is stopped or has broken leaves no socket behind. */
function destroyOn(signal: AbortSignal, socket: Socket): void {
  signal.addEventListener('abort', () => socket.destroy(), { once: true });
  if (signal.aborted) socket.destroy();
}
