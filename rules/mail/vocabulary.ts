/**
 * What stands in samples of the roles `mail` (one target a route, `address` = name of the route) and `mailbox` (one target
 * a mailbox that is read, `address` = name of the account). Each sample is an event; its value is 0 and says nothing. Facts
 * are short words, readings are integers with the unit last in the name; unknown words are taken as not said.
 *
 * An event happened when the sample was sent. One that is told again after a restart, or more than ten minutes late, has
 * the reading `eventAtMs`: the wall clock of the probe when it happened. An event may be told twice: it is the same when
 * route, mail, event, `sighting` and `hop` are, and the first one told holds.
 */

/** Events of role `mail`; each has the reading `mail`: the number of the test mail, single-use on its route. */
export const MAIL_EVENTS = [
  /** Before connecting. Readings `plannedAtMs`; fact `token` (`sha256:` and the hash of the token's text). */
  'submitting',
  /** The final 250 came. {@link SUBMIT_READINGS}; facts `smtpReply`, `queueId`, `host` (of the submission server), hashes. */
  'accepted',
  /** It broke after the final dot, or nobody knows any more whether the dot was sent: never sent again. */
  'uncertain',
  /** A 4xx or 5xx. Readings `replyCode`, `statusClass`, `statusSubject`, `statusDetail` (RFC 3463); facts `stage`, `smtpReply`. */
  'refused',
  /** Nobody there while the line was up. Facts `reason` ({@link UNREACHABLE_REASONS}), `stage`. */
  'unreachable',
  /** Login or certificate: the owner has to look. Facts `reason` ({@link CONFIG_REASONS}), `stage`, `smtpReply`. */
  'config-error',
  /** The slot went by without a mail. Fact `reason` ({@link UNTESTED_REASONS}); reading `plannedAtMs`. */
  'not-tested',
  /** The late limit passed unseen (and the mailbox was watched then). */
  'overdue',
  /**
   * The mail was seen. Facts `mailbox` (account), `folder` ({@link FOLDERS}), `folderName` (hash), `matchedBy`
   * ({@link MATCHES}), `headers` (hash of the header text, at most 8000 characters), `watched` (`idle`, `poll`); readings
   * `sighting` (0, 1, …), `blindMs` (so long before it the mailbox was last known not to hold it), `internalDateAtMs`,
   * `sizeBytes`, `hops`.
   */
  'sighted',
  /**
   * One `Received` line of a sighting, in the order of travel. Readings `sighting`, `hop` (0 = first), `stampAtMs`; facts
   * `by`, `from`, `id` (hashes), `domain` (hash of the registrable domain of `by`), `protocol` (`esmtps`),
   * `owner` ({@link HOP_OWNERS}), `anchor` (`yes`: its id is the queue id of the acceptance).
   */
  'hop',
  /**
   * A delivery status notification (RFC 3464) with this mail's token. Fact `action` ({@link DSN_ACTIONS}), `reportingMta`,
   * `remoteMta`, `diagnostic`, `headers` (hashes); readings `statusClass`, `statusSubject`, `statusDetail`, `arrivalAtMs`,
   * `retryUntilAtMs`, `sighting`.
   */
  'report',
  /** Taken out of a mailbox after measuring. Facts `mailbox`, `how` ({@link REMOVALS}); reading `sighting`. */
  'removed',
] as const;
export type MailEventName = (typeof MAIL_EVENTS)[number];

/**
 * Events of role `mailbox`. `watching`: looked at without a break up to now, so that what was not seen is not there;
 * fact `mode` (`idle`, `poll`), told about each minute while a mail is awaited, else each 5 minutes. `blind`: from now on
 * nobody looks; fact `reason` ({@link BLIND_REASONS}). `foreign`: something that looks like a test mail and is none of
 * ours (a wrong token, or one that was never sent); it changes no figure.
 */
export const MAILBOX_EVENTS = ['watching', 'blind', 'foreign'] as const;
export type MailboxEventName = (typeof MAILBOX_EVENTS)[number];

/** `connectMs` TCP, `tlsMs`, `authMs`, `dataMs` (envelope and text), `submitMs` = from connecting to the final 250. */
export const SUBMIT_READINGS = ['connectMs', 'tlsMs', 'authMs', 'dataMs', 'submitMs'] as const;
/** Where a conversation with the submission server ended. */
export const SUBMIT_STAGES = [
  'connect',
  'greeting',
  'ehlo',
  'starttls',
  'auth',
  'mail',
  'rcpt',
  'data',
  'dot',
] as const;
export type SubmitStage = (typeof SUBMIT_STAGES)[number];
export const UNREACHABLE_REASONS = ['name', 'connect', 'timeout', 'greeting', 'closed', 'protocol'] as const;
export const CONFIG_REASONS = ['login', 'certificate', 'tls', 'token-command'] as const;
export const UNTESTED_REASONS = [
  'line-down', //     the line was down, or the home network was
  'mailbox-blind', // nobody could look whether it arrives
  'stopped', //       login or certificate were refused three times: the owner has to look
  'many-open', //     enough mails wait already
  'not-running', //   the probe was not running
  'not-sent', //      it ended before the final dot
] as const;
export const FOLDERS = ['inbox', 'junk', 'trash', 'archive', 'sent', 'other'] as const;
export type FolderKind = (typeof FOLDERS)[number];
/** In the order in which they are believed. */
export const MATCHES = ['header', 'subject', 'body', 'envelope-id', 'returned-headers', 'queue-id'] as const;
export const HOP_OWNERS = ['sender', 'receiver', 'other', 'unknown'] as const;
export type HopOwner = (typeof HOP_OWNERS)[number];
export const DSN_ACTIONS = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;
export type DsnAction = (typeof DSN_ACTIONS)[number];
export const REMOVALS = ['expunged', 'moved', 'left', 'gone'] as const;
export const BLIND_REASONS = [
  'login',
  'certificate',
  'tls', //       no encrypted connection came about: port and encryption may not fit
  'unreachable',
  'closed',
  'folder',
  'limit', //     [LIMIT], [UNAVAILABLE], 421: the server asks for patience
  'line-down',
  'stopping',
] as const;
export type BlindReason = (typeof BLIND_REASONS)[number];

/** Kinds of the personal values behind the hashes; `PersonalValue.kind` of what travels beside. */
export const MAIL_VALUE_KINDS = {
  smtpReply: 'mail-reply',
  queueId: 'mail-queue-id',
  host: 'mail-host',
  folderName: 'mail-folder',
  headers: 'mail-headers',
  by: 'mail-host',
  from: 'mail-host',
  domain: 'mail-host',
  id: 'mail-queue-id',
  reportingMta: 'mail-host',
  remoteMta: 'mail-host',
  diagnostic: 'mail-diagnostic',
} as const;

/** Header of a test mail that holds its token. */
export const TOKEN_HEADER = 'X-Linewitness-Test';
/** How every subject begins, so that people and filters know it; a space and the token follow. */
export const SUBJECT_START = '[Linewitness test]';

/** `v1.ROUTE.NUMBER.MAC`, the MAC as 32 hex digits. */
export const TOKEN = /v1\.([a-z][a-z0-9-]{0,29})\.([1-9]\d{0,11})\.([0-9a-f]{32})/;
export type MailToken = { route: string; number: number; mac: string };
export function formatMailToken({ route, number, mac }: MailToken): string {
  return `v1.${route}.${number}.${mac}`;
}
/** The first token in a text; null: none. */
export function findMailToken(text: string): MailToken | null {
  const [, route, number, mac] = TOKEN.exec(text) ?? [];
  if (route === undefined || number === undefined || mac === undefined) return null;
  return { route, number: Number(number), mac };
}
/** What the MAC (first 16 bytes of HMAC-SHA-256) is over. Addresses in lower case. */
export function tokenMacText(mail: { route: string; number: number; plannedAtMs: number; from: string; to: string }) {
  return `linewitness-mail/1\n${mail.route}\n${mail.number}\n${mail.plannedAtMs}\n${mail.from}\n${mail.to}\n`;
}
