import type { MailRecord } from '../../rules/mail/mail.ts';
import { foldRoute, type RouteCarry } from '../../rules/mail/mail-delays.ts';
import type { MailboxEvent, MailEvent } from '../../rules/mail/mail-event.ts';
import { mailAtMs, mailId, mailRecordOf } from '../../rules/mail/mail-record.ts';
import { mailboxNow } from '../../rules/mail/mail-watch.ts';
import { eventsOfSightings } from '../../rules/mail/reader-events.ts';
import { MAIL_OPEN_MS } from '../../rules/mail/told-events.ts';
import type { MailRoute } from '../../rules/method.ts';
import { sha256Hex } from '../probe-key.ts';
import type { EventText, MailEventRow, MailRows, StoredRoute } from '../store/mail-rows.ts';
import { sightingOfRow } from './reader-entry.ts';
import type { TouchedMail } from './take-mail-events.ts';

const DAY_MS = 86_400_000;
/** Mails so long before are read for what they say of clocks and hosts, where a route is judged anew from an instant on. */
const WARM_UP_MS = 40 * DAY_MS;
/** Changed limits of a route hold for what was not over then; what was judged before stays. */
const REJUDGED_MS = 10 * DAY_MS;
/** What is cut is so much older than what may still change. */
const CUT_MARGIN_MS = DAY_MS;
/** The newest events of a mailbox: more boots than these within one stretch of watching there are not. */
const WATCH_ROWS = 40;
const TOOLS = { sha256: sha256Hex };

/**
 * Derives what the touched events come to: records of mails, delays of routes, what is said of each route now. Work is
 * bounded by what is not over on a route (one or two days of mails), whatever lies before.
 */
export function deriveMail(rows: MailRows, line: string, touched: TouchedMail): void {
  const stored = new Map(rows.mailRoutes(line).map((one) => [one.now.route, one]));
  const changed = new Map(
    [...touched.mails].map(([route, mails]) => [route, writeRecords(rows, line, route, mails)] as const),
  );
  const used = touched.routes ?? [...stored.values()].filter(({ isUsed }) => isUsed).map(({ now }) => now.settings);
  for (const route of used) {
    const before = stored.get(route.name) ?? null;
    const isOther = JSON.stringify(before?.now.settings) !== JSON.stringify(route) || before?.isUsed !== true;
    const changedAtMs = changed.get(route.name) ?? null;
    if (!isOther && changedAtMs === null && !touched.mailboxes.has(route.to)) continue;
    const otherAtMs = isOther ? touched.routesSinceAtMs : null;
    deriveRoute(rows, line, route, { before, changedAtMs, otherAtMs, shortBeforeAtMs: cutBeforeAtMs(touched) });
  }
  for (const { now, carry, isUsed } of stored.values()) {
    const isGone = isUsed && !used.some(({ name }) => name === now.route);
    if (isGone) rows.writeMailRoute(line, { now, carry, isUsed: false });
  }
  cutEvents(rows, line, touched, used);
}

/** Makes the records of these mails anew; returns the first instant at which one of them changed, null: none did. */
function writeRecords(rows: MailRows, line: string, route: string, mails: Iterable<number>): number | null {
  let firstAtMs: number | null = null;
  const reach = (atMs: number) => {
    firstAtMs = Math.min(firstAtMs ?? atMs, atMs);
  };
  for (const mail of mails) {
    const id = mailId(line, route, mail, TOOLS);
    const before = rows.mail(line, id);
    const events = eventsOf(rows, line, route, mail);
    if (events.length === 0) {
      // its events went with the time; or a replay took them back, and the record with them
      continue;
    }
    const record = mailRecordOf(line, events, TOOLS);
    if (before && record && isSame(before.record, record)) continue;
    if (before) reach(before.atMs);
    if (before && !record) rows.deleteMail(line, id);
    if (!record) continue;
    reach(mailAtMs(record));
    rows.writeMail(line, mailAtMs(record), record);
  }
  return firstAtMs;
}

function isSame(stored: MailRecord, record: MailRecord): boolean {
  return JSON.stringify({ ...stored, timed: null }) === JSON.stringify({ ...record, timed: null });
}

/** Everything that was told of a mail, by the probe and by the server's own reader. */
function eventsOf(rows: MailRows, line: string, route: string, mail: number): MailEvent[] {
  const told = rows.eventsOfMail(line, route, mail).map((row): MailEvent => {
    // written by takeEvent
    const text = JSON.parse(row.event) as EventText & Pick<MailEvent, 'event'>;
    return { ...text, role: 'mail', route, mail, atMs: row.atMs };
  });
  const token = told.find(({ facts }) => facts['token'] !== undefined)?.facts['token'];
  const firstAtMs = told[0]?.atMs;
  if (token === undefined || firstAtMs === undefined) return told;
  const seen = rows
    .sightingsOfToken(line, token.replace(/^sha256:/, ''))
    .filter(({ atMs }) => atMs <= firstAtMs + MAIL_OPEN_MS);
  return [...told, ...eventsOfSightings(seen.map(sightingOfRow), { route, mail })];
}

type Judging = {
  before: StoredRoute | null;
  /** A mail changed there. */
  changedAtMs: number | null;
  /** Other limits hold, as they were told then. */
  otherAtMs: number | null;
  /** Records of before are written in short, and not again. */
  shortBeforeAtMs: number;
};

function deriveRoute(rows: MailRows, line: string, route: MailRoute, judging: Judging): void {
  const { fromAtMs, carry } = beginOf(rows, line, route.name, judging);
  const watch = mailboxNow(watchingOf(rows, line, route.to));
  const kept = rows.mails(line, route.name, carry ? fromAtMs : fromAtMs - WARM_UP_MS, Number.MAX_SAFE_INTEGER);
  const texts = new Map(kept.map(({ record }) => [record.id, JSON.stringify(record)]));
  const records = kept.map(({ record }) => record);
  const result = foldRoute({ line, route, watch, records, carry }, TOOLS);
  for (const record of result.records) {
    const atMs = mailAtMs(record);
    if (atMs >= Math.max(fromAtMs, judging.shortBeforeAtMs) && texts.get(record.id) !== JSON.stringify(record))
      rows.writeMail(line, atMs, record);
  }
  const delays = result.delays.filter(({ startEarliestAtMs }) => startEarliestAtMs >= fromAtMs);
  rows.replaceDelays(line, route.name, fromAtMs, delays);
  rows.writeMailRoute(line, { now: result.now, carry: result.carry, isUsed: true });
}

/** From where on the route is judged, and what is remembered of before; without `carry` it is found out again. */
function beginOf(
  rows: MailRows,
  line: string,
  route: string,
  { before, changedAtMs, otherAtMs }: Judging,
): { fromAtMs: number; carry: RouteCarry | null } {
  const carry = before?.carry ?? null;
  const isBehind = carry !== null && changedAtMs !== null && changedAtMs < carry.borderAtMs;
  if (carry && otherAtMs === null && !isBehind) return { fromAtMs: carry.borderAtMs, carry };
  if (!carry && otherAtMs === null) return { fromAtMs: 0, carry: null };
  const wantedAtMs = Math.min(
    changedAtMs ?? Number.MAX_SAFE_INTEGER,
    otherAtMs === null ? Number.MAX_SAFE_INTEGER : otherAtMs - REJUDGED_MS,
  );
  // a delay is judged as a whole
  const reaching = rows
    .mailDelays(line, wantedAtMs, Number.MAX_SAFE_INTEGER)
    .filter((delay) => delay.route === route)
    .map(({ startEarliestAtMs }) => startEarliestAtMs);
  return { fromAtMs: Math.min(wantedAtMs, ...reaching), carry: null };
}

function watchingOf(rows: MailRows, line: string, mailbox: string): MailboxEvent[] {
  return rows
    .lastMailboxEvents(line, mailbox, Number.MAX_SAFE_INTEGER, WATCH_ROWS)
    .toReversed()
    .flatMap((row) => watchEvents(row, mailbox));
}

/** A stretch of watching is kept as one row. */
function watchEvents(row: MailEventRow, mailbox: string): MailboxEvent[] {
  // written by takeEvent
  const text = JSON.parse(row.event) as EventText & Pick<MailboxEvent, 'event'>;
  const end: MailboxEvent = { ...text, role: 'mailbox', mailbox, atMs: row.atMs };
  const sinceAtMs = text.readings['sinceAtMs'];
  return sinceAtMs === undefined ? [end] : [{ ...end, atMs: sinceAtMs }, end];
}

function cutBeforeAtMs({ measuredAtMs }: TouchedMail): number {
  return (measuredAtMs ?? 0) - MAIL_OPEN_MS - CUT_MARGIN_MS;
}

/** Events go once nothing may change by them; never by a clock that is not known to be right. */
function cutEvents(rows: MailRows, line: string, touched: TouchedMail, used: readonly MailRoute[]): void {
  const beforeAtMs = cutBeforeAtMs(touched);
  for (const { name, promptMs } of used) {
    for (const mail of rows.cutMailEvents(line, name, beforeAtMs)) {
      const stored = rows.mail(line, mailId(line, name, mail, TOOLS));
      if (stored && isUneventful(stored.record, promptMs)) rows.writeMail(line, stored.atMs, inShort(stored.record));
    }
  }
  for (const mailbox of touched.mailboxes) rows.cutMailboxEvents(line, mailbox, beforeAtMs);
  rows.cutSightings(line, beforeAtMs);
}

/** It came promptly, once, and nobody reported anything: most mails are so, and they are kept for ever. */
function isUneventful({ sightings, reports, timed }: MailRecord, promptMs: number): boolean {
  const maxMs = timed?.latency?.maxMs;
  return maxMs !== undefined && maxMs <= promptMs && sightings.length === 1 && reports.length === 0;
}

/** Without its way from host to host: a third of the bytes. The signed bytes hold it as long as they are kept. */
function inShort(record: MailRecord): MailRecord {
  const { timed } = record;
  return {
    ...record,
    submit: {},
    sightings: record.sightings.map((one) => ({ ...one, folderName: null, headers: null, hops: [] })),
    timed: timed && { ...timed, legs: [], hops: [] },
  };
}
