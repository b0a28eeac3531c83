import { noteRouter, type RouterMemory, startRouterMemory } from '../witness/router-memory.ts';
import { routerSays } from '../witness/router-says.ts';
import type { Engine } from './engine-state.ts';
import type { Sight } from './observation.ts';

/** What is remembered of the witnesses beside the far targets, the gateway and the resolvers. */
export type WitnessMemory = { router: RouterMemory };

export function startWitnesses(): WitnessMemory {
  return { router: startRouterMemory() };
}

/** Takes what a witness beside the far targets, the gateway and the resolvers says. */
export function feedWitness(engine: Engine, sight: Sight): void {
  if (sight.role === 'router') noteRouter(engine.witness.router, sight.target, sight.atMs, routerSays(sight));
}
