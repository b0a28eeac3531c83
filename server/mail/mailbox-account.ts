import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { passwordIn, readAuthorities, runTokenCommand } from '../../probe/mailbox/account-secret.ts';
import type { SecretSettings } from '../../probe/mailbox/account-settings.ts';
import type { MailAccount } from '../../probe/mailbox/types.ts';
import { describeError } from '../log.ts';
import { MAILBOXES_FILE } from './load-mailbox-part.ts';
import { type MailboxSettings, parseMailboxes } from './mailbox-settings.ts';

/** A mailbox that the server reads itself. */
export type ReadMailbox = { account: MailAccount; line: string; deleteAfterMs: number | null };
export type MailboxSources = { dataDir: string; env: Record<string, string | undefined> };

/** What `mailboxes.yaml` names; none without the file. A sentence for the owner where something in it is wrong. */
export function readMailboxes(sources: MailboxSources): ReadMailbox[] | string {
  let text: string;
  try {
    text = readFileSync(join(sources.dataDir, MAILBOXES_FILE), 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : describeError(error);
    return code === 'ENOENT' ? [] : `${MAILBOXES_FILE} can't be read (${code})`;
  }
  const parsed = parseMailboxes(text);
  if (typeof parsed === 'string') return parsed;
  const made: ReadMailbox[] = [];
  for (const [name, settings] of Object.entries(parsed)) {
    const ca = readAuthorities(sources.dataDir, settings.caFile);
    if (ca?.isRead === false) return `${MAILBOXES_FILE}, "mailboxes.${name}.caFile": ${ca.sentence}`;
    const deleteAfterMs = settings.deleteAfterSeconds === null ? null : settings.deleteAfterSeconds * 1000;
    made.push({ account: accountOf(name, settings, ca?.text ?? null, sources), line: settings.line, deleteAfterMs });
  }
  return made;
}

function accountOf(
  name: string,
  { address, user, imap, folder, junkFolder, ...settings }: MailboxSettings,
  ca: string | null,
  sources: MailboxSources,
): MailAccount {
  const secret = () => secretOf(settings, sources);
  return { name, address, user: user ?? address, secret, smtp: null, imap, ca, folder, junkFolder };
}

/** Read at each connection: a new password needs no restart. Rejects with a sentence that holds nothing secret. */
async function secretOf(
  { password, passwordFile, passwordEnv, tokenCommand }: SecretSettings,
  sources: MailboxSources,
): Promise<{ password: string } | { accessToken: string }> {
  if (tokenCommand !== null) return { accessToken: await runTokenCommand(tokenCommand) };
  if (passwordEnv !== null) {
    const value = sources.env[passwordEnv];
    if (!value) throw new Error(`there is no environment variable "${passwordEnv}"`);
    return { password: value };
  }
  if (passwordFile === null) return { password: password ?? '' };
  const read = passwordIn(resolve(sources.dataDir, passwordFile));
  if (!read.isRead) throw new Error(read.sentence);
  return { password: read.text };
}
