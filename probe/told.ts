import type { TargetRole } from '../rules/method.ts';
import type { Plan, PlanEntry } from './targets.ts';

/** A target whose samples are told, not asked for. `address`: where a role has several. */
export type ToldTarget = { role: TargetRole; address?: string };

/** Where the plan has such a target; null: it has none. */
export function toldEntryOf({ entries, method }: Plan, { role, address }: ToldTarget): PlanEntry | null {
  const isMeant = (entry: PlanEntry) => address === undefined || method.targets[entry.target]?.address === address;
  return entries.find((entry) => entry.role === role && entry.way.kind === 'told' && isMeant(entry)) ?? null;
}
