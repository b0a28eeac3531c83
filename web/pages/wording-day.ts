import type { Language } from './views.ts';

/** Sentences of the page of one day. */
export type DayWords = {
  title: (day: string) => string;
  length: (hours: number) => string;
  clocksChange: string;
  soFar: (time: string) => string;
  strip: string;
  stripPart: (from: string, to: string) => string;
  sums: {
    title: string;
    explain: string;
    state: string;
    length: string;
    exact: string;
    share: string;
    sum: string;
    most: string;
    least: (least: string) => string;
  };
  intervals: {
    title: string;
    from: string;
    to: string;
    length: string;
    state: string;
    why: string;
    count: (all: string) => string;
    many: (shown: string, all: string) => string;
  };
  outages: { title: string; titleMixed: string; none: string };
  shortest: { title: string; text: (length: string) => string; none: string };
  previous: string;
  next: string;
};

const de: DayWords = {
  title: (day) => day,
  length: (hours) => `Dieser Tag hat ${hours} Stunden.`,
  clocksChange: 'In dieser Nacht wurde die Uhr umgestellt.',
  soFar: (time) => `Der Tag läuft noch; die Werte reichen bis ${time}.`,
  strip: 'Der Tag im Verlauf',
  stripPart: (from, to) => `${from} bis ${to}`,
  sums: {
    title: 'Summen des Tages',
    explain: 'Die Zeilen ergeben zusammen genau die Länge des Tages; Ausfälle stehen hier mit ihrer Obergrenze.',
    state: 'Zustand',
    length: 'Dauer',
    exact: 'in Sekunden',
    share: 'Anteil',
    sum: 'Summe',
    most: 'Ausfall, höchstens',
    least: (least) => `Sicher ausgefallen war der Anschluss mindestens ${least}.`,
  },
  intervals: {
    title: 'Zeitabschnitte',
    from: 'von',
    to: 'bis',
    length: 'Dauer',
    state: 'Zustand',
    why: 'Befund',
    count: (all) => `Abschnitte als Tabelle (${all})`,
    many: (shown, all) => `Gezeigt sind die ersten ${shown} von ${all}; alle stehen im Nachweis.`,
  },
  outages: {
    title: 'Ausfälle des Tages',
    titleMixed: 'Ausfälle und Störungen des Tages',
    none: 'An diesem Tag wurde kein Ausfall beobachtet.',
  },
  shortest: {
    title: 'Kürzester sicher sichtbarer Ausfall',
    text: (length) =>
      `Ein Ausfall ab ${length} wäre an diesem Tag in der beobachteten Zeit sicher aufgefallen; kürzere können fehlen.`,
    none: 'An diesem Tag wurde nicht gemessen; auch lange Ausfälle wären nicht aufgefallen.',
  },
  previous: 'Tag davor',
  next: 'Tag danach',
};

const en: DayWords = {
  title: (day) => day,
  length: (hours) => `This day has ${hours} hours.`,
  clocksChange: 'The clocks were changed in this night.',
  soFar: (time) => `The day is not over; the values reach up to ${time}.`,
  strip: 'The course of the day',
  stripPart: (from, to) => `${from} to ${to}`,
  sums: {
    title: 'Sums of the day',
    explain: 'The rows add up to exactly the length of the day; outages stand here with their upper bound.',
    state: 'State',
    length: 'Duration',
    exact: 'in seconds',
    share: 'Share',
    sum: 'Sum',
    most: 'outage, at most',
    least: (least) => `The line was certainly out for at least ${least}.`,
  },
  intervals: {
    title: 'Intervals',
    from: 'from',
    to: 'to',
    length: 'Duration',
    state: 'State',
    why: 'Finding',
    count: (all) => `Intervals as a table (${all})`,
    many: (shown, all) => `Shown are the first ${shown} of ${all}; the evidence holds all.`,
  },
  outages: {
    title: 'Outages of the day',
    titleMixed: 'Outages and interruptions of the day',
    none: 'No outage was observed on this day.',
  },
  shortest: {
    title: 'Shortest outage certainly visible',
    text: (length) =>
      `In the observed time of this day an outage of ${length} or more would certainly have shown; shorter ones may be missing.`,
    none: 'Nothing was measured on this day; even long outages would not have shown.',
  },
  previous: 'Day before',
  next: 'Day after',
};

export const dayWords: Record<Language, DayWords> = { de, en };
