import { readFileSync } from 'node:fs';

/** What the servers' own logs say of mails, with their own stamps. Instants in epoch ms with fractions. */
export type ServerLogs = {
  /** When Postfix opened the queue file of this mail: at its first RCPT, a few ms before the final dot. */
  queuedAtMs(queueId: string): number;
  /** Each mail for the addressee that Postfix has named in its log, oldest first. */
  mailsTo(recipient: string): { queueId: string; messageId: string; queuedAtMs: number }[];
  /** When Dovecot had stored mails in a folder of this user, oldest first; only that of the message id, where one is given. */
  storedAtMs(user: string, folder: string, messageId?: string): number[];
  /** Lines of Postfix's log with this text. */
  mailLines(text: string): string[];
};

export function readServerLogs(mailLog: string, dovecotLog: string): ServerLogs {
  const lines = (path: string, text: string) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line.includes(text));
  return {
    queuedAtMs: momentOfQueueId,
    mailsTo(recipient) {
      const ids = lines(mailLog, `to=<${recipient}>`).flatMap((line) => / (\w+z\w+): /.exec(line)?.[1] ?? []);
      const messageIds = new Map(
        lines(mailLog, ': message-id=').map((line): [string, string] => {
          const [, queueId = '', messageId = ''] = / (\w+): message-id=(<[^>]*>)/.exec(line) ?? [];
          return [queueId, messageId];
        }),
      );
      return [...new Set(ids)]
        .map((queueId) => ({ queueId, messageId: messageIds.get(queueId) ?? '', queuedAtMs: momentOfQueueId(queueId) }))
        .toSorted((a, b) => a.queuedAtMs - b.queuedAtMs);
    },
    storedAtMs: (user, folder, messageId = '') =>
      lines(dovecotLog, `lmtp(${user})`)
        .filter((line) => line.includes(': save: ') && line.includes(`box=${folder}`) && line.includes(messageId))
        .map((line) => Number(line.split(' ')[0]) * 1000),
    mailLines: (text) => lines(mailLog, text),
  };
}

const BASE_52 = '0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz';

/**
 * A long queue id says when it was made (postconf(5), enable_long_queue_ids): seconds in base 52 (six digits or more),
 * then four digits of microseconds, then `z` and the inode, which has no `z`.
 */
export function momentOfQueueId(queueId: string): number {
  const stamp = queueId.slice(0, queueId.lastIndexOf('z'));
  const value = (digits: string) => [...digits].reduce((sum, digit) => sum * 52 + BASE_52.indexOf(digit), 0);
  return value(stamp.slice(0, -4)) * 1000 + value(stamp.slice(-4)) / 1000;
}
