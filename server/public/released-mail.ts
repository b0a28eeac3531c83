import type { MailRecord } from '../../rules/mail/mail.ts';
import { mailAtMs } from '../../rules/mail/mail-record.ts';
import type { MailReads, RouteEntry } from '../store/mail-reads.ts';

/** How accounts are told apart without being named: `account-1`, in the order of their names. */
export function openAccountNames(routes: readonly RouteEntry[]): (account: string) => string {
  const accounts = routes.flatMap(({ now }) => [now.settings.from, now.settings.to]);
  const numbers = new Map([...new Set(accounts)].sort().map((account, index) => [account, index + 1]));
  return (account) => `account-${numbers.get(account) ?? 0}`;
}

/** A record without names, words and what stands for them: address, host, folder, reply, token, message. */
export function withoutNames(record: MailRecord, nameOf: (account: string) => string): MailRecord {
  const { timed } = record;
  return {
    ...record,
    tokenSha256: null,
    reason: null,
    stage: null,
    smtpReply: null,
    queueId: null,
    host: null,
    sightings: record.sightings.map((one) => ({
      ...one,
      mailbox: nameOf(one.mailbox),
      folderName: null,
      headers: null,
      hops: one.hops.map((hop) => ({ ...hop, by: null, from: null, domain: null, id: null, protocol: null })),
    })),
    reports: record.reports.map((one) => ({ ...one, reportingMta: null, remoteMta: null, diagnostic: null })),
    timed: timed && {
      ...timed,
      place: { ...timed.place, account: timed.place.account === null ? null : nameOf(timed.place.account) },
    },
  };
}

/** What was known of a mail before an instant; null: nothing. */
export function mailAsOf(record: MailRecord, untilAtMs: number): MailRecord | null {
  if (mailAtMs(record) >= untilAtMs || record.outcomeAtMs >= untilAtMs) return null;
  const sightings = record.sightings.filter((one) => one.arrivedLatestAtMs < untilAtMs);
  const isWhole = sightings.length === record.sightings.length;
  return {
    ...record,
    sightings,
    reports: record.reports.filter(({ atMs }) => atMs < untilAtMs),
    overdueAtMs: record.overdueAtMs !== null && record.overdueAtMs < untilAtMs ? record.overdueAtMs : null,
    // the first sighting is the one that counts: what follows from it was known with it
    timed: isWhole || sightings.length > 0 ? record.timed : null,
  };
}

/** Test mails as released evidence tells them: exact, without names, up to the public now. */
export function releasedMail(exact: MailReads, line: string, untilAtMs: number): MailReads {
  const nameOf = openAccountNames(exact.mailRoutes(line));
  const shown = (records: MailRecord[]) =>
    records.flatMap((record) => mailAsOf(record, untilAtMs) ?? []).map((record) => withoutNames(record, nameOf));
  return {
    mailRoutes: (id) =>
      exact.mailRoutes(id).map(({ now, isUsed }) => ({
        isUsed,
        now: {
          ...now,
          settings: { ...now.settings, from: nameOf(now.settings.from), to: nameOf(now.settings.to) },
          asOfMs: now.asOfMs === null ? null : Math.min(now.asOfMs, untilAtMs),
        },
      })),
    mails: (...asked) => shown(exact.mails(...asked)),
    latestMails: (...asked) => shown(exact.latestMails(...asked)),
    mailCount: exact.mailCount,
    mail: (id, name) => shown([exact.mail(id, name)].filter((record) => record !== null))[0] ?? null,
    mailDelays: (id, fromAtMs, toAtMs) =>
      exact
        .mailDelays(id, fromAtMs, Math.min(toAtMs, untilAtMs))
        .filter(({ endLatestAtMs }) => endLatestAtMs !== null && endLatestAtMs <= untilAtMs)
        .map((delay) => ({ ...delay, place: { ...delay.place, account: null } })),
  };
}
