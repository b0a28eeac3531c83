import { HEADS_NAMESPACE, MANIFEST_NAMESPACE } from '../../../rules/journal/heads.ts';
import { allowedSignersLine } from '../../../rules/journal/sshsig.ts';

/** What stands before the 32 bytes of an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410 §4). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** A public key as openssl reads it. `publicKey`: raw, base64. */
export function publicKeyPem(publicKey: string): string {
  const der = Buffer.concat([SPKI_PREFIX, Buffer.from(publicKey, 'base64')]);
  return `-----BEGIN PUBLIC KEY-----\n${der.toString('base64')}\n-----END PUBLIC KEY-----\n`;
}

/** The file of ssh-keygen that says whose signatures count: the server's, of heads and manifests. */
export function allowedSigners(serverPublicKey: string): string {
  return allowedSignersLine('server', [HEADS_NAMESPACE, MANIFEST_NAMESPACE], serverPublicKey);
}
