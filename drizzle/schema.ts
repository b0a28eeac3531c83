import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * The shape of the tables. Three sorts: what the owner and the server set, what was received or signed (kept as bytes,
 * never edited), and what is derived from that (derived-schema.ts; `rebuild` makes it again). No row per sample.
 * Columns carry units; instants are epoch ms. Days are local days of the line (`2026-03-29`).
 */

// ---------------------------------------------------------------- set by the owner and the server

export const providers = sqliteTable('providers', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  name: text('name').notNull().unique(),
});

export const lines = sqliteTable('lines', {
  /** Short number of the line; part of the ids of its lane entries. */
  seq: integer('seq').primaryKey({ autoIncrement: true }),
  id: text('id').notNull().unique(),
  name: text('name').notNull(),
  providerId: integer('provider_id')
    .notNull()
    .references(() => providers.id),
  zone: text('zone').notNull(),
  isLivePublished: integer('is_live_published', { mode: 'boolean' }).notNull().default(false),
  isEvidencePublished: integer('is_evidence_published', { mode: 'boolean' }).notNull().default(false),
  /** How far behind strangers see the live state; 0: really live. */
  liveDelayMinutes: integer('live_delay_minutes').notNull().default(15),
  createdAtMs: integer('created_at_ms').notNull(),
  /** Grows with every change of anything shown. */
  version: integer('version').notNull().default(1),
  /** The lane: how many entries there are, and the hash of the last. */
  laneEntries: integer('lane_entries').notNull().default(0),
  laneSha256: text('lane_sha256').notNull(),
  /** Lane entries up to this one are packed. */
  packedEntries: integer('packed_entries').notNull().default(0),
  /** The silence that lasts: since when, what the server saw of itself, when the last entry on it was written. */
  silentSinceAtMs: integer('silent_since_at_ms'),
  silenceSelfCheck: text('silence_self_check', { enum: ['reachable', 'unreachable', 'not-checked'] }),
  silenceWrittenAtMs: integer('silence_written_at_ms'),
});

/** What the line was called and where its days began, from when on; the lane holds the hash of each text. */
export const lineSettings = sqliteTable(
  'line_settings',
  {
    line: text('line')
      .notNull()
      .references(() => lines.id),
    laneEntry: integer('lane_entry').notNull(),
    fromAtMs: integer('from_at_ms').notNull(),
    sha256: text('sha256').notNull(),
    text: text('text').notNull(),
  },
  (table) => [primaryKey({ columns: [table.line, table.laneEntry] })],
);

/** One-time enrolment tokens; only the hash of the secret is kept. */
export const invites = sqliteTable('invites', {
  secretSha256: text('secret_sha256').primaryKey(),
  line: text('line')
    .notNull()
    .references(() => lines.id),
  createdAtMs: integer('created_at_ms').notNull(),
  expiresAtMs: integer('expires_at_ms').notNull(),
  usedByProbe: text('used_by_probe'),
  usedAtMs: integer('used_at_ms'),
});

export const probes = sqliteTable(
  'probes',
  {
    /** Short number of the probe; part of the ids of its segments. */
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    id: text('id').notNull().unique(),
    line: text('line')
      .notNull()
      .references(() => lines.id),
    publicKey: text('public_key').notNull(),
    enrolledAtMs: integer('enrolled_at_ms').notNull(),
    retiredAtMs: integer('retired_at_ms'),
    firstNumber: integer('first_number').notNull(),
    /** The last segment kept, and what the next must be chained to. */
    lastNumber: integer('last_number').notNull(),
    chainSha256: text('chain_sha256').notNull(),
    lastContactAtMs: integer('last_contact_at_ms'),
  },
  (table) => [index('probes_by_line').on(table.line)],
);

/** One row for each time that the server ran; `alive_at_ms` bounds the gap after a power cut. */
export const serverRuns = sqliteTable('server_runs', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  startedAtMs: integer('started_at_ms').notNull(),
  aliveAtMs: integer('alive_at_ms').notNull(),
  endedAtMs: integer('ended_at_ms'),
});

export const ownerLogins = sqliteTable('owner_logins', {
  secretSha256: text('secret_sha256').primaryKey(),
  expiresAtMs: integer('expires_at_ms').notNull(),
});

export const ownerSessions = sqliteTable('owner_sessions', {
  secretSha256: text('secret_sha256').primaryKey(),
  expiresAtMs: integer('expires_at_ms').notNull(),
});

// ---------------------------------------------------------------- received and signed

export const methods = sqliteTable('methods', {
  sha256: text('sha256').primaryKey(),
  text: text('text').notNull(),
});

/** Segments of days that are not packed yet. `id` = number of the probe × 2³² + number of the segment. */
export const rawSegments = sqliteTable('raw_segments', {
  id: integer('id').primaryKey(),
  /** The lane entry that is its receipt. */
  laneEntry: integer('lane_entry').notNull(),
  /** Received bytes, zstd with the dictionary of server/store/text-pack.ts. */
  packedText: blob('packed_text', { mode: 'buffer' }).notNull(),
});

/** Lane entries of days that are not packed yet. `id` = number of the line × 2³² + number of the entry. */
export const laneEntries = sqliteTable('lane_entries', {
  id: integer('id').primaryKey(),
  atMs: integer('at_ms').notNull(),
  packedText: blob('packed_text', { mode: 'buffer' }).notNull(),
});

/** Lane and segments of a line and a day that is over (day of arrival), in the order in which they came: one zstd frame. */
export const packedDays = sqliteTable(
  'packed_days',
  {
    line: text('line')
      .notNull()
      .references(() => lines.id),
    day: text('day').notNull(),
    firstEntry: integer('first_entry').notNull(),
    lastEntry: integer('last_entry').notNull(),
    /** Of the unpacked text. */
    sha256: text('sha256').notNull(),
    packedText: blob('packed_text', { mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.line, table.firstEntry] })],
);

/** Which segments are in which packed day. */
export const packedSegments = sqliteTable(
  'packed_segments',
  {
    probeSeq: integer('probe_seq')
      .notNull()
      .references(() => probes.seq),
    firstNumber: integer('first_number').notNull(),
    lastNumber: integer('last_number').notNull(),
    line: text('line').notNull(),
    firstEntry: integer('first_entry').notNull(),
  },
  (table) => [primaryKey({ columns: [table.probeSeq, table.firstNumber] })],
);

/** Values that stand in segments only as salted hash. A row without value: named, not arrived; or erased. */
export const personalValues = sqliteTable(
  'personal_values',
  {
    sha256: text('sha256').primaryKey(),
    line: text('line')
      .notNull()
      .references(() => lines.id),
    namedAtMs: integer('named_at_ms').notNull(),
    kind: text('kind'),
    salt: text('salt'),
    value: text('value'),
    receivedAtMs: integer('received_at_ms'),
    erasedAtMs: integer('erased_at_ms'),
  },
  (table) => [index('personal_values_by_line').on(table.line, table.namedAtMs)],
);

/** What was derived up to the last raw day that was removed; a rebuild starts from it. The lane holds its hash. */
export const snapshots = sqliteTable('snapshots', {
  line: text('line')
    .primaryKey()
    .references(() => lines.id),
  beforeDay: text('before_day').notNull(),
  lastEntry: integer('last_entry').notNull(),
  sha256: text('sha256').notNull(),
  packedText: blob('packed_text', { mode: 'buffer' }).notNull(),
});
