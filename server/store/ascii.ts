import { civilFromDayNumber } from '../../rules/instant.ts';

/**
 * Numbers, stamps and base64 as ASCII into a buffer, for texts that are made by the hundred thousand. Each function writes at
 * `at` and returns where it ended; the caller has made room, also for {@link SLACK_BYTES} behind it, which some overwrite.
 */
export const SLACK_BYTES = 3;

const DAY_MS = 86_400_000;
const [ZERO, MINUS, COLON, POINT, ZULU, PADDING] = [0x30, 0x2d, 0x3a, 0x2e, 0x5a, 0x3d];
const BASE64 = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', 'latin1');
/** 0 to 9999, four digits each as one number: the first ones of it, and with zeros in front. */
const FEW = Uint32Array.from({ length: 10_000 }, (_, value) => wordOf(String(value).padEnd(4)));
const FOUR = Uint32Array.from({ length: 10_000 }, (_, value) => wordOf(String(value).padStart(4, '0')));
const LENGTHS = Uint8Array.from({ length: 10_000 }, (_, value) => String(value).length);

function wordOf(text: string): number {
  return Buffer.from(text, 'latin1').readUInt32LE(0);
}

/** A whole number within ±10¹⁵, in decimal. */
export function putInteger(to: DataView, at: number, value: number): number {
  if (value >= 0 && value < 10_000) return putFew(to, at, value | 0);
  if (value >= 0 && value < 100_000_000) {
    const whole = value | 0;
    const high = (whole / 10_000) | 0;
    return putFour(to, putFew(to, at, high), whole - high * 10_000);
  }
  if (value < 0) {
    to.setUint8(at, MINUS);
    return putInteger(to, at + 1, -value);
  }
  const high = Math.floor(value / 10_000);
  return putFour(to, putInteger(to, at, high), value - high * 10_000);
}

/** Below 10,000, without zeros in front. */
function putFew(to: DataView, at: number, value: number): number {
  to.setUint32(at, FEW[value] as number, true); // the table has four digits for each
  return at + (LENGTHS[value] as number);
}

/** Below 10,000, as four digits. */
function putFour(to: DataView, at: number, value: number): number {
  to.setUint32(at, FOUR[value] as number, true); // the table has four digits for each
  return at + 4;
}

/** `from` to `to` of a table that {@link tableOf} made, four bytes at once. */
export function putTable(to: DataView, at: number, table: DataView, from: number, until: number): number {
  const shift = at - from;
  for (let index = from; index < until; index += 4) to.setUint32(index + shift, table.getUint32(index, true), true);
  return until + shift;
}

/** Bytes of which parts are put by {@link putTable}. */
export function tableOf(bytes: readonly number[]): DataView {
  return new DataView(Uint8Array.from([...bytes, ...new Uint8Array(SLACK_BYTES)]).buffer);
}

const lastDay = { number: Number.NaN, text: Buffer.alloc(0) };

/** `2026-11-22T00:00:00.123Z`. Throws outside of the years 0000 to 9999. */
export function putStamp(to: Uint8Array, at: number, atMs: number): number {
  const day = Math.floor(atMs / DAY_MS);
  if (day !== lastDay.number) Object.assign(lastDay, { number: day, text: Buffer.from(textOfDay(day), 'latin1') });
  const inDayMs = atMs - day * DAY_MS;
  const minutes = Math.floor(inDayMs / 60_000);
  const seconds = Math.floor(inDayMs / 1000) % 60;
  const millis = inDayMs % 1000;
  let end = putBytes(to, at, lastDay.text, 0, lastDay.text.length);
  end = putTwo(to, end, Math.floor(minutes / 60), COLON);
  end = putTwo(to, end, minutes % 60, COLON);
  end = putTwo(to, end, seconds, POINT);
  to[end] = ZERO + Math.floor(millis / 100);
  return putTwo(to, end + 1, millis % 100, ZULU);
}

function putTwo(to: Uint8Array, at: number, value: number, after: number): number {
  to[at] = ZERO + Math.floor(value / 10);
  to[at + 1] = ZERO + (value % 10);
  to[at + 2] = after;
  return at + 3;
}

function textOfDay(dayNumber: number): string {
  const { year, month, day } = civilFromDayNumber(dayNumber);
  if (!(year >= 0 && year <= 9999)) throw new Error('an instant is outside of the years 0000 to 9999');
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T`;
}

/** `from` to `until` of another buffer. */
export function putBytes(to: Uint8Array, at: number, source: Uint8Array, from: number, until: number): number {
  let end = at;
  for (let index = from; index < until; index += 1) to[end++] = source[index] as number; // the caller knows its length
  return end;
}

/** 64 bytes of another buffer in base64 (RFC 4648 §4): 88 digits, the last two of them padding. */
export function putSignature(to: Uint8Array, at: number, source: Uint8Array, from: number): number {
  let end = at;
  for (let index = from; index < from + 63; index += 3) {
    const bits =
      ((source[index] as number) << 16) | ((source[index + 1] as number) << 8) | (source[index + 2] as number);
    to[end] = BASE64[bits >> 18] as number; // six bits, each
    to[end + 1] = BASE64[(bits >> 12) & 63] as number;
    to[end + 2] = BASE64[(bits >> 6) & 63] as number;
    to[end + 3] = BASE64[bits & 63] as number;
    end += 4;
  }
  const last = source[from + 63] as number;
  to[end] = BASE64[last >> 2] as number;
  to[end + 1] = BASE64[(last & 3) << 4] as number;
  to[end + 2] = PADDING;
  to[end + 3] = PADDING;
  return end + 4;
}
