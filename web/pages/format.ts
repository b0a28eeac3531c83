import type { Language } from './views.ts';

/** A space that never breaks, between a number and its unit. */
const NBSP = '\u00a0';

const DAY_MS = 86_400_000;
const UNITS = {
  de: {
    day: 'Tag',
    days: 'Tage',
    at: { least: 'mindestens', most: 'höchstens' },
    to: 'bis',
    below: 'unter',
    lasting: 'dauert an',
  },
  en: {
    day: 'day',
    days: 'days',
    at: { least: 'at least', most: 'at most' },
    to: 'to',
    below: 'below',
    lasting: 'still going on',
  },
};

/** Lower bounds round down, upper bounds round up: the true value always stays between the two texts. */
export type Rounding = 'down' | 'up';

/**
 * `2 Tage 3 h 4 min`, `1 h 41 min 12 s`, `7,3 s`: tenths of a second below a minute, whole seconds below a day, whole
 * minutes above. Negative durations count as zero.
 */
export function formatDuration(durationMs: number, language: Language, rounding: Rounding = 'down'): string {
  const round = rounding === 'down' ? Math.floor : Math.ceil;
  const ms = Math.max(0, durationMs);
  const tenths = round(ms / 100);
  if (tenths < 600) return `${decimal(tenths / 10, tenths % 10 === 0 ? 0 : 1, language)}${NBSP}s`;
  const seconds = round(ms / 1000);
  if (seconds < DAY_MS / 1000) return clockParts(seconds, ['h', 'min', 's'], [3600, 60, 1]);
  const minutes = round(ms / 60_000);
  const days = Math.floor(minutes / 1440);
  const word = days === 1 ? UNITS[language].day : UNITS[language].days;
  const rest = clockParts(minutes % 1440, ['h', 'min'], [60, 1]);
  return `${days}${NBSP}${word}${rest === '' ? '' : ` ${rest}`}`;
}

function clockParts(total: number, units: string[], sizes: number[]): string {
  let rest = total;
  const counts = sizes.map((size) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count;
  });
  const first = counts.findIndex((count) => count > 0);
  const last = counts.findLastIndex((count) => count > 0);
  if (first < 0) return '';
  return counts
    .map((count, index) => `${count}${NBSP}${units[index]}`)
    .slice(first, last + 1)
    .join(' ');
}

/** `mindestens 41 min 12 s, höchstens 41 min 14 s`; while it lasts `mindestens 41 min 12 s, dauert an`. */
export function formatBounds(minMs: number, maxMs: number | null, language: Language): string {
  const words = UNITS[language];
  const least = `${words.at.least} ${unbroken(formatDuration(minMs, language, 'down'))}`;
  if (maxMs === null) return `${least}, ${words.lasting}`;
  return `${least}, ${words.at.most} ${unbroken(formatDuration(maxMs, language, 'up'))}`;
}

/** `41 min 12 s bis 41 min 14 s`, for tables; `0 s` where nothing can have been. */
export function formatRange(minMs: number, maxMs: number, language: Language): string {
  if (maxMs <= 0) return `0${NBSP}s`;
  const [least = '', most = ''] = [formatDuration(minMs, language, 'down'), formatDuration(maxMs, language, 'up')].map(
    unbroken,
  );
  return least === most ? least : `${least} ${UNITS[language].to} ${most}`;
}

/** A line breaks between two durations, not within one. */
function unbroken(duration: string): string {
  return duration.replaceAll(' ', NBSP);
}

/** Seconds to the millisecond: `2.472,105 s`, for the outage page. */
export function formatExactSeconds(durationMs: number, language: Language): string {
  return `${decimal(durationMs / 1000, 3, language)}${NBSP}s`;
}

/**
 * `99,98 %`: cut after `digits`, never rounded up; `100 %` stands only for a ratio of exactly 1, `0 %` only for 0 and
 * what the digits cannot show. Range 0…1.
 */
export function formatPercent(ratio: number, digits: number, language: Language): string {
  if (ratio >= 1) return `100${NBSP}%`;
  if (ratio <= 0) return `0${NBSP}%`;
  const scale = 10 ** digits;
  // 1e-6 mends the representation of e.g. 0.57 × 100; what is below 1 stays below 100 %.
  const steps = Math.min(Math.floor(ratio * 100 * scale + 1e-6), 100 * scale - 1);
  return `${decimal(steps / scale, digits, language)}${NBSP}%`;
}

/**
 * `99,982 % bis 99,985 %`, rounded outwards so that the truth stays between, or one value where both are the same;
 * `… bis unter 100 %` where the digits cannot show what is missing; null where nothing was observed.
 */
export function formatPercentRange(
  bounds: { min: number | null; max: number | null },
  digits: number,
  language: Language,
): string | null {
  const { min, max } = bounds;
  if (min === null || max === null) return null;
  const low = formatPercent(min, digits, language);
  const high = min === max ? low : formatPercentUp(max, digits, language);
  return low === high ? low : `${low} ${UNITS[language].to} ${high}`;
}

function formatPercentUp(ratio: number, digits: number, language: Language): string {
  const steps = 100 * 10 ** digits;
  // 1e-6 mends the representation of a ratio that is one of the steps
  const up = Math.ceil(ratio * steps - 1e-6);
  const isHidden = ratio < 1 && up >= steps;
  return isHidden ? `${UNITS[language].below} 100${NBSP}%` : formatPercent(up / steps, digits, language);
}

/** `12,4 ms`; whole numbers from 100 on. */
export function formatLatency(latencyMs: number, language: Language): string {
  return `${decimal(latencyMs, latencyMs < 100 ? 1 : 0, language)}${NBSP}ms`;
}

/** `1.234` in German, `1,234` in English. */
export function formatCount(count: number, language: Language): string {
  return decimal(count, 0, language);
}

/** `1 Tag`, `3 Tage`. */
export function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function decimal(value: number, digits: number, language: Language): string {
  const [whole = '0', fraction] = value.toFixed(digits).split('.');
  const [thousands, point] = language === 'de' ? ['.', ','] : [',', '.'];
  const grouped = whole.length <= 3 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, thousands);
  return fraction === undefined ? grouped : `${grouped}${point}${fraction}`;
}
