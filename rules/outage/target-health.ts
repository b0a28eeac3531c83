import type { Method, Target } from '../method.ts';
import { type Reach, reachOf } from '../verdict/inputs.ts';
import { type Family, type Sight, type SightRole, targetKey } from './observation.ts';

/** So many attempts in a row without an answer make a target silent. */
export const SILENT_AFTER_LOSSES = 3;
const BENCHED_AFTER_MS = 600_000;
const SMALLEST_QUORUM = 3;
const KEPT_MS = 86_400_000;

/** What is remembered of one far target or gateway. */
export type Health = {
  role: SightRole;
  family: Family;
  network: string;
  isInMethod: boolean;
  /** Last answer, by send time; null = never: the target is `na`, its silence says nothing. */
  answeredAtMs: number | null;
  /** In a row; not counted while the whole family is silent. */
  losses: number;
  silentSinceAtMs: number | null;
  /** Silent for 10 minutes while others answered: its slot stays, it does not count. */
  isBenched: boolean;
};
export type HealthTable = Record<string, Health>;

/** The table for a new method; what is known of targets is kept for a day of answers of others. */
export function healthForMethod(table: HealthTable, method: Method, newestAnswerAtMs: number): HealthTable {
  const kept = Object.entries(table)
    .filter(([, health]) => newestAnswerAtMs - (health.answeredAtMs ?? 0) <= KEPT_MS)
    .map(([key, health]): [string, Health] => [key, { ...health, isInMethod: false }]);
  const result: HealthTable = Object.fromEntries(kept);
  for (const target of method.targets) {
    const role = sightRole(target);
    const family = sightFamily(target);
    if (role !== 'far' && role !== 'gateway') continue;
    const known = result[targetKey(target)];
    result[targetKey(target)] = known
      ? { ...known, isInMethod: true, network: target.network }
      : {
          role,
          family,
          network: target.network,
          isInMethod: true,
          answeredAtMs: null,
          losses: 0,
          silentSinceAtMs: null,
          isBenched: false,
        };
  }
  return result;
}

export function sightRole(target: Target): SightRole | null {
  return target.role === 'extra' ? null : target.role;
}
export function sightFamily(target: Target): Family {
  return target.family === 6 ? 6 : 4;
}

/** Whether the target's silence counts. */
export function isInQuorum(health: Health): boolean {
  return health.role === 'far' && health.isInMethod && health.answeredAtMs !== null && !health.isBenched;
}
export function quorumOf(table: HealthTable, families: readonly Family[]): Health[] {
  return Object.values(table).filter((health) => isInQuorum(health) && families.includes(health.family));
}

/** Notes an answer; true when that changes who is silent. */
export function healthOnAnswer(health: Health, atMs: number): boolean {
  const isChange = health.losses >= SILENT_AFTER_LOSSES || health.isBenched || health.answeredAtMs === null;
  health.answeredAtMs = Math.max(health.answeredAtMs ?? atMs, atMs);
  health.losses = 0;
  health.silentSinceAtMs = null;
  health.isBenched = false;
  return isChange;
}

/** Notes a loss of a target that counts, while its family answers; true when that changes who is silent. */
export function healthOnLoss(table: HealthTable, sight: Sight, familyAnsweredAtMs: number | null): boolean {
  const health = table[sight.target];
  if (!health || !isInQuorum(health)) return false;
  health.losses += 1;
  health.silentSinceAtMs ??= sight.atMs;
  const isLong = sight.atMs - health.silentSinceAtMs >= BENCHED_AFTER_MS;
  const othersAnswer = (familyAnsweredAtMs ?? 0) > health.silentSinceAtMs;
  if (isLong && othersAnswer && quorumOf(table, [health.family]).length > SMALLEST_QUORUM) {
    health.isBenched = true;
    return true;
  }
  return health.losses === SILENT_AFTER_LOSSES;
}

/** Forgets who was silent, of the families given: all were, or nobody looked. */
export function forgetSilence(table: HealthTable, families: readonly Family[]): void {
  for (const health of Object.values(table)) {
    if (health.isBenched || !families.includes(health.family)) continue;
    health.losses = 0;
    health.silentSinceAtMs = null;
  }
}

export function reachOfFamily(table: HealthTable, family: Family): Reach {
  const quorum = quorumOf(table, [family]);
  return reachOf(quorum.filter((health) => health.losses < SILENT_AFTER_LOSSES).length, quorum.length);
}

/** Networks with a target that was silent for so many attempts. */
export function silentNetworks(
  table: HealthTable,
  families: readonly Family[],
  silentAfter = SILENT_AFTER_LOSSES,
): number {
  const silent = quorumOf(table, families).filter((health) => health.losses >= silentAfter);
  return new Set(silent.map((health) => health.network)).size;
}
