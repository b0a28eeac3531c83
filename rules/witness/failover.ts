import type { BoundSample } from '../outage/derived.ts';
import { decide } from '../verdict/decision-table.ts';
import { NO_INPUTS } from '../verdict/inputs.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { AnswerLogs } from './answer-log.ts';
import { isBelieved, type RouterMemory } from './router-memory.ts';
import type { RouterSays } from './router-says.ts';
import { syncOf } from './router-view.ts';

/**
 * Row 6: packets pass by the mobile network because the line does not carry them. An entry of its own, told by the
 * router's answers alone, so it has to be proven: packets were lost when it began (or the provider's first hop fell
 * silent), the router says so three times in a row, and it was not caught saying what cannot be. Plain JSON.
 */
export type Failover = {
  seed: string;
  startEarliestAtMs: number;
  startLatestAtMs: number;
  startsUnobserved: boolean;
  lastGoodBefore: BoundSample | null;
  firstBad: BoundSample;
  lastBad: BoundSample;
  answers: number;
  verdict: Verdict;
  isOpen: boolean;
};
export type FailoverMemory = {
  entry: Failover | null;
  /** The router has said it without a break since it was proven; an outage or a hole in between ends only the entry. */
  isProven: boolean;
};

/** How an entry ended; the bounds are those of {@link Failover}. */
export type FailoverEnd = {
  endEarliestAtMs: number;
  endLatestAtMs: number;
  endsUnobserved: boolean;
  firstGoodAfter: BoundSample | null;
};

/** What is known of the line when the router speaks. */
export type FailoverWorld = {
  /** Nothing before it may be said anew. */
  firmAtMs: number;
  /** The newest end of an outage of the line. */
  downAtMs: number | null;
  /** Since then everything was observed; null = since ever. */
  seenFromAtMs: number | null;
  seed: string;
  answers: AnswerLogs;
  /** The answer of the router before this one. */
  before: RouterSays | null;
};

/** A router takes so long at most from the loss of the line to another way. */
export const AFTER_OUTAGE_MS = 300_000;
const CONFIRMED_BY = 3;
const SILENT_HOP_AFTER = 2;
/** A router that goes to and fro more often within the hour is not believed. */
const MOST_CHANGES = 3;
/** A router that says no more for so long has said where it ended. */
export const FAILOVER_SILENCE_MS = 600_000;

export function startFailover(): FailoverMemory {
  return { entry: null, isProven: false };
}

/** Takes an answer of the router while packets pass; returns how the entry ended, if it did. */
export function noteFailover(
  memory: FailoverMemory,
  router: RouterMemory,
  says: RouterSays,
  world: FailoverWorld,
): FailoverEnd | null {
  const verdict = verdictOf(router, says);
  if (says.access === null && verdict === null) return null;
  const bound = boundOfAnswer(says, router.target ?? 'router');
  const { entry } = memory;
  if (verdict === null) {
    memory.isProven = false;
    if (!entry?.isOpen) memory.entry = null;
    return entry?.isOpen ? endBetween(entry, bound) : null;
  }
  if (!entry) {
    const isProven = memory.isProven || isProvenBy(router, says, world);
    if (!isProven) return null;
    const outageAtMs = isRightAfterOutage(router, says, world) ? world.downAtMs : null;
    memory.entry = beginAt({ firstBad: bound, verdict, goesOn: memory.isProven, outageAtMs }, world);
    return null;
  }
  entry.answers += 1;
  entry.lastBad = bound;
  entry.isOpen ||= entry.answers >= CONFIRMED_BY;
  memory.isProven ||= entry.isOpen;
  return null;
}

/** Ends the entry at an instant where something else begins: an outage of everything, a hole. null: there is none. */
export function cutFailover(memory: FailoverMemory, atMs: number, endsUnobserved: boolean): FailoverEnd | null {
  const { entry } = memory;
  if (!entry?.isOpen || atMs <= entry.startLatestAtMs) return null;
  return {
    endEarliestAtMs: Math.max(entry.startLatestAtMs, Math.min(entry.lastBad.sentAtMs, atMs)),
    endLatestAtMs: atMs,
    endsUnobserved,
    firstGoodAfter: null,
  };
}

/** The table's word, when the router says that another way carries the packets; null when not, or when it is not believed. */
function verdictOf(router: RouterMemory, says: RouterSays): Verdict | null {
  const isOther = says.access === 'mobile' && router.usualAccess !== null && router.usualAccess !== 'mobile';
  if (!isOther || !isSteady(router, says.atMs)) return null;
  const verdict = decide({
    ...NO_INPUTS,
    continuity: 'ok',
    lan: 'up',
    farV4: 'all',
    access: 'mobile',
    dslSync: lineOf(says),
    wanSession: says.session ?? 'na',
  });
  return verdict.counts ? verdict : null;
}

/** A link that stands with a session may be the line's: then nothing is said. Without one it proves no line. */
function lineOf(says: RouterSays): 'up' | 'init' | 'down' | 'na' {
  const sync = syncOf(says) ?? 'na';
  return sync === 'up' && says.dslSync === null && says.session !== 'connected' ? 'na' : sync;
}

function isSteady(router: RouterMemory, atMs: number): boolean {
  const isHonest = isBelieved(router, 'session', atMs, atMs) && isBelieved(router, 'sync', atMs, atMs);
  const changes = router.told.filter(({ access, fromAtMs }) => access === 'mobile' && fromAtMs > atMs - 3_600_000);
  return isHonest && changes.length <= MOST_CHANGES;
}

function isProvenBy(router: RouterMemory, says: RouterSays, { downAtMs, answers }: FailoverWorld): boolean {
  if (downAtMs !== null && says.atMs - downAtMs <= AFTER_OUTAGE_MS) return true;
  if (router.before === null) return false;
  const hops = Object.values(answers).filter(({ role, answeredAtMs }) => role === 'first-hop' && answeredAtMs !== null);
  const isSilent = hops
    .map(({ runs }) => runs.at(-1))
    .every((run) => run && !run.isAnswer && run.count >= SILENT_HOP_AFTER);
  return hops.length > 0 && isSilent;
}

/** Since the outage everything was observed, and the router said of no other way that the packets take. */
function isRightAfterOutage({ told }: RouterMemory, { atMs }: RouterSays, { downAtMs, seenFromAtMs }: FailoverWorld) {
  if (downAtMs === null || atMs - downAtMs > AFTER_OUTAGE_MS || downAtMs < (seenFromAtMs ?? 0)) return false;
  return !told.some(({ access, askedAtMs }) => access !== null && access !== 'mobile' && askedAtMs > downAtMs);
}

function beginAt(
  {
    firstBad,
    verdict,
    goesOn,
    outageAtMs,
  }: { firstBad: BoundSample; verdict: Verdict; goesOn: boolean; outageAtMs: number | null },
  { firmAtMs, downAtMs, seenFromAtMs, seed, before }: FailoverWorld,
): Failover {
  const saidAtMs = firstBad.sentAtMs;
  // what lies behind an outage or a hole bounds nothing
  const sinceAtMs = Math.max(downAtMs ?? 0, seenFromAtMs ?? 0);
  const isGood = before !== null && before.access !== 'mobile' && before.atMs >= sinceAtMs;
  const lastGood = isGood && outageAtMs === null ? boundOfAnswer(before, firstBad.target) : null;
  const beganAtMs = outageAtMs ?? lastGood?.sentAtMs ?? saidAtMs;
  const startEarliestAtMs = Math.min(saidAtMs, Math.max(beganAtMs, firmAtMs));
  const isUnbounded = outageAtMs === null && (goesOn || lastGood === null);
  return {
    seed,
    startEarliestAtMs,
    startLatestAtMs: outageAtMs === null ? saidAtMs : startEarliestAtMs,
    startsUnobserved: isUnbounded || startEarliestAtMs > beganAtMs,
    lastGoodBefore: lastGood,
    firstBad,
    lastBad: firstBad,
    answers: 1,
    verdict,
    isOpen: false,
  };
}

function endBetween({ lastBad, startLatestAtMs }: Failover, good: BoundSample): FailoverEnd {
  return {
    endEarliestAtMs: Math.max(startLatestAtMs, lastBad.sentAtMs),
    endLatestAtMs: good.receivedAtMs ?? good.sentAtMs,
    endsUnobserved: false,
    firstGoodAfter: good,
  };
}

/** An answer of the router as the sample that carries a bound; it is put where it was complete. */
function boundOfAnswer({ atMs, segment, sequence }: RouterSays, target: string): BoundSample {
  return {
    target: target.slice(target.lastIndexOf(' ') + 1),
    sentAtMs: atMs,
    receivedAtMs: atMs,
    outcome: 'reply',
    segment,
    sequence,
  };
}
