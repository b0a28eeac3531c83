import type { MailboxCursor, MailPlaceRef } from '../mailbox/types.ts';
import type { BookEvent, BookMail, BookRecord, BookRoute } from './book-records.ts';

/** What all records of a book come to. */
export type BookState = {
  /** Boot that stamped what follows; null before the first start. */
  boot: string | null;
  mails: Map<string, BookMail>;
  /** Handed over, perhaps handed over, or about to be; neither seen nor bounced. */
  open: Map<string, BookMail>;
  routes: Map<string, BookRoute>;
  cursors: Map<string, MailboxCursor>;
  /** Events that may not be in a sealed segment, oldest first. */
  untold: Map<number, BookEvent>;
  lastSequence: number;
  /** Oldest first; the last one says how far all is sealed. */
  closed: { through: number; segment: number }[];
};

export function emptyBook(): BookState {
  return {
    boot: null,
    mails: new Map(),
    open: new Map(),
    routes: new Map(),
    cursors: new Map(),
    untold: new Map(),
    lastSequence: 0,
    closed: [],
  };
}

export const mailKey = (route: string, number: number) => `${route} ${number}`;
export const placeKey = (account: string, { folderPath, uidValidity, uid }: MailPlaceRef) =>
  `${account} ${uidValidity} ${uid} ${folderPath}`;

/** Places of taken messages that are remembered for a mail. */
const GONE_KEPT = 8;
const CLOSED_KEPT = 200;

/** Takes one record in; the same for what is read at the start and what happens now. */
export function applyRecord(state: BookState, record: BookRecord): void {
  switch (record.is) {
    case 'run':
      if (record.boot !== state.boot) for (const mail of state.mails.values()) mail.outcomeTickMs = null;
      state.boot = record.boot;
      return;
    case 'mail': {
      const { is: _is, ...mail } = record;
      state.mails.set(mailKey(mail.route, mail.number), mail);
      noteSlot(state, mail);
      noteOpen(state, mail);
      return;
    }
    case 'event':
      applyEvent(state, record);
      return;
    case 'cursor':
      state.cursors.set(record.account, record.cursor);
      return;
    case 'closed':
      state.closed.push({ through: record.through, segment: record.segment });
      if (state.closed.length > CLOSED_KEPT) state.closed.shift();
      for (const sequence of state.untold.keys()) if (sequence <= record.through) state.untold.delete(sequence);
      state.lastSequence = Math.max(state.lastSequence, record.through);
      return;
    case 'route': {
      const { is: _is, route, ...facts } = record;
      state.routes.set(route, facts);
      return;
    }
    default:
      applyToMail(state, record);
  }
}

function applyToMail(state: BookState, record: Extract<BookRecord, { is: 'dot' | 'find' | 'gone' }>): void {
  const mail = state.mails.get(mailKey(record.route, record.number));
  if (!mail) return;
  if (record.is === 'dot') {
    mail.isDotSent = true;
    return;
  }
  const key = placeKey(record.account, record.place);
  mail.finds = mail.finds.filter(({ account, place }) => placeKey(account, place) !== key);
  if (record.is === 'gone') {
    mail.gone = [...mail.gone, key].slice(-GONE_KEPT);
    return;
  }
  const { is: _is, route: _route, number: _number, ...find } = record;
  mail.finds.push(find);
}

function applyEvent(state: BookState, { is: _is, ...event }: Extract<BookRecord, { is: 'event' }>): void {
  state.lastSequence = Math.max(state.lastSequence, event.sequence);
  state.untold.set(event.sequence, event);
  const mail = state.mails.get(mailKey(event.route, event.number));
  if (!mail) return;
  switch (event.event) {
    case 'accepted':
    case 'uncertain':
    case 'refused':
    case 'unreachable':
    case 'config-error':
    case 'not-tested':
      mail.outcome = event.event;
      mail.outcomeAtMs = event.atMs;
      mail.outcomeTickMs = event.tickMs;
      mail.queueId = event.words['queueId'] ?? null;
      break;
    case 'overdue':
      mail.isOverdue = true;
      break;
    case 'sighted':
      mail.isSeen = true;
      noteSighting(mail, event);
      break;
    case 'report':
      if (event.facts['action'] === 'failed') mail.isBounced = true;
      noteSighting(mail, event);
      break;
  }
  noteOpen(state, mail);
}

function noteSighting(mail: BookMail, { readings }: BookEvent): void {
  mail.nextSighting = Math.max(mail.nextSighting, (readings['sighting'] ?? -1) + 1);
}

function noteSlot(state: BookState, { route, number, plannedAtMs }: BookMail): void {
  const known = state.routes.get(route) ?? { firstAtMs: plannedAtMs, lastNumber: 0, lastPlannedAtMs: 0 };
  state.routes.set(route, {
    ...known,
    lastNumber: Math.max(known.lastNumber, number),
    lastPlannedAtMs: Math.max(known.lastPlannedAtMs, plannedAtMs),
  });
}

const UNDER_WAY: readonly BookMail['outcome'][] = ['submitting', 'accepted', 'uncertain'];

function noteOpen(state: BookState, mail: BookMail): void {
  const key = mailKey(mail.route, mail.number);
  if (UNDER_WAY.includes(mail.outcome) && !mail.isSeen && !mail.isBounced) state.open.set(key, mail);
  else state.open.delete(key);
}

/** Of a slot that could not be written down; its number is not used again. */
export function forgetMail(state: BookState, { route, number }: BookMail, sequence: number): void {
  state.mails.delete(mailKey(route, number));
  state.open.delete(mailKey(route, number));
  state.untold.delete(sequence);
}

/** So long a mail can be matched when it turns up; one that was seen and taken out is only known again as such. */
const KEPT_MS = 40 * 86_400_000;
const DONE_KEPT_MS = 10 * 86_400_000;
const MAILS_MAX = 20_000;

/** As few records as say the same; mails that are too old, and slots without one, leave. Changes the state alike. */
export function snapshotOf(state: BookState, nowAtMs: number): BookRecord[] {
  const isKept = ({ mac, isSeen, finds, plannedAtMs }: BookMail) =>
    mac !== null && nowAtMs - plannedAtMs <= (isSeen && finds.length === 0 ? DONE_KEPT_MS : KEPT_MS);
  const waiting = new Set([...state.untold.values()].map(({ route, number }) => mailKey(route, number)));
  const kept = [...state.mails].filter(([key, mail]) => waiting.has(key) || isKept(mail));
  kept.sort(([, a], [, b]) => a.plannedAtMs - b.plannedAtMs);
  state.mails = new Map(kept.slice(-MAILS_MAX));
  for (const key of state.open.keys()) if (!state.mails.has(key)) state.open.delete(key);
  return [
    ...(state.boot === null ? [] : [{ is: 'run' as const, boot: state.boot }]),
    ...[...state.routes].map(([route, facts]) => ({ is: 'route' as const, route, ...facts })),
    ...[...state.cursors].map(([account, cursor]) => ({ is: 'cursor' as const, account, cursor })),
    ...state.closed.map((mark) => ({ is: 'closed' as const, ...mark })),
    ...[...state.untold.values()].map((event) => ({ is: 'event' as const, ...event })),
    // behind the events, whose ticks may be of another boot
    ...[...state.mails.values()].map((mail) => ({ is: 'mail' as const, ...mail })),
  ];
}
