import type { Rate } from './dated-rule.ts';

/**
 * `cents × part / whole`, rounded to whole cents, halves up, without floating point. All whole numbers; `cents` and `part`
 * not negative, `whole` positive.
 */
export function shareOfCents(cents: number, part: number, whole: number): number {
  const exact = BigInt(cents) * BigInt(part);
  const divisor = BigInt(whole);
  return Number((exact * 2n + divisor) / (divisor * 2n));
}

/** A day's amount under a rate. Without a fee the fixed amount alone: what is due is at least that. */
export function rateCents(rate: Rate, monthlyFeeCents: number | null): number {
  return Math.max(rate.leastCents, shareOfCents(monthlyFeeCents ?? 0, rate.percent, 100));
}
