import type { Engine } from './engine-state.ts';
import type { Sight } from './observation.ts';

/** Takes what a witness beside the far targets, the gateway and the resolvers says. */
export function feedWitness(_engine: Engine, _sight: Sight): void {}
