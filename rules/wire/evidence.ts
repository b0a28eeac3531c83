import { z } from 'zod';
import { lineIdSchema, outageIdSchema, probeIdSchema, publicKeySchema, sha256HexSchema } from '../ids.ts';
import { TARGET_ROLES } from '../method.ts';
import { CHAIN_LINKS, CLOCK_SOURCES, SNAPSHOT_MOMENTS } from '../outage/derived.ts';
import { SIDES } from '../verdict/verdict.ts';
import { EVIDENCE_FORMAT } from './evidence-format.ts';
import { evidenceMailSchema } from './evidence-mail.ts';
import {
  countSchema,
  daySchema,
  evidenceAttachmentSchema,
  evidenceHeadSchema,
  evidenceReportSchema,
  evidenceStatementSchema,
  instantSchema,
  msSchema,
  ratioSchema,
  textSchema,
  wordSchema,
} from './evidence-parts.ts';

const side = z.enum(SIDES);
const grade = z.enum(['A', 'B', 'C']);
const orNull = instantSchema.nullable();
const found = { verdict: wordSchema, side };

/** Sums of a stretch of time; the five of them that tell states add up to its length. Ends in `downMaxMs ≥ downMinMs`. */
export const sumsFields = {
  upMs: msSchema,
  degradedMs: msSchema,
  downMinMs: msSchema,
  downMaxMs: msSchema,
  maintenanceMs: msSchema,
  unknownMs: msSchema,
  /** Of `downMaxMs`: the home was reachable another way. */
  failoverMs: msSchema,
  /** Counted outages that began in it; of these, shorter than 3 minutes. */
  outages: countSchema,
  dropouts: countSchema,
};

const boundSchema = z
  .object({
    target: z.string().max(200),
    sentAt: instantSchema,
    receivedAt: orNull,
    outcome: wordSchema,
    /** Where it stands: number of the segment, sequence of the round. */
    segment: countSchema,
    sequence: countSchema,
  })
  .nullable();

const chainSchema = z.object({
  link: z.enum(CHAIN_LINKS),
  state: z.enum(['ok', 'fail', 'unknown']),
  evidence: z
    .array(
      z.object({
        witness: z.union([z.literal('probe'), z.enum(TARGET_ROLES)]),
        says: wordSchema,
        fromAt: instantSchema,
        toAt: orNull,
        values: z.record(wordSchema, z.union([z.number(), textSchema])),
        segment: countSchema.nullable(),
        sequence: countSchema.nullable(),
      }),
    )
    .max(2000),
});

const snapshotSchema = z.object({
  at: instantSchema,
  moment: z.enum(SNAPSHOT_MOMENTS),
  segment: countSchema,
  sequence: countSchema,
  readings: z.record(wordSchema, z.number()),
  facts: z.record(wordSchema, textSchema),
});

/** What the owner says of an outage later; `entry` of the lane holds the hash of the text. */
const annotationSchema = z.object({
  entry: countSchema,
  kind: z.enum(['home', 'note']),
  text: textSchema,
  at: instantSchema,
  withdrawnAt: orNull,
});

export const evidenceOutageSchema = z.object({
  id: outageIdSchema,
  ...found,
  counts: z.boolean(),
  grade,
  final: z.boolean(),
  startEarliestAt: instantSchema,
  startLatestAt: instantSchema,
  /** null while it lasts. */
  endEarliestAt: orNull,
  endLatestAt: orNull,
  downMinMs: msSchema,
  downMaxMs: msSchema.nullable(),
  flaps: countSchema,
  phases: z.array(z.object({ ...found, fromAt: instantSchema, toAt: orNull })).max(10_000),
  provisional: z.object({ ...found, counts: z.boolean(), grade }).nullable(),
  reachable: z.boolean(),
  tags: z.array(wordSchema).max(50),
  attributedTo: z.literal('home').nullable(),
  startsUnobserved: z.boolean(),
  endsUnobserved: z.boolean(),
  revision: countSchema,
  lostSamples: countSchema,
  chain: z.array(chainSchema).max(20),
  snapshots: z.array(snapshotSchema).max(100),
  bounds: z.object({
    lastGoodBefore: boundSchema,
    firstBad: boundSchema,
    lastBad: boundSchema,
    firstGoodAfter: boundSchema,
  }),
  /** Who vouches for its times, and how well; null: it was derived before that was noted. Absent in older documents. */
  clock: z
    .object({
      source: z.enum(CLOCK_SOURCES),
      /** By how much they lie later (or earlier) than the machine's clock said. */
      correctedByMs: z.number().int(),
      errorMs: msSchema.nullable(),
    })
    .nullable()
    .optional(),
  annotations: z.array(annotationSchema).max(1000),
});

/**
 * `evidence.json`: everything that was derived of a period, in one document; published as `/schemas/evidence.json`. The
 * signed rounds outrank it: a verifier computes it again. Grows by new keys within one version (readers pass over what
 * they do not know); a key that changes its meaning makes a new one.
 */
export const evidenceSchema = z.object({
  format: z.literal(EVIDENCE_FORMAT),
  /** What it is, and what it is not (evidence-format.ts); absent in documents from before this key. */
  statement: textSchema.optional(),
  derived: z.literal(true),
  /** Nothing of it was measured. */
  simulated: z.boolean(),
  /** In a bundle: as of when it holds, the instant of its closing head. */
  madeAt: instantSchema,
  line: z.object({ id: lineIdSchema, name: textSchema, provider: textSchema, zone: z.string().max(60) }),
  period: z.object({ fromAt: instantSchema, toAt: instantSchema, fromDay: daySchema, toDay: daySchema }),
  rules: z.object({
    version: z.number().int().positive(),
    /** IANA version of the zone data that cut the days. */
    timeZoneData: z.string().max(20),
    accounting: z.array(textSchema).max(50),
  }),
  doesNotProve: z.array(textSchema).max(50),
  sums: z.object(sumsFields),
  outagesReachingIn: countSchema,
  availability: z.object({
    observedMs: msSchema,
    unknownMs: msSchema,
    upRatioMin: ratioSchema.nullable(),
    upRatioMax: ratioSchema.nullable(),
    reachableRatioMin: ratioSchema.nullable(),
    reachableRatioMax: ratioSchema.nullable(),
    coverageRatio: ratioSchema,
  }),
  /** Whole local days that the period touches. */
  days: z.array(z.object({ day: daySchema, ...sumsFields, startsAt: instantSchema })).max(1200),
  outages: z.array(evidenceOutageSchema).max(10_000),
  mail: evidenceMailSchema.optional(),
  methods: z
    .array(z.object({ sha256: sha256HexSchema, usedFromAt: instantSchema, text: z.string().max(200_000) }))
    .max(1000),
  /** The active one. */
  probe: z
    .object({
      id: probeIdSchema,
      publicKey: publicKeySchema,
      enrolledAt: instantSchema,
      /** Where its chain ended; null in what strangers fetch. */
      lastSegment: countSchema.nullable(),
      lastSegmentSha256: sha256HexSchema.nullable(),
    })
    .nullable(),
  serverPublicKey: publicKeySchema,
  /** First 32 hex digits of the SHA-256 of the raw key, as pages and letters print it. */
  serverFingerprint: z.string().max(64).optional(),
  /** The newest head(s) known when it was made, newest last; empty: none was sealed yet. */
  heads: z.array(evidenceHeadSchema).max(10).optional(),
  /** Only in what the owner makes. */
  reports: z.array(evidenceReportSchema).max(1000).optional(),
  attachments: z.array(evidenceAttachmentSchema).max(2000).optional(),
  statements: z.array(evidenceStatementSchema).max(1000).optional(),
});
export type EvidenceJson = z.infer<typeof evidenceSchema>;
export type EvidenceOutageJson = z.infer<typeof evidenceOutageSchema>;
export type EvidenceReportJson = z.infer<typeof evidenceReportSchema>;
export type EvidenceAttachmentJson = z.infer<typeof evidenceAttachmentSchema>;
export type EvidenceStatementJson = z.infer<typeof evidenceStatementSchema>;
