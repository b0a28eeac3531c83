import type { TargetRole } from '../../rules/method.ts';
import type { Language } from './views.ts';

export type DayCounts = { calm: number; withOutage: number; withDropoutsOnly: number; unobserved: number };

/** Sentences of the page of a line, below its banner. */
export type LineWords = {
  days: {
    title: string;
    summary: (counts: DayCounts) => string;
    legend: { outage: string; notYet: string };
    table: string;
    columns: { down: string; degraded: string; planned: string };
    tooltip: (day: string, outages: number, bounds: string, coverage: string) => string;
    ongoingTooltip: (day: string, bounds: string, coverage: string) => string;
    calmTooltip: (day: string, coverage: string) => string;
    unknownTooltip: (day: string) => string;
    hint: string;
  };
  last24: { title: string; summary: string };
  availability: {
    title: string;
    explain: string;
    columns: { period: string; ratio: string; coverage: string; down: string; source: string };
    nothing: string;
  };
  dropouts: {
    title: string;
    perPeriod: string;
    explain: string;
    columns: { period: string; dropouts: string; bursts: string };
    perDay: string;
    most: (count: string) => string;
  };
  latency: {
    title: string;
    summary: (points: { sent: string; lost: string; share: string }) => string;
    median: string;
    p95: string;
    loss: string;
    none: string;
    table: string;
    columns: { from: string; sent: string; lost: string; min: string; p95: string; max: string };
    asData: string;
  };
  outages: {
    title: string;
    /** Where some do not count against the provider. */
    titleMixed: string;
    none: string;
    columns: { begin: string; length: string; finding: string; where: string; grade: string };
    shown: (shown: string, all: string) => string;
    provisional: string;
    notCounted: string;
    lasting: string;
  };
  method: {
    title: string;
    every: (spacing: string) => string;
    everySecond: string;
    sending: (method: { far: string; farCount: number; gateway: string | null }) => string;
    deciding: string;
    width: (width: string) => string;
    more: string;
    columns: { target: string; role: string; network: string; backEnd: string; spacing: string };
    role: Record<TargetRole, string>;
    hidden: string;
    software: string;
    late: (lateAfter: string, listen: string) => string;
  };
  exports: { title: string; explain: string; csv: string; json: string; hidden: string; unpublished: string };
};

const de: LineWords = {
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
  last24: { title: 'Die letzten 24 Stunden', summary: 'Verlauf der letzten 24 Stunden' },
  availability: {
    title: 'Verfügbarkeit',
    explain:
      'Anteil der beobachteten Zeit, in der der Anschluss Pakete befördert hat: von der sicheren Unter- bis zur möglichen Obergrenze. Beide Zahlen sind abgerundet, auch die Obergrenze; sie kann deshalb um höchstens eine Einheit der letzten Stelle zu niedrig sein. Zeit, die nicht beobachtet wurde, zählt weder als Betrieb noch als Ausfall.',
    columns: {
      period: 'Zeitraum',
      ratio: 'Verfügbar',
      coverage: 'davon beobachtet',
      down: 'Ausfallzeit',
      source: 'Zeitabschnitte',
    },
    nothing: 'nichts beobachtet',
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
    lasting: 'dauert an',
  },
  method: {
    title: 'Wie gemessen wird',
    every: (spacing) => `alle ${spacing}`,
    everySecond: 'jede Sekunde',
    sending: ({ far, farCount, gateway }) =>
      `Die Messstelle schickt ${far} ein Paket reihum an ${farCount} Ziele außerhalb der Wohnung${gateway === null ? '' : ` und ${gateway} eines an den eigenen Router`}.`,
    deciding:
      'Bleiben mindestens fünf Antworten in Folge aus (oder drei, wenn ein weiterer Zeuge es bestätigt), ist das ein Ausfall, bis wieder zwei Ziele antworten; gezählt wird die Dauer mit einer Unter- und einer Obergrenze aus den Sende- und Empfangszeiten.',
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
      extra: 'zusätzlich, ohne Einfluss auf den Befund',
    },
    hidden: 'nicht öffentlich',
    software: 'Messprogramm',
    late: (lateAfter, listen) =>
      `Eine Antwort nach mehr als ${lateAfter} gilt als spät; gewartet wird ${listen}, und eine späte Antwort ist kein Verlust.`,
  },
  exports: {
    title: 'Nachweis',
    explain: 'Ausfälle, Zeitabschnitte und Tagessummen der letzten 90 Tage zum Herunterladen.',
    csv: 'CSV für Tabellen',
    json: 'JSON für Programme',
    hidden: 'Der Nachweis zu diesem Anschluss ist nicht veröffentlicht.',
    unpublished: 'Dieser Anschluss ist nicht veröffentlicht; nur Sie sehen diese Seite.',
  },
};

const en: LineWords = {
  days: {
    title: 'The last 90 days',
    summary: ({ calm, withOutage, withDropoutsOnly, unobserved }) =>
      `${plural(calm, 'day', 'days')} without outage, ${withOutage} with (${withDropoutsOnly} of them only drop-outs of less than three minutes), ${unobserved} not observed.`,
    legend: { outage: 'outage (the taller, the longer)', notYet: 'before measuring began' },
    table: 'All days as a table',
    columns: { down: 'Outage time', degraded: 'Degraded', planned: 'Planned reconnect' },
    tooltip: (day, outages, bounds, coverage) =>
      `${day}: ${plural(outages, 'outage', 'outages')}, ${bounds}; ${coverage}`,
    ongoingTooltip: (day, bounds, coverage) => `${day}: outage since an earlier day, ${bounds}; ${coverage}`,
    calmTooltip: (day, coverage) => `${day}: no outage; ${coverage}`,
    unknownTooltip: (day) => `${day}: not observed`,
    hint: 'Each bar leads to its day.',
  },
  last24: { title: 'The last 24 hours', summary: 'Course of the last 24 hours' },
  availability: {
    title: 'Availability',
    explain:
      'Share of the observed time in which the line carried packets: from the certain lower to the possible upper bound. Both figures are rounded down, the upper bound too; it may therefore be too low by at most one unit of its last digit. Time that was not observed counts neither as working nor as an outage.',
    columns: {
      period: 'Period',
      ratio: 'Available',
      coverage: 'of which observed',
      down: 'Outage time',
      source: 'Intervals',
    },
    nothing: 'nothing observed',
  },
  dropouts: {
    title: 'Drop-outs',
    perPeriod: 'Drop-outs by period',
    explain:
      'Drop-outs are outages of less than three minutes; they are part of the outages. Single losses of three or four packets in a row are no outage and are counted apart.',
    columns: { period: 'Period', dropouts: 'Drop-outs', bursts: 'short losses' },
    perDay: 'Drop-outs per day, last 90 days',
    most: (count) => `at most ${count} in one day`,
  },
  latency: {
    title: 'Response time and loss',
    summary: ({ sent, lost, share }) => `${sent} packets sent, ${lost} without an answer (${share}).`,
    median: 'median',
    p95: '95 of 100 answers were faster',
    loss: 'loss',
    none: 'There are no measurements for this time.',
    table: 'Values as a table',
    columns: {
      from: 'from',
      sent: 'sent',
      lost: 'no answer',
      min: 'fastest',
      p95: 'highest 95 % mark',
      max: 'slowest',
    },
    asData: 'Values as JSON',
  },
  outages: {
    title: 'Outages',
    titleMixed: 'Outages and interruptions',
    none: 'No outage was observed in the last 90 days.',
    columns: { begin: 'Begin', length: 'Duration', finding: 'Finding', where: 'Where', grade: 'Grade of proof' },
    shown: (shown, all) => `Shown are the latest ${shown} of ${all} in 90 days.`,
    provisional: 'provisional',
    notCounted: 'interruption, not counted against the provider',
    lasting: 'still going on',
  },
  method: {
    title: 'How it is measured',
    every: (spacing) => `every ${spacing}`,
    everySecond: 'every second',
    sending: ({ far, farCount, gateway }) =>
      `The probe sends a packet ${far} to one of ${farCount} targets outside the home in turn${gateway === null ? '' : `, and ${gateway} one to the home router`}.`,
    deciding:
      'When at least five answers in a row are missing (or three, if another witness agrees), that is an outage until two targets answer again; its duration is given with a lower and an upper bound from the times of sending and receiving.',
    width: (width) => `With this method the two bounds are at most ${width} apart.`,
    more: 'All targets and distances',
    columns: { target: 'Target', role: 'Role', network: 'Network', backEnd: 'Method', spacing: 'Every' },
    role: {
      gateway: 'home router',
      far: 'target on the internet',
      'isp-resolver': 'provider’s DNS server',
      'public-resolver': 'independent DNS server',
      'own-server': 'this server',
      router: 'what the router says',
      'first-hop': 'the provider’s first hop',
      'isp-host': 'a server of the provider',
      control: 'negative control',
      sip: 'telephony',
      clock: 'time server at home',
      snapshot: 'snapshot',
      extra: 'extra, without influence on the finding',
    },
    hidden: 'not public',
    software: 'Measuring program',
    late: (lateAfter, listen) =>
      `An answer after more than ${lateAfter} is late; ${listen} are waited for, and a late answer is not a loss.`,
  },
  exports: {
    title: 'Evidence',
    explain: 'Outages, intervals and daily sums of the last 90 days to download.',
    csv: 'CSV for spreadsheets',
    json: 'JSON for programs',
    hidden: 'The evidence for this line is not published.',
    unpublished: 'This line is not published; only you see this page.',
  },
};

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

export const lineWords: Record<Language, LineWords> = { de, en };
