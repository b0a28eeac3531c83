import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { lines } from './schema.ts';

/** What only the owner sees: account, contract, alarms, fault reports. Nothing of it is shown to strangers. */

/** One row (`id` 1): the owner of this server. */
export const ownerAccount = sqliteTable('owner_account', {
  id: integer('id').primaryKey(),
  /** Parameters, salt and hash, as server/door/password.ts writes them. */
  passwordHash: text('password_hash').notNull(),
  setAtMs: integer('set_at_ms').notNull(),
});

/** What belongs to the server, not to a line: imprint, contact, mail account. The keys are a closed list in the code. */
export const siteSettings = sqliteTable('site_settings', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
  updatedAtMs: integer('updated_at_ms').notNull(),
});

/** What the owner told about the contract of a line; needed for letters, never shown to strangers. */
export const lineContracts = sqliteTable('line_contracts', {
  line: text('line')
    .primaryKey()
    .references(() => lines.id),
  /** ISO 3166-1 alpha-2. */
  country: text('country').notNull(),
  /** Comma-separated: `internet`, `telephony`, `mobile`. */
  services: text('services').notNull(),
  monthlyFeeCents: integer('monthly_fee_cents'),
  isConsumer: integer('is_consumer', { mode: 'boolean' }).notNull().default(true),
  customerName: text('customer_name').notNull().default(''),
  customerAddress: text('customer_address').notNull().default(''),
  contractNumber: text('contract_number').notNull().default(''),
  phone: text('phone').notNull().default(''),
  email: text('email').notNull().default(''),
  providerAddress: text('provider_address').notNull().default(''),
  providerEmail: text('provider_email').notNull().default(''),
  updatedAtMs: integer('updated_at_ms').notNull(),
});

/** Where alarms go. */
export const alarmPaths = sqliteTable('alarm_paths', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  kind: text('kind', { enum: ['mail', 'ntfy', 'webhook'] }).notNull(),
  /** Mail address or URL. */
  target: text('target').notNull(),
  /** Access token of ntfy, key that signs webhooks. */
  secret: text('secret'),
  language: text('language', { enum: ['de', 'en'] }).notNull(),
  isOn: integer('is_on', { mode: 'boolean' }).notNull().default(true),
  /** Quiet hours in minutes of the local day of `zone`; null: none. */
  quietFromMinute: integer('quiet_from_minute'),
  quietToMinute: integer('quiet_to_minute'),
  zone: text('zone').notNull(),
  /** Shorter interruptions are not announced on this path; 0: every one, at once. */
  announceAfterSeconds: integer('announce_after_seconds').notNull().default(0),
  createdAtMs: integer('created_at_ms').notNull(),
  failingSinceAtMs: integer('failing_since_at_ms'),
  lastProblem: text('last_problem'),
});

/** Messages to send and the log of what was sent. One message of a kind about one thing for each path. */
export const alarmMessages = sqliteTable(
  'alarm_messages',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    pathId: integer('path_id').notNull(),
    /** null: about the server, not about a line. */
    line: text('line'),
    kind: text('kind').notNull(),
    /** What it is about: id of the outage, begin of a silence, … */
    subjectKey: text('subject_key').notNull(),
    title: text('title').notNull(),
    body: text('body').notNull(),
    /** Page about it, relative to PUBLIC_URL (`/lines/home`); null: none. */
    pagePath: text('page_path'),
    /** What a webhook gets beside the text, JSON of server/alarms/; null: nothing more. */
    facts: text('facts'),
    state: text('state', { enum: ['waiting', 'sent', 'failed', 'dropped'] }).notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
    /** Not tried before this. */
    dueAtMs: integer('due_at_ms').notNull(),
    attempts: integer('attempts').notNull().default(0),
    sentAtMs: integer('sent_at_ms'),
    /** The last answer of the other side, or why it was not sent. */
    reply: text('reply'),
  },
  (table) => [
    uniqueIndex('alarm_messages_once').on(table.pathId, table.kind, table.subjectKey),
    index('alarm_messages_by_state').on(table.state, table.dueAtMs),
  ],
);

/** What was already announced of a line; JSON of server/alarms/. */
export const alarmStates = sqliteTable('alarm_states', {
  line: text('line')
    .primaryKey()
    .references(() => lines.id),
  state: text('state').notNull(),
});

/** Faults that the owner reports to the provider: draft, then what was said when and what came back. */
export const faultReports = sqliteTable(
  'fault_reports',
  {
    /** Random, 12 characters. */
    id: text('id').primaryKey(),
    line: text('line')
      .notNull()
      .references(() => lines.id),
    outage: text('outage'),
    state: text('state', { enum: ['draft', 'reported', 'withdrawn'] }).notNull(),
    language: text('language', { enum: ['de', 'en'] }).notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
    updatedAtMs: integer('updated_at_ms').notNull(),
    /** Since when the service is gone, as the owner or the measurement says. */
    downSinceAtMs: integer('down_since_at_ms').notNull(),
    /** Answers to the self-check list, JSON of server/reports/. */
    checks: text('checks').notNull(),
    subject: text('subject').notNull(),
    body: text('body').notNull(),
    channel: text('channel', { enum: ['phone', 'mail', 'form', 'letter', 'shop'] }),
    reportedAtMs: integer('reported_at_ms'),
    /** When the provider received it: the clock starts with this. */
    receivedAtMs: integer('received_at_ms'),
    ticket: text('ticket').notNull().default(''),
    /** How the receipt can be shown. */
    receipt: text('receipt').notNull().default(''),
    /** Repaired as the owner says; null: the end of the outage counts. */
    repairedAtMs: integer('repaired_at_ms'),
    /** Appointments that the technician did not keep. */
    missedAppointments: integer('missed_appointments').notNull().default(0),
    /** What the provider credited already for the same fault. */
    creditedCents: integer('credited_cents').notNull().default(0),
    /** The latest entry of the line's log that holds the hash of what was reported. */
    laneEntry: integer('lane_entry'),
  },
  (table) => [index('fault_reports_by_line').on(table.line, table.createdAtMs)],
);

/**
 * What the owner says of an outage later. It hangs on the outage's id and on its interval at that time, so it finds the
 * outage again when late data give it another id. The lane holds the hash; nothing is edited, only withdrawn.
 */
export const outageAnnotations = sqliteTable(
  'outage_annotations',
  {
    line: text('line')
      .notNull()
      .references(() => lines.id),
    /** The entry of the line's log that holds the hash of the text. */
    laneEntry: integer('lane_entry').notNull(),
    outage: text('outage').notNull(),
    fromAtMs: integer('from_at_ms').notNull(),
    /** null: it lasted when the note was written. */
    toAtMs: integer('to_at_ms'),
    kind: text('kind', { enum: ['home', 'note'] }).notNull(),
    atMs: integer('at_ms').notNull(),
    sha256: text('sha256').notNull(),
    text: text('text').notNull(),
    /** The entry that takes it back; null: it holds. */
    withdrawnEntry: integer('withdrawn_entry'),
    withdrawnAtMs: integer('withdrawn_at_ms'),
  },
  (table) => [primaryKey({ columns: [table.line, table.laneEntry] })],
);

/** What was recorded of a report, as it stood each time; the lane holds the hash of each text. Nothing is edited. */
export const faultReportRecords = sqliteTable(
  'fault_report_records',
  {
    report: text('report')
      .notNull()
      .references(() => faultReports.id),
    laneEntry: integer('lane_entry').notNull(),
    atMs: integer('at_ms').notNull(),
    sha256: text('sha256').notNull(),
    text: text('text').notNull(),
  },
  (table) => [primaryKey({ columns: [table.report, table.laneEntry] })],
);
