import { civilFromDayNumber } from '../../rules/instant.ts';

/** Writes ASCII into one buffer that grows; for texts that are made by the hundred thousand. */
export type BytesOut = {
  restart(): void;
  copy(bytes: Uint8Array): void;
  /** A safe integer, in decimal. */
  integer(value: number): void;
  /** `2026-11-22T00:00:00.123Z`, years 0000 to 9999. */
  stamp(atMs: number): void;
  /** The base64 (RFC 4648 §4) of some bytes of another buffer. */
  base64(bytes: Uint8Array, from: number, length: number): void;
  /** What was written since the restart; holds until the next one. */
  view(): Uint8Array;
};

const DAY_MS = 86_400_000;
const ZERO = 0x30;
const BASE64 = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', 'latin1');
const PADDING = 0x3d;
/** Below it a loop is faster than a call into the engine. */
const SHORT = 32;
/** No number, stamp or signature takes more. */
const ROOM = 128;

export function openBytesOut(): BytesOut {
  let bytes = Buffer.allocUnsafe(1 << 16);
  let at = 0;
  let dayNumber = Number.NaN;
  /** `2026-11-22T` of that day. */
  let dayText = Buffer.alloc(11);

  function grow(needed: number): void {
    const larger = Buffer.allocUnsafe(Math.max(bytes.length * 2, at + needed + ROOM));
    bytes.copy(larger, 0, 0, at);
    bytes = larger;
  }

  function copy(source: Uint8Array): void {
    const { length } = source;
    if (at + length + ROOM > bytes.length) grow(length);
    if (length > SHORT) {
      bytes.set(source, at);
      at += length;
      return;
    }
    for (let index = 0; index < length; index += 1) bytes[at++] = source[index] as number; // within its length
  }

  /** So many digits, with zeros in front. */
  function digits(value: number, width: number): void {
    let rest = value;
    for (let index = at + width - 1; index >= at; index -= 1) {
      const tens = Math.floor(rest / 10);
      bytes[index] = ZERO + (rest - tens * 10);
      rest = tens;
    }
    at += width;
  }

  function small(value: number): void {
    const width = value < 10 ? 1 : value < 100 ? 2 : value < 1000 ? 3 : value < 10_000 ? 4 : value < 100_000 ? 5 : 6;
    let rest = value;
    for (let index = at + width - 1; index >= at; index -= 1) {
      const tens = (rest / 10) | 0;
      bytes[index] = ZERO + (rest - tens * 10);
      rest = tens;
    }
    at += width;
  }

  function integer(value: number): void {
    if (at + ROOM > bytes.length) grow(ROOM);
    if (value >= 0 && value < 1_000_000) return small(value);
    at += bytes.write(String(value), at, 'latin1');
  }

  function stamp(atMs: number): void {
    if (at + ROOM > bytes.length) grow(ROOM);
    const day = Math.floor(atMs / DAY_MS);
    if (day !== dayNumber) {
      dayNumber = day;
      dayText = Buffer.from(textOfDay(day), 'latin1');
    }
    copy(dayText);
    const inDayMs = atMs - day * DAY_MS;
    digits(Math.floor(inDayMs / 3_600_000), 2);
    bytes[at++] = 0x3a;
    digits(Math.floor(inDayMs / 60_000) % 60, 2);
    bytes[at++] = 0x3a;
    digits(Math.floor(inDayMs / 1000) % 60, 2);
    bytes[at++] = 0x2e;
    digits(inDayMs % 1000, 3);
    bytes[at++] = 0x5a;
  }

  function base64(source: Uint8Array, from: number, length: number): void {
    if (from + length > source.length) throw new Error('the pack is damaged: it ends too early');
    if (at + length * 2 + ROOM > bytes.length) grow(length * 2);
    for (let index = from; index < from + length; index += 3) {
      const left = from + length - index;
      const [a = 0, b = 0, c = 0] = [source[index], left > 1 ? source[index + 1] : 0, left > 2 ? source[index + 2] : 0];
      bytes[at++] = BASE64[a >> 2] as number; // below 64, each
      bytes[at++] = BASE64[((a & 3) << 4) | (b >> 4)] as number;
      bytes[at++] = left > 1 ? (BASE64[((b & 15) << 2) | (c >> 6)] as number) : PADDING;
      bytes[at++] = left > 2 ? (BASE64[c & 63] as number) : PADDING;
    }
  }

  return { copy, integer, stamp, base64, restart: () => void (at = 0), view: () => bytes.subarray(0, at) };
}

function textOfDay(dayNumber: number): string {
  const { year, month, day } = civilFromDayNumber(dayNumber);
  if (!(year >= 0 && year <= 9999))
    throw new Error('the pack is damaged: an instant is outside the years 0000 to 9999');
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T`;
}
