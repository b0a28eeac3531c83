import type { ReportWords } from './words.ts';

/** The chapter on test mails in German. */
export const mailDe: ReportWords['mail'] = {
  text: 'Laufzeit eigener Testmails. Sie stehen hier nur zur Ergänzung: Mail zählt nie als Ausfall des Anschlusses, und § 58 TKG gilt für Mail nicht (Abs. 1 Satz 2).',
  columns: {
    route: 'Strecke',
    count: 'Testmails',
    median: 'Median',
    longest: 'längste',
    open: 'noch unterwegs',
    untested: 'nicht getestet',
  },
  atLeast: (length) => `mindestens ${length}`,
  delays: 'Verspätungen und Störungen',
  noDelays: 'In diesem Zeitraum gab es keine Verspätungen oder Störungen.',
  delayColumns: {
    route: 'Strecke',
    begin: 'Beginn frühestens',
    end: 'Ende spätestens',
    finding: 'Befund',
    longest: 'längste Laufzeit',
  },
  lasting: 'dauert an',
  shown: (shown, all) => `Gedruckt sind die ${shown} längsten von ${all}; alle stehen in der Datei evidence.json.`,
  leftOut: (count) =>
    `In diesem Zeitraum sind es ${count} Testmails, zu viele für ein Dokument; Zahlen dazu gibt es für kürzere Zeiträume.`,
};

/** The chapter on test mails in English. */
export const mailEn: ReportWords['mail'] = {
  text: 'How long the owner’s test mails took. They stand here as a supplement only: mail never counts as an outage of the line, and the German rule on repair and compensation does not cover it (TKG § 58(1) sentence 2).',
  columns: {
    route: 'Route',
    count: 'Test mails',
    median: 'median',
    longest: 'longest',
    open: 'on their way',
    untested: 'not tested',
  },
  atLeast: (length) => `at least ${length}`,
  delays: 'Delays and faults',
  noDelays: 'There were no delays or faults in this period.',
  delayColumns: {
    route: 'Route',
    begin: 'Earliest begin',
    end: 'Latest end',
    finding: 'Finding',
    longest: 'longest',
  },
  lasting: 'goes on',
  shown: (shown, all) => `Printed are the ${shown} longest of ${all}; all are in the file evidence.json.`,
  leftOut: (count) =>
    `There are ${count} test mails in this period, too many for one document; shorter periods have figures.`,
};
