import type { Sample } from '../sample.ts';
import { MAIL_EVENTS, MAILBOX_EVENTS, type MailboxEventName, type MailEventName } from './vocabulary.ts';

type Told = {
  atMs: number;
  /** Boot that stamped it: instants of one boot are of one clock. `server` for the server's own. */
  boot: string;
  /** The clock was synchronised, or agreed with the server's. */
  isClockKnown: boolean;
  readings: Readonly<Record<string, number>>;
  facts: Readonly<Record<string, string>>;
};
/** An event of a test mail, whoever told it. */
export type MailEvent = Told & { role: 'mail'; route: string; mail: number; event: MailEventName };
/** An event of a mailbox that is read. */
export type MailboxEvent = Told & { role: 'mailbox'; mailbox: string; event: MailboxEventName };
export type AnyMailEvent = MailEvent | MailboxEvent;

/** 2200-01-01: what lies beyond is no instant of a mail, and no calendar on a page need know it. */
const LATEST_AT_MS = 7_258_118_400_000;
/** Ten years: longer than any mail was looked for. */
const LONGEST_MS = 315_360_000_000;

/**
 * What the sample says, or null: not an event that is known here, or one of no possible time. Readings that can't be are
 * taken as not said: they may be what a mail host wrote. `name`: address of the sample's target.
 */
export function mailEventOf(
  { role, name }: { role: 'mail' | 'mailbox'; name: string },
  { readings, facts }: Pick<Sample, 'readings' | 'facts'>,
  told: Pick<Told, 'atMs' | 'boot' | 'isClockKnown'>,
): AnyMailEvent | null {
  const word = facts['event'];
  const atMs = readings['eventAtMs'] ?? told.atMs;
  if (!isInstant(atMs)) return null;
  const common = { ...told, atMs, readings: possible(readings), facts };
  if (role === 'mailbox') {
    const event = MAILBOX_EVENTS.find((known) => known === word);
    return event ? { ...common, role, mailbox: name, event } : null;
  }
  const event = MAIL_EVENTS.find((known) => known === word);
  const mail = readings['mail'];
  return event && mail !== undefined && mail > 0 ? { ...common, role, route: name, mail, event } : null;
}

function possible(readings: Told['readings']): Told['readings'] {
  const entries = Object.entries(readings);
  return entries.every(isPossible) ? readings : Object.fromEntries(entries.filter(isPossible));
}

function isPossible([key, value]: [string, number]): boolean {
  if (key.endsWith('AtMs')) return isInstant(value);
  return value >= 0 && (!key.endsWith('Ms') || value <= LONGEST_MS);
}

function isInstant(atMs: number): boolean {
  return atMs >= 0 && atMs <= LATEST_AT_MS;
}

/** Events with the same key are one event told twice. */
export function mailEventKey(event: AnyMailEvent): string {
  if (event.role === 'mailbox') return `mailbox ${event.mailbox} ${event.event} ${event.atMs}`;
  const { route, mail, readings } = event;
  return `mail ${route} ${mail} ${event.event} ${readings['sighting'] ?? '-'} ${readings['hop'] ?? '-'}`;
}
