import { z } from 'zod';
import { bootIdSchema, lineIdSchema, probeIdSchema, publicKeySchema, sha256HexSchema } from '../ids.ts';

/**
 * What crosses the network between probe and server. Bodies are JSON (`application/json`, optionally
 * `content-encoding: gzip` or `zstd`); texts inside are exact bytes (ASCII).
 */

const nonceSchema = z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 lower-case hex digits');

/**
 * Enrolment token, printed by the server and pasted once: `lw1.SECRET.FINGERPRINT`. SECRET: 24 random bytes, base64url.
 * FINGERPRINT: first 32 hex digits of the SHA-256 of the server's raw public key, so that the probe knows whom it joins.
 */
export const enrolmentTokenSchema = z
  .string()
  .regex(/^lw1\.[A-Za-z0-9_-]{32}\.[0-9a-f]{32}$/, 'is not an enrolment token');

/** `POST /api/probes`. Idempotent for the same key and token. */
export const enrolmentRequestSchema = z.strictObject({
  token: enrolmentTokenSchema,
  publicKey: publicKeySchema,
  /** Signature over `linewitness-enrolment/1\n<token>\n` by that key: proof of possession. */
  proof: z.string().max(100),
  /** The first segment that this probe will send, and the hash it is chained to (1 and zeros for a new probe). */
  firstNumber: z.int().min(1),
  firstPreviousSha256: sha256HexSchema,
});
export type EnrolmentRequest = z.infer<typeof enrolmentRequestSchema>;
export const enrolmentAnswerSchema = z.strictObject({
  probe: probeIdSchema,
  line: lineIdSchema,
  serverPublicKey: publicKeySchema,
  /** What the server expects next from this probe (after re-enrolment not the same as asked for). */
  expectedNumber: z.int().min(1),
  expectedPreviousSha256: sha256HexSchema,
});
export type EnrolmentAnswer = z.infer<typeof enrolmentAnswerSchema>;

/** A personal value that travels beside the segments. Its hash is {@link personalValueText} hashed; only that stands in a segment. */
export const personalValueSchema = z.strictObject({
  kind: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  value: z.string().max(8000),
});
export type PersonalValue = z.infer<typeof personalValueSchema>;
export function personalValueText({ kind, salt, value }: PersonalValue): string {
  return `linewitness-value/1\n${kind}\n${salt}\n${value}`;
}

/** Limits of one upload. */
export const MAX_UPLOAD_SEGMENTS = 500;
export const MAX_UPLOAD_BYTES = 16_000_000;

/** `POST /api/segments`: oldest first, all of one probe. */
export const uploadSchema = z.strictObject({
  probe: probeIdSchema,
  /** t1: when the probe sent this, by its wall clock; RFC 3339. */
  sentAt: z.string().max(30),
  /** Method texts that these segments name and that the server may not have yet. */
  methods: z.array(z.string().max(200_000)).max(50),
  values: z.array(personalValueSchema).max(500),
  segments: z.array(z.string()).max(MAX_UPLOAD_SEGMENTS),
});
export type Upload = z.infer<typeof uploadSchema>;

/** Machine-readable reasons. `expectedNumber`/`expectedPreviousSha256` stand with `gap` and `fork`. */
export const wireErrorSchema = z.strictObject({
  code: z.string(),
  message: z.string(),
  expectedNumber: z.int().optional(),
  expectedPreviousSha256: sha256HexSchema.optional(),
});
export type WireError = z.infer<typeof wireErrorSchema>;

/**
 * Answer to an upload. One receipt text for each segment of the good prefix, in order (a segment that the server had
 * already gets its first receipt again). `error` says why the rest was not taken; the HTTP status is then that of the
 * error: 400 malformed, 401 unknown key or bad signature, 403 retired, 409 gap or fork, 413 too large.
 */
export const uploadAnswerSchema = z.strictObject({
  receipts: z.array(z.string()),
  error: wireErrorSchema.nullable(),
});
export type UploadAnswer = z.infer<typeof uploadAnswerSchema>;

/**
 * `POST /api/contact`, every 20 s: "I am here", answered with the signed nonce. The request text is signed by the probe
 * (format of `rules/journal/signed-text.ts`):
 *
 *     linewitness-contact/1
 *     probe: 6f1c…
 *     nonce: 32 hex digits
 *     challenge: 32 hex digits of the last answer to a contact, or -
 *     bootId: …
 *     sentAt: RFC 3339
 *     waiting: 3                     segments not yet delivered
 *     signature: …
 *
 * and the answer by the server. `accepted: no` when the challenge is not the one last given (a replay, or the server
 * was restarted): try once more with the new one.
 *
 *     linewitness-contact-answer/1
 *     probe: 6f1c…
 *     nonce: the same
 *     accepted: yes
 *     challenge: a fresh one
 *     receivedAt: RFC 3339
 *     answeredAt: RFC 3339
 *     signature: …
 */
export const CONTACT_FORMAT = 'linewitness-contact/1';
export const CONTACT_ANSWER_FORMAT = 'linewitness-contact-answer/1';
export const contactSchema = z.strictObject({
  probe: probeIdSchema,
  nonce: nonceSchema,
  challenge: z.union([z.literal('-'), nonceSchema]),
  bootId: bootIdSchema,
  sentAt: z.string().max(30),
  waiting: z.string().regex(/^\d{1,9}$/),
});
export type Contact = z.infer<typeof contactSchema>;
export const contactAnswerSchema = z.strictObject({
  probe: probeIdSchema,
  nonce: nonceSchema,
  accepted: z.enum(['yes', 'no']),
  challenge: nonceSchema,
  receivedAt: z.string().max(30),
  answeredAt: z.string().max(30),
});
export type ContactAnswer = z.infer<typeof contactAnswerSchema>;
