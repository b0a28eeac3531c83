import { claimOf } from '../../rules/law/compensation.ts';
import { completenessOf, type Service } from '../../rules/law/complete-outage.ts';
import {
  type CalendarDaysRule,
  type DailyShareRule,
  type DatedRule,
  type ElapsedHoursRule,
  ruleOn,
} from '../../rules/law/dated-rule.ts';
import { certainDeadMs, likelyDeadMs } from '../../rules/law/dead-days.ts';
import { deadlinesOf, outlookOf, reportBeforeAtMs } from '../../rules/law/deadlines.ts';
import { elapsedHoursCents, nextStepMs } from '../../rules/law/elapsed-hours.ts';
import { dailyShareOf, feeShareCents } from '../../rules/law/fee-share.ts';
import { RULES } from '../../rules/law/rules-data.ts';
import { dayOf, daysBetween } from '../../rules/outage/calendar-days.ts';
import type { ClockView } from '../../web/pages/report-views.ts';
import type { Contract } from '../contracts/contract.ts';
import type { Line } from '../store/store.ts';
import type { FaultReport } from './fault-report.ts';
import type { FaultTime } from './fault-time.ts';

/** How far the page looks ahead while the line is not repaired. */
const OUTLOOK_DAYS = 5;

export type ClockInput = {
  line: Line;
  contract: Contract;
  report: FaultReport;
  fault: FaultTime;
  /** An earlier report claims some of the same time. */
  isCountedElsewhere: boolean;
  nowMs: number;
};

/** Before anything was reported: what waits for the report, by the law of the line's country. */
export function clockBefore(line: Line, contract: Contract, path: string, nowMs: number): ClockView {
  const { country } = contract;
  const common = { zone: line.zone, country, path };
  const rule = ruleFor(contract, line, nowMs);
  if (rule === 'business') return { ...common, kind: 'no-rule', isBusiness: true };
  if (rule?.counter !== 'calendar-days-after-report') return { ...common, kind: 'no-rule', isBusiness: false };
  const { zone } = rule;
  return { ...common, zone, kind: 'before-report', midnightAtMs: reportBeforeAtMs(nowMs, zone) };
}

/**
 * The rule that holds for the contract at an instant; `business`: there is one, but it is for consumers and those who are
 * treated alike (TKG § 71 (3)), which the owner said this contract is not.
 */
export function ruleFor({ country, isConsumer }: Contract, line: Line, atMs: number): DatedRule | 'business' | null {
  const rule = ruleOn(RULES, country, dayOf(atMs, line.zone));
  const inItsZone = rule && 'zone' in rule ? ruleOn(RULES, country, dayOf(atMs, rule.zone)) : rule;
  return inItsZone?.counter === 'calendar-days-after-report' && !isConsumer ? 'business' : inItsZone;
}

/** What is due when and how much it has come to; of a draft, what waits for the report; null: nothing any more. */
export function clockOf(input: ClockInput): ClockView | null {
  const { line, contract, report, fault, nowMs } = input;
  const path = reportPath(report.id);
  const common = { zone: line.zone, country: contract.country, path };
  if (report.state === 'withdrawn') return null;
  const rule = ruleFor(contract, line, report.receivedAtMs ?? report.downSinceAtMs);
  if (rule === 'business') return { ...common, kind: 'no-rule', isBusiness: true };
  if (rule === null) return { ...common, kind: 'no-rule', isBusiness: false };
  if (rule.counter === 'daily-share') return { ...common, ...dailyShare(rule, input) };
  if (rule.counter === 'elapsed-hours') return { ...common, ...elapsedHours(rule, input) };
  if (report.state === 'reported' && report.receivedAtMs !== null && report.reportedAtMs !== null) {
    const at = { receivedAtMs: report.receivedAtMs, reportedAtMs: report.reportedAtMs };
    return { ...common, zone: rule.zone, ...calendarDays(rule, input, at) };
  }
  if (fault.repairedAtMs !== null || fault.basis === 'refuted') return null;
  return clockBefore(line, contract, path, nowMs);
}

export function reportPath(id: string): string {
  return `/owner/reports/${id}`;
}

function calendarDays(rule: CalendarDaysRule, input: ClockInput, at: { receivedAtMs: number; reportedAtMs: number }) {
  const { contract, report, fault, nowMs } = input;
  const { zone } = rule;
  const { monthlyFeeCents } = contract;
  const { missedAppointments, creditedCents } = report;
  const { receivedAtMs } = at;
  const completeness = completenessOf(contract.isAssumed ? [] : contract.services, deadServices(report));
  // only a complete outage is compensated
  const time = { zone, dead: completeness.isComplete ? fault.dead : [], nowMs };
  const claim = claimOf(rule, { ...time, receivedAtMs, monthlyFeeCents, missedAppointments, creditedCents });
  const { repairedAtMs } = fault;
  const dayNumber = dayNumberOf(receivedAtMs, repairedAtMs ?? nowMs, zone);
  const known = { receivedAtMs, monthlyFeeCents, claim };
  const isComplete = completeness.isComplete && fault.basis !== 'refuted';
  const isLasting = repairedAtMs === null && isComplete;
  const beganAtMs = Math.min(report.downSinceAtMs, ...fault.dead.map(({ startEarliestAtMs }) => startEarliestAtMs));
  return {
    kind: 'calendar-days' as const,
    ...at,
    repairedAtMs,
    dayNumber,
    isRepairedBefore: repairedAtMs !== null && dayOf(repairedAtMs, zone) < dayOf(receivedAtMs, zone),
    claim,
    outlook: isLasting ? outlookOf(rule, known, { fromDayNumber: dayNumber + 1, count: OUTLOOK_DAYS }) : [],
    deadlines: deadlinesOf(rule, { receivedAtMs, beganAtMs, repairedAtMs, isComplete }),
    completeness,
    isPartial: !completeness.isComplete,
    isFeeKnown: monthlyFeeCents !== null,
    isTelephonyAssumed: contract.services.includes('telephony') && report.checks.telephony === '',
    isReceiptShown: report.receipt !== 'none',
    basis: fault.basis,
    isDownAgain: fault.isDownAgain,
    isCountedElsewhere: input.isCountedElsewhere,
    isMeasurementMissing: claim.rows.some(({ status }) => status === 'dead-unmeasured'),
    feeShareCents: monthlyFeeCents === null ? null : feeShareCents(time, monthlyFeeCents),
    ruleText: rule.textVersion,
  };
}

/** The telephone goes with the line (VoIP), unless the owner says that it works. Mobile is never measured. */
function deadServices(report: FaultReport): Service[] {
  return report.checks.telephony === 'works' ? ['internet'] : ['internet', 'telephony'];
}

function dayNumberOf(receivedAtMs: number, atMs: number, zone: string): number {
  return Math.max(0, daysBetween(dayOf(receivedAtMs, zone), dayOf(atMs, zone)).length - 1);
}

function dailyShare(rule: DailyShareRule, { line, contract, fault, nowMs }: ClockInput) {
  const time = { dead: fault.dead, zone: line.zone, nowMs };
  const share = dailyShareOf(rule, { ...time, monthlyFeeCents: contract.monthlyFeeCents ?? 0 });
  return {
    kind: 'daily-share' as const,
    ...share,
    isFeeKnown: contract.monthlyFeeCents !== null,
    source: rule.source,
    ruleText: rule.textVersion,
  };
}

function elapsedHours(rule: ElapsedHoursRule, { contract, fault, nowMs }: ClockInput) {
  const downMinMs = certainDeadMs(fault.dead);
  const likelyMs = likelyDeadMs(fault.dead, nowMs);
  const cents = (downMs: number) => elapsedHoursCents(rule, downMs, contract.monthlyFeeCents);
  return {
    kind: 'elapsed-hours' as const,
    downMinMs,
    strictCents: cents(downMinMs),
    likelyCents: cents(likelyMs),
    nextAtMs: fault.repairedAtMs === null ? nowMs + nextStepMs(rule, likelyMs) - likelyMs : null,
    isFeeKnown: contract.monthlyFeeCents !== null,
    source: rule.source,
    ruleText: rule.textVersion,
  };
}
