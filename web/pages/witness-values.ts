import { formatCount, formatDuration } from './format.ts';
import type { Language } from './views.ts';
import { valueWords } from './wording-witness.ts';

const NBSP = '\u00a0';

/** `Störabstand abwärts: 6,5 dB`: a reading or fact with its name and unit; a name of a newer version stands as it is. */
export function namedValue(name: string, value: number | string, language: Language): string {
  return `${valueName(name, language)}: ${formatValue(name, value, language)}`;
}

/** The name of a reading or fact. */
export function valueName(name: string, language: Language): string {
  return ownWord(valueWords[language].name, name);
}

/** Names come from samples: `constructor` is one like any other. */
function ownWord(words: Record<string, string>, name: string): string {
  return (Object.hasOwn(words, name) ? words[name] : undefined) ?? name;
}

/** The value by the unit at the end of its name (`TenthDb`, `Kbit`, `Bps`, `Bytes`, `S`, `Ms`), else a count or a word. */
export function formatValue(name: string, value: number | string, language: Language): string {
  if (typeof value === 'string') return ownWord(valueWords[language].word, value);
  if (name.endsWith('TenthDb')) return formatTenthDb(value, language);
  if (name.endsWith('Kbit')) return formatKbit(value, language);
  if (name.endsWith('Bps')) return formatKbit(value / 1000, language);
  if (name.endsWith('Bytes')) return formatBytes(value, language);
  if (name.endsWith('Ms')) return `${formatSigned(value, 0, language)}${NBSP}ms`;
  if (/[a-z]S$/.test(name)) return formatDuration(value * 1000, language);
  return formatCount(value, language);
}

/** 65 → `6,5 dB`. */
export function formatTenthDb(tenths: number, language: Language): string {
  return `${formatSigned(tenths / 10, 1, language)}${NBSP}dB`;
}

/** `640 kbit/s`, `103,4 Mbit/s`; cut, not rounded up. */
export function formatKbit(kbit: number, language: Language): string {
  if (kbit < 1000) return `${formatCount(Math.floor(kbit), language)}${NBSP}kbit/s`;
  return `${formatSigned(Math.floor(kbit / 100) / 10, 1, language)}${NBSP}Mbit/s`;
}

/** `12,3 MB`; decimal units, cut, never rounded up. */
export function formatBytes(bytes: number, language: Language): string {
  const size = [1e12, 1e9, 1e6, 1e3].findIndex((unit) => bytes >= unit);
  if (size < 0) return `${formatCount(bytes, language)}${NBSP}B`;
  const [unit, factor] = [['TB', 'GB', 'MB', 'kB'][size], [1e12, 1e9, 1e6, 1e3][size] ?? 1];
  return `${formatSigned(Math.floor((bytes / factor) * 10) / 10, 1, language)}${NBSP}${unit}`;
}

/** With a true minus sign, the whole part grouped. */
function formatSigned(value: number, digits: number, language: Language): string {
  const [whole = '0', fraction] = Math.abs(value).toFixed(digits).split('.');
  const grouped = formatCount(Number(whole), language);
  const sign = value < 0 ? '−' : '';
  return fraction === undefined ? `${sign}${grouped}` : `${sign}${grouped}${language === 'de' ? ',' : '.'}${fraction}`;
}
