import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';

/** Name of the probe that holds this key (raw Ed25519, base64). */
export function probeIdOf(publicKeyBase64: string): string {
  return createHash('sha256').update(Buffer.from(publicKeyBase64, 'base64')).digest('hex').slice(0, 32);
}

/** Checks raw Ed25519 signatures; keys are read once and kept, up to 10,000 of them. */
export function openKeyring(): (text: string, signatureBase64: string, publicKeyBase64: string) => boolean {
  const keys = new Map<string, KeyObject>();
  const keyOf = (publicKeyBase64: string): KeyObject => {
    const known = keys.get(publicKeyBase64);
    if (known) return known;
    const x = Buffer.from(publicKeyBase64, 'base64').toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    if (keys.size >= 10_000) keys.clear();
    keys.set(publicKeyBase64, key);
    return key;
  };
  return (text, signatureBase64, publicKeyBase64) => {
    const signature = Buffer.from(signatureBase64, 'base64');
    return verify(null, Buffer.from(text, 'latin1'), keyOf(publicKeyBase64), signature);
  };
}

/** Lower-case hex SHA-256 of a plain text. */
export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
