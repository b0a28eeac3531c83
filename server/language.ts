import type { Language } from '../web/pages/views.ts';

/** The language of a page: `?lang=` decides, else the browser's wish; English for everybody else. */
export function chooseLanguage(lang: string | null, acceptLanguage: string | null): Language {
  if (lang === 'de' || lang === 'en') return lang;
  return acceptLanguage === null ? 'en' : wished(acceptLanguage);
}

function wished(acceptLanguage: string): Language {
  let best: { language: Language; weight: number } = { language: 'en', weight: 0 };
  for (const part of acceptLanguage.slice(0, 200).split(',')) {
    const match = /^\s*(de|en)(?:-[a-z0-9-]+)?\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*$/i.exec(part);
    const weight = match ? Number(match[2] ?? 1) : 0;
    if (match && weight > best.weight) best = { language: match[1]?.toLowerCase() === 'de' ? 'de' : 'en', weight };
  }
  return best.language;
}

const GERMAN_ZONES = new Set(['Europe/Berlin', 'Europe/Busingen', 'Europe/Vienna', 'Europe/Zurich', 'Europe/Vaduz']);

/** What is spoken where the line is, for what has no reader whose wish could be asked: badges and feeds. */
export function languageOfLine(zone: string): Language {
  return GERMAN_ZONES.has(zone) ? 'de' : 'en';
}
