/** Attempts from one place that nobody has to wait for; a person mistypes that often. */
export const FREE_ATTEMPTS = 5;
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 300_000;
/** A place that failed is forgotten this long after its last attempt. */
const FORGET_AFTER_MS = 3_600_000;
/** Failures from everywhere together: so many at once, then one each `REFILL_MS`. */
export const GLOBAL_ATTEMPTS = 30;
const REFILL_MS = 10_000;
const MAX_PLACES = 10_000;

type Place = { failures: number; lastAtMs: number; isKnown: boolean };

export type Throttle = {
  /**
   * To be asked before a password is looked at. 0: go on, and the attempt counts as failed until {@link Throttle.succeed};
   * else how long to wait, and nothing is counted. `isNear`: the place cannot be one of an attacker elsewhere.
   */
  begin(place: string, isNear: boolean): number;
  /** The password was right: the place starts anew, and is known from now on. */
  succeed(place: string): void;
};

/**
 * Slows guessing down, per place and over all. Places that are near, or from where the owner signed in before, are not
 * held up by what others do elsewhere. In memory only: a restart costs an attacker more than it gives. `nowMs` must run on.
 */
export function openThrottle(nowMs: () => number): Throttle {
  const places = new Map<string, Place>();
  let tokens = GLOBAL_ATTEMPTS;
  let refilledAtMs = nowMs();
  const refill = (atMs: number) => {
    const more = Math.floor(Math.max(0, atMs - refilledAtMs) / REFILL_MS);
    tokens = Math.min(GLOBAL_ATTEMPTS, tokens + more);
    refilledAtMs = tokens === GLOBAL_ATTEMPTS ? atMs : refilledAtMs + more * REFILL_MS;
  };
  const remember = (key: string, place: Place) => {
    places.delete(key);
    places.set(key, place);
    if (places.size <= MAX_PLACES) return;
    for (const [old, { isKnown }] of places) {
      if (isKnown) continue;
      places.delete(old);
      return;
    }
  };
  return {
    begin: (key, isNear) => {
      const atMs = nowMs();
      refill(atMs);
      const place = freshened(places.get(key), atMs);
      const waitMs = place.lastAtMs + waitAfter(place.failures) - atMs;
      if (waitMs > 0) return waitMs;
      if (!isNear && !place.isKnown) {
        if (tokens === 0) return Math.max(1, refilledAtMs + REFILL_MS - atMs);
        tokens -= 1;
      }
      remember(key, { ...place, failures: place.failures + 1, lastAtMs: atMs });
      return 0;
    },
    succeed: (key) => {
      const wasKnown = places.get(key)?.isKnown ?? false;
      if (!wasKnown) tokens = Math.min(GLOBAL_ATTEMPTS, tokens + 1);
      remember(key, { failures: 0, lastAtMs: nowMs(), isKnown: true });
    },
  };
}

function freshened(place: Place | undefined, atMs: number): Place {
  if (!place) return { failures: 0, lastAtMs: atMs, isKnown: false };
  const isOld = atMs - place.lastAtMs >= FORGET_AFTER_MS;
  return isOld ? { ...place, failures: 0 } : place;
}

/** 2 s after the fifth failure, doubled with each further one, at most 5 minutes. */
function waitAfter(failures: number): number {
  if (failures < FREE_ATTEMPTS) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - FREE_ATTEMPTS));
}
