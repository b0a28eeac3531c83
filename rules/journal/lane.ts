import { z } from 'zod';
import {
  attachmentIdSchema,
  lineIdSchema,
  outageIdSchema,
  probeIdSchema,
  publicKeySchema,
  reportIdSchema,
  sha256HexSchema,
  statementIdSchema,
} from '../ids.ts';
import { formatInstant, parseInstant } from '../instant.ts';
import { BLIND_REASONS, DSN_ACTIONS, FOLDERS, MATCHES } from '../mail/vocabulary.ts';
import { parseHeaderLines, type SignText, signText, splitSignature } from './signed-text.ts';

/**
 * The lane: the server's log of one line, chained and signed by the server. One entry:
 *
 *     linewitness-lane/1
 *     line: home
 *     entry: 42
 *     previousSha256: 5a0e…              hash of entry 41; 64 zeros in entry 1
 *     at: 2026-11-22T00:00:00.123Z        the server's clock when it wrote the entry
 *     type: receipt
 *     probe: 6f1c…                        the fields of the type, in the order of LANE_ENTRY_FIELDS
 *     …
 *     signature: BASE64
 *
 * A receipt is an entry of the type `receipt`. Its challenge, which the probe writes into its next segment, is the
 * first half of the hash of the entry: unknown to anyone before the server signed it. Growth: new types; a reader that
 * does not know a type checks its chain and signature and passes over its content.
 */
export const LANE_FORMAT = 'linewitness-lane/1';

const instant = z
  .string()
  .refine((text) => parseInstant(text) !== null, 'must be an RFC 3339 UTC stamp with milliseconds');
const count = z.string().regex(/^(0|[1-9]\d{0,14})$/, 'must be a count');
const orDash = <T extends z.ZodType>(schema: T) => z.union([z.literal('-'), schema]);
/** As the owner calls it in the settings of the mailboxes. */
const mailName = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/);
/** RFC 3463; class, subject, detail. */
const mailStatus = z.string().regex(/^[245](\.\d{1,3}){2}$/);
const STAMP = '\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z';
const HASH = '-|[0-9a-f]{64}';
const HOP = `(-|${STAMP})( (${HASH})){4} (-|[a-z0-9-]{1,20}) (sender|receiver|other|unknown) (yes|no)`;

function hasStamp(hop: string): boolean {
  const [stamp = ''] = hop.split(' ');
  return stamp === '-' || parseInstant(stamp) !== null;
}

/** The fields of each type, in the order in which they are written. Times RFC 3339. `-` = none. */
export const LANE_ENTRY_FIELDS = {
  /** A probe was admitted to the line; the one before it is retired. */
  enrolment: z.strictObject({
    probe: probeIdSchema,
    publicKey: publicKeySchema,
    firstNumber: count,
    firstPreviousSha256: sha256HexSchema,
    retiredProbe: orDash(probeIdSchema),
  }),
  /** A segment was received and kept. */
  receipt: z.strictObject({
    probe: probeIdSchema,
    number: count,
    sha256: sha256HexSchema,
    /** When the probe sent the upload, by its clock. */
    t1: orDash(instant),
    /** When the server had received it, and when it signed this, by the server's clock. */
    t2: instant,
    t3: instant,
    /** Where the upload came from: `loopback`, `private`, or a keyed hash of the address. */
    network: z.string().regex(/^(loopback|private|hash:[0-9a-f]{64})$/),
  }),
  /** No contact with the active probe; written while the silence lasts. */
  silence: z.strictObject({
    probe: probeIdSchema,
    sinceAt: instant,
    /** Whether the server itself reached others at that time. */
    selfCheck: z.enum(['reachable', 'unreachable', 'not-checked']),
  }),
  /** The silence ended. */
  contact: z.strictObject({ probe: probeIdSchema, sinceAt: instant, silentMs: count }),
  /** The server itself was not running; written at its next start. */
  'server-gap': z.strictObject({ fromAt: orDash(instant), toAt: instant }),
  /** Settings of the line (zone, provider, name) from now on, by the hash of their text. */
  settings: z.strictObject({ sha256: sha256HexSchema }),
  /** The owner erased a personal value; its hash stays. */
  erasure: z.strictObject({ valueSha256: sha256HexSchema }),
  /** What was recorded of a fault report to the provider, by the hash of its text; a correction is a new entry. */
  report: z.strictObject({ report: reportIdSchema, sha256: sha256HexSchema }),
  /**
   * What the owner says of an outage later, by the hash of its text: it was at home, so it does not count (`home`), or only
   * a note. `withdrawn` takes the entry `withdraws` back. The interval is that of the outage when it was written.
   */
  annotation: z.strictObject({
    outage: outageIdSchema,
    fromAt: instant,
    toAt: orDash(instant),
    kind: z.enum(['home', 'note', 'withdrawn']),
    sha256: sha256HexSchema,
    withdraws: orDash(count),
  }),
  /**
   * The server's own reader saw a test mail in a mailbox that only it reads. The token is named by its hash, so that
   * entries can be shown; folder, headers and hops by the salted hashes of their words (personal values). The clock is the
   * server's; `arrivedEarliestAt`: end of the last complete look without the mail.
   */
  'mail-sighting': z.strictObject({
    mailbox: mailName,
    tokenSha256: sha256HexSchema,
    matchedBy: z.enum(MATCHES),
    folder: z.enum(FOLDERS),
    folderSha256: orDash(sha256HexSchema),
    seenAt: instant,
    arrivedEarliestAt: orDash(instant),
    /** RFC 3501 §2.3.3, by the mailbox server's clock, whole seconds. */
    internalDateAt: orDash(instant),
    sizeBytes: count,
    watched: z.enum(['idle', 'poll']),
    headersSha256: orDash(sha256HexSchema),
    /** `Received` lines in the order of travel: stamp, by, from, domain, id, protocol, owner, anchor; `, ` between two. */
    hops: orDash(
      z
        .string()
        .regex(new RegExp(`^${HOP}(, ${HOP}){0,15}$`))
        .refine((text) => text.split(', ').every(hasStamp), 'must have stamps that are instants'),
    ),
  }),
  /** The same of a delivery status notification (RFC 3464) that names a test mail. */
  'mail-report': z.strictObject({
    mailbox: mailName,
    tokenSha256: sha256HexSchema,
    seenAt: instant,
    action: z.enum(DSN_ACTIONS),
    status: orDash(mailStatus),
    arrivalAt: orDash(instant),
    retryUntilAt: orDash(instant),
    reportingMtaSha256: orDash(sha256HexSchema),
    remoteMtaSha256: orDash(sha256HexSchema),
    diagnosticSha256: orDash(sha256HexSchema),
    headersSha256: orDash(sha256HexSchema),
  }),
  /**
   * How the server's own reader stands with a mailbox: `watching`: looked through completely up to `observedAt` and without a
   * break since the entry of this mailbox before, if that said so too; else why nobody looks from then on.
   */
  'mail-watch': z.strictObject({
    mailbox: mailName,
    observedAt: instant,
    state: z.enum(['watching', ...BLIND_REASONS]),
  }),
  /** A file that belongs to the case (provider's mail, photo, protocol) was added, by the hash of its bytes. */
  attachment: z.strictObject({ attachment: attachmentIdSchema, sha256: sha256HexSchema, bytes: count }),
  /** What the provider says of the line was entered, by the hash of the text; `withdrawn`: taken back, same hash. */
  statement: z.strictObject({
    statement: statementIdSchema,
    sha256: sha256HexSchema,
    state: z.enum(['entered', 'withdrawn']),
  }),
  /** A complete month was sealed, by the hash of what was derived of it; a new version names the one before. */
  month: z.strictObject({
    month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be YYYY-MM'),
    version: count,
    sha256: sha256HexSchema,
    previousVersionSha256: orDash(sha256HexSchema),
  }),
  /**
   * The server was restored from a backup of that time: what it had written since then is lost, and entries have numbers from
   * here on that may have been given out before, to others.
   */
  restored: z.strictObject({ backupAt: instant }),
  /** Raw data of the days before were removed; what they led to is kept under this hash. */
  pruning: z.strictObject({
    beforeDay: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
    lastNumber: count,
    lastSha256: sha256HexSchema,
    snapshotSha256: sha256HexSchema,
  }),
} as const;

/**
 * What owners (and the server's upkeep) write, few of them: each head says how many there are and chains them, so that
 * none can be left out of a bundle that holds only a part of the lane. Growth: new types only, never one that exists.
 */
export const LANE_EVENT_TYPES: readonly string[] = [
  'enrolment',
  'settings',
  'erasure',
  'report',
  'annotation',
  'attachment',
  'statement',
  'month',
  'pruning',
  'restored',
] satisfies LaneEntryType[];

export type LaneEntryType = keyof typeof LANE_ENTRY_FIELDS;
export type LaneContent = {
  [T in LaneEntryType]: { type: T; fields: z.infer<(typeof LANE_ENTRY_FIELDS)[T]> };
}[LaneEntryType];
export type LaneEntry = { line: string; entry: number; previousSha256: string; atMs: number; content: LaneContent };

/** The signed text of an entry. */
export function formatLaneEntry(entry: LaneEntry, sign: SignText): string {
  return signText(laneEntryText(entry), sign);
}

function laneEntryText(entry: LaneEntry): string {
  const schema = LANE_ENTRY_FIELDS[entry.content.type];
  const fields: Record<string, string> = entry.content.fields;
  const lines = Object.keys(schema.shape).map((key) => `${key}: ${fields[key]}\n`);
  return (
    `${LANE_FORMAT}\nline: ${entry.line}\nentry: ${entry.entry}\npreviousSha256: ${entry.previousSha256}\n` +
    `at: ${formatInstant(entry.atMs)}\ntype: ${entry.content.type}\n${lines.join('')}`
  );
}

/** What stands in every entry, also in one of a type that is not known here. */
export type LaneHead = { line: string; entry: number; previousSha256: string; atMs: number; type: string };

/** Reads what every entry has; signature and chain are still to be checked. Hostile input. */
export function parseLaneHead(text: string): { head: LaneHead; signedText: string; signature: string } | string {
  const cells = splitEntry(text);
  if (typeof cells === 'string') return cells;
  const head = headSchema.safeParse(Object.fromEntries(cells.pairs));
  if (!head.success) return z.prettifyError(head.error);
  const { line, entry, previousSha256, at, type } = head.data;
  const keys = cells.pairs.slice(0, 5).map(([key]) => key);
  if (keys.join() !== 'line,entry,previousSha256,at,type') return 'has keys that are missing or out of order';
  const { signedText, signature } = cells;
  // the stamp was checked by the schema
  return {
    head: { line, entry: Number(entry), previousSha256, atMs: parseInstant(at) as number, type },
    signedText,
    signature,
  };
}

function splitEntry(text: string): { pairs: [string, string][]; signedText: string; signature: string } | string {
  if (text.length > 10_000) return 'is longer than 10,000 characters';
  const split = splitSignature(text);
  if (typeof split === 'string') return split;
  const [format, ...lines] = split.signedText.slice(0, -1).split('\n');
  if (format !== LANE_FORMAT) return `line 1 must be "${LANE_FORMAT}"`;
  const pairs = parseHeaderLines(lines, 2);
  if (typeof pairs === 'string') return pairs;
  // a second "entry" among the fields of a type would take the place of the first
  if (new Set(pairs.map(([key]) => key)).size < pairs.length) return 'has a key twice';
  return { pairs, ...split };
}

/** Reads an entry; signature and chain are still to be checked. Hostile input. */
export function parseLaneEntry(text: string): { entry: LaneEntry; signedText: string; signature: string } | string {
  const cells = splitEntry(text);
  if (typeof cells === 'string') return cells;
  const { pairs, ...split } = cells;
  const entry = entryFromPairs(Object.fromEntries(pairs));
  if (typeof entry === 'string') return entry;
  return laneEntryText(entry) === split.signedText ? { entry, ...split } : 'has keys that are missing or out of order';
}

const headSchema = z.object({
  line: lineIdSchema,
  entry: count,
  previousSha256: sha256HexSchema,
  at: instant,
  type: z.string(),
});

function entryFromPairs(pairs: Record<string, string>): LaneEntry | string {
  const head = headSchema.safeParse(pairs);
  if (!head.success) return z.prettifyError(head.error);
  const { line, entry, previousSha256, at, type, ...fields } = { ...pairs, ...head.data };
  if (!Object.hasOwn(LANE_ENTRY_FIELDS, type)) return `type "${type.slice(0, 40)}" is not known`;
  const content = LANE_ENTRY_FIELDS[type as LaneEntryType].safeParse(fields);
  if (!content.success) return z.prettifyError(content.error);
  return {
    line,
    entry: Number(entry),
    previousSha256,
    atMs: parseInstant(at) as number, // checked by the schema
    content: { type, fields: content.data } as LaneContent, // type and fields were parsed together
  };
}

/** The challenge that a receipt hands to the probe: the first 32 hex digits of the hash of the entry. */
export function challengeOf(entrySha256: string): string {
  return entrySha256.slice(0, 32);
}
