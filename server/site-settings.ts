import type { Store } from './store/open-store.ts';

/** Every setting of the server itself, with its check. null: fine; otherwise a sentence for the owner. */
const CHECK_OF_KEY = {
  /** Who is responsible for the published pages: name and address, as plain text. Shown to everybody. */
  imprint: (value: string) => textProblem(value, 4000),
  /** Mail address under which strangers reach the owner. Shown to everybody. */
  contact: mailProblem,
  /** `yes`: the owner decided to publish without an imprint. */
  imprintSkipped: (value: string) => (value === 'yes' ? null : 'only "yes" can be kept here'),
  /** JSON of server/alarms/: the mail account that alarms are sent through. Never shown. */
  mailAccount: (value: string) => textProblem(value, 4000),
  /** JSON of server/alarms/: what was announced of the server itself. Never shown. */
  alarmState: (value: string) => textProblem(value, 4000),
} as const satisfies Record<string, (value: string) => string | null>;

export type SiteSettingKey = keyof typeof CHECK_OF_KEY;

/** What belongs to the server and not to a line. An empty value is no value. */
export type SiteSettings = {
  /** null: not set. */
  get(key: SiteSettingKey): string | null;
  /** Trims, checks and keeps; an empty text erases. Returns a sentence when it is refused, null when it is kept. */
  set(key: SiteSettingKey, value: string): string | null;
};

type Parts = { store: Pick<Store, 'site' | 'write'>; nowMs: () => number };

/** Reads go to the database each time: they are asked for on the owner's pages and the imprint, not on every request. */
export function openSiteSettings({ store, nowMs }: Parts): SiteSettings {
  return {
    get: (key) => store.site.siteSetting(key),
    set: (key, given) => {
      const value = given.replace(/\r\n?/g, '\n').trim();
      const problem = value === '' ? null : CHECK_OF_KEY[key](value);
      if (problem !== null) return problem;
      store.write(() => {
        if (value === '') store.site.eraseSiteSetting(key);
        else store.site.writeSiteSetting(key, value, nowMs());
      });
      return null;
    },
  };
}

function textProblem(value: string, maxLength: number): string | null {
  if (value.length > maxLength) return `at most ${maxLength} characters`;
  return hasControls(value) ? 'control characters are not allowed' : null;
}

/** One plain address: what a `mailto:` link can carry without being read as anything else. */
function mailProblem(value: string): string | null {
  const isAddress = value.length <= 254 && /^[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(value);
  return isAddress ? null : 'must be one mail address like name@example.org';
}

/** All but line breaks and tabs. */
function hasControls(value: string): boolean {
  return /[^\P{Cc}\n\t]/u.test(value);
}
