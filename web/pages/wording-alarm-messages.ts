import type { Side } from '../../rules/verdict/verdict.ts';
import type { Language } from './views.ts';
import { alarmMessagesDe } from './wording-alarm-messages-de.ts';
import { alarmMessagesEn } from './wording-alarm-messages-en.ts';

/** How the line is called in a message: a name of the owner's own, and whose line it is. */
export type LineName = { name: string; provider: string };
type Times = { at: string; zone: string };

/** Sentences of the messages that alarms send. Short: the first words are read on a locked phone. */
export type AlarmMessageWords = {
  /** `ein Anschluss bei X („Zuhause“)`; stands at the begin of a sentence. */
  line: (line: LineName) => string;
  outageBegan: {
    title: (name: string) => string;
    text: (line: string, since: Times) => string;
    goesOn: string;
    reportIt: string;
  };
  outageEnded: {
    title: (name: string) => string;
    titleLate: (name: string) => string;
    titleHome: (name: string) => string;
    text: (line: string, bounds: string) => string;
    textHome: (line: string, bounds: string) => string;
  };
  /** The line is down, the home goes online another way. */
  failoverBegan: { title: (name: string) => string; text: (line: string, since: Times) => string };
  failoverEnded: { title: (name: string) => string; text: (line: string, bounds: string) => string };
  /** What the message on the end said, and what is known since; findings by their titles. */
  outageCorrected: {
    title: (name: string) => string;
    text: (line: string, before: string, now: string) => string;
    countsNot: string;
  };
  outageWithdrawn: { title: (name: string) => string; text: (line: string, since: Times) => string };
  noContact: { title: (name: string) => string; text: (line: string, since: Times) => string };
  probeSilent: { title: (name: string) => string; text: (line: string, since: Times) => string };
  contactBack: {
    title: (name: string) => string;
    titleOutage: (name: string) => string;
    text: (line: string, since: string, back: string, zone: string) => string;
    finding: {
      outage: (count: number, bounds: string) => string;
      outageLasts: string;
      home: string;
      lineWorked: string;
      notMeasured: string;
      notKnown: string;
    };
  };
  flapping: {
    title: (name: string) => string;
    text: (line: string, count: number, since: Times) => string;
    next: string;
  };
  flappingOver: {
    title: (name: string) => string;
    text: (line: string, count: number, since: string, until: string, zone: string) => string;
    sum: (bounds: string) => string;
  };
  measurementsLost: { title: (name: string) => string; text: (line: string, from: string, to: Times) => string };
  /** `way`: as in `MailTerms`. */
  mail: {
    titleTrouble: (title: string, way: string) => string;
    titleWell: (way: string) => string;
    /** What is found, since when. */
    found: (sentence: string, since: string) => string;
    waiting: (count: number, oldest: string) => string;
    before: (since: string, zone: string) => string;
    lineOf: (line: LineName) => string;
  };
  diskFilling: { title: string; text: (free: string) => string; soon: (days: string) => string; todo: string };
  diskRelieved: { title: string; text: (free: string) => string };
  databaseDamaged: { title: string; text: string };
  pathBroken: { title: string; text: (path: string, since: Times, problem: string) => string };
  test: { title: string; text: string };
  summary: { title: (count: number) => string; text: string };
  began: (earliest: string, latest: string, zone: string) => string;
  ended: (earliest: string, latest: string, zone: string) => string;
  /** What was found, or is supposed as long as that may change. */
  finding: (isFinal: boolean) => string;
  where: string;
  side: Record<Side, string>;
  provisional: string;
  page: string;
  report: string;
};

export const alarmMessageWords: Record<Language, AlarmMessageWords> = { de: alarmMessagesDe, en: alarmMessagesEn };
