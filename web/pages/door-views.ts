import type { LineView, NowView } from './views.ts';

/** What the pages of the owner's door are given. */

/** `/owner/sign-in` */
export type SignInView = {
  /** Path of ours to go on to. */
  next: string;
  problem: SignInProblem | null;
  /** What was just done: `everywhere` = signed out of every browser. */
  done: 'signed-out' | 'everywhere' | null;
  isUnencrypted: boolean;
};
/** `wait`: too many attempts. */
export type SignInProblem = { kind: 'missing' | 'wrong' } | { kind: 'wait'; seconds: number };

/** `/owner/sign-in?secret=…`: the one-time link. */
export type LinkView = {
  /** null: the link is used, too old or was never made. */
  secret: string | null;
  /** With a password, the link also opens without a new one. */
  hasPassword: boolean;
  problem: NewPasswordProblem | null;
  isUnencrypted: boolean;
};
export type NewPasswordProblem = 'too-short' | 'too-long' | 'common' | 'name';

/** `/owner/password` */
export type PasswordView = {
  oldProblem: SignInProblem | null;
  newProblem: NewPasswordProblem | null;
  isUnencrypted: boolean;
};

/** A fault report on its way; a draft was not sent yet. */
export type ReportStep = { id: string; isDraft: boolean };

/** `/owner` */
export type OwnerView = {
  /** `report` is about the outage that lasts. */
  lines: { line: LineView; now: NowView; report: ReportStep | null }[];
  hasAlarmPath: boolean;
  /** A way that is on of alarms accepted nothing when it was last tried. */
  isAlarmFailing: boolean;
  /** `first`: the first password was set. */
  done: 'first' | 'signed-in' | 'password' | null;
  isUnencrypted: boolean;
  /** A proxy that is not trusted passes requests on: its address; null: none. */
  unknownProxy: string | null;
};
