import { type LaneEnd, laneNameText, parseHeads } from '../../rules/journal/heads.ts';
import { sha256Hex } from '../probe-key.ts';
import type { HeadRow } from '../store/heads-table.ts';
import type { Store } from '../store/open-store.ts';
import { receiptOf } from '../store/raw-table.ts';
import type { EvidenceCase } from './gather-case.ts';

/** What vouches for this line in a head; nothing in one that was sealed before the line was there. */
export function laneEndIn({ text, counter }: Pick<HeadRow, 'text' | 'counter'>, line: string, salt: string): LaneEnd {
  const heads = parseHeads(text);
  if (typeof heads === 'string') throw new Error(`bug: the head ${counter} ${heads}`);
  const name = sha256Hex(laneNameText(salt, line, counter)).slice(0, 32);
  const zeros = '0'.repeat(64);
  const none = { name, entries: 0, lastSha256: zeros, events: 0, eventsSha256: zeros };
  return heads.lanes.find((lane) => lane.name === name) ?? none;
}

export type LastSegment = { number: number; sha256: string };

/** Read at once, from the end back: some hours of a quiet line. */
const STEP_ENTRIES = 300;

/**
 * By probe, the last segment that the lane confirms up to that entry; oldest first. Of a probe that delivered nothing in
 * the last hours before the last receipt there is none.
 */
export function lastSegments({ books, raw }: Store, line: string, lastEntry: number): Map<string, LastSegment> {
  const row = books.line(line);
  const found = new Map<string, LastSegment>();
  for (let to = lastEntry; row !== null && to > 0 && found.size === 0; to -= STEP_ENTRIES) {
    for (const { laneText } of raw.entries(row, Math.max(1, to - STEP_ENTRIES + 1), to)) {
      const receipt = receiptOf(laneText);
      const sha256 = /^sha256: ([0-9a-f]{64})$/m.exec(laneText)?.[1];
      if (receipt === null || sha256 === undefined) continue;
      found.delete(receipt.probe);
      found.set(receipt.probe, { number: receipt.number, sha256 });
    }
  }
  return found;
}

/** The probe that delivered last up to that entry, as it was then: later segments change nothing. null: none did. */
export function probeAsOf(store: Store, line: string, lastEntry: number): EvidenceCase['probe'] {
  const [id, last] = [...lastSegments(store, line, lastEntry)].at(-1) ?? [];
  const row = id === undefined ? null : store.books.probe(id);
  if (row === null || last === undefined) return null;
  const { publicKey, enrolledAtMs } = row;
  return { id: row.id, publicKey, enrolledAtMs, lastNumber: last.number, chainSha256: last.sha256 };
}
