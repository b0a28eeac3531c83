import type { MailDelay, MailRecord, MailRouteNow } from '../../rules/mail/mail.ts';
import type { KeptValue } from '../keep.ts';
import type { AskedPeriod } from '../period.ts';
import { HASH_PREFIX } from '../public/released-outage.ts';
import type { Line, ReadStore } from '../store/store.ts';

/** What an export says of test mails. */
export type MailCase = {
  routes: MailRouteNow[];
  /** That touch the period, oldest first. */
  delays: MailDelay[];
  /** Of the period, oldest first, route by route. */
  mails: MailRecord[];
  /** There were too many for one document: so many are not in it. */
  mailsLeftOut: number;
  /** Words behind hashes, for the owner. */
  words: (hash: string | null) => string | null;
};

/** Single mails of about three months of one route; a document is made in memory. */
export const MAX_MAILS = 10_000;

type MailAsk = { line: Line; period: AskedPeriod; asOfAtMs: number; words: MailCase['words'] };

/** What is still on its way is as old as it was at `asOfAtMs`. null: no route was ever told. */
export function gatherMail(store: ReadStore, { line, period, asOfAtMs, words }: MailAsk): MailCase | null {
  const { fromAtMs, toAtMs } = period;
  const routes = store.mailRoutes(line.id).map(({ now }) => ({
    ...now,
    asOfMs: now.asOfMs === null ? null : Math.min(now.asOfMs, asOfAtMs),
  }));
  if (routes.length === 0) return null;
  const count = routes.reduce((sum, { route }) => sum + store.mailCount(line.id, route, fromAtMs, toAtMs), 0);
  const isTooMany = count > MAX_MAILS;
  return {
    routes,
    delays: store.mailDelays(line.id, fromAtMs, toAtMs),
    mails: isTooMany ? [] : routes.flatMap(({ route }) => store.mails(line.id, route, fromAtMs, toAtMs)),
    mailsLeftOut: isTooMany ? count : 0,
    words,
  };
}

/** The words behind hashes of this line, for the owner; what was erased or never came is not there. */
export function wordsIn(find: (sha256: string) => KeptValue | null, line: string): MailCase['words'] {
  return (hash) => {
    if (!hash?.startsWith(HASH_PREFIX)) return null;
    const kept = find(hash.slice(HASH_PREFIX.length));
    return kept?.line === line ? kept.value : null;
  };
}
