import type { TargetRole } from '../../rules/method.ts';
import type { ChainLink, OutageSnapshot, OutageTag } from '../../rules/outage/derived.ts';
import type { Grade } from '../../rules/verdict/verdict.ts';
import type { EvidenceWord } from '../../rules/witness/chain.ts';
import type { Language } from './views.ts';
import type { AnnotateView, AnnotationKind } from './witness-views.ts';
import { valueWordsDe } from './wording-values-de.ts';
import { valueWordsEn } from './wording-values-en.ts';
import { witnessDe } from './wording-witness-de.ts';
import { witnessEn } from './wording-witness-en.ts';

/** Sentences on who said what in an outage. */
export type WitnessWords = {
  chain: {
    title: string;
    explain: string;
    /** Where readers are not told who said what. */
    explainUntold: string;
    /** What a screen reader hears in place of the drawing. */
    description: (links: string) => string;
    link: Record<ChainLink['link'], string>;
    /** What that link is, in a few words. */
    hint: Record<ChainLink['link'], string>;
    state: Record<ChainLink['state'], string>;
    /** In place of `fail` beyond the line. */
    notReached: string;
    /** Of the provider, some or all requests. */
    answered: string;
    nothing: string;
    firstIn: (sheet: string, row: string) => string;
  };
  witness: Record<'probe' | TargetRole, string>;
  /** What a witness said, by `says` of the evidence. */
  says: Record<EvidenceWord, string>;
  /** Between two times. */
  until: string;
  nearest: string;
  /** Not decided yet: the router is still to be asked, or late answers may come. */
  provisional: { router: string; lasting: string };
  /** What was said before the router was asked again. */
  before: (finding: string, side: string, grade: Grade) => string;
  /** Of a planned reconnect. */
  planned: { title: (day: string) => string; counts: string };
  failover: string;
  failoverNow: string;
  /** `measured` and `how` stand for what else is said of an outage in which nothing answered. */
  reachable: { title: string; yes: string; how: string; measured: string };
  tag: Record<OutageTag, string>;
  tags: string;
  phases: { side: string; length: string; explain: string };
  snapshots: {
    title: string;
    explain: string;
    moment: Record<OutageSnapshot['moment'], string>;
    trace: string;
    hop: string;
    address: string;
    answerTime: string;
    silentHop: string;
    log: string;
    counters: string;
    counter: string;
    gone: string;
    ownerOnly: string;
    none: string;
    sheet: (sheet: string, row: string) => string;
  };
  clock: {
    title: string;
    state: Record<'sync' | 'holdover' | 'unsync' | 'stepped', string>;
    corrected: (size: string, isFast: boolean) => string;
    exact: string;
    error: (size: string) => string;
    durations: string;
    /** The time as the probe's clock said it, and where that stands; the time as shown. */
    raw: string;
    rawHow: string;
    shown: string;
  };
  annotation: AnnotationWords;
};

export type AnnotationWords = {
  title: string;
  explain: string;
  /** Short, for lists. */
  tag: string;
  notCounted: (reason: string, at: string) => string;
  /** Where the reader is not told why. */
  notCountedUntold: string;
  by: Record<AnnotationKind, string>;
  /** Before the time. */
  withdrawn: string;
  kind: string;
  choice: Record<AnnotationKind, { label: string; hint: string }>;
  text: string;
  textHint: string;
  save: string;
  withdraw: string;
  withdrawOf: (text: string) => string;
  onlyNotes: string;
  refused: string;
  problem: Record<NonNullable<AnnotateView['problem']>, string>;
};

export const witnessWords: Record<Language, WitnessWords> = { de: witnessDe, en: witnessEn };

/** Names and words of what stands beside an evidence: readings, and facts with their values. */
export type ValueWords = {
  /** By the name of a reading or fact. */
  name: Record<string, string>;
  /** By the word that a fact has. */
  word: Record<string, string>;
};

export const valueWords: Record<Language, ValueWords> = { de: valueWordsDe, en: valueWordsEn };
