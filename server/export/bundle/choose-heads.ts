import { dayOf } from '../../../rules/outage/calendar-days.ts';
import type { HeadSummary } from '../../store/heads-table.ts';

/** An outage is framed by heads from an hour before it to two hours after: they show when its rounds arrived. */
const BEFORE_MS = 3_600_000;
const AFTER_MS = 7_200_000;

/** Verifiers take no more (`MAX_MEMBERS` of rules/journal/bundle/members.ts): a year in which a line is out every day. */
const MOST_HEADS = 10_000;

type Stretch = { startEarliestAtMs: number; endLatestAtMs: number | null };

/**
 * Of the heads between the first day and the closing one: the last of each local day, every one around an outage, and those
 * that must be there. All of them would be 9,000 a year; of very many around outages some, evenly. `heads`: oldest first.
 */
export function chooseHeads(
  heads: readonly HeadSummary[],
  given: { outages: readonly Stretch[]; zone: string; musts: readonly number[]; most?: number },
): number[] {
  const { outages, zone, musts, most = MOST_HEADS } = given;
  const chosen = new Set(musts);
  const near: number[] = [];
  const spans = outages.map(({ startEarliestAtMs, endLatestAtMs }) => ({
    fromAtMs: startEarliestAtMs - BEFORE_MS,
    toAtMs: (endLatestAtMs ?? Number.POSITIVE_INFINITY) + AFTER_MS,
  }));
  for (const [index, { counter, atMs }] of heads.entries()) {
    const next = heads[index + 1];
    const isLastOfDay = next === undefined || dayOf(next.atMs, zone) !== dayOf(atMs, zone);
    const isNearOutage = spans.some(({ fromAtMs, toAtMs }) => atMs >= fromAtMs && atMs <= toAtMs);
    if (isLastOfDay) chosen.add(counter);
    else if (isNearOutage) near.push(counter);
  }
  for (const counter of evenly(near, Math.max(0, most - chosen.size))) chosen.add(counter);
  return [...chosen].sort((a, b) => a - b);
}

/** At most `most` of them, the gaps between them alike. */
function evenly(all: readonly number[], most: number): readonly number[] {
  const placeOf = (index: number) => Math.floor((index * most) / all.length);
  return all.length <= most ? all : all.filter((_, index) => placeOf(index) < placeOf(index + 1));
}
