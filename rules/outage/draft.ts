import { cloneJson } from './clone-json.ts';
import type { Engine } from './engine-state.ts';
import type { Sight } from './observation.ts';
import { startQuality } from './quality-hours.ts';

/**
 * A copy of the engine to be fed these sights and thrown away; the engine stays as it is. Roll-ups are left out: they come
 * from settled samples only. What the router alone can change is most of the rest, and it speaks once a minute: without a
 * word of it that is shared.
 */
export function draftOf(engine: Engine, sights: readonly Sight[]): Engine {
  const bare = { ...engine, buckets: [], quality: startQuality() };
  if (sights.some(({ role }) => role === 'router' || role === 'snapshot')) return cloneJson(bare);
  const { degraded, witness } = engine;
  const { traffic, ...quality } = degraded;
  const { router, snapshots, ...witnesses } = witness;
  return {
    ...cloneJson({ ...bare, degraded: null, witness: null }),
    degraded: { ...cloneJson(quality), traffic },
    witness: { ...cloneJson(witnesses), router, snapshots },
  };
}
