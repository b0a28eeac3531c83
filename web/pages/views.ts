import type { Method } from '../../rules/method.ts';
import type { DerivedOutage, StateInterval } from '../../rules/outage/derived.ts';
import type { Side, State } from '../../rules/verdict/verdict.ts';
import type { DayJson } from '../../rules/wire/status.ts';
import type { MailBannerView } from './mail-views.ts';
import type { OutageReportView } from './report-views.ts';
import type { NextStep } from './setup-views.ts';
import type { AnnotateView, AnnotationView, CoverageView, OutageClockView } from './witness-views.ts';

/**
 * What a page is given: plain values, no text for readers. The server fills them from roll-ups and outages; the pages
 * choose words, local times and drawings. Instants are epoch ms, days are local days (`2026-03-29`) of the line's zone.
 *
 * The browser part finds its places by these attributes:
 * - `<html data-built-at-ms>`: when the page was built (equal to the server's clock then).
 * - `<body data-events="/events?line=ID">`: what to listen to; on a message fetch the page and bring `<main>` up to date
 *   element by element: the headline of the state stands in a live region, which must stay the same element to be heard.
 * - `<figure data-chart="latency" data-zone data-src="/api/lines/ID/latency.json?…">`: Chart.js replaces the `<svg>` in
 *   it; the words it needs are in `data-median-label`, `data-p95-label`, `data-loss-label`, the rest follows `<html lang>`.
 * - `<html data-offline>`: set by the browser part while it has no sign of life from the server; the style sheet then
 *   shows the notice `.offline` and dims what would otherwise look alive.
 * - `<figure data-chart="mail" data-route data-as-of …>`: the same for the delivery times of a route, from its `mail.json`.
 * - `<p data-working>`: something is being made; the page is fetched again each second until it is gone.
 * - `<… data-clock="outage|silence|mail" data-value-ms data-known-at-ms data-until-ms>`: a time that runs on by itself: since
 *   an outage began, without contact, since a mail was handed over (until `data-until-ms`, where given). The certain length of an outage is never such a clock: what is not measured is not claimed.
 */

export type Language = 'de' | 'en';

/** Same for every page of one answer. */
export type PageContext = {
  language: Language;
  /** True when the visitor chose it by `?lang=`; then every link of ours carries it on (there are no cookies). */
  isLanguageChosen: boolean;
  /** Path with query but without `lang`, e.g. `/lines/home`. */
  path: string;
  builtAtMs: number;
  /** IANA name, for times that belong to no line; absent: UTC. */
  zone?: string;
  stylesheetHref: string;
  /** The browser part; null = none built. */
  scriptHref: string | null;
  /** Who reads: the owner signed in, someone on this machine, or anyone. */
  reader: 'owner' | 'local' | 'visitor';
  /** True when everything shown was simulated (the demo). */
  isSimulated: boolean;
  /** For strangers: how far the least delayed of the lines shown is behind; its times are rounded as well. */
  disclosure?: { delayMinutes: number };
  /** The owner looks at what strangers would see: where he came from. */
  previewOf?: string;
  /** Who reads was given a link to this page alone: nothing leads to other pages of the line. */
  isShared?: boolean;
  /** Whether any line is published: then imprint and privacy notice are linked. */
  isPublished?: boolean;
};

export type LineView = {
  id: string;
  name: string;
  provider: string;
  /** IANA name. */
  zone: string;
  isLivePublished: boolean;
  isEvidencePublished: boolean;
};

/** State now, silence included. */
export type NowView = {
  state: State;
  verdict: string;
  side: Side;
  /** As in `StatusJson`: `no-contact`, `server-offline`, `no-probe`, `first-contact`, or the cause of not measuring. */
  unknownCause: string | null;
  sinceAtMs: number | null;
  measuredAtMs: number | null;
  lastContactAtMs: number | null;
  /** The outage that lasts, as far as the delivered measurements tell. */
  outage: OutageEntryView | null;
  /** Back ends of the far targets in use: `fping`, `ping`, `tcp`, `dns`. */
  backEnds: string[];
};

export type OutageView = DerivedOutage & {
  revision: number;
  /** The owner found the cause at home: `counts` is false, finding and side are still what was measured. */
  attributedTo?: 'home';
};
/** One of a list: without what only its own page shows. */
export type OutageEntryView = Omit<OutageView, 'chain' | 'snapshots'>;

export const PERIODS = ['24h', '7d', '30d', '90d', '1y'] as const;
export type Period = (typeof PERIODS)[number];

/** One period ending now. Ratios 0…1; null where nothing was observed. */
export type AvailabilityView = {
  period: Period;
  fromAtMs: number;
  toAtMs: number;
  /** The local days the period touches, for links to its intervals. */
  fromDay: string;
  toDay: string;
  upRatioMin: number | null;
  upRatioMax: number | null;
  coverageRatio: number;
  observedMs: number;
  unknownMs: number;
  downMinMs: number;
  downMaxMs: number;
  /** Of the down time: the line was down, the home was reachable another way (mobile fail-over). */
  failoverMs: number;
  /** Like `upRatioMin` and `upRatioMax`, but of the home and not of the line; equal to them without fail-over. */
  reachableRatioMin: number | null;
  reachableRatioMax: number | null;
  /** Counted outages, short ones included; `dropouts` of them shorter than 180 s; `lossBursts` are neither. */
  outages: number;
  dropouts: number;
  lossBursts: number;
};

export type LatencyPointView = {
  fromAtMs: number;
  sentCount: number;
  lostCount: number;
  minMs: number | null;
  medianMs: number | null;
  p95Ms: number | null;
  maxMs: number | null;
};

export type LatencyView = {
  fromAtMs: number;
  toAtMs: number;
  stepMs: number;
  points: LatencyPointView[];
  /** The same as JSON, for the browser part. */
  dataHref: string;
};

/** A stretch of time as drawn; intervals may reach beyond it and are cut at its ends, holes are drawn as not observed. */
export type TimelineView = {
  fromAtMs: number;
  toAtMs: number;
  intervals: StateInterval[];
  /** What lies after this is still to come; `toAtMs` when absent. */
  untilAtMs?: number;
};

/** `/` */
export type IndexView = {
  /** Nobody has set the owner's password yet: whoever sits at the machine is told how. Absent: there is an owner. */
  isWithoutOwner?: boolean;
  lines: {
    line: LineView;
    now: NowView;
    /** 90 days, oldest first, the last is today; a day without measurement is wholly `unknownMs`. */
    days: DayJson[];
    availability: AvailabilityView;
    /** Its routes of test mails; absent: none. */
    mail?: MailBannerView[];
  }[];
};

/** `/lines/LINE` */
export type LinePageView = {
  line: LineView;
  now: NowView;
  /** As in {@link IndexView}. */
  days: DayJson[];
  /** Local day of the first measurement; days before it are drawn as "not yet measured". */
  firstDay: string | null;
  /** One for each of PERIODS, in that order. */
  availability: AvailabilityView[];
  /** The last 24 hours. */
  timeline: TimelineView;
  latency: LatencyView;
  /** The latest 20 of the last 90 days, newest first. */
  outages: OutageEntryView[];
  /** How many there are in those 90 days. */
  outagesInAll: number;
  /** The method in use; null before the first round. */
  method: Method | null;
  /** Whether the exports may be fetched by this reader. */
  isEvidenceVisible: boolean;
  /** What is missing, for its owner; nothing for visitors. */
  nextSteps: readonly NextStep[];
  /** For the owner: the report that runs, or the outage that waits for one. */
  report?: OutageReportView | null;
  /** Its routes of test mails, well or not; absent: none. */
  mail?: MailBannerView[];
};

/** `/lines/LINE/outages/ID` */
export type OutagePageView = {
  line: LineView;
  outage: OutageView;
  /** The outage with some time around it. */
  timeline: TimelineView;
  /** Neighbours in time, for browsing; null = none. */
  previousId: string | null;
  nextId: string | null;
  /** The method in use then. */
  method: Method | null;
  /** Whether the samples behind the bounds may be shown to this reader. */
  isEvidenceVisible: boolean;
  /** For the owner: where to report it, and the clock. */
  report?: OutageReportView | null;
  /** The owner's remarks, oldest first, taken back ones included; none for strangers. */
  annotations?: AnnotationView[];
  /** The form for one; absent for strangers. */
  annotate?: AnnotateView;
  /**
   * For the owner: the personal values of the snapshots (`trace`, `routerLog`) by what stands in their facts
   * (`hash:<64 hex>`); one that is not here was erased or has not arrived.
   */
  personalValues?: Record<string, string>;
  /** Not for strangers. Absent: the round is not kept any more. */
  clock?: OutageClockView;
};

/** `/lines/LINE/days/DAY` */
export type DayPageView = {
  line: LineView;
  day: string;
  /** Local midnights; 23, 24 or 25 hours apart. */
  dayStartAtMs: number;
  dayEndAtMs: number;
  /** Today: up to when the sums reach; else `dayEndAtMs`. */
  untilAtMs: number;
  sums: DayJson;
  intervals: StateInterval[];
  /** Outages that touch the day, oldest first. */
  outages: OutageEntryView[];
  /** Its unknown time by cause. */
  coverage?: CoverageView;
  latency: LatencyView;
  /** Largest hole between consecutive attempts of the day: the shortest outage certainly visible; null = not measured. */
  shortestVisibleMs: number | null;
  /** Neighbouring days that can be shown. */
  previousDay: string | null;
  nextDay: string | null;
  isEvidenceVisible: boolean;
};

export type ErrorView = {
  status: 400 | 401 | 403 | 404 | 405 | 429 | 500 | 503;
  /** For 400: which parameter is wrong and how, as the JSON answer says it; shown as given. */
  reason: string | null;
};
