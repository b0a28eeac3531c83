import { plural } from './format.ts';
import type { LineWords } from './wording-line.ts';

/** German sentences of the page of a line. */
export const lineDe: LineWords = {
  days: {
    title: 'Die letzten 90 Tage',
    summary: ({ calm, withOutage, withDropoutsOnly, unobserved }) =>
      `${plural(calm, 'Tag', 'Tage')} ohne Ausfall, ${withOutage} mit Ausfall (davon ${withDropoutsOnly} nur mit Aussetzern unter drei Minuten), ${unobserved} nicht beobachtet.`,
    legend: { outage: 'Ausfall (je höher, desto länger)', notYet: 'vor Beginn der Messung' },
    table: 'Alle Tage als Tabelle',
    columns: { down: 'Ausfallzeit', degraded: 'Eingeschränkt', planned: 'Zwangstrennung' },
    tooltip: (day, outages, bounds, coverage) =>
      `${day}: ${plural(outages, 'Ausfall', 'Ausfälle')}, ${bounds}; ${coverage}`,
    ongoingTooltip: (day, bounds, coverage) => `${day}: Ausfall seit einem früheren Tag, ${bounds}; ${coverage}`,
    calmTooltip: (day, coverage) => `${day}: kein Ausfall; ${coverage}`,
    unknownTooltip: (day) => `${day}: nicht beobachtet`,
    hint: 'Jeder Balken führt zu seinem Tag.',
  },
  last24: {
    title: 'Die letzten 24 Stunden',
    summary: 'Verlauf der letzten 24 Stunden',
    found: 'Was in dieser Zeit war',
    columns: { finding: 'Befund', state: 'Zustand', length: 'Zeit', count: 'wie oft' },
  },
  availability: {
    title: 'Verfügbarkeit',
    explain:
      'Anteil der beobachteten Zeit, in der der Anschluss Pakete befördert hat: von der sicheren Unter- bis zur möglichen Obergrenze. Die untere Zahl ist abgerundet, die obere aufgerundet. Zeit, die nicht beobachtet wurde, zählt weder als Betrieb noch als Ausfall.',
    columns: {
      period: 'Zeitraum',
      ratio: 'Verfügbar',
      reachable: 'Zuhause erreichbar',
      coverage: 'davon beobachtet',
      down: 'Ausfallzeit',
      source: 'Zeitabschnitte',
    },
    nothing: 'nichts beobachtet',
    nothingYet: 'noch nichts beobachtet',
    reachable: (length) =>
      `Während der Anschluss gestört war, war das Zuhause bis zu ${length} lang über eine Ersatzverbindung erreichbar. Anschluss und Erreichbarkeit stehen deshalb für sich.`,
  },
  dropouts: {
    title: 'Aussetzer',
    perPeriod: 'Aussetzer je Zeitraum',
    explain:
      'Aussetzer sind Ausfälle unter drei Minuten; sie sind in den Ausfällen enthalten. Einzelne Verluste von drei oder vier Paketen in Folge sind kein Ausfall und werden getrennt gezählt.',
    columns: { period: 'Zeitraum', dropouts: 'Aussetzer', bursts: 'kurze Verluste' },
    perDay: 'Aussetzer je Tag, letzte 90 Tage',
    most: (count) => `höchstens ${count} an einem Tag`,
  },
  latency: {
    title: 'Antwortzeit und Verlust',
    summary: ({ sent, lost, share }) => `${sent} Pakete gesendet, ${lost} ohne Antwort (${share}).`,
    median: 'Median',
    p95: '95 von 100 Antworten waren schneller',
    loss: 'Verlust',
    none: 'Für diese Zeit gibt es keine Messwerte.',
    table: 'Werte als Tabelle',
    columns: {
      from: 'ab',
      sent: 'gesendet',
      lost: 'ohne Antwort',
      min: 'schnellste',
      p95: 'höchstes 95-%-Maß',
      max: 'langsamste',
    },
    asData: 'Werte als JSON',
  },
  outages: {
    title: 'Ausfälle',
    titleMixed: 'Ausfälle und Störungen',
    none: 'In den letzten 90 Tagen wurde kein Ausfall beobachtet.',
    columns: { begin: 'Beginn', length: 'Dauer', finding: 'Befund', where: 'Wo', grade: 'Belegstufe' },
    shown: (shown, all) => `Gezeigt sind die neuesten ${shown} von ${all} in 90 Tagen.`,
    provisional: 'vorläufig',
    notCounted: 'Störung, zählt nicht gegen den Anbieter',
    planned: 'zählt nicht als Ausfall',
    lasting: 'dauert an',
  },
  method: {
    title: 'Wie gemessen wird',
    every: (spacing) => `alle ${spacing}`,
    everySecond: 'jede Sekunde',
    sending: ({ far, farCount, gateway }) =>
      `Die Messstelle schickt ${far} ein Paket reihum an ${farCount} Ziele außerhalb der Wohnung${gateway === null ? '' : ` und ${gateway} eines an den eigenen Router`}.`,
    deciding:
      'Bleiben mindestens fünf Antworten in Folge aus (drei, wenn ein weiterer Zeuge es bestätigt; mehr, solange ohnehin viele Pakete verloren gehen), ist das ein Ausfall, bis wieder zwei Ziele antworten; gezählt wird die Dauer mit einer Unter- und einer Obergrenze aus den Sende- und Empfangszeiten.',
    width: (width) => `Unter- und Obergrenze liegen bei diesem Verfahren höchstens ${width} auseinander.`,
    more: 'Alle Ziele und Abstände',
    columns: { target: 'Ziel', role: 'Aufgabe', network: 'Netz', backEnd: 'Verfahren', spacing: 'Abstand' },
    role: {
      gateway: 'eigener Router',
      far: 'Ziel im Internet',
      'isp-resolver': 'DNS-Server des Anbieters',
      'public-resolver': 'unabhängiger DNS-Server',
      'own-server': 'dieser Server',
      router: 'Auskunft des Routers',
      'first-hop': 'erster Rechner des Anbieters',
      'isp-host': 'Server des Anbieters',
      control: 'Gegenprobe',
      sip: 'Telefonie',
      clock: 'Zeitgeber im Heimnetz',
      snapshot: 'Momentaufnahme',
      mail: 'Testmails',
      mailbox: 'Postfach der Testmails',
      extra: 'zusätzlich, ohne Einfluss auf den Befund',
    },
    hidden: 'nicht öffentlich',
    software: 'Messprogramm',
    late: (lateAfter, listen) =>
      `Eine Antwort nach mehr als ${lateAfter} gilt als spät; gewartet wird ${listen}, und eine späte Antwort ist kein Verlust.`,
  },
  exports: {
    make: 'Nachweis erstellen',
    title: 'Nachweis',
    explain: 'Ausfälle, Zeitabschnitte und Tagessummen der letzten 90 Tage zum Herunterladen.',
    csv: 'CSV für Tabellen',
    json: 'JSON für Programme',
    hidden: 'Der Nachweis zu diesem Anschluss ist nicht veröffentlicht.',
    unpublished: 'Dieser Anschluss ist nicht veröffentlicht; nur Sie sehen diese Seite.',
  },
};
