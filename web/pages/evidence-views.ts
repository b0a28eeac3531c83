import type { Availability } from '../../rules/outage/availability.ts';
import type { DayJson } from '../../rules/wire/status.ts';
import type { LineView, OutageEntryView, OutagePageView, TimelineView } from './views.ts';

/** What the evidence page, the owner's page of links and the page behind a link are given. */

/** What an export of a period says, before it is made. */
export type EvidenceFigures = {
  fromAtMs: number;
  toAtMs: number;
  /** The local days that it touches. */
  fromDay: string;
  toDay: string;
  sums: Omit<DayJson, 'day'>;
  availability: Availability;
  /** Counted outages that began before: in the sums, not in the count. */
  outagesReachingIn: number;
  /** Of the days, measured or not. */
  days: number;
};

/** Last letters of a head that was sealed: what is printed on every export. */
export type HeadView = { counter: number; atMs: number; short: string };

/** Files that can be made, with their size as far as it is known before (bytes). */
export type EvidenceFiles = {
  /** null: this reader gets none. */
  zip: { bytes: number | null } | null;
  pdf: boolean;
  hasMail: boolean;
};

/** `/lines/LINE/evidence?from=DAY&to=DAY` or `?outage=ID`; without either the last 30 local days. */
export type EvidencePageView = {
  line: LineView;
  /** What was typed or chosen. */
  from: string;
  to: string;
  /** Set: what was asked for cannot be shown, and why. */
  problem: 'period' | 'outage' | 'too-many' | null;
  /** null: with a problem. */
  figures: EvidenceFigures | null;
  /** The one that was chosen; the period is then its days. */
  outage: OutageEntryView | null;
  /** To choose from, newest first. */
  outages: OutageEntryView[];
  /** Periods that are often wanted. */
  quick: { name: 'last7' | 'last30' | 'last90' | 'month' | 'monthBefore'; fromDay: string; toDay: string }[];
  files: EvidenceFiles;
  head: HeadView | null;
  serverFingerprint: string;
};

const MAKING_PROBLEMS = ['no-head', 'moved', 'nothing-kept', 'other-rules', 'no-space', 'gone', 'failed'] as const;
export type MakingProblem = (typeof MAKING_PROBLEMS)[number];
export type MakingState = 'waiting' | 'working' | 'done' | 'failed';

/** While a file is being made, and when it is there. */
export type MakingView = {
  line: LineView;
  kind: 'zip' | 'pdf';
  /** null: not known any more. */
  fromDay: string | null;
  toDay: string | null;
  state: MakingState;
  /** Why it came to nothing; with `failed`. */
  problem?: MakingProblem;
  /** 0…1; null: not known. */
  ratio: number | null;
  /** Of the file that is there. */
  bytes: number | null;
  /** Where it can be fetched. */
  href: string;
  /** Back to the choice. */
  backHref: string;
};

/** A link as the owner sees it. */
export type ShareView = {
  id: string;
  label: string;
  outage: string | null;
  fromDay: string;
  toDay: string;
  hasRaw: boolean;
  hasValues: boolean;
  createdAtMs: number;
  expiresAtMs: number;
  state: 'live' | 'expired' | 'revoked';
  openedCount: number;
  lastOpenedAtMs: number | null;
};

export type ShareProblem = 'period' | 'outage' | 'label' | 'days' | 'too-many' | 'language';

/** `/owner/lines/LINE/shares` */
export type SharesView = {
  line: LineView;
  shares: ShareView[];
  outages: OutageEntryView[];
  typed: {
    outage: string;
    from: string;
    to: string;
    label: string;
    days: string;
    language: string;
    raw: boolean;
    values: boolean;
  };
  problems: Partial<Record<'from' | 'outage' | 'label' | 'days' | 'language', ShareProblem>>;
  dayChoices: readonly number[];
  /** The link that was just made: shown once, kept nowhere. */
  made: { origin: string; path: string } | null;
  isRevoked: boolean;
};

/** `/shared/SECRET`: what somebody without an account sees. */
export type SharedPageView = {
  line: LineView;
  figures: EvidenceFigures;
  /** The outage that was shared; null: a period, or it is not found any more (`isOutageGone`). */
  outage: OutagePageView | null;
  isOutageGone: boolean;
  /** Only of short periods. */
  timeline: TimelineView | null;
  /** Newest first; at most 200. */
  outages: OutageEntryView[];
  days: DayJson[];
  files: EvidenceFiles;
  /** `/shared/SECRET` */
  path: string;
  hasValues: boolean;
  expiresAtMs: number;
  head: HeadView | null;
  serverFingerprint: string;
};
