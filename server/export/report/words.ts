import type { ChainLink } from '../../../rules/outage/derived.ts';
import type { Language } from '../../../web/pages/views.ts';
import type { StampWorth } from '../../heads/judge-stamp.ts';
import type { AnswerKind } from '../objections/objection.ts';
import { reportWordsDe } from './words-de.ts';
import { reportWordsEn } from './words-en.ts';

/** Sentences of the evidence report: facts with bounds, no law, no reproach. Findings, places and states come from the pages' words. */
export type ReportWords = {
  title: string;
  technicianTitle: string;
  page: (page: number, count: number) => string;
  /** At the edge of each page. */
  seal: (counter: number, short: string) => string;
  /** On every page of a line that was made up. */
  simulated: string;
  /** The same on top of every page. */
  madeUp: string;
  contents: string;
  chapters: Record<Chapter, string>;
  figures: {
    line: string;
    provider: string;
    period: string;
    asOf: string;
    zone: (zone: string, version: string) => string;
    customer: string;
    address: string;
    contractNumber: string;
  };
  summary: {
    claim: string;
    none: string;
    inOutages: (outages: number, dropouts: number) => string;
    reachingIn: (count: number) => string;
    /** None of the outages began in the period. */
    onlyReachingIn: (count: number) => string;
    /** Of the time at most. */
    failover: (length: string) => string;
    lasting: string;
    observed: string;
    observedText: (figures: { percent: string; observed: string; length: string; unknown: string }) => string;
    observedAll: (length: string) => string;
    availability: string;
    availabilityText: (range: string) => string;
    nothingObserved: string;
    side: string;
    sideText: (count: number, range: string) => string;
    noSide: string;
    grade: string;
    gradeText: (counts: string) => string;
    longest: string;
    /** `isCut`: only a part of it lies in the period. */
    longestText: (bounds: string, from: string, isCut: boolean) => string;
    notCounted: string;
    notCountedText: (count: number) => string;
    head: string;
    headText: (seal: { counter: number; at: string; short: string; sha256: string; stamped: SealStamped }) => string;
    noHead: string;
    course: string;
    notProven: { title: string; items: string[]; more: (page: string) => string };
  };
  days: {
    text: (zone: string) => string;
    months: string;
    withOutages: string;
    left: (shown: number, all: number) => string;
    none: string;
    total: string;
    /** The period begins or ends within a day. */
    cut: string;
    /** After the last day of what lies in the future. */
    until: (clock: string) => string;
    month: string;
    columns: {
      day: string;
      least: string;
      most: string;
      outages: string;
      dropouts: string;
      degraded: string;
      planned: string;
      unknown: string;
      observed: string;
    };
  };
  course: {
    text: string;
    widened: string;
    legend: string;
    alt: (from: string, to: string, outages: number) => string;
    day: string;
  };
  outages: {
    text: string;
    none: string;
    /** Nothing was observed. */
    unobserved: string;
    /** No upper bound, because it lasts. */
    open: string;
    columns: {
      number: string;
      begin: string;
      end: string;
      least: string;
      most: string;
      finding: string;
      side: string;
      grade: string;
    };
    listed: (shown: number, all: number) => string;
    listedOthers: (shown: number, all: number) => string;
    details: string;
    detailed: (shown: number, all: number) => string;
    title: (number: number, at: string) => string;
    facts: (side: string, grade: string, lost: string) => string;
    findings: string;
    samples: {
      columns: { bound: string; at: string; sample: string; target: string; outcome: string; place: string };
      bound: { startEarliest: string; startLatest: string; endEarliest: string; endLatest: string };
    };
    chain: string;
    /** Of each link what was seen of it; `provider`: how many requests were answered. */
    link: Record<Exclude<ChainLink['link'], 'provider'>, Record<ChainLink['state'], string>> & {
      provider: (answers: string) => string;
    };
    clock: string;
    server: string;
    silence: (noted: SilenceWords) => string;
    noSilence: string;
    notCounted: string;
    notCountedText: string;
    why: string;
    lasting: string;
    note: (text: string, at: string, entry: number) => string;
    withdrawn: string;
    clipped: string;
  };
  unknown: { title: string; text: string; columns: { cause: string; stretches: string; length: string } };
  reports: {
    text: string;
    none: string;
    withheld: string;
    title: (subject: string) => string;
    state: Record<'reported' | 'withdrawn', string>;
    rows: {
      reported: string;
      received: string;
      channel: string;
      ticket: string;
      receipt: string;
      repaired: string;
      missed: string;
      since: string;
    };
    records: string;
    columns: { at: string; entry: string; hash: string };
    files: string;
    erased: string;
    fileColumns: { name: string; dated: string; added: string; hash: string };
  };
  statements: {
    text: string;
    none: string;
    entered: (at: string, entry: number, sha256: string) => string;
    left: (shown: number, all: number) => string;
  };
  mail: {
    text: string;
    columns: { route: string; count: string; median: string; longest: string; open: string; untested: string };
    atLeast: (length: string) => string;
    delays: string;
    noDelays: string;
    delayColumns: { route: string; begin: string; end: string; finding: string; longest: string };
    lasting: string;
    shown: (shown: number, all: number) => string;
    /** Too many for one document: no figures. */
    leftOut: (count: string) => string;
  };
  method: {
    text: string[];
    /** None was in force: nothing was measured. */
    none: string;
    used: (from: string) => string;
    /** A probe came back to it, so many times in all. */
    usedAgain: (times: number, last: string) => string;
    hash: (sha256: string) => string;
    targets: string;
    columns: { target: string; role: string; network: string; method: string; spacing: string };
    width: (width: string) => string;
    shortest: (length: string) => string;
    software: (name: string) => string;
    limits: string;
    limitItems: string[];
    unreadable: string;
  };
  clock: {
    text: string[];
    source: Record<'sync' | 'server' | 'router' | 'none' | 'unknown', string>;
    columns: { outage: string; source: string; corrected: string; error: string };
    exact: string;
    none: string;
    later: (size: string) => string;
    earlier: (size: string) => string;
    shown: (shown: number, all: number) => string;
  };
  objections: {
    text: string;
    none: string;
    said: (objection: string) => string;
    kind: Record<AnswerKind, string>;
    /** Before the objections that are about nothing here. */
    moot: string;
    proof: string;
  };
  integrity: IntegrityWords;
  notProven: { text: string; items: string[]; conceded: (count: number) => string };
  rule: { name: (version: number) => string; text: (version: number, zoneData: string) => string; items: string[] };
  files: {
    title: string;
    text: string;
    columns: { name: string; what: string; hash: string };
    what: Record<FileName, string>;
  };
};

/** Times as printed; how often the server reached others itself, did not, or did not look. */
export type SilenceWords = {
  first: number;
  last: number;
  from: string;
  to: string;
  count: number;
  reachable: number;
  unreachable: number;
};

/** By a service whose root others know too: the newest seal itself, an earlier one (its number and time), or none. */
export type SealStamped = 'newest' | 'none' | { counter: number; at: string };

export type IntegrityWords = {
  text: string[];
  rows: {
    server: string;
    probe: (number: number) => string;
    enrolled: (at: string) => string;
    retired: (at: string) => string;
    segment: string;
    segmentText: (number: string, sha256: string) => string;
    lane: string;
    laneText: (entry: string, sha256: string) => string;
    restored: string;
    restoredText: (at: string, backupAt: string) => string;
    head: string;
    headText: (counter: number, at: string) => string;
    short: string;
  };
  heads: string;
  headsText: (counts: { all: string; stamped: string; others: string | null; shown: number }) => string;
  /** Whether the newest seal is stamped; else up to where seals are. */
  closing: (newest: { counter: number; at: string }, stamped: SealStamped) => string;
  columns: { counter: string; at: string; hash: string; stamps: string };
  noStamp: string;
  stamp: (authority: string, at: string) => string;
  /** After a stamp that speaks for nobody but the owner. */
  worth: Record<StampWorth, string>;
  noHeads: string;
  steps: string;
  stepsText: string;
  step: { text: string; command: string }[];
  atOnce: string;
  outside: string;
};

export const CHAPTERS = [
  'summary',
  'days',
  'course',
  'outages',
  'reports',
  'statements',
  'mail',
  'method',
  'clock',
  'objections',
  'integrity',
  'notProven',
  'rule',
  'files',
  'technician',
] as const;
export type Chapter = (typeof CHAPTERS)[number];

export const FILE_NAMES = ['evidence.json', 'outages.csv', 'days.csv', 'heads.csv', 'heads.txt', 'raw.sha256'] as const;
export type FileName = (typeof FILE_NAMES)[number];

export const reportWords: Record<Language, ReportWords> = { de: reportWordsDe, en: reportWordsEn };
