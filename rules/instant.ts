/**
 * RFC 3339 UTC stamps with milliseconds, as they stand in headers, lanes and JSON. `rules/` may not use `Date`;
 * the arithmetic is the proleptic Gregorian calendar (days from civil).
 */

const DAY_MS = 86_400_000;
const STAMP = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})\.(\d{3})Z$/;

/** `1795305600123` → `2026-11-22T00:00:00.123Z`. Range: years 0000 to 9999; outside it throws (a bug, not input). */
export function formatInstant(atMs: number): string {
  if (!Number.isSafeInteger(atMs)) throw new Error(`bug: instant ${atMs} is not a whole number of milliseconds`);
  const dayNumber = Math.floor(atMs / DAY_MS);
  const inDayMs = atMs - dayNumber * DAY_MS;
  const { year, month, day } = civilFromDayNumber(dayNumber);
  if (year < 0 || year > 9999) throw new Error(`bug: instant ${atMs} is outside the years 0000 to 9999`);
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  const hours = Math.floor(inDayMs / 3_600_000);
  const minutes = Math.floor(inDayMs / 60_000) % 60;
  const seconds = Math.floor(inDayMs / 1000) % 60;
  return `${date}T${pad(hours, 2)}:${pad(minutes, 2)}:${pad(seconds, 2)}.${pad(inDayMs % 1000, 3)}Z`;
}

/** The inverse of {@link formatInstant}; one spelling only. `null` when the text is not such a stamp or names no real day. */
export function parseInstant(text: string): number | null {
  const match = STAMP.exec(text);
  if (!match) return null;
  const [year, month, day, hours, minutes, seconds, millis] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || hours > 23 || minutes > 59 || seconds > 59) return null;
  const atMs = dayNumberFromCivil(year, month, day) * DAY_MS + ((hours * 60 + minutes) * 60 + seconds) * 1000 + millis;
  return formatInstant(atMs) === text ? atMs : null;
}

/** Days since 1970-01-01 of a civil date (month 1…12, day 1…31). */
export function dayNumberFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The inverse of {@link dayNumberFromCivil}. */
export function civilFromDayNumber(dayNumber: number): { year: number; month: number; day: number } {
  const z = dayNumber + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1;
  const month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}
