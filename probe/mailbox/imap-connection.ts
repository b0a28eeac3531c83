import { ImapFlow } from 'imapflow';
import { trusting } from './authorities.ts';
import { type ImapTrouble, imapTroubleOf } from './imap-trouble.ts';
import type { MailAccount, MailServer } from './types.ts';
import { type Secret, withoutSecret } from './without-secret.ts';

/** Larger replies end the connection: nothing that is asked for here comes near. */
const LARGEST_LITERAL_BYTES = 262_144;
const LARGEST_LINE_BYTES = 4_194_304;
const LARGEST_REPLY_BYTES = 8_388_608;
const LOGOUT_MS = 3_000;
/** From connecting to the end of the login, in times of what the greeting may take. */
const LOGIN_PATIENCE = 3;

export type ImapPatience = { connectMs: number; deadMs: number; pollMs: number };
/** `broken.by`: what it broke on, where imapflow said; commands then only tell that it is gone. */
export type OpenedImap = {
  client: ImapFlow;
  idles: boolean;
  broken: { by: Error | null };
  /** Words of the server, without the secret. */
  hide(words: string): string;
};

/**
 * One connection, logged in. It is good for one use: after its `close` event another one is opened. Never rejects; `signal`
 * ends an attempt.
 */
export async function openImap(
  account: MailAccount,
  server: MailServer,
  patience: ImapPatience,
  signal: AbortSignal,
): Promise<OpenedImap | ImapTrouble> {
  const stopped = Promise.withResolvers<never>();
  const stop = () => stopped.reject(new Error('stopped'));
  signal.addEventListener('abort', stop);
  let client: ImapFlow | null = null;
  let secret: Secret = { password: '' };
  try {
    if (signal.aborted) stop();
    const had = await Promise.race([secretOf(account), stopped.promise]);
    if ('sentence' in had) return had;
    secret = had;
    const made = newClient(account, server, patience, secret);
    client = made;
    const broken: OpenedImap['broken'] = { by: null };
    // without a listener an error ends the process
    made.on('error', (error: Error) => {
      broken.by ??= error;
      made.close();
    });
    await Promise.race([within(LOGIN_PATIENCE * patience.connectMs, made.connect()), stopped.promise]);
    const hide = (words: string) => withoutSecret(words, had);
    return { client: made, idles: made.capabilities.has('IDLE'), broken, hide };
  } catch (error) {
    // after a refused login the socket stays open
    client?.close();
    const { reason, sentence } = imapTroubleOf(error, server, client?.byeReason);
    return { reason, sentence: withoutSecret(sentence, secret) };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function secretOf(account: MailAccount): Promise<Secret | ImapTrouble> {
  try {
    return await account.secret();
  } catch (error) {
    return { reason: 'login', sentence: error instanceof Error ? error.message : String(error) };
  }
}

function newClient(account: MailAccount, server: MailServer, patience: ImapPatience, secret: Secret): ImapFlow {
  const login = 'password' in secret ? { pass: secret.password } : { accessToken: secret.accessToken };
  const client = new ImapFlow({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    // imapflow upgrades only when offered, else goes on in plain text
    ...(server.security === 'starttls' && { doSTARTTLS: true }),
    auth: { user: account.user, ...login },
    tls: trusting(account.ca),
    clientInfo: { name: 'Linewitness', version: false, vendor: false, 'support-url': false },
    logger: false,
    // deaf between a command and the next IDLE
    autoIdleDelay: 100,
    maxIdleTime: patience.pollMs + 2_000,
    socketTimeout: patience.deadMs,
    connectionTimeout: patience.connectMs,
    greetingTimeout: patience.connectMs,
    maxLiteralSize: LARGEST_LITERAL_BYTES,
    maxLineLength: LARGEST_LINE_BYTES,
    maxResponseSize: LARGEST_REPLY_BYTES,
    disableCompression: true,
    disableAutoEnable: true,
    disableIMAP4rev2: true,
  });
  return client;
}

/** LOGOUT where the server still answers; the socket is gone afterwards. */
export async function closeImap(client: ImapFlow): Promise<void> {
  if (client.usable) await within(LOGOUT_MS, client.logout()).catch(() => undefined);
  client.close();
}

/** Rejects with `code: 'ETIMEDOUT'` when that takes longer. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
