import { cloneJson } from './clone-json.ts';
import type { Engine } from './engine-state.ts';
import type { Sight } from './observation.ts';

/**
 * A copy of the engine to be fed these sights and thrown away; the engine stays as it is. Roll-ups are shared: they come
 * from settled samples only (`isSettled`). What the router alone can change is most of the rest, and it speaks once a
 * minute: without a word of it that is shared.
 */
export function draftOf(engine: Engine, sights: readonly Sight[]): Engine {
  const { buckets, quality } = engine;
  const bare = { ...engine, buckets: null, quality: null };
  if (sights.some(({ role }) => role === 'router' || role === 'snapshot')) {
    return { ...cloneJson(bare), buckets, quality };
  }
  const { degraded, witness } = engine;
  const { traffic } = degraded;
  const { router, snapshots } = witness;
  return {
    ...cloneJson({ ...bare, degraded: null, witness: null }),
    buckets,
    quality,
    degraded: { ...cloneJson({ ...degraded, traffic: null }), traffic },
    witness: { ...cloneJson({ ...witness, router: null, snapshots: null }), router, snapshots },
  };
}
