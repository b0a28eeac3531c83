import { TAG } from './asn1/der.ts';
import { der, derInteger, derOid } from './asn1/write-der.ts';

export const SHA256_OID = '2.16.840.1.101.3.4.2.1';

/**
 * A TimeStampReq (RFC 3161 §2.4.1) over a SHA-256: version 1, the imprint, the nonce, and `certReq`, because whoever checks
 * the stamp later needs the certificate in it. No policy is asked for. `sha256`: 32 bytes; `nonce`: random, 8 to 20 bytes.
 */
export function formatTimeStampRequest(sha256: Uint8Array, nonce: Uint8Array): Uint8Array {
  const algorithm = der(TAG.sequence, derOid(SHA256_OID), der(TAG.null));
  const imprint = der(TAG.sequence, algorithm, der(TAG.octetString, sha256));
  return der(
    TAG.sequence,
    derInteger(Uint8Array.of(1)),
    imprint,
    derInteger(nonce),
    der(TAG.boolean, Uint8Array.of(255)),
  );
}
