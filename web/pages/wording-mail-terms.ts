import type { MailLeg, MailState, MailVerdict } from '../../rules/mail/mail.ts';
import type { MailTag } from '../../rules/mail/mail-place.ts';
import type {
  BLIND_REASONS,
  CONFIG_REASONS,
  DsnAction,
  FolderKind,
  HopOwner,
  MATCHES,
  SUBMIT_READINGS,
  SubmitStage,
  UNREACHABLE_REASONS,
  UNTESTED_REASONS,
} from '../../rules/mail/vocabulary.ts';
import type { Side } from '../../rules/verdict/verdict.ts';
import type { Language } from './views.ts';
import { mailTermsDe } from './wording-mail-terms-de.ts';
import { mailTermsEn } from './wording-mail-terms-en.ts';

export type MailReason =
  | (typeof BLIND_REASONS)[number]
  | (typeof CONFIG_REASONS)[number]
  | (typeof UNREACHABLE_REASONS)[number]
  | (typeof UNTESTED_REASONS)[number];

/** `way`: {@link MailTerms.way}; `since`: a local time, null where it is not known. */
export type MailSentence = (values: { way: string; since: string | null }) => string;
/** Both ends as in {@link MailTerms.sender} and `receiver`. */
export type MailEnds = { sender: string; receiver: string };

/** Words for what the rules on test mails can say; each stands on several pages. */
export type MailTerms = {
  /** Within a sentence: `von gmx an telekom`, or by the name of the route. */
  way: (from: string, to: string) => string;
  /** `um 08:02:11 Uhr`, within a sentence; with the day where it is another than today. */
  at: (clock: string) => string;
  atDay: (day: string, clock: string) => string;
  wayByName: (route: string) => string;
  /** The same as a heading. */
  title: (from: string, to: string) => string;
  titleByName: (route: string) => string;
  sender: (account: string | null) => string;
  receiver: (account: string | null) => string;
  /** `now`: without its full stop; `meaning`: what that means for people; `sure`: what it does not say. */
  verdict: Record<MailVerdict, { title: string; now: MailSentence; meaning: string; sure: string }>;
  state: Record<MailState, { title: string; text: string }>;
  /** Which part of the way, after "where:"; what follows from it and what does not. */
  leg: Record<MailLeg, (ends: MailEnds) => string>;
  limit: Record<MailLeg, string>;
  /** Where only other routes show that it is this end: at the mailbox itself or its provider. */
  mailbox: (ends: MailEnds) => string;
  mailboxLimit: string;
  /** Where both ends are one provider's: whatever part it was. */
  within: (account: string | null) => string;
  withinLimit: string;
  side: Record<Side, string>;
  reason: Record<MailReason, string>;
  tag: Record<MailTag, string>;
  folder: Record<FolderKind, string>;
  stage: Record<SubmitStage, string>;
  part: Record<(typeof SUBMIT_READINGS)[number], string>;
  match: Record<(typeof MATCHES)[number], string>;
  owner: Record<HopOwner, string>;
  action: Record<DsnAction, string>;
};

export const mailTerms: Record<Language, MailTerms> = { de: mailTermsDe, en: mailTermsEn };

/** The words of a name that came from the measuring; null for one that this version does not know. */
export function termOf<Name extends string, Words>(words: Record<Name, Words>, name: string | null): Words | null {
  // own names only: `constructor` is one like any other; the cast says no more than the test before it
  return name !== null && Object.hasOwn(words, name) ? words[name as Name] : null;
}
