import { makeToken } from '../../probe/mailbox/make-token.ts';
import type { MailAccount, MailClock } from '../../probe/mailbox/types.ts';
import { PASSWORD } from './dovecot-config.ts';
import type { MailLab } from './lab.ts';
import { PORTS } from './places.ts';

/** This machine's clocks. */
export const CLOCK: MailClock = { tickMs: () => performance.now(), wallAtMs: () => Date.now() };

/** An account of the lab as the probe knows it, encrypted by STARTTLS. */
export function accountOf(lab: MailLab, address: string, over: Partial<MailAccount> = {}): MailAccount {
  const host = lab.places[address.endsWith(`@${lab.places.other.domain}`) ? 'other' : 'provider'].address;
  return {
    name: address.replace(/[^a-z0-9]+/g, '-'),
    address,
    user: address,
    secret: async () => ({ password: PASSWORD }),
    smtp: { host, port: PORTS.submission, security: 'starttls' },
    imap: { host, port: PORTS.imap, security: 'starttls' },
    ca: lab.ca,
    folder: 'INBOX',
    junkFolder: null,
    ...over,
  };
}

const KEY = Buffer.alloc(32, 7);
/** Tokens of one key; numbers are the caller's. */
export function tokenOf(route: string, number: number, from: string, to: string): string {
  return makeToken(KEY, { route, number, plannedAtMs: 1_800_000_000_000, from, to });
}
