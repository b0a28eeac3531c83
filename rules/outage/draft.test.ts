import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { collectInto, type Naming, startCollected } from './change-collector.ts';
import { cloneJson } from './clone-json.ts';
import { foldSegment, type LineFold, startFold } from './derive-line.ts';
import { draftOf } from './draft.ts';
import { advance, feed } from './engine.ts';
import type { Engine } from './engine-state.ts';
import { takeSettled } from './intake.ts';
import type { Sight } from './observation.ts';
import { ROUTER_HABITS, wildWitnesses } from './wild-witnesses.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const naming: Naming = {
  line: 'home',
  probe: 'p',
  runId: 'r',
  sha256,
  clockAt: () => ({ source: 'none', correctedByMs: 0, errorMs: null }),
};

test.each(ROUTER_HABITS)('a look ahead changes nothing of the engine, with a router that is %s', (habit) => {
  for (let seed = 0; seed < 12; seed += 1) {
    let fold = startFold('home');
    for (const item of wildWitnesses(seed, habit)) {
      fold = folded(fold, item);
      if (!fold.state) continue;
      const { engine, intake, coveredToAtMs } = fold.state;
      const sights = takeSettled({ ...intake }, Number.MAX_SAFE_INTEGER);
      // writing to what is frozen throws
      const drafted = looked(draftOf(frozen(cloneJson(engine)), sights), sights, coveredToAtMs);
      expect(drafted).toBe(looked(cloneJson(engine), sights, coveredToAtMs));
    }
  }
});

function folded(fold: LineFold, item: ReturnType<typeof wildWitnesses>[number]): LineFold {
  const step = foldSegment(fold, item, { sha256 });
  return step.kind === 'change' ? step.fold : { ...fold, bootOffsets: step.bootOffsets };
}

/** All that a look ahead comes to, as text. */
function looked(engine: Engine, sights: readonly Sight[], coveredToAtMs: number): string {
  const collected = startCollected();
  const sink = collectInto(collected, naming, false);
  for (const sight of sights) feed(engine, sight, sink);
  advance(engine, coveredToAtMs, sink);
  return JSON.stringify({ engine, collected });
}

function frozen<T extends object>(value: T): T {
  for (const one of Object.values(value)) if (typeof one === 'object' && one !== null) frozen(one);
  return Object.freeze(value);
}
