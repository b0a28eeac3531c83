import type { MailEventName } from '../../rules/mail/vocabulary.ts';
import type { MailboxCursor, MailPlaceRef } from '../mailbox/types.ts';

/** What stands in the book, a line each. Personal words stand here as they are: the file is the owner's alone. */
export type BookRecord =
  /** A start of the probe: ticks of the records that follow are of that boot. */
  | { is: 'run'; boot: string }
  | ({ is: 'mail' } & BookMail)
  /** The text was handed over; the final dot may go out any time now. */
  | { is: 'dot'; route: string; number: number }
  | ({ is: 'event' } & BookEvent)
  /** A message that is ours lies there. */
  | ({ is: 'find'; route: string; number: number } & BookFind)
  | { is: 'gone'; route: string; number: number; account: string; place: MailPlaceRef }
  | { is: 'cursor'; account: string; cursor: MailboxCursor }
  /** Events up to that one stand in sealed segments up to that one. */
  | { is: 'closed'; through: number; segment: number }
  | ({ is: 'route'; route: string } & BookRoute);

export type MailOutcomeWord =
  | 'submitting'
  | 'accepted'
  | 'uncertain'
  | 'refused'
  | 'unreachable'
  | 'config-error'
  | 'not-tested';

export type BookMail = {
  route: string;
  number: number;
  plannedAtMs: number;
  /** 32 hex digits; null: nothing was to be sent in that slot. */
  mac: string | null;
  outcome: MailOutcomeWord;
  outcomeAtMs: number;
  /** Of the outcome; null: of another boot. */
  outcomeTickMs: number | null;
  isDotSent: boolean;
  queueId: string | null;
  isOverdue: boolean;
  isSeen: boolean;
  isBounced: boolean;
  /** The next sighting or report has this number. */
  nextSighting: number;
  /** Messages that still lie in a mailbox. */
  finds: BookFind[];
  /** Of messages that were taken out: a look at the same folder may name them again. */
  gone: string[];
};

export type BookFind = {
  /** null: a copy that nothing was told of (folder of sent mails). */
  sighting: number | null;
  account: string;
  place: MailPlaceRef;
  foundAtMs: number;
  /** Event that told of it; 0: none. */
  sequence: number;
};

export type BookEvent = {
  /** 1, 2, … over all events of the book. */
  sequence: number;
  route: string;
  number: number;
  event: MailEventName;
  atMs: number;
  tickMs: number;
  readings: Record<string, number>;
  facts: Record<string, string>;
  /** By the name of the fact: stands in the sample as a hash. */
  words: Record<string, string>;
};

export type BookRoute = { firstAtMs: number; lastNumber: number; lastPlannedAtMs: number };

const isNumber = (value: unknown): boolean => Number.isSafeInteger(value);
const isText = (value: unknown): boolean => typeof value === 'string';
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isOf = (check: (value: unknown) => boolean) => (value: unknown) =>
  isObject(value) && Object.values(value).every(check);
const isPlace = (value: unknown) =>
  isObject(value) && isText(value['folderPath']) && isText(value['uidValidity']) && isNumber(value['uid']);
const isFlag = (value: unknown) => typeof value === 'boolean';
const orNull = (check: (value: unknown) => boolean) => (value: unknown) => value === null || check(value);
const isFind = (value: unknown) => isObject(value) && holds(FIND, value);
const isCursor = isOf((value) => isObject(value) && isText(value['uidValidity']) && isNumber(value['lastUid']));

type Shape = Record<string, (value: unknown) => boolean>;
const MAIL_NAME: Shape = { route: isText, number: isNumber };
const FIND: Shape = {
  sighting: orNull(isNumber),
  account: isText,
  place: isPlace,
  foundAtMs: isNumber,
  sequence: isNumber,
};
const SHAPES: Record<BookRecord['is'], Shape> = {
  run: { boot: isText },
  mail: {
    ...MAIL_NAME,
    plannedAtMs: isNumber,
    mac: orNull(isText),
    outcome: isText,
    outcomeAtMs: isNumber,
    outcomeTickMs: orNull(isNumber),
    isDotSent: isFlag,
    queueId: orNull(isText),
    isOverdue: isFlag,
    isSeen: isFlag,
    isBounced: isFlag,
    nextSighting: isNumber,
    finds: (value) => Array.isArray(value) && value.every(isFind),
    gone: (value) => Array.isArray(value) && value.every(isText),
  },
  dot: MAIL_NAME,
  event: {
    ...MAIL_NAME,
    sequence: isNumber,
    event: isText,
    atMs: isNumber,
    tickMs: isNumber,
    readings: isOf(isNumber),
    facts: isOf(isText),
    words: isOf(isText),
  },
  find: { ...MAIL_NAME, ...FIND },
  gone: { ...MAIL_NAME, account: isText, place: isPlace },
  cursor: { account: isText, cursor: isCursor },
  closed: { through: isNumber, segment: isNumber },
  route: { route: isText, firstAtMs: isNumber, lastNumber: isNumber, lastPlannedAtMs: isNumber },
};

function holds(shape: Shape, given: Record<string, unknown>): boolean {
  return Object.entries(shape).every(([key, check]) => check(given[key]));
}

/** The record that a line holds; null: none that is known (a damaged line, or one of a newer version). */
export function bookRecordOf(line: unknown): BookRecord | null {
  if (!isObject(line)) return null;
  const shape = Object.entries(SHAPES).find(([is]) => is === line['is'])?.[1];
  return shape && holds(shape, line) ? (line as BookRecord) : null; // every field was checked
}
