import type { MailPart } from './mail/mail-part.ts';

/** The code for mail with its libraries, 25 MB: read only where it is wanted. In the bundle it is load-bundled-mail.ts. */
export async function loadMail(): Promise<MailPart> {
  return (await import('./mail/mail-part.ts')).mailPart;
}
