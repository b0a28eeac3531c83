import type { TargetRole } from '../method.ts';
import type { Outcome, OutcomeClass, UnreachableSender } from '../sample.ts';
import type { BoundSample } from './derived.ts';

export type Family = 4 | 6;
export const FAMILIES: readonly Family[] = [4, 6];

/** What a target is to the fold; `place`: no target, but what a round says of where the probe is. */
export type SightRole = Exclude<TargetRole, 'extra'> | 'place';

/** Key of what rounds say of the place. */
export const PLACE_KEY = 'place 4 facts round';

/** What an answer said, as it stands in the sample: readings (integers) and facts (short words). */
export type SightDetails = Readonly<Record<string, number | string>>;

/** A sample put in time: what the fold's parts are fed with, oldest sent first. */
export type Sight = {
  /** Sent; UTC by the boot's one offset. */
  atMs: number;
  role: SightRole;
  /** Families matter for `far` only. */
  family: Family;
  /** Name of the target that stays the same over methods; see {@link targetKey}. */
  target: string;
  outcome: Outcome;
  outcomeClass: OutcomeClass;
  latencyUs: number | null;
  sender: UnreachableSender | null;
  segment: number;
  sequence: number;
  /** What a resolver or the own server said (`ok`, `wrong`, `servfail`, …). */
  answer: string | null;
  /** Everything else that was said; null for far targets and gateways, and where nothing was. */
  details: SightDetails | null;
};

/** `far 4 ping 1.1.1.1`: positions change with the method, this does not. */
export function targetKey(target: { role: string; family: number; kind: string; address: string }): string {
  return `${target.role} ${target.family} ${target.kind} ${target.address}`;
}

/** The sample that carries a bound, as stored with the outage. The target's name is its address. */
export function boundOf(sight: Sight): BoundSample {
  const receivedAtMs = sight.latencyUs === null ? null : sight.atMs + Math.ceil(sight.latencyUs / 1000);
  return {
    target: sight.target.slice(sight.target.lastIndexOf(' ') + 1),
    sentAtMs: sight.atMs,
    receivedAtMs,
    outcome: sight.outcome,
    segment: sight.segment,
    sequence: sight.sequence,
  };
}
