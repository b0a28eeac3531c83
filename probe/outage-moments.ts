import type { Moment } from './checks/check.ts';

/**
 * `silent`: nothing far answers. `router`: packets flow, but the router says that its line is in trouble. `family`: one
 * address family has been silent for a while, the other is not.
 */
export type Trouble = 'silent' | 'router' | 'family' | null;

/** Says when the moments of an outage are there. */
export type OutageMoments = {
  /** What is due now; to be called about once a second, and at once when the trouble changes. */
  due(trouble: Trouble, nowTickMs: number): Moment[];
};

const MINUTE_MS = 60_000;
const QUARTER_MS = 900_000;
/** Slow counters are read again two minutes after the end as the rules see it, which may be a second after ours. */
const REREAD_MS = 122_000;

/**
 * A line that flaps must not make the probe pester router and network, nor wear out the disk: of onset, minute, quarter
 * and end together there are at most so many at once, and one more each five minutes (12 an hour). An outage begins only
 * with three in hand, so that what has an onset has an end too; what finds none gets its onset when there are.
 */
const BUDGET = 12;
const BUDGET_SPACING_MS = 300_000;
const NEEDED_AT_ONSET = 3;

type Stretch = {
  kind: 'silent' | 'router' | 'family';
  onsetTickMs: number | null;
  hasMinute: boolean;
  quarters: number;
};

export function startOutageMoments(): OutageMoments {
  let stretch: Stretch | null = null;
  let rereadTickMs: number | null = null;
  let budget = BUDGET;
  let budgetTickMs: number | null = null;

  function refill(nowTickMs: number): void {
    budgetTickMs ??= nowTickMs;
    const more = Math.floor((nowTickMs - budgetTickMs) / BUDGET_SPACING_MS);
    budget = Math.min(BUDGET, budget + more);
    budgetTickMs = budget === BUDGET ? nowTickMs : budgetTickMs + more * BUDGET_SPACING_MS;
  }

  function end(ended: Stretch): Moment[] {
    if (ended.onsetTickMs === null) return [];
    if (!ended.hasMinute) budget += 1;
    return ['end'];
  }

  function duringStretch(current: Stretch, nowTickMs: number): Moment[] {
    if (current.onsetTickMs === null) {
      if (budget < NEEDED_AT_ONSET) return [];
      budget -= NEEDED_AT_ONSET;
      current.onsetTickMs = nowTickMs;
      return ['onset'];
    }
    const lastedMs = nowTickMs - current.onsetTickMs;
    if (!current.hasMinute && lastedMs >= MINUTE_MS) {
      current.hasMinute = true;
      return ['minute'];
    }
    // a family may stay away for good
    if (current.kind === 'family') return [];
    const quarters = Math.floor(lastedMs / QUARTER_MS);
    if (quarters <= current.quarters || budget < 1) return [];
    current.quarters = quarters; // those that went by while nothing ran are not made up for
    budget -= 1;
    return ['quarter'];
  }

  return {
    due: (trouble, nowTickMs) => {
      refill(nowTickMs);
      const moments: Moment[] = [];
      if (stretch && stretch.kind !== trouble) {
        moments.push(...end(stretch));
        rereadTickMs = nowTickMs + REREAD_MS;
        stretch = null;
      }
      if (trouble !== null) {
        stretch ??= { kind: trouble, onsetTickMs: null, hasMinute: false, quarters: 0 };
        if (trouble === 'silent') rereadTickMs = null;
        moments.push(...duringStretch(stretch, nowTickMs));
      }
      if (rereadTickMs !== null && nowTickMs >= rereadTickMs) {
        rereadTickMs = null;
        moments.push('reread');
      }
      return moments;
    },
  };
}
