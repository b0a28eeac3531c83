import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EnrolmentAnswer, EnrolmentRequest, Upload, UploadAnswer, WireError } from '../rules/wire/upload.ts';
import type { Country, Service } from '../web/pages/setup-views.ts';
import { openAdmin } from './admin.ts';
import { type AlarmOptions, type Alarms, openAlarms } from './alarms/alarms.ts';
import { type Annotations, openAnnotations } from './annotations/annotations.ts';
import { type Attachments, openAttachments } from './attachments/attachments.ts';
import { openChanges } from './changes.ts';
import { environment, findRoot } from './config.ts';
import { openContacts } from './contacts.ts';
import { type Contracts, openContracts } from './contracts/contracts.ts';
import { type Door, openDoor } from './door/door.ts';
import { enrol } from './enrolment.ts';
import { type Heads, openHeads, type TimeStamps } from './heads/heads.ts';
import { openIngest } from './ingest.ts';
import { deriveSources, openDeriver } from './jobs/derive.ts';
import { openJobs } from './jobs/run-jobs.ts';
import { openLaneWriter } from './lane-writer.ts';
import { describeError, type Log } from './log.ts';
import { openMailReader } from './mail/mail-reader.ts';
import { openMailboxWatch } from './mail/watch-mailboxes.ts';
import { type Months, openMonths } from './months/months.ts';
import { type OutageClock, openOutageClock } from './outage-clock.ts';
import { openKeyring, openKeyringAside } from './probe-key.ts';
import type { IdMask } from './public/id-mask.ts';
import { rebuild } from './rebuild.ts';
import { openReports, type Reports } from './reports/reports.ts';
import { openServerKey } from './server-key.ts';
import { openSetup, type Setup } from './setup/setup.ts';
import { openShares, type Shares } from './shares/shares.ts';
import { openSiteSettings, type SiteSettings } from './site-settings.ts';
import { openStatements, type Statements } from './statements/statements.ts';
import { openStore } from './store/open-store.ts';
import type { Line, ReadStore } from './store/store.ts';

/** Whether the server itself reached others: the third value where it was not asked. */
export type SelfCheck = 'reachable' | 'unreachable' | 'not-checked';

/** How long each layer is kept, in days; days and outages are kept for ever. */
export type Retention = { rawDays: number; fiveMinuteDays: number; hourDays: number };

export type KeepOptions = {
  /** The server's own folder (`DATA_DIR/server`), made if it is not there; `:memory:` keeps nothing (tests). */
  dataDir: string;
  /** The wall clock, epoch ms. */
  nowMs: () => number;
  log: Log;
  /** Asked only while a line is silent; see self-check.ts for the real one. */
  selfCheck: () => Promise<SelfCheck>;
  /** Zone of new lines (IANA). */
  zone: string;
  retention: Retention;
  /** Days after which the owner has to sign in again. */
  sessionDays: number;
  /** A clock that is never set, ms, against guessing of passwords; absent: the machine's. */
  tickMs?: () => number;
  /** Absent: messages carry no links and go to public addresses only. */
  alarms?: AlarmOptions;
  /** Absent: nobody is asked for time stamps. */
  timeStamps?: TimeStamps;
};

/** HTTP status and body of an answer to a probe. */
export type UploadResult = { status: 200 | 400 | 401 | 403 | 409 | 413; answer: UploadAnswer };
export type EnrolmentResult =
  | { status: 200; answer: EnrolmentAnswer }
  | { status: 400 | 401 | 403 | 409; error: WireError };
export type ContactResult = { status: 200; text: string } | { status: 400 | 401 | 403; error: WireError };

export type Silence = { sinceAtMs: number; selfCheck: SelfCheck };

/** What is known about a line beyond its rounds; from memory, cheap enough for every request. */
export type Live = {
  /** Last upload or accepted contact of the active probe; null before the first. */
  lastContactAtMs(line: string): number | null;
  /** Set while the active probe has been silent for 60 s or more. */
  silence(line: string): Silence | null;
};

/** Country and services: as told by the owner; without them, what is likely holds (server/contracts/). */
export type LineSettings = {
  name?: string;
  provider?: string;
  zone?: string;
  country?: Country;
  services?: readonly Service[];
};
/** `delayMinutes`: how far behind strangers see the live state, one of `DELAYS_MINUTES`. */
export type Published = { live?: boolean; evidence?: boolean; delayMinutes?: number };
/** A personal value as the owner sees it; `value` is null once erased, or when it has not arrived. */
export type KeptValue = {
  sha256: string;
  line: string;
  kind: string | null;
  value: string | null;
  receivedAtMs: number | null;
  erasedAtMs: number | null;
};

/** What only the owner does. Methods that can be refused return a sentence instead of their result. */
export type Admin = {
  /** Creates the line if there is none and makes a one-time token for one probe, good for 7 days. */
  invite(line: string, settings?: LineSettings): { token: string; expiresAtMs: number } | string;
  /** A new line; its short name is made from `name`. */
  makeLine(settings: LineSettings & { name: string }): Line | string;
  publish(line: string, published: Published): Line | string;
  unpublish(line: string): Line | string;
  updateLine(line: string, settings: LineSettings): Line | string;
  /** Newest first. */
  values(line: string): KeptValue[];
  showValue(sha256: string): KeptValue | null;
  /** Forgets the value for good; its hash stays in the segments, and the lane says that it was erased. */
  eraseValue(sha256: string): KeptValue | string;
};

/** Everything the server keeps, and the rules by which it takes something in. One per data folder and process. */
export type Keep = {
  store: ReadStore;
  /** Raw Ed25519 public key in base64, and its fingerprint as in tokens. */
  serverPublicKey: string;
  serverFingerprint: string;
  /** Names of mails for strangers. */
  idMask: IdMask;
  /**
   * Checks, keeps and derives; resolves after the commit, so a receipt in the answer is a promise kept.
   * `remoteAddress` is the sender's (null: not known); `receivedAtMs` is when the whole request had arrived.
   */
  takeUpload(upload: Upload, remoteAddress: string | null, receivedAtMs: number): Promise<UploadResult>;
  takeContact(text: string, receivedAtMs: number): ContactResult;
  enrol(request: EnrolmentRequest): EnrolmentResult;
  admin: Admin;
  /** Who is the owner: password, one-time links, sessions. */
  door: Door;
  live: Live;
  siteSettings: SiteSettings;
  contracts: Contracts;
  setup: Setup;
  reports: Reports;
  annotations: Annotations;
  attachments: Attachments;
  /** What the provider says of the lines. */
  statements: Statements;
  heads: Heads;
  months: Months;
  /** Links for who has no account. */
  shares: Shares;
  /** The probe's clock when an outage began. */
  outageClock: OutageClock;
  alarms: Alarms;
  /** Called after anything that is shown of the line changed, also when another process changed it. Returns the way out. */
  onChange(listener: (line: string) => void): () => void;
  /** Starts silence watch, the reader of mailboxes, packing, pruning, the check of the database and the watch for writes of other processes. */
  startJobs(): void;
  /** `damaged` once the check found something; the sentence is for the owner. */
  health(): { database: 'ok' | 'unchecked' | 'damaged'; problem: string | null };
  /** Derives everything again from the raw bytes; returns how many segments that took. Lets others work in between. */
  rebuild(): Promise<{ lines: number; segments: number }>;
  /** Ends jobs, takes what is queued, closes the database. */
  close(): Promise<void>;
};

const DATABASE_FILE = 'linewitness.sqlite';

/**
 * Opens everything: makes the folder and the key where there are none, migrates, sets a damaged database aside (logged
 * as `database-set-aside`). Throws {@link DatabaseRefused} with a sentence when the database is of a newer version.
 */
export function openKeep(options: KeepOptions): Keep {
  const { dataDir, nowMs, log } = options;
  const isKept = dataDir !== ':memory:';
  if (isKept) mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = isKept ? join(dataDir, DATABASE_FILE) : dataDir;
  const migrationsDir = join(findRoot(import.meta.url), 'drizzle', 'migrations');
  const { store, setAside } = openStore({ path, migrationsDir, nowMs: nowMs() });
  if (setAside !== null) log('database-set-aside', { file: setAside });
  const key = openServerKey(isKept ? dataDir : null);
  const changes = openChanges(store);
  const parts = { ...options, store, key, verify: openKeyring(), onCommit: changes.tell };
  const lane = openLaneWriter(store, key);
  const deriver = openDeriver(deriveSources(store));
  store.onForget(deriver.forget);
  const contacts = openContacts({ ...parts, lane });
  const ingest = openIngest({ ...parts, verify: openKeyringAside(), lane, contacts, deriver });
  const seals = openSeals({ ...parts, lane, timeStamps: options.timeStamps ?? { authorities: [], extraRoots: [] } });
  const jobs = openJobs({ ...parts, lane, contacts, ...seals, path: isKept ? path : null, changes });
  const admin = openAdmin({ ...parts, lane, deriver });
  const reader = openMailReader({ ...parts, lane, deriver, personalSalt: key.personalSalt });
  const mailboxes = openMailboxWatch({ ...parts, reader, dataDir: isKept ? dataDir : null, env: environment() });
  const live = { lastContactAtMs: contacts.lastContactAtMs, silence: contacts.silence };
  const settings = openSiteSettings(parts);
  const alarms = openAlarms({
    ...parts,
    settings,
    live,
    health: jobs.health,
    dataDir: isKept ? dataDir : null,
    options: options.alarms ?? { publicUrl: null, localTargets: new Set() },
  });
  changes.listen(alarms.noticeLine);
  return {
    store: store.read,
    serverPublicKey: key.publicKey,
    serverFingerprint: key.fingerprint,
    idMask: key.idMask,
    takeUpload: ingest.take,
    takeContact: contacts.take,
    enrol: (request) => enrol({ ...parts, lane }, request),
    admin,
    door: openDoor(parts),
    live,
    siteSettings: settings,
    ...openOwnersBooks({ ...parts, lane, admin }),
    ...seals,
    outageClock: openOutageClock(store),
    alarms,
    onChange: changes.listen,
    startJobs: () => {
      jobs.start();
      alarms.start();
      mailboxes.start().catch((error: unknown) => log('mailboxes-failed', { problem: describeError(error) }));
    },
    health: jobs.health,
    rebuild: () => rebuild({ ...parts, path: isKept ? path : null }),
    close: async () => {
      await mailboxes.stop();
      await ingest.idle();
      await alarms.stop();
      await jobs.stop();
      store.close();
    },
  };
}

/** What makes the record fast: heads of all lanes, months that are complete. */
function openSeals(parts: Parameters<typeof openHeads>[0] & Parameters<typeof openMonths>[0]) {
  return { heads: openHeads(parts), months: openMonths(parts) };
}

/** What the owner writes, of each line. */
function openOwnersBooks(parts: Parameters<typeof openReports>[0] & Parameters<typeof openSetup>[0]) {
  return {
    contracts: openContracts(parts),
    setup: openSetup(parts),
    attachments: openAttachments(parts),
    reports: openReports(parts),
    annotations: openAnnotations(parts),
    shares: openShares(parts),
    statements: openStatements(parts),
  };
}
