/** Reference of a daemon that follows nothing but this machine's own clock (127.127.1.x, chrony `local`). */
const LOCAL_REFERENCE = /^7f7f01/i;
const TRACKING_COLUMNS = 14;

/**
 * Age of the last measurement that chrony took over, ms, from `chronyc -n -c tracking` (chronyc(1)): reference as eight hex
 * digits, its name, stratum, time of that measurement in seconds since 1970 …, leap status. `null`: not synchronised.
 */
export function parseChronyTracking(text: string, nowAtMs: number): number | null {
  const cells = text.trim().split(',');
  const [reference = '', , stratum, atSeconds] = cells;
  const leap = cells.at(-1)?.trim() ?? '';
  if (cells.length !== TRACKING_COLUMNS || !/^[0-9a-f]{8}$/i.test(reference)) return null;
  if (!/^(Normal|Insert second|Delete second)$/.test(leap) || !/^([1-9]|1[0-5])$/.test(stratum ?? '')) return null;
  const atMs = Number(atSeconds) * 1000;
  if (LOCAL_REFERENCE.test(reference) || !(atMs > 0)) return null;
  return ageOf(nowAtMs - atMs);
}

/** STA_UNSYNC (adjtimex(2)). */
const UNSYNC = 0x40;
/** The kernel lets its error grow by 500 ppm since the last synchronisation, and gives it up at 16 s. */
const MS_PER_ERROR_US = 2;
const ERROR_MAX_US = 16_000_000;

/**
 * How long ago the kernel's clock was synchronised at most, ms: its greatest error has grown ever since. From `adjtimex`
 * (BusyBox or its own package), `ntptime` or `timedatectl show`, which only says whether. `null`: the kernel says that it
 * is not. `unreadable`: the text says nothing of it.
 */
export function parseKernelClock(text: string): number | null | 'unreadable' {
  const said = /^NTPSynchronized=(yes|no)$/m.exec(text)?.[1];
  if (said !== undefined) return said === 'yes' ? ERROR_MAX_US * MS_PER_ERROR_US : null;
  const errorUs = /\bmaxerror:\s*(\d{1,15})\b|\bmaximum error (\d{1,15}) us\b/.exec(text);
  const status = /\bstatus:?\s+(0x[0-9a-f]{1,8}|\d{1,8})\b/i.exec(text)?.[1];
  if (!errorUs || status === undefined) return 'unreadable';
  const maxErrorUs = Number(errorUs[1] ?? errorUs[2]);
  if ((Number(status) & UNSYNC) !== 0 || maxErrorUs >= ERROR_MAX_US) return null;
  return maxErrorUs * MS_PER_ERROR_US;
}

/** A clock that was set back since is none that this time proves; two seconds are rounding. */
export function ageOf(ageMs: number): number | null {
  return ageMs < -2000 ? null : Math.max(0, Math.round(ageMs));
}
