import { wireErrorSchema } from '../rules/wire/upload.ts';
import { answered, type Reading, unanswered } from './checks/check.ts';

/**
 * What a contact without a good answer says of the way to the server. `wrong`: somebody else answered in its place.
 * `refused`: the server's own word, or that of what stands before it. `silent`: nobody answered. `clock`: the
 * certificate's dates don't fit, which a wrong clock of this machine explains as well. `none`: it was given up here.
 */
export type ContactTestimony = 'wrong' | 'refused' | 'silent' | 'clock' | 'none';

/** Codes of TLS: whoever answered can't prove to be the server (node:tls, X509 certificate error codes). */
const WRONG_CODES = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_GET_ISSUER_CERT',
  'CERT_SIGNATURE_FAILURE',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'HPE_INVALID_CONSTANT',
  'UND_ERR_RES_EXCEEDED_MAX_SIZE',
]);
const CLOCK_CODES = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);
const GIVEN_UP_CODES = new Set(['UND_ERR_DESTROYED', 'UND_ERR_CLOSED', 'UND_ERR_ABORTED', 'ABORT_ERR', '20']);

export function testimonyOfFailure(code: string): ContactTestimony {
  if (WRONG_CODES.has(code)) return 'wrong';
  if (CLOCK_CODES.has(code)) return 'clock';
  return GIVEN_UP_CODES.has(code) ? 'none' : 'silent';
}

/** The portal's own status (RFC 6585 §6). */
const NETWORK_AUTHENTICATION_REQUIRED = 511;

/**
 * An answer with another status than 200. Behind a certificate that holds it is the server's side that speaks. Without
 * TLS anybody may: only what reads like our server, or a reverse proxy without one behind it, is taken for its word.
 */
export function testimonyOfStatus(
  { status, text }: { status: number; text: string },
  isTls: boolean,
): ContactTestimony {
  if (isTls) return 'refused';
  if (status === NETWORK_AUTHENTICATION_REQUIRED) return 'wrong';
  return status >= 500 || isOwnError(text) ? 'refused' : 'wrong';
}

function isOwnError(text: string): boolean {
  try {
    const json: unknown = JSON.parse(text);
    const error = typeof json === 'object' && json !== null && 'error' in json ? json.error : json;
    return wireErrorSchema.safeParse(error).success;
  } catch {
    return false; // not JSON: no word of our server
  }
}

/** The sample of role `own-server` (rules/witness/vocabulary.ts); `null` when the contact says nothing. */
export function readingOfContact(
  outcome: { latencyUs: number } & ({ isAnswered: true } | { isAnswered: false; testimony: ContactTestimony }),
): Reading | null {
  const { latencyUs } = outcome;
  if (outcome.isAnswered) return answered(latencyUs, { facts: { answer: 'ok' } });
  switch (outcome.testimony) {
    case 'wrong':
    case 'refused':
      return answered(latencyUs, { facts: { answer: outcome.testimony } });
    case 'silent':
      return unanswered('timeout');
    case 'clock':
      return unanswered('tool-error', { error: 'certificate-dates' });
    case 'none':
      return null;
  }
}
