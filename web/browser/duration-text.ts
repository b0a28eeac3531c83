const NBSP = '\u00a0';

/**
 * The same text as the server's `formatDuration(…, 'down')` (web/pages/format.ts; a test holds the two together): the
 * browser only lets a clock run on that the server began.
 */
export function durationText(durationMs: number, language: string): string {
  const isGerman = language.startsWith('de');
  const tenths = Math.floor(Math.max(0, durationMs) / 100);
  if (tenths < 600) {
    const text = tenths % 10 === 0 ? String(tenths / 10) : (tenths / 10).toFixed(1);
    return `${isGerman ? text.replace('.', ',') : text}${NBSP}s`;
  }
  const seconds = Math.floor(tenths / 10);
  if (seconds < 86_400) return parts(seconds, ['h', 'min', 's'], [3600, 60, 1]);
  const minutes = Math.floor(seconds / 60);
  const days = Math.floor(minutes / 1440);
  const rest = parts(minutes % 1440, ['h', 'min'], [60, 1]);
  return `${days}${NBSP}${dayWord(days, isGerman)}${rest === '' ? '' : ` ${rest}`}`;
}

function dayWord(days: number, isGerman: boolean): string {
  if (isGerman) return days === 1 ? 'Tag' : 'Tage';
  return days === 1 ? 'day' : 'days';
}

/** Zeros at either end are left out: `1 h 12 s` would hide its minutes, `1 h` does not. */
function parts(total: number, units: string[], sizes: number[]): string {
  let rest = total;
  const counts = sizes.map((sizeS) => {
    const count = Math.floor(rest / sizeS);
    rest -= count * sizeS;
    return count;
  });
  const first = counts.findIndex((count) => count > 0);
  const last = counts.findLastIndex((count) => count > 0);
  const texts = counts.map((count, index) => `${count}${NBSP}${units[index]}`);
  return first < 0 ? '' : texts.slice(first, last + 1).join(' ');
}
