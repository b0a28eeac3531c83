import type { Language } from './views.ts';
import { qualityDe } from './wording-quality-de.ts';
import { qualityEn } from './wording-quality-en.ts';

/** Sentences of the page on the quality of a line, and of coverage. Values come with their units. */
export type QualityWords = {
  title: string;
  /** As a link from other pages. */
  link: string;
  lead: (from: string, to: string) => string;
  periods: string;
  days: (count: number) => string;
  reading: {
    title: string;
    explain: string;
    marginLow: (lowest: string) => string;
    marginFine: (lowest: string) => string;
    marginMeaning: string;
    crc: (count: string, days: string, daysInAll: string) => string;
    crcNone: string;
    crcMeaning: string;
    resyncs: (count: number) => string;
    reconnects: (count: number, planned: number) => string;
    /** The router told of the DSL too, or of the session alone. */
    calm: (hasDsl: boolean) => string;
    below: (rate: string, attainable: string) => string;
    notSpeed: string;
  };
  margin: {
    title: string;
    explain: (hours: number) => string;
    down: string;
    up: string;
    reserve: string;
    description: (down: string, up: string) => string;
    none: string;
  };
  rates: {
    title: string;
    columns: { direction: string; latest: string; lowest: string; attainable: string; attenuation: string };
    down: string;
    up: string;
    explain: string;
  };
  errors: {
    title: string;
    explain: string;
    bars: string;
    most: (count: string) => string;
    table: string;
    columns: {
      day: string;
      marginDown: string;
      marginUp: string;
      crc: string;
      crcFar: string;
      fec: string;
      fecFar: string;
      erroredSecs: string;
      severelyErroredSecs: string;
      resyncs: string;
      reconnects: string;
    };
  };
  hours: {
    title: string;
    explain: string;
    reconnects: string;
    most: (count: string, hour: string) => string;
    none: string;
    table: string;
    hour: string;
    hourName: (from: string, to: string) => string;
  };
  unheard: {
    title: string;
    none: string;
    noDsl: string;
    how: string[];
    login: (file: string) => string;
    secret: string;
    hidden: string;
    owner: string;
  };
  coverage: CoverageWords;
  asData: string;
  back: string;
};

export type CoverageWords = {
  title: string;
  summary: (observed: string, unknown: string, percent: string) => string;
  whole: string;
  /** Where nothing at all is kept of the time. */
  nothing: string;
  columns: { cause: string; length: string; pieces: string };
  explain: string;
};

export const qualityWords: Record<Language, QualityWords> = { de: qualityDe, en: qualityEn };
