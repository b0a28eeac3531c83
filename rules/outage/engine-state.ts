import type { Outcome } from '../sample.ts';
import { decide } from '../verdict/decision-table.ts';
import { type Continuity, NO_INPUTS } from '../verdict/inputs.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { Judgement } from '../witness/judgement.ts';
import type { Buckets } from './buckets.ts';
import { type ControlMemory, startControls } from './control.ts';
import { type DegradedState, startDegraded } from './degraded.ts';
import type { Bucket, DerivedOutage, LossBurst, QualityHour, StateInterval } from './derived.ts';
import type { WaitingHole } from './holes.ts';
import type { LineWindow } from './line-window.ts';
import type { Family, Sight } from './observation.ts';
import { type FoundOutage, type OutageMachine, startMachine } from './outage-machine.ts';
import { type QualityMemory, startQuality } from './quality-hours.ts';
import type { ResolverTable } from './resolvers.ts';
import type { ServiceTable } from './services.ts';
import { type Layer, type StateLine, startStateLine } from './state-line.ts';
import type { HealthTable } from './target-health.ts';
import { startWitnesses, type WitnessMemory } from './witness-memory.ts';

/** One address family of the line. */
export type FamilyState = {
  /** Send times; null = never. */
  measuredAtMs: number | null;
  answeredAtMs: number | null;
  /** Longer between two measured samples is a hole. */
  limitMs: number;
  /** The limit of a method that sends more often, from its first sample on. */
  denser: { fromAtMs: number; limitMs: number } | null;
  /** Far targets in the method. */
  targetCount: number;
  /** Why the last tries since `measuredAtMs` were not measured. */
  notMeasured: Outcome | null;
  /** Another run began since. */
  isCut: boolean;
  machine: OutageMachine;
  /** When its last outage ended. */
  endedAtMs: number | null;
  /** While it alone is down: since when, and what is said. */
  span: { fromAtMs: number; verdict: Verdict } | null;
};

/** Time that the probe declared as not measured. */
export type Stretch = { fromAtMs: number; toAtMs: number; cause: Continuity };

/** Everything the fold remembers of the line itself; plain JSON of bounded size. Fed with sights, oldest first. */
export type Engine = {
  fedToAtMs: number;
  /** Send time of the last measured far sample that matters; until the first, when observation began. */
  measuredAtMs: number;
  /** Far targets that answered before the first contact was made, and whether it was: then it is for good. */
  contacts: string[];
  hasContact: boolean;
  targets: HealthTable;
  /** Addresses of the last gateways there were: where the probe is. */
  gateways: string[];
  families: Record<Family, FamilyState>;
  line: OutageMachine;
  resolvers: ResolverTable;
  stretches: Stretch[];
  /** When packets were lost, of a minute or so. */
  recentLosses: { gateway: number[]; far: number[] };
  /** Another run began since the last measured sample: why. */
  cutCause: Continuity | null;
  /** Set while the other family is not measured, so that silence of this one proves nothing. */
  blocked: { fromAtMs: number; family: Family; verdict: Verdict } | null;
  mode: { fromAtMs: number; verdict: Verdict };
  states: StateLine;
  buckets: Buckets;
  /** The last minutes of far samples outside outages. */
  window: LineWindow;
  degraded: DegradedState;
  quality: QualityMemory;
  controls: ControlMemory;
  services: ServiceTable;
  /** A hole that the router may yet explain. */
  hole: WaitingHole | null;
  witness: WitnessMemory;
};

/** Where the engine puts what is finished. */
export type EngineSink = {
  /** Slices and hours are counted: from settled samples only, and where somebody asks for them. */
  isCounted: boolean;
  seedOf: (sight: Sight) => string;
  /** `provisional`: what was said when it ended, where that was something else. */
  found: (outage: FoundOutage, judgement: Judgement, provisional: DerivedOutage['provisional']) => void;
  interval: (interval: StateInterval) => void;
  burst: (burst: LossBurst) => void;
  bucket: (bucket: Bucket) => void;
  qualityHour: (hour: QualityHour) => void;
};

function startFamily(): FamilyState {
  return {
    measuredAtMs: null,
    answeredAtMs: null,
    limitMs: 0,
    denser: null,
    targetCount: 0,
    notMeasured: null,
    isCut: false,
    machine: startMachine(),
    endedAtMs: null,
    span: null,
  };
}

/** The engine at the instant that observation begins. */
export function startEngine(atMs: number): Engine {
  const verdict = decide({ ...NO_INPUTS, continuity: 'first-contact' });
  return {
    fedToAtMs: atMs,
    measuredAtMs: atMs,
    contacts: [],
    hasContact: false,
    targets: {},
    gateways: [],
    families: { 4: startFamily(), 6: startFamily() },
    line: startMachine(),
    resolvers: {},
    stretches: [],
    recentLosses: { gateway: [], far: [] },
    cutCause: null,
    blocked: null,
    mode: { fromAtMs: atMs, verdict },
    states: { ...startStateLine(), firmAtMs: atMs },
    buckets: [],
    window: [],
    degraded: startDegraded(),
    quality: startQuality(),
    controls: startControls(),
    services: {},
    hole: null,
    witness: startWitnesses(),
  };
}

/** Keeps a span that has ended; empty ones are not kept. */
export function pushSpan(engine: Engine, layer: Layer, fromAtMs: number, toAtMs: number, verdict: Verdict): void {
  if (toAtMs > fromAtMs) engine.states.spans.push({ layer, fromAtMs, toAtMs, verdict });
}
