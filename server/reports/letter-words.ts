import type { Grade } from '../../rules/verdict/verdict.ts';
import type { CheckName } from '../../web/pages/report-views.ts';
import type { Language } from '../../web/pages/views.ts';
import { letterDe } from './letter-de.ts';
import { letterEn } from './letter-en.ts';

/** Sentences of the letter to the provider: neutral, facts first. Every text stands for itself, so it can be left out. */
export type LetterWords = {
  subject: (since: string) => string;
  subjectEnded: (from: string, to: string) => string;
  contract: (number: string) => string;
  /** Over the letter about a line that was made up. */
  simulated: { subject: string; text: string };
  salutation: string;
  opening: string;
  openingEnded: string;
  facts: {
    line: string;
    provider: string;
    contract: string;
    services: string;
    customer: string;
    begin: string;
    between: (from: string, to: string, zone: string) => string;
    told: (from: string, zone: string) => string;
    state: string;
    lasting: (knownAt: string) => string;
    lastingTold: (knownAt: string) => string;
    ended: (from: string, to: string) => string;
    endedUnobserved: (at: string) => string;
    length: string;
    observed: string;
    observedText: (share: string) => string;
  };
  service: Record<'internet' | 'telephony' | 'mobile', string>;
  measured: {
    title: string;
    unknown: string;
    /** The place: never more than was measured. */
    access: string;
    provider: string;
    home: string;
    method: string;
    /** What the finding rests on. */
    grade: Record<Grade, string>;
    /** The router is asked once more. */
    provisional: string;
  };
  tried: { title: string; answers: Record<CheckName, Record<string, string>> };
  asks: {
    title: string;
    repair: string;
    repairEnded: string;
    confirm: string;
    inform: string;
    substitute: string;
    preserve: string;
  };
  /** The same with the paragraphs of the German law. */
  asksOfLaw: { repair: string; repairEnded: string; confirm: string; inform: string };
  cooperation: string;
  reach: { phone: (phone: string) => string; times: (times: string) => string; other: (phone: string) => string };
  head: (head: { counter: number; at: string; short: string; sha256: string }) => string;
  closing: string;
  date: string;
};

export const letterWords: Record<Language, LetterWords> = { de: letterDe, en: letterEn };
