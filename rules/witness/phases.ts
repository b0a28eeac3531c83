import type { Verdict, VerdictName } from '../verdict/verdict.ts';

/** A part of an outage with one finding; `toAtMs` null = lasts. */
export type Phase = { fromAtMs: number; toAtMs: number | null; verdict: Verdict };

/** From the customer outwards; what is not named here lies further out. */
const NEAREST_FIRST = [
  'probe-lan-fault',
  'router-or-lan-fault',
  'dsl-sync-lost',
  'session-auth-failed',
  'planned-reconnect',
  'session-lost',
  'isp-access-unreachable',
  'isp-core-unreachable',
  'isp-transit-unreachable',
  'line-or-isp-down-unlocalised',
] satisfies VerdictName[];

/** Phases without neighbours that say the same. */
export function joinAlike(phases: Phase[]): Phase[] {
  const joined: Phase[] = [];
  for (const phase of phases) {
    const last = joined.at(-1);
    if (last && isSame(last.verdict, phase.verdict)) last.toAtMs = phase.toAtMs;
    else joined.push({ ...phase });
  }
  return joined;
}

/**
 * What the outage as a whole is called: its phase nearest to the customer, of the home above all. An outage in which
 * anything lay at home never counts.
 */
export function headlineOf(phases: Phase[]): Verdict {
  const [first, ...rest] = phases;
  if (!first) throw new Error('bug: an outage without phases');
  return rest.reduce((best, { verdict }) => (rankOf(verdict) < rankOf(best) ? verdict : best), first.verdict);
}

function rankOf({ name, side }: Verdict): number {
  if (side === 'home') return -1;
  const names: readonly string[] = NEAREST_FIRST;
  const rank = names.indexOf(name);
  return rank < 0 ? NEAREST_FIRST.length : rank;
}

function isSame(a: Verdict, b: Verdict): boolean {
  return a.name === b.name && a.side === b.side && a.cause === b.cause && a.state === b.state;
}
