import { z } from 'zod';
import type { SiteSettings } from '../site-settings.ts';

/** Through which alarms by mail are sent. */
const mailAccountSchema = z.strictObject({
  host: z.string(),
  port: z.number(),
  /** `none` only where the server is on this machine. */
  security: z.enum(['tls', 'starttls', 'none']),
  user: z.string(),
  password: z.string(),
  sender: z.string(),
});
export type MailAccount = z.infer<typeof mailAccountSchema>;

/** null: none was set. */
export function readMailAccount(settings: SiteSettings): MailAccount | null {
  const text = settings.get('mailAccount');
  if (text === null) return null;
  const parsed = mailAccountSchema.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}

export function writeMailAccount(settings: SiteSettings, account: MailAccount): void {
  const problem = settings.set('mailAccount', JSON.stringify(account));
  if (problem !== null) throw new Error(`bug: the mail account was not kept: ${problem}`);
}

/** One plain address that fits into a header and an SMTP command without being read as anything else (RFC 5321 §4.1.2, without quotes). */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && /^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/.test(text);
}

export function isHostName(text: string): boolean {
  return text.length <= 253 && /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(text);
}

/** Hosts to which a password may go without encryption. */
export function isThisMachine(host: string): boolean {
  return host === 'localhost' || /^127(\.\d{1,3}){3}$/.test(host);
}
