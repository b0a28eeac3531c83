import type { MailEvent } from '../../mail/mail-event.ts';
import {
  eventsOfSightings,
  type ReaderEntry,
  readerEntryOf,
  type SeenByReader,
  seenByReader,
  watchEventOf,
} from '../../mail/reader-events.ts';
import { eventsOfSegment, MAIL_OPEN_MS } from '../../mail/told-events.ts';
import type { MailRoute } from '../../method.ts';
import type { Listener } from './feed-batch.ts';

/** More than the probes of a line tell in five years. */
const MAX_EVENTS = 1_500_000;
/** More than the server's reader sees in five years. */
const MAX_SEEN = 200_000;

/** What rounds and lane of a bundle tell of test mails, each dated as the rounds are. */
export type MailLog = Listener & {
  /** An entry of the lane; those of others than the server's reader of mailboxes are passed over. */
  seeEntry: (laneText: string) => void;
  end: () => MailTold;
};

export type MailTold = {
  /** By route, in the order in which they were told. */
  events: ReadonlyMap<string, MailEvent[]>;
  /** Each way in which the methods in use set a route, by its name. */
  routes: ReadonlyMap<string, MailRoute[]>;
  /** Up to where each mailbox was watched. */
  watchedUntilMs: ReadonlyMap<string, number>;
  /** First and last instant of a round; null: there was none. */
  fromAtMs: number | null;
  isFull: boolean;
};

type Told = { at: number; event: MailEvent };
type Log = {
  told: Told[];
  /** By mailbox. */
  watched: Map<string, { at: number; atMs: number }>;
  routes: { at: number; routes: readonly MailRoute[] }[];
  /** By the hash of the token. */
  seen: Map<string, SeenByReader[]>;
  seenCount: number;
  seenWatched: Map<string, number>;
  fromAtMs: number | null;
};

export function openMailLog(): MailLog {
  const log: Log = {
    told: [],
    watched: new Map(),
    routes: [],
    seen: new Map(),
    seenCount: 0,
    seenWatched: new Map(),
    fromAtMs: null,
  };
  return {
    take: (...taken) => take(log, ...taken),
    goBackTo: (at) => goBackTo(log, at),
    seeEntry: (laneText) => {
      const entry = readerEntryOf(laneText);
      if (entry) takeEntry(log, entry);
    },
    end: () => end(log),
  };
}

function take(log: Log, ...[at, { segment, method }, atMsOf]: Parameters<Listener['take']>): void {
  const [first] = segment.rounds;
  if (!first) return;
  log.fromAtMs ??= atMsOf(first.tickMs);
  const routes = method.mail?.routes;
  if (routes === undefined) return;
  if (log.routes.at(-1)?.routes !== routes) log.routes.push({ at, routes });
  for (const { event } of eventsOfSegment(segment, method, atMsOf)) {
    if (event.role === 'mail') {
      if (log.told.length <= MAX_EVENTS) log.told.push({ at, event });
    } else if (event.event === 'watching' && event.isClockKnown) {
      const before = log.watched.get(event.mailbox);
      if (before === undefined || event.atMs > before.atMs) log.watched.set(event.mailbox, { at, atMs: event.atMs });
    }
  }
}

/** What was told from there on is told again. */
function goBackTo(log: Log, at: number): void {
  const isKept = (one: { at: number }) => one.at < at;
  log.told = log.told.slice(0, log.told.findIndex((one) => !isKept(one)) >>> 0);
  log.routes = log.routes.filter(isKept);
  log.watched = new Map([...log.watched].filter(([, one]) => isKept(one)));
  if (at === 0) log.fromAtMs = null;
}

function takeEntry(log: Log, { content }: ReaderEntry): void {
  if (content.type === 'mail-watch') {
    const { event, mailbox, atMs } = watchEventOf(content);
    const before = log.seenWatched.get(mailbox) ?? Number.NEGATIVE_INFINITY;
    if (event === 'watching') log.seenWatched.set(mailbox, Math.max(before, atMs));
    return;
  }
  log.seenCount += 1;
  if (log.seenCount > MAX_SEEN) return;
  const { tokenSha256 } = content.fields;
  const own = log.seen.get(tokenSha256);
  if (own) own.push(seenByReader(content));
  else log.seen.set(tokenSha256, [seenByReader(content)]);
}

function end({ told, watched, routes, seen, seenCount, seenWatched, fromAtMs }: Log): MailTold {
  const events = new Map<string, MailEvent[]>();
  for (const { event } of told) {
    const own = events.get(event.route);
    if (own) own.push(event);
    else events.set(event.route, [event]);
  }
  const room = { sightings: MAX_SEEN };
  for (const [route, own] of events) events.set(route, withSeen(own, seen, room));
  const watchedUntilMs = new Map([...watched].map(([mailbox, { atMs }]) => [mailbox, atMs]));
  for (const [mailbox, atMs] of seenWatched)
    watchedUntilMs.set(mailbox, Math.max(atMs, watchedUntilMs.get(mailbox) ?? atMs));
  const all = new Map<string, Map<string, MailRoute>>();
  for (const one of routes.flatMap((used) => used.routes))
    all.set(one.name, (all.get(one.name) ?? new Map()).set(JSON.stringify(one), one));
  return {
    events,
    routes: new Map([...all].map(([name, variants]) => [name, [...variants.values()]])),
    watchedUntilMs,
    fromAtMs,
    isFull: told.length > MAX_EVENTS || seenCount > MAX_SEEN || room.sightings < 0,
  };
}

/**
 * With what the server's reader saw of each mail; what comes long after its first word changes nothing. `room`: for so many
 * more, as many mails may name one token; below 0 once some were left out.
 */
function withSeen(
  told: readonly MailEvent[],
  seen: ReadonlyMap<string, SeenByReader[]>,
  room: { sightings: number },
): MailEvent[] {
  const byMail = new Map<number, MailEvent[]>();
  for (const event of told) {
    const own = byMail.get(event.mail);
    const firstAtMs = own?.[0]?.atMs ?? event.atMs;
    if (event.atMs - firstAtMs > MAIL_OPEN_MS) continue;
    if (own) own.push(event);
    else byMail.set(event.mail, [event]);
  }
  return [...byMail].flatMap(([mail, own]) => {
    const token = own.find(({ facts }) => facts['token'] !== undefined)?.facts['token']?.replace(/^sha256:/, '');
    const [first] = own;
    if (token === undefined || first === undefined || room.sightings < 0) return own;
    const found = (seen.get(token) ?? []).filter(({ atMs }) => atMs <= first.atMs + MAIL_OPEN_MS);
    room.sightings -= found.length;
    return own.concat(eventsOfSightings(found, { route: first.route, mail }));
  });
}
