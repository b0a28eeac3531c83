import { z } from 'zod';
import { bootIdSchema, lineIdSchema, probeIdSchema, publicKeySchema, sha256HexSchema } from '../ids.ts';
import { parseInstant } from '../instant.ts';
import { laneSaltSchema } from '../journal/heads.ts';

/**
 * The members of `evidence.zip`, in this order. All names ASCII, all times of members 1980-01-01, so that the same period
 * of the same data gives the same bytes of members.
 *
 * | member | what it is |
 * |---|---|
 * | `README.txt` | how to check by hand in six steps; what this does not prove; in the language of the line |
 * | `bundle.json` | what is in here: {@link bundleSchema}. Only names and ranges; nothing is taken from it on trust |
 * | `keys/server.pem`, `keys/probe-ID.pem`, `keys/allowed_signers`, `keys/tsa-roots.pem` | public keys (SPKI PEM), for ssh-keygen, roots of the time stamps |
 * | `method/SHA256.json` | methods that segments name, exact bytes |
 * | `probe/YYYY-MM-DD.txt` | segments in the order of arrival, one file a day of arrival (local day of the line) |
 * | `server/lane.txt` | the lane from the first receipt in here to the entry of the closing head, without a gap |
 * | `server/events.txt` | all entries of `LANE_EVENT_TYPES` of the lane, from its begin to the newest head |
 * | `heads/COUNTER.txt`, `.txt.sshsig`, `.txt.AUTHORITY.tsr` | heads (counter in 8 digits), their signatures and time stamps |
 * | `values.txt` | only if the owner shows them: `SHA256 KIND SALT "VALUE"`, see rules/journal/bundle/values-text.ts |
 * | `texts/SHA256.txt` | texts whose hash stands in the lane and that the owner shows: annotations, records of reports, statements |
 * | `attachments/SHA256-NAME` | files; NAME reduced to ASCII |
 * | `derived/evidence.json`, `derived/days.csv`, `derived/outages.csv`, `derived/*.excel-de.csv` | what follows from the above; can be made again |
 * | `report.pdf`, `verify.mjs`, `verify.html` | |
 * | `MANIFEST.sha256`, `MANIFEST.sha256.sshsig` | all members above, in the form of `sha256sum -c`; signed by the server |
 */
export const BUNDLE_FORMAT = 'linewitness-bundle/1';
/**
 * Whole local days before the period whose segments are in the bundle too: what the rules remember is a day at most, but
 * for short gaps (rules/outage/margin-days.ts), where there are more.
 */
export const MARGIN_DAYS_BEFORE = 2;

const instant = z.string().refine((text) => parseInstant(text) !== null, 'must be an RFC 3339 UTC stamp');
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be YYYY-MM-DD');

export const bundleSchema = z.strictObject({
  format: z.literal(BUNDLE_FORMAT),
  language: z.enum(['de', 'en']),
  /** Of a demonstration: nothing of it was measured. */
  simulated: z.boolean(),
  rulesVersion: z.number().int().positive(),
  /** IANA version of the time-zone rules that cut the days. */
  timeZoneData: z.string().max(20),
  line: z.strictObject({
    id: lineIdSchema,
    name: z.string().max(200),
    provider: z.string().max(200),
    zone: z.string().max(60),
  }),
  period: z.strictObject({ fromAt: instant, toAt: instant, fromDay: day, toDay: day }),
  /** Figures are as of then; an outage that lasts is summed up to the last measurement before. */
  asOfAt: instant,
  serverPublicKey: publicKeySchema,
  probes: z.array(z.strictObject({ id: probeIdSchema, publicKey: publicKeySchema })).max(1000),
  /** Of `server/lane.txt`; `previousSha256`: what the first entry is chained to. */
  lane: z.strictObject({
    firstEntry: z.number().int().positive(),
    lastEntry: z.number().int().nonnegative(),
    previousSha256: sha256HexSchema,
  }),
  laneSalt: laneSaltSchema,
  /**
   * Tick → UTC offset in ms of boots that began before the first segment in here, as the server determined it from their
   * whole length; checked against the rounds in here.
   */
  bootOffsets: z.record(bootIdSchema, z.number().int()),
});
export type BundleIndex = z.infer<typeof bundleSchema>;
