import type { AnyMailEvent } from '../../rules/mail/mail-event.ts';
import { mailId } from '../../rules/mail/mail-record.ts';
import { eventsOfSegment, isClockKnown, MAIL_OPEN_MS } from '../../rules/mail/told-events.ts';
import type { MailRoute, Method } from '../../rules/method.ts';
import type { DeriveInput } from '../jobs/derive.ts';
import { sha256Hex } from '../probe-key.ts';
import type { EventText, MailRows } from '../store/mail-rows.ts';

/** What the events since the last derivation reach. */
export type TouchedMail = {
  /** Numbers of mails, by route. */
  mails: Map<string, Set<number>>;
  mailboxes: Set<string>;
  /** As the newest method names them; null: not named since. */
  routes: readonly MailRoute[] | null;
  /** Since when they are so. */
  routesSinceAtMs: number;
  /** Mails of which no more is taken ({@link MOST_EVENTS_OF_MAIL}); route and number. */
  full: Set<string>;
  /** How many mails of a day are known ({@link MOST_MAILS_A_DAY}), by route and day. */
  known: Map<string, number>;
  /** Up to where the line was measured, by a clock that is known to be right; null: not known. */
  measuredAtMs: number | null;
};

/**
 * Each event of a mail is read again with the next one. A probe tells at most 240 of a mail, even if its mailbox is flooded
 * with copies, and twice that after a restart; the signed segments hold also what a hostile one tells beyond.
 */
const MOST_EVENTS_OF_MAIL = 500;
/**
 * All mails of a route that may still change are judged together. One each four minutes, the fastest that is allowed, is
 * 360 a day; after a pause 200 more that were left out.
 */
const MOST_MAILS_A_DAY = 1000;
const DAY_MS = 86_400_000;
/** Two looks without a break that are no further apart are one stretch of watching. */
const WATCH_GAP_MS = 600_000;
const TOOLS = { sha256: sha256Hex };

export function startTouched(): TouchedMail {
  return {
    mails: new Map(),
    mailboxes: new Set(),
    routes: null,
    routesSinceAtMs: 0,
    full: new Set(),
    known: new Map(),
    measuredAtMs: null,
  };
}

/**
 * Writes what the segment tells of test mails, and returns what a derivation is due for. Called where the method has
 * routes, or those before had: of other segments nothing is looked at (jobs/derive.ts).
 */
export function takeMailEvents(
  rows: MailRows,
  line: string,
  { segment, method, entry }: Pick<DeriveInput, 'segment' | 'method' | 'entry'>,
  { atMsOf, touched }: { atMsOf: (tickMs: number) => number; touched: TouchedMail | null },
): TouchedMail {
  const reach = touched ?? startTouched();
  noteRoutes(reach, method.mail?.routes ?? [], atMsOf(segment.rounds[0]?.tickMs ?? 0));
  for (const round of segment.rounds) {
    if (isClockKnown(round)) reach.measuredAtMs = atMsOf(round.tickMs);
  }
  for (const { event, ordinal } of eventsOfSegment(segment, method, atMsOf))
    takeEvent(rows, line, { event, entry, ordinal }, reach);
  return reach;
}

function noteRoutes(reach: TouchedMail, routes: readonly MailRoute[], atMs: number): void {
  if (isOtherThan(reach, routes)) reach.routesSinceAtMs = atMs;
  reach.routes = routes;
}

/** What was told until then is to be derived first: by the routes that it was told under. */
export function endsRoutes(touched: TouchedMail | null, { mail }: Pick<Method, 'mail'>): boolean {
  return touched !== null && touched.routes !== null && isOtherThan(touched, mail?.routes ?? []);
}

function isOtherThan(reach: TouchedMail, routes: readonly MailRoute[]): boolean {
  return JSON.stringify(reach.routes) !== JSON.stringify(routes);
}

/** Writes one event, unless it is about a mail that is closed for good. */
export function takeEvent(
  rows: MailRows,
  line: string,
  { event, entry, ordinal }: { event: AnyMailEvent; entry: number; ordinal: number },
  reach: TouchedMail,
): void {
  const { role, boot, isClockKnown, readings, facts } = event;
  const text: EventText = { event: event.event, boot, isClockKnown, readings, facts };
  const place = { entry, ordinal, atMs: event.atMs };
  if (role === 'mailbox') {
    // mail of others says nothing of ours, and there may be any amount of it; the segments hold it
    if (event.event === 'foreign') return;
    reach.mailboxes.add(event.mailbox);
    const joined = event.event === 'watching' ? joinWatching(rows, line, event.mailbox, text, event.atMs) : text;
    rows.writeMailEvent(line, { ...place, role, name: event.mailbox, mail: 0, event: JSON.stringify(joined) });
    return;
  }
  const { route, mail } = event;
  const key = `${route} ${mail}`;
  if (reach.full.has(key)) return;
  const before = rows.toldOfMail(line, route, mail);
  if (before.count >= MOST_EVENTS_OF_MAIL) return void reach.full.add(key);
  if (isClosed(rows, line, event, before.atMs) || (before.count === 0 && !isRoomFor(rows, line, event, reach))) return;
  rows.writeMailEvent(line, { ...place, role, name: route, mail, event: JSON.stringify(text) });
  touchMail(reach, route, mail);
}

/** Whether the route has not had more mails on that day than anybody sends; counts this one. */
function isRoomFor(
  rows: MailRows,
  line: string,
  { route, atMs }: Extract<AnyMailEvent, { role: 'mail' }>,
  { known }: TouchedMail,
): boolean {
  const fromAtMs = Math.floor(atMs / DAY_MS) * DAY_MS;
  const key = `${route} ${fromAtMs}`;
  const count = known.get(key) ?? rows.mailCount(line, route, fromAtMs, fromAtMs + DAY_MS);
  known.set(key, count + 1);
  return count < MOST_MAILS_A_DAY;
}

/** A record without events is one whose events went already: it must not be made anew of this one alone. */
function isClosed(
  rows: MailRows,
  line: string,
  event: Extract<AnyMailEvent, { role: 'mail' }>,
  firstAtMs: number | null,
): boolean {
  if (firstAtMs !== null) return firstAtMs < event.atMs - MAIL_OPEN_MS;
  return rows.mail(line, mailId(line, event.route, event.mail, TOOLS)) !== null;
}

export function touchMail({ mails }: TouchedMail, route: string, mail: number): void {
  mails.set(route, (mails.get(route) ?? new Set()).add(mail));
}

/**
 * Watching is told each minute: what goes on from the event before takes its place, with `sinceAtMs` as the begin of the
 * stretch.
 */
function joinWatching(rows: MailRows, line: string, mailbox: string, text: EventText, atMs: number): EventText {
  const [last] = rows.lastMailboxEvents(line, mailbox, atMs, 1);
  if (!last || atMs - last.atMs > WATCH_GAP_MS) return text;
  const before = JSON.parse(last.event) as EventText; // written by takeEvent
  if (before.event !== 'watching' || before.boot !== text.boot) return text;
  rows.deleteMailEvent(line, last);
  return { ...text, readings: { ...text.readings, sinceAtMs: before.readings['sinceAtMs'] ?? last.atMs } };
}

/** Takes back what entries from there on told, before they are told again; mails that they told of are made anew. */
export function takeBackMailEvents(rows: MailRows, line: string, fromEntry: number, touched: TouchedMail | null) {
  const told = rows.mailsToldFrom(line, fromEntry);
  rows.deleteMailEventsFrom(line, fromEntry);
  const reach = told.length > 0 ? (touched ?? startTouched()) : touched;
  for (const { name, mail } of told) {
    if (reach) touchMail(reach, name, mail);
    rows.deleteMail(line, mailId(line, name, mail, TOOLS));
  }
  return reach;
}
