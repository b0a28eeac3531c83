import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, join } from 'node:path';
import type { SignText } from '../rules/journal/signed-text.ts';
import { formatSshsig, sshsigPreimage } from '../rules/journal/sshsig.ts';
import { type IdMask, openIdMask } from './public/id-mask.ts';

/** The key that signs lanes; made once, in `server-key.pem` beside the database. */
export type ServerKey = {
  /** Raw 32 bytes in base64. */
  publicKey: string;
  /** First 32 hex digits of the SHA-256 of the raw public key, as in enrolment tokens. */
  fingerprint: string;
  sign: SignText;
  /** An armored SSH signature of a text (or bytes) in a namespace, as `ssh-keygen -Y verify` checks it. */
  sshsig: (namespace: string, message: string | Uint8Array) => string;
  /** Where an upload came from, as far as a receipt says it: addresses only as keyed hash. */
  networkOf: (remoteAddress: string | null) => string;
  /** 32 hex digits: salts the hashes of personal values that this server itself finds. */
  personalSalt: string;
  /** For names that strangers see in place of telling ones. */
  idMask: IdMask;
};

/** Loads the key, or makes it. Throws when the file is not an Ed25519 key. `null`: a key that is kept nowhere (tests). */
export function openServerKey(folder: string | null): ServerKey {
  if (folder === null) return serverKey(generateKeyPairSync('ed25519').privateKey);
  const file = join(folder, 'server-key.pem');
  if (!existsSync(file)) writeNewKey(file);
  const key = createPrivateKey(readFileSync(file));
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${file} is not an Ed25519 key`);
  return serverKey(key);
}

function serverKey(privateKey: KeyObject): ServerKey {
  const raw = rawPublicKey(createPublicKey(privateKey));
  const secret = privateKey.export({ format: 'der', type: 'pkcs8' });
  const keyFor = (use: string) => Buffer.from(hkdfSync('sha256', secret, '', use, 32));
  const addressKey = keyFor('linewitness address hash');
  return {
    publicKey: raw.toString('base64'),
    fingerprint: createHash('sha256').update(raw).digest('hex').slice(0, 32),
    sign: (text) => sign(null, Buffer.from(text, 'latin1'), privateKey).toString('base64'),
    sshsig: (namespace, message) => {
      const digest = createHash('sha512').update(message).digest();
      const signature = sign(null, sshsigPreimage(namespace, 'sha512', digest), privateKey);
      return formatSshsig({ publicKey: raw, namespace, hash: 'sha512', signature });
    },
    networkOf: (remoteAddress) => networkOf(remoteAddress, addressKey),
    personalSalt: keyFor('linewitness personal salt').toString('hex').slice(0, 32),
    idMask: openIdMask(keyFor('linewitness names for strangers')),
  };
}

/** Written beside and linked: two processes that start at once end up with the same key, a power cut with none or all. */
function writeNewKey(file: string): void {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
  const draft = `${file}.${process.pid}`;
  const handle = openSync(draft, 'w', 0o600);
  writeSync(handle, String(pem));
  fsyncSync(handle);
  closeSync(handle);
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(draft);
  }
  const folder = openSync(dirname(file), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

/** The 32 bytes inside an Ed25519 key. */
function rawPublicKey(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
}

const PRIVATE = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|f[cd][0-9a-f]{2}:|fe80:)/i;

function networkOf(remoteAddress: string | null, addressKey: Buffer): string {
  const address = (remoteAddress ?? '').replace(/^::ffff:(?=\d)/i, '');
  if (isIP(address) === 0) return 'private'; // no address at all: a local socket
  if (address.startsWith('127.') || address === '::1') return 'loopback';
  if (PRIVATE.test(address)) return 'private';
  return `hash:${createHmac('sha256', addressKey).update(address).digest('hex')}`;
}
