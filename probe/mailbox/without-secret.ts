import type { MailAccount } from './types.ts';

export type Secret = Awaited<ReturnType<MailAccount['secret']>>;

/** One that is shorter would cut words that only look like it. */
const SHORTEST = 4;
const PACKED = /[A-Za-z0-9+/]{6,}={0,2}/g;

/** Words of a server, without what was said to it: some repeat the line that they refuse, as it was or packed in base64. */
export function withoutSecret(words: string, secret: Secret): string {
  const plain = 'password' in secret ? secret.password : secret.accessToken;
  if (plain.length < SHORTEST) return words;
  // in quotes, as LOGIN of IMAP sends it (RFC 3501 section 4.3)
  const quoted = plain.replace(/["\\]/g, '\\$&');
  return words
    .replaceAll(quoted, '…')
    .replaceAll(plain, '…')
    .replace(PACKED, (run) => (Buffer.from(run, 'base64').toString('utf8').includes(plain) ? '…' : run));
}
