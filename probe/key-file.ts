import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { link, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { describeError } from './log.ts';

/** The probe's identity: its Ed25519 key and the name that follows from it. */
export type ProbeKey = {
  /** First 32 hex digits of the SHA-256 of the raw public key. */
  probe: string;
  /** Raw 32 bytes in base64. */
  publicKey: string;
  /** Raw Ed25519 signature over the UTF-8 bytes of `text`, base64. */
  sign(text: string): string;
};

/**
 * Loads the key, or makes one with mode 0600 where there is none. Returns a sentence when the file can't be used.
 *
 * A file that others may read is refused, not quietly narrowed: whoever could read it may have copied the key, and only
 * the owner can say whether that matters.
 */
export async function loadOrCreateKey(path: string): Promise<ProbeKey | string> {
  try {
    const existing = await loadKey(path);
    if (existing !== null) return existing;
    await createKeyFile(path);
    return (await loadKey(path)) ?? `${path}: the key was removed while it was being made`;
  } catch (error) {
    return `${path}: the key can't be read or made: ${describeError(error)}`;
  }
}

/** `null` when there is no such file. */
async function loadKey(path: string): Promise<ProbeKey | string | null> {
  const facts = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (facts === null) return null;
  if (process.platform !== 'win32' && (facts.mode & 0o077) !== 0) {
    const mode = (facts.mode & 0o777).toString(8);
    return `${path} can be used by others (mode ${mode}): it is the probe's secret key. If nobody has copied it, run: chmod 600 ${path}`;
  }
  return readKey(path, await readFile(path, 'utf8'));
}

function readKey(path: string, pem: string): ProbeKey | string {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    return `${path} is not a private key in PEM. Restore it from a copy; without it this probe has to be enrolled anew`;
  }
  return key.asymmetricKeyType === 'ed25519' ? probeKey(key) : `${path} is not an Ed25519 key`;
}

/** A {@link ProbeKey} around a private key; no file involved. */
export function probeKey(key: KeyObject): ProbeKey {
  const raw = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  return {
    probe: createHash('sha256').update(raw).digest('hex').slice(0, 32),
    publicKey: raw.toString('base64'),
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), key).toString('base64'),
  };
}

/**
 * If we die before the link: a stray `.new-PID-…` file, no key; the next start makes another. After it: the key is whole,
 * since its bytes were flushed before it got its name. `link` never replaces a key that another process made meanwhile.
 */
async function createKeyFile(path: string): Promise<void> {
  const { privateKey } = generateKeyPairSync('ed25519');
  // a name of its own for each call: two that write into one file would change a key that has its name already
  const newPath = `${path}.new-${process.pid}-${randomBytes(4).toString('hex')}`;
  const file = await open(newPath, 'wx', 0o600);
  try {
    await file.writeFile(privateKey.export({ format: 'pem', type: 'pkcs8' }));
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(newPath, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException; // node:fs rejects with nothing else
    if (code === 'EEXIST') return;
    // File systems without hard links (FAT): a rename is as whole, only not exclusive.
    await rename(newPath, path);
  } finally {
    await rm(newPath, { force: true });
  }
}

/** Lower-case hex SHA-256 of the UTF-8 bytes. */
export function sha256Hex(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}

const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** Raw Ed25519 over the UTF-8 bytes of `text`; false for anything that is not a good signature. */
export function verifySignature(text: string, signatureBase64: string, publicKeyBase64: string): boolean {
  try {
    const der = Buffer.concat([SPKI_PREFIX, Buffer.from(publicKeyBase64, 'base64')]);
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signatureBase64, 'base64'));
  } catch {
    return false; // not a key: hostile or damaged input, and no signature holds under it
  }
}
