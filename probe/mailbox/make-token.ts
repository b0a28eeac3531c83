import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { findMailToken, formatMailToken, tokenMacText } from '../../rules/mail/vocabulary.ts';

/** What a token stands for; addresses in any case. */
export type TokenMail = { route: string; number: number; plannedAtMs: number; from: string; to: string };

/** The token of a test mail: `v1.ROUTE.NUMBER.MAC`. `key`: the probe's own for mails, at least 16 bytes. */
export function makeToken(key: Uint8Array, mail: TokenMail): string {
  const { route, number } = mail;
  return formatMailToken({ route, number, mac: macOf(key, mail).toString('hex') });
}

/** Whether that token was made with the key for that mail. Takes as long for a wrong one as for a right one. */
export function isOwnToken(key: Uint8Array, mail: TokenMail, text: string): boolean {
  const token = findMailToken(text);
  if (token === null || formatMailToken(token) !== text) return false;
  if (token.route !== mail.route || token.number !== mail.number) return false;
  return timingSafeEqual(macOf(key, mail), Buffer.from(token.mac, 'hex'));
}

/** `sha256:` and 64 hex digits: what a segment tells of a token. */
export function tokenSha256(token: string): string {
  return `sha256:${createHash('sha256').update(token).digest('hex')}`;
}

/** The first token in a text, as it stands there; null: none. */
export function tokenIn(text: string): string | null {
  const token = findMailToken(text);
  return token && formatMailToken(token);
}

function macOf(key: Uint8Array, mail: TokenMail): Buffer {
  const from = mail.from.toLowerCase();
  const to = mail.to.toLowerCase();
  return createHmac('sha256', key)
    .update(tokenMacText({ ...mail, from, to }))
    .digest()
    .subarray(0, 16);
}
