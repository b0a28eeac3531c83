import type { Language } from './views.ts';
import { technicianDe } from './wording-technician-de.ts';
import { technicianEn } from './wording-technician-en.ts';

/** Words of the technician's page: his terms, no law, no reproach. */
export type TechnicianWords = {
  title: string;
  lead: string;
  link: string;
  /** The same as a file. */
  pdf: string;
  /** Name of a table that can be pushed aside. */
  table: (title: string) => string;
  line: {
    title: string;
    line: string;
    provider: string;
    contract: string;
    period: string;
    zone: string;
    counted: string;
  };
  values: {
    title: string;
    /** Where the router told nothing of the line. */
    untold: string;
    downRate: string;
    upRate: string;
    rates: (figures: { latest: string; lowest: string; attainable: string }) => string;
    downMargin: string;
    upMargin: string;
    margin: (least: string, mean: string) => string;
    attenuation: string;
    both: (down: string, up: string) => string;
    crc: string;
    fec: string;
    ends: (near: string, far: string) => string;
    errored: string;
    severely: (all: string, severe: string) => string;
    resyncs: string;
    sessions: string;
  };
  outages: {
    title: string;
    columns: {
      lastGood: string;
      first: string;
      last: string;
      length: string;
      sync: string;
      session: string;
      provider: string;
    };
    unobserved: string;
    none: string;
    lasting: string;
    left: (shown: string, all: string) => string;
    link: Record<'ok' | 'fail' | 'unknown', string>;
    /** Of requests to machines of the provider; `untold`: where only is known whether any was answered. */
    answers: {
      of: (answered: string, all: string) => string;
      firstHop: (counts: string) => string;
      untold: Record<'ok' | 'fail' | 'unknown', string>;
    };
    again: (at: string) => string;
    planned: string;
  };
  days: {
    title: string;
    columns: readonly string[];
    none: string;
    left: (shown: string, all: string) => string;
  };
  events: {
    title: string;
    columns: { at: string; what: string };
    none: string;
    left: (shown: string, all: string) => string;
  };
  notes: readonly string[];
};

export const technicianWords: Record<Language, TechnicianWords> = { de: technicianDe, en: technicianEn };
