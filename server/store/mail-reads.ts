import type { MailDelay, MailRecord, MailRouteNow } from '../../rules/mail/mail.ts';
import type { DerivedTables } from './derived-tables.ts';

/** A route of test mails as it stands; `isUsed`: the newest method of the line still has it. */
export type RouteEntry = { now: MailRouteNow; isUsed: boolean };

/** Reads of test mails: part of `ReadStore`. A mail lies at its acceptance, without one at its slot. */
export type MailReads = {
  /** By name; those that are not used any more as well. */
  mailRoutes(line: string): RouteEntry[];
  /** Mails of one route in [fromAtMs, toAtMs), oldest first. */
  mails(line: string, route: string, fromAtMs: number, toAtMs: number): MailRecord[];
  /** The last `limit` of the same, newest first, and how many there are. */
  latestMails(line: string, route: string, fromAtMs: number, toAtMs: number, limit: number): MailRecord[];
  mailCount(line: string, route: string, fromAtMs: number, toAtMs: number): number;
  mail(line: string, id: string): MailRecord | null;
  /** Delays of all routes that touch [fromAtMs, toAtMs), oldest first. */
  mailDelays(line: string, fromAtMs: number, toAtMs: number): MailDelay[];
};

export function openMailReads(derived: DerivedTables): MailReads {
  return {
    mailRoutes: (line) => derived.mailRoutes(line).map(({ now, isUsed }) => ({ now, isUsed })),
    mails: (...asked) => derived.mails(...asked).map(({ record }) => record),
    latestMails: (...asked) => derived.latestMails(...asked).map(({ record }) => record),
    mailCount: derived.mailCount,
    mail: (line, id) => derived.mail(line, id)?.record ?? null,
    mailDelays: derived.mailDelays,
  };
}
