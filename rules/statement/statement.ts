import { z } from 'zod';
import { attachmentIdSchema, lineIdSchema, statementIdSchema } from '../ids.ts';
import { formatInstant, parseInstant } from '../instant.ts';

/**
 * What the provider says of a line, row by row, as the owner copied it from a letter or a log. It stands beside the
 * measurement and changes nothing of it. The text, whose hash is in the lane and which a bundle holds as
 * `texts/SHA256.txt`, is the name of the format and one line of JSON, keys in the order of {@link statementTextSchema}.
 */
const STATEMENT_FORMAT = 'linewitness-statement/1';

/** What a row says of its time. */
export const STATEMENT_KINDS = [
  'outage', //       the service was gone
  'no-outage', //    there was no fault
  'planned-work', // announced work
  'sync-lost', //    the DSL had no synchronisation
  'session-lost', // the session (PPP, DHCP) was gone
  'repaired', //     an instant: from then on it worked
  'note', //         anything else; not compared
] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];
/** Kinds that say that nothing, or not everything, worked. */
export const DOWN_KINDS: readonly StatementKind[] = ['outage', 'sync-lost', 'session-lost'];
/** Kinds of one instant. */
export const INSTANT_KINDS: readonly StatementKind[] = ['repaired', 'note'];

export const MAX_STATEMENT_ROWS = 500;
export const MAX_STATEMENT_TEXT = 300;
/** How exact the times of a statement may be: to the second … to the day. */
export const EXACTNESS_MS = [1000, 60_000, 300_000, 900_000, 3_600_000, 86_400_000] as const;

export type StatementRow = {
  kind: StatementKind;
  fromAtMs: number;
  /** null: of an instant, or no end is named. */
  toAtMs: number | null;
  /** The words of the provider, may be empty. */
  text: string;
};

export type Statement = {
  id: string;
  line: string;
  title: string;
  /** Where it is from: `Letter of 3 November`, a ticket. */
  source: string;
  /** The file that it was taken from; null: none. */
  attachment: string | null;
  /** True times lie within ± this of what is said. */
  exactToMs: number;
  /** The zone in which they were told (IANA). */
  zone: string;
  /** In the order of their begin. */
  rows: StatementRow[];
  enteredAtMs: number;
};

const instant = z.string().refine((text) => parseInstant(text) !== null, 'must be an RFC 3339 UTC stamp');
const words = z.string().max(MAX_STATEMENT_TEXT);
export const statementTextSchema = z.strictObject({
  statement: statementIdSchema,
  line: lineIdSchema,
  title: words,
  source: words,
  attachment: attachmentIdSchema.nullable(),
  exactToMs: z.int().min(0).max(86_400_000),
  zone: z.string().max(60),
  enteredAt: instant,
  rows: z
    .array(z.strictObject({ kind: z.enum(STATEMENT_KINDS), fromAt: instant, toAt: instant.nullable(), text: words }))
    .max(MAX_STATEMENT_ROWS),
});

/** The exact text that is hashed into the lane. */
export function statementText(statement: Statement): string {
  const { id, line, title, source, attachment, exactToMs, zone, enteredAtMs, rows } = statement;
  const content = {
    statement: id,
    line,
    title,
    source,
    attachment,
    exactToMs,
    zone,
    enteredAt: formatInstant(enteredAtMs),
    rows: rows.map(({ kind, fromAtMs, toAtMs, text }) => ({
      kind,
      fromAt: formatInstant(fromAtMs),
      toAt: toAtMs === null ? null : formatInstant(toAtMs),
      text,
    })),
  } satisfies z.infer<typeof statementTextSchema>;
  return `${STATEMENT_FORMAT}\n${JSON.stringify(content)}\n`;
}

/** Reads such a text; a sentence says what is wrong. Hostile input. */
export function parseStatementText(text: string): Statement | string {
  if (text.length > 500_000) return 'is longer than 500,000 characters';
  const [format, json = ''] = text.split('\n', 2);
  if (format !== STATEMENT_FORMAT) return `line 1 must be "${STATEMENT_FORMAT}"`;
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch {
    return 'line 2 is not JSON';
  }
  const parsed = statementTextSchema.safeParse(content);
  if (!parsed.success) return z.prettifyError(parsed.error);
  const { statement: id, enteredAt, rows, ...rest } = parsed.data;
  const read: Statement = {
    id,
    ...rest,
    enteredAtMs: instantOf(enteredAt),
    rows: rows.map(({ kind, fromAt, toAt, text: said }) => ({
      kind,
      fromAtMs: instantOf(fromAt),
      toAtMs: toAt === null ? null : instantOf(toAt),
      text: said,
    })),
  };
  return statementText(read) === text ? read : 'is spelled in another way than statements are';
}

/** Of a stamp that the schema took. */
function instantOf(text: string): number {
  const atMs = parseInstant(text);
  if (atMs === null) throw new Error(`bug: "${text}" was taken for an instant`);
  return atMs;
}
