import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { faultReports } from './owner-schema.ts';
import { lines } from './schema.ts';

/** What makes the record checkable by others: heads and their time stamps, sealed months, files, statements, links. */

/** Signed lists of where all lanes ended; see rules/journal/heads.ts. Never changed, never removed. */
export const heads = sqliteTable('heads', {
  /** 1, 2, 3, … of this server; it jumps where the server was restored from a backup. */
  counter: integer('counter').primaryKey(),
  atMs: integer('at_ms').notNull(),
  sha256: text('sha256').notNull(),
  /** The exact text, and its signature as SSHSIG (armored). */
  text: text('text').notNull(),
  signature: text('signature').notNull(),
  /** Why now: `hourly`, `outage`, asked for, or the first after a restore from a backup. */
  occasion: text('occasion', { enum: ['hourly', 'outage', 'asked', 'restored'] }).notNull(),
});

/** Time stamps of outsiders (RFC 3161) over the text of a head; one row per authority that was asked. */
export const headStamps = sqliteTable(
  'head_stamps',
  {
    counter: integer('counter')
      .notNull()
      .references(() => heads.counter),
    /** Short name of the authority, part of file names. */
    authority: text('authority').notNull(),
    /** The whole DER response; null: not there yet, or refused. */
    response: blob('response', { mode: 'buffer' }),
    /** What the stamp says, as checked. */
    stampedAtMs: integer('stamped_at_ms'),
    askedAtMs: integer('asked_at_ms').notNull(),
    attempts: integer('attempts').notNull().default(1),
    /** Why there is none, in words; null: there is one. */
    problem: text('problem'),
    /**
     * Whose root its chain ended in when it came: one that comes with Node, one of the owner's choice, one that is not known
     * here. null: there is no stamp, or it came before this was kept.
     */
    root: text('root', { enum: ['public', 'owner', 'unknown'] }),
  },
  (table) => [primaryKey({ columns: [table.counter, table.authority] })],
);

/** The salt under which a line stands in heads (32 hex digits); given out in bundles of this line only. */
export const laneSalts = sqliteTable('lane_salts', {
  line: text('line')
    .primaryKey()
    .references(() => lines.id),
  salt: text('salt').notNull(),
});

/**
 * The entries of each lane that owners write (`LANE_EVENT_TYPES` of rules/journal/lane.ts), once more and for ever: heads
 * hold how many there are and the hash that chains them, so that none can be left out of a bundle.
 */
export const laneEvents = sqliteTable(
  'lane_events',
  {
    line: text('line')
      .notNull()
      .references(() => lines.id),
    entry: integer('entry').notNull(),
    text: text('text').notNull(),
    /** Of the chain of events up to this one. */
    chainSha256: text('chain_sha256').notNull(),
  },
  (table) => [primaryKey({ columns: [table.line, table.entry] })],
);

/** A complete month, sealed: what was derived of it then. Late data make a new version; none is ever changed. */
export const monthVersions = sqliteTable(
  'month_versions',
  {
    line: text('line')
      .notNull()
      .references(() => lines.id),
    /** `YYYY-MM`, of the line's zone. */
    month: text('month').notNull(),
    version: integer('version').notNull(),
    sealedAtMs: integer('sealed_at_ms').notNull(),
    rulesVersion: integer('rules_version').notNull(),
    /** Of the JSON text; the lane holds it. */
    sha256: text('sha256').notNull(),
    /** Of the version before; null in version 1. */
    previousSha256: text('previous_sha256'),
    /** Why there is a new one: `complete`, `late-data`, `annotation`, `rules`. */
    reason: text('reason').notNull(),
    laneEntry: integer('lane_entry').notNull(),
    /** zstd of the JSON. */
    packedJson: blob('packed_json', { mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.line, table.month, table.version] })],
);

/** Links by which somebody without an account sees one outage or period of one line. */
export const shares = sqliteTable(
  'shares',
  {
    /** Random, 12 hex digits; names it in the owner's list. */
    id: text('id').primaryKey(),
    /** SHA-256 of the secret in the link; the link itself is kept nowhere. */
    secretSha256: text('secret_sha256').notNull(),
    line: text('line')
      .notNull()
      .references(() => lines.id),
    /** What is shown: an outage, or a period alone (null). */
    outage: text('outage'),
    fromAtMs: integer('from_at_ms').notNull(),
    toAtMs: integer('to_at_ms').notNull(),
    /** For whom, in the owner's words; not shown to whoever follows it. */
    label: text('label').notNull(),
    language: text('language', { enum: ['de', 'en'] }).notNull(),
    /** Raw rounds may be downloaded as well; personal values as well. */
    hasRaw: integer('has_raw', { mode: 'boolean' }).notNull(),
    hasValues: integer('has_values', { mode: 'boolean' }).notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
    expiresAtMs: integer('expires_at_ms').notNull(),
    revokedAtMs: integer('revoked_at_ms'),
    openedCount: integer('opened_count').notNull().default(0),
    lastOpenedAtMs: integer('last_opened_at_ms'),
  },
  (table) => [uniqueIndex('shares_by_secret').on(table.secretSha256), index('shares_by_line').on(table.line)],
);

/** Files that belong to a case: mails and letters of the provider, photos, protocols. The lane holds their hashes. */
export const attachments = sqliteTable(
  'attachments',
  {
    /** Random, 12 hex digits. */
    id: text('id').primaryKey(),
    line: text('line')
      .notNull()
      .references(() => lines.id),
    /** The fault report that it belongs to; null: to the line. */
    report: text('report').references(() => faultReports.id),
    name: text('name').notNull(),
    /** As recognised from its first bytes, never as claimed. */
    mediaType: text('media_type').notNull(),
    bytes: integer('bytes').notNull(),
    sha256: text('sha256').notNull(),
    description: text('description').notNull(),
    /** When it is from, as the owner says; null: not said. */
    datedAtMs: integer('dated_at_ms'),
    addedAtMs: integer('added_at_ms').notNull(),
    laneEntry: integer('lane_entry').notNull(),
    /** null: erased; its hash stays. */
    content: blob('content', { mode: 'buffer' }),
    erasedAtMs: integer('erased_at_ms'),
  },
  (table) => [index('attachments_by_line').on(table.line, table.addedAtMs)],
);

/** What the provider says of the line: its own log or letter, row by row, to stand beside ours. */
export const statements = sqliteTable(
  'statements',
  {
    /** Random, 12 hex digits. */
    id: text('id').primaryKey(),
    line: text('line')
      .notNull()
      .references(() => lines.id),
    title: text('title').notNull(),
    /** Where it is from: `Letter of 3 November`, a ticket. */
    source: text('source').notNull(),
    /** The file it was taken from; null: none. */
    attachment: text('attachment').references(() => attachments.id),
    /** How exact its times are, in ms, and the zone they were told in. */
    exactToMs: integer('exact_to_ms').notNull(),
    zone: text('zone').notNull(),
    /** The stretches, JSON of server/statements/. */
    rows: text('rows').notNull(),
    enteredAtMs: integer('entered_at_ms').notNull(),
    sha256: text('sha256').notNull(),
    laneEntry: integer('lane_entry').notNull(),
    withdrawnAtMs: integer('withdrawn_at_ms'),
  },
  (table) => [index('statements_by_line').on(table.line, table.enteredAtMs)],
);
