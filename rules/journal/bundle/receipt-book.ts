/** What the lane says of the arrival of one segment. Times: the server's clock, ms. */
export type BookedReceipt = {
  /** Place in the book, from 0: the order of the lane. */
  index: number;
  laneEntry: number;
  number: number;
  probe: string;
  t2AtMs: number;
  t3AtMs: number;
};

/** Time in which the server says that it did not run, or of which it lost what it had written (it was restored from a backup). */
export type ServerGap = { laneEntry: number; fromAtMs: number; toAtMs: number };
const MAX_GAPS = 100_000;
/** Restored more often than that no honest server was. */
const MAX_LOSSES = 100;

/** More than a line of four years with a segment each minute. */
export const MAX_RECEIPTS = 2_000_000;
/** 32 bits each: hash of the segment (8), challenge (4). */
const HASH_WORDS = 8;
const CHALLENGE_WORDS = 4;
const WORDS = HASH_WORDS + CHALLENGE_WORDS;

/**
 * All receipts of a lane, found by the hash of their segment and by their challenge: about 100 bytes each, so that those of a
 * year fit into little memory.
 */
export type ReceiptBook = ReturnType<typeof openReceiptBook>;

/** `expected`: how many there will be about; more are taken too. */
export function openReceiptBook(expected: number) {
  let capacity = Math.max(64, Math.min(expected, MAX_RECEIPTS));
  let words = new Uint32Array(capacity * WORDS);
  /** laneEntry, number, t2, t3 */
  let cells = new Float64Array(capacity * 4);
  let owners = new Uint16Array(capacity);
  const isUsed = new Uint8Array(MAX_RECEIPTS / 8);
  const probes: string[] = [];
  const gaps: ServerGap[] = [];
  const losses: ServerGap[] = [];
  let length = 0;
  const bySegment = openWordIndex((index) => words.subarray(index * WORDS, index * WORDS + HASH_WORDS));
  const byChallenge = openWordIndex((index) => words.subarray(index * WORDS + HASH_WORDS, (index + 1) * WORDS));
  const grow = () => {
    capacity = Math.min(MAX_RECEIPTS, Math.ceil(capacity * 1.5));
    words = grown(words, new Uint32Array(capacity * WORDS));
    cells = grown(cells, new Float64Array(capacity * 4));
    owners = grown(owners, new Uint16Array(capacity));
  };
  const ownerOf = (probe: string): number => {
    const known = probes.indexOf(probe);
    return known < 0 && probes.length < 0xffff ? probes.push(probe) - 1 : Math.max(known, 0);
  };
  const at = (index: number): BookedReceipt => {
    const [laneEntry = 0, number = 0, t2AtMs = 0, t3AtMs = 0] = cells.subarray(index * 4, index * 4 + 4);
    return { index, laneEntry, number, t2AtMs, t3AtMs, probe: probes[owners[index] ?? 0] ?? '' };
  };
  const find = (index: number | null) => (index === null ? null : at(index));
  return {
    /** False: the book is full. */
    add: (receipt: Omit<BookedReceipt, 'index'>, segmentSha256: string, challenge: string): boolean => {
      if (length >= MAX_RECEIPTS) return false;
      if (length >= capacity) grow();
      readWords(segmentSha256, words, length * WORDS, HASH_WORDS);
      readWords(challenge, words, length * WORDS + HASH_WORDS, CHALLENGE_WORDS);
      cells.set([receipt.laneEntry, receipt.number, receipt.t2AtMs, receipt.t3AtMs], length * 4);
      owners[length] = ownerOf(receipt.probe);
      bySegment.add(length);
      byChallenge.add(length);
      length += 1;
      return true;
    },
    addGap: (gap: ServerGap): void => {
      if (gaps.length < MAX_GAPS) gaps.push(gap);
    },
    /** What was lost when the server was restored. */
    addLoss: (loss: ServerGap): void => {
      if (losses.length < MAX_LOSSES) losses.push(loss);
    },
    /** Before that entry: the last time in which the server did not run, and each of which it lost its receipts. */
    gapsBefore: (laneEntry: number): ServerGap[] => {
      const last = gaps.findLast((gap) => gap.laneEntry < laneEntry);
      return [...losses.filter((loss) => loss.laneEntry < laneEntry), ...(last ? [last] : [])];
    },
    length: () => length,
    ofSegment: (sha256: string): BookedReceipt | null => find(bySegment.find(sha256)),
    ofChallenge: (challenge: string): BookedReceipt | null => find(byChallenge.find(challenge)),
    /** Marks the receipt of a segment that is in the bundle; false: another was taken for it already. */
    use: ({ index }: BookedReceipt): boolean => {
      const bit = 1 << (index & 7);
      const byte = isUsed[index >> 3] ?? 0;
      isUsed[index >> 3] = byte | bit;
      return (byte & bit) === 0;
    },
    /** Those whose segment was not seen. */
    *unused(): Generator<BookedReceipt> {
      for (let index = 0; index < length; index += 1) {
        if (((isUsed[index >> 3] ?? 0) & (1 << (index & 7))) === 0) yield at(index);
      }
    },
  };
}

function grown<T extends Uint32Array | Float64Array | Uint16Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function readWords(hex: string, to: Uint32Array, at: number, count: number): void {
  for (let word = 0; word < count; word += 1) to[at + word] = Number.parseInt(hex.slice(word * 8, word * 8 + 8), 16);
}

/** Open addressing over the first word; `wordsOf` gives the whole key. The first of equal keys is found. */
function openWordIndex(wordsOf: (index: number) => Uint32Array) {
  let slots = new Int32Array(1 << 10);
  let length = 0;
  const place = (index: number) => {
    const mask = slots.length - 1;
    let slot = (wordsOf(index)[0] ?? 0) & mask;
    while ((slots[slot] ?? 0) !== 0) slot = (slot + 1) & mask;
    slots[slot] = index + 1;
  };
  const spread = () => {
    slots = new Int32Array(slots.length * 2);
    for (let index = 0; index < length; index += 1) place(index);
  };
  return {
    add: (index: number): void => {
      place(index);
      length = index + 1;
      if (length * 2 > slots.length) spread();
    },
    find: (hex: string): number | null => {
      const mask = slots.length - 1;
      const first = Number.parseInt(hex.slice(0, 8), 16);
      for (let slot = first & mask; (slots[slot] ?? 0) !== 0; slot = (slot + 1) & mask) {
        const index = (slots[slot] ?? 0) - 1;
        if (isHex(wordsOf(index), hex)) return index;
      }
      return null;
    },
  };
}

function isHex(words: Uint32Array, hex: string): boolean {
  for (const [index, word] of words.entries()) {
    if (Number.parseInt(hex.slice(index * 8, index * 8 + 8), 16) !== word) return false;
  }
  return true;
}
