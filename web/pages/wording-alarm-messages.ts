import type { Side } from '../../rules/verdict/verdict.ts';
import type { Language } from './views.ts';

/** How the line is called in a message: a name of the owner's own, and whose line it is. */
export type LineName = { name: string; provider: string };
type Times = { at: string; zone: string };

/** Sentences of the messages that alarms send. Short: the first words are read on a locked phone. */
export type AlarmMessageWords = {
  /** `ein Anschluss bei X („Zuhause“)`; stands at the begin of a sentence. */
  line: (line: LineName) => string;
  outageBegan: { title: (name: string) => string; text: (line: string, since: Times) => string; goesOn: string };
  outageEnded: {
    title: (name: string) => string;
    titleLate: (name: string) => string;
    titleHome: (name: string) => string;
    text: (line: string, bounds: string) => string;
    textHome: (line: string, bounds: string) => string;
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
  diskFilling: { title: string; text: (free: string) => string; soon: (days: string) => string; todo: string };
  diskRelieved: { title: string; text: (free: string) => string };
  databaseDamaged: { title: string; text: string };
  pathBroken: { title: string; text: (path: string, since: Times, problem: string) => string };
  test: { title: string; text: string };
  summary: { title: (count: number) => string; text: string };
  began: (earliest: string, latest: string, zone: string) => string;
  ended: (earliest: string, latest: string, zone: string) => string;
  where: string;
  side: Record<Side, string>;
  provisional: string;
  page: string;
  report: string;
};

const de: AlarmMessageWords = {
  line: ({ name, provider }) => `Ein Anschluss bei ${provider} („${name}“)`,
  outageBegan: {
    title: (name) => `Ausfall: ${name}`,
    text: (line, { at, zone }) => `${line} hat seit ${at} (${zone}) keine Verbindung ins Internet.`,
    goesOn: 'Der Ausfall dauert an. Wenn er endet, kommt noch eine Nachricht.',
  },
  outageEnded: {
    title: (name) => `Ausfall beendet: ${name}`,
    titleLate: (name) => `Ausfall, schon vorbei: ${name}`,
    titleHome: (name) => `Störung im Heimnetz vorbei: ${name}`,
    text: (line, bounds) => `${line} hat wieder Verbindung. Ohne Verbindung war er ${bounds}.`,
    textHome: (line, bounds) =>
      `${line} war von der Messstelle aus ${bounds} nicht zu erreichen. Die Ursache lag im eigenen Heimnetz; über den Anschluss sagt das nichts.`,
  },
  outageWithdrawn: {
    title: (name) => `Doch kein Ausfall: ${name}`,
    text: (line, { at, zone }) =>
      `${line}: Der Ausfall, der für ${at} (${zone}) gemeldet wurde, hat sich nicht bestätigt. Verspätete Antworten sind noch eingetroffen.`,
  },
  noContact: {
    title: (name) => `Kein Kontakt zur Messstelle: ${name}`,
    text: (line, { at, zone }) =>
      `${line}: Die Messstelle hat sich seit ${at} (${zone}) nicht gemeldet. Der Anschluss kann ausgefallen sein; das ist noch nicht gemessen. Sobald sie sich wieder meldet, kommt eine Nachricht mit dem, was sie gemessen hat.`,
  },
  probeSilent: {
    title: (name) => `Messstelle meldet sich nicht: ${name}`,
    text: (line, { at, zone }) =>
      `${line}: Die Messstelle hat sich seit ${at} (${zone}) nicht gemeldet. Ist das Gerät eingeschaltet und mit dem Router verbunden? Ob der Anschluss funktioniert, ist nicht bekannt.`,
  },
  contactBack: {
    title: (name) => `Messstelle meldet sich wieder: ${name}`,
    titleOutage: (name) => `Es war ein Ausfall: ${name}`,
    text: (line, since, back, zone) =>
      `${line}: Die Messstelle meldet sich seit ${back} wieder, nach Stille seit ${since} (${zone}).`,
    finding: {
      outage: (count, bounds) =>
        count === 1
          ? `In dieser Zeit war der Anschluss ausgefallen, ${bounds}.`
          : `In dieser Zeit war der Anschluss ${count}-mal ausgefallen, zusammen ${bounds}.`,
      outageLasts: 'Der Anschluss ist weiterhin ausgefallen.',
      home: 'Es war eine Störung im eigenen Heimnetz. Über den Anschluss sagt das nichts.',
      lineWorked: 'Der Anschluss hat in dieser Zeit funktioniert; nur die Meldungen kamen nicht an.',
      notMeasured: 'In dieser Zeit wurde nicht gemessen, die Messstelle war aus. Über den Anschluss sagt das nichts.',
      notKnown: 'Was in dieser Zeit war, lässt sich aus den Messwerten, die bis jetzt da sind, nicht sagen.',
    },
  },
  flapping: {
    title: (name) => `Häufige Unterbrechungen: ${name}`,
    text: (line, count, { at, zone }) => `${line} wurde seit ${at} (${zone}) ${count}-mal unterbrochen.`,
    next: 'Einzelne kurze Unterbrechungen werden jetzt nur noch gezählt. Wenn eine halbe Stunde lang keine mehr war, kommt eine Zusammenfassung; ab 10 Minuten Dauer wird eine auch jetzt gemeldet.',
  },
  flappingOver: {
    title: (name) => `Wieder ruhig: ${name}`,
    text: (line, count, since, until, zone) =>
      `${line} wurde zwischen ${since} und ${until} (${zone}) ${count}-mal unterbrochen. Seit einer halben Stunde ist es ruhig.`,
    sum: (bounds) => `Ausfälle zusammen: ${bounds}.`,
  },
  measurementsLost: {
    title: (name) => `Messwerte verloren: ${name}`,
    text: (line, from, { at, zone }) =>
      `${line}: Der Messstelle sind Messwerte verloren gegangen, aus der Zeit von ${from} bis ${at} (${zone}). Ihr Speicher ist vermutlich voll oder defekt. Diese Zeit gilt als nicht beobachtet.`,
  },
  diskFilling: {
    title: 'Speicherplatz des Servers wird knapp',
    text: (free) => `Auf dem Datenträger des Servers sind noch ${free} frei.`,
    soon: (days) => `Wenn es so weitergeht, ist er in ${days} voll.`,
    todo: 'Ist er voll, kann der Server nichts mehr aufnehmen; die Messstellen behalten ihre Messwerte dann bei sich.',
  },
  diskRelieved: {
    title: 'Speicherplatz des Servers reicht wieder',
    text: (free) => `Auf dem Datenträger des Servers sind wieder ${free} frei.`,
  },
  databaseDamaged: {
    title: 'Datenbank des Servers beschädigt',
    text: 'Die Prüfung der Datenbank hat einen Fehler gefunden. Sichern Sie jetzt den Datenordner; was gefunden wurde, steht im Protokoll des Servers.',
  },
  pathBroken: {
    title: 'Ein Alarmweg funktioniert nicht',
    text: (path, { at, zone }, problem) =>
      `Über „${path}“ kommen seit ${at} (${zone}) keine Nachrichten an. Letzte Antwort: ${problem}`,
  },
  test: { title: 'Test von Linewitness', text: 'Wenn Sie das lesen, kommen Alarme auf diesem Weg an.' },
  summary: {
    title: (count) => `${count} Nachrichten von Linewitness`,
    text: 'Diese Nachrichten haben gewartet, weil Ruhezeit war oder der Weg nicht erreichbar war:',
  },
  began: (earliest, latest, zone) => `Beginn: zwischen ${earliest} und ${latest} (${zone})`,
  ended: (earliest, latest, zone) => `Ende: zwischen ${earliest} und ${latest} (${zone})`,
  where: 'Wo',
  side: {
    home: 'im eigenen Heimnetz',
    access: 'zwischen dem Router und dem Netz des Anbieters, soweit gemessen',
    provider: 'im Netz des Anbieters, soweit gemessen',
    remote: 'beim Ziel, nicht am Anschluss',
    unknown: 'nicht festgestellt; Router und Heimnetz sind nicht ausgeschlossen',
  },
  provisional: 'Vorläufig: Die Grenzen können sich durch späte Antworten noch etwas verschieben.',
  page: 'Mehr dazu',
  report: 'Störung melden',
};

const en: AlarmMessageWords = {
  line: ({ name, provider }) => `A line at ${provider} (“${name}”)`,
  outageBegan: {
    title: (name) => `Outage: ${name}`,
    text: (line, { at, zone }) => `${line} has had no connection to the internet since ${at} (${zone}).`,
    goesOn: 'The outage is going on. There will be another message when it ends.',
  },
  outageEnded: {
    title: (name) => `Outage over: ${name}`,
    titleLate: (name) => `There was an outage: ${name}`,
    titleHome: (name) => `Fault in the home network over: ${name}`,
    text: (line, bounds) => `${line} is connected again. It was without connection for ${bounds}.`,
    textHome: (line, bounds) =>
      `${line} could not be reached from the measuring device for ${bounds}. The cause was in the home network; this says nothing about the line.`,
  },
  outageWithdrawn: {
    title: (name) => `No outage after all: ${name}`,
    text: (line, { at, zone }) =>
      `${line}: the outage that was announced for ${at} (${zone}) was not confirmed. Late answers did arrive.`,
  },
  noContact: {
    title: (name) => `No contact with the measuring device: ${name}`,
    text: (line, { at, zone }) =>
      `${line}: no contact with the measuring device since ${at} (${zone}). The line may be out; this is not measured yet. Once it reports again, a message will say what it measured.`,
  },
  probeSilent: {
    title: (name) => `Measuring device is silent: ${name}`,
    text: (line, { at, zone }) =>
      `${line}: the measuring device has not reported since ${at} (${zone}). Is it switched on and connected to the router? Whether the line works is not known.`,
  },
  contactBack: {
    title: (name) => `Measuring device is back: ${name}`,
    titleOutage: (name) => `It was an outage: ${name}`,
    text: (line, since, back, zone) =>
      `${line}: the measuring device has been reporting again since ${back}, after silence since ${since} (${zone}).`,
    finding: {
      outage: (count, bounds) =>
        count === 1
          ? `The line was out in that time, ${bounds}.`
          : `The line was out ${count} times in that time, ${bounds} together.`,
      outageLasts: 'The line is still out.',
      home: 'It was a fault in the home network. This says nothing about the line.',
      lineWorked: 'The line worked in that time; only the reports did not arrive.',
      notMeasured: 'Nothing was measured in that time, the device was off. This says nothing about the line.',
      notKnown: 'What happened in that time cannot be said from the measurements that have arrived so far.',
    },
  },
  flapping: {
    title: (name) => `Frequent interruptions: ${name}`,
    text: (line, count, { at, zone }) => `${line} has been interrupted ${count} times since ${at} (${zone}).`,
    next: 'Single short interruptions are only counted from now on. After half an hour without any there will be a summary; one that lasts 10 minutes is announced even now.',
  },
  flappingOver: {
    title: (name) => `Calm again: ${name}`,
    text: (line, count, since, until, zone) =>
      `${line} was interrupted ${count} times between ${since} and ${until} (${zone}). It has been calm for half an hour.`,
    sum: (bounds) => `Outages together: ${bounds}.`,
  },
  measurementsLost: {
    title: (name) => `Measurements lost: ${name}`,
    text: (line, from, { at, zone }) =>
      `${line}: the measuring device lost measurements from ${from} to ${at} (${zone}). Its storage is probably full or broken. This time counts as not observed.`,
  },
  diskFilling: {
    title: 'The server is running out of disk space',
    text: (free) => `The server’s disk has ${free} left.`,
    soon: (days) => `At this rate it will be full in ${days}.`,
    todo: 'Once it is full the server can take nothing in; the measuring devices then keep what they measured.',
  },
  diskRelieved: {
    title: 'The server has enough disk space again',
    text: (free) => `The server’s disk has ${free} left again.`,
  },
  databaseDamaged: {
    title: 'The server’s database is damaged',
    text: 'The check of the database found an error. Back up the data folder now; what was found stands in the server’s log.',
  },
  pathBroken: {
    title: 'A way for alarms does not work',
    text: (path, { at, zone }, problem) =>
      `No message has arrived over “${path}” since ${at} (${zone}). Last answer: ${problem}`,
  },
  test: { title: 'Test from Linewitness', text: 'If you can read this, alarms arrive this way.' },
  summary: {
    title: (count) => `${count} messages from Linewitness`,
    text: 'These messages waited because of quiet hours, or because this way could not be reached:',
  },
  began: (earliest, latest, zone) => `Began: between ${earliest} and ${latest} (${zone})`,
  ended: (earliest, latest, zone) => `Ended: between ${earliest} and ${latest} (${zone})`,
  where: 'Where',
  side: {
    home: 'in the home network',
    access: 'between the router and the provider’s network, as far as it was measured',
    provider: 'in the provider’s network, as far as it was measured',
    remote: 'at the target, not on the line',
    unknown: 'not established; router and home network are not excluded',
  },
  provisional: 'Provisional: late answers may still move these bounds a little.',
  page: 'More about it',
  report: 'Report the fault',
};

export const alarmMessageWords: Record<Language, AlarmMessageWords> = { de, en };
