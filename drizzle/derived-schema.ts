import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** What follows from raw data and rules alone: `rebuild` makes every row of these tables again. */

/** The fold of each line (rules/outage/derive-line.ts) after the lane entry `last_entry`. */
export const lineFolds = sqliteTable('line_folds', {
  line: text('line').primaryKey(),
  rulesVersion: integer('rules_version').notNull(),
  lastEntry: integer('last_entry').notNull(),
  fold: text('fold').notNull(),
  current: text('current'),
});

/** The fold as it was before the first segment of a boot. */
export const foldCheckpoints = sqliteTable(
  'fold_checkpoints',
  {
    line: text('line').notNull(),
    bootId: text('boot_id').notNull(),
    /** The receipt of that first segment. */
    firstEntry: integer('first_entry').notNull(),
    fold: text('fold').notNull(),
  },
  (table) => [primaryKey({ columns: [table.line, table.bootId] })],
);

export const stateIntervals = sqliteTable(
  'state_intervals',
  {
    line: text('line').notNull(),
    fromAtMs: integer('from_at_ms').notNull(),
    toAtMs: integer('to_at_ms').notNull(),
    state: text('state').notNull(),
    verdict: text('verdict').notNull(),
    side: text('side').notNull(),
    cause: text('cause'),
  },
  (table) => [primaryKey({ columns: [table.line, table.fromAtMs] })],
);

export const outages = sqliteTable(
  'outages',
  {
    line: text('line').notNull(),
    id: text('id').notNull(),
    startEarliestAtMs: integer('start_earliest_at_ms').notNull(),
    /** null while it lasts. */
    endLatestAtMs: integer('end_latest_at_ms'),
    revision: integer('revision').notNull(),
    /** The DerivedOutage as JSON, without what stands in `evidence`. */
    outage: text('outage').notNull(),
    /** Its `chain` and `snapshots` as JSON: most of it, and only for its own page. Last, so that lists don't read it. */
    evidence: text('evidence').notNull().default('{"chain":[],"snapshots":[]}'),
  },
  (table) => [
    primaryKey({ columns: [table.line, table.id] }),
    // with the end in it, outages of long ago are passed over without reading their rows
    index('outages_by_start').on(table.line, table.startEarliestAtMs, table.endLatestAtMs),
  ],
);

/** Earlier ids of outages. */
export const outageAliases = sqliteTable(
  'outage_aliases',
  {
    line: text('line').notNull(),
    aliasId: text('alias_id').notNull(),
    outageId: text('outage_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.line, table.aliasId] })],
);

export const days = sqliteTable(
  'days',
  {
    line: text('line').notNull(),
    day: text('day').notNull(),
    upMs: integer('up_ms').notNull(),
    degradedMs: integer('degraded_ms').notNull(),
    downMinMs: integer('down_min_ms').notNull(),
    downMaxMs: integer('down_max_ms').notNull(),
    maintenanceMs: integer('maintenance_ms').notNull(),
    unknownMs: integer('unknown_ms').notNull(),
    outages: integer('outages').notNull(),
    dropouts: integer('dropouts').notNull(),
    /** Of `down_max_ms`: the home was reachable another way. */
    failoverMs: integer('failover_ms').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.line, table.day] })],
);

export const buckets = sqliteTable(
  'buckets',
  {
    line: text('line').notNull(),
    widthMs: integer('width_ms').notNull(),
    fromAtMs: integer('from_at_ms').notNull(),
    sentCount: integer('sent_count').notNull(),
    lostCount: integer('lost_count').notNull(),
    lateCount: integer('late_count').notNull(),
    minUs: integer('min_us'),
    maxUs: integer('max_us'),
    sumUs: integer('sum_us').notNull(),
    histogram: text('histogram').notNull(),
    gatewaySentCount: integer('gateway_sent_count').notNull(),
    gatewayLostCount: integer('gateway_lost_count').notNull(),
    lossBursts: integer('loss_bursts').notNull(),
  },
  (table) => [primaryKey({ columns: [table.line, table.widthMs, table.fromAtMs] })],
);

/** What the router said of the line in one hour of UTC time (`QualityHour` of rules/outage/derived.ts). */
export const qualityHours = sqliteTable(
  'quality_hours',
  {
    line: text('line').notNull(),
    fromAtMs: integer('from_at_ms').notNull(),
    readings: integer('readings').notNull(),
    downMarginMin: integer('down_margin_min_tenth_db'),
    /** Real: means of tenths of a dB. */
    downMarginMean: real('down_margin_mean_tenth_db'),
    upMarginMin: integer('up_margin_min_tenth_db'),
    upMarginMean: real('up_margin_mean_tenth_db'),
    downAttenuation: integer('down_attenuation_tenth_db'),
    upAttenuation: integer('up_attenuation_tenth_db'),
    downRateKbit: integer('down_rate_kbit'),
    upRateKbit: integer('up_rate_kbit'),
    downMaxKbit: integer('down_max_kbit'),
    upMaxKbit: integer('up_max_kbit'),
    crcErrors: integer('crc_errors'),
    crcErrorsFar: integer('crc_errors_far'),
    fecErrors: integer('fec_errors'),
    fecErrorsFar: integer('fec_errors_far'),
    erroredSecs: integer('errored_secs'),
    severelyErroredSecs: integer('severely_errored_secs'),
    resyncs: integer('resyncs').notNull(),
    reconnects: integer('reconnects').notNull(),
  },
  (table) => [primaryKey({ columns: [table.line, table.fromAtMs] })],
);

export const lossBursts = sqliteTable(
  'loss_bursts',
  {
    line: text('line').notNull(),
    atMs: integer('at_ms').notNull(),
    family: integer('family').notNull(),
    lostSamples: integer('lost_samples').notNull(),
    durationMs: integer('duration_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.line, table.atMs, table.family] })],
);

/** From when on the line's segments name which method; `first_entry` is the receipt of the first that does. */
export const methodUses = sqliteTable(
  'method_uses',
  {
    line: text('line').notNull(),
    firstEntry: integer('first_entry').notNull(),
    fromAtMs: integer('from_at_ms').notNull(),
    methodSha256: text('method_sha256').notNull(),
  },
  (table) => [primaryKey({ columns: [table.line, table.firstEntry] })],
);
