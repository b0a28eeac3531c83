import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

const KEY = /^[0-9a-f]{64}\n$/;

/**
 * The secret that the tokens of test mails are made with (`FOLDER/mac.key`, mode 0600, folder 0700); made where there is
 * none. Not the signing key: what is lost with it is only that mails under way are not known again. Rejects with the error
 * of the system.
 */
export async function loadOrCreateMacKey(folder: string): Promise<Uint8Array> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'mac.key');
  const known = await readKey(path);
  if (known) return known;
  const newPath = `${path}.new-${process.pid}-${randomBytes(4).toString('hex')}`;
  const file = await open(newPath, 'wx', 0o600);
  try {
    await file.writeFile(`${randomBytes(32).toString('hex')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  // a damaged one is replaced; a whole one that came meanwhile (`mail-test` beside a probe) stays
  await link(newPath, path).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
    if ((await readKey(path)) === null) {
      await rm(path);
      await link(newPath, path);
    }
  });
  await rm(newPath, { force: true });
  const made = await readKey(path);
  if (made === null) throw new Error(`${path} can't be made`);
  return made;
}

/** null: there is none, or it is damaged. */
async function readKey(path: string): Promise<Uint8Array | null> {
  const text = await readFile(path, 'latin1').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return KEY.test(text) ? Buffer.from(text.trim(), 'hex') : null;
}
