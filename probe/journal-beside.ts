import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type PersonalValue, personalValueSchema, personalValueText } from '../rules/wire/upload.ts';
import { replaceSmallFile } from './journal-small-file.ts';
import { sha256Hex } from './key-file.ts';
import { describeError, type Log } from './log.ts';

/**
 * What travels beside the segments: the texts of methods (`methods/SHA256.json`) and the personal values behind the
 * hashes (`values.json`, with the salt of this probe). Both are known before a segment that names them is closed.
 */
export type Beside = {
  /** 32 hex digits, made once. */
  personalSalt: string;
  /** Keeps the method; resolves when it is on the disk, or could not be put there (it then waits in memory). */
  keepMethod(methodSha256: string, methodText: string): Promise<void>;
  methodText(methodSha256: string): Promise<string | null>;
  /** Words of test mails are many: they are written up to a minute later (the book of mails has them meanwhile). */
  keepValue(value: PersonalValue): Promise<void>;
  /** Resolves when all values are on the disk. */
  flush(): Promise<void>;
  /** The values whose hashes stand in these texts and that the server does not have yet. */
  valuesFor(texts: string[]): PersonalValue[];
  /** The server has these values now. */
  noteDelivered(values: PersonalValue[]): Promise<void>;
  /** The server has lost what it had (it was restored from an older copy): everything is sent again where it is named. */
  forgetDelivered(): void;
};

const storedSchema = z.strictObject({
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  values: z.array(personalValueSchema.extend({ isDelivered: z.boolean() })),
});
type Stored = z.infer<typeof storedSchema>;

/** Opens both; a sentence when the folder or `values.json` can't be used. */
export async function openBeside(dataDir: string, log: Log): Promise<Beside | string> {
  const path = join(dataDir, 'values.json');
  const methodFolder = join(dataDir, 'methods');
  try {
    await mkdir(methodFolder, { recursive: true, mode: 0o700 });
    const stored = await readStored(path);
    return typeof stored === 'string' ? stored : besideOf(stored, { path, methodFolder, log });
  } catch (error) {
    return `${path} can't be used: ${describeError(error)}`;
  }
}

async function readStored(path: string): Promise<Stored | string> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) {
    const stored: Stored = { salt: randomBytes(16).toString('hex'), values: [] };
    await replaceSmallFile(path, formatStored(stored));
    return stored;
  }
  try {
    return storedSchema.parse(JSON.parse(text));
  } catch {
    return `${path} is damaged. Move it away; the probe then makes a new one, and only the readable forms of hashed values are lost`;
  }
}

function formatStored(stored: Stored): string {
  return `${JSON.stringify(stored, null, 1)}\n`;
}

type Places = { path: string; methodFolder: string; log: Log };

function besideOf(stored: Stored, { path, methodFolder, log }: Places): Beside {
  const byHash = new Map(stored.values.map((value) => [hashOf(value), value]));
  const methodsInMemory = new Map<string, string>();
  let saving: Promise<void> = Promise.resolve();
  let queued: Promise<void> | null = null;
  /** What comes while a writing waits for its turn is written by it too: a snapshot's texts cost one. */
  const save = () => {
    queued ??= saving.then(async () => {
      queued = null;
      const text = formatStored({ salt: stored.salt, values: [...byHash.values()] });
      await replaceSmallFile(path, text).catch((error) => log.error('values.json can’t be written', { error }));
    });
    saving = queued;
    return saving;
  };
  let timer: NodeJS.Timeout | null = null;
  const saveSoon = () => {
    timer ??= setTimeout(() => void flush(), SAVE_MAIL_AFTER_MS).unref();
  };
  const flush = async () => {
    if (timer === null) return saving;
    clearTimeout(timer);
    timer = null;
    await save();
  };
  return {
    personalSalt: stored.salt,
    flush,
    keepMethod: async (methodSha256, methodText) => {
      methodsInMemory.set(methodSha256, methodText);
      const file = join(methodFolder, `${methodSha256}.json`);
      const kept = await readFile(file, 'utf8').catch(() => null); // not there yet, or not readable: written anew
      if (kept === methodText) return;
      await replaceSmallFile(file, methodText).catch((error) => log.error('the method can’t be written', { error }));
    },
    methodText: async (methodSha256) =>
      methodsInMemory.get(methodSha256) ??
      readFile(join(methodFolder, `${methodSha256}.json`), 'utf8').catch(() => null),
    keepValue: async (value) => {
      const hash = hashOf(value);
      const known = byHash.get(hash);
      if (known) byHash.delete(hash); // those that come again and again leave last
      byHash.set(hash, known ?? { ...value, isDelivered: false });
      if (known) return;
      const dropped = dropOldTexts(byHash);
      if (dropped > 0) log.warn('old texts behind hashes are given up before the server has them', { dropped });
      if (isOfMail(value)) saveSoon();
      else await save();
    },
    valuesFor: (texts) => {
      const waiting = [...byHash].filter(([, value]) => !value.isDelivered);
      const named = waiting.filter(([hash]) => texts.some((text) => text.includes(`hash:${hash}`)));
      return named.map(([, { kind, salt, value }]) => ({ kind, salt, value }));
    },
    noteDelivered: async (values) => {
      for (const value of values) {
        const known = byHash.get(hashOf(value));
        if (known) known.isDelivered = true;
      }
      dropOldTexts(byHash);
      // for texts that come and go no writing: after a crash they are sent once more, no harm is done
      if (values.some((value) => !isOfMail(value) && value.value.length <= SHORT_CHARS)) await save();
    },
    forgetDelivered: () => {
      for (const value of byHash.values()) value.isDelivered = false;
    },
  };
}

/** Longer values are the texts of snapshots: each outage makes some more. */
const SHORT_CHARS = 100;
/** The file is written anew as a whole, so that few of them stay: for a server that was restored from an older copy. */
const DELIVERED_MAX_CHARS = 16_000;
/** Of a line that flaps for days while its server can't be reached. */
const WAITING_MAX_CHARS = 48_000;
/** The same of test mails: replies, ids, heads. */
const MAIL_DELIVERED_MAX_CHARS = 8_000;
const MAIL_WAITING_MAX_CHARS = 200_000;
const SAVE_MAIL_AFTER_MS = 60_000;

function isOfMail({ kind }: Pick<PersonalValue, 'kind'>): boolean {
  return kind.startsWith('mail-');
}

/**
 * Gives up long values, and those of mails, beyond the limits: of those that the server has the oldest, of those that wait
 * the ones in the middle, since begin and end of an outage say most. Returns how many the server does not have.
 */
function dropOldTexts(byHash: Map<string, Stored['values'][number]>): number {
  const mail = [...byHash].filter(([, value]) => isOfMail(value));
  const long = [...byHash].filter(([, value]) => value.value.length > SHORT_CHARS && !isOfMail(value));
  return (
    dropOf(byHash, mail, MAIL_DELIVERED_MAX_CHARS, MAIL_WAITING_MAX_CHARS) +
    dropOf(byHash, long, DELIVERED_MAX_CHARS, WAITING_MAX_CHARS)
  );
}

function dropOf(
  byHash: Map<string, Stored['values'][number]>,
  values: [string, Stored['values'][number]][],
  deliveredMaxChars: number,
  waitingMaxChars: number,
): number {
  const delivered = values.filter(([, { isDelivered }]) => isDelivered);
  const waiting = values.filter(([, { isDelivered }]) => !isDelivered);
  dropBeyond(byHash, delivered, deliveredMaxChars, () => 0);
  return dropBeyond(byHash, waiting, waitingMaxChars, (count) => Math.floor(count / 2));
}

function dropBeyond(
  byHash: Map<string, Stored['values'][number]>,
  from: [string, Stored['values'][number]][],
  maxChars: number,
  next: (count: number) => number,
): number {
  let chars = from.reduce((sum, [, { value }]) => sum + value.length, 0);
  let dropped = 0;
  for (; chars > maxChars; dropped += 1) {
    const [gone] = from.splice(next(from.length), 1);
    if (!gone) break;
    byHash.delete(gone[0]);
    chars -= gone[1].value.length;
  }
  return dropped;
}

function hashOf({ kind, salt, value }: PersonalValue): string {
  return sha256Hex(personalValueText({ kind, salt, value }));
}
