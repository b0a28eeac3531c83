import { addDays, dayOf, dayStartAtMs } from '../outage/calendar-days.ts';
import { dayCents, firstPaidDay } from './compensation.ts';
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

/** Connection data that the provider keeps against faults may be gone after this (BGH III ZR 391/13). */
const DATA_KEPT_DAYS = 7;

/**
 * What is due when, after the provider received the report; in order of time. The bill's date is for bills that came on the
 * day of the report: for later ones the weeks run from their receipt.
 */
export function deadlinesOf(rule: CalendarDaysRule, receivedAtMs: number, zone: string): Deadline[] {
  const receiptDay = dayOf(receivedAtMs, zone);
  const dayN = (kind: DeadlineKind, dayNumber: number, source: string): Deadline => ({
    kind,
    day: addDays(receiptDay, dayNumber),
    dayNumber,
    source,
  });
  const [first, second] = rule.steps;
  const limitationYear = Number(receiptDay.slice(0, 4)) + rule.limitationYears;
  return [
    dayN('information-due', rule.informationDay, rule.informationSource),
    ...(first ? [dayN('compensation-starts', firstPaidDay(rule), first.source)] : []),
    ...(second ? [dayN('rate-doubles', second.fromDay, second.source)] : []),
    dayN('data-preservation-ends', DATA_KEPT_DAYS, 'BGH III ZR 391/13'),
    {
      kind: 'bill-dispute-ends',
      day: addDays(receiptDay, rule.billDisputeWeeks * 7),
      dayNumber: null,
      source: rule.billDisputeSource,
    },
    { kind: 'limitation-ends', day: `${limitationYear}-12-31`, dayNumber: null, source: rule.limitationSource },
  ];
}

/** The next local midnight: a fault reported before it has its first compensated day one day earlier. */
export function reportBeforeAtMs(nowMs: number, zone: string): number {
  return dayStartAtMs(addDays(dayOf(nowMs, zone), 1), zone);
}

/** What each day brings if the outage goes on, with the sum up to and including it, from `fromDayNumber` on. */
export function outlookOf(
  rule: CalendarDaysRule,
  known: { receivedAtMs: number; zone: string; monthlyFeeCents: number | null; sumCents: number },
  days: { fromDayNumber: number; count: number },
): { day: string; dayNumber: number; cents: number; sumCents: number }[] {
  const receiptDay = dayOf(known.receivedAtMs, known.zone);
  let { sumCents } = known;
  return Array.from({ length: days.count }, (_, index) => {
    const dayNumber = days.fromDayNumber + index;
    const cents = dayCents(rule, dayNumber, known.monthlyFeeCents);
    sumCents += cents;
    return { day: addDays(receiptDay, dayNumber), dayNumber, cents, sumCents };
  });
}
