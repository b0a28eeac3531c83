import type { Segment } from '../journal/segment.ts';
import type { Method } from '../method.ts';
import { applyChange, type DerivedModel, EMPTY_MODEL } from './apply-change.ts';
import { type FoldTools, foldSegment, type LineFold, startFold } from './derive-line.ts';

/** One segment with the method that its header names. */
export type FoldItem = { segment: Segment; method: Method };

/**
 * Folds segments the way a server does, checkpoints and replays included, into a model of the store. Goes on from
 * `from`, if given: the fold, and what was stored by then.
 */
export function foldAll(
  items: FoldItem[],
  tools: FoldTools,
  from: { fold: LineFold; model: DerivedModel } = { fold: startFold('home'), model: EMPTY_MODEL },
): { fold: LineFold; model: DerivedModel; replays: number } {
  let { fold, model } = from;
  const first = { fold, at: 0 };
  const checkpoints = new Map<string, typeof first>();
  let replays = 0;
  for (let at = 0; at < items.length; at += 1) {
    const item = items[at];
    if (!item) throw new Error('bug: no item');
    const step = foldSegment(fold, item, tools);
    if (step.kind === 'replay') {
      const checkpoint = checkpoints.get(step.bootId) ?? first;
      fold = { ...checkpoint.fold, bootOffsets: step.bootOffsets };
      at = checkpoint.at - 1;
      replays += 1;
      continue;
    }
    if (step.bootStarted) checkpoints.set(item.segment.bootId, { fold, at });
    fold = step.fold;
    model = applyChange(model, step.change);
  }
  return { fold, model, replays };
}
