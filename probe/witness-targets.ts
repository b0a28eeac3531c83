import type { Draft, PlanInput } from './targets.ts';

/** Who else is asked: the router, the provider's first machines, negative controls, telephony, clocks, snapshots. */
export function witnessDrafts(_input: PlanInput): Draft[] {
  return [];
}
