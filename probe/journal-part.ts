import type { Missing, SegmentHeader } from '../rules/journal/segment.ts';
import { formatRound, parseRound, type Round } from '../rules/round.ts';
import type { ChainEnd, Place } from './journal-files.ts';

/** A segment that is not sealed yet: open, or closed and waiting for the disk. */
export type Part = {
  header: SegmentHeader;
  headerText: string;
  lines: string[];
  openedAtMs: number;
  openedTickMs: number;
  /** Set when it is closed: the whole signed text. */
  closedText: string | null;
  /** Where it lies; null: nothing of it was written. */
  place: Place | null;
  writtenBytes: number;
  /** How much of it is in the spill (journal-spill.ts); 0: nothing, or all of it has to be spilled anew. */
  spilledBytes: number;
};

/** The number of the segment after `end` when that gap is declared before it. */
export function nextNumber(end: ChainEnd, missing: Missing | null): number {
  return (missing?.toNumber ?? end.number) + 1;
}

/** Header and round lines, as far as there are any. */
export function openText(part: Part): string {
  return part.headerText + part.lines.map((line) => `${line}\n`).join('');
}

/** What was written of it counts no longer; a file of its own it keeps. */
export function resetPlace(part: Part): void {
  part.writtenBytes = 0;
  if (part.place && !part.place.isNewFile) part.place = null;
}

/** Makes room for one more round; the first that is kept then says what is gone. */
export function dropOldest(open: Part): void {
  const fromTickMs = droppedFrom(ownRound(open.lines.shift()));
  open.lines[0] = formatRound(withLost(ownRound(open.lines[0]), fromTickMs));
  open.spilledBytes = 0;
}

/** `tool`: the probe could not keep what it had measured. */
export function withLost(round: Round, fromTickMs: number): Round {
  return { ...round, unmeasured: [{ fromTickMs, toTickMs: round.tickMs, cause: 'tool' }, ...round.unmeasured] };
}

/** Where the loss begins when this round goes too: at its own start, or at that of the loss which it declares. */
export function droppedFrom(round: Round): number {
  const declared = round.unmeasured.find((part) => part.cause === 'tool' && part.toTickMs === round.tickMs);
  return declared?.fromTickMs ?? round.tickMs;
}

/** A round line that this program wrote itself. */
export function ownRound(line: string | undefined): Round {
  const round = parseRound(line ?? '', 200);
  if (typeof round === 'string') throw new Error(`bug: a round of our own ${round}`);
  return round;
}
