import type { PublishProblem } from './publish-views.ts';
import type { Language } from './views.ts';
import { publishWordsDe } from './wording-publishing-de.ts';
import { publishWordsEn } from './wording-publishing-en.ts';

type Labelled = { label: string; hint: string };

/** Sentences of the owner's pages on publishing. */
export type PublishWords = {
  title: (name: string) => string;
  lead: string;
  preview: string;
  previewNote: string;
  button: string;
  saved: Record<'nothing' | 'live' | 'evidence' | 'both', string>;
  problems: string;
  problem: Record<PublishProblem, string>;
  switch: Record<'live' | 'evidence', Labelled & { choice: string }>;
  delay: Labelled & { minutes: (minutes: number) => string; none: string; warning: string };
  legal: { title: string; text: string; imprint: Labelled; contact: Labelled; skip: Labelled & { choice: string } };
  shown: { title: string; lead: string; items: string[] };
  notShown: { title: string; items: string[] };
  snippet: {
    title: string;
    noAddress: string;
    alt: string;
    altRatio: string;
    ratio: string;
    shields: string;
    feed: string;
    colours: string;
  };
  site: { title: string; saved: string; button: string; notYet: string };
};

export const publishWords: Record<Language, PublishWords> = { de: publishWordsDe, en: publishWordsEn };
