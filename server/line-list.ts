import type { Line, ReadStore } from './store/store.ts';
import { type Asker, canSeeEvidence, canSeeLive } from './visibility.ts';

/** The lines as one asker sees them, from memory: asked for on every request. */
export type LineList = {
  /** What may be listed, by name of the line. */
  visibleTo: (asker: Asker) => Line[];
  /** null: there is none, or its live state is not for this asker; the two cannot be told apart. */
  live: (asker: Asker, id: string) => Line | null;
  /** Lines of which strangers may see anything. */
  published: () => Line[];
  /** As {@link LineList.live}, for exports. */
  evidence: (asker: Asker, id: string) => Line | null;
  /** Grows when anything in the list became different: a switch, a name, a line more. */
  stamp: () => number;
  /** Switches, names or the list itself changed. */
  forget: () => void;
};

/** However it was changed, a switch holds after this. */
const MAX_AGE_MS = 1000;

/** `nowMs` is any clock that runs on. */
export function createLineList(store: Pick<ReadStore, 'lines'>, nowMs: () => number): LineList {
  let known: { readAtMs: number; lines: Map<string, Line> } | null = null;
  let shown = '';
  let stamp = 0;
  const all = () => {
    const atMs = nowMs();
    if (known === null || Math.abs(atMs - known.readAtMs) >= MAX_AGE_MS) {
      const lines = store.lines();
      known = { readAtMs: atMs, lines: new Map(lines.map((line) => [line.id, line])) };
      const text = JSON.stringify(lines);
      if (text !== shown) stamp += 1;
      shown = text;
    }
    return known.lines;
  };
  const pick = (id: string, isVisible: (line: Line) => boolean) => {
    const line = all().get(id);
    return line && isVisible(line) ? line : null;
  };
  return {
    visibleTo: (asker) => [...all().values()].filter((line) => canSeeLive(asker, line)),
    published: () => [...all().values()].filter((line) => line.isLivePublished || line.isEvidencePublished),
    live: (asker, id) => pick(id, (line) => canSeeLive(asker, line)),
    evidence: (asker, id) => pick(id, (line) => canSeeEvidence(asker, line)),
    stamp: () => {
      all();
      return stamp;
    },
    forget: () => {
      known = null;
    },
  };
}
