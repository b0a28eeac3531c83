import type { MailLab } from './lab.ts';

/**
 * Latency of a mail from `provider.test` to `other.test` by the servers' own stamps. Postfix logs no final 250: it came
 * after the final dot, and before the mail was handed on (the queue id of the other Postfix), at most 3 s after the dot.
 */
export type LoggedLatency = { minMs: number; maxMs: number };

/** Longest time from the dot to the 250 on a busy machine: the mail is written to the disk between. */
const COMMIT_MS = 3000;

/** null: it is not in the inbox, or not in the logs yet. */
export function loggedLatency(lab: MailLab, recipient: string, acceptedAtMs: number): LoggedLatency | null {
  const mail = lab
    .logs('provider')
    .mailsTo(recipient)
    .findLast(({ queuedAtMs }) => queuedAtMs < acceptedAtMs + 5);
  if (!mail) return null;
  const [storedAtMs] = lab.logs('other').storedAtMs(recipient, 'INBOX', mail.messageId);
  const handedOn = lab
    .logs('other')
    .mailsTo(recipient)
    .find(({ messageId }) => messageId === mail.messageId);
  if (storedAtMs === undefined || !handedOn) return null;
  const dotAtMs = lab.dotAtMs(mail.queueId);
  return { minMs: storedAtMs - Math.min(handedOn.queuedAtMs, dotAtMs + COMMIT_MS), maxMs: storedAtMs - dotAtMs };
}

/** How far a measured latency is outside of what the logs say; 0: within. Negative: too short. */
export function latencyErrorMs(measuredMs: number, logged: LoggedLatency | null): number {
  if (logged === null) return Number.NaN;
  if (measuredMs < logged.minMs) return measuredMs - logged.minMs;
  return Math.max(0, measuredMs - logged.maxMs);
}
