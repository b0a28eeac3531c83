import { parseInstant } from '../../rules/instant.ts';
import {
  CHECK_ANSWERS,
  CHECK_NAMES,
  type CheckAnswers,
  type HomeSign,
  RECEIPTS,
  type ReceiptProof,
  type ReportState,
  type ReportView,
} from '../../web/pages/report-views.ts';
import type { FaultReportRow } from '../store/report-tables.ts';
import type { StoredOutage } from '../store/store.ts';

/** What was answered before reporting, and where the owner can be reached; as it stands in the row, as JSON. */
export type ReportAnswers = { checks: CheckAnswers; reachable: string; otherPhone: string };

/** A row with its JSON read. */
export type FaultReport = ReportView & { reachable: string; otherPhone: string };

export const NO_ANSWERS: CheckAnswers = { cable: '', restart: '', device: '', lights: '', account: '', telephony: '' };

/** Reads the answers of a form or of a row; anything that is not offered counts as not answered. */
export function readAnswers(answer: (name: string) => unknown): CheckAnswers {
  const answers: Record<string, string> = { ...NO_ANSWERS };
  for (const name of CHECK_NAMES) {
    const offered: readonly string[] = CHECK_ANSWERS[name];
    const given = answer(name);
    if (typeof given === 'string' && offered.includes(given)) answers[name] = given;
  }
  return answers as CheckAnswers; // only offered answers were taken
}

export function reportOf(row: FaultReportRow): FaultReport {
  const { laneEntry: _laneEntry, checks, receipt, ...rest } = row;
  const kept: unknown = JSON.parse(checks);
  const fields = (typeof kept === 'object' && kept !== null ? kept : {}) as Record<string, unknown>; // values are checked
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '');
  return {
    ...rest,
    checks: readAnswers((name) => fields[name]),
    reachable: text('reachable'),
    otherPhone: text('otherPhone'),
    receipt: readReceipt(receipt),
  };
}

/** Anything that is not offered counts as "none yet". */
export function readReceipt(text: string): ReceiptProof {
  return RECEIPTS.find((receipt) => receipt === text) ?? 'none';
}

export function answersJson({ checks, reachable, otherPhone }: ReportAnswers): string {
  return JSON.stringify({ ...checks, reachable, otherPhone });
}

/** What speaks against a fault of the line, by the measurement and by the answers. */
export function homeSignsOf(outage: StoredOutage | null, checks: CheckAnswers): HomeSign[] {
  const signs: [HomeSign, boolean][] = [
    ['measured-at-home', outage !== null && outage.side === 'home'],
    ['works-elsewhere', checks.device === 'works' || checks.cable === 'works'],
    ['no-power', checks.lights === 'dark'],
    ['account', checks.account === 'trouble'],
  ];
  return signs.filter(([, isSo]) => isSo).map(([sign]) => sign);
}

/**
 * The exact text that is hashed into the line's log when a report is recorded: what was done, when, by which channel, and
 * the letter. One JSON line after the name of the format; the keys keep this order.
 */
export function recordText(report: FaultReport): string {
  const at = (atMs: number | null) => (atMs === null ? null : new Date(atMs).toISOString());
  const content = {
    report: report.id,
    line: report.line,
    outage: report.outage,
    state: report.state,
    downSinceAt: at(report.downSinceAtMs),
    channel: report.channel,
    reportedAt: at(report.reportedAtMs),
    receivedAt: at(report.receivedAtMs),
    ticket: report.ticket,
    receipt: report.receipt,
    repairedAt: at(report.repairedAtMs),
    missedAppointments: report.missedAppointments,
    creditedCents: report.creditedCents,
    checks: report.checks,
    reachable: report.reachable,
    otherPhone: report.otherPhone,
    language: report.language,
    subject: report.subject,
    body: report.body,
  };
  return `linewitness-report/1\n${JSON.stringify(content)}\n`;
}

/** What an entry said, of a text that {@link recordText} made: state, time of receipt, and the letter for comparison. */
export function readRecord(text: string): { state: ReportState; receivedAtMs: number | null; letter: string } {
  // our own text, checked by the types when it was made
  const content = JSON.parse(text.slice(text.indexOf('\n'))) as {
    state: ReportState;
    receivedAt: string | null;
    subject: string;
    body: string;
  };
  const { state, receivedAt, subject, body } = content;
  return { state, receivedAtMs: receivedAt === null ? null : parseInstant(receivedAt), letter: `${subject}\n${body}` };
}
