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

/** Events of test mails and their mailboxes, as segments and the server's own reader told them (rules/mail/). */
export const mailEvents = sqliteTable(
  'mail_events',
  {
    line: text('line').notNull(),
    /** Lane entry of the segment, or of the server's sighting. */
    entry: integer('entry').notNull(),
    /** Place within it. */
    ordinal: integer('ordinal').notNull(),
    /** `mail` or `mailbox`. */
    role: text('role').notNull(),
    /** Name of the route, or of the account. */
    name: text('name').notNull(),
    /** Number of the mail; 0 for events of a mailbox. */
    mail: integer('mail').notNull(),
    atMs: integer('at_ms').notNull(),
    /** The rest of the event as JSON. */
    event: text('event').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.line, table.entry, table.ordinal] }),
    index('mail_events_by_mail').on(table.line, table.role, table.name, table.mail),
    index('mail_events_by_time').on(table.line, table.role, table.name, table.atMs),
  ],
);

/** One row a test mail or slot without one: what its events come to (`MailRecord`). */
export const mails = sqliteTable(
  'mails',
  {
    line: text('line').notNull(),
    id: text('id').notNull(),
    route: text('route').notNull(),
    number: integer('number').notNull(),
    /** Acceptance; without one the slot, or the first word of it. Lists and periods go by this. */
    atMs: integer('at_ms').notNull(),
    acceptedAtMs: integer('accepted_at_ms'),
    /** null: not seen. */
    arrivedEarliestAtMs: integer('arrived_earliest_at_ms'),
    arrivedLatestAtMs: integer('arrived_latest_at_ms'),
    tokenSha256: text('token_sha256'),
    record: text('record').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.line, table.id] }),
    index('mails_by_time').on(table.line, table.route, table.atMs),
    index('mails_by_token').on(table.line, table.tokenSha256),
  ],
);

export const mailDelays = sqliteTable(
  'mail_delays',
  {
    line: text('line').notNull(),
    id: text('id').notNull(),
    route: text('route').notNull(),
    startEarliestAtMs: integer('start_earliest_at_ms').notNull(),
    /** null while it lasts. */
    endLatestAtMs: integer('end_latest_at_ms'),
    /** `MailDelay` as JSON. */
    delay: text('delay').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.line, table.id] }),
    index('mail_delays_by_start').on(table.line, table.startEarliestAtMs, table.endLatestAtMs),
  ],
);

/** What is said of each route now (`MailRouteNow` of rules/mail/), with its settings. */
export const mailRoutes = sqliteTable(
  'mail_routes',
  {
    line: text('line').notNull(),
    route: text('route').notNull(),
    now: text('now').notNull(),
  },
  (table) => [primaryKey({ columns: [table.line, table.route] })],
);
