/** Reports that strangers may begin: from one place, and of all together; so many at once, then one each so many ms. */
export const FROM_PLACE = { atOnce: 6, eachMs: 600_000 };
export const OF_ALL = { atOnce: 30, eachMs: 120_000 };
/** Of so many places is remembered what they began. */
const MAX_PLACES = 5000;

/**
 * How often strangers may have something made that takes the processor for seconds: six an hour from one place, thirty in all,
 * or whoever asks for ever new periods would keep it busy for ever. What is there already costs nothing.
 */
export type StrangerRate = {
  /** 0: go on, it is counted; else how long to wait in ms, and nothing is counted. `place` null: not known, only all count. */
  begin(place: string | null): number;
};

/** `tickMs` must run on. In memory only. */
export function openStrangerRate(tickMs: () => number): StrangerRate {
  /** Until when each place, and all together, have used up what they may. */
  const usedUntilMs = new Map<string, number>();
  let allUsedUntilMs = 0;
  return {
    begin: (place) => {
      const nowMs = tickMs();
      const own = place === null ? 0 : (usedUntilMs.get(place) ?? 0);
      const waitMs = Math.max(waitOf(own, nowMs, FROM_PLACE), waitOf(allUsedUntilMs, nowMs, OF_ALL));
      if (waitMs > 0) return waitMs;
      allUsedUntilMs = Math.max(allUsedUntilMs, nowMs) + OF_ALL.eachMs;
      if (place === null) return 0;
      usedUntilMs.delete(place);
      usedUntilMs.set(place, Math.max(own, nowMs) + FROM_PLACE.eachMs);
      const oldest = usedUntilMs.keys().next().value;
      if (usedUntilMs.size > MAX_PLACES && oldest !== undefined) usedUntilMs.delete(oldest);
      return 0;
    },
  };
}

function waitOf(usedUntilMs: number, nowMs: number, { atOnce, eachMs }: typeof FROM_PLACE): number {
  return Math.max(0, usedUntilMs - nowMs - (atOnce - 1) * eachMs);
}
