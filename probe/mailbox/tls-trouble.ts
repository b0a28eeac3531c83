type TlsError = Error & { code?: string; originalCode?: string; reason?: string };

/** OpenSSL's and Node's words for a certificate that is not taken, and what to tell. */
const CERTIFICATE: Record<string, string> = {
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet (is the clock right?)',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another name',
  SELF_SIGNED_CERT_IN_CHAIN: 'its authority is not known here (caFile can name it)',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it signs itself (caFile can name it)',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its authority is not known here (caFile can name it)',
  UNABLE_TO_GET_ISSUER_CERT: 'its authority is not known here (caFile can name it)',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its authority is not known here (caFile can name it)',
  CERT_REVOKED: 'it was revoked',
  CERT_UNTRUSTED: 'it is not trusted',
  INVALID_CA: 'its authority may not sign it',
  INVALID_PURPOSE: 'it is not made for servers',
  HOSTNAME_MISMATCH: 'it is for another name',
};

/** A failure of TLS: the certificate, or the handshake itself; null: something else. */
export function tlsTroubleOf(error: unknown, host: string): { reason: 'certificate' | 'tls'; sentence: string } | null {
  const { code = '', originalCode = '', message } = error as TlsError; // whatever was thrown: absent fields are undefined
  const why = CERTIFICATE[originalCode] ?? CERTIFICATE[code];
  if (why !== undefined) return { reason: 'certificate', sentence: `The certificate of ${host} is not taken: ${why}.` };
  if ([code, originalCode].some((word) => /^ERR_(SSL|TLS)_|^EPROTO$|^ETLS$/.test(word))) {
    return { reason: 'tls', sentence: `${host} and this program found no common encryption (${briefly(message)}).` };
  }
  return null;
}

/** The other side answered a TLS hello with plain text. */
export function isTlsMixUp(error: unknown): boolean {
  const { code = '', originalCode = '', message } = error as TlsError; // as above
  const words = `${code} ${originalCode} ${message}`;
  return /WRONG_VERSION_NUMBER|wrong version number|packet length too long|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/i.test(
    words,
  );
}

/** Without OpenSSL's file names and line numbers. */
function briefly(message: string): string {
  return (/:error:[^:]*:[^:]*:[^:]*:([^:]+)/.exec(message)?.[1] ?? message).trim().slice(0, 120);
}
