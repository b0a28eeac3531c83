import type { MailDelay, MailRecord } from '../../rules/mail/mail.ts';
import { inMailOrder, mailAtMs } from '../../rules/mail/mail-record.ts';
import { type IdMask, openIdMask } from '../../server/public/id-mask.ts';
import type { MailReads, RouteEntry } from '../../server/store/mail-reads.ts';

/** What the fake keeps of test mails of one line. */
export type FakeMail = { routes: RouteEntry[]; records: MailRecord[]; delays: MailDelay[] };

export const FAKE_MASK: IdMask = openIdMask(Buffer.alloc(32, 1));

const NONE: FakeMail = { routes: [], records: [], delays: [] };

/** The reads of `ReadStore` over plain arrays. */
export function fakeMailReads(of: (line: string) => FakeMail | undefined): MailReads {
  const mails: MailReads['mails'] = (line, route, fromAtMs, toAtMs) =>
    inMailOrder((of(line) ?? NONE).records).filter((record) => {
      const atMs = mailAtMs(record);
      return record.route === route && atMs >= fromAtMs && atMs < toAtMs;
    });
  return {
    mailRoutes: (line) => (of(line) ?? NONE).routes,
    mails,
    latestMails: (line, route, fromAtMs, toAtMs, limit) =>
      mails(line, route, fromAtMs, toAtMs).toReversed().slice(0, limit),
    mailCount: (...asked) => mails(...asked).length,
    mail: (line, id) => (of(line) ?? NONE).records.find((record) => record.id === id) ?? null,
    mailDelays: (line, fromAtMs, toAtMs) =>
      (of(line) ?? NONE).delays.filter(
        (one) => one.startEarliestAtMs < toAtMs && (one.endLatestAtMs ?? Number.POSITIVE_INFINITY) > fromAtMs,
      ),
  };
}
