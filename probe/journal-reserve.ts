import type { JournalDisk } from './journal-disk.ts';
import type { DayFile } from './journal-files.ts';

/** Blocks are asked for in pieces of this size, twice or thrice a day. */
const RESERVE_BYTES = 2_000_000;
/** So much is left of a piece when the next is asked for: more than a segment takes as a rule. */
const LEFT_BYTES = 65_536;

/**
 * To be called before each flush with where the written part of the day's file ends: takes care that there are blocks
 * behind it (`reserve` of journal-disk.ts). `files`: those of sealed segments.
 */
export type ReserveAhead = (name: string, endByte: number, files: readonly DayFile[]) => Promise<void>;

export function startReserving(disk: Pick<JournalDisk, 'reserve' | 'truncate'>): ReserveAhead {
  let reserved = { name: '', endByte: 0 };
  return async (name, endByte, files) => {
    if (reserved.name === name && reserved.endByte - endByte > LEFT_BYTES) return;
    const last = reserved;
    reserved = { name, endByte: endByte + RESERVE_BYTES };
    await disk.reserve(name, endByte, RESERVE_BYTES);
    // What yesterday's file did not need is given back; cutting it at its size changes nothing else.
    const finished = files.find((file) => file.name === last.name && file.name !== name);
    if (finished) await disk.truncate(finished.name, finished.sizeBytes);
  };
}
