import { z } from 'zod';

/** Lower-case hex SHA-256 of exact bytes. */
export const sha256HexSchema = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex digits');

/** What stands for "no predecessor": the first segment of a probe, the first entry of a lane. */
export const NO_PREVIOUS_SHA256 = '0'.repeat(64);

/**
 * A probe's name: the first 32 hex digits of the SHA-256 of its raw 32-byte Ed25519 public key.
 * So a name can't be claimed without the key, and it fits in a file name.
 */
export const probeIdSchema = z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 lower-case hex digits');

/**
 * A raw Ed25519 public key, 32 bytes in base64 (RFC 4648 §4) as its one canonical spelling: 258 bits hold 256, so the last
 * digit ends in two zero bits. Keys are compared as texts, so no second spelling may pass for the same key.
 */
export const publicKeySchema = z
  .string()
  .regex(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/, 'must be a raw Ed25519 key in base64');

/** A line's short name, chosen by its owner; part of URLs. */
export const lineIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 of a-z, 0-9 and "-", not starting with "-"');

/** A fault report's random name. */
export const reportIdSchema = z.string().regex(/^[0-9a-f]{12}$/, 'must be 12 lower-case hex digits');

/** Random names of a file that belongs to a case, and of a statement of the provider. */
export const attachmentIdSchema = reportIdSchema;
export const statementIdSchema = reportIdSchema;

/** An outage's name, `DerivedOutage.id`. */
export const outageIdSchema = z.string().regex(/^[0-9a-f]{12}$/, 'must be 12 lower-case hex digits');

/** Random name of one start of the probe program (16 hex digits). */
export const runIdSchema = z.string().regex(/^[0-9a-f]{16}$/, 'must be 16 lower-case hex digits');

/** The kernel's boot id without dashes (32 hex digits); ticks of one boot id are comparable. */
export const bootIdSchema = z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 lower-case hex digits');

/** Hashing is passed in: Node has it at once, the browser only as a promise. */
export type Sha256Hex = (text: string) => string | Promise<string>;

/** Raw Ed25519 (RFC 8032) over the UTF-8 bytes of `text`; key and signature in base64 (RFC 4648 §4). */
export type VerifySignature = (
  text: string,
  signatureBase64: string,
  publicKeyBase64: string,
) => boolean | Promise<boolean>;
