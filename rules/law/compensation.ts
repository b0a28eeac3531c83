import { addDays, dayOf, daysBetween } from '../outage/calendar-days.ts';
import type { CalendarDaysRule } from './dated-rule.ts';
import { type DeadInterval, deadOnDay, touchedDays } from './dead-days.ts';
import { rateCents } from './money.ts';

/** A fault that was reported; what it is worth under a rule that counts calendar days after the report. */
export type ReportedFault = {
  /** IANA zone in which days are counted. */
  zone: string;
  /** When the provider received the report: the clock starts with this, not with the outage. */
  receivedAtMs: number;
  /** Complete outages only, of the fault that was reported. */
  dead: readonly DeadInterval[];
  nowMs: number;
  /** null: not known; the fixed amounts are then the least. */
  monthlyFeeCents: number | null;
  missedAppointments: number;
  /** A reduction or other payment for the same fault: the larger of both is due, not the sum (§ 58 (3) s. 3–5). */
  creditedCents: number;
};

export type ClaimStatus =
  /** Dead, but the provider knew nothing yet. */
  | 'before-report'
  /** Day 0: the provider received the report. */
  | 'receipt-day'
  /** Days 1 and 2: dead, nothing due. */
  | 'free'
  /** Dead from midnight to midnight. */
  | 'dead'
  /** Dead for a part of the day: whether that is "per day of complete outage" no court has settled. */
  | 'dead-in-part'
  /** Dead as far as is known, but nothing of it was measured: told by the owner, or the measurement did not arrive. */
  | 'dead-unmeasured'
  /** Not dead, as far as is known. */
  | 'served';

export type ClaimRow = {
  /** Days after the receipt: 0 is the day of receipt; negative before it. */
  dayNumber: number;
  /** Local day. */
  day: string;
  status: ClaimStatus;
  /** Whole days alone. */
  strictCents: number;
  /** Each begun day. */
  likelyCents: number;
  /** Where it stands. */
  source: string;
};

export type Claim = {
  rows: ClaimRow[];
  /** Whole dead days alone, measured. */
  strictCents: number;
  /** Each begun day ("arguable"); the figure to lead with. */
  likelyCents: number;
  /** Of both sums. */
  appointmentsCents: number;
  /** What was paid or credited already, which is part of both sums. */
  creditedCents: number;
  /** A reduction is larger than the compensation and takes its place. */
  isCreditLarger: { strict: boolean; likely: boolean };
  isCapped: boolean;
  /**
   * Other ways of counting, for notes only, each with part-days: the day of receipt as day 1 (not recommended), and a
   * weekend at the end of the free days shifting their end (BGB § 193, which a provider may bring forward; bank holidays
   * are not known here).
   */
  scenarios: { receiptDayCountsCents: number; weekendShiftCents: number };
};

/** Each day with its amount, and the sums as a range. Amounts are never negative and grow with the time of repair. */
export function claimOf(rule: CalendarDaysRule, fault: ReportedFault): Claim {
  const rows = rowsOf(rule, fault, { firstDayNumber: 0, freeUntilDay: 0 });
  const sum = (list: readonly ClaimRow[], key: 'strictCents' | 'likelyCents') =>
    list.reduce((total, row) => total + row[key], 0);
  const strict = sum(rows, 'strictCents');
  const likely = sum(rows, 'likelyCents');
  const appointmentsCents = fault.missedAppointments * rateCents(rule.missedAppointment.rate, fault.monthlyFeeCents);
  const due = (compensationCents: number) => Math.max(compensationCents, fault.creditedCents) + appointmentsCents;
  const capped = (cents: number) => Math.min(cents, rule.capCents);
  const receiptDay = dayOf(fault.receivedAtMs, fault.zone);
  const asDayOne = rowsOf(rule, fault, { firstDayNumber: 1, freeUntilDay: 0 });
  const freeDays = firstPaidDay(rule) - 1;
  const shifted = rowsOf(rule, fault, {
    firstDayNumber: 0,
    freeUntilDay: freeDays + daysToWorkday(addDays(receiptDay, freeDays)),
  });
  return {
    rows,
    strictCents: capped(due(strict)),
    likelyCents: capped(due(likely)),
    appointmentsCents,
    creditedCents: fault.creditedCents,
    isCreditLarger: { strict: fault.creditedCents > strict, likely: fault.creditedCents > likely },
    isCapped: due(likely) > rule.capCents,
    scenarios: {
      receiptDayCountsCents: capped(due(sum(asDayOne, 'likelyCents'))),
      weekendShiftCents: capped(due(sum(shifted, 'likelyCents'))),
    },
  };
}

/** The first day after the receipt that brings something. */
export function firstPaidDay(rule: CalendarDaysRule): number {
  return rule.steps[0]?.fromDay ?? Number.POSITIVE_INFINITY;
}

/** What one dead day brings; 0 on the free ones. */
export function dayCents(rule: CalendarDaysRule, dayNumber: number, monthlyFeeCents: number | null): number {
  const step = rule.steps.findLast(({ fromDay }) => fromDay <= dayNumber);
  return step ? rateCents(step.rate, monthlyFeeCents) : 0;
}

type Counting = { firstDayNumber: number; freeUntilDay: number };

function rowsOf(rule: CalendarDaysRule, fault: ReportedFault, counting: Counting): ClaimRow[] {
  const { zone, dead, nowMs } = fault;
  const receiptDay = dayOf(fault.receivedAtMs, zone);
  const touched = touchedDays(dead, zone, nowMs);
  const firstDay = touched !== null && touched.first < receiptDay ? touched.first : receiptDay;
  const lastDay = touched !== null && touched.last > receiptDay ? touched.last : receiptDay;
  const before = daysBetween(firstDay, receiptDay).length - 1;
  return daysBetween(firstDay, lastDay).map((day, index) =>
    rowOf(rule, fault, { day, dayNumber: index - before, ...counting }),
  );
}

function rowOf(
  rule: CalendarDaysRule,
  { dead, zone, nowMs, monthlyFeeCents }: ReportedFault,
  { day, dayNumber, firstDayNumber, freeUntilDay }: Counting & { day: string; dayNumber: number },
): ClaimRow {
  const { certainMs, likelyMs, lengthMs } = deadOnDay(dead, day, zone, nowMs);
  const counted = dayNumber + firstDayNumber;
  const cents = counted > freeUntilDay ? dayCents(rule, counted, monthlyFeeCents) : 0;
  return {
    dayNumber,
    day,
    status: statusOf(dayNumber, cents > 0, {
      isDead: likelyMs > 0,
      isMeasured: certainMs > 0,
      isWhole: certainMs === lengthMs,
    }),
    strictCents: certainMs === lengthMs ? cents : 0,
    likelyCents: likelyMs > 0 ? cents : 0,
    source: sourceOf(rule, counted),
  };
}

type DeadSigns = { isDead: boolean; isMeasured: boolean; isWhole: boolean };

function statusOf(dayNumber: number, isPaid: boolean, dead: DeadSigns): ClaimStatus {
  if (dayNumber < 0) return dead.isDead ? 'before-report' : 'served';
  if (dayNumber === 0) return 'receipt-day';
  if (!dead.isDead) return 'served';
  if (!isPaid) return 'free';
  if (!dead.isMeasured) return 'dead-unmeasured';
  return dead.isWhole ? 'dead' : 'dead-in-part';
}

function sourceOf(rule: CalendarDaysRule, dayNumber: number): string {
  return (rule.steps.findLast(({ fromDay }) => fromDay <= dayNumber) ?? rule.steps[0])?.source ?? rule.source;
}

/** Days from a local day to the next that is neither Saturday nor Sunday; 0 on such a day. */
function daysToWorkday(day: string): number {
  const MONDAY = '2026-11-23';
  const distance = day >= MONDAY ? daysBetween(MONDAY, day).length - 1 : -(daysBetween(day, MONDAY).length - 1);
  const weekday = ((distance % 7) + 7) % 7;
  return weekday < 5 ? 0 : 7 - weekday;
}
