import type { BundleStatus } from '../../rules/journal/bundle/report.ts';
import type { Members } from './evidence-parts.ts';
import type { Genuine } from './genuine.ts';

/** What a verifier has to say of a forgery: which finding, and where. */
export type Found = { status: BundleStatus; code: string; where: RegExp };

export type Forgery = {
  /** For the table; the attack in a few words. */
  what: string;
  /** `anybody`: without a key; `owner`: of probe and server, with both keys, afterwards. */
  by: 'anybody' | 'owner';
  forge: (genuine: Genuine) => Members;
  /** null: nobody can see it in the bundle; `saidBy` then names what tells the reader so. */
  found: Found | null;
  /** Code of what no check can show (`notProven`), or of a note. */
  saidBy?: string;
  /** First step of README.txt that fails; null: none of them does. */
  hand: string | null;
  /** The reader knows the server's fingerprint from elsewhere. */
  knowsServer?: boolean;
};
