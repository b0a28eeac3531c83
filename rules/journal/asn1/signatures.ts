import { BadDer, bitsOf, childrenOf, countOf, type Der, explicit, oidOf, openElements, readOne, TAG } from './der.ts';

/** What is used of WebCrypto's `crypto.subtle`; Node's and the browser's fit. */
export type Subtle = {
  digest(algorithm: string, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  importKey(
    format: 'spki',
    keyData: Uint8Array<ArrayBuffer>,
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
/** Signature algorithms that name their hash (RFC 4055, RFC 5758). */
const RSA_WITH: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.11': 'SHA-256',
  '1.2.840.113549.1.1.12': 'SHA-384',
  '1.2.840.113549.1.1.13': 'SHA-512',
};
const ECDSA_WITH: Readonly<Record<string, string>> = {
  '1.2.840.10045.4.3.2': 'SHA-256',
  '1.2.840.10045.4.3.3': 'SHA-384',
  '1.2.840.10045.4.3.4': 'SHA-512',
};
const RSA = '1.2.840.113549.1.1.1';
const RSA_PSS = '1.2.840.113549.1.1.10';
const EC_KEY = '1.2.840.10045.2.1';
const CURVES: Readonly<Record<string, { name: string; sizeBytes: number }>> = {
  '1.2.840.10045.3.1.7': { name: 'P-256', sizeBytes: 32 },
  '1.3.132.0.34': { name: 'P-384', sizeBytes: 48 },
  '1.3.132.0.35': { name: 'P-521', sizeBytes: 66 },
};
/** Below, RSA is too weak; above, a hostile key would take too long. */
const MIN_RSA_BYTES = 256;
const MAX_RSA_BYTES = 2048;

/** An algorithm that is not known here, or too weak. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';
}

export type Signed = {
  bytes: Uint8Array;
  signature: Uint8Array;
  /** AlgorithmIdentifier of the signature. */
  algorithm: Der;
  /** Hash that stands beside it (CMS); null where the algorithm must name it (certificates). */
  hash: string | null;
  /** SubjectPublicKeyInfo. */
  publicKey: Uint8Array;
};

/** The bytes in a buffer of their own, as WebCrypto takes them. */
export const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

/** WebCrypto's name of the hash of an AlgorithmIdentifier. Throws {@link Unsupported}. */
export function hashName(algorithm: Der): string {
  const oid = algorithmOid(algorithm);
  const name = HASHES[oid];
  if (name === undefined) throw new Unsupported(`uses the hash ${oid}, which is not known or too weak`);
  return name;
}

/** Whether a signature is right. Throws {@link Unsupported} and {@link BadDer}. */
export async function isSigned(signed: Signed, subtle: Subtle): Promise<boolean> {
  const key = childrenOf(readOne(signed.publicKey, TAG.sequence));
  const [keyAlgorithm, keyBits] = key;
  if (!keyAlgorithm || !keyBits) throw new BadDer('has a public key without its parts');
  const keyOid = algorithmOid(keyAlgorithm);
  if (keyOid === RSA) return isRsaSigned(signed, keyBits, subtle);
  if (keyOid === EC_KEY) return isEcSigned(signed, keyAlgorithm, subtle);
  throw new Unsupported(`is signed by a key of the kind ${keyOid}, which is not known`);
}

function algorithmOid(algorithm: Der): string {
  const [oid] = childrenOf(algorithm);
  if (oid?.tag !== TAG.oid) throw new BadDer('has an algorithm without a name');
  return oidOf(oid);
}

async function isRsaSigned(signed: Signed, keyBits: Der, subtle: Subtle): Promise<boolean> {
  const [modulus] = childrenOf(readOne(bitsOf(keyBits), TAG.sequence));
  const sizeBytes = modulus ? modulus.content.length - (modulus.content[0] === 0 ? 1 : 0) : 0;
  if (sizeBytes < MIN_RSA_BYTES || sizeBytes > MAX_RSA_BYTES) {
    throw new Unsupported('is signed by an RSA key of fewer than 2048 or more than 16384 bits');
  }
  const { name, hash, saltLength } = rsaScheme(signed);
  const scheme = saltLength === undefined ? { name } : { name, saltLength };
  return verifyWith(signed, signed.signature, { key: { name, hash }, scheme }, subtle);
}

function rsaScheme({ algorithm, hash }: Signed): { name: string; hash: string; saltLength?: number } {
  const oid = algorithmOid(algorithm);
  if (oid === RSA_PSS) return pssScheme(algorithm);
  const named = oid === RSA ? hash : RSA_WITH[oid];
  if (named === undefined || named === null) throw new Unsupported(`uses the signature ${oid}, which is not known`);
  return { name: 'RSASSA-PKCS1-v1_5', hash: named };
}

/** RFC 4055 §3.1; the mask function must use the same hash, as WebCrypto does. */
function pssScheme(algorithm: Der): { name: string; hash: string; saltLength: number } {
  const [, parameters] = childrenOf(algorithm);
  if (!parameters) throw new Unsupported('uses RSASSA-PSS with SHA-1');
  const parts = openElements(childrenOf(parameters));
  const [hash, mask, salt] = [parts.maybe(explicit(0)), parts.maybe(explicit(1)), parts.maybe(explicit(2))];
  if (!hash || !mask || !salt) throw new Unsupported('uses RSASSA-PSS with SHA-1');
  const [hashPart] = childrenOf(hash);
  const [maskPart] = childrenOf(mask);
  const [saltPart] = childrenOf(salt);
  const [, maskHash] = maskPart ? childrenOf(maskPart) : [];
  if (!hashPart || !maskHash || !saltPart) throw new BadDer('has parameters of RSASSA-PSS without their parts');
  const name = hashName(hashPart);
  if (hashName(maskHash) !== name) throw new Unsupported('uses RSASSA-PSS with two different hashes');
  return { name: 'RSA-PSS', hash: name, saltLength: countOf(saltPart) };
}

async function isEcSigned(signed: Signed, keyAlgorithm: Der, subtle: Subtle): Promise<boolean> {
  const [, curveOid] = childrenOf(keyAlgorithm);
  const curve = curveOid?.tag === TAG.oid ? CURVES[oidOf(curveOid)] : undefined;
  const hash = ECDSA_WITH[algorithmOid(signed.algorithm)];
  if (curve === undefined || hash === undefined)
    throw new Unsupported('uses an elliptic curve or hash that is not known');
  const raw = rawEcSignature(signed.signature, curve.sizeBytes);
  const key = { name: 'ECDSA', namedCurve: curve.name };
  return verifyWith(signed, raw, { key, scheme: { name: 'ECDSA', hash } }, subtle);
}

/** From ECDSA-Sig-Value (RFC 3279 §2.2.3) to r and s of fixed size (IEEE P1363). */
function rawEcSignature(signature: Uint8Array, sizeBytes: number): Uint8Array<ArrayBuffer> {
  const [r, s] = childrenOf(readOne(signature, TAG.sequence));
  const raw = new Uint8Array(2 * sizeBytes);
  for (const [index, part] of [r, s].entries()) {
    if (part?.tag !== TAG.integer) throw new BadDer('has an ECDSA signature without its parts');
    const digits = part.content[0] === 0 ? part.content.subarray(1) : part.content;
    if (digits.length > sizeBytes) throw new BadDer('has an ECDSA signature that is too long for its curve');
    raw.set(digits, (index + 1) * sizeBytes - digits.length);
  }
  return raw;
}

type KeyAlgorithm = { name: string; hash?: string; namedCurve?: string };

/** What WebCrypto throws is about the key or the signature: both come from strangers. */
async function verifyWith(
  { publicKey, bytes }: Signed,
  signature: Uint8Array,
  { key, scheme }: { key: KeyAlgorithm; scheme: Parameters<Subtle['verify']>[0] },
  subtle: Subtle,
): Promise<boolean> {
  try {
    const imported = await subtle.importKey('spki', owned(publicKey), key, false, ['verify']);
    return await subtle.verify(scheme, imported, owned(signature), owned(bytes));
  } catch (error) {
    throw new BadDer('has a key or a signature that cannot be used', { cause: error });
  }
}
