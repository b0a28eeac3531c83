import { z } from 'zod';
import { lineIdSchema, sha256HexSchema } from '../ids.ts';
import { SIDES, STATES } from '../verdict/verdict.ts';
import { bundleSchema } from './bundle.ts';
import { evidenceOutageSchema, evidenceSchema, sumsFields } from './evidence.ts';
import { countSchema, daySchema, instantSchema, msSchema, ratioSchema, wordSchema } from './evidence-parts.ts';
import { monthDocumentSchema } from './month.ts';

/** What the JSON API answers (types: status.ts) as schemas, published beside that of `evidence.json`. */

const side = z.enum(SIDES);
const orNull = instantSchema.nullable();
const found = { verdict: wordSchema, side };
/** Set where strangers ask: instants are rounded to this, lengths are as measured. */
const rounded = msSchema.optional();

export const statusSchema = z.object({
  line: lineIdSchema,
  state: z.enum(STATES),
  ...found,
  unknownCause: wordSchema.nullable(),
  sinceAt: orNull,
  measuredAt: orNull,
  lastContactAt: orNull,
  timesRoundedToMs: rounded,
});

/** As in `evidence.json`, without what it was made from. */
const outageSchema = evidenceOutageSchema.omit({
  lostSamples: true,
  chain: true,
  snapshots: true,
  bounds: true,
  annotations: true,
});

export const outagesSchema = z.object({
  line: lineIdSchema,
  fromAt: instantSchema,
  toAt: instantSchema,
  observedMs: msSchema,
  unknownMs: msSchema,
  outages: z.array(outageSchema),
  timesRoundedToMs: rounded,
});

export const daysSchema = z.object({
  line: lineIdSchema,
  zone: z.string(),
  days: z.array(z.object({ day: daySchema, ...sumsFields })),
});

/** What the verifier says of a bundle with `--json` (type: rules/journal/bundle/report.ts). */
export const bundleReportSchema = z.object({
  status: z.enum(['valid', 'gaps', 'broken']),
  findings: z.array(
    z.object({
      kind: z.enum(['broken', 'gap', 'note']),
      where: z.string(),
      code: wordSchema,
      values: z.record(z.string(), z.union([z.string(), z.number()])),
      what: z.string(),
    }),
  ),
  findingsLeftOut: countSchema,
  index: bundleSchema.nullable(),
  manifestSha256: sha256HexSchema.nullable(),
  serverFingerprint: z.string().nullable(),
  counts: z.object({
    members: countSchema,
    segments: countSchema,
    rounds: countSchema,
    samples: countSchema,
    laneEntries: countSchema,
    signatures: countSchema,
  }),
  heads: z.array(
    z.object({
      counter: countSchema,
      atMs: z.number().int(),
      sha256: sha256HexSchema,
      entries: countSchema.nullable(),
      stamps: z.array(
        z.object({
          authority: wordSchema,
          status: z.enum(['trusted', 'unknown-root', 'broken']),
          stampedAtMs: z.number().nullable(),
          accuracyMs: z.number().nullable(),
        }),
      ),
    }),
  ),
  recomputed: z
    .object({
      outages: countSchema,
      downMinMs: msSchema,
      downMaxMs: msSchema,
      unknownMs: msSchema,
      coverageRatio: ratioSchema,
    })
    .nullable(),
  notProven: z.array(wordSchema),
});

/** `/schemas/NAME.json` */
export const PUBLISHED_SCHEMAS: Record<string, { schema: z.ZodType; title: string }> = {
  evidence: { schema: evidenceSchema, title: 'evidence.json: everything that was derived of a period' },
  month: { schema: monthDocumentSchema, title: '/lines/LINE/months/YYYY-MM.json: a sealed month' },
  bundle: { schema: bundleSchema, title: 'bundle.json: what is in evidence.zip' },
  'verify-report': { schema: bundleReportSchema, title: 'What the verifier says of a bundle' },
  status: { schema: statusSchema, title: '/api/lines/LINE/status.json' },
  outages: { schema: outagesSchema, title: '/api/lines/LINE/outages.json' },
  days: { schema: daysSchema, title: '/api/lines/LINE/days.json' },
};
