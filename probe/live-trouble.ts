import type { Method, Target } from '../rules/method.ts';
import { classOfOutcome, type Sample } from '../rules/sample.ts';
import { startLiveMail } from './live-mail.ts';
import { startLiveWords } from './live-words.ts';

/**
 * Trouble that is no outage: far targets of several networks are silent, the provider's DNS servers fail, the router says
 * something else of its line than before, somebody is found to answer in the name of others, or a test mail is in trouble.
 */
export type LiveTrouble = {
  /** To be called once for each round, in order. True when trouble began or ended. */
  note(samples: readonly Sample[], method: Method, isDown: (family: Target['family']) => boolean): boolean;
};

/** In a row, as in the rules (target-health.ts, resolvers.ts; those also ask for time between the two). */
const SILENT_AFTER_LOSSES = 3;
const FAILED_AFTER_LOSSES = 2;

/** Losses in a row, by target; only of those that have answered before. */
type Losses = Map<number, number>;

/**
 * A quick guess like live-state.ts: the server derives what it was, and is told of it sooner. What fails while its
 * family is down belongs to that outage.
 */
export function startLiveTrouble(): LiveTrouble {
  let losses: Losses = new Map();
  let lastMethod: Method | null = null;
  let isTrouble = false;
  const words = startLiveWords();
  const mail = startLiveMail();
  return {
    note: (samples, method, isDown) => {
      if (method !== lastMethod) losses = new Map();
      lastMethod = method;
      let isNews = false;
      for (const sample of samples) {
        noteSample(losses, sample);
        if (words.note(sample, method) || mail.note(sample, method)) isNews = true;
      }
      for (const target of losses.keys()) {
        if (isDown(method.targets[target]?.family ?? 0)) losses.set(target, 0);
      }
      const wasTrouble = isTrouble;
      isTrouble = silentNetworks(losses, method.targets) > 1 || isProviderFailing(losses, method.targets);
      return isNews || isTrouble !== wasTrouble;
    },
  };
}

function noteSample(losses: Losses, { target, outcome, facts }: Sample): void {
  const outcomeClass = classOfOutcome(outcome);
  if (outcomeClass === 'not-measured') return;
  // A DNS server that answers anything but what it was asked for fails too.
  const isGood = outcomeClass === 'answered' && (facts['answer'] ?? 'ok') === 'ok';
  if (isGood) losses.set(target, 0);
  else if (losses.has(target)) losses.set(target, (losses.get(target) ?? 0) + 1);
}

function silentNetworks(losses: Losses, targets: readonly Target[]): number {
  const silent = targets.filter(({ role }, index) => role === 'far' && (losses.get(index) ?? 0) >= SILENT_AFTER_LOSSES);
  return new Set(silent.map(({ network }) => network)).size;
}

function isProviderFailing(losses: Losses, targets: readonly Target[]): boolean {
  const known = targets.flatMap(({ role }, index) => (role === 'isp-resolver' ? (losses.get(index) ?? []) : []));
  return known.length > 0 && known.every((count) => count >= FAILED_AFTER_LOSSES);
}
