import type {
  Channel,
  CheckName,
  FieldProblem,
  HomeSign,
  ReceiptProof,
  ReportPageView,
  ReportState,
} from './report-views.ts';
import type { Language } from './views.ts';
import { reportDe } from './wording-report-de.ts';
import { reportEn } from './wording-report-en.ts';

/** Sentences of the pages of fault reports. */
export type ReportWords = {
  list: {
    title: string;
    text: string;
    none: string;
    byHand: string;
    outages: string;
    noOutages: string;
    columns: { length: string; begin: string; state: string; amount: string; open: string };
    open: string;
    countedElsewhere: string;
  };
  state: Record<ReportState, string>;
  check: {
    title: string;
    text: string;
    measured: string;
    byHand: string;
    since: string;
    lasting: (length: string) => string;
    ended: (length: string) => string;
    gatewayFine: string;
    gatewayDead: string;
    gatewayUnknown: string;
    downSince: string;
    downSinceHint: (zone: string) => string;
    more: string;
    reachable: string;
    reachableHint: string;
    otherPhone: string;
    button: string;
  };
  checks: Record<CheckName, { label: string; hint?: string; answers: Record<string, string> }>;
  home: { title: string; sign: Record<HomeSign, string>; text: string };
  page: {
    title: string;
    clock: string;
    letter: string;
    letterText: string;
    subject: string;
    body: string;
    language: string;
    languages: Record<Language, string>;
    save: string;
    redraft: string;
    redraftHint: string;
    downloads: string;
    pdf: string;
    text: string;
    mailFile: string;
    mailLink: string;
    mailTooLong: string;
    neverSent: string;
    missing: (fields: string) => string;
    field: Record<ReportPageView['missing'][number], string>;
    settings: string;
    record: string;
    recordText: string;
    recordButton: string;
    correctButton: string;
    records: string;
    recordsText: string;
    recordColumns: { at: string; entry: string; state: string; received: string; hash: string };
    withdraw: string;
    withdrawText: string;
    withdrawn: string;
  };
  done: Record<Exclude<ReportPageView['done'], null>, string>;
  record: {
    title: string;
    text: string;
    channel: string;
    reportedAt: string;
    receivedAt: string;
    receivedHint: string;
    ticket: string;
    receipt: string;
    receiptHint: string;
    repaired: string;
    repairedAt: string;
    repairedHint: string;
    missedAppointments: string;
    missedHint: string;
    credited: string;
    creditedHint: string;
    button: string;
  };
  channel: Record<Channel, string>;
  receipt: Record<ReceiptProof, string>;
  problems: string;
  problem: Record<FieldProblem['problem'], string>;
  /** On the pages of the line and of the outage. */
  link: { report: string; open: string; all: string };
};

export const reportWords: Record<Language, ReportWords> = { de: reportDe, en: reportEn };
