import { type BaseBlock, BitString } from 'asn1js';
import {
  BasicConstraints,
  type Extension,
  ExtKeyUsage,
  type RelativeDistinguishedNames,
  Certificate as X509,
} from 'pkijs';
import { BadDer, contentOf, isSame, printableOf, reading, readOne } from './der.ts';

/** An X.509 certificate (RFC 5280 §4.1). */
export type Certificate = {
  /** The whole of it, as it is hashed. */
  bytes: Uint8Array;
  parsed: X509;
  /** By OID. */
  extensions: ReadonlyMap<string, Extension>;
};

const EXTENSION = {
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
  const element = readOne(bytes);
  return certificateOf(
    element,
    reading('certificate', () => new X509({ schema: element })),
  );
}

/** Of what stands in `element`. Throws {@link BadDer}. */
export function certificateOf(element: BaseBlock, parsed: X509): Certificate {
  const extensions = new Map<string, Extension>();
  for (const extension of parsed.extensions ?? []) {
    // RFC 5280 §4.2
    if (extensions.has(extension.extnID)) throw new BadDer(`has the extension ${extension.extnID} twice`);
    extensions.set(extension.extnID, extension);
  }
  if (!parsed.signature.isEqual(parsed.signatureAlgorithm)) {
    throw new BadDer('has a certificate that names two algorithms'); // RFC 5280 §4.1.1.2
  }
  return { bytes: element.valueBeforeDecodeView, parsed, extensions };
}

export function wasValid({ parsed: { notBefore, notAfter } }: Certificate, atMs: number): boolean {
  return atMs >= notBefore.value.getTime() && atMs <= notAfter.value.getTime();
}

export function hasKeyIdentifier({ extensions }: Certificate, identifier: Uint8Array): boolean {
  const extension = extensions.get(EXTENSION.keyIdentifier);
  return extension !== undefined && isSame(contentOf(readOne(contentOf(extension.extnValue))), identifier);
}

/** Whether it may sign time stamps and nothing else: the purpose stands alone and is critical (RFC 3161 §2.3). */
export function isForTimeStamping(certificate: Certificate): boolean {
  const purpose = certificate.extensions.get(EXTENSION.extendedKeyUsage);
  const usage = keyUsageOf(certificate);
  const maySign = usage === null || (usage & 0xc0) !== 0; // digitalSignature or nonRepudiation
  return purpose?.critical === true && purposesOf(certificate)?.join() === TIME_STAMPING && maySign;
}

function purposesOf({ extensions }: Certificate): string[] | null {
  const purpose = extensions.get(EXTENSION.extendedKeyUsage);
  if (purpose === undefined) return null;
  return purpose.parsedValue instanceof ExtKeyUsage ? purpose.parsedValue.keyPurposes : [];
}

/** First byte of the bits (digitalSignature is 0x80, keyCertSign 0x04); null: not told. */
function keyUsageOf({ extensions }: Certificate): number | null {
  const usage = extensions.get(EXTENSION.keyUsage);
  if (usage === undefined) return null;
  return usage.parsedValue instanceof BitString ? (usage.parsedValue.valueBlock.valueHexView[0] ?? 0) : 0;
}

const UNDERSTOOD: ReadonlySet<string> = new Set(Object.values(EXTENSION));

/**
 * Whether it may issue certificates for time stamping (RFC 5280 §6.1.4): CA, keyCertSign, purpose not limited to others, at
 * most `below` CAs under it, and no critical extension that is not understood here (names are not constrained here).
 */
export function mayIssue(certificate: Certificate, below: number): boolean {
  const constraints = certificate.extensions.get(EXTENSION.basicConstraints)?.parsedValue;
  if (!(constraints instanceof BasicConstraints) || !constraints.cA) return false;
  const { pathLenConstraint: longest = below } = constraints;
  if (typeof longest !== 'number' || longest < below) return false;
  const usage = keyUsageOf(certificate);
  if (usage !== null && (usage & 0x04) === 0) return false;
  const purposes = purposesOf(certificate);
  if (purposes !== null && !purposes.some((oid) => oid === TIME_STAMPING || oid === ANY_PURPOSE)) return false;
  return [...certificate.extensions].every(([oid, { critical }]) => !critical || UNDERSTOOD.has(oid));
}

/** The common name of a Name, or its last part; printable ASCII. */
export function nameText({ typesAndValues }: RelativeDistinguishedNames): string {
  const part = typesAndValues.findLast(({ type }) => type === COMMON_NAME) ?? typesAndValues.at(-1);
  return part ? printableOf(contentOf(part.value)) : '';
}
