import type { AlarmMessageWords } from './wording-alarm-messages.ts';

export const alarmMessagesDe: AlarmMessageWords = {
  line: ({ name, provider }) => `Ein Anschluss bei ${provider} („${name}“)`,
  outageBegan: {
    title: (name) => `Ausfall: ${name}`,
    text: (line, { at, zone }) => `${line} hat seit ${at} (${zone}) keine Verbindung ins Internet.`,
    goesOn: 'Der Ausfall dauert an. Wenn er endet, kommt noch eine Nachricht.',
    reportIt:
      'Endet er nicht bald, melden Sie ihn noch heute dem Anbieter: Die gesetzlichen Fristen (TKG § 58) laufen erst, wenn die Meldung dort eingegangen ist.',
  },
  outageEnded: {
    title: (name) => `Ausfall beendet: ${name}`,
    titleLate: (name) => `Ausfall, schon vorbei: ${name}`,
    titleHome: (name) => `Störung im Heimnetz vorbei: ${name}`,
    text: (line, bounds) => `${line} hat wieder Verbindung. Ohne Verbindung war er ${bounds}.`,
    textHome: (line, bounds) =>
      `${line} war von der Messstelle aus ${bounds} nicht zu erreichen. Die Ursache lag im eigenen Heimnetz; über den Anschluss sagt das nichts.`,
  },
  failoverBegan: {
    title: (name) => `Anschluss ausgefallen, Ersatzverbindung läuft: ${name}`,
    text: (line, { at, zone }) =>
      `${line} ist seit ${at} (${zone}) ausgefallen. Ins Internet geht es über eine Ersatzverbindung, die der Router aufgebaut hat.`,
  },
  failoverEnded: {
    title: (name) => `Anschluss wieder da: ${name}`,
    text: (line, bounds) =>
      `${line} ist wieder in Betrieb. Ausgefallen war er ${bounds}; in dieser Zeit ging es über die Ersatzverbindung ins Internet.`,
  },
  outageCorrected: {
    title: (name) => `Befund berichtigt: ${name}`,
    text: (line, before, now) =>
      `${line}: Gemeldet wurde „${before}“. Nachdem der Router noch einmal gefragt wurde, lautet der Befund „${now}“.`,
    countsNot: 'Damit zählt die Unterbrechung nicht als Ausfall des Anschlusses.',
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
  mail: {
    titleTrouble: (title, way) => `${title}: ${way}`,
    titleWell: (way) => `Mails kommen wieder an: ${way}`,
    found: (sentence, since) => `${sentence} So ist es seit ${since}.`,
    waiting: (count, oldest) =>
      count === 1
        ? `Eine Testmail wartet, übergeben am ${oldest}.`
        : `${count} Testmails warten, die älteste wurde am ${oldest} übergeben.`,
    before: (since, zone) => `Seit ${since} (${zone}) war das nicht so.`,
    lineOf: ({ name }) => `Gemessen am Anschluss „${name}“.`,
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
  finding: (isFinal) => (isFinal ? 'Befund' : 'Befund bis jetzt'),
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
