import { addDays, dayOf, dayStartAtMs } from '../outage/calendar-days.ts';
import { type Claim, dayCents, firstPaidDay } from './compensation.ts';
import type { CalendarDaysRule } from './dated-rule.ts';

export const DEADLINE_KINDS = [
  'data-preservation-ends',
  'information-due',
  'compensation-starts',
  'rate-doubles',
  'bill-dispute-ends',
  'limitation-ends',
] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

/** A date that follows from the receipt of a report: the last local day in time, or the first on which something holds. */
export type Deadline = { kind: DeadlineKind; day: string; dayNumber: number | null; source: string };

/** What only a fault that goes on brings. */
const RUNNING_KINDS: ReadonlySet<DeadlineKind> = new Set(['information-due', 'compensation-starts', 'rate-doubles']);
const PAID_KINDS: ReadonlySet<DeadlineKind> = new Set(['compensation-starts', 'rate-doubles']);
/** Connection data that the provider keeps against faults may be gone after this (BGH III ZR 391/13). */
const DATA_KEPT_DAYS = 7;

/** `repairedAtMs` null: not repaired as far as is known. `isComplete` false: no compensation begins. */
export type DatedFault = {
  receivedAtMs: number;
  beganAtMs: number;
  repairedAtMs: number | null;
  isComplete: boolean;
};

/**
 * What is due when, after the provider received the report; in order of time. Left out is what the repair, or an outage
 * that was not complete, has made void. Line data may be gone so many days after the fault began, not after the report.
 * The bill's date is for bills that came on the day of the report: for later ones the weeks run from their receipt.
 */
export function deadlinesOf(rule: CalendarDaysRule, fault: DatedFault): Deadline[] {
  const { zone } = rule;
  const receiptDay = dayOf(fault.receivedAtMs, zone);
  const repairedDay = fault.repairedAtMs === null ? null : dayOf(fault.repairedAtMs, zone);
  const beganDay = dayOf(Math.min(fault.beganAtMs, fault.receivedAtMs), zone);
  const isVoid = ({ kind, day }: Deadline) =>
    (PAID_KINDS.has(kind) && !fault.isComplete) ||
    (RUNNING_KINDS.has(kind) && repairedDay !== null && repairedDay < day);
  const dayN = (kind: DeadlineKind, dayNumber: number, source: string): Deadline => ({
    kind,
    day: addDays(receiptDay, dayNumber),
    dayNumber,
    source,
  });
  const [first, second] = rule.steps;
  const limitationYear = Number(receiptDay.slice(0, 4)) + rule.limitationYears;
  const deadlines: Deadline[] = [
    dayN('information-due', rule.informationDay, rule.informationSource),
    ...(first ? [dayN('compensation-starts', firstPaidDay(rule), first.source)] : []),
    ...(second ? [dayN('rate-doubles', second.fromDay, second.source)] : []),
    {
      kind: 'data-preservation-ends',
      day: addDays(beganDay, DATA_KEPT_DAYS),
      dayNumber: null,
      source: 'BGH III ZR 391/13',
    },
    {
      kind: 'bill-dispute-ends',
      day: addDays(receiptDay, rule.billDisputeWeeks * 7),
      dayNumber: null,
      source: rule.billDisputeSource,
    },
    { kind: 'limitation-ends', day: `${limitationYear}-12-31`, dayNumber: null, source: rule.limitationSource },
  ];
  return deadlines.filter((deadline) => !isVoid(deadline)).sort((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day)));
}

/** The next local midnight: a fault reported before it has its first compensated day one day earlier. */
export function reportBeforeAtMs(nowMs: number, zone: string): number {
  return dayStartAtMs(addDays(dayOf(nowMs, zone), 1), zone);
}

/**
 * What each day adds if the outage goes on, with the sum up to and including it, from `fromDayNumber` on: nothing as long
 * as a credit is larger, and nothing beyond the cap.
 */
export function outlookOf(
  rule: CalendarDaysRule,
  known: { receivedAtMs: number; monthlyFeeCents: number | null; claim: Claim },
  days: { fromDayNumber: number; count: number },
): { day: string; dayNumber: number; cents: number; sumCents: number }[] {
  const { rows, creditedCents, appointmentsCents } = known.claim;
  const receiptDay = dayOf(known.receivedAtMs, rule.zone);
  let daysCents = rows.reduce((sum, row) => sum + row.likelyCents, 0);
  let beforeCents = known.claim.likelyCents;
  return Array.from({ length: days.count }, (_, index) => {
    const dayNumber = days.fromDayNumber + index;
    daysCents += dayCents(rule, dayNumber, known.monthlyFeeCents);
    const sumCents = Math.min(rule.capCents, Math.max(daysCents, creditedCents) + appointmentsCents);
    const cents = sumCents - beforeCents;
    beforeCents = sumCents;
    return { day: addDays(receiptDay, dayNumber), dayNumber, cents, sumCents };
  });
}
