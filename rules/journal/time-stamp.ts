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
