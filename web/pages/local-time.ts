import { html } from 'hono/html';
import { dayNumberFromCivil, formatInstant } from '../../rules/instant.ts';
import type { Language } from './views.ts';

/** A piece of HTML whose values are escaped. */
export type Markup = ReturnType<typeof html>;

/** Clock and calendar of one instant in one zone. */
export type LocalTime = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  ms: number;
  /** East of Greenwich positive. */
  offsetMinutes: number;
};

/** How much of an instant is printed. `ms` also prints the distance to UTC. */
export type Precision = 'minute' | 'second' | 'ms';

const WEEKDAYS = {
  de: ['Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa', 'So'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
};

// Making a formatter costs a thousand times more than using it; a zone always gives the same one.
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Throws RangeError for a zone that does not exist (the server checks zones when it takes them). */
export function localTime(atMs: number, zone: string): LocalTime {
  const values: Record<string, number> = {};
  for (const part of formatterFor(zone).formatToParts(atMs)) values[part.type] = Number(part.value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = values;
  const localMs = dayNumberFromCivil(year, month, day) * 86_400_000 + ((hour * 60 + minute) * 60 + second) * 1000;
  const ms = ((atMs % 1000) + 1000) % 1000;
  return { year, month, day, hour, minute, second, ms, offsetMinutes: Math.round((localMs - (atMs - ms)) / 60_000) };
}

function formatterFor(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}

/** `22.11.2026 14:03:22` in German, `2026-11-22 14:03:22` in English; with `ms` also `.123 +01:00`. */
export function formatLocal(atMs: number, zone: string, language: Language, precision: Precision = 'second'): string {
  const local = localTime(atMs, zone);
  const day = formatCivil(local, language);
  if (precision !== 'ms') return `${day} ${clock(local, precision)}`;
  const point = language === 'de' ? ',' : '.';
  return `${day} ${clock(local, 'second')}${point}${pad(local.ms, 3)} ${formatOffset(local.offsetMinutes)}`;
}

/** `14:03:22`, for places where the day is said already. */
export function formatClock(atMs: number, zone: string, precision: 'minute' | 'second' = 'second'): string {
  return clock(localTime(atMs, zone), precision);
}

/** `+01:00`. */
export function formatOffset(offsetMinutes: number): string {
  const size = Math.abs(offsetMinutes);
  return `${offsetMinutes < 0 ? '−' : '+'}${pad(Math.floor(size / 60), 2)}:${pad(size % 60, 2)}`;
}

/** `2026-03-29` → `So 29.03.2026` in German, `Sun 2026-03-29` in English. */
export function formatDay(day: string, language: Language): string {
  const [year = 0, month = 0, dayOfMonth = 0] = day.split('-').map(Number);
  const weekday = WEEKDAYS[language][(((dayNumberFromCivil(year, month, dayOfMonth) + 3) % 7) + 7) % 7];
  return `${weekday} ${formatCivil({ year, month, day: dayOfMonth }, language)}`;
}

/** `29.03.` in German, `03-29` in English, for axes. */
export function formatShortDay(day: string, language: Language): string {
  const [, month = '', dayOfMonth = ''] = day.split('-');
  return language === 'de' ? `${dayOfMonth}.${month}.` : `${month}-${dayOfMonth}`;
}

/** The local day of an instant, as in `days.json` and in paths. */
export function localDay(atMs: number, zone: string): string {
  return formatCivil(localTime(atMs, zone), 'en');
}

/** A `<time>` that machines can read as well. */
export function timeElement(atMs: number, zone: string, language: Language, precision: Precision = 'second'): Markup {
  return html`<time datetime="${formatInstant(Math.trunc(atMs))}">${formatLocal(atMs, zone, language, precision)}</time>`;
}

function formatCivil(date: { year: number; month: number; day: number }, language: Language): string {
  const [year, month, day] = [pad(date.year, 4), pad(date.month, 2), pad(date.day, 2)];
  return language === 'de' ? `${day}.${month}.${year}` : `${year}-${month}-${day}`;
}

function clock(local: LocalTime, precision: 'minute' | 'second'): string {
  const minutes = `${pad(local.hour, 2)}:${pad(local.minute, 2)}`;
  return precision === 'minute' ? minutes : `${minutes}:${pad(local.second, 2)}`;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
