import { parseSegmentHeader, SEGMENT_FORMAT, type SegmentHeader } from '../rules/journal/segment.ts';
import { parseRound, type Round } from '../rules/round.ts';
import { sha256Hex } from './key-file.ts';

/**
 * Finds the segments in the bytes of a day's file (layout: rules/journal/segment.ts). Only where they begin and end is
 * decided here; whether a segment is the one that was signed is said by its chain and signature.
 */

export type ScannedSegment = {
  header: SegmentHeader;
  /** Exact text from the format line to the line feed after the signature. */
  text: string;
  sha256: string;
  /** Positions in the scanned text; ASCII, so bytes = characters. */
  startByte: number;
  endByte: number;
};

/** The segment at the end that was never closed. */
export type OpenSegment = {
  header: SegmentHeader;
  /** Header and the complete, valid round lines: what may be closed and signed. */
  text: string;
  roundCount: number;
  startByte: number;
};

export type Scan = {
  segments: ScannedSegment[];
  open: OpenSegment | null;
  /** Stretches that belong to no segment although segments or line ends follow in them: damage, not a torn write. */
  damaged: { startByte: number; endByte: number }[];
  /** Bytes at the end that a write which was cut short leaves behind: part of a line, zeros. */
  tornBytes: number;
};

const START = `${SEGMENT_FORMAT}\n`;
/** Most targets that a method can have: the open segment's own method may be what was lost. */
const MAX_TARGETS = 200;
const TRAILER = /\nclosedBy: [a-z]+\nrounds: (?:0|[1-9]\d{0,3})\nsignature: [A-Za-z0-9+/]{86}==\n/y;

/**
 * `bytes` as `latin1`. Damaged input is the normal case here: nothing throws. `targetCount` is that of the open
 * segment's method where it is known.
 */
export function scanJournal(bytes: string, targetCount = MAX_TARGETS): Scan {
  const scan: Scan = { segments: [], open: null, damaged: [], tornBytes: 0 };
  let atByte = 0;
  while (atByte < bytes.length) {
    const segment = segmentAt(bytes, atByte);
    if (segment) {
      scan.segments.push(segment);
      atByte = segment.endByte;
      continue;
    }
    const nextStart = bytes.indexOf(START, atByte + 1);
    if (nextStart < 0) {
      takeTail(scan, bytes, atByte, targetCount);
      return scan;
    }
    scan.damaged.push({ startByte: atByte, endByte: nextStart });
    atByte = nextStart;
  }
  return scan;
}

/** The complete segment that begins exactly there, by its grammar alone. */
function segmentAt(bytes: string, startByte: number): ScannedSegment | null {
  const head = headerAt(bytes, startByte);
  if (!head) return null;
  let atByte = head.bodyByte;
  while (bytes.charCodeAt(atByte) === 0x7b) {
    const lineEnd = bytes.indexOf('\n', atByte);
    if (lineEnd < 0) return null;
    atByte = lineEnd + 1;
  }
  TRAILER.lastIndex = atByte;
  if (!TRAILER.test(bytes)) return null;
  const text = bytes.slice(startByte, TRAILER.lastIndex);
  return { header: head.header, text, sha256: sha256Hex(text), startByte, endByte: TRAILER.lastIndex };
}

function headerAt(bytes: string, startByte: number): { header: SegmentHeader; bodyByte: number } | null {
  if (!bytes.startsWith(START, startByte)) return null;
  const head = bytes.slice(startByte, startByte + 4000);
  const endAt = head.indexOf('\n\n');
  if (endAt < 0) return null;
  const header = parseSegmentHeader(head.slice(0, endAt + 2));
  return typeof header === 'string' ? null : { header, bodyByte: startByte + endAt + 2 };
}

/** What follows the last complete segment, with no further segment behind it. */
function takeTail(scan: Scan, bytes: string, startByte: number, targetCount: number): void {
  const head = headerAt(bytes, startByte);
  if (!head) {
    markRest(scan, bytes, startByte, isTornHeader);
    return;
  }
  const { endByte, roundCount } = goodRounds(bytes, head.bodyByte, targetCount);
  scan.open = { header: head.header, text: bytes.slice(startByte, endByte), roundCount, startByte };
  markRest(scan, bytes, endByte, isTornBody);
}

function goodRounds(bytes: string, bodyByte: number, targetCount: number): { endByte: number; roundCount: number } {
  let endByte = bodyByte;
  let before: Round | null = null;
  let roundCount = 0;
  for (;;) {
    const lineEnd = bytes.indexOf('\n', endByte);
    const round = lineEnd < 0 ? '' : parseRound(bytes.slice(endByte, lineEnd), targetCount);
    if (typeof round === 'string') break;
    if (before && (round.sequence !== before.sequence + 1 || round.tickMs <= before.tickMs)) break;
    before = round;
    endByte = lineEnd + 1;
    roundCount += 1;
  }
  return { endByte, roundCount };
}

function markRest(scan: Scan, bytes: string, startByte: number, isTorn: (rest: string) => boolean): void {
  if (startByte === bytes.length) return;
  // Zeros at the end: the size of the file reached the disk before a power cut, its content did not.
  let endByte = bytes.length;
  while (endByte > startByte && bytes.charCodeAt(endByte - 1) === 0) endByte -= 1;
  if (isTorn(bytes.slice(startByte, endByte))) scan.tornBytes = bytes.length - startByte;
  else scan.damaged.push({ startByte, endByte: bytes.length });
}

const TORN_TRAILER =
  /^\n(?:c[a-zB]*:?|closedBy: [a-z]*(?:\n(?:r[a-z]*:?|rounds: \d*(?:\n(?:s[a-z]*:?|signature: [A-Za-z0-9+/=]*)?)?)?)?)?$/;
const PLAIN = /^[\x20-\x7e\n]*$/;

function isTornHeader(rest: string): boolean {
  return PLAIN.test(rest) && !rest.includes('\n\n') && (rest.startsWith(START) || START.startsWith(rest));
}

/** Part of one round line, or a trailer without its whole signature line. */
function isTornBody(rest: string): boolean {
  return PLAIN.test(rest) && (rest === '' || rest.startsWith('{') ? !rest.includes('\n') : TORN_TRAILER.test(rest));
}
