import type { SubmitResult } from '../mailbox/types.ts';
import type { NewEvent } from './mail-book.ts';

type Told = Pick<NewEvent, 'event' | 'readings' | 'facts' | 'words'>;

/** What the result of handing over a mail is told as. `host`: of the submission server. */
export function eventOfSubmit(result: SubmitResult, host: string): Told {
  switch (result.kind) {
    case 'accepted': {
      const times = Object.entries(result.times).map(([key, value]) => [key, Math.max(0, Math.round(value))]);
      const { reply: smtpReply, queueId } = result;
      return {
        event: 'accepted',
        readings: Object.fromEntries(times),
        words: { smtpReply, host, ...(queueId !== null && { queueId }) },
      };
    }
    case 'refused':
      return {
        event: 'refused',
        readings: { replyCode: result.replyCode, ...statusReadings(result.status) },
        facts: { stage: result.stage },
        words: { smtpReply: result.reply, host },
      };
    case 'config-error':
      return {
        event: 'config-error',
        facts: { reason: result.reason, stage: result.stage },
        // only what the server said is quoted as its words
        words: { host, ...(result.reply !== undefined && { smtpReply: result.reply }) },
      };
    case 'unreachable':
      return { event: 'unreachable', facts: { reason: result.reason, stage: result.stage }, words: { host } };
    case 'uncertain':
      return { event: 'uncertain', words: { host } };
  }
}

/** `4.3.2` (RFC 3463) as three readings. */
export function statusReadings(status: string | null): Record<string, number> {
  const [, statusClass, statusSubject, statusDetail] = /^(\d)\.(\d{1,3})\.(\d{1,3})$/.exec(status ?? '') ?? [];
  if (statusClass === undefined) return {};
  return {
    statusClass: Number(statusClass),
    statusSubject: Number(statusSubject),
    statusDetail: Number(statusDetail),
  };
}
