import type { Language } from './views.ts';

const NBSP = '\u00a0';

/** `1.234,50 €` in German, `€1,234.50` in English. Whole cents, not negative. */
export function formatEuro(cents: number, language: Language): string {
  const [thousands, point] = language === 'de' ? ['.', ','] : [',', '.'];
  const whole = String(Math.trunc(cents / 100)).replace(/\B(?=(\d{3})+$)/g, thousands);
  const amount = `${whole}${point}${String(cents % 100).padStart(2, '0')}`;
  return language === 'de' ? `${amount}${NBSP}€` : `€${amount}`;
}

/** `5,00 € bis 10,00 €`; one amount where both are the same. */
export function formatEuroRange([least, most]: [number, number], language: Language): string {
  if (least === most) return formatEuro(least, language);
  return `${formatEuro(least, language)} ${language === 'de' ? 'bis' : 'to'} ${formatEuro(most, language)}`;
}
