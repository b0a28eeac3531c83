import { localTime } from '../../web/pages/local-time.ts';

/** Minutes of the local day (0…1439) in an IANA zone; null: none. The end may lie on the next day. */
export type QuietHours = { fromMinute: number; toMinute: number; zone: string } | null;

/**
 * Whether nothing is sent now. Goes by the clock on the wall: an hour that the clock skips is not waited for, one that it
 * shows twice is quiet twice.
 */
export function isQuiet(quiet: QuietHours, nowMs: number): boolean {
  if (quiet === null || quiet.fromMinute === quiet.toMinute) return false;
  const { hour, minute } = localTime(nowMs, quiet.zone);
  const now = hour * 60 + minute;
  const { fromMinute, toMinute } = quiet;
  return fromMinute < toMinute ? now >= fromMinute && now < toMinute : now >= fromMinute || now < toMinute;
}

/** `22:30` → 1350; null for anything that is no time of day. */
export function parseMinute(text: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?$/.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
}

/** 1350 → `22:30`. */
export function formatMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
