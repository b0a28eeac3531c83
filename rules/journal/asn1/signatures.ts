import type { BitString, OctetString } from 'asn1js';
import { type AlgorithmIdentifier, CryptoEngine, type PublicKeyInfo, RSAPublicKey } from 'pkijs';
import { BadDer, reading } from './der.ts';

/** What is used of WebCrypto's `crypto.subtle`, by us and by pkijs; Node's and the browser's fit. */
export type Subtle = {
  digest(algorithm: string, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  importKey(
    format: 'jwk',
    keyData: object,
    algorithm: { name: string; hash?: string; namedCurve?: string },
    extractable: boolean,
    usages: 'verify'[],
  ): Promise<unknown>;
  verify(
    algorithm: { name: string; hash?: string; saltLength?: number },
    key: unknown,
    signature: Uint8Array<ArrayBuffer>,
    data: Uint8Array<ArrayBuffer>,
  ): Promise<boolean>;
};

/** Hashes by OID, as WebCrypto calls them. SHA-1 is left out: it is broken. */
const HASHES: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};
const RSA = '1.2.840.113549.1.1.1';
const EC_KEY = '1.2.840.10045.2.1';
/** Below, RSA is too weak; above, a hostile key would take too long. */
const MIN_RSA_BYTES = 256;
const MAX_RSA_BYTES = 2048;

/** An algorithm that is not known here, or too weak. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';
}

export type Signed = {
  bytes: Uint8Array;
  signature: BitString | OctetString;
  algorithm: AlgorithmIdentifier;
  /** Hash that stands beside it (CMS); null where the algorithm must name it (certificates). */
  hash: string | null;
  publicKey: PublicKeyInfo;
};

/** The bytes in a buffer of their own, as WebCrypto takes them. */
export const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

/** WebCrypto's name of the hash of an AlgorithmIdentifier. Throws {@link Unsupported}. */
export function hashName({ algorithmId }: AlgorithmIdentifier): string {
  const name = HASHES[algorithmId];
  if (name === undefined) throw new Unsupported(`uses the hash ${algorithmId}, which is not known or too weak`);
  return name;
}

/** Whether a signature is right. Throws {@link Unsupported} and {@link BadDer}. */
export async function isSigned(signed: Signed, subtle: Subtle): Promise<boolean> {
  const { bytes, signature, algorithm, publicKey } = signed;
  // pkijs uses no more of it; its own, global engine is never asked
  const engine = new CryptoEngine({ crypto: { subtle } });
  const beside = algorithm.algorithmId === RSA ? signed.hash : null;
  const hash = beside ?? engine.getHashAlgorithm(algorithm);
  if (!Object.values(HASHES).includes(hash)) {
    throw new Unsupported(`uses the signature ${algorithm.algorithmId}, which is not known or too weak`);
  }
  checkKey(publicKey);
  try {
    return await engine.verifyWithPublicKey(owned(bytes), signature, publicKey, algorithm, beside ?? undefined);
  } catch (error) {
    // what pkijs and WebCrypto throw is about the key or the signature: both come from strangers
    throw new BadDer('has a key or a signature that cannot be used', { cause: error });
  }
}

/** pkijs takes RSA of any size. */
function checkKey({ algorithm: { algorithmId }, subjectPublicKey }: PublicKeyInfo): void {
  if (algorithmId === EC_KEY) return;
  if (algorithmId !== RSA) throw new Unsupported(`is signed by a key of the kind ${algorithmId}, which is not known`);
  const key = reading('public key', () => RSAPublicKey.fromBER(owned(subjectPublicKey.valueBlock.valueHexView)));
  const sizeBytes = key.modulus.valueBlock.valueHexView.length;
  if (sizeBytes < MIN_RSA_BYTES || sizeBytes > MAX_RSA_BYTES) {
    throw new Unsupported('is signed by an RSA key of fewer than 2048 or more than 16384 bits');
  }
}
