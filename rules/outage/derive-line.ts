import type { Segment } from '../journal/segment.ts';
import type { Method } from '../method.ts';
import type { DerivedChange } from './derived.ts';

/**
 * The fold: the segments of a line in, state, outages and roll-ups out. A pure function of the stream of segments: folded
 * one by one, again from the start or from any saved fold, what is stored in the end is the same.
 */
export type LineFold = {
  rulesVersion: number;
  line: string;
  /** Chosen tick → UTC offset of each boot that is still needed; set by the server before a replay. */
  bootOffsets: Record<string, number>;
  /** Everything else is the fold's own; plain JSON. */
  state: unknown;
};

export type FoldInput = {
  segment: Segment;
  /** The method that the segment's header names. */
  method: Method;
};

/** Hashing is passed in; synchronous, for outage ids. Lower-case hex SHA-256 of the UTF-8 bytes. */
export type FoldTools = { sha256: (text: string) => string };

export type FoldStep =
  | {
      kind: 'change';
      /** The new fold; the one passed in is left as it was. */
      fold: LineFold;
      change: DerivedChange;
      /** This segment is the first of a boot id: save the fold *before* it as the checkpoint for a replay. */
      bootStarted: boolean;
    }
  | {
      kind: 'replay';
      /** The offset of this boot turned out different: fold again from the checkpoint before its first segment … */
      bootId: string;
      /** … with these put into `fold.bootOffsets`. */
      bootOffsets: Record<string, number>;
    };

/** The fold of a line that nothing was received for yet. */
export function startFold(line: string): LineFold {
  return { rulesVersion: 1, line, bootOffsets: {}, state: null };
}

/** Folds one more segment of the line, in chain order. Throws only for bugs. */
export function foldSegment(_fold: LineFold, _input: FoldInput, _tools: FoldTools): FoldStep {
  throw new Error('bug: not built yet');
}
