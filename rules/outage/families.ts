import type { Method } from '../method.ts';
import { decide } from '../verdict/decision-table.ts';
import { type Continuity, NO_INPUTS } from '../verdict/inputs.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { Engine, FamilyState, Stretch } from './engine-state.ts';
import { pushSpan } from './engine-state.ts';
import { LOSSES_WITH_WITNESS } from './line-noise.ts';
import { FAMILIES, type Family, type Sight } from './observation.ts';
import { isDown, openSinceAtMs, readOutage } from './outage-machine.ts';
import { reachOfFamily } from './target-health.ts';

/** A hole up to this length, in one run and with losses on both sides, does not end an outage. */
export const SHORT_HOLE_MS = 10_000;
/** A family that has not answered for so long while the other did is `na`. */
const WORKED_MS = 86_400_000;
const HOLE_SPACINGS = 2.5;
/** What was sent so shortly before an unmeasured stretch may have been answered in it. */
const ANSWER_WAIT_MS = 2_000;
/** An answer that took longer is not waited for. */
const LONGEST_ANSWER_WAIT_MS = 10_000;
const MOST_STRETCHES = 100;
/** IPv6 alone is away so shortly after its prefix changed: the home takes that long to use the new one (row 14). */
const RENUMBERING_MS = 600_000;
const NAMES_OF_IPV6 = ['ipv6-only-down', 'ipv6-renumbering'];
/** So long one family is down before it is said to be so alone: until then losses on the way to the router are seen. */
const ALONE_AFTER_MS = 10_000;
/** So many packets to the router lost in so long: it is the way to it that loses. */
const LOSSY_WAY_MS = 60_000;
const LOSSY_WAY_LOSSES = 2;
/** So long afterwards a family's outage may still be said to have been its own from there on. */
const NEW_OUTAGE_MS = 15_000;

/** Sets what follows from the method: number of far targets and the longest time between two samples. */
export function familiesForMethod(families: Engine['families'], method: Method, fromAtMs: number): void {
  for (const family of FAMILIES) {
    const far = method.targets.filter((t) => t.role === 'far' && (t.family === 6 ? 6 : 4) === family);
    const perMs = far.reduce((sum, target) => sum + 1 / target.spacingMs, 0);
    families[family].targetCount = far.length;
    const state = families[family];
    const limitMs = far.length === 0 ? 0 : HOLE_SPACINGS * Math.max(1000, 1 / perMs);
    // what was sent by the method before, and only waits to be settled, lies as far apart as that one sent
    const isDenser = limitMs > 0 && limitMs < state.limitMs;
    state.denser = isDenser ? { fromAtMs, limitMs } : null;
    if (!isDenser) state.limitMs = limitMs;
  }
}

/** The first sample of the denser method is there: from now on its limit holds. */
export function noteDenser(state: FamilyState, atMs: number): void {
  if (!state.denser || atMs < state.denser.fromAtMs) return;
  state.limitMs = state.denser.limitMs;
  state.denser = null;
}

/** Whether the family worked within 24 h before the last answer of any; before the first answer all do. */
export function mattersToLine(engine: Engine, family: Family): boolean {
  const state = engine.families[family];
  if (state.targetCount === 0) return false;
  const other = engine.families[family === 4 ? 6 : 4];
  if (state.answeredAtMs === null) return other.answeredAtMs === null;
  return (other.answeredAtMs ?? 0) - state.answeredAtMs <= WORKED_MS;
}

/**
 * The families that the line stands on at an instant. One without a route is not asked (`na`); one that is not measured
 * for another reason leaves the line's state open.
 */
export function familiesAt(engine: Engine, atMs: number): { present: Family[]; unobserved: Family[] } {
  const present: Family[] = [];
  const unobserved: Family[] = [];
  for (const family of FAMILIES) {
    if (!mattersToLine(engine, family)) continue;
    const { measuredAtMs, limitMs, notMeasured } = engine.families[family];
    const sinceMs = atMs - (measuredAtMs ?? atMs);
    if (notMeasured === 'no-route' && sinceMs > limitMs) continue;
    if (sinceMs > Math.max(SHORT_HOLE_MS, limitMs)) unobserved.push(family);
    else present.push(family);
  }
  return { present, unobserved };
}

/**
 * Whether the line is down, or what it lost since the last answer may be the beginning of that: packets of each family
 * that it stands on. A family that is away alone loses some between any two answers of the other, for as long as it is.
 */
export function isLineInDoubt(engine: Engine, atMs: number): boolean {
  const { run } = engine.line;
  if (isDown(engine.line)) return true;
  if (run === null) return false;
  return familiesAt(engine, atMs).present.every((family) => run.families.some((lost) => lost.family === family));
}

/** No family of the line was measured for longer than its samples lie apart. */
export function isLineHole(engine: Engine, atMs: number): boolean {
  let isMeasured = false;
  for (const family of FAMILIES) {
    const { measuredAtMs, limitMs } = engine.families[family];
    if (measuredAtMs === null || !mattersToLine(engine, family)) continue;
    if (atMs - measuredAtMs <= limitMs) return false;
    isMeasured = true;
  }
  return isMeasured;
}

/** The longest time between two samples of any family of the line. */
export function lineLimitMs(engine: Engine): number {
  const limits = FAMILIES.filter((family) => mattersToLine(engine, family)).map((f) => engine.families[f].limitMs);
  return Math.max(0, ...limits);
}

/** Why nothing was measured in that time, as far as it was said. */
export function causeOfHole(engine: Engine, fromAtMs: number, toAtMs: number): Continuity {
  if (engine.cutCause) return engine.cutCause;
  let best: { cause: Continuity; overlapMs: number } | null = null;
  for (const { cause, ...stretch } of engine.stretches) {
    const overlapMs = Math.min(toAtMs, stretch.toAtMs) - Math.max(fromAtMs, stretch.fromAtMs);
    if (overlapMs >= 0 && (!best || overlapMs > best.overlapMs)) best = { cause, overlapMs };
  }
  if (best) return best.cause;
  const outcomes = FAMILIES.map((family) => engine.families[family].notMeasured);
  const said = outcomes.find((outcome) => outcome !== null);
  return said === 'no-route' || said === 'not-permitted' || said === 'tool-error' ? said : 'stall';
}

/** Whether a loss at that time may be the probe's own doing: its answer may have come when nobody listened. */
export function isUntrusted({ stretches, line }: Engine, atMs: number): boolean {
  if (stretches.length === 0) return false;
  const slowestMs = 1.25 * Math.max(0, ...line.latenciesMs);
  const waitMs = Math.min(LONGEST_ANSWER_WAIT_MS, Math.max(ANSWER_WAIT_MS, slowestMs));
  return stretches.some(({ fromAtMs, toAtMs }) => atMs > fromAtMs - waitMs && atMs < toAtMs);
}

/** Notes a stretch; one that goes on where the last of its cause ended makes that longer, as it may be months. */
export function addStretch({ stretches }: Engine, stretch: Stretch): void {
  const last = stretches.at(-1);
  const goesOn = last?.cause === stretch.cause && stretch.fromAtMs >= last.fromAtMs && stretch.fromAtMs <= last.toAtMs;
  if (last && goesOn) last.toAtMs = Math.max(last.toAtMs, stretch.toAtMs);
  else stretches.push(stretch);
}

/** Keeps the stretches that a coming hole or sample may still meet. */
export function forgetOldStretches(engine: Engine): void {
  if (engine.stretches.length === 0) return;
  const kept = engine.stretches.filter((stretch) => stretch.toAtMs >= engine.measuredAtMs);
  engine.stretches = kept.length > MOST_STRETCHES ? joinNearest(kept) : kept;
}

/** As many as may be kept, joined where the least lies between: none is forgotten, the losses between are not believed. */
function joinNearest(stretches: Stretch[]): Stretch[] {
  const joined = stretches.toSorted((a, b) => a.fromAtMs - b.fromAtMs);
  while (joined.length > MOST_STRETCHES) {
    const gaps = joined.slice(1).map((one, index) => one.fromAtMs - (joined[index]?.toAtMs ?? 0));
    const at = gaps.indexOf(Math.min(...gaps));
    const [one, two] = joined.slice(at, at + 2);
    if (!one || !two) throw new Error('bug: no two stretches');
    joined.splice(at, 2, { ...one, toAtMs: Math.max(one.toAtMs, two.toAtMs) });
  }
  return joined;
}

/**
 * The other family is not measured: from here on silence of this one leaves the line's state open; from `cutAtMs` on
 * where that ended an outage.
 */
export function startBlocked(engine: Engine, missing: Family, sight: Sight, cutAtMs: number | null): void {
  const { machine } = engine.families[sight.family];
  if (engine.blocked || (!machine.outage && (machine.run?.total ?? 0) < LOSSES_WITH_WITNESS)) return;
  const sinceAtMs = machine.outage ? sight.atMs : (machine.run?.afterGood?.sentAtMs ?? sight.atMs);
  const fromAtMs = cutAtMs ?? sinceAtMs;
  const cause = causeOfHole({ ...engine, cutCause: null }, engine.families[missing].measuredAtMs ?? 0, sight.atMs);
  const verdict = decide({ ...NO_INPUTS, continuity: cause });
  engine.blocked = { fromAtMs, family: missing, verdict };
}

export function endBlocked(engine: Engine, atMs: number): void {
  if (engine.blocked) pushSpan(engine, 'blocked', engine.blocked.fromAtMs, atMs, engine.blocked.verdict);
  engine.blocked = null;
}

/**
 * Says that one family alone is down, once it is clear that the other works: no outage and no loss there now. Said from
 * the beginning where that was so when it was found.
 */
export function noteFamilySpan(engine: Engine, atMs: number): void {
  for (const family of FAMILIES) {
    const state = engine.families[family];
    const other: Family = family === 4 ? 6 : 4;
    if (state.span) renewFamilySpan(engine, family, state.span, atMs);
    if (state.span || !isDown(state.machine) || !familiesAt(engine, atMs).present.includes(other)) continue;
    const sinceAtMs = state.machine.outage?.startEarliestAtMs ?? atMs;
    if (atMs - sinceAtMs < ALONE_AFTER_MS) continue;
    const otherState = engine.families[other];
    if (otherState.machine.outage || otherState.machine.run || isWayToRouterLossy(engine, atMs)) continue;
    const verdict = familyVerdict(engine, family, atMs);
    state.span = { fromAtMs: newSpanFromAtMs(engine, family, atMs) ?? atMs, verdict };
  }
}

/** Packets to the router are lost as well: what is lost behind it is nobody's. */
function isWayToRouterLossy({ recentLosses }: Engine, atMs: number): boolean {
  return recentLosses.gateway.filter((lostAtMs) => lostAtMs > atMs - LOSSY_WAY_MS).length >= LOSSY_WAY_LOSSES;
}

function familyVerdict(engine: Engine, family: Family, atMs: number): Verdict {
  const { change } = engine.witness.reconnects.prefix6;
  const isRenumbered = change !== null && change.toAtMs <= atMs && atMs - change.toAtMs < RENUMBERING_MS;
  return decide({
    ...NO_INPUTS,
    continuity: 'ok',
    lan: 'up',
    prefix6: isRenumbered ? 'changed' : 'na',
    farV4: family === 4 ? 'none' : reachOfFamily(engine.targets, 4),
    farV6: family === 6 ? 'none' : reachOfFamily(engine.targets, 6),
  });
}

/** A new prefix, or the end of the time that it is given, changes what is said from then on. */
function renewFamilySpan(
  engine: Engine,
  family: Family,
  span: { fromAtMs: number; verdict: Verdict },
  atMs: number,
): void {
  if (family !== 6 || engine.witness.reconnects.prefix6.change === null) return;
  const verdict = familyVerdict(engine, family, atMs);
  if (verdict.name === span.verdict.name || !NAMES_OF_IPV6.includes(verdict.name)) return;
  pushSpan(engine, 'family', span.fromAtMs, atMs, span.verdict);
  engine.families[family].span = { fromAtMs: atMs, verdict };
}

/** Where "this family alone" would begin: with its outage, or when the other's ended, if that was just now. */
function newSpanFromAtMs(engine: Engine, family: Family, atMs: number): number | null {
  const other = engine.families[family === 4 ? 6 : 4];
  const startAtMs = engine.families[family].machine.outage?.startEarliestAtMs ?? atMs;
  const fromAtMs = Math.max(startAtMs, other.endedAtMs ?? startAtMs);
  return atMs - fromAtMs <= NEW_OUTAGE_MS ? fromAtMs : null;
}

/** Before this nothing that a family's machine says of the past can change; null = no limit. */
export function familyOpenSinceAtMs(engine: Engine, family: Family): number | null {
  const { machine, span } = engine.families[family];
  const { outage } = machine;
  if (!outage) return openSinceAtMs(machine);
  const fromAtMs = span ? null : newSpanFromAtMs(engine, family, engine.fedToAtMs);
  return fromAtMs ?? readOutage(machine, [family], null).bounds.lastBad.sentAtMs;
}
