import { COUNTRIES, type Country } from '../../web/pages/setup-views.ts';

const COUNTRY_OF_ZONE: Record<string, Country> = {
  'Europe/Berlin': 'DE',
  'Europe/Busingen': 'DE',
  'Europe/Vienna': 'AT',
  'Europe/Zurich': 'CH',
  'Europe/Amsterdam': 'NL',
  'Europe/Brussels': 'BE',
  'Europe/London': 'GB',
  'Europe/Belfast': 'GB',
  'Europe/Paris': 'FR',
};

/** Where a line in that time zone is likely to be; `ZZ` where the zone does not tell. */
export function countryOfZone(zone: string): Country {
  return COUNTRY_OF_ZONE[zone] ?? 'ZZ';
}

export function isCountry(text: string): text is Country {
  return COUNTRIES.some((country) => country === text);
}

/** The ones that people here are likely to want, in the order in which they are offered. */
const COMMON_ZONES = Object.keys(COUNTRY_OF_ZONE).filter((zone) => !/Busingen|Belfast/.test(zone));

/** Every zone that this machine knows, the common ones and `first` before the others. */
export function offeredZones(first: string): string[] {
  return [...new Set([first, ...COMMON_ZONES, ...Intl.supportedValuesOf('timeZone'), 'UTC'])];
}

/** Whether the name says nothing about a place: what a rented server is set to. */
export function isPlacelessZone(zone: string): boolean {
  return /^(UTC|GMT|Etc\/|Zulu|Universal)/i.test(zone);
}
