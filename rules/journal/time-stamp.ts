import { type BaseBlock, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import { AlgorithmIdentifier, IssuerAndSerialNumber } from 'pkijs';
import {
  type Certificate,
  hasKeyIdentifier,
  isForTimeStamping,
  nameText,
  readCertificate,
  wasValid,
} from './asn1/certificate.ts';
import { findRoot } from './asn1/certificate-chain.ts';
import { BadDer, childrenOf, contentOf, hexOf, isSame, reading, unsignedInteger } from './asn1/der.ts';
import { hashName, isSigned, owned, type Subtle, Unsupported } from './asn1/signatures.ts';
import {
  readResponse,
  readSignedStamp,
  readStampInfo,
  type SignedStamp,
  type StampInfo,
  TST_INFO,
} from './time-stamp-token.ts';

/**
 * Time stamps of outsiders (RFC 3161): an authority signs that a hash existed at a time. Reads whole responses as they came
 * over HTTP (`application/timestamp-reply`) and checks what a stranger must be able to rely on. Revocation is not looked at:
 * it needs the network, and what was revoked later was not wrong then.
 *
 *     openssl ts -verify -data heads.txt -in heads.txt.AUTHORITY.tsr -CAfile tsa-roots.pem
 */
export const MAX_RESPONSE_BYTES = 64_000;

/** What is wrong with a response; closed list. */
export const TIME_STAMP_FAULTS = [
  /** Not DER of a TimeStampResp, or longer than {@link MAX_RESPONSE_BYTES}. */
  'unreadable',
  /** PKIStatus says no (RFC 3161 §2.4.2). */
  'rejected',
  /** messageImprint is not the hash of the data. */
  'other-data',
  /** The nonce is not the one that was asked with. */
  'other-nonce',
  /** Signed attributes do not fit the TSTInfo (RFC 5652 §5.4), or there are not exactly one signer and one stamp. */
  'not-what-was-signed',
  /** The certificate of the signer is not in the response. */
  'no-certificate',
  /** ESSCertID or ESSCertIDv2 names another certificate (RFC 3161 §2.4.1, RFC 5816). */
  'other-certificate',
  'bad-signature',
  /** Extended key usage is not critical or not timeStamping alone (RFC 3161 §2.3). */
  'wrong-purpose',
  /** The certificate was not valid at the time in the stamp. */
  'not-valid-then',
  /** An algorithm that is not known here, or too weak (SHA-1, RSA below 2048 bits). */
  'unsupported',
] as const;
export type TimeStampFault = (typeof TIME_STAMP_FAULTS)[number];

/** What a stamp says. */
export type TimeStampContent = {
  /** genTime; its error is `accuracyMs` (null: not told). */
  stampedAtMs: number;
  accuracyMs: number | null;
  /** OID of the authority's policy. */
  policy: string;
  /** Hex of the serial number of the stamp. */
  serial: string;
  /** SHA-256 of the signer's certificate (DER), and its common name, shortened to printable ASCII. */
  signerSha256: string;
  signerName: string;
};

export type TimeStampCheck =
  /** Signed for this purpose, and the chain ends in one of the roots; `rootSha256`: of its DER. */
  | ({ status: 'trusted'; rootSha256: string } & TimeStampContent)
  /** All but that: nobody here vouches for the authority. `lastIssuer`: the name where the chain ends. */
  | ({ status: 'unknown-root'; lastIssuer: string } & TimeStampContent)
  /** `what`: an English sentence without its subject. `stampedAtMs` where it could be read. */
  | { status: 'broken'; fault: TimeStampFault; what: string; stampedAtMs: number | null };

export type TimeStampExpected = {
  /** The exact bytes that were stamped. */
  data: Uint8Array;
  /** As sent in the request; null: not known (a stamp that is checked later). */
  nonce: Uint8Array | null;
  /** Certificates (DER) that are believed. */
  roots: readonly Uint8Array[];
};

/** A fault that was found, thrown from wherever it is found and returned to the caller. */
class Broken extends Error {
  override readonly name = 'Broken';
  readonly fault: TimeStampFault;
  constructor(fault: TimeStampFault, what: string) {
    super(what);
    this.fault = fault;
  }
}

/** Reads and checks a whole response. Never throws for what is in it. Hostile input. */
export async function checkTimeStamp(
  response: Uint8Array,
  expected: TimeStampExpected,
  subtle: Subtle,
): Promise<TimeStampCheck> {
  let stampedAtMs: number | null = null;
  try {
    const stamp = readGranted(response);
    const info = readStampInfo(stamp.content);
    stampedAtMs = info.stampedAtMs;
    await checkInfo(info, expected, subtle);
    const certificate = certificateOf(stamp);
    await checkSigner(stamp, certificate, subtle);
    checkCertificate(certificate, info);
    const content = await stampContent(info, certificate, subtle);
    return await judgeChain(stamp, certificate, content, { expected, subtle });
  } catch (error) {
    return { status: 'broken', ...faultOf(error), stampedAtMs };
  }
}

function faultOf(error: unknown): { fault: TimeStampFault; what: string } {
  if (error instanceof Broken) return { fault: error.fault, what: error.message };
  if (error instanceof Unsupported) return { fault: 'unsupported', what: error.message };
  if (error instanceof BadDer) return { fault: 'unreadable', what: error.message };
  // pkijs and asn1js throw errors of many sorts, some only when a part is used
  return { fault: 'unreadable', what: 'has a part that cannot be read' };
}

/** Tag of what each response is: whatever else it is, pages of HTML among it, gets a plain sentence. */
const SEQUENCE = 0x30;

function readGranted(response: Uint8Array): SignedStamp {
  if (response.length > MAX_RESPONSE_BYTES) throw new BadDer(`is longer than ${MAX_RESPONSE_BYTES} bytes`);
  if (response[0] !== SEQUENCE) throw new BadDer('is no time stamp response');
  const { status, reason, token } = readResponse(response);
  if (status > 1) throw new Broken('rejected', `is a refusal: status ${status}${reason === '' ? '' : `, ${reason}`}`);
  if (!token) throw new Broken('rejected', 'grants a stamp, but holds none');
  return readSignedStamp(token);
}

async function checkInfo(info: StampInfo, { data, nonce }: TimeStampExpected, subtle: Subtle): Promise<void> {
  const digest = await subtle.digest(hashName(info.imprintAlgorithm), owned(data));
  if (!isSame(new Uint8Array(digest), info.imprint)) throw new Broken('other-data', 'is a stamp of other data');
  const asked = nonce && contentOf(unsignedInteger(nonce));
  if (asked && (info.nonce === null || !isSame(info.nonce, asked))) {
    throw new Broken('other-nonce', 'does not repeat the random number that it was asked with');
  }
  if (info.hasCriticalExtension) throw new Unsupported('has a critical extension that is not known');
}

/** By issuer and serial number, or by the key identifier in an extension (RFC 5652 §5.3). */
function certificateOf({ certificates, signer: { sid } }: SignedStamp): Certificate {
  const found = certificates.find((certificate) =>
    sid instanceof IssuerAndSerialNumber
      ? certificate.parsed.issuer.isEqual(sid.issuer) && certificate.parsed.serialNumber.isEqual(sid.serialNumber)
      : hasKeyIdentifier(certificate, contentOf(sid)),
  );
  if (!found) throw new Broken('no-certificate', 'does not hold the certificate of its signer');
  return found;
}

const ATTRIBUTE = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

/** RFC 5652 §5.4 and §5.6: the attributes name type and hash of the content, and the signature is over them. */
async function checkSigner(stamp: SignedStamp, certificate: Certificate, subtle: Subtle): Promise<void> {
  const { content, attributes, signedBytes, signer } = stamp;
  const { digestAlgorithm, signature, signatureAlgorithm: algorithm } = signer;
  const type = attributes.get(ATTRIBUTE.contentType);
  const digest = attributes.get(ATTRIBUTE.messageDigest);
  const hash = hashName(digestAlgorithm);
  const computed = new Uint8Array(await subtle.digest(hash, owned(content)));
  const isStamp = type instanceof ObjectIdentifier && type.getValue() === TST_INFO;
  if (!isStamp || !(digest instanceof OctetString) || !isSame(contentOf(digest), computed)) {
    throw new Broken('not-what-was-signed', 'is signed for another content');
  }
  await checkNamedCertificate(attributes, certificate, subtle);
  const signed = { bytes: signedBytes, signature, algorithm, hash, publicKey: certificate.parsed.subjectPublicKeyInfo };
  if (!(await isSigned(signed, subtle))) throw new Broken('bad-signature', 'is not signed by its certificate');
}

/**
 * The signed attributes must name the certificate, so that no other one with the same key can take its place: by SHA-1
 * (RFC 2634 §5.4, a second preimage of which nobody can make) or another hash (RFC 5035 §3).
 */
async function checkNamedCertificate(
  attributes: ReadonlyMap<string, BaseBlock>,
  certificate: Certificate,
  subtle: Subtle,
): Promise<void> {
  const named = [attributes.get(ATTRIBUTE.signingCertificate), attributes.get(ATTRIBUTE.signingCertificateV2)];
  if (named.every((attribute) => attribute === undefined)) {
    throw new Broken('other-certificate', 'does not name the certificate of its signer');
  }
  for (const [index, attribute] of named.entries()) {
    if (attribute === undefined) continue;
    const { hash, value } = readCertificateId(attribute, index === 0);
    const computed = new Uint8Array(await subtle.digest(hash, owned(certificate.bytes)));
    if (!isSame(computed, value)) throw new Broken('other-certificate', 'names another certificate than it holds');
  }
}

/** The first ESSCertID (RFC 2634 §5.4.1) or ESSCertIDv2 (RFC 5035 §4), which is the signer's. pkijs does not know them. */
function readCertificateId(attribute: BaseBlock, isFirstVersion: boolean): { hash: string; value: Uint8Array } {
  const [first, second] = childrenOf(childrenOf(childrenOf(attribute)[0])[0]);
  const algorithm = !isFirstVersion && first instanceof Sequence ? first : null;
  const value = algorithm ? second : first;
  if (!(value instanceof OctetString)) throw new BadDer('names no certificate in its attribute');
  const byDefault = isFirstVersion ? 'SHA-1' : 'SHA-256';
  const named = algorithm && reading('algorithm', () => new AlgorithmIdentifier({ schema: algorithm }));
  return { hash: named ? hashName(named) : byDefault, value: contentOf(value) };
}

function checkCertificate(certificate: Certificate, { stampedAtMs }: StampInfo): void {
  if (!isForTimeStamping(certificate)) {
    throw new Broken('wrong-purpose', 'is signed with a certificate that is not for time stamps alone');
  }
  if (!wasValid(certificate, stampedAtMs)) {
    throw new Broken('not-valid-then', 'is signed with a certificate that was not valid at that time');
  }
}

async function stampContent(info: StampInfo, certificate: Certificate, subtle: Subtle): Promise<TimeStampContent> {
  const { stampedAtMs, accuracyMs, policy, serial } = info;
  const signerSha256 = await sha256Of(certificate, subtle);
  const signerName = nameText(certificate.parsed.subject);
  return { stampedAtMs, accuracyMs, policy, serial: hexOf(serial), signerSha256, signerName };
}

async function sha256Of({ bytes }: Certificate, subtle: Subtle): Promise<string> {
  return hexOf(new Uint8Array(await subtle.digest('SHA-256', owned(bytes))));
}

async function judgeChain(
  { certificates }: SignedStamp,
  certificate: Certificate,
  content: TimeStampContent,
  { expected, subtle }: { expected: TimeStampExpected; subtle: Subtle },
): Promise<TimeStampCheck> {
  const search = { others: certificates, roots: readRoots(expected.roots), atMs: content.stampedAtMs, subtle };
  const found = await findRoot(certificate, search);
  if ('root' in found) return { status: 'trusted', rootSha256: await sha256Of(found.root, subtle), ...content };
  return { status: 'unknown-root', lastIssuer: nameText(found.end.parsed.issuer), ...content };
}

/** A hundred roots are read once for many stamps. */
const readBefore = new WeakMap<readonly Uint8Array[], Certificate[]>();

/** What cannot be read is nobody's root. */
function readRoots(roots: readonly Uint8Array[]): Certificate[] {
  const known = readBefore.get(roots);
  if (known) return known;
  const certificates = roots.flatMap((bytes) => {
    try {
      return [readCertificate(bytes)];
    } catch {
      return [];
    }
  });
  readBefore.set(roots, certificates);
  return certificates;
}
