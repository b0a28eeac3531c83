import { civilFromDayNumber, dayNumberFromCivil } from '../instant.ts';

/**
 * Local days `YYYY-MM-DD` in an IANA zone. A day begins at the first instant that carries its date: where midnight does
 * not exist (clocks put forward at midnight) that is later, where it comes twice the first one counts. Zone rules are
 * those of the engine (`Intl`), with numbers only, so no locale matters.
 */

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Formatters cost 50 µs to make and there are few zones: kept, they hold no state. */
const formatters = new Map<string, Intl.DateTimeFormat>();
/** Borders found so far: each costs 27 questions to the engine and never changes. */
const starts = new Map<string, number>();
const MAX_STARTS = 5000;

/** The quarter of an hour that was last asked for, by zone: each segment asks twice, and the engine takes 15 µs. */
const quarters = new Map<string, { fromAtMs: number; day: string }>();
const QUARTER_MS = 900_000;

/** Local day of an instant. Throws a RangeError for a zone that is not known. */
export function dayOf(atMs: number, zone: string): string {
  const known = quarters.get(zone);
  if (known && atMs >= known.fromAtMs && atMs < known.fromAtMs + QUARTER_MS) return known.day;
  const fromAtMs = Math.floor(atMs / QUARTER_MS) * QUARTER_MS;
  const day = askDay(fromAtMs, zone);
  // days begin at a quarter almost everywhere; where one does not, it is asked each time
  if (askDay(fromAtMs + QUARTER_MS - 1, zone) !== day) return askDay(atMs, zone);
  quarters.set(zone, { fromAtMs, day });
  return day;
}

function askDay(atMs: number, zone: string): string {
  return dayText(localParts(atMs, zone));
}

/** First instant of a local day; with 23- and 25-hour days the next one's is 23 or 25 h later. */
export function dayStartAtMs(day: string, zone: string): number {
  const known = starts.get(`${zone} ${day}`);
  if (known !== undefined) return known;
  const utcAtMs = dayNumberOf(day) * DAY_MS;
  // zones lie between −12 h and +14 h of UTC: the day before begins earlier than all of this, the next later
  let low = utcAtMs - 16 * HOUR_MS;
  let high = utcAtMs + 14 * HOUR_MS;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (askDay(middle, zone) >= day) high = middle;
    else low = middle;
  }
  if (starts.size >= MAX_STARTS) starts.clear();
  starts.set(`${zone} ${day}`, high);
  return high;
}

/** The days from `fromDay` to `toDay`, both included; none when `toDay` is earlier. */
export function daysBetween(fromDay: string, toDay: string): string[] {
  const first = dayNumberOf(fromDay);
  const count = Math.max(0, dayNumberOf(toDay) - first + 1);
  return Array.from({ length: count }, (_, index) => dayFromNumber(first + index));
}

/** `2026-02-28` + 1 → `2026-03-01`; `count` may be negative. */
export function addDays(day: string, count: number): string {
  return dayFromNumber(dayNumberOf(day) + count);
}

/** Whether the text is a day that exists. */
export function isDay(text: string): boolean {
  const match = DAY.exec(text);
  return match !== null && dayFromNumber(numberOf(match)) === text;
}

function dayNumberOf(day: string): number {
  const match = DAY.exec(day);
  if (!match || !isDay(day)) throw new Error(`bug: "${day}" is no day`);
  return numberOf(match);
}

function numberOf(match: RegExpExecArray): number {
  return dayNumberFromCivil(Number(match[1]), Number(match[2]), Number(match[3]));
}

function dayFromNumber(dayNumber: number): string {
  return dayText(civilFromDayNumber(dayNumber));
}

function dayText({ year, month, day }: { year: number; month: number; day: number }): string {
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

function localParts(atMs: number, zone: string): { year: number; month: number; day: number } {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      timeZone: zone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    });
    formatters.set(zone, formatter);
  }
  const parts = { year: 0, month: 0, day: 0 };
  for (const { type, value } of formatter.formatToParts(atMs)) {
    if (type === 'year' || type === 'month' || type === 'day') parts[type] = Number(value);
  }
  return parts;
}
