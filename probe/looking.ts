import type { MeasureLog } from './measure-log.ts';
import type { Surroundings } from './surroundings.ts';

export type LookingOptions = {
  look(): Promise<Surroundings>;
  tickMs(): number;
  log: MeasureLog;
  onFound(found: Surroundings): void;
};

/** When network and server are looked up again; one look at a time. */
export type Looking = {
  /** About once a second: looks when it is time. `hasAnswered`: some far target has, so nothing presses. */
  beat(hasAnswered: boolean): void;
  /** Something has changed: looks soon. */
  lookSoon(): void;
  stop(): void;
};

/** Looked up again so often without any sign of a change. */
const ROUND_MS = 60_000;
/** The first time sooner, if no far target has answered by then: another way to ask may be needed. */
const FIRST_MS = 15_000;
/** Where this machine's place changes again and again, no more often than this. */
const MIN_MS = 3000;

export function startLooking({ look, tickMs, log, onFound }: LookingOptions): Looking {
  let lookedTickMs = tickMs();
  let isFirst = true;
  let isDue = false;
  let isLooking = false;
  let isStopped = false;
  const lookNow = () => {
    isLooking = true;
    isDue = false;
    isFirst = false;
    lookedTickMs = tickMs();
    look()
      .then((found) => {
        if (!isStopped) onFound(found);
      })
      .catch((error) => log.error('the network could not be looked at', { error: String(error) }))
      .finally(() => {
        isLooking = false;
      });
  };
  return {
    beat: (hasAnswered) => {
      if (isLooking || isStopped) return;
      const spacingMs = isFirst && !hasAnswered ? FIRST_MS : ROUND_MS;
      if (tickMs() - lookedTickMs >= (isDue ? MIN_MS : spacingMs)) lookNow();
    },
    lookSoon: () => {
      isDue = true;
    },
    stop: () => {
      isStopped = true;
    },
  };
}
