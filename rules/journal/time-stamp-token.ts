import { type Certificate, readCertificate } from './asn1/certificate.ts';
import {
  BadDer,
  childrenOf,
  countOf,
  type Der,
  explicit,
  implicit,
  isTrue,
  oidOf,
  openElements,
  printableOf,
  readOne,
  TAG,
  timeOf,
} from './asn1/der.ts';
import { der } from './asn1/write-der.ts';

/** The structures of a time stamp, read and not yet believed. Every function throws {@link BadDer}. */

/** PKIStatusInfo (RFC 3161 §2.4.2) and the token, which only a granted request has. */
export type TimeStampResponse = { status: number; reason: string; token: Der | null };

const FAILURES: Readonly<Record<number, string>> = {
  0: 'badAlg',
  2: 'badRequest',
  5: 'badDataFormat',
  14: 'timeNotAvailable',
  15: 'unacceptedPolicy',
  16: 'unacceptedExtension',
  17: 'addInfoNotAvailable',
  25: 'systemFailure',
};

export function readResponse(bytes: Uint8Array): TimeStampResponse {
  const outer = openElements(childrenOf(readOne(bytes, TAG.sequence)));
  const info = openElements(childrenOf(outer.take(TAG.sequence, 'status')));
  const status = countOf(info.take(TAG.integer, 'status'));
  const texts = info.maybe(TAG.sequence);
  const failures = info.maybe(TAG.bitString);
  info.end('status');
  const token = outer.maybe(TAG.sequence);
  outer.end('response');
  const said = texts ? childrenOf(texts, 10).map(({ content }) => printableOf(content)) : [];
  return { status, reason: [...(failures ? failureNames(failures) : []), ...said].join(', ').slice(0, 200), token };
}

function failureNames({ content }: Der): string[] {
  const isSet = (bit: number) => ((content[1 + (bit >> 3)] ?? 0) & (0x80 >> (bit & 7))) !== 0;
  return Object.entries(FAILURES).flatMap(([bit, name]) => (isSet(Number(bit)) ? [name] : []));
}

/** CMS SignedData (RFC 5652 §5) over one TSTInfo, by one signer. */
export type SignedStamp = {
  /** DER of the TSTInfo. */
  content: Uint8Array;
  certificates: Certificate[];
  signer: Signer;
};
export type Signer = {
  /** IssuerAndSerialNumber, or the key identifier in an extension. */
  id: { issuer: Uint8Array; serial: Uint8Array } | { keyIdentifier: Uint8Array };
  digestAlgorithm: Der;
  /** The signed attributes as they are signed (SET OF), and their values by OID. */
  signedBytes: Uint8Array;
  attributes: ReadonlyMap<string, Der>;
  algorithm: Der;
  signature: Uint8Array;
};

const SIGNED_DATA = '1.2.840.113549.1.7.2';
export const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const MAX_CERTIFICATES = 10;

export function readSignedStamp(token: Der): SignedStamp {
  const outer = openElements(childrenOf(token));
  if (oidOf(outer.take(TAG.oid, 'type')) !== SIGNED_DATA) throw new BadDer('holds no signed data');
  const parts = openElements(childrenOf(readOne(outer.take(explicit(0), 'signed data').content, TAG.sequence)));
  outer.end('token');
  parts.take(TAG.integer, 'version');
  parts.take(TAG.set, 'hashes');
  const content = readEncapsulated(parts.take(TAG.sequence, 'stamp'));
  const certificates = parts.maybe(explicit(0));
  parts.maybe(explicit(1)); // revocation lists: not looked at
  const [signer, another] = childrenOf(parts.take(TAG.set, 'signers'));
  parts.end('signed data');
  if (!signer || another) throw new BadDer('does not have exactly one signer');
  return { content, certificates: certificates ? readCertificates(certificates) : [], signer: readSigner(signer) };
}

function readEncapsulated(element: Der): Uint8Array {
  const parts = openElements(childrenOf(element));
  if (oidOf(parts.take(TAG.oid, 'type of the content')) !== TST_INFO) throw new BadDer('signs no time stamp');
  const content = readOne(parts.take(explicit(0), 'content').content, TAG.octetString).content;
  parts.end('content');
  return content;
}

/** Other kinds than X.509 certificates (attribute certificates) are passed over. */
function readCertificates(element: Der): Certificate[] {
  return childrenOf(element, MAX_CERTIFICATES)
    .filter(({ tag }) => tag === TAG.sequence)
    .map(({ whole }) => readCertificate(whole));
}

function readSigner(element: Der): Signer {
  const parts = openElements(childrenOf(element));
  parts.take(TAG.integer, 'version of the signer');
  const keyIdentifier = parts.maybe(implicit(0));
  const id = keyIdentifier
    ? { keyIdentifier: keyIdentifier.content }
    : readIssuerAndSerial(parts.take(TAG.sequence, 'name of the signer'));
  const digestAlgorithm = parts.take(TAG.sequence, 'hash of the signer');
  const attributes = parts.take(explicit(0), 'signed attributes');
  const algorithm = parts.take(TAG.sequence, 'algorithm of the signer');
  const signature = parts.take(TAG.octetString, 'signature').content;
  parts.maybe(explicit(1)); // unsigned attributes say nothing that is relied on
  parts.end('signer');
  // RFC 5652 §5.4: what is signed has the tag of a set, not the one it has here
  const signedBytes = der(TAG.set, attributes.content);
  return { id, digestAlgorithm, signedBytes, attributes: readAttributes(attributes), algorithm, signature };
}

function readIssuerAndSerial(element: Der): { issuer: Uint8Array; serial: Uint8Array } {
  const parts = openElements(childrenOf(element));
  const issuer = parts.take(TAG.sequence, 'issuer of the signer').whole;
  return { issuer, serial: parts.take(TAG.integer, 'serial number of the signer').content };
}

function readAttributes(element: Der): Map<string, Der> {
  const attributes = new Map<string, Der>();
  for (const attribute of childrenOf(element)) {
    const parts = openElements(childrenOf(attribute));
    const oid = oidOf(parts.take(TAG.oid, 'name of an attribute'));
    const [value, another] = childrenOf(parts.take(TAG.set, 'values of an attribute'));
    if (!value || another || attributes.has(oid)) throw new BadDer(`has the signed attribute ${oid} more than once`);
    attributes.set(oid, value);
  }
  return attributes;
}

/** TSTInfo (RFC 3161 §2.4.2). */
export type StampInfo = {
  policy: string;
  /** AlgorithmIdentifier and hash of what was stamped. */
  imprintAlgorithm: Der;
  imprint: Uint8Array;
  serial: Uint8Array;
  stampedAtMs: number;
  accuracyMs: number | null;
  /** Content of the INTEGER; null: none. */
  nonce: Uint8Array | null;
  hasCriticalExtension: boolean;
};

export function readStampInfo(bytes: Uint8Array): StampInfo {
  const parts = openElements(childrenOf(readOne(bytes, TAG.sequence)));
  if (countOf(parts.take(TAG.integer, 'version of the stamp')) !== 1) throw new BadDer('is of another version than 1');
  const policy = oidOf(parts.take(TAG.oid, 'policy'));
  const imprint = openElements(childrenOf(parts.take(TAG.sequence, 'imprint')));
  const imprintAlgorithm = imprint.take(TAG.sequence, 'hash of the imprint');
  const hashed = imprint.take(TAG.octetString, 'imprint').content;
  const serial = parts.take(TAG.integer, 'serial number of the stamp').content;
  const stampedAtMs = timeOf(parts.take(TAG.generalizedTime, 'time'));
  const accuracy = parts.maybe(TAG.sequence);
  parts.maybe(TAG.boolean); // ordering
  const nonce = parts.maybe(TAG.integer)?.content ?? null;
  parts.maybe(explicit(0)); // name of the authority: the certificate tells it
  const extensions = parts.maybe(explicit(1));
  parts.end('stamp');
  const accuracyMs = accuracy ? readAccuracy(accuracy) : null;
  const hasCriticalExtension = extensions !== null && childrenOf(extensions).some(isCritical);
  return { policy, imprintAlgorithm, imprint: hashed, serial, stampedAtMs, accuracyMs, nonce, hasCriticalExtension };
}

function isCritical(extension: Der): boolean {
  const critical = childrenOf(extension).find(({ tag }) => tag === TAG.boolean);
  return critical !== undefined && isTrue(critical);
}

/** Seconds, thousandths, millionths; rounded up to ms. */
function readAccuracy(element: Der): number {
  const parts = openElements(childrenOf(element));
  const [seconds, millis, micros] = [parts.maybe(TAG.integer), parts.maybe(implicit(0)), parts.maybe(implicit(1))];
  parts.end('accuracy');
  const [s, ms, us] = [seconds, millis, micros].map((part) => (part ? countOf(part) : 0));
  return (s ?? 0) * 1000 + (ms ?? 0) + Math.ceil((us ?? 0) / 1000);
}
