import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Name of the settings in the server's data folder. */
export const MAILBOXES_FILE = 'mailboxes.yaml';

export type MailboxPart = typeof import('./mailbox-part.ts').mailboxPart;

/** What speaks to mailboxes, loaded when it is needed first: from the bundle beside the server's, or from the source. */
export async function loadMailboxPart(): Promise<MailboxPart> {
  const bundle = join(import.meta.dirname, 'mailbox-part.mjs');
  const file = existsSync(bundle) ? bundle : join(import.meta.dirname, 'mailbox-part.ts');
  // a path that the bundler does not follow
  const loaded: { mailboxPart: MailboxPart } = await import(/* @vite-ignore */ pathToFileURL(file).href);
  return loaded.mailboxPart;
}
