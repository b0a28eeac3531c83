import { type BaseBlock, OctetString } from 'asn1js';
import {
  type Accuracy,
  type AlgorithmIdentifier,
  SignedData,
  type SignerInfo,
  TimeStampResp,
  TSTInfo,
  Certificate as X509,
} from 'pkijs';
import { type Certificate, certificateOf } from './asn1/certificate.ts';
import { BadDer, childrenOf, contentOf, printableOf, reading, readOne, timeOf } from './asn1/der.ts';

/** The structures of a time stamp, read and not yet believed. Every function throws {@link BadDer}. */

/** PKIStatusInfo (RFC 3161 §2.4.2) and the token (ContentInfo), which only a granted request has. */
export type TimeStampResponse = { status: number; reason: string; token: TimeStampResp['timeStampToken'] };

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
  const element = readOne(bytes);
  const { status, timeStampToken } = reading('response', () => new TimeStampResp({ schema: element }));
  const said = (status.statusStrings ?? []).slice(0, 10).map((text) => printableOf(contentOf(text)));
  const failures = status.failInfo ? failureNames(contentOf(status.failInfo)) : [];
  return { status: status.status, reason: [...failures, ...said].join(', ').slice(0, 200), token: timeStampToken };
}

function failureNames(bits: Uint8Array): string[] {
  const isSet = (bit: number) => ((bits[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0;
  return Object.entries(FAILURES).flatMap(([bit, name]) => (isSet(Number(bit)) ? [name] : []));
}

/** CMS SignedData (RFC 5652 §5) over one TSTInfo, by one signer. */
export type SignedStamp = {
  /** DER of the TSTInfo. */
  content: Uint8Array;
  certificates: Certificate[];
  signer: SignerInfo;
  /** The signed attributes as they are signed (SET OF), and their values by OID. */
  signedBytes: Uint8Array;
  attributes: ReadonlyMap<string, BaseBlock>;
};

const SIGNED_DATA = '1.2.840.113549.1.7.2';
export const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const MAX_CERTIFICATES = 10;

export function readSignedStamp({ contentType, content }: NonNullable<TimeStampResponse['token']>): SignedStamp {
  if (contentType !== SIGNED_DATA) throw new BadDer('holds no signed data');
  const signedData = reading('signed data', () => new SignedData({ schema: content }));
  const { encapContentInfo, signerInfos } = signedData;
  const { eContent, eContentType } = encapContentInfo;
  if (eContentType !== TST_INFO || !(eContent instanceof OctetString)) throw new BadDer('signs no time stamp');
  const [signer, another] = signerInfos;
  if (!signer?.signedAttrs || another) throw new BadDer('does not have exactly one signer with signed attributes');
  const signedBytes = new Uint8Array(signer.signedAttrs.encodedValue);
  const attributes = readAttributes(signer.signedAttrs);
  const certificates = readCertificates(signedData, content);
  return { content: new Uint8Array(eContent.getValue()), certificates, signer, signedBytes, attributes };
}

/** With their bytes, which SignedData does not keep; attribute certificates and the like are passed over. */
function readCertificates({ certificates = [] }: SignedData, signedData: BaseBlock): Certificate[] {
  const set = childrenOf(signedData).find(({ idBlock }) => idBlock.tagClass === 3 && idBlock.tagNumber === 0);
  const elements = set ? childrenOf(set) : [];
  if (elements.length > MAX_CERTIFICATES) throw new BadDer(`holds more than ${MAX_CERTIFICATES} certificates`);
  return elements.flatMap((element, index) => {
    const parsed = certificates[index];
    return parsed instanceof X509 ? [certificateOf(element, parsed)] : [];
  });
}

/** RFC 5652 §5.3 and §11: none stands twice, each has one value. */
function readAttributes(list: NonNullable<SignerInfo['signedAttrs']>): Map<string, BaseBlock> {
  const attributes = new Map<string, BaseBlock>();
  for (const { type, values } of list.attributes) {
    const [value, another] = values;
    if (!value || another || attributes.has(type)) throw new BadDer(`has the signed attribute ${type} more than once`);
    attributes.set(type, value);
  }
  return attributes;
}

/** TSTInfo (RFC 3161 §2.4.2). */
export type StampInfo = {
  policy: string;
  imprintAlgorithm: AlgorithmIdentifier;
  /** Hash of what was stamped. */
  imprint: Uint8Array;
  serial: Uint8Array;
  stampedAtMs: number;
  accuracyMs: number | null;
  /** Content of the INTEGER; null: none. */
  nonce: Uint8Array | null;
  hasCriticalExtension: boolean;
};

const TIME_AT = 4;

export function readStampInfo(bytes: Uint8Array): StampInfo {
  const element = readOne(bytes);
  const stampedAtMs = timeOf(childrenOf(element)[TIME_AT]);
  const info = reading('stamp', () => new TSTInfo({ schema: element }));
  if (info.version !== 1) throw new BadDer('is of another version than 1');
  return {
    policy: info.policy,
    imprintAlgorithm: info.messageImprint.hashAlgorithm,
    imprint: contentOf(info.messageImprint.hashedMessage),
    serial: contentOf(info.serialNumber),
    stampedAtMs,
    accuracyMs: info.accuracy ? readAccuracy(info.accuracy) : null,
    nonce: info.nonce ? contentOf(info.nonce) : null,
    hasCriticalExtension: info.extensions?.some(({ critical }) => critical) ?? false,
  };
}

/** Seconds, thousandths, millionths; rounded up to ms. */
function readAccuracy({ seconds = 0, millis = 0, micros = 0 }: Accuracy): number {
  const accuracyMs = seconds * 1000 + millis + Math.ceil(micros / 1000);
  if (Math.min(seconds, millis, micros) < 0 || accuracyMs > 2 ** 48) throw new BadDer('has no accuracy that can be');
  return accuracyMs;
}
