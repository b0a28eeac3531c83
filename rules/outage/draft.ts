import { cloneJson } from './clone-json.ts';
import type { Engine, FamilyState } from './engine-state.ts';
import type { LineWindow } from './line-window.ts';
import type { Sight } from './observation.ts';
import type { OutageMachine } from './outage-machine.ts';

/**
 * A copy of the engine to be fed these sights and thrown away; the engine stays as it is. Made with each segment, so what
 * is only ever replaced as a whole is shared, as are the roll-ups: they come from settled samples only (`isCounted`). What
 * only the router can change is shared where it says nothing. Whoever changes in place what is shared here breaks
 * draft.test.ts, which freezes the engine.
 */
export function draftOf(engine: Engine, sights: readonly Sight[]): Engine {
  const { families, states, recentLosses, degraded, witness } = engine;
  const isRouter = sights.some(({ role }) => role === 'router' || role === 'snapshot');
  return {
    ...engine,
    contacts: [...engine.contacts],
    targets: copyEach(engine.targets),
    families: { 4: copyFamily(families[4]), 6: copyFamily(families[6]) },
    line: copyMachine(engine.line),
    resolvers: cloneJson(engine.resolvers),
    stretches: cloneJson(engine.stretches),
    recentLosses: { gateway: [...recentLosses.gateway], far: [...recentLosses.far] },
    states: { ...states, open: states.open && { ...states.open }, spans: [...states.spans] },
    window: copyWindow(engine.window),
    degraded: {
      ...degraded,
      traffic: isRouter ? cloneJson(degraded.traffic) : degraded.traffic,
      medians: copyEach(degraded.medians),
    },
    controls: cloneJson(engine.controls),
    services: cloneJson(engine.services),
    witness: {
      ...cloneJson({ ...witness, router: null, snapshots: null }),
      router: isRouter ? cloneJson(witness.router) : witness.router,
      snapshots: isRouter ? cloneJson(witness.snapshots) : witness.snapshots,
    },
  };
}

function copyEach<Value extends object>(table: Record<string, Value>): Record<string, Value> {
  const copy = { ...table };
  for (const key in copy) {
    const one = copy[key];
    if (one) copy[key] = { ...one };
  }
  return copy;
}

function copyFamily(state: FamilyState): FamilyState {
  return { ...state, machine: copyMachine(state.machine) };
}

function copyMachine(machine: OutageMachine): OutageMachine {
  return {
    ...machine,
    latenciesMs: [...machine.latenciesMs],
    run: cloneJson(machine.run),
    outage: cloneJson(machine.outage),
  };
}

/** Minutes before the last one are never changed. */
function copyWindow(window: LineWindow): LineWindow {
  return window.map((minute, at) => (at === window.length - 1 ? cloneJson(minute) : minute));
}
