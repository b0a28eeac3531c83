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

/** What the sample says, or null: not an event that is known here. `name`: address of the sample's target. */
export function mailEventOf(
  { role, name }: { role: 'mail' | 'mailbox'; name: string },
  { readings, facts }: Pick<Sample, 'readings' | 'facts'>,
  told: Pick<Told, 'atMs' | 'boot' | 'isClockKnown'>,
): AnyMailEvent | null {
  const word = facts['event'];
  const atMs = readings['eventAtMs'] ?? told.atMs;
  const common = { ...told, atMs, readings, facts };
  if (role === 'mailbox') {
    const event = MAILBOX_EVENTS.find((known) => known === word);
    return event ? { ...common, role, mailbox: name, event } : null;
  }
  const event = MAIL_EVENTS.find((known) => known === word);
  const mail = readings['mail'];
  return event && mail !== undefined && mail > 0 ? { ...common, role, route: name, mail, event } : null;
}

/** Events with the same key are one event told twice. */
export function mailEventKey(event: AnyMailEvent): string {
  if (event.role === 'mailbox') return `mailbox ${event.mailbox} ${event.event} ${event.atMs}`;
  const { route, mail, readings } = event;
  return `mail ${route} ${mail} ${event.event} ${readings['sighting'] ?? '-'} ${readings['hop'] ?? '-'}`;
}
