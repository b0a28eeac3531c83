import { eq } from 'drizzle-orm';
import { siteSettings } from '../../drizzle/owner-schema.ts';
import type { Drizzle } from './owner-tables.ts';

/** Rows of what belongs to the server and not to a line; which keys there are is known in server/site-settings.ts. */
export type SiteTables = ReturnType<typeof openSiteTables>;

export function openSiteTables(db: Drizzle) {
  return {
    siteSetting: (key: string): string | null =>
      db.select().from(siteSettings).where(eq(siteSettings.key, key)).get()?.value ?? null,
    writeSiteSetting: (key: string, value: string, updatedAtMs: number) =>
      void db
        .insert(siteSettings)
        .values({ key, value, updatedAtMs })
        .onConflictDoUpdate({ target: siteSettings.key, set: { value, updatedAtMs } })
        .run(),
    eraseSiteSetting: (key: string) => void db.delete(siteSettings).where(eq(siteSettings.key, key)).run(),
  };
}
