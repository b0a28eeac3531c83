import { formatInstant } from '../../rules/instant.ts';
import type { LaneContent } from '../../rules/journal/lane.ts';
import { isAbout } from '../../rules/outage/attributed.ts';
import { ANNOTATION_KINDS, type AnnotationKind, type AnnotationView } from '../../web/pages/witness-views.ts';
import type { LaneWriter } from '../lane-writer.ts';
import { sha256Hex } from '../probe-key.ts';
import type { AnnotationRow } from '../store/annotation-table.ts';
import type { Store } from '../store/open-store.ts';
import type { OutageEntry } from '../store/store.ts';
import { writeForLine } from '../write-for-line.ts';

/** Longer than anybody writes into a log of faults. */
export const MAX_TEXT = 500;
/** Of one outage; taken back ones count. */
const MAX_OF_OUTAGE = 50;

export type AnnotationProblem = 'empty' | 'too-long' | 'lasts' | 'kind' | 'too-many';

/** What the owner says of outages later. Nothing that was measured changes; store/annotated-reads.ts applies it. */
export type Annotations = {
  /** All of an outage, oldest first, taken back ones included. */
  of(line: string, outage: OutageEntry): AnnotationView[];
  /** When the owner said that it was at home, as far as that still holds; null: he did not. */
  attributedAtMs(line: string, outage: OutageEntry): number | null;
  /** Keeps it and writes its hash into the line's log, in one transaction. null: done. */
  add(line: string, outage: OutageEntry, said: { kind: string; text: string }): AnnotationProblem | null;
  /** Takes one back by a new entry. False: this outage has none with that number that still holds. */
  withdraw(line: string, outage: OutageEntry, entry: number): boolean;
};

type Parts = {
  store: Store;
  lane: LaneWriter;
  nowMs: () => number;
  onCommit: (lines: Iterable<string>) => void;
};

export function openAnnotations(parts: Parts): Annotations {
  const { store, lane, nowMs } = parts;
  const rowsOf = (line: string, outage: OutageEntry) =>
    store.annotations.ofLine(line).filter((row) => isAbout(row, outage));
  return {
    of: (line, outage) => annotationsOf(store, line, outage),
    attributedAtMs: (line, outage) =>
      rowsOf(line, outage).findLast(({ kind, withdrawnEntry }) => kind === 'home' && withdrawnEntry === null)?.atMs ??
      null,
    add: (line, outage, { kind: askedKind, text }) => {
      const kind = ANNOTATION_KINDS.find((known) => known === askedKind);
      const problem = kind === undefined ? 'kind' : problemOf(kind, text, outage);
      if (kind === undefined || problem !== null) return problem;
      if (rowsOf(line, outage).length >= MAX_OF_OUTAGE) return 'too-many';
      writeForLine(parts, line, (row) => {
        const place = { outage: outage.id, fromAtMs: outage.startEarliestAtMs, toAtMs: outage.endLatestAtMs };
        const [atMs, sha256] = [nowMs(), sha256Hex(text)];
        const { entry } = lane.append(row, contentOf({ ...place, sha256 }, kind, '-'), atMs);
        store.annotations.insert({ line, laneEntry: entry, ...place, kind, atMs, sha256, text });
      });
      return null;
    },
    withdraw: (line, outage, laneEntry) => {
      const found = rowsOf(line, outage).find((row) => row.laneEntry === laneEntry && row.withdrawnEntry === null);
      if (found === undefined) return false;
      writeForLine(parts, line, (row) => {
        const atMs = nowMs();
        const { entry } = lane.append(row, contentOf(found, 'withdrawn', String(laneEntry)), atMs);
        store.annotations.withdraw(line, laneEntry, { withdrawnEntry: entry, withdrawnAtMs: atMs });
      });
      return true;
    },
  };
}

/** All of an outage, oldest first, taken back ones included; needs nothing but the store. */
export function annotationsOf(store: Pick<Store, 'annotations'>, line: string, outage: OutageEntry): AnnotationView[] {
  return store.annotations
    .ofLine(line)
    .filter((row) => isAbout(row, outage))
    .map(viewOf);
}

function problemOf(kind: AnnotationKind, text: string, outage: OutageEntry): AnnotationProblem | null {
  if (text === '') return 'empty';
  if (text.length > MAX_TEXT) return 'too-long';
  // what lasts may still turn out to be something else
  return kind === 'home' && outage.endLatestAtMs === null ? 'lasts' : null;
}

function contentOf(
  { outage, fromAtMs, toAtMs, sha256 }: Pick<AnnotationRow, 'outage' | 'fromAtMs' | 'toAtMs' | 'sha256'>,
  kind: AnnotationKind | 'withdrawn',
  withdraws: string,
): LaneContent {
  const toAt = toAtMs === null ? '-' : formatInstant(toAtMs);
  return { type: 'annotation', fields: { outage, fromAt: formatInstant(fromAtMs), toAt, kind, sha256, withdraws } };
}

function viewOf({ laneEntry, kind, text, atMs, withdrawnAtMs }: AnnotationRow): AnnotationView {
  return { entry: laneEntry, kind, text, atMs, withdrawnAtMs };
}
