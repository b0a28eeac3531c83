import { z } from 'zod';
import { lineIdSchema } from '../../rules/ids.ts';

/**
 * What the server tells the programs `make-evidence` and `make-report` (one line of JSON on their standard input), and what
 * they say of their progress (lines of JSON on their standard output). Expected trouble ends them with code
 * {@link REFUSED_EXIT} and a last line.
 */
const period = z.strictObject({ fromAtMs: z.number(), toAtMs: z.number(), fromDay: z.string(), toDay: z.string() });

export const evidenceJobSchema = z.strictObject({
  /** `zip`: the bundle; `pdf`: the report; `technician`: its page for the technician alone. */
  kind: z.enum(['zip', 'pdf', 'technician']),
  /** The server's own folder. */
  dataDir: z.string(),
  /** The file to write, and a folder of this job alone for what waits. */
  out: z.string(),
  temporaryDir: z.string(),
  line: lineIdSchema,
  period,
  language: z.enum(['de', 'en']),
  shows: z.strictObject({ texts: z.boolean(), values: z.boolean(), files: z.boolean() }),
  /** `pdf` alone: for whom, and as of when. A bundle is for the owner, as of its closing head. */
  reader: z.union([z.enum(['owner', 'guest']), z.strictObject({ releasedUntilAtMs: z.number() })]),
  asOfAtMs: z.number(),
  /** PEM; authorities that are trusted besides those of Node. */
  stampRoots: z.array(z.string()),
  /** `pdf` alone: a second line on the standard input is the manifest of the raw data, as a JSON string. */
  hasManifest: z.boolean(),
});
export type EvidenceJob = z.infer<typeof evidenceJobSchema>;

export const jobMessageSchema = z.union([
  z.strictObject({ ratio: z.number().min(0).max(1) }),
  z.strictObject({ refused: z.enum(['no-head', 'moved', 'nothing-kept', 'other-rules']), message: z.string() }),
  z.strictObject({ done: z.strictObject({ bytes: z.number(), manifestSha256: z.string().nullable() }) }),
]);
export type JobMessage = z.infer<typeof jobMessageSchema>;

export const REFUSED_EXIT = 3;
