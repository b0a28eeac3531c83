import { claimOf } from '../rules/law/compensation.ts';
import { completenessOf } from '../rules/law/complete-outage.ts';
import { deadlinesOf, outlookOf } from '../rules/law/deadlines.ts';
import { feeShareCents } from '../rules/law/fee-share.ts';
import { TKG_2021 } from '../rules/law/rules-data.ts';
import { linePage } from '../web/pages/line-page.ts';
import { outagePage } from '../web/pages/outage-page.ts';
import { reportCheckPage } from '../web/pages/report-check-page.ts';
import { reportListPage } from '../web/pages/report-list-page.ts';
import { reportPage } from '../web/pages/report-page.ts';
import { reportRecordPage } from '../web/pages/report-record-page.ts';
import type { ClockView, ReportCheckView, ReportPageView, ReportView } from '../web/pages/report-views.ts';
import type { PageContext } from '../web/pages/views.ts';
import { DAY_MS, HOUR_MS, SAMPLE_NOW_MS, sampleLine, sampleOngoing, sampleOutages } from './sample-values.ts';
import { sampleLinePage, sampleNow, sampleOutagePage } from './sample-views.ts';

const ZONE = 'Europe/Berlin';
const PATH = '/owner/reports/0123456789ab';
const COMMON = { zone: ZONE, country: 'DE', path: PATH };

export const sampleReport: ReportView = {
  id: '0123456789ab',
  line: 'home',
  outage: sampleOngoing.id,
  state: 'draft',
  language: 'de',
  createdAtMs: SAMPLE_NOW_MS,
  updatedAtMs: SAMPLE_NOW_MS,
  downSinceAtMs: sampleOngoing.startLatestAtMs,
  checks: { cable: 'dead', restart: 'done', device: 'dead', lights: 'fault', account: 'fine', telephony: 'dead' },
  subject: 'Störungsmeldung: Internetanschluss ohne Verbindung seit 22.11.2026 13:22 Uhr, Vertragsnummer 4711',
  body: 'Sehr geehrte Damen und Herren,\n\nmein Anschluss ist gestört.\n\nWas ich geprüft habe\n- Der Router wurde neu gestartet, ohne Erfolg.\n\nMit freundlichen Grüßen\n\nErika Mustermann',
  channel: null,
  reportedAtMs: null,
  receivedAtMs: null,
  ticket: '',
  receipt: 'none',
  repairedAtMs: null,
  missedAppointments: 0,
  creditedCents: 0,
};

const RECEIVED_AT_MS = SAMPLE_NOW_MS - 4 * DAY_MS;

/** Four days after the report, not repaired, with everything that can be said. */
export function sampleClock(): ClockView & { kind: 'calendar-days' } {
  const startAtMs = RECEIVED_AT_MS - 3 * HOUR_MS;
  const time = {
    zone: ZONE,
    nowMs: SAMPLE_NOW_MS,
    dead: [
      {
        startEarliestAtMs: startAtMs,
        startLatestAtMs: startAtMs,
        endEarliestAtMs: SAMPLE_NOW_MS - 60_000,
        endLatestAtMs: null,
      },
    ],
  };
  const money = { monthlyFeeCents: 7999, missedAppointments: 1, creditedCents: 0 };
  const claim = claimOf(TKG_2021, { ...time, ...money, receivedAtMs: RECEIVED_AT_MS });
  const known = { receivedAtMs: RECEIVED_AT_MS, monthlyFeeCents: 7999, claim };
  const isComplete = true;
  return {
    ...COMMON,
    kind: 'calendar-days',
    reportedAtMs: RECEIVED_AT_MS,
    receivedAtMs: RECEIVED_AT_MS,
    repairedAtMs: null,
    dayNumber: 4,
    isRepairedBefore: false,
    claim,
    outlook: outlookOf(TKG_2021, known, { fromDayNumber: 5, count: 5 }),
    deadlines: deadlinesOf(TKG_2021, {
      receivedAtMs: RECEIVED_AT_MS,
      beganAtMs: startAtMs,
      repairedAtMs: null,
      isComplete,
    }),
    completeness: completenessOf(['internet', 'telephony', 'mobile'], ['internet', 'telephony']),
    isPartial: false,
    isFeeKnown: true,
    isTelephonyAssumed: false,
    isReceiptShown: false,
    basis: 'measured',
    isDownAgain: false,
    isMeasurementMissing: false,
    isCountedElsewhere: false,
    feeShareCents: feeShareCents(time, 7999),
    ruleText: TKG_2021.textVersion,
  };
}

const before: ClockView = { ...COMMON, kind: 'before-report', midnightAtMs: SAMPLE_NOW_MS + 10 * HOUR_MS };

export function sampleReportPage(patch: Partial<ReportPageView> = {}): ReportPageView {
  return {
    line: sampleLine,
    report: sampleReport,
    records: [],
    clock: before,
    homeSigns: [],
    missing: ['customerName', 'contractNumber', 'providerEmail'],
    mailtoHref: 'mailto:?subject=Test&body=Test',
    done: 'drafted',
    problems: [],
    ...patch,
  };
}

export function sampleReportCheck(patch: Partial<ReportCheckView> = {}): ReportCheckView {
  return {
    line: sampleLine,
    outage: sampleOngoing,
    services: ['internet', 'telephony'],
    answers: { cable: '', restart: '', device: '', lights: '', account: '', telephony: 'dead' },
    downSince: '2026-11-22T14:03',
    reachable: '',
    otherPhone: '',
    homeSigns: [],
    problems: [],
    ...patch,
  };
}

export const sampleReported: ReportView = {
  ...sampleReport,
  state: 'reported',
  channel: 'phone',
  reportedAtMs: RECEIVED_AT_MS,
  receivedAtMs: RECEIVED_AT_MS,
  ticket: 'INC-2026-004711',
};

/** Every page of fault reports, in every state worth looking at. */
export function reportSamplePages(context: PageContext): Record<string, string> {
  const clock = sampleClock();
  const records = [
    {
      atMs: SAMPLE_NOW_MS - DAY_MS,
      laneEntry: 8123,
      sha256: 'a'.repeat(64),
      state: 'reported' as const,
      receivedAtMs: RECEIVED_AT_MS,
    },
    {
      atMs: SAMPLE_NOW_MS,
      laneEntry: 8991,
      sha256: 'b'.repeat(64),
      state: 'reported' as const,
      receivedAtMs: RECEIVED_AT_MS - HOUR_MS,
    },
  ];
  const recordValues = {
    channel: '',
    reportedAt: '2026-11-22T14:03',
    receivedAt: '',
    ticket: '',
    receipt: 'none',
    repairedAt: '',
    missedAppointments: '',
    credited: '',
  };
  const waiting = { newPath: '/owner/lines/home/reports/new?outage=x', reportPath: null, clock: before };
  return {
    'report-list': reportListPage(context, {
      line: sampleLine,
      reports: [
        { report: sampleReported, strictCents: 800, likelyCents: 1600, isCountedElsewhere: false },
        {
          report: { ...sampleReported, id: 'ba9876543210' },
          strictCents: 800,
          likelyCents: 1600,
          isCountedElsewhere: true,
        },
        { report: sampleReport, strictCents: null, likelyCents: null, isCountedElsewhere: false },
      ],
      outages: sampleOutages.slice(0, 3),
    }),
    'report-list-empty': reportListPage(context, { line: sampleLine, reports: [], outages: [] }),
    'report-check': reportCheckPage(context, sampleReportCheck()),
    'report-check-by-hand': reportCheckPage(
      context,
      sampleReportCheck({
        outage: null,
        homeSigns: ['works-elsewhere', 'no-power'],
        problems: [{ name: 'downSince', problem: 'in-future' }],
      }),
    ),
    'report-draft': reportPage(context, sampleReportPage()),
    'report-home': reportPage(
      context,
      sampleReportPage({
        homeSigns: ['measured-at-home', 'account'],
        mailtoHref: null,
        done: null,
        problems: [{ name: 'body', problem: 'missing' }],
      }),
    ),
    'report-running': reportPage(
      context,
      sampleReportPage({ report: sampleReported, records, clock, missing: [], done: 'recorded' }),
    ),
    'report-withdrawn': reportPage(
      context,
      sampleReportPage({ report: { ...sampleReported, state: 'withdrawn' }, records, clock: null, done: 'withdrawn' }),
    ),
    'report-no-rule': reportPage(
      context,
      sampleReportPage({ clock: { ...COMMON, country: 'AT', kind: 'no-rule', isBusiness: false }, done: null }),
    ),
    'report-business': reportPage(
      context,
      sampleReportPage({ clock: { ...COMMON, kind: 'no-rule', isBusiness: true }, done: null }),
    ),
    'report-by-hours': reportPage(
      context,
      sampleReportPage({
        clock: {
          ...COMMON,
          country: 'NL',
          kind: 'elapsed-hours',
          downMinMs: 26 * HOUR_MS,
          strictCents: 310,
          likelyCents: 310,
          nextAtMs: SAMPLE_NOW_MS + 22 * HOUR_MS,
          isFeeKnown: true,
          source: 'Telecommunicatiewet',
          ruleText: '2017-07-01',
        },
      }),
    ),
    'report-record': reportRecordPage(context, {
      line: sampleLine,
      report: sampleReport,
      values: recordValues,
      problems: [],
    }),
    'report-record-again': reportRecordPage(context, {
      line: sampleLine,
      report: sampleReported,
      values: { ...recordValues, channel: 'phone', receivedAt: '2026-11-21T10:00' },
      problems: [
        { name: 'channel', problem: 'missing' },
        { name: 'receivedAt', problem: 'before-sent' },
      ],
    }),
    'line-to-report': linePage(context, { ...sampleLinePage(sampleNow.down), report: waiting }),
    'outage-to-report': outagePage(context, sampleOutagePage(sampleOngoing, { report: waiting })),
    'outage-reported': outagePage(
      context,
      sampleOutagePage(sampleOngoing, { report: { newPath: null, reportPath: PATH, clock } }),
    ),
  };
}
