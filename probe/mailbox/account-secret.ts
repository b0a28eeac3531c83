import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

/** What settings of an account name: files beside them, and programs. No sentence holds what they hold. */

const PASSWORD_MAX_CHARS = 400;
const COMMAND_LIMIT_MS = 20_000;
const TOKEN_MAX_CHARS = 10_000;

export type Read = { isRead: true; text: string } | { isRead: false; sentence: string };

const UNREAD: Record<string, (path: string) => string> = {
  ENOENT: (path) => `there is no file ${path}`,
  EACCES: (path) => `${path} may not be read by the user that this program runs as`,
  EISDIR: (path) => `${path} is a folder`,
};

/** A file by its whole path, or by its name in `folder`. */
export function readNear(folder: string, name: string): Read {
  const path = resolve(folder, name);
  try {
    return { isRead: true, text: readFileSync(path, 'utf8') };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { isRead: false, sentence: UNREAD[code]?.(path) ?? `${path} can't be read (${code})` };
  }
}

/** Certificates of further authorities; null: none are named. */
export function readAuthorities(folder: string, caFile: string | null): Read | null {
  const read = caFile === null ? null : readNear(folder, caFile);
  if (!read?.isRead || read.text.includes('-----BEGIN CERTIFICATE-----')) return read;
  return { isRead: false, sentence: 'holds no certificate in PEM' };
}

/** The first line of the file. */
export function passwordIn(path: string): Read {
  const read = readNear('/', path);
  if (!read.isRead) return read;
  const [line = ''] = read.text.split(/\r?\n/, 1);
  if (line !== '' && line.length <= PASSWORD_MAX_CHARS) return { isRead: true, text: line };
  return { isRead: false, sentence: `the first line of ${path} is no password` };
}

/** The first line that the program prints. Neither its words nor what it says stand in a sentence: both may hold secrets. */
export async function runTokenCommand([program = '', ...args]: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, {
    timeout: COMMAND_LIMIT_MS,
    killSignal: 'SIGKILL',
    maxBuffer: TOKEN_MAX_CHARS,
  }).catch((error: { code?: unknown; killed?: boolean }) => {
    const ended = error.killed ? `did not end within ${COMMAND_LIMIT_MS / 1000} s` : `failed (${String(error.code)})`;
    throw new Error(`the program of "tokenCommand" ${ended}`);
  });
  const token = stdout.split(/\r?\n/, 1)[0]?.trim() ?? '';
  if (token === '') throw new Error('the program of "tokenCommand" printed nothing');
  return token;
}
