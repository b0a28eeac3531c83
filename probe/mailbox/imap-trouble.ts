import type { BlindReason } from '../../rules/mail/vocabulary.ts';
import { isTlsMixUp, tlsTroubleOf } from './tls-trouble.ts';
import type { MailServer } from './types.ts';

export type ImapTrouble = { reason: BlindReason; sentence: string };

/** What imapflow and the sockets below it put on their errors. */
type ImapError = Error & {
  code?: string;
  authenticationFailed?: boolean;
  tlsFailed?: boolean;
  serverResponseCode?: string;
  response?: unknown;
  responseText?: string;
  reason?: string;
};

/** Response codes (RFC 5530) and words with which servers ask for patience. */
const PATIENCE =
  /\b(LIMIT|UNAVAILABLE|INUSE)\b|too many|try again|temporar|throttl|rate limit|exceeded.*connections|maximum number of connections/i;

const UNREACHABLE_CODES: Record<string, string> = {
  ENOTFOUND: "its name can't be resolved",
  EAI_AGAIN: "its name can't be resolved",
  ECONNREFUSED: 'nobody takes connections there',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  ECONNRESET: 'it broke the connection off',
  ETIMEDOUT: 'it did not answer in time',
  CONNECT_TIMEOUT: 'it did not answer in time',
  ETIMEOUT: 'it answers no more',
};

/** A failed or broken connection to a mailbox, in plain words. `bye`: what the server said when it ended the session. */
export function imapTroubleOf(error: unknown, server: MailServer, bye: string | undefined): ImapTrouble {
  const { code = '', authenticationFailed, tlsFailed, message } = error as ImapError; // whatever was thrown: absent fields are undefined
  const name = `${server.host} (port ${server.port})`;
  const words = saidBy(error as ImapError, bye); // as above
  if (words !== '' && PATIENCE.test(words)) {
    return { reason: 'limit', sentence: `${server.host} asks for patience: ${words}` };
  }
  if (authenticationFailed) {
    const said = words === '' ? message : words;
    return { reason: 'login', sentence: `${server.host} refuses the login: ${said}${loginHint(said)}` };
  }
  const mixUp = mixUpOf(error, code, server);
  if (mixUp !== null) return { reason: 'tls', sentence: mixUp };
  // a refused certificate behind STARTTLS has both marks
  const tls = tlsTroubleOf(error, server.host);
  if (tls !== null) return tls;
  if (tlsFailed) return { reason: 'tls', sentence: `${name} offers no encryption: nothing is asked without it.` };
  if (code === 'GREETING_TIMEOUT') {
    return { reason: 'unreachable', sentence: `${name} takes the connection and then says nothing.` };
  }
  const why = UNREACHABLE_CODES[code];
  if (why !== undefined) return { reason: 'unreachable', sentence: `No connection to ${name}: ${why}.` };
  return { reason: 'closed', sentence: `The connection to ${name} ended: ${words === '' ? message : words}` };
}

/** The server itself told of something that this program can't read, or larger than it takes. */
export function isUnreadable(error: unknown): boolean {
  const { code = '' } = error as ImapError; // as above
  return /^(LineTooLarge|LiteralTooLarge|ResponseTooLarge|InvalidResponse|MAX_IMAP_NESTING_REACHED|ResponseProcessingFailed|ParserError.*)$/.test(
    code,
  );
}

function saidBy(error: ImapError, bye: string | undefined): string {
  const text = typeof error.response === 'string' ? error.response : (error.responseText ?? error.reason ?? bye ?? '');
  const code = error.serverResponseCode === undefined ? '' : `[${error.serverResponseCode}]`;
  // without our own number of the command, and with the code once
  const words = text.replace(/^\S+ (NO|BAD|BYE) /, '');
  return (words.includes(code) ? words : `${code} ${words}`)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 300);
}

function loginHint(words: string): string {
  return /application-specific|app(lication)? password|web login|basic authentication/i.test(words)
    ? ' This provider wants an app password or an access token.'
    : '';
}

function mixUpOf(error: unknown, code: string, { host, port, security }: MailServer): string | null {
  if (security === 'tls' && isTlsMixUp(error)) {
    return `${host} does not speak TLS from the start on port ${port}: set security to starttls, or the port to 993.`;
  }
  if (security === 'starttls' && port === 993 && code === 'GREETING_TIMEOUT') {
    return `${host} waits for TLS on port ${port} and does not greet: set security to tls, or the port to 143.`;
  }
  return null;
}
