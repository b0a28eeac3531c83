import { Null, OctetString } from 'asn1js';
import { AlgorithmIdentifier, MessageImprint, TimeStampReq } from 'pkijs';
import { unsignedInteger } from './asn1/der.ts';

export const SHA256_OID = '2.16.840.1.101.3.4.2.1';

/**
 * A TimeStampReq (RFC 3161 §2.4.1) over a SHA-256: version 1, the imprint, the nonce, and `certReq`, because whoever checks
 * the stamp later needs the certificate in it. No policy is asked for. `sha256`: 32 bytes; `nonce`: random, 8 to 20 bytes.
 */
export function formatTimeStampRequest(sha256: Uint8Array, nonce: Uint8Array): Uint8Array {
  const messageImprint = new MessageImprint({
    hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA256_OID, algorithmParams: new Null() }),
    hashedMessage: new OctetString({ valueHex: sha256 }),
  });
  const request = new TimeStampReq({ version: 1, messageImprint, nonce: unsignedInteger(nonce), certReq: true });
  return new Uint8Array(request.toSchema().toBER());
}
