import type { MailboxEvent, MailEvent } from './mail-event.ts';
import type { MailEventName } from './vocabulary.ts';

/** Events made by hand, for tests. */
export const BOOT_A = 'a'.repeat(32);
export const BOOT_B = 'b'.repeat(32);
export const T0_AT_MS = 1_793_491_200_000;

type Said = Partial<Pick<MailEvent, 'boot' | 'isClockKnown' | 'readings' | 'facts' | 'route'>>;
export function told(mail: number, event: MailEventName, atMs: number, said: Said = {}): MailEvent {
  const { boot = BOOT_A, isClockKnown = true, readings = {}, facts = {}, route = 'in' } = said;
  return {
    role: 'mail',
    route,
    mail,
    event,
    atMs,
    boot,
    isClockKnown,
    readings: { mail, ...readings },
    facts: { event, ...facts },
  };
}

/** Submitted half a second before it was accepted. */
export function acceptedMail(mail: number, acceptedAtMs: number, said: Said = {}): MailEvent[] {
  const plannedAtMs = acceptedAtMs - 500;
  return [
    told(mail, 'submitting', plannedAtMs, {
      ...said,
      readings: { plannedAtMs },
      facts: { token: `sha256:${String(mail).padStart(64, '0')}` },
    }),
    told(mail, 'accepted', acceptedAtMs, {
      ...said,
      readings: { submitMs: 500, ...said.readings },
      facts: { queueId: `hash:q${mail}`, host: 'hash:submit', ...said.facts },
    }),
  ];
}

/** Seen in the inbox of `telekom`, 20 ms after it was known not to be there. */
export function sightedMail(mail: number, atMs: number, said: Said = {}): MailEvent {
  return told(mail, 'sighted', atMs, {
    ...said,
    readings: { sighting: 0, blindMs: 20, ...said.readings },
    facts: { mailbox: 'telekom', folder: 'inbox', matchedBy: 'header', ...said.facts },
  });
}

export function mailboxTold(
  event: MailboxEvent['event'],
  atMs: number,
  said: Said & { mailbox?: string } = {},
): MailboxEvent {
  const { boot = BOOT_A, isClockKnown = true, readings = {}, facts = {}, mailbox = 'telekom' } = said;
  return { role: 'mailbox', mailbox, event, atMs, boot, isClockKnown, readings, facts: { event, ...facts } };
}
