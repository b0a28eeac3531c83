import { CLOCK_STATES, type ClockState, MAX_SAMPLES, MAX_TICK_MS, MAX_WALL_AT_MS, type Round } from './round.ts';
import {
  BARE,
  type Details,
  FARTHEST_OFFSET_MS,
  isInOrder,
  LEAST_VALUE,
  MOST_VALUE,
  readDetails,
  type Sample,
  sampleOf,
} from './sample.ts';

/**
 * The quick way to read a round: of a line in the one spelling that there is, without facts of the place and declared
 * stretches, as nearly all are. It goes through the characters once; a verifier reads six million lines a year.
 */
type Cursor = { line: string; at: number };

/** The round; null: the line is wrong, or says more, and is to be read by `parseRound`, which accepts all that this does. */
export function parsePlainRound(line: string, targetCount: number): Round | null {
  const cursor = { line, at: 0 };
  const sequence = takeCount(cursor, '{"sequence":', Number.MAX_SAFE_INTEGER);
  const tickMs = takeCount(cursor, ',"tickMs":', MAX_TICK_MS);
  const wallAtMs = takeCount(cursor, ',"wallAtMs":', MAX_WALL_AT_MS);
  if (sequence === null || tickMs === null || wallAtMs === null) return null;
  const clock = takeClock(cursor);
  if (clock === null || !takeText(cursor, ',"syncAgeMs":')) return null;
  const syncAgeMs = takeText(cursor, 'null') ? null : takeInteger(cursor);
  if (Number.isNaN(syncAgeMs) || (syncAgeMs ?? 0) < 0) return null;
  const clockOffset = takeOffset(cursor);
  const samples = takeSamples(cursor, tickMs, targetCount);
  if (samples === null || !takeText(cursor, '}') || cursor.at !== line.length) return null;
  return clockOffset
    ? { sequence, tickMs, wallAtMs, clock, syncAgeMs, clockOffset, unmeasured: [], samples }
    : { sequence, tickMs, wallAtMs, clock, syncAgeMs, unmeasured: [], samples };
}

function takeCount(cursor: Cursor, key: string, most: number): number | null {
  const value = takeText(cursor, key) ? takeInteger(cursor) : Number.NaN;
  return value >= 0 && value <= most ? value : null;
}

function takeClock(cursor: Cursor): ClockState | null {
  if (!takeText(cursor, ',"clock":"')) return null;
  const clock = CLOCK_STATES.find((state) => cursor.line.startsWith(state, cursor.at));
  if (clock === undefined) return null;
  cursor.at += clock.length;
  return takeText(cursor, '"') ? clock : null;
}

/** What does not go on with an offset goes on with samples, or is to be read the other way. */
function takeOffset(cursor: Cursor): Round['clockOffset'] | null {
  if (!takeText(cursor, ',"clockOffsetMs":')) return null;
  const offsetMs = takeInteger(cursor);
  const errorMs = takeCount(cursor, ',"clockErrorMs":', Number.MAX_SAFE_INTEGER);
  if (!Number.isNaN(offsetMs) && errorMs !== null) return { offsetMs, errorMs };
  cursor.at = cursor.line.length;
  return null;
}

const [COMMA, OPEN, CLOSE] = [44, 91, 93];

function takeSamples(cursor: Cursor, roundTickMs: number, targetCount: number): Sample[] | null {
  if (!takeText(cursor, ',"samples":[')) return null;
  const { line } = cursor;
  const samples: Sample[] = [];
  if (line.charCodeAt(cursor.at) !== CLOSE) {
    do {
      const sample = takeSample(cursor, roundTickMs, targetCount);
      if (sample === null || samples.length >= MAX_SAMPLES) return null;
      samples.push(sample);
    } while (line.charCodeAt(cursor.at++) === COMMA);
    cursor.at -= 1;
  }
  return line.charCodeAt(cursor.at++) === CLOSE ? samples : null;
}

function takeSample(cursor: Cursor, roundTickMs: number, targetCount: number): Sample | null {
  const { line } = cursor;
  if (line.charCodeAt(cursor.at++) !== OPEN) return null;
  const target = takeInteger(cursor);
  if (!(target >= 0 && target < targetCount) || line.charCodeAt(cursor.at++) !== COMMA) return null;
  const offsetMs = takeInteger(cursor);
  if (!(Math.abs(offsetMs) <= FARTHEST_OFFSET_MS) || line.charCodeAt(cursor.at++) !== COMMA) return null;
  const value = takeInteger(cursor);
  if (!(value >= LEAST_VALUE && value <= MOST_VALUE)) return null;
  const details = line.charCodeAt(cursor.at) === COMMA ? takeDetails(cursor) : BARE;
  if (details === null || line.charCodeAt(cursor.at++) !== CLOSE) return null;
  return sampleOf(target, roundTickMs + offsetMs, value, details);
}

/** Neither integers nor short words have a closing brace in them. */
function takeDetails(cursor: Cursor): Details | null {
  const endAt = cursor.line.indexOf('}', cursor.at) + 1;
  const text = cursor.line.slice(cursor.at + 1, endAt);
  const json = parseJson(text);
  const details = readDetails(json);
  if (typeof details === 'string' || JSON.stringify(json) !== text) return null;
  if (!isInOrder([0, 0, 0, json as Record<string, number | string>])) return null; // read just now
  cursor.at = endAt;
  return details;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function takeText(cursor: Cursor, text: string): boolean {
  if (!cursor.line.startsWith(text, cursor.at)) return false;
  cursor.at += text.length;
  return true;
}

const [MINUS, ZERO, NINE] = [45, 48, 57];
/** More digits may be no exact integer. */
const MOST_DIGITS = 15;

/** An integer as `JSON.stringify` writes it; NaN: there is none. */
function takeInteger(cursor: Cursor): number {
  const { line } = cursor;
  let { at } = cursor;
  const isNegative = line.charCodeAt(at) === MINUS;
  if (isNegative) at += 1;
  const firstAt = at;
  let value = 0;
  for (let code = line.charCodeAt(at); code >= ZERO && code <= NINE; code = line.charCodeAt(at)) {
    value = value * 10 + code - ZERO;
    at += 1;
  }
  const digits = at - firstAt;
  if (digits === 0 || digits > MOST_DIGITS) return Number.NaN;
  // no leading zero, no minus zero
  if (line.charCodeAt(firstAt) === ZERO && (digits > 1 || isNegative)) return Number.NaN;
  cursor.at = at;
  return isNegative ? -value : value;
}
