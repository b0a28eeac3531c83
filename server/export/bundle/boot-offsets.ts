import type { LineFold } from '../../../rules/outage/derive-line.ts';
import { sleptMsIn } from '../../../rules/outage/slept.ts';
import { type DeriveInput, deriveInputs, type LaneInput } from '../../jobs/derive.ts';
import type { BundleReads } from '../../store/bundle-reads.ts';
import type { Store } from '../../store/open-store.ts';
import type { BundleRange } from './choose-range.ts';

/** The other keys of `LineFold.bootOffsets` say on what an offset was decided. */
const BOOT_ID = /^[0-9a-f]{32}$/;

type Reads = { store: Store; reads: BundleReads };

/**
 * Tick → UTC offsets of boots that more shows than what is in a bundle: the one in which it begins, if it began before, and
 * those that what came after the closing head may have moved (the last ones, whose clocks nothing confirmed by then). The
 * others follow from the rounds.
 */
export function bootOffsetsOf(sources: Reads, range: BundleRange): Record<string, number> {
  return { ...lastOffsets(sources, range), ...firstOffset(sources, range) };
}

/** Of boots that begin in here: as the first fold after the closing head has them, which knows all that moved them. */
function lastOffsets({ store, reads }: Reads, { line, firstEntry, lastEntry }: BundleRange): Record<string, number> {
  const [text] = foldsAfter({ store, reads }, line.id, lastEntry + 1);
  if (text === undefined) return {};
  const { bootOffsets } = JSON.parse(text) as LineFold; // written by jobs/derive.ts
  const isIn = (key: string) => {
    const begin = BOOT_ID.test(key) ? store.derived.checkpoint(line.id, key) : null;
    return begin !== null && begin.firstEntry >= firstEntry && begin.firstEntry <= lastEntry;
  };
  return Object.fromEntries(Object.entries(bootOffsets).filter(([key]) => isIn(key)));
}

/**
 * The boot in which a bundle begins, as it was decided on all its rounds, with the time that the machine slept before the
 * bundle, as its ticks stood still then. It stands in the first fold that was saved after the boot, else in the present one.
 */
function firstOffset({ store, reads }: Reads, { line, firstEntry, lastEntry }: BundleRange): Record<string, number> {
  const bootId = firstBoot(store, line, firstEntry, lastEntry);
  if (bootId === null) return {};
  const begin = store.derived.checkpoint(line.id, bootId);
  if (begin !== null && begin.firstEntry >= firstEntry) return {};
  const fold = foldWith(foldsAfter({ store, reads }, line.id, firstEntry), bootId);
  const offsetMs = fold?.bootOffsets[bootId];
  if (!fold || offsetMs === undefined) return {};
  const hasSlept = begin !== null && fold.state?.intake.clock.bootId === bootId && fold.state.intake.sleptMs > 0;
  return { [bootId]: offsetMs + (hasSlept ? sleptBefore(store, line, begin.firstEntry, firstEntry) : 0) };
}

function sleptBefore(store: Store, line: BundleRange['line'], from: number, to: number): number {
  const inputs = deriveInputs(store.raw.entries(line, from, to - 1), store.methodText);
  return sleptMsIn(segmentsOf(inputs));
}

function* segmentsOf(inputs: Iterable<LaneInput>): Generator<DeriveInput> {
  for (const input of inputs) if ('segment' in input) yield input;
}

/** Of the first segment with rounds. By text: it was checked when it was taken in. */
function firstBoot(store: Store, line: BundleRange['line'], from: number, to: number): string | null {
  for (const { segmentText } of store.raw.entries(line, from, to)) {
    if (segmentText?.includes('"tickMs":')) return /^bootId: ([0-9a-f]{32})$/m.exec(segmentText)?.[1] ?? null;
  }
  return null;
}

function* foldsAfter({ store, reads }: Reads, line: string, entry: number): Generator<string> {
  yield* reads.checkpointsBetween(line, entry, Number.MAX_SAFE_INTEGER);
  const present = store.derived.fold(line)?.fold;
  if (present) yield present;
}

function foldWith(folds: Iterable<string>, bootId: string): LineFold | null {
  for (const text of folds) {
    const fold = JSON.parse(text) as LineFold; // written by jobs/derive.ts
    if (fold.bootOffsets[bootId] !== undefined) return fold;
  }
  return null;
}
