import type { ElapsedHoursRule } from './dated-rule.ts';
import { shareOfCents } from './money.ts';

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;

/**
 * What an outage of this length brings under a rule of hours; an outage of exactly so many hours counts as the lower
 * step. Without a fee a share of it cannot be told: the least amount stands.
 */
export function elapsedHoursCents(rule: ElapsedHoursRule, downMs: number, monthlyFeeCents: number | null): number {
  if (downMs <= rule.moreThanHours * HOUR_MS) return 0;
  const begunDays = Math.ceil(downMs / (DAY_HOURS * HOUR_MS));
  const { amount } = rule;
  if (amount.kind === 'fee-shares')
    return Math.max(amount.leastCents, shareOfCents(monthlyFeeCents ?? 0, begunDays, amount.sharesInMonth));
  if (begunDays === 1) return amount.firstCents;
  return amount.firstCents + amount.secondCents + (begunDays - 2) * amount.furtherCents;
}

/** How long an outage must last, beyond `downMs`, for the amount to grow again: the next step, in ms since it began. */
export function nextStepMs(rule: ElapsedHoursRule, downMs: number): number {
  if (downMs < rule.moreThanHours * HOUR_MS) return rule.moreThanHours * HOUR_MS;
  return (Math.floor(downMs / (DAY_HOURS * HOUR_MS)) + 1) * DAY_HOURS * HOUR_MS;
}
