import type { SiteSettings } from '../../server/site-settings.ts';

/** Settings in memory; everything is taken. */
export function fakeSiteSettings(): SiteSettings {
  const values = new Map<string, string>();
  return {
    get: (key) => values.get(key) ?? null,
    set: (key, value) => {
      values.set(key, value);
      return null;
    },
  };
}
