import { z } from 'zod';
import { COUNTRIES, SERVICES } from '../../web/pages/setup-views.ts';

/**
 * The dated settings of a line: a text whose hash stands in the line's log. One header line, then one line of JSON:
 *
 *     linewitness-settings/1
 *     {"name":"Zuhause","provider":"Netz AG","zone":"Europe/Berlin","country":"DE","services":["internet"]}
 *
 * `country` and `services` stand there once the owner told them; texts of before have neither. Growth: new keys at the
 * end, which a reader that does not know them passes over. Fee and personal data never stand in it.
 */
export const SETTINGS_FORMAT = 'linewitness-settings/1';

const settingsSchema = z.object({
  name: z.string(),
  provider: z.string(),
  zone: z.string(),
  country: z.enum(COUNTRIES).optional(),
  services: z.array(z.enum(SERVICES)).readonly().optional(),
});
export type DatedSettings = z.output<typeof settingsSchema>;

/** The exact bytes that are hashed. */
export function formatSettings({ name, provider, zone, country, services }: DatedSettings): string {
  const told = { name, provider, zone, ...(country && { country }), ...(services && { services }) };
  return `${SETTINGS_FORMAT}\n${JSON.stringify(told)}\n`;
}

/** What the text says; null when it is none of ours. */
export function parseSettings(text: string): DatedSettings | null {
  const match = /^linewitness-settings\/1\n(.*)\n$/.exec(text);
  try {
    return settingsSchema.safeParse(JSON.parse(match?.[1] ?? '')).data ?? null;
  } catch {
    return null; // not JSON
  }
}
