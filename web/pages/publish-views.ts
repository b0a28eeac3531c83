import type { LineView } from './views.ts';

/** What the pages on publishing are given: plain values, no text for readers. */

/** Why a field was refused; the page has the sentence. */
export type PublishProblem = 'imprint-missing' | 'contact-missing' | 'too-long' | 'controls' | 'not-a-mail' | 'delay';

/** `/owner/lines/LINE/publishing`; only the owner sees it. */
export type PublishingView = {
  line: LineView;
  values: { live: boolean; evidence: boolean; delayMinutes: number; imprint: string; contact: string; skip: boolean };
  problems: Partial<Record<'delay' | 'imprint' | 'contact', PublishProblem>>;
  /** Choices of the delay in minutes, in the order in which they are shown. */
  delays: readonly number[];
  /** Imprint and contact are asked for here while they are missing. */
  asksForLegal: boolean;
  isSaved: boolean;
  /** `https://example.org`, under which others reach this server; null: it was not said. */
  publicUrl: string | null;
};

/** `/owner/site`; only the owner sees it. */
export type SiteView = {
  values: { imprint: string; contact: string };
  problems: Partial<Record<'imprint' | 'contact', PublishProblem>>;
  isSaved: boolean;
  isAnythingPublished: boolean;
};

/** `/imprint` */
export type ImprintView = { imprint: string | null; contact: string | null };

/** `/privacy`: what is really kept and shown on this server. */
export type PrivacyView = {
  contact: string | null;
  hasImprint: boolean;
  lines: { name: string; provider: string; delayMinutes: number; isEvidencePublished: boolean }[];
  retention: { rawDays: number; fiveMinuteDays: number; hourDays: number };
  sessionDays: number;
};
