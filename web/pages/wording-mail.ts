import type { Language } from './views.ts';
import { mailDe } from './wording-mail-de.ts';
import { mailEn } from './wording-mail-en.ts';

/** Sentences of the page on test mails, and of what other pages say of them. */
export type MailWords = {
  title: string;
  lead: string;
  /** Way to the page, from the line's. */
  link: string;
  /** The same where no route is set yet, for the owner. */
  linkNone: string;
  routes: string;
  now: {
    /** Follows the headline after `; `. */
    waiting: (age: string, count: number) => string;
    onTheWay: (count: number) => string;
    /** After the sentence of now: nobody has looked since. */
    asOf: (when: string) => string;
    /** The clock of the oldest mail: handed over so long ago; then what was seen of it. */
    oldest: string;
    handedOver: string;
    notThere: (asOf: string, least: string) => string;
    atLeast: string;
    /** Strangers get no running clock, and nobody does while the mailbox is not watched. */
    watchedUntil: (asOf: string) => string;
    neverWatched: string;
    notWatched: (since: string) => string;
    stillOpen: string;
    where: string;
    said: (when: string) => string;
    toMail: string;
  };
  shared: { title: string; text: (routes: string, account: string | null) => string };
  and: string;
  periods: string;
  days: (count: number) => string;
  figures: {
    title: (route: string) => string;
    median: string;
    p95: string;
    max: string;
    count: string;
    open: string;
    untested: string;
    none: string;
    /** `≥`, said once. */
    bound: string;
    atLeast: (value: string) => string;
  };
  drawing: {
    title: string;
    description: (parts: { count: string; median: string; max: string; open: string }) => string;
    median: string;
    longest: string;
    open: string;
    late: string;
    lateFrom: (limit: string) => string;
    untested: string;
    none: string;
    openMail: (time: string, age: string) => string;
    table: string;
    columns: { day: string; count: string; open: string; untested: string; max: string };
    asData: string;
  };
  delays: {
    title: string;
    none: string;
    columns: { begin: string; end: string; what: string; length: string; mails: string; where: string };
    lasting: string;
    /** Nobody has looked since. */
    endUnknown: (when: string) => string;
    between: (earliest: string, latest: string) => string;
    mails: (count: number, missing: number) => string;
    /** Between which two instants the longest one was held. */
    held: (parts: { sender: string; from: string; receiver: string; to: string }) => string;
    /** The same up to when it was seen, where no stamp of the receiver's bounds the hand-over. */
    heldUntilSeen: (parts: { sender: string; from: string; to: string }) => string;
    heldSince: (parts: { sender: string; from: string }) => string;
    toLongest: string;
  };
  mails: {
    title: string;
    columns: { handedOver: string; state: string; arrived: string; length: string; folder: string };
    planned: string;
    plannedMany: (count: string) => string;
    shown: (shown: string, all: string) => string;
    /** Folded: those after the first few. */
    more: (count: string) => string;
    none: string;
  };
  method: {
    title: string;
    how: string;
    pace: (parts: { way: string; every: string; prompt: string; late: string; lost: number }) => string;
    open: string;
    blind: string;
    limits: string;
    notSaid: string[];
  };
  exports: {
    title: string;
    explain: string;
    mails: string;
    delays: string;
    /** Before the exports that hold everything of the line. */
    all: string;
    json: string;
    hidden: string;
  };
  hidden: string;
  back: string;
};

export const mailWords: Record<Language, MailWords> = { de: mailDe, en: mailEn };
