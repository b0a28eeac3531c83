import { z } from 'zod';
import { outageIdSchema, reportIdSchema, sha256HexSchema } from '../ids.ts';
import { parseInstant } from '../instant.ts';
import { FINDING_NAMES } from '../statement/finding.ts';
import { MAX_STATEMENT_ROWS, STATEMENT_KINDS } from '../statement/statement.ts';

/** Building blocks of `evidence.json`; each check is stated once, and stands in the published JSON Schema as far as it can. */

/** RFC 3339, UTC, milliseconds. */
export const instantSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/, 'must be an RFC 3339 UTC stamp with milliseconds')
  .refine((text) => parseInstant(text) !== null, 'must be an instant that exists');
export const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be YYYY-MM-DD');
/** A length in whole milliseconds; never negative. */
export const msSchema = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
export const countSchema = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
/** A share, 0…1. */
export const ratioSchema = z.number().min(0).max(1);
/** A word of a closed list that may grow: kebab-case, or the name of a tag. */
export const wordSchema = z.string().max(60);
/** What people typed. */
export const textSchema = z.string().max(20_000);

/** What the owner recorded of a fault report; each entry of the lane holds the hash of the record's text. */
export const evidenceReportSchema = z.object({
  id: reportIdSchema,
  outage: outageIdSchema.nullable(),
  state: z.enum(['reported', 'withdrawn']),
  downSinceAt: instantSchema,
  channel: z.enum(['phone', 'mail', 'form', 'letter', 'shop']).nullable(),
  reportedAt: instantSchema.nullable(),
  /** When the provider received it: the clock of the law starts here. */
  receivedAt: instantSchema.nullable(),
  ticket: textSchema,
  /** How the receipt can be shown: `confirmation`, `ticket`, `call-list`, `witness`, `delivery`, `none`. */
  receipt: wordSchema,
  repairedAt: instantSchema.nullable(),
  missedAppointments: countSchema,
  creditedCents: countSchema,
  records: z.array(z.object({ entry: countSchema, at: instantSchema, sha256: sha256HexSchema })).max(1000),
});

/** A file of the case. The lane holds its hash from `addedAt` on; `datedAt` is what the owner says. */
export const evidenceAttachmentSchema = z.object({
  id: reportIdSchema,
  report: reportIdSchema.nullable(),
  name: z.string().max(300),
  mediaType: z.string().max(100),
  bytes: countSchema,
  sha256: sha256HexSchema,
  description: textSchema,
  datedAt: instantSchema.nullable(),
  addedAt: instantSchema,
  entry: countSchema,
  /** The bytes were erased; the hash stays. */
  erased: z.boolean(),
});

const bounds = z.object({ earliestAt: instantSchema, latestAt: instantSchema }).nullable();
/** A statement beside the measurement of the period (rules/statement/finding.ts). */
const comparisonSchema = z.object({
  /** What was compared: of the period the time that it speaks of, as far as it was measured. */
  fromAt: instantSchema,
  toAt: instantSchema,
  counts: z.object({ agrees: countSchema, differs: countSchema, open: countSchema }),
  findings: z.array(
    z.object({
      name: z.enum(FINDING_NAMES),
      weight: z.enum(['agrees', 'differs', 'open']),
      /** Of the statement, from 0. */
      row: countSchema.nullable(),
      outage: outageIdSchema.nullable(),
      theirs: bounds,
      ours: bounds,
      ms: msSchema.nullable(),
      isTheirsLater: z.boolean().nullable(),
    }),
  ),
});

/** What the provider says of the line, as the owner entered it (rules/statement/statement.ts). */
export const evidenceStatementSchema = z.object({
  id: reportIdSchema,
  title: textSchema,
  source: textSchema,
  attachment: reportIdSchema.nullable(),
  /** How exact its times are, and the zone they were told in. */
  exactToMs: msSchema,
  zone: z.string().max(60),
  /** `toAt` null: of an instant, or no end is named. */
  rows: z
    .array(
      z.object({
        kind: z.enum(STATEMENT_KINDS),
        fromAt: instantSchema,
        toAt: instantSchema.nullable(),
        text: textSchema,
      }),
    )
    .max(MAX_STATEMENT_ROWS),
  enteredAt: instantSchema,
  sha256: sha256HexSchema,
  entry: countSchema,
  withdrawnAt: instantSchema.nullable(),
  /** null: it was withdrawn, or nothing was measured in its time; absent in documents from before this key. */
  comparison: comparisonSchema.nullable().optional(),
});

/** A head that was sealed (rules/journal/heads.ts). */
export const evidenceHeadSchema = z.object({
  counter: z.number().int().positive(),
  at: instantSchema,
  sha256: sha256HexSchema,
  /** The first 16 hex digits in fours: what letters print. */
  short: z.string().regex(/^([0-9a-f]{4} ){3}[0-9a-f]{4}$/, 'must be 16 hex digits in fours'),
});
