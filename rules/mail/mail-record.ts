import type { MailOutcome, MailRecord } from './mail.ts';
import { type MailEvent, mailEventKey } from './mail-event.ts';
import { reportsOf, sightingsOf, statusOf } from './mail-findings.ts';
import { type MailEventName, SUBMIT_READINGS } from './vocabulary.ts';

/** Hashing is passed in: lower-case hex SHA-256. */
export type MailTools = { sha256: (text: string) => string };

/** What decides of a submission: the first of these that was told. An acceptance is never taken back by a lesser word. */
const OUTCOMES: readonly (MailEventName & MailOutcome)[] = [
  'accepted',
  'refused',
  'config-error',
  'unreachable',
  'uncertain',
  'not-tested',
  'submitting',
];
/** Words of no mail: alone they make no record. */
const SPEAKING: readonly MailEventName[] = [...OUTCOMES, 'overdue', 'sighted', 'report'];

/** Name of a mail: 12 hex digits over line, route and number. */
export function mailId(line: string, route: string, number: number, { sha256 }: MailTools): string {
  return sha256(`linewitness-mail-id/1\n${line}\n${route}\n${number}\n`).slice(0, 12);
}

/**
 * What the events of one mail come to; null: nothing is said of it. They may come in any order, more than once, from
 * several readers, and contradict each other: then both are kept (a bounce and a sighting), and of one event told twice
 * the one that was told when it happened holds. Events of other mails are not looked at.
 */
export function mailRecordOf(line: string, events: readonly MailEvent[], tools: MailTools): MailRecord | null {
  const first = events[0];
  if (!first) return null;
  const own = onceEach(events.filter(({ route, mail }) => route === first.route && mail === first.mail));
  if (!own.some(({ event }) => SPEAKING.includes(event))) return null;
  const told = (name: MailEventName) => own.find(({ event }) => event === name) ?? null;
  const submitting = told('submitting');
  const outcome = OUTCOMES.map(told).find((event) => event !== null) ?? null;
  const accepted = told('accepted');
  return {
    id: mailId(line, first.route, first.mail, tools),
    route: first.route,
    number: first.mail,
    tokenSha256: tokenOf(submitting),
    plannedAtMs: submitting?.readings['plannedAtMs'] ?? told('not-tested')?.readings['plannedAtMs'] ?? null,
    submittingAtMs: submitting?.atMs ?? null,
    outcome: OUTCOMES.find((name) => name === outcome?.event) ?? 'unknown',
    outcomeAtMs: outcome?.atMs ?? Math.min(...own.map(({ atMs }) => atMs)),
    ...wordsOf(outcome),
    acceptedAtMs: accepted?.atMs ?? null,
    submit: submitTimesOf(accepted),
    sightings: sightingsOf(own, accepted, submitting),
    reports: reportsOf(own),
    overdueAtMs: told('overdue')?.atMs ?? null,
    isClockDoubtful:
      accepted?.isClockKnown === false || own.some((one) => one.event === 'sighted' && !one.isClockKnown),
    timed: null,
  };
}

/** When a mail stands in lists and periods: its acceptance; without one the slot, or the first word of it. */
export function mailAtMs({ acceptedAtMs, plannedAtMs, outcomeAtMs }: MailRecord): number {
  return acceptedAtMs ?? plannedAtMs ?? outcomeAtMs;
}

/** Mails in the order in which they are judged. */
export function inMailOrder(records: readonly MailRecord[]): MailRecord[] {
  return [...records].sort((a, b) => mailAtMs(a) - mailAtMs(b) || a.number - b.number);
}

function onceEach(events: readonly MailEvent[]): MailEvent[] {
  const kept = new Map<string, MailEvent>();
  for (const event of [...events].sort(byCredit)) {
    const reader = event.boot === 'server' ? 'server' : 'probe';
    const key = `${reader} ${mailEventKey(event)}`;
    if (!kept.has(key)) kept.set(key, event);
  }
  return [...kept.values()].sort((a, b) => a.atMs - b.atMs || byCredit(a, b));
}

/** What was told when it happened stands before what was told again; the rest only makes the order the same each time. */
function byCredit(a: MailEvent, b: MailEvent): number {
  return (
    Number(isRetold(a)) - Number(isRetold(b)) ||
    Number(b.isClockKnown) - Number(a.isClockKnown) ||
    a.atMs - b.atMs ||
    compare(
      JSON.stringify([a.event, a.boot, a.readings, a.facts]),
      JSON.stringify([b.event, b.boot, b.readings, b.facts]),
    )
  );
}
const compare = (a: string, b: string) => Number(a > b) - Number(a < b);

/** Dated by the wall clock of a boot that may be another one. */
function isRetold({ readings }: MailEvent): boolean {
  return readings['eventAtMs'] !== undefined;
}

function tokenOf(submitting: MailEvent | null): string | null {
  return /^sha256:([0-9a-f]{64})$/.exec(submitting?.facts['token'] ?? '')?.[1] ?? null;
}

function wordsOf(outcome: MailEvent | null) {
  const { facts = {}, readings = {} } = outcome ?? {};
  return {
    reason: facts['reason'] ?? null,
    stage: facts['stage'] ?? null,
    status: statusOf(readings),
    replyCode: readings['replyCode'] ?? null,
    smtpReply: facts['smtpReply'] ?? null,
    queueId: facts['queueId'] ?? null,
    host: facts['host'] ?? null,
  };
}

function submitTimesOf(accepted: MailEvent | null): Record<string, number> {
  const entries = SUBMIT_READINGS.flatMap((name) => {
    const ms = accepted?.readings[name];
    return ms === undefined || ms < 0 ? [] : [[name, ms] as const];
  });
  return Object.fromEntries(entries);
}
