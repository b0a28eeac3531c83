import type { MailRoute } from '../method.ts';
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
  /** When connecting began. */
  submittingAtMs: number | null;
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
  /** What follows from it together with the mails before it; null until {@link foldRoute} (mail-delays.ts) looked at it. */
  timed: MailTimed | null;
};

/** A mail among the mails of its route: arrival, clocks, whose part of the way. */
export type MailTimed = {
  /** Of the sighting that counts, narrowed by INTERNALDATE after a blind period; null: not seen. */
  arrivedEarliestAtMs: number | null;
  arrivedLatestAtMs: number | null;
  latency: MailLatency | null;
  /** A host that this route had not been handed over by before held it up at the hand-over: the receiver may have greylisted. */
  isGreylistSuspect: boolean;
  /** Where its trouble lies, as far as that is proven; leg `unknown` also where it had none. */
  place: MailPlace;
  legs: MailLegTime[];
  /** Of the sighting that counts, in the order of travel; those below the anchor have no time. */
  hops: TimedHop[];
};
/** From the final 250 to seen, as bounds. */
export type MailLatency = {
  minMs: number;
  maxMs: number;
  /** The interval is narrow (5 s, or a tenth): the upper end may be published as one number. */
  isOneNumber: boolean;
  /** Between clocks of which one was not known to be right: no claim rests on it. */
  isDoubtful: boolean;
};
export type MailLegTime = { leg: MailLeg; minMs: number; maxMs: number };
export type TimedHop = {
  hop: number;
  /** What the host's clock was off by (positive: ahead), and how well that is known; null: not known. */
  clockOffsetMs: number | null;
  clockErrorMs: number | null;
  /** Corrected, and never outside of accepted … seen; null: nothing can be said. */
  atMs: number | null;
  /** Since the hop before (the acceptance, for the first); null: not known. */
  gapMs: number | null;
  leg: MailLeg;
  side: Side;
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
  /** Same boot as the acceptance (where that is uncertain, as the submission): the latency is of one clock. */
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
  'mail-unreadable', //   nobody can look into the mailbox: the provider's server, or the owner's login
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
  side: Side;
  /** Account whose provider it is; null: not known. */
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

/** What is said of a route as of the last instant at which its mailbox was watched. */
export type MailRouteNow = {
  route: string;
  settings: MailRoute;
  verdict: MailVerdict;
  /** Number of the row of the table (mail-table.ts) that said so. */
  row: string;
  place: MailPlace;
  /** Since when at the latest; null where all is well or nothing is known. */
  sinceAtMs: number | null;
  /** Until then the mailbox was watched; null: never yet. */
  asOfMs: number | null;
  /** Nobody looks since then, and why ({@link BLIND_REASONS}); null: somebody does. */
  blind: { sinceAtMs: number; reason: string } | null;
  /** The oldest that was accepted and has not been seen, bounced or given up. */
  oldest: { number: number; acceptedAtMs: number; atLeastMs: number } | null;
  openMails: number;
  /** The newest mail or slot. */
  last: { number: number; atMs: number; state: MailState } | null;
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
