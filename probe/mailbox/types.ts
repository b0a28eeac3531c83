import type { BlindReason, DsnAction, FolderKind, HopOwner, SubmitStage } from '../../rules/mail/vocabulary.ts';

/** Shared by probe and server: how a mailbox is spoken to, and what was found in it. Nothing here knows routes or samples. */

export type MailServer = {
  host: string;
  port: number /** `starttls` never goes on unencrypted. */;
  security: 'tls' | 'starttls';
};

export type MailAccount = {
  /** As the owner calls it: `[a-z][a-z0-9-]{0,29}`. */
  name: string;
  address: string;
  user: string;
  /** Asked for at each connection, never kept or logged. Rejects with a sentence when it can't be had. */
  secret(): Promise<{ password: string } | { accessToken: string }>;
  /** null: nothing is sent from it, or it is not read here. */
  smtp: MailServer | null;
  imap: MailServer | null;
  /** PEM of further authorities; null = those of the system. */
  ca: string | null;
  /** The folder in which mails arrive. */
  folder: string;
  /** The junk folder's name; null: found by itself (RFC 6154, else by name). */
  junkFolder: string | null;
};

/** Monotonic ticks and the wall clock; passed in. */
export type MailClock = { tickMs(): number; wallAtMs(): number };

export type SubmitTimes = { connectMs: number; tlsMs: number; authMs: number; dataMs: number; submitMs: number };
/** What handing over one mail came to. Instants are ticks. */
export type SubmitResult =
  | { kind: 'accepted'; atTickMs: number; times: SubmitTimes; reply: string; queueId: string | null }
  | {
      kind: 'refused';
      atTickMs: number;
      stage: SubmitStage;
      reply: string;
      replyCode: number;
      /** Enhanced status `4.3.2` (RFC 3463); null: none given. */
      status: string | null;
    }
  | {
      kind: 'config-error';
      atTickMs: number;
      reason: 'login' | 'certificate' | 'tls' | 'token-command';
      stage: SubmitStage;
      sentence: string;
      /** What the server itself said; absent: nothing. */
      reply?: string;
    }
  | {
      kind: 'unreachable';
      atTickMs: number;
      reason: 'name' | 'connect' | 'timeout' | 'greeting' | 'closed' | 'protocol';
      stage: SubmitStage;
      sentence: string;
    }
  /** It broke after the final dot (or we can't know): the mail may be under way. */
  | { kind: 'uncertain'; atTickMs: number; sentence: string };

/** Where a message lies; enough to take it out again, nobody else's. */
export type MailPlaceRef = { folderPath: string; uidValidity: string; uid: number };

/** Whether a token is of the mail that is to be taken out. */
export type IsOurs = (token: string) => boolean;

export type FoundHop = {
  /** 0 = the first in the order of travel. */
  hop: number;
  stampAtMs: number | null;
  by: string | null;
  from: string | null;
  /** Registrable domain of `by`. */
  domain: string | null;
  id: string | null;
  protocol: string | null;
  owner: HopOwner;
  isAnchor: boolean;
};

/** A message with a token in it, as it lies in a folder. The token is not checked here: see `isOurs`. */
export type FoundMail = {
  token: string;
  matchedBy: 'header' | 'subject' | 'body' | 'envelope-id' | 'returned-headers' | 'queue-id';
  folder: FolderKind;
  folderPath: string;
  ref: MailPlaceRef;
  /** It was not there at `lastEmptyTickMs` (end of the last complete look before; null: never looked before); seen at `seenTickMs`. */
  seenTickMs: number;
  lastEmptyTickMs: number | null;
  /** The same by the wall clock, for looks of an earlier run. */
  lastEmptyAtMs: number | null;
  internalDateAtMs: number | null;
  sizeBytes: number;
  /** At most 8000 characters. */
  headerText: string;
  watched: 'idle' | 'poll';
  hops: Omit<FoundHop, 'owner' | 'isAnchor'>[];
};

/** A delivery status notification that names a token. */
export type FoundReport = {
  token: string;
  action: DsnAction;
  status: string | null;
  reportingMta: string | null;
  remoteMta: string | null;
  diagnostic: string | null;
  arrivalAtMs: number | null;
  retryUntilAtMs: number | null;
  ref: MailPlaceRef;
  seenTickMs: number;
  headerText: string;
};

/** How far each folder was looked through; plain JSON, kept by the caller. `lookedAtMs`: wall clock of the last look. */
export type MailboxCursor = Record<string, { uidValidity: string; lastUid: number; lookedAtMs?: number }>;

export type MailboxEvents = {
  onFound(mail: FoundMail): void;
  onReport(report: FoundReport): void;
  /** Looked through completely, up to that tick. */
  onWatched(atTickMs: number, mode: 'idle' | 'poll'): void;
  onBlind(atTickMs: number, reason: BlindReason, sentence: string): void;
  /** To be kept (after what was found was kept). */
  onCursor(cursor: MailboxCursor): void;
  onTrouble(sentence: string): void;
};

export type Mailbox = {
  /** While mails are awaited folders beside the inbox are looked at each minute. `sinceAtMs`: when the oldest was sent; null: none. */
  await(sinceAtMs: number | null): void;
  /** Looks through everything now, connecting at once where it waited to; resolves when done or blind. */
  scan(): Promise<void>;
  /**
   * Takes that one message out, nobody else's: one without a token, or with one that is not ours, counts as gone. Never
   * without UID EXPUNGE (RFC 4315) or MOVE (RFC 6851). Rejects while nobody is connected, or when the connection breaks
   * meanwhile: to be asked again later.
   */
  remove(ref: MailPlaceRef, isOurs: IsOurs): Promise<'expunged' | 'moved' | 'left' | 'gone'>;
  close(): Promise<void>;
};

/** A test mail as it is sent: lines end in CRLF, ASCII only. */
export type TestMail = { token: string; from: string; to: string; text: string };

/** What `submitMail` (submit-mail.ts) is asked for. */
export type SubmitRequest = {
  /** With `smtp`. */
  account: MailAccount;
  mail: TestMail;
  clock: MailClock;
  /**
   * Awaited when the whole text was handed over and before the final dot: from here on a break is `uncertain`, also one by
   * the end of this process. What it rejects with ends the attempt without the dot, and `submitMail` rejects with it.
   */
  onBodySent(): Promise<void> | void;
  /** Ends the attempt at once: `unreachable` (`closed`) before the final dot, `uncertain` after. */
  signal?: AbortSignal;
  patience?: SubmitPatience;
};
/** Defaults: 15 s until the greeting, 60 s for an answer, ten minutes after the final dot (RFC 5321 section 4.5.3.2.6). */
export type SubmitPatience = { connectMs?: number; replyMs?: number; dotMs?: number };

/** What `watchMailbox` (watch-mailbox.ts) is asked for. */
export type WatchRequest = {
  /** With `imap`. */
  account: MailAccount;
  clock: MailClock;
  /** As given to `onCursor` last; `{}` at the very first: then only mails since `sinceAtMs` are looked at. */
  cursor: MailboxCursor;
  /** Mails that arrived before are not looked for where a folder has no cursor (or lost it): the oldest open one, else now. */
  sinceAtMs: number;
  events: MailboxEvents;
  /** For tests: shorter waits. */
  pace?: Partial<MailboxPace>;
};
/** How often what is done. */
export type MailboxPace = {
  /** A full look although nothing was announced. */
  scanMs: number;
  /** Beside the inbox, while mails are awaited. */
  besideMs: number;
  /** All other folders (trash, archive, sent, of a rule), while mails are awaited, and else. */
  farMs: number;
  farIdleMs: number;
  /** Where the server has no IDLE; also how often IDLE is renewed. */
  pollMs: number;
  /** `onWatched` while mails are awaited, and else. */
  watchedMs: number;
  watchedIdleMs: number;
  /** First and longest wait before the next connection; longest where the server asked for patience. */
  retryMs: number;
  retryMaxMs: number;
  retryPatientMs: number;
  /** Where the login was refused three times running: a provider may lock who goes on. */
  retryLoginMs: number;
  /** Silence of a connection with a command in flight. */
  deadMs: number;
  /** All looks that are due, one after another, take less, or the connection is given up. */
  passMs: number;
  /** So long after `await` was called it is looked every `closeMs`, for narrow bounds of the arrival. */
  closeWatchMs: number;
  closeMs: number;
};
