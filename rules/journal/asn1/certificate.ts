import {
  BadDer,
  bitsOf,
  childrenOf,
  countOf,
  type Der,
  explicit,
  isTrue,
  oidOf,
  openElements,
  printableOf,
  readOne,
  TAG,
  timeOf,
} from './der.ts';

/** An X.509 certificate (RFC 5280 §4.1), as far as chains of time stamps need it. */
export type Certificate = {
  /** The whole of it, as it is hashed. */
  bytes: Uint8Array;
  /** What the issuer signed, with what algorithm, and the signature. */
  signed: Uint8Array;
  algorithm: Der;
  signature: Uint8Array;
  /** Content of the INTEGER. */
  serial: Uint8Array;
  /** DER of the names; compared byte by byte. */
  issuer: Uint8Array;
  subject: Uint8Array;
  notBeforeMs: number;
  notAfterMs: number;
  /** DER of SubjectPublicKeyInfo. */
  publicKey: Uint8Array;
  /** By OID. */
  extensions: ReadonlyMap<string, Extension>;
};
export type Extension = { isCritical: boolean; value: Uint8Array };

export const EXTENSION = {
  keyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  policies: '2.5.29.32',
  extendedKeyUsage: '2.5.29.37',
} as const;
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const ANY_PURPOSE = '2.5.29.37.0';
const COMMON_NAME = '2.5.4.3';

/** Throws {@link BadDer}. */
export function readCertificate(bytes: Uint8Array): Certificate {
  const outer = openElements(childrenOf(readOne(bytes, TAG.sequence)));
  const toBeSigned = outer.take(TAG.sequence, 'certificate');
  const algorithm = outer.take(TAG.sequence, 'algorithm of the certificate');
  const signature = bitsOf(outer.take(TAG.bitString, 'signature of the certificate'));
  outer.end('certificate');
  const parts = openElements(childrenOf(toBeSigned));
  parts.maybe(explicit(0)); // version
  const serial = parts.take(TAG.integer, 'serial number').content;
  parts.take(TAG.sequence, 'algorithm');
  const issuer = parts.take(TAG.sequence, 'issuer').whole;
  const [notBefore, notAfter] = childrenOf(parts.take(TAG.sequence, 'validity'));
  if (!notBefore || !notAfter) throw new BadDer('has a certificate without validity');
  const subject = parts.take(TAG.sequence, 'subject').whole;
  const publicKey = parts.take(TAG.sequence, 'public key').whole;
  for (const unique of [0x81, 0x82]) parts.maybe(unique);
  const extensions = readExtensions(parts.maybe(explicit(3)));
  parts.end('certificate');
  const validity = { notBeforeMs: timeOf(notBefore), notAfterMs: timeOf(notAfter) };
  return {
    ...{ bytes, signed: toBeSigned.whole, algorithm, signature },
    ...{ serial, issuer, subject, ...validity, publicKey, extensions },
  };
}

function readExtensions(wrapped: Der | null): Map<string, Extension> {
  const extensions = new Map<string, Extension>();
  if (wrapped === null) return extensions;
  const [list] = childrenOf(wrapped);
  for (const extension of list ? childrenOf(list) : []) {
    const parts = openElements(childrenOf(extension));
    const oid = oidOf(parts.take(TAG.oid, 'name of an extension'));
    const critical = parts.maybe(TAG.boolean);
    const value = parts.take(TAG.octetString, 'value of an extension').content;
    if (extensions.has(oid)) throw new BadDer(`has the extension ${oid} twice`);
    extensions.set(oid, { isCritical: critical !== null && isTrue(critical), value });
  }
  return extensions;
}

/** Whether it may sign time stamps and nothing else: the purpose stands alone and is critical (RFC 3161 §2.3). */
export function isForTimeStamping(certificate: Certificate): boolean {
  const purpose = certificate.extensions.get(EXTENSION.extendedKeyUsage);
  const purposes = purposesOf(certificate);
  return purpose?.isCritical === true && purposes?.join() === TIME_STAMPING && maySign(certificate);
}

/** digitalSignature or nonRepudiation, where a key usage is told. */
function maySign({ extensions }: Certificate): boolean {
  const usage = extensions.get(EXTENSION.keyUsage);
  return usage === undefined || (keyUsageBits(usage) & 0xc0) !== 0;
}

function purposesOf({ extensions }: Certificate): string[] | null {
  const purpose = extensions.get(EXTENSION.extendedKeyUsage);
  return purpose === undefined ? null : childrenOf(readOne(purpose.value, TAG.sequence)).map(oidOf);
}

/** First byte of the bits of a key usage: digitalSignature is 0x80, keyCertSign 0x04. */
function keyUsageBits({ value }: Extension): number {
  return readOne(value, TAG.bitString).content[1] ?? 0;
}

const UNDERSTOOD: ReadonlySet<string> = new Set(Object.values(EXTENSION));

/**
 * Whether it may issue certificates for time stamping (RFC 5280 §6.1.4): CA, keyCertSign, purpose not limited to others, at
 * most `below` CAs under it, and no critical extension that is not understood here (names are not constrained here).
 */
export function mayIssue(certificate: Certificate, below: number): boolean {
  const { extensions } = certificate;
  const constraints = extensions.get(EXTENSION.basicConstraints);
  if (constraints === undefined) return false;
  const parts = openElements(childrenOf(readOne(constraints.value, TAG.sequence)));
  const isCa = parts.maybe(TAG.boolean);
  const longest = parts.maybe(TAG.integer);
  if (isCa === null || !isTrue(isCa) || (longest !== null && countOf(longest) < below)) return false;
  const usage = extensions.get(EXTENSION.keyUsage);
  if (usage !== undefined && (keyUsageBits(usage) & 0x04) === 0) return false;
  const purposes = purposesOf(certificate);
  if (purposes !== null && !purposes.some((oid) => oid === TIME_STAMPING || oid === ANY_PURPOSE)) return false;
  return [...extensions].every(([oid, { isCritical }]) => !isCritical || UNDERSTOOD.has(oid));
}

/** The common name of a Name, or its last part; printable ASCII. */
export function nameText(name: Uint8Array): string {
  const parts = childrenOf(readOne(name, TAG.sequence)).flatMap((set) => childrenOf(set));
  const pairs = parts.map((part) => childrenOf(part));
  const common = pairs.findLast(([type]) => type !== undefined && type.tag === TAG.oid && oidOf(type) === COMMON_NAME);
  const value = (common ?? pairs.at(-1))?.[1];
  return value ? printableOf(value.content) : '';
}
