import type { Side } from '../verdict/verdict.ts';
import type { DsnAction, FolderKind, HopOwner } from './vocabulary.ts';

/**
 * What is known of one test mail, as it is stored: facts only, no clock. What state that is at an instant follows from
 * {@link mailStateAt} in mail-state.ts. Instants in epoch ms of the line's time; hashes are those of personal values.
 */
export type MailRecord = {
  /** 12 hex digits over line, route and number. */
  id: string;
  route: string;
  number: number;
  /** SHA-256 of the token's text; null where the submission was not told (yet). */
  tokenSha256: string | null;
  plannedAtMs: number | null;
  /** What the submission came to, and when. `submitting`: nobody has said more yet. `unknown`: only seen so far. */
  outcome: MailOutcome;
  outcomeAtMs: number;
  /** Word of the outcome (`line-down`, `login`, `connect`); stage of the conversation; RFC 3463 status (`4.3.2`). */
  reason: string | null;
  stage: string | null;
  status: string | null;
  replyCode: number | null;
  smtpReply: string | null;
  queueId: string | null;
  /** Of the submission server. */
  host: string | null;
  /** Final 250 received: the clock starts, the sender's provider is responsible (RFC 5321 §4.2.5, §6.1). */
  acceptedAtMs: number | null;
  /** `SUBMIT_READINGS`. */
  submit: Record<string, number>;
  sightings: MailSighting[];
  reports: MailReport[];
  /** The late limit was seen to pass with the mailbox watched and the mail not there. */
  overdueAtMs: number | null;
  /** The probe's clock was not known to be right (unsynchronised, stepped) in an event that bounds the latency. */
  isClockDoubtful: boolean;
};

export type MailOutcome =
  | 'unknown'
  | 'not-tested'
  | 'submitting'
  | 'uncertain'
  | 'accepted'
  | 'refused'
  | 'unreachable'
  | 'config-error';

/** One place and time where the mail was seen. */
export type MailSighting = {
  sighting: number;
  /** Who looked: its clock stamped it. */
  reader: 'probe' | 'server';
  mailbox: string;
  folder: FolderKind;
  folderName: string | null;
  /** Arrival as an interval: last known not to be there, and seen. */
  arrivedEarliestAtMs: number;
  arrivedLatestAtMs: number;
  /** Whole seconds, by the mailbox server's clock (RFC 3501 §2.3.3). */
  internalDateAtMs: number | null;
  matchedBy: string;
  sizeBytes: number | null;
  headers: string | null;
  /** Same boot as the acceptance: the latency is of one clock. */
  isSameClock: boolean;
  /** In the order of travel. */
  hops: MailHop[];
};

export type MailHop = {
  hop: number;
  /** As the host wrote it; null where it wrote none that can be read. */
  stampAtMs: number | null;
  by: string | null;
  from: string | null;
  domain: string | null;
  id: string | null;
  protocol: string | null;
  owner: HopOwner;
  isAnchor: boolean;
};

export type MailReport = {
  action: DsnAction;
  /** When it was found. */
  atMs: number;
  status: string | null;
  reportingMta: string | null;
  remoteMta: string | null;
  diagnostic: string | null;
  retryUntilAtMs: number | null;
};

/** What a test mail is at an instant; reference/mail.md §4. */
export const MAIL_STATES = [
  'not-tested',
  'submitting',
  'refused-temporary',
  'refused',
  'config-error',
  'unreachable',
  'uncertain',
  'accepted',
  'overdue',
  'arrived',
  'arrived-late',
  'bounced',
  'presumed-lost',
  'unconfirmed',
] as const;
export type MailState = (typeof MAIL_STATES)[number];

export const MAIL_VERDICTS = [
  'mail-ok',
  'mail-delayed',
  'mail-blocked',
  'mail-unreachable',
  'mail-bouncing',
  'mail-to-junk',
  'mail-lost',
  'mail-config-error', // the owner's own login or certificate: nobody's fault is said
  'mail-not-tested',
  'mail-unknown', //      nothing yet
] as const;
export type MailVerdict = (typeof MAIL_VERDICTS)[number];

/** Parts of the way; reference/mail.md §7. */
export const MAIL_LEGS = ['submit', 'sender', 'hand-over', 'receiver', 'visible', 'unknown'] as const;
export type MailLeg = (typeof MAIL_LEGS)[number];

/** Whose part of the way held the mail; `hand-over` alone proves nobody's fault. */
export type MailPlace = {
  leg: MailLeg;
  side: Side /** Account whose provider it is; null: not known. */;
  account: string | null;
};

/** A stretch in which a route was not well: bounds like those of an outage. */
export type MailDelay = {
  /** 12 hex digits over line, route and number of its first mail. */
  id: string;
  route: string;
  verdict: MailVerdict;
  place: MailPlace;
  startEarliestAtMs: number;
  startLatestAtMs: number;
  /** null while it lasts. */
  endEarliestAtMs: number | null;
  endLatestAtMs: number | null;
  /** Numbers of its first and last mail, how many there were, how many never came. */
  firstMail: number;
  lastMail: number;
  mails: number;
  missing: number;
  /** Of the longest one of them; `maxLatencyMs` null while it is on its way (then `minLatencyMs` grows). */
  minLatencyMs: number;
  maxLatencyMs: number | null;
  /** Sentence-less reasons: tags like `possible-greylisting`, `provider-admitted` (a delay report), `clock-doubtful`. */
  tags: string[];
};

/** A duration of which open mails only tell the least. */
export type MailBound = { ms: number; isAtLeast: boolean };
export type MailFigures = {
  /** Mails handed over in the period; of them still on their way, and slots without a mail. */
  count: number;
  open: number;
  notTested: number;
  medianMs: MailBound | null;
  p95Ms: MailBound | null;
  maxMs: MailBound | null;
  /** Share of slots in which a mail was handed over or tried, 0…1; null without any. */
  testedRatio: number | null;
};
