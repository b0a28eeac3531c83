import type { Side } from '../verdict/verdict.ts';
import type { MailVerdict } from './mail.ts';

/**
 * What the table of mail looks at: of a route as of the last instant at which its mailbox was watched, or of one stretch in
 * which it was not well. `na` = not known, and never equals a failure.
 */
export type MailInputs = {
  /** The newest slot: a mail was handed over or tried, it went by without, or because nobody could look into the mailbox. */
  slots: 'none' | 'tested' | 'untested' | 'blind';
  /** The oldest mail that is on its way: younger than the late limit, older, older than the stuck limit. */
  open: 'none' | 'waiting' | 'overdue' | 'stuck';
  /** A stretch of late mails that has not ended; `lost`: most of its mails never came. */
  delay: 'none' | 'late' | 'lost';
  /** What the submission server said to the newest mail that was tried. */
  submission: 'accepted' | 'refused' | 'unreachable' | 'config-error' | 'na';
  /** What became of the newest mail of which that is known, and where it lay. */
  ending: 'arrived' | 'bounced' | 'lost' | 'na';
  folder: 'inbox' | 'junk' | 'na';
  /** Whose part of the way is proven to be at fault. */
  holder: 'provider' | 'remote' | 'unknown';
};

export const NO_MAIL_INPUTS: MailInputs = {
  slots: 'none',
  open: 'none',
  delay: 'none',
  submission: 'na',
  ending: 'na',
  folder: 'na',
  holder: 'unknown',
};

export type MailCondition = (inputs: MailInputs) => boolean;
export type MailRow = { number: string; when: MailCondition; verdict: MailVerdict; side: Side };

/** Nobody's fault is said. */
function plain(number: string, verdict: MailVerdict, when: MailCondition): MailRow {
  return { number, when, verdict, side: 'unknown' };
}
/** One row for each side that may be proven: the watched provider, another one, nobody. */
function sided(number: string, verdict: MailVerdict, when: MailCondition): MailRow[] {
  return [
    { number: `${number}a`, when: (i) => when(i) && i.holder === 'provider', verdict, side: 'provider' },
    { number: `${number}b`, when: (i) => when(i) && i.holder === 'remote', verdict, side: 'remote' },
    { number: `${number}c`, when, verdict, side: 'unknown' },
  ];
}

/**
 * First match wins. What was handed over and has not come stands before what could not be handed over: it is in a
 * provider's hands. Mail never feeds the line's state; decision-table.ts knows nothing of it.
 */
export const MAIL_TABLE: readonly MailRow[] = [
  plain('M1', 'mail-unknown', (i) => i.slots === 'none'),
  ...sided('M2', 'mail-lost', (i) => i.delay === 'lost'),
  ...sided('M3', 'mail-delayed', (i) => i.open === 'overdue' || i.open === 'stuck' || i.delay === 'late'),
  // the owner has to look: a login or certificate that is refused may be anybody's fault
  plain('M4', 'mail-config-error', (i) => i.submission === 'config-error'),
  ...sided('M5', 'mail-unreachable', (i) => i.submission === 'unreachable'),
  ...sided('M6', 'mail-blocked', (i) => i.submission === 'refused'),
  // the provider's server is dead, or the owner's password is wrong: nobody can tell
  plain('M7', 'mail-unreadable', (i) => i.slots === 'blind'),
  ...sided('M8', 'mail-bouncing', (i) => i.ending === 'bounced'),
  // a filter of the provider's or a rule of the owner's: nobody can tell
  plain('M9', 'mail-to-junk', (i) => i.folder === 'junk'),
  plain('M10', 'mail-not-tested', (i) => i.slots === 'untested'),
  plain('M11', 'mail-ok', (i) => i.ending === 'arrived'),
  // the first mails are on their way, or nobody knows what became of them
  plain('M12', 'mail-unknown', () => true),
];

/** The first row that fits. */
export function decideMail(inputs: MailInputs): MailRow {
  const row = MAIL_TABLE.find(({ when }) => when(inputs));
  if (!row) throw new Error('bug: the table of mail has no last row');
  return row;
}
