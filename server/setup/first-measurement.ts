import { parseSegment, parseSegmentHeader } from '../../rules/journal/segment.ts';
import type { Method } from '../../rules/method.ts';
import type { ClockState, Round } from '../../rules/round.ts';
import { backEndsOf } from '../figures/method.ts';
import type { Store } from '../store/open-store.ts';

/** The first thing that a probe delivered, told so that its owner can see that it works. */
export type FirstMeasurement = {
  /** By the clock of the probe. */
  atMs: number;
  backEnds: string[];
  /** Of the targets on the internet, how many were asked and how many answered. */
  askedCount: number;
  answeredCount: number;
  /** Whether the home router was asked, and answered. */
  gateway: 'answered' | 'silent' | 'not-asked';
  clock: ClockState;
};

/** Reads the bytes of the first segment that is kept; its signature was checked when it came. */
export function readFirstMeasurement(store: Store, lineId: string): FirstMeasurement | null {
  const line = store.books.line(lineId);
  const probe = store.books.activeProbe(lineId);
  if (!line || !probe || probe.lastNumber < probe.firstNumber) return null;
  const text = store.raw.kept(line, probe, probe.firstNumber)?.text;
  if (text === undefined) return null;
  const header = parseSegmentHeader(text);
  if (typeof header === 'string') throw new Error(`bug: a kept segment cannot be read: ${header}`);
  const methodText = store.methodText(header.methodSha256);
  if (methodText === null) throw new Error('bug: a kept segment names a method that is not kept');
  const method = JSON.parse(methodText) as Method; // checked when it was taken in
  const parsed = parseSegment(text, method.targets.length);
  if (typeof parsed === 'string') throw new Error(`bug: a kept segment cannot be read: ${parsed}`);
  return tell(parsed.segment.rounds, method);
}

/**
 * Sums up the whole segment: the first round alone holds only the samples that became final in it. null for one without
 * rounds (its own were deleted before they were delivered).
 */
function tell(rounds: readonly Round[], method: Method): FirstMeasurement | null {
  const [first, last] = [rounds[0], rounds.at(-1)];
  if (!first || !last) return null;
  const asked = new Set<number>();
  const answered = new Set<number>();
  for (const { target, outcome } of rounds.flatMap(({ samples }) => samples)) {
    asked.add(target);
    if (outcome === 'reply' || outcome === 'late') answered.add(target);
  }
  const ofRole = (role: 'far' | 'gateway', targets: Set<number>) =>
    [...targets].filter((target) => method.targets[target]?.role === role).length;
  const gateway = ofRole('gateway', answered) > 0 ? 'answered' : 'silent';
  return {
    atMs: first.wallAtMs,
    backEnds: backEndsOf(method),
    askedCount: ofRole('far', asked),
    answeredCount: ofRole('far', answered),
    gateway: ofRole('gateway', asked) === 0 ? 'not-asked' : gateway,
    clock: last.clock,
  };
}
