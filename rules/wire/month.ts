import { z } from 'zod';
import { lineIdSchema, sha256HexSchema } from '../ids.ts';
import { evidenceOutageSchema, evidenceSchema } from './evidence.ts';
import { instantSchema, textSchema } from './evidence-parts.ts';

/**
 * A complete month of a line, as it was derived when it was sealed: the exact bytes are kept, and the lane holds their hash
 * (`month`). Nothing of it is ever changed; what came later makes a new version that names the one before. It holds what
 * released evidence may tell anybody: no notes, no personal values.
 */
export const MONTH_FORMAT = 'linewitness-month/1';

/** The first of a month: once all of it arrived, or after the longest wait. Later ones: what had changed. */
const MONTH_REASONS = ['complete', 'waited', 'late-data', 'annotation', 'rules', 'zone'] as const;
export type MonthReason = (typeof MONTH_REASONS)[number];

export const monthSchema = z.string().regex(/^(?!0000)\d{4}-(0[1-9]|1[0-2])$/, 'must be YYYY-MM');

const { sums, outagesReachingIn, availability, days, period, simulated } = evidenceSchema.shape;

/** What is compared from one version to the next. */
export const monthFiguresSchema = z.object({
  rules: z.object({ version: z.number().int().positive(), timeZoneData: z.string().max(20) }),
  zone: z.string().max(60),
  period,
  sums,
  outagesReachingIn,
  availability,
  days,
  /** All that touch the month; the samples behind their bounds stand in the evidence. */
  outages: z
    .array(
      evidenceOutageSchema.omit({
        revision: true,
        lostSamples: true,
        chain: true,
        snapshots: true,
        bounds: true,
        annotations: true,
      }),
    )
    .max(10_000),
});
export type MonthFigures = z.infer<typeof monthFiguresSchema>;

export const monthDocumentSchema = z.object({
  format: z.literal(MONTH_FORMAT),
  statement: textSchema,
  simulated,
  line: lineIdSchema,
  month: monthSchema,
  version: z.number().int().positive(),
  /** Of the version before; null in version 1. */
  previousSha256: sha256HexSchema.nullable(),
  reason: z.enum(MONTH_REASONS),
  sealedAt: instantSchema,
  figures: monthFiguresSchema,
});
export type MonthDocument = z.infer<typeof monthDocumentSchema>;
