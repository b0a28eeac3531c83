/** What one attempt to deliver came to. */
export type Outcome =
  | 'nothing' //     all is delivered
  | 'progress' //    something was delivered, or is to be sent from another place: go on at once
  | 'unreachable' // no answer: the line, the server, the name server
  | 'trouble' //     an answer that helps nobody (5xx, garbage, receipts that don't hold)
  | 'refused'; //    it says no, and will again: fork, retired, unknown key

/** `sealed`: there is something new to send. `line`: the line answers again after a silence. */
export type WakeReason = 'sealed' | 'line';

/** Without any wake, in case one was missed. */
const IDLE_MS = 60_000;
const UNREACHABLE_MS = 20_000;
const REFUSED_MS = 900_000;
const TROUBLE_MIN_MS = 1000;
const TROUBLE_MAX_MS = 60_000;

/**
 * How long to wait after an attempt. Delivering is woken by what happens, not by timers; only a server in trouble is
 * met with a back-off (1 s doubling to 60 s, half of it by chance, so that many probes don't come back at once).
 */
export type Pacer = {
  /** Resolves when the next attempt is due. A wake that came during the attempt counts. */
  pause(outcome: Outcome): Promise<void>;
  wake(reason: WakeReason): void;
};

/** `random`: a number in [0, 1). */
export function startPacer(random: () => number): Pacer {
  let troubles = 0;
  let missedWake: WakeReason | null = null;
  let onWake: ((reason: WakeReason) => void) | null = null;
  const pauseMs = (outcome: Outcome) => {
    if (outcome === 'nothing' || outcome === 'progress') return IDLE_MS;
    if (outcome === 'unreachable') return UNREACHABLE_MS;
    if (outcome === 'refused') return REFUSED_MS;
    return Math.min(TROUBLE_MAX_MS, TROUBLE_MIN_MS * 2 ** Math.min(troubles - 1, 10)) * (0.5 + 0.5 * random());
  };
  return {
    pause: async (outcome) => {
      troubles = outcome === 'trouble' ? troubles + 1 : 0;
      const isWokenBy = (reason: WakeReason) => reason === 'line' || outcome === 'nothing' || outcome === 'unreachable';
      const missed = missedWake;
      missedWake = null;
      if (missed && isWokenBy(missed)) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, pauseMs(outcome));
      onWake = (reason) => isWokenBy(reason) && resolve();
      await promise;
      clearTimeout(timer);
      onWake = null;
    },
    wake: (reason) => {
      if (onWake) onWake(reason);
      else if (missedWake !== 'line') missedWake = reason;
    },
  };
}
