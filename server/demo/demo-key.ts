import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { ProbeIdentity } from './simulated-probe.ts';

/** PKCS #8 wrapping of a raw Ed25519 seed (RFC 8410 §7). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A probe's key from 32 bytes; with fixed bytes it proves nothing, so those are for tests and benches only. */
export function identityFromSecret(secret: Buffer): ProbeIdentity & { publicKey: string } {
  if (secret.length !== 32) throw new Error(`bug: an Ed25519 secret has 32 bytes, not ${secret.length}`);
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, secret]), format: 'der', type: 'pkcs8' });
  const rawPublicKey = rawPublicKeyOf(key);
  return {
    id: createHash('sha256').update(rawPublicKey).digest('hex').slice(0, 32),
    publicKey: rawPublicKey.toString('base64'),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64'),
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  };
}

function rawPublicKeyOf(key: KeyObject): Buffer {
  // the last 32 bytes of an Ed25519 SubjectPublicKeyInfo are the key itself
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
}
