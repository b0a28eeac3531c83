import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { childrenOf, readOne } from '../../rules/journal/asn1/der.ts';
import { SHA256_OID } from '../../rules/journal/time-stamp-request.ts';
import { der, derInteger, derOid, TAG } from './write-der.ts';

/** Certificates and time stamps made by hand, right or wrong in exactly one place: openssl refuses to make the wrong ones. */

const text = (content: string): Uint8Array => Buffer.from(content, 'ascii');
const seq = (...parts: Uint8Array[]): Uint8Array => der(TAG.sequence, ...parts);
const int = (value: number): Uint8Array => derInteger(Uint8Array.of((value >> 8) & 0xff, value & 0xff));
const octets = (bytes: Uint8Array): Uint8Array => der(TAG.octetString, bytes);
const sha256Algorithm = seq(derOid(SHA256_OID), der(TAG.null));
const ecdsaWithSha256 = seq(derOid('1.2.840.10045.4.3.2'));
const time = (atMs: number): Uint8Array =>
  der(TAG.generalizedTime, text(`${new Date(atMs).toISOString().replace(/[-:T]|\..*$/g, '')}Z`));
const nameOf = (commonName: string): Uint8Array =>
  seq(der(TAG.set, seq(derOid('2.5.4.3'), der(TAG.utf8String, text(commonName)))));
const sha = (algorithm: 'sha1' | 'sha256', bytes: Uint8Array): Buffer => createHash(algorithm).update(bytes).digest();

export type OwnCertificate = { bytes: Uint8Array; name: Uint8Array; key: KeyObject; serial: number };
export type CertificateAsk = {
  name: string;
  /** null: signs itself. */
  issuer: OwnCertificate | null;
  fromMs?: number;
  toMs?: number;
  isCa?: boolean;
  /** OIDs of purposes; null: the extension is left out. */
  purposes?: string[] | null;
  isPurposeCritical?: boolean;
  pathLength?: number;
  criticalUnknown?: boolean;
  /** Private key of another certificate, to have its name twice. */
  key?: KeyObject;
};
export const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
export const STAMPED_AT_MS = Date.UTC(2026, 9, 18, 10, 0, 1);
const YEAR_MS = 365 * 86_400_000;
let serials = 1;

export function makeOwnCertificate(ask: CertificateAsk): OwnCertificate {
  const key = ask.key ?? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const serial = serials++;
  const name = nameOf(ask.name);
  const toBeSigned = seq(
    der(0xa0, int(2)),
    int(serial),
    ecdsaWithSha256,
    ask.issuer?.name ?? name,
    seq(time(ask.fromMs ?? STAMPED_AT_MS - YEAR_MS), time(ask.toMs ?? STAMPED_AT_MS + YEAR_MS)),
    name,
    publicKey,
    der(0xa3, seq(...extensionsOf(ask))),
  );
  const signature = sign('sha256', toBeSigned, ask.issuer?.key ?? key);
  return { bytes: seq(toBeSigned, ecdsaWithSha256, bits(signature)), name, key, serial };
}

const bits = (bytes: Uint8Array): Uint8Array => der(TAG.bitString, Uint8Array.of(0), bytes);
const TRUE = der(TAG.boolean, Uint8Array.of(255));

function extensionsOf({
  isCa = false,
  purposes = null,
  isPurposeCritical = true,
  ...ask
}: CertificateAsk): Uint8Array[] {
  const one = (oid: string, isCritical: boolean, value: Uint8Array) =>
    seq(derOid(oid), ...(isCritical ? [TRUE] : []), octets(value));
  const longest = ask.pathLength === undefined ? [] : [int(ask.pathLength)];
  return [
    one('2.5.29.19', true, seq(...(isCa ? [TRUE, ...longest] : []))),
    ...(purposes ? [one('2.5.29.37', isPurposeCritical, seq(...purposes.map(derOid)))] : []),
    ...(ask.criticalUnknown ? [one('1.2.3.4', true, octets(text('x')))] : []),
  ];
}

export type StampAsk = {
  data: Uint8Array;
  nonce?: Uint8Array;
  signer: OwnCertificate;
  /** In the response; without any: `signer` alone. */
  certificates?: readonly OwnCertificate[];
  stampedAtMs?: number;
  status?: number;
  /** What the attributes name in the place of the signer's certificate; null: nothing. */
  named?: OwnCertificate | null;
  namedBy?: 'sha1' | 'sha256';
  /** Changes the TSTInfo after it was hashed, the attributes after they were signed, or the signature. */
  spoil?: 'content' | 'attributes' | 'signature';
  hasCriticalExtension?: boolean;
  /** genTime as it stands there, in the place of `stampedAtMs`. */
  timeText?: string;
  signers?: number;
};

/** A whole TimeStampResp. */
export function makeOwnStamp(ask: StampAsk): Uint8Array {
  const info = stampInfo(ask);
  const attributes = attributesOf(ask, info);
  const signature = sign('sha256', der(TAG.set, attributes), ask.signer.key);
  const signer = seq(
    int(1),
    seq(issuerName(ask.signer), int(ask.signer.serial)),
    sha256Algorithm,
    der(0xa0, ask.spoil === 'attributes' ? spoiled(attributes) : attributes),
    ecdsaWithSha256,
    octets(ask.spoil === 'signature' ? spoiled(signature) : signature),
  );
  const content = der(0xa0, octets(ask.spoil === 'content' ? spoiled(info) : info));
  const signedData = seq(
    int(3),
    der(TAG.set, sha256Algorithm),
    seq(derOid('1.2.840.113549.1.9.16.1.4'), content),
    der(0xa0, ...(ask.certificates ?? [ask.signer]).map(({ bytes }) => bytes)),
    der(TAG.set, ...Array.from({ length: ask.signers ?? 1 }, () => signer)),
  );
  const token = seq(derOid('1.2.840.113549.1.7.2'), der(0xa0, signedData));
  return seq(seq(int(ask.status ?? 0)), token);
}

/** The last byte, which is content in each of the three. */
function spoiled(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1;
  return copy;
}

function stampInfo({ data, nonce, stampedAtMs = STAMPED_AT_MS, hasCriticalExtension, timeText }: StampAsk): Uint8Array {
  const extension = seq(derOid('1.2.3.4'), TRUE, octets(text('x')));
  return seq(
    int(1),
    derOid('1.3.6.1.4.1.99999.1'),
    seq(sha256Algorithm, octets(sha('sha256', data))),
    int(77),
    timeText === undefined ? time(stampedAtMs) : der(TAG.generalizedTime, text(timeText)),
    ...(nonce ? [derInteger(nonce)] : []),
    ...(hasCriticalExtension ? [der(0xa1, extension)] : []),
  );
}

function attributesOf({ signer, named = signer, namedBy = 'sha256' }: StampAsk, info: Uint8Array): Uint8Array {
  const one = (oid: string, value: Uint8Array) => seq(derOid(oid), der(TAG.set, value));
  const oid = namedBy === 'sha1' ? '1.2.840.113549.1.9.16.2.12' : '1.2.840.113549.1.9.16.2.47';
  return Buffer.concat([
    one('1.2.840.113549.1.9.3', derOid('1.2.840.113549.1.9.16.1.4')),
    ...(named ? [one(oid, seq(seq(seq(octets(sha(namedBy, named.bytes))))))] : []),
    one('1.2.840.113549.1.9.4', octets(sha('sha256', info))),
  ]);
}

/** Issuer of a certificate made here, out of its own bytes: version, serial, algorithm, issuer. */
function issuerName({ bytes }: OwnCertificate): Uint8Array {
  return childAt(childAt(bytes, 0), 3);
}

function childAt(bytes: Uint8Array, index: number): Uint8Array {
  return childrenOf(readOne(bytes))[index]?.valueBeforeDecodeView ?? new Uint8Array();
}
