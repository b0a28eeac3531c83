import type { Grade, Side } from '../../rules/verdict/verdict.ts';
import type { Language } from './views.ts';

/** Sentences of the page of one outage. */
export type OutageWords = {
  title: (day: string) => string;
  /** Of one that does not count against the provider. */
  titleNotCounted: (day: string) => string;
  finding: string;
  notSaid: string;
  /** What the finding leaves open, by place. */
  limits: Record<Side, string>;
  limitsAlways: string;
  counts: string;
  countsNot: string;
  timeline: string;
  edges: {
    begin: string;
    end: string;
    answers: string;
    undecided: string;
    out: string;
    unobserved: string;
    between: string;
    width: (width: string) => string;
    description: (title: string, earliest: string, latest: string) => string;
  };
  samples: {
    title: string;
    explain: string;
    columns: {
      sample: string;
      at: string;
      carries: string;
      target: string;
      outcome: string;
      sheet: string;
      row: string;
    };
    names: { lastGood: string; firstBad: string; lastBad: string; firstGood: string };
    carries: { startEarliest: string; startLatest: string; endEarliest: string; endLatest: string };
    missingBefore: string;
    missingAfter: string;
    waiting: string;
    hidden: string;
  };
  sums: {
    title: string;
    least: string;
    most: string;
    leastHow: string;
    mostHow: string;
    caveat: string;
  };
  phases: { title: string; from: string; to: string; open: string };
  flaps: (count: number) => string;
  lost: (count: string) => string;
  unobserved: { before: string; after: string };
  grade: { title: string; text: Record<Grade, string> };
  revision: { title: string; first: string; changed: (revision: number) => string; provisional: string };
  times: (zone: string) => string;
  previous: string;
  next: string;
  outcome: Record<OutcomeName, string>;
  exports: string;
};

export const OUTCOME_NAMES = [
  'reply',
  'late',
  'timeout',
  'unreachable-from',
  'no-route',
  'not-permitted',
  'tool-error',
] as const;
export type OutcomeName = (typeof OUTCOME_NAMES)[number];

const de: OutageWords = {
  title: (day) => `Ausfall am ${day}`,
  titleNotCounted: (day) => `Störung am ${day}`,
  finding: 'Befund',
  notSaid: 'Was das nicht sagt',
  limits: {
    home: 'Die Ursache lag, soweit gemessen, im eigenen Heimnetz. Über den Anschluss sagt das nichts.',
    access:
      'Der Fehler lag, soweit gemessen, zwischen dem Router und dem Netz des Anbieters. Die Leitung im Haus, das Modem im Router und ein zweiter Router oder ein Mesh hinter dem eigenen Router lassen sich von hier aus nicht ausschließen.',
    provider:
      'Der Fehler lag, soweit gemessen, im Netz des Anbieters. Welches Gerät dort die Ursache war, ist nicht zu sehen.',
    remote: 'Der Fehler lag beim Ziel oder auf dem Weg dorthin, nicht am Anschluss.',
    unknown: 'Wo der Fehler lag, wurde nicht festgestellt; auch Router und Heimnetz sind nicht ausgeschlossen.',
  },
  limitsAlways:
    'Gemessen ist, dass keine Antworten ankamen. Warum, wer dafür einsteht und ob andere Anschlüsse betroffen waren, ist damit nicht gemessen.',
  counts: 'Zählt als Ausfall des Anschlusses.',
  countsNot: 'Zählt nicht gegen den Anbieter.',
  timeline: 'Verlauf',
  edges: {
    begin: 'Der Beginn, vergrößert',
    end: 'Das Ende, vergrößert',
    answers: 'Antworten kamen an',
    undecided: 'zwischen den Grenzen: nicht zu entscheiden',
    out: 'keine Antwort',
    unobserved: 'nicht beobachtet',
    between:
      'Schraffiert ist die Zeit zwischen den Grenzen: Dort liegt der Wechsel, wann genau, ist nicht zu entscheiden.',
    width: (width) => `Grenzen ${width} auseinander`,
    description: (title, earliest, latest) => `${title}: frühestens ${earliest}, spätestens ${latest}`,
  },
  samples: {
    title: 'Die Messwerte, auf denen die Grenzen beruhen',
    explain:
      'Jede Grenze ruht auf genau einem Messwert. Die Zeiten sind auf die Millisekunde genannt; das Protokollblatt ist das unterschriebene Blatt, auf dem der Messwert steht.',
    columns: {
      sample: 'Messwert',
      at: 'Zeitpunkt',
      carries: 'Grenze',
      target: 'Ziel',
      outcome: 'Ergebnis',
      sheet: 'Protokollblatt Nr.',
      row: 'Messzyklus Nr.',
    },
    names: {
      lastGood: 'Letzte Antwort davor',
      firstBad: 'Erste fehlende Antwort',
      lastBad: 'Letzte fehlende Antwort',
      firstGood: 'Erste Antwort danach',
    },
    carries: {
      startEarliest: 'Beginn frühestens (gesendet)',
      startLatest: 'Beginn spätestens (gesendet)',
      endEarliest: 'Ende frühestens (gesendet)',
      endLatest: 'Ende spätestens (empfangen)',
    },
    missingBefore: 'Davor wurde nicht beobachtet; die Grenze ist der Beginn der Beobachtung.',
    missingAfter: 'Danach wurde nicht beobachtet; die Grenze ist das Ende der Beobachtung.',
    waiting: 'Noch ist keine Antwort gekommen.',
    hidden: 'Die Messwerte zu diesem Anschluss sind nicht veröffentlicht.',
  },
  sums: {
    title: 'Dauer',
    least: 'mindestens',
    most: 'höchstens',
    leastHow: 'von der ersten bis zur letzten fehlenden Antwort, Unterbrechungen abgezogen',
    mostHow: 'vom Senden der letzten Antwort davor bis zum Empfang der ersten danach',
    caveat:
      'Die Untergrenze setzt voraus, dass sich zwischen zwei verlorenen Paketen keine Verbindung verbarg, die kürzer war als ihr Abstand.',
  },
  phases: { title: 'Verlauf in Abschnitten', from: 'von', to: 'bis', open: 'dauert an' },
  flaps: (count) =>
    count === 1
      ? 'Dazwischen kam die Verbindung einmal für wenige Sekunden zurück.'
      : `Dazwischen kam die Verbindung ${count}-mal für wenige Sekunden zurück.`,
  lost: (count) => `${count} Pakete blieben ohne Antwort.`,
  unobserved: {
    before: 'Was unmittelbar davor war, wurde nicht beobachtet.',
    after: 'Was unmittelbar danach war, wurde nicht beobachtet.',
  },
  grade: {
    title: 'Belegstufe',
    text: {
      A: 'Der Router und die Pakete sagen dasselbe: Der Router meldete die Störung, und kein Ziel antwortete.',
      B: 'Nur die Pakete: Kein Ziel antwortete. Der Router wurde nicht befragt oder konnte nichts dazu sagen.',
      C: 'Nur spätere Angaben, etwa aus den Zählern des Routers. In der Zeit selbst wurde nicht gemessen.',
    },
  },
  revision: {
    title: 'Fassung',
    first: 'Fassung 1, seither unverändert.',
    changed: (revision) =>
      `Fassung ${revision}: Nachgelieferte Messwerte haben die Grenzen seit der ersten Fassung verändert.`,
    provisional: 'Vorläufig: Späte Antworten können die Grenzen noch verändern.',
  },
  times: (zone) => `Zeiten in ${zone}, mit Abstand zur Weltzeit (UTC).`,
  previous: 'Früherer Eintrag',
  next: 'Späterer Eintrag',
  outcome: {
    reply: 'Antwort',
    late: 'späte Antwort',
    timeout: 'keine Antwort',
    'unreachable-from': 'als nicht erreichbar gemeldet',
    'no-route': 'kein Weg (nicht gemessen)',
    'not-permitted': 'nicht erlaubt (nicht gemessen)',
    'tool-error': 'Werkzeugfehler (nicht gemessen)',
  },
  exports: 'Diese Tage als Nachweis',
};

const en: OutageWords = {
  title: (day) => `Outage on ${day}`,
  titleNotCounted: (day) => `Interruption on ${day}`,
  finding: 'Finding',
  notSaid: 'What this does not say',
  limits: {
    home: 'As far as measured, the cause lay in the home network. This says nothing about the line.',
    access:
      'As far as measured, the fault lay between the router and the provider’s network. The wiring in the house, the modem in the router, and a second router or a mesh behind the home router cannot be excluded from here.',
    provider:
      'As far as measured, the fault lay in the provider’s network. Which device there was the cause cannot be seen.',
    remote: 'The fault lay at the target or on the way to it, not with the line.',
    unknown: 'Where the fault lay was not established; the router and the home network are not excluded either.',
  },
  limitsAlways:
    'What was measured is that no answers arrived. Why, who answers for it, and whether other lines were affected was not measured.',
  counts: 'Counts as an outage of the line.',
  countsNot: 'Does not count against the provider.',
  timeline: 'Course',
  edges: {
    begin: 'The begin, magnified',
    end: 'The end, magnified',
    answers: 'answers arrived',
    undecided: 'between the bounds: cannot be decided',
    out: 'no answer',
    unobserved: 'not observed',
    between: 'The hatched span lies between the bounds: the change happened there, when exactly cannot be decided.',
    width: (width) => `bounds ${width} apart`,
    description: (title, earliest, latest) => `${title}: ${earliest} at the earliest, ${latest} at the latest`,
  },
  samples: {
    title: 'The measurements that carry the bounds',
    explain:
      'Each bound rests on exactly one measurement. Times are given to the millisecond; the record sheet is the signed sheet that holds the measurement.',
    columns: {
      sample: 'Measurement',
      at: 'Time',
      carries: 'Bound',
      target: 'Target',
      outcome: 'Result',
      sheet: 'Record sheet no.',
      row: 'Cycle no.',
    },
    names: {
      lastGood: 'Last answer before',
      firstBad: 'First missing answer',
      lastBad: 'Last missing answer',
      firstGood: 'First answer after',
    },
    carries: {
      startEarliest: 'earliest begin (sent)',
      startLatest: 'latest begin (sent)',
      endEarliest: 'earliest end (sent)',
      endLatest: 'latest end (received)',
    },
    missingBefore: 'Nothing was observed before; the bound is where observation began.',
    missingAfter: 'Nothing was observed after; the bound is where observation ended.',
    waiting: 'No answer has come yet.',
    hidden: 'The measurements of this line are not published.',
  },
  sums: {
    title: 'Duration',
    least: 'at least',
    most: 'at most',
    leastHow: 'from the first to the last missing answer, without the breaks in between',
    mostHow: 'from sending the last answer before to receiving the first one after',
    caveat: 'The lower bound assumes that no connection shorter than their distance hid between two lost packets.',
  },
  phases: { title: 'Course in parts', from: 'from', to: 'to', open: 'still going on' },
  flaps: (count) =>
    count === 1
      ? 'In between the connection came back once for a few seconds.'
      : `In between the connection came back ${count} times for a few seconds.`,
  lost: (count) => `${count} packets got no answer.`,
  unobserved: {
    before: 'What was immediately before was not observed.',
    after: 'What was immediately after was not observed.',
  },
  grade: {
    title: 'Grade of proof',
    text: {
      A: 'Router and packets agree: the router reported the fault, and no target answered.',
      B: 'Packets alone: no target answered. The router was not asked or could not tell.',
      C: 'Later testimony only, for example from the router’s counters. Nothing was measured at the time itself.',
    },
  },
  revision: {
    title: 'Version',
    first: 'Version 1, unchanged since.',
    changed: (revision) =>
      `Version ${revision}: measurements delivered later have changed the bounds since the first version.`,
    provisional: 'Provisional: late answers may still change the bounds.',
  },
  times: (zone) => `Times in ${zone}, with the distance to UTC.`,
  previous: 'Earlier entry',
  next: 'Later entry',
  outcome: {
    reply: 'answer',
    late: 'late answer',
    timeout: 'no answer',
    'unreachable-from': 'reported unreachable',
    'no-route': 'no route (not measured)',
    'not-permitted': 'not permitted (not measured)',
    'tool-error': 'tool error (not measured)',
  },
  exports: 'These days as evidence',
};

export const outageWords: Record<Language, OutageWords> = { de, en };
