import { CHANNELS, type FieldProblem, type ReportRecordFormView } from '../../web/pages/report-views.ts';
import type { FormFields } from '../routes/owner-guard.ts';
import { type FaultReport, type ReportAnswers, readAnswers, readReceipt } from './fault-report.ts';
import { oneLine, printable } from './letter.ts';
import { instantOfLocal, localOfInstant } from './local-input.ts';
import type { Recorded } from './reports.ts';

/** Clocks of phones and servers differ; minutes are cut. */
const AHEAD_MS = 5 * 60_000;
/** A fault may be noticed before the line is gone altogether; a report that is older was of another one. */
const BEFORE_OUTAGE_MS = 60 * 60_000;
/** Nothing can be claimed of what is older: three years after the year in which it was. */
const OLDEST_MS = 1500 * 86_400_000;

const LIMITS = { subject: 200, body: 20_000, reachable: 120, otherPhone: 40, ticket: 60 };

export type FormAt = { zone: string; nowMs: number };

/** The self-check list; `downSinceAtMs` null: it was not sent, or is wrong. */
export function readCheckForm(form: FormFields, at: FormAt) {
  const problems: FieldProblem[] = [];
  const text = (name: 'reachable' | 'otherPhone') => limited(oneLine(form.text(name)), name, problems);
  const answers: ReportAnswers = {
    checks: readAnswers(form.text),
    reachable: text('reachable'),
    otherPhone: text('otherPhone'),
  };
  const isByHand = form.text('outage') === '';
  const downSinceAtMs = isByHand ? timeOf(form, 'downSince', at, problems) : null;
  return { ...answers, outage: form.text('outage'), downSince: form.text('downSince'), downSinceAtMs, problems };
}

export function readLetterForm(form: FormFields): { subject: string; body: string; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const subject = limited(oneLine(form.text('subject')), 'subject', problems);
  const body = limited(printable(form.text('body')), 'body', problems);
  if (subject === '') problems.push({ name: 'subject', problem: 'missing' });
  if (body === '') problems.push({ name: 'body', problem: 'missing' });
  return { subject, body, problems };
}

type RecordValues = ReportRecordFormView['values'];

/** What was reported when, of a fault since `downSinceAtMs`; `recorded` null: something is wrong, `problems` says what. */
export function readRecordForm(
  form: FormFields,
  at: FormAt & { downSinceAtMs: number },
): { values: RecordValues; recorded: Recorded | null; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const channel = CHANNELS.find((name) => name === form.text('channel')) ?? null;
  if (channel === null) problems.push({ name: 'channel', problem: 'missing' });
  const reportedAtMs = timeOf(form, 'reportedAt', at, problems);
  // a letter is not received when it is written
  const isAtOnce = form.text('receivedAt') === '' && channel !== 'letter';
  const receivedAtMs = isAtOnce ? reportedAtMs : timeOf(form, 'receivedAt', at, problems);
  const repairedAtMs = form.text('repairedAt') === '' ? null : timeOf(form, 'repairedAt', at, problems);
  if (reportedAtMs !== null && receivedAtMs !== null && receivedAtMs < reportedAtMs)
    problems.push({ name: 'receivedAt', problem: 'before-sent' });
  if (reportedAtMs !== null && reportedAtMs < at.downSinceAtMs - BEFORE_OUTAGE_MS)
    problems.push({ name: 'reportedAt', problem: 'before-outage' });
  const rest = {
    ticket: limited(oneLine(form.text('ticket')), 'ticket', problems),
    receipt: readReceipt(form.text('receipt')),
    repairedAtMs,
    missedAppointments: numberOf(form, 'missedAppointments', /^\d{1,2}$/, problems),
    creditedCents: Math.round(100 * numberOf(form, 'credited', /^\d{1,6}([.,]\d{1,2})?$/, problems)),
  };
  const isWhole = problems.length === 0 && channel !== null && reportedAtMs !== null && receivedAtMs !== null;
  return {
    values: typedValues(form),
    recorded: isWhole ? { channel, reportedAtMs, receivedAtMs, ...rest } : null,
    problems,
  };
}

/** What the form shows at first: what was recorded, else now. */
export function recordValues(report: FaultReport, { zone, nowMs }: FormAt): RecordValues {
  const local = (atMs: number | null) => (atMs === null ? '' : localOfInstant(atMs, zone));
  const { creditedCents, missedAppointments } = report;
  const point = report.language === 'de' ? ',' : '.';
  return {
    channel: report.channel ?? '',
    reportedAt: local(report.reportedAtMs ?? nowMs),
    receivedAt:
      report.receivedAtMs === report.reportedAtMs && report.channel !== 'letter' ? '' : local(report.receivedAtMs),
    ticket: report.ticket,
    receipt: report.receipt,
    repairedAt: local(report.repairedAtMs),
    missedAppointments: missedAppointments === 0 ? '' : String(missedAppointments),
    credited: creditedCents === 0 ? '' : (creditedCents / 100).toFixed(2).replace('.', point),
  };
}

function typedValues(form: FormFields): RecordValues {
  const { text } = form;
  return {
    channel: text('channel'),
    reportedAt: text('reportedAt'),
    receivedAt: text('receivedAt'),
    ticket: text('ticket'),
    receipt: text('receipt'),
    repairedAt: text('repairedAt'),
    missedAppointments: text('missedAppointments'),
    credited: text('credited'),
  };
}

function timeOf(form: FormFields, name: string, { zone, nowMs }: FormAt, problems: FieldProblem[]): number | null {
  const text = form.text(name);
  const atMs = instantOfLocal(text, zone);
  if (text === '') problems.push({ name, problem: 'missing' });
  else if (atMs === null || atMs < nowMs - OLDEST_MS) problems.push({ name, problem: 'not-a-time' });
  else if (atMs > nowMs + AHEAD_MS) problems.push({ name, problem: 'in-future' });
  else return Math.min(atMs, nowMs);
  return null;
}

function numberOf(form: FormFields, name: string, shape: RegExp, problems: FieldProblem[]): number {
  const text = form.text(name);
  if (text === '') return 0;
  if (shape.test(text)) return Number(text.replace(',', '.'));
  problems.push({ name, problem: 'not-a-number' });
  return 0;
}

function limited(text: string, name: keyof typeof LIMITS, problems: FieldProblem[]): string {
  if (text.length > LIMITS[name]) problems.push({ name, problem: 'too-long' });
  return text;
}
