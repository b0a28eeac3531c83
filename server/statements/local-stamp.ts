import { parseInstant } from '../../rules/instant.ts';
import { isDay } from '../../rules/outage/calendar-days.ts';
import { localTime } from '../../web/pages/local-time.ts';

/** `2026-11-03 14:00[:05]`, with `T` too, and with `Z` or `+01:00` behind; `03.11.2026 14:00[:05]`. */
const STAMP =
  /^(?:(\d{4})-(\d{2})-(\d{2})|(\d{1,2})\.(\d{1,2})\.(\d{4}),?)[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?Uhr)? ?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;
/** A time of the same day. */
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?Uhr)?$/;
const DAY_MS = 86_400_000;

export type StampProblem = 'not-a-time' | 'no-such-time' | 'twice';
/** `day`: as written, for an end that names only the time of day. */
export type Stamp = { atMs: number; day: string };

/**
 * An instant as people write it, in a zone; what the clocks jump over, and what comes twice without a distance to UTC,
 * is refused rather than guessed. `onDay`: for a time of day alone.
 */
export function readStamp(text: string, zone: string, onDay: string | null): Stamp | StampProblem {
  const clock = onDay === null ? null : CLOCK.exec(text);
  if (clock !== null && onDay !== null) return locate({ day: onDay, clock: clock.slice(1), offset: undefined }, zone);
  const match = STAMP.exec(text);
  if (match === null) return 'not-a-time';
  const [, year, month, dayOfMonth, germanDay, germanMonth, germanYear, ...rest] = match;
  const [hour, minute, second, offset] = rest;
  const day = [year ?? germanYear ?? '', pad(month ?? germanMonth), pad(dayOfMonth ?? germanDay)].join('-');
  return locate({ day, clock: [hour, minute, second], offset }, zone);
}

function locate(
  { day, clock, offset }: { day: string; clock: (string | undefined)[]; offset: string | undefined },
  zone: string,
): Stamp | StampProblem {
  const [hour, minute, second] = clock;
  const asUtcMs = isDay(day) ? parseInstant(`${day}T${pad(hour)}:${pad(minute)}:${pad(second)}.000Z`) : null;
  if (asUtcMs === null) return 'not-a-time';
  if (offset !== undefined) return { atMs: asUtcMs - offsetMs(offset), day };
  // the distances before and after any change of the clocks nearby
  const near = [asUtcMs - DAY_MS, asUtcMs + DAY_MS].map((atMs) => localTime(atMs, zone).offsetMinutes * 60_000);
  const found = [...new Set(near)].map((shiftMs) => asUtcMs - shiftMs).filter((atMs) => isLocal(atMs, asUtcMs, zone));
  const [atMs, other] = found;
  if (atMs === undefined) return 'no-such-time';
  return other === undefined ? { atMs, day } : 'twice';
}

function isLocal(atMs: number, asUtcMs: number, zone: string): boolean {
  return atMs + localTime(atMs, zone).offsetMinutes * 60_000 === asUtcMs;
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function pad(digits: string | undefined): string {
  return (digits ?? '0').padStart(2, '0');
}
