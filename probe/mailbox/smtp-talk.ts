import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SubmitStage } from '../../rules/mail/vocabulary.ts';
import { trusting } from './authorities.ts';
import { tlsNames } from './smtp-socket.ts';
import type { MailAccount, MailServer, TestMail } from './types.ts';
import type { Secret } from './without-secret.ts';

export type TalkMarks = { startTlsTickMs: number; securedTickMs: number; envelopeTickMs: number };

/** One conversation with a submission server; where it stands, so that a break says what is known of the mail. */
export type SmtpTalk = {
  readonly stage: SubmitStage;
  /** Instants of the steps that were reached; 0 = not. */
  readonly marks: Readonly<TalkMarks>;
  /** Greeting, EHLO, STARTTLS. */
  greet(): Promise<void>;
  login(user: string, secret: Secret): Promise<void>;
  /** Resolves with the reply to the text. */
  send(mail: TestMail, onBodySent: () => Promise<void> | void): Promise<string>;
  /** QUIT where that makes sense; the socket is gone within five seconds. */
  leave(politely: boolean): void;
};

export type TalkOptions = {
  server: MailServer;
  ca: MailAccount['ca'];
  socket: Socket;
  tickMs(): number;
  patience: { connectMs: number; replyMs: number; dotMs: number };
  /** What goes wrong outside of a step, or takes too long. */
  onBroken(error: Error): void;
};

/** The commands after which a stage begins. */
const STAGE_OF: readonly (readonly [RegExp, SubmitStage])[] = [
  [/^(EHLO|HELO) /, 'ehlo'],
  [/^STARTTLS$/, 'starttls'],
  [/^AUTH /, 'auth'],
  [/^MAIL FROM/, 'mail'],
];
const LEAVE_MS = 5_000;

export function smtpTalk(options: TalkOptions): SmtpTalk {
  const { patience, tickMs, onBroken } = options;
  const marks: TalkMarks = { startTlsTickMs: 0, securedTickMs: 0, envelopeTickMs: 0 };
  const state = { stage: 'greeting' as SubmitStage, offers: '', isLeft: false }; // narrower than its use
  const slow = () => onBroken(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' }));
  let timer = setTimeout(slow, patience.connectMs);
  const wait = (ms: number) => {
    clearTimeout(timer);
    if (!state.isLeft) timer = setTimeout(slow, ms);
  };
  const onLine = (side: 'client' | 'server', line: string) => {
    if (side === 'client') {
      const stage = STAGE_OF.find(([pattern]) => pattern.test(line))?.[1];
      if (stage === 'starttls') marks.startTlsTickMs = tickMs();
      if (stage === 'ehlo' && state.stage === 'starttls') marks.securedTickMs = tickMs();
      if (stage === 'mail') marks.envelopeTickMs = tickMs();
      if (stage) state.stage = stage;
    } else if (state.stage === 'ehlo') state.offers = line;
    if (state.stage !== 'dot') wait(patience.replyMs);
  };
  const connection = openConnection(options, onLine, () => state.offers);
  connection.on('error', onBroken);
  // it ends also after a refusal: whose words come first
  const ended = () => onBroken(Object.assign(new Error('the connection was closed'), { code: 'ECONNECTION' }));
  connection.on('end', () => setImmediate(ended));

  return {
    get stage() {
      return state.stage;
    },
    marks,
    greet: () => step((done) => connection.connect(done)),
    login: (user, secret) =>
      step((done) => {
        state.stage = 'auth';
        if ('password' in secret) connection.login({ user, pass: secret.password }, done);
        else connection.login({ user, pass: secret.accessToken, method: TOKEN_LOGIN }, done);
      }),
    send: (mail, onBodySent) =>
      new Promise((resolve, reject) => {
        const text = textOf(mail, {
          onStart: () => {
            state.stage = 'data';
          },
          onBodySent,
          onDot: () => {
            state.stage = 'dot';
            wait(patience.dotMs);
          },
          onBroken: reject,
        });
        connection.send(envelopeOf(mail), text, (error, info) =>
          error ? reject(error) : resolve(info?.response ?? ''),
        );
      }),
    leave: (politely) => {
      state.isLeft = true;
      clearTimeout(timer);
      if (!politely) return connection.close();
      connection.quit();
      setTimeout(() => connection.close(), LEAVE_MS).unref();
    },
  };
}

/** ENVID is what a report is matched by (RFC 3461 section 4.4); a report of success would be asked for in vain. */
function envelopeOf({ from, to, token, text }: TestMail) {
  const dsn = { ret: 'HDRS', envid: token, notify: ['FAILURE', 'DELAY'], orcpt: `rfc822;${to}` };
  return { from, to: [to], size: text.length, dsn };
}

type TextSteps = {
  onStart(): void;
  onBodySent(): Promise<void> | void;
  onDot(): void;
  onBroken(error: unknown): void;
};

/** The text as a stream whose end, on which the dot follows, waits until the caller has noted that it is near. */
function textOf(mail: TestMail, { onStart, onBodySent, onDot, onBroken }: TextSteps): Readable {
  const left = [mail.text];
  return new Readable({
    read() {
      const text = left.shift();
      if (text !== undefined) {
        onStart();
        this.push(text);
        return;
      }
      // an async function, so that also what it throws at once is a rejection
      (async () => onBodySent())().then(
        () => {
          if (this.destroyed) return;
          onDot();
          this.push(null);
        },
        (error: unknown) => {
          this.destroy();
          onBroken(error);
        },
      );
    },
  });
}

function step(run: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => run((error) => (error ? reject(error) : resolve())));
}

function openConnection(
  { server, ca, socket, patience }: TalkOptions,
  onLine: (side: 'client' | 'server', line: string) => void,
  offers: () => string,
): SMTPConnection {
  const silent = () => undefined;
  const debug = (entry: { tnx?: string }, line?: unknown) => {
    if (entry.tnx === 'client' || entry.tnx === 'server') onLine(entry.tnx, String(line));
  };
  return new SMTPConnection({
    connection: socket,
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    secured: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    tls: { ...tlsNames(server.host), ...trusting(ca) },
    // the host's own name would stand in every mail
    name: '[127.0.0.1]',
    connectionTimeout: patience.connectMs,
    greetingTimeout: patience.connectMs,
    socketTimeout: patience.dotMs + 1_000,
    socketCloseTimeout: 1_000,
    maxResponseSize: 65_536,
    transactionLog: true,
    logger: { level: silent, trace: silent, debug, info: silent, warn: silent, error: silent, fatal: silent },
    customAuth: { [TOKEN_LOGIN]: (login) => loginByToken(login, offers()) },
  });
}

/** The library's own way would renew tokens at Google. */
const TOKEN_LOGIN = 'ACCESS-TOKEN';
type TokenLogin = {
  auth: { credentials: { user: string; pass: string } };
  sendCommand(command: string): Promise<{ status: number }>;
};

/** XOAUTH2 (Google's, also Microsoft's), or OAUTHBEARER (RFC 7628) where only that is offered. */
async function loginByToken({ auth, sendCommand }: TokenLogin, offers: string): Promise<void> {
  const { user, pass } = auth.credentials;
  const isBearer = /\bOAUTHBEARER\b/.test(offers) && !/\bXOAUTH2\b/.test(offers);
  const words = isBearer
    ? `n,a=${user},\x01auth=Bearer ${pass}\x01\x01`
    : `user=${user}\x01auth=Bearer ${pass}\x01\x01`;
  const command = `AUTH ${isBearer ? 'OAUTHBEARER' : 'XOAUTH2'} ${Buffer.from(words).toString('base64')}`;
  let { status } = await sendCommand(command);
  // the reason comes as a challenge; the refusal itself after an empty answer
  if (status === 334) ({ status } = await sendCommand(isBearer ? 'AQ==' : ''));
  if (status !== 235) throw new Error('the access token was not taken');
}
