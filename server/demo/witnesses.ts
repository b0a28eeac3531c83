import type { Attempt } from './attempts.ts';
import { isWithin } from './attempts.ts';
import { mailEventsIn } from './mail-events.ts';
import { type Resolution, ROUTER_SPACING_MS, ROUTER_TARGET, SNAPSHOT_TARGET } from './methods.ts';
import type { Moment } from './moments.ts';
import type { Plan } from './plan.ts';
import { mixSeed, uniform } from './random.ts';
import { routerLife } from './router-life.ts';
import { snapshotFacts } from './snapshot-values.ts';
import type { TruthEvent } from './truth.ts';

const ROUTER_PHASE_MS = 2300;
/** While nothing passes the router is asked this often, where the story is told in full. */
const DOWN_SPACING_MS = 10_000;
/** Every five minutes the router tells of its DSL too. */
const DSL_EVERY_MS = 300_000;

/** Router, snapshots and test mails in [fromAtMs, toAtMs): on their grid, while nothing passes, and at the moments of each outage. */
export function spokenIn(plan: Plan, resolution: Resolution, fromAtMs: number, toAtMs: number): Attempt[] {
  const events = plan.eventsAt(fromAtMs);
  const isSilent = (atMs: number) => events.some((event) => event.kind === 'unmeasured' && isWithin(event, atMs));
  const moments = plan.momentsAt(fromAtMs).filter(({ atMs }) => atMs >= fromAtMs && atMs < toAtMs && !isSilent(atMs));
  const due = routerSlots(events, resolution, fromAtMs, toAtMs).filter(
    (atMs) => !isSilent(atMs) && moments.every((moment) => Math.abs(moment.atMs - atMs) > 4000),
  );
  return [
    ...due.map((atMs) =>
      routerAttempt(plan, atMs, Math.floor(atMs / DSL_EVERY_MS) * DSL_EVERY_MS + ROUTER_PHASE_MS === atMs),
    ),
    ...moments.map(({ atMs }) => routerAttempt(plan, atMs, true)),
    ...moments.flatMap((moment) => snapshotAttempt(plan, moment)),
    ...mailEventsIn(plan, fromAtMs, toAtMs).filter(({ sentAtMs }) => !isSilent(sentAtMs)),
  ];
}

function routerSlots(events: TruthEvent[], resolution: Resolution, fromAtMs: number, toAtMs: number): number[] {
  const isDown = (atMs: number) => events.some((event) => event.kind === 'line-cut' && isWithin(event, atMs));
  const spacingMs = resolution === 'full' ? DOWN_SPACING_MS : ROUTER_SPACING_MS.coarse;
  const slots: number[] = [];
  const firstAtMs = Math.ceil((fromAtMs - ROUTER_PHASE_MS) / spacingMs) * spacingMs + ROUTER_PHASE_MS;
  for (let atMs = firstAtMs; atMs < toAtMs; atMs += spacingMs) {
    const isOnGrid = (atMs - ROUTER_PHASE_MS) % ROUTER_SPACING_MS[resolution] === 0;
    if (isOnGrid || isDown(atMs)) slots.push(atMs);
  }
  return slots;
}

function routerAttempt({ world }: Plan, sentAtMs: number, hasDsl: boolean): Attempt {
  const said = routerLife(world).saysAt(sentAtMs, hasDsl);
  const base = { target: ROUTER_TARGET, sentAtMs, isUnreachableFromGateway: false };
  if (said === null) return { ...base, finalAtMs: sentAtMs + 4000, latencyUs: null };
  const latencyUs = Math.round(60_000 + 90_000 * uniform(mixSeed(world.seed, ROUTER_TARGET, sentAtMs), 0));
  return { ...base, finalAtMs: sentAtMs + latencyUs / 1000, latencyUs, ...said };
}

function snapshotAttempt({ world }: Plan, { atMs, moment, outage }: Moment): Attempt[] {
  if (moment === 'reread') return [];
  const sentAtMs = atMs + 150;
  const hops = moment === 'end' ? 9 : 1;
  const packets = Math.floor((atMs - world.fromAtMs) / 25);
  const readings = { hops, rxPackets: packets * 3, txPackets: packets, rxErrors: 0, txErrors: 0, carrierChanges: 1 };
  const base = { target: SNAPSHOT_TARGET, sentAtMs, isUnreachableFromGateway: false, latencyUs: 1_400_000 };
  return [{ ...base, finalAtMs: sentAtMs + 1400, readings, facts: snapshotFacts(outage, moment) }];
}
