import { createHash, createPublicKey, hash, type KeyObject, verify } from 'node:crypto';

/** First 32 hex digits of the SHA-256 of a raw Ed25519 key (base64): what people compare. */
export function keyFingerprint(publicKeyBase64: string): string {
  return createHash('sha256').update(Buffer.from(publicKeyBase64, 'base64')).digest('hex').slice(0, 32);
}

/** Name of the probe that holds this key. */
export const probeIdOf = keyFingerprint;

/** Checks raw Ed25519 signatures; keys are read once and kept, up to 10,000 of them. */
export function openKeyring(): (text: string, signatureBase64: string, publicKeyBase64: string) => boolean {
  const keyOf = openKeys();
  return (text, signatureBase64, publicKeyBase64) =>
    verify(null, Buffer.from(text, 'latin1'), keyOf(publicKeyBase64), Buffer.from(signatureBase64, 'base64'));
}

/** The same on a thread of its own: other work goes on meanwhile, and a second core takes part. */
export function openKeyringAside(): (
  text: string,
  signatureBase64: string,
  publicKeyBase64: string,
) => Promise<boolean> {
  const keyOf = openKeys();
  return (text, signatureBase64, publicKeyBase64) =>
    new Promise((settle, fail) => {
      const signature = Buffer.from(signatureBase64, 'base64');
      verify(null, Buffer.from(text, 'latin1'), keyOf(publicKeyBase64), signature, (error, isGood) =>
        error ? fail(error) : settle(isGood),
      );
    });
}

function openKeys(): (publicKeyBase64: string) => KeyObject {
  const keys = new Map<string, KeyObject>();
  return (publicKeyBase64) => {
    const known = keys.get(publicKeyBase64);
    if (known) return known;
    const x = Buffer.from(publicKeyBase64, 'base64').toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    if (keys.size >= 10_000) keys.clear();
    keys.set(publicKeyBase64, key);
    return key;
  };
}

/** Lower-case hex SHA-256 of a plain text. */
export function sha256Hex(text: string): string {
  return hash('sha256', text, 'hex');
}
