import type { MakingProblem, ShareProblem } from './evidence-views.ts';
import type { Language } from './views.ts';
import { evidenceWordsDe } from './wording-evidence-de.ts';
import { evidenceWordsEn } from './wording-evidence-en.ts';

type Labelled = { label: string; hint: string };

/** Sentences of the evidence page, the links to it and the page behind a link. */
export type EvidenceWords = {
  title: (name: string) => string;
  lead: string;
  choose: {
    title: string;
    from: string;
    to: string;
    button: string;
    outage: string;
    outageButton: string;
    noOutages: string;
    quick: string;
    last7: string;
    last30: string;
    last90: string;
    month: string;
    monthBefore: string;
  };
  problem: Record<'period' | 'outage' | 'too-many', string>;
  figures: {
    title: string;
    of: (from: string, to: string) => string;
    down: string;
    noDown: string;
    outages: string;
    ofThem: (dropouts: string) => string;
    reachingIn: (count: number) => string;
    observed: string;
    notObserved: (length: string) => string;
    nothing: string;
    available: string;
    availableNote: string;
    failover: string;
  };
  files: {
    title: string;
    pdf: Labelled;
    zip: Labelled;
    tooLargeForMail: string;
    /** Over the tables and the document for programs. */
    tables: string;
    /** Where there is something to tick above them. */
    tablesNote: string;
    excel: Labelled;
    csv: Labelled;
    json: Labelled;
    table: { outages: string; days: string; mails: string };
    size: (text: string) => string;
    contents: string;
    texts: Labelled;
    files: Labelled;
    values: Labelled;
    make: { pdf: string; zip: string };
    zipOwner: string;
    schemas: string;
  };
  making: {
    title: { pdf: string; zip: string };
    state: { waiting: string; working: string; done: string };
    problem: Record<MakingProblem, string>;
    percent: (percent: string) => string;
    refresh: string;
    download: (size: string) => string;
    /** What to do with it. */
    next: { pdf: string; zip: string };
    check: string;
    back: string;
  };
  check: {
    title: string;
    text: string;
    key: string;
    head: (counter: string) => string;
    headNote: string;
    noHead: string;
    verify: string;
  };
  notSaid: { title: string; items: string[] };
  share: string;
  /** Pages that belong to a case. */
  more: { title: string; months: string; technician: string; statements: string; files: string };
  /** In trails and on buttons. */
  name: string;
  ofOutage: string;
  refused: string;
  all: string;
};

export const evidenceWords: Record<Language, EvidenceWords> = { de: evidenceWordsDe, en: evidenceWordsEn };

export type SharingWords = {
  title: (name: string) => string;
  lead: string;
  make: string;
  what: { outage: Labelled; none: string; period: string; from: string; to: string };
  label: Labelled;
  days: { label: string; choice: (days: number) => string };
  language: { label: string; de: string; en: string };
  raw: { label: string; choice: string; hint: string };
  values: { label: string; choice: string; hint: string };
  button: string;
  problems: string;
  problem: Record<ShareProblem, string>;
  made: { title: string; text: string; open: string; mail: string; subject: (name: string) => string };
  revoked: string;
  list: {
    title: string;
    none: string;
    columns: { label: string; shows: string; until: string; opened: string; state: string };
    state: { live: string; expired: string; revoked: string };
    raw: string;
    values: string;
    never: string;
    opened: (count: string, when: string) => string;
    revoke: string;
    revokeText: string;
    /** Over those that no longer work. */
    ended: (count: number) => string;
    outageOf: (day: string) => string;
  };
  seen: { title: string; items: string[] };
  shared: {
    titleOutage: (day: string) => string;
    titlePeriod: (from: string, to: string) => string;
    intro: (until: string) => string;
    isPrivate: string;
    gone: string;
    /** To the downloads, far below. */
    toFiles: string;
    course: string;
    days: string;
    outagesNone: string;
    shown: (shown: string) => string;
    privacy: string;
    wrong: { title: string; text: string };
    busy: { title: string; text: string };
  };
};
