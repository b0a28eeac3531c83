import type { Method } from '../method.ts';
import { decide } from '../verdict/decision-table.ts';
import { NO_INPUTS } from '../verdict/inputs.ts';
import { type Judgement, judge } from '../witness/judgement.ts';
import { keepControls } from './control.ts';
import { keepMedians } from './degraded.ts';
import { type Engine, pushSpan } from './engine-state.ts';
import { witnessesForMethod } from './engine-witnesses.ts';
import { failoverOpenSinceAtMs, openFailover } from './failover-entries.ts';
import {
  causeOfHole,
  familiesAt,
  familiesForMethod,
  familyOpenSinceAtMs,
  isLineHole,
  mattersToLine,
  SHORT_HOLE_MS,
} from './families.ts';
import { waitingHole } from './holes.ts';
import { FAMILIES, targetKey } from './observation.ts';
import { type FoundOutage, openSinceAtMs, readOutage } from './outage-machine.ts';
import { keepResolvers } from './resolvers.ts';
import { servicesForMethod } from './services.ts';
import type { Span } from './state-line.ts';
import { healthForMethod } from './target-health.ts';
import { startWitnesses } from './witness-memory.ts';

/** Prepares for the samples of a method, the first of which is not sent before `fromAtMs`. */
export function useMethod(engine: Engine, method: Method, fromAtMs: number): void {
  // a day after the last answer of any, not after the last sample: in an outage of days nobody answers, and a new method
  // (another gateway, another back end) must not make the silence of known targets worthless
  const answered = FAMILIES.map((family) => engine.families[family].answeredAtMs ?? 0);
  const gateways = gatewaysOf(method);
  if (gateways.length > 0) engine.gateways = gateways;
  engine.targets = healthForMethod(engine.targets, method, Math.max(...answered));
  familiesForMethod(engine.families, method, fromAtMs);
  const keys = method.targets.map(targetKey);
  engine.resolvers = keepResolvers(engine.resolvers, keys);
  keepControls(engine.controls, keys);
  keepMedians(engine.degraded, keys);
  engine.services = servicesForMethod(engine.services, method.targets);
  witnessesForMethod(engine, keys, method);
}

/** Whether the method is of another network than the ones before: it has gateways, and none of those that there were. */
export function isOtherPlace({ gateways }: Engine, method: Method): boolean {
  const others = gatewaysOf(method);
  return gateways.length > 0 && others.length > 0 && !others.some((address) => gateways.includes(address));
}

function gatewaysOf({ targets }: Method): string[] {
  return [...new Set(targets.filter(({ role }) => role === 'gateway').map(({ address }) => address))];
}

/** Another run begins: nothing that was measured before goes on without a hole. */
export function cutRun(engine: Engine, cause: 'restart' | 'reboot' | 'missing-data' | 'starting'): void {
  engine.cutCause = cause;
  for (const family of FAMILIES) engine.families[family].isCut = true;
}

/**
 * Another probe begins, or the probe is in another network: what it cannot reach it may never have been able to, so nothing is said until it made contact
 * itself.
 */
export function startProbe(engine: Engine): void {
  pushSpan(engine, 'mode', engine.mode.fromAtMs, engine.measuredAtMs, engine.mode.verdict);
  engine.mode = {
    fromAtMs: engine.measuredAtMs,
    verdict: decide({ ...NO_INPUTS, continuity: 'first-contact' }),
  };
  engine.hasContact = false;
  engine.contacts = [];
  engine.targets = {};
  engine.witness = startWitnesses();
  for (const family of FAMILIES) engine.families[family].answeredAtMs = null;
}

/** Outages that are not final: those that wait for their witnesses, and the one that lasts; as they stand. */
export function unfinishedOutages(engine: Engine): { found: FoundOutage; judgement: Judgement }[] {
  const { waiting } = engine.witness;
  const families = engine.line.outage ? familiesAt(engine, engine.measuredAtMs).present : [];
  const open = engine.line.outage ? [{ found: readOutage(engine.line, families, null), families }] : [];
  const judged = [...waiting, ...open].map(({ found, families: silent }) => ({
    found,
    judgement: judge(found, silent, engine.witness, engine.fedToAtMs),
  }));
  const failover = openFailover(engine);
  return failover ? [...judged, failover] : judged;
}

/** Losses of targets that count come well within that. */
const SILENT_MS = 30_000;

/** Up to here the states can't change any more, whatever comes. */
export function firmUntilAtMs(engine: Engine): number {
  const waiting = engine.witness.waiting.map(({ found }) => found.startEarliestAtMs);
  const limits = [engine.measuredAtMs, openSinceAtMs(engine.line), failoverOpenSinceAtMs(engine), ...waiting];
  // an outage begins at the last answer, also where targets that do not count were lost in between
  const goodAtMs = engine.line.lastGood?.sentAtMs ?? null;
  if (goodAtMs !== null && engine.measuredAtMs - goodAtMs <= SILENT_MS) limits.push(goodAtMs);
  if (engine.hole) limits.push(engine.hole.fromAtMs);
  for (const family of FAMILIES) {
    limits.push(familyOpenSinceAtMs(engine, family));
    const { measuredAtMs } = engine.families[family];
    // a family that is about to become unobserved may yet leave the time since then open
    if (measuredAtMs !== null && mattersToLine(engine, family) && engine.fedToAtMs - measuredAtMs <= SHORT_HOLE_MS)
      limits.push(measuredAtMs);
  }
  return Math.min(...limits.filter((limit) => limit !== null));
}

/** Spans that have not ended. `nowAtMs`: until then samples would have arrived, had there been any. */
export function lastingSpans(
  engine: Engine,
  nowAtMs: number,
  unfinished: { found: FoundOutage; judgement: Judgement }[] = unfinishedOutages(engine),
): Span[] {
  const spans: Span[] = [{ layer: 'mode', fromAtMs: engine.mode.fromAtMs, toAtMs: null, verdict: engine.mode.verdict }];
  for (const family of FAMILIES) {
    const { span, machine } = engine.families[family];
    if (!span) continue;
    const toAtMs = machine.outage ? readOutage(machine, [family], null).endLatestAtMs : null;
    spans.push({ layer: 'family', fromAtMs: span.fromAtMs, toAtMs, verdict: span.verdict });
  }
  if (engine.blocked) spans.push({ layer: 'blocked', toAtMs: null, ...engine.blocked });
  const waiting = waitingHole(engine);
  if (waiting) spans.push(waiting);
  const hole = openHole(engine, nowAtMs);
  if (hole) spans.push(hole);
  for (const { found, judgement } of unfinished) {
    const { startEarliestAtMs, endLatestAtMs } = found;
    spans.push({ layer: 'outage', fromAtMs: startEarliestAtMs, toAtMs: endLatestAtMs, verdict: judgement.verdict });
  }
  return spans;
}

function openHole(engine: Engine, nowAtMs: number): Span | null {
  if (!engine.cutCause && !isLineHole(engine, nowAtMs)) return null;
  const verdict = decide({ ...NO_INPUTS, continuity: causeOfHole(engine, engine.measuredAtMs, nowAtMs) });
  return { layer: 'hole', fromAtMs: engine.measuredAtMs, toAtMs: null, verdict };
}
