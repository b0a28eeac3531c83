import { identityFromSecret } from '../../server/demo/demo-key.ts';
import { enrolSimulated, fillHistory, type HistoryLine } from '../../server/demo/history.ts';
import { planWorld } from '../../server/demo/plan.ts';
import { startPosition } from '../../server/demo/simulated-probe.ts';
import { DEMO_LINE, demoStory } from '../../server/demo/story.ts';
import type { World } from '../../server/demo/truth.ts';
import { openBenchKeep } from './keep-for-bench.ts';

/** The last days of the demo's story as of `nowMs`, taken in by the real keep below HTTP. */
export function makeStoryHistory(dataDir: string, nowMs: number, dayCount: number): Promise<MadeHistory> {
  return makeHistory(dataDir, DEMO_LINE, demoStory(nowMs, dayCount), nowMs);
}

export type MadeHistory = { line: string; segments: number; elapsedMs: number };

/** A world measured until `nowMs`, taken in by the real keep below HTTP. The data folder may hold other lines. */
export async function makeHistory(
  dataDir: string,
  line: HistoryLine,
  world: World,
  nowMs: number,
): Promise<MadeHistory> {
  const clock = { nowMs: world.fromAtMs };
  const plan = planWorld(world);
  const secret = Buffer.alloc(32, 9);
  secret.write(line.id.slice(0, 30));
  const probe = identityFromSecret(secret);
  const startedTickMs = performance.now();
  const keep = openBenchKeep(dataDir, clock);
  try {
    enrolSimulated(keep, line, probe);
    const segments = await fillHistory(keep, { plan, probe, position: startPosition(plan), clock }, nowMs);
    return { line: line.id, segments, elapsedMs: performance.now() - startedTickMs };
  } finally {
    await keep.close();
  }
}
