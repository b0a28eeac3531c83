import { addDays, dayOf, dayStartAtMs, isDay } from '../rules/outage/calendar-days.ts';
import { AppError } from './app-error.ts';

const DAY_MS = 86_400_000;
/** Nothing was measured before; the calendar arithmetic would go on to the year 0. */
const EARLIEST_AT_MS = Date.UTC(2000, 0, 1);
const LOCAL_DAY = /^\d{4}-\d{2}-\d{2}$/;
const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;

/** A stretch of time that was asked for: [fromAtMs, toAtMs), and the local days that it touches. */
export type AskedPeriod = { fromAtMs: number; toAtMs: number; fromDay: string; toDay: string };

export type PeriodQuery = {
  from: string | undefined;
  to: string | undefined;
  zone: string;
  nowMs: number;
  /** Without `from`: so many local days, today included; 0 = the 24 hours before the end. */
  defaultDays: number;
  maxDays: number;
};

/**
 * `from` and `to` as RFC 3339, or as local days of the line, both inclusive. What lies after now is cut off: it has
 * neither happened nor been missed. Refuses with {@link AppError} `invalid`, naming the parameter.
 */
export function readPeriod(query: PeriodQuery): AskedPeriod {
  const { zone, nowMs } = query;
  const toAtMs = Math.min(query.to === undefined ? nowMs : readEdge('to', query.to, zone), nowMs);
  const fromAtMs = query.from === undefined ? defaultFromAtMs(query, toAtMs) : readEdge('from', query.from, zone);
  if (fromAtMs >= nowMs) throw new AppError('invalid', '"from" lies in the future', { parameter: 'from' });
  if (fromAtMs >= toAtMs) throw new AppError('invalid', '"from" must lie before "to"', { parameter: 'from' });
  if (toAtMs - fromAtMs > (query.maxDays + 1) * DAY_MS) {
    throw new AppError('invalid', `"from" and "to" may be at most ${query.maxDays} days apart`, { parameter: 'from' });
  }
  return { fromAtMs, toAtMs, fromDay: dayOf(fromAtMs, zone), toDay: dayOf(toAtMs - 1, zone) };
}

function defaultFromAtMs({ defaultDays, zone }: PeriodQuery, toAtMs: number): number {
  if (defaultDays === 0) return toAtMs - DAY_MS;
  return dayStartAtMs(addDays(dayOf(toAtMs - 1, zone), 1 - defaultDays), zone);
}

function readEdge(parameter: 'from' | 'to', given: string, zone: string): number {
  const text = given.replace(' ', '+'); // "+02:00" typed into an address bar arrives as a space
  const atMs = LOCAL_DAY.test(text) ? dayEdgeAtMs(parameter, text, zone) : instantAtMs(text);
  if (atMs !== null && atMs >= EARLIEST_AT_MS) return atMs;
  const wanted = 'must be a time like 2026-10-01T00:00:00Z or a local day like 2026-10-01, from the year 2000 on';
  throw new AppError('invalid', `"${parameter}" ${wanted}`, { parameter });
}

function dayEdgeAtMs(parameter: 'from' | 'to', day: string, zone: string): number | null {
  if (!isDay(day)) return null;
  return dayStartAtMs(parameter === 'to' ? addDays(day, 1) : day, zone);
}

function instantAtMs(text: string): number | null {
  const atMs = RFC_3339.test(text) && isDay(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
  return Number.isFinite(atMs) ? atMs : null;
}
