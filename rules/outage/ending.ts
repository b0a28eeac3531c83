import type { BoundSample } from './derived.ts';

/** The first answers after an outage, and whether they are enough to call it ended. */
export type Ending = {
  first: BoundSample;
  receivedAtMs: number;
  targets: string[];
  answers: number;
  isDeclared: boolean;
  /** Since then: who answered, how often, and losses of those who had. */
  answered: string[];
  goods: number;
  losses: number;
};

/** The first good answer is there; nothing is said of it yet. */
export function startEnding(first: BoundSample): Ending {
  return {
    first,
    receivedAtMs: receivedAtMs(first),
    targets: [],
    answers: 0,
    isDeclared: false,
    answered: [],
    goods: 0,
    losses: 0,
  };
}

/** Notes an answer since the end, declared or not. */
export function noteGood(ending: Ending, target: string): void {
  ending.goods += 1;
  if (!ending.answered.includes(target)) ending.answered.push(target);
}

/** Two targets end an outage; one does when it is the only one, twice, or keeps answering for three cycles. */
export function confirm(ending: Ending, good: BoundSample, target: string, quorumCount: number): void {
  ending.answers += 1;
  if (!ending.targets.includes(target)) ending.targets.push(target);
  ending.receivedAtMs = Math.min(ending.receivedAtMs, receivedAtMs(good));
  const needed = quorumCount <= 1 ? 2 : 3;
  ending.isDeclared = ending.targets.length >= 2 || ending.answers >= needed;
}

/** When the answer came, as far as that is known. */
export function receivedAtMs(good: BoundSample): number {
  return good.receivedAtMs ?? good.sentAtMs;
}
