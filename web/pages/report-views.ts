import type { Claim } from '../../rules/law/compensation.ts';
import type { Completeness, Service } from '../../rules/law/complete-outage.ts';
import type { Deadline } from '../../rules/law/deadlines.ts';
import type { Language, LineView, OutageEntryView, OutageView } from './views.ts';

/** What the pages of fault reports are given: plain values, no text for readers. Only the owner sees these pages. */

export const CHANNELS = ['phone', 'mail', 'form', 'letter', 'shop'] as const;
export type Channel = (typeof CHANNELS)[number];

/** How the receipt of a report can be shown; `none`: not yet. */
export const RECEIPTS = ['none', 'confirmation', 'ticket', 'call-list', 'witness', 'delivery'] as const;
export type ReceiptProof = (typeof RECEIPTS)[number];

/** What one tries before reporting, with the answers that are offered; not answered: ''. */
export const CHECK_ANSWERS = {
  cable: ['dead', 'works', 'not-tried'],
  restart: ['done', 'not-done'],
  device: ['dead', 'works', 'not-tried'],
  lights: ['fault', 'fine', 'dark'],
  account: ['fine', 'trouble'],
  telephony: ['dead', 'works'],
} as const;
export type CheckName = keyof typeof CHECK_ANSWERS;
export const CHECK_NAMES: readonly CheckName[] = ['cable', 'restart', 'device', 'lights', 'account', 'telephony'];
export type CheckAnswers = { [name in CheckName]: (typeof CHECK_ANSWERS)[name][number] | '' };

/** Why it looks as if the fault were at home, or the provider not at fault: then reporting would not help. */
export const HOME_SIGNS = [
  'measured-at-home', // the router did not answer the probe
  'works-elsewhere', //  another device, or the cable, has a connection
  'no-power', //         the router's lights are dark
  'account', //          an outage notice or an unpaid bill
] as const;
export type HomeSign = (typeof HOME_SIGNS)[number];

/** A field that was refused, and why. */
export type FieldProblem = {
  name: string;
  problem: 'missing' | 'not-a-time' | 'in-future' | 'before-sent' | 'before-outage' | 'too-long' | 'not-a-number';
};

export type ReportState = 'draft' | 'reported' | 'withdrawn';

export type ReportView = {
  id: string;
  line: string;
  /** null: reported by hand. */
  outage: string | null;
  state: ReportState;
  language: Language;
  createdAtMs: number;
  updatedAtMs: number;
  downSinceAtMs: number;
  checks: CheckAnswers;
  subject: string;
  body: string;
  channel: Channel | null;
  reportedAtMs: number | null;
  receivedAtMs: number | null;
  ticket: string;
  receipt: ReceiptProof;
  /** As the owner says; null: the end of the outage counts. */
  repairedAtMs: number | null;
  missedAppointments: number;
  creditedCents: number;
};

/** What was written into the signed log of the line, oldest first; with what it said of state and receipt. */
export type ReportRecordView = {
  atMs: number;
  laneEntry: number;
  sha256: string;
  state: ReportState;
  receivedAtMs: number | null;
};

/** The first of all: something to do, or what is due. Amounts in euro cents. */
export type ClockView = { zone: string; country: string; path: string } & (
  | {
      /** No rule is known for the country, or (`isBusiness`) it holds for others than this customer. */
      kind: 'no-rule';
      isBusiness: boolean;
    }
  | {
      /** Not reported yet; the law of the country counts days from the report on. */
      kind: 'before-report';
      midnightAtMs: number;
    }
  | {
      kind: 'calendar-days';
      reportedAtMs: number;
      receivedAtMs: number;
      /** null: not repaired as far as is known. */
      repairedAtMs: number | null;
      /** Days after the receipt; the day of the repair once there was one. */
      dayNumber: number;
      /** It worked again on a day before the report was received. */
      isRepairedBefore: boolean;
      claim: Claim;
      /** What more days bring if it goes on; empty once it is repaired. */
      outlook: { day: string; dayNumber: number; cents: number; sumCents: number }[];
      deadlines: Deadline[];
      completeness: Completeness;
      /** The owner says that the telephone works, or that it is not gone with the line. */
      isPartial: boolean;
      isFeeKnown: boolean;
      /** The contract has a telephone, and nobody said whether it works. */
      isTelephonyAssumed: boolean;
      isReceiptShown: boolean;
      /** `told`: the times are the owner's, nothing was measured; `refuted`: the measurement shows no outage that counts. */
      basis: 'measured' | 'told' | 'refuted';
      /** After the measured end the line was out again, which is not counted here. */
      isDownAgain: boolean;
      /** Some of the days that count were not measured. */
      isMeasurementMissing: boolean;
      /** An earlier report of the line claims some of the same time: the amount is due once. */
      isCountedElsewhere: boolean;
      /** For comparison: the part of the fee that falls on the time; null: no fee known. */
      feeShareCents: number | null;
      ruleText: string;
    }
  | {
      kind: 'daily-share';
      wholeDays: number;
      begunDays: number;
      strictCents: number;
      likelyCents: number;
      isFeeKnown: boolean;
      source: string;
      ruleText: string;
    }
  | {
      kind: 'elapsed-hours';
      downMinMs: number;
      strictCents: number;
      likelyCents: number;
      /** When the amount grows next if it goes on; null once it is repaired. */
      nextAtMs: number | null;
      isFeeKnown: boolean;
      source: string;
      ruleText: string;
    }
);

/** What a page that is not about a report shows of one: the clock, and where to report. */
export type OutageReportView = {
  /** Where "report the fault" leads; null: too long ago, or reported. */
  newPath: string | null;
  reportPath: string | null;
  clock: ClockView | null;
};

/** `/owner/lines/LINE/reports` */
export type ReportListView = {
  line: LineView;
  reports: {
    report: ReportView;
    likelyCents: number | null;
    strictCents: number | null;
    isCountedElsewhere: boolean;
  }[];
  /** Outages that could be reported still, newest first. */
  outages: OutageEntryView[];
};

/** `/owner/lines/LINE/reports/new` */
export type ReportCheckView = {
  line: LineView;
  /** null: by hand. */
  outage: OutageView | null;
  services: readonly Service[];
  answers: CheckAnswers;
  /** `2026-11-22T14:03`, local. */
  downSince: string;
  reachable: string;
  otherPhone: string;
  homeSigns: HomeSign[];
  problems: FieldProblem[];
};

/** `/owner/reports/ID` */
export type ReportPageView = {
  line: LineView;
  report: ReportView;
  records: ReportRecordView[];
  clock: ClockView | null;
  homeSigns: HomeSign[];
  /** Parts of the letter that the contract does not tell. */
  missing: ('customerName' | 'customerAddress' | 'contractNumber' | 'phone' | 'providerAddress' | 'providerEmail')[];
  /** `mailto:` with everything in it; null: the text is too long for one. */
  mailtoHref: string | null;
  /** What was just done; null: nothing. */
  done: 'drafted' | 'saved' | 'redrafted' | 'recorded' | 'changed' | 'withdrawn' | null;
  problems: FieldProblem[];
  /** When the owner said that the outage of this report was at home; absent: he did not. */
  attributedAtMs?: number;
};

/** `/owner/reports/ID/record` */
export type ReportRecordFormView = {
  line: LineView;
  report: ReportView;
  values: {
    channel: string;
    reportedAt: string;
    receivedAt: string;
    ticket: string;
    receipt: string;
    repairedAt: string;
    missedAppointments: string;
    credited: string;
  };
  problems: FieldProblem[];
};
