import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { MailAccount } from '../../probe/mailbox/types.ts';
import { describeError } from '../log.ts';
import { MAILBOXES_FILE } from './load-mailbox-part.ts';
import { type MailboxSettings, parseMailboxes } from './mailbox-settings.ts';

/** A mailbox that the server reads itself. */
export type ReadMailbox = { account: MailAccount; line: string; deleteAfterMs: number | null };
export type MailboxSources = { dataDir: string; env: Record<string, string | undefined> };

const COMMAND_LIMIT_MS = 15_000;
const TOKEN_MAX_CHARS = 20_000;

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
    const ca = settings.caFile === null ? null : readNear(sources, settings.caFile);
    if (ca instanceof Error) return `${MAILBOXES_FILE}, "mailboxes.${name}.caFile": ${ca.message}`;
    const deleteAfterMs = settings.deleteAfterSeconds === null ? null : settings.deleteAfterSeconds * 1000;
    made.push({ account: accountOf(name, settings, ca, sources), line: settings.line, deleteAfterMs });
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

type Secrets = Pick<MailboxSettings, 'password' | 'passwordFile' | 'passwordEnv' | 'tokenCommand'>;

/** Read at each connection: a new password needs no restart. Rejects with a sentence that holds nothing secret. */
async function secretOf(
  { password, passwordFile, passwordEnv, tokenCommand }: Secrets,
  sources: MailboxSources,
): Promise<{ password: string } | { accessToken: string }> {
  if (tokenCommand !== null) return { accessToken: await runTokenCommand(tokenCommand) };
  if (passwordEnv !== null) {
    const value = sources.env[passwordEnv];
    if (!value) throw new Error(`there is no environment variable "${passwordEnv}"`);
    return { password: value };
  }
  if (passwordFile === null) return { password: password ?? '' };
  const text = readNear(sources, passwordFile);
  if (text instanceof Error) throw text;
  const first = text.split(/\r?\n/, 1)[0] ?? '';
  if (first === '') throw new Error('the first line of the password file is empty');
  return { password: first };
}

function readNear({ dataDir }: MailboxSources, name: string): string | Error {
  const path = resolve(dataDir, name);
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '?';
    return new Error(code === 'ENOENT' ? `there is no file ${path}` : `${path} can't be read (${code})`);
  }
}

/** The first line that the program prints. Neither its words nor what it says stand in a sentence: both may hold secrets. */
async function runTokenCommand([program = '', ...args]: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, {
    timeout: COMMAND_LIMIT_MS,
    killSignal: 'SIGKILL',
    maxBuffer: TOKEN_MAX_CHARS,
  }).catch(() => {
    throw new Error('the program of "tokenCommand" failed');
  });
  const token = stdout.split(/\r?\n/, 1)[0]?.trim() ?? '';
  if (token === '') throw new Error('the program of "tokenCommand" printed nothing');
  return token;
}
