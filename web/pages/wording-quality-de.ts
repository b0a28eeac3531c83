import type { QualityWords } from './wording-quality.ts';

/** German sentences of the page on the quality of a line. */
export const qualityDe: QualityWords = {
  title: 'Leitungsqualität',
  link: 'Leitungsqualität und Abdeckung',
  lead: (from, to) => `${from} bis ${to}: was der Router über die Leitung sagt, und was beobachtet wurde.`,
  periods: 'Zeitraum',
  days: (count) => `${count} Tage`,
  reading: {
    title: 'In Worten',
    explain: 'Soweit es sich aus den Angaben des Routers ablesen lässt:',
    marginLow: (lowest) => `Der Störabstand abwärts fiel auf ${lowest}, also unter 6 dB.`,
    marginFine: (lowest) => `Der Störabstand abwärts lag nie unter ${lowest}.`,
    marginMeaning:
      'Üblich ist, dass Router und Gegenstelle etwa 6 dB als Reserve gegen Störungen lassen. Weniger heißt weniger Reserve; was ihn drückte, ist nicht zu sehen.',
    crc: (count, days, daysInAll) =>
      `${count} Blöcke kamen beschädigt an (CRC-Fehler), an ${days} von ${daysInAll} Tagen.`,
    crcNone: 'Kein Block kam beschädigt an (CRC-Fehler).',
    crcMeaning: 'Was beschädigt ankommt, geht verloren oder muss noch einmal geschickt werden.',
    resyncs: (count) => `Die DSL-Verbindung wurde ${count === 1 ? 'einmal' : `${count}-mal`} neu aufgebaut.`,
    reconnects: (count, planned) =>
      `Der Router wählte sich ${count === 1 ? 'einmal' : `${count}-mal`} neu ein${planned === 0 ? '' : `, davon ${planned === 1 ? 'einmal' : `${planned}-mal`} als Zwangstrennung erkannt`}.`,
    calm: (hasDsl) =>
      hasDsl
        ? 'Die DSL-Verbindung und die Einwahl bestanden, soweit der Router es meldete, ohne Unterbrechung.'
        : 'Die Einwahl bestand, soweit der Router es meldete, ohne Unterbrechung.',
    below: (rate, attainable) =>
      `Die niedrigste Rate abwärts war ${rate}; für möglich hielt der Router damals ${attainable}.`,
    notSpeed: 'Das sind Angaben des Routers über die Leitung, keine Messung der Geschwindigkeit.',
  },
  margin: {
    title: 'Störabstand',
    explain: (hours) =>
      `Der niedrigste Wert ${hours === 1 ? 'jeder Stunde' : `von je ${hours} Stunden`}. Je höher, desto mehr Reserve; Lücken sind Zeiten ohne Angabe.`,
    down: 'abwärts',
    up: 'aufwärts',
    reserve: '6 dB, die übliche Reserve',
    description: (down, up) => `Störabstand im Zeitraum: abwärts ${down}, aufwärts ${up}`,
    none: 'keine Angabe',
  },
  rates: {
    title: 'Raten der Leitung',
    columns: {
      direction: 'Richtung',
      latest: 'zuletzt',
      lowest: 'niedrigste',
      attainable: 'laut Router möglich',
      attenuation: 'Dämpfung',
    },
    down: 'abwärts',
    up: 'aufwärts',
    explain: 'Mit dieser Rate war die Leitung verbunden. Wie viel davon bei Ihnen ankommt, wird hier nicht gemessen.',
  },
  errors: {
    title: 'Fehler und Neuverbindungen je Tag',
    explain:
      'CRC: Blöcke, die beschädigt ankamen. FEC: Fehler, die noch zu beheben waren. „Beim Anbieter“ ist, was an der Gegenstelle gezählt wurde.',
    bars: 'CRC-Fehler je Tag',
    most: (count) => `höchstens ${count} an einem Tag`,
    table: 'Alle Tage als Tabelle',
    columns: {
      day: 'Tag',
      marginDown: 'Störabstand abwärts ab',
      marginUp: 'Störabstand aufwärts ab',
      crc: 'CRC',
      crcFar: 'CRC beim Anbieter',
      fec: 'FEC',
      fecFar: 'FEC beim Anbieter',
      erroredSecs: 'Sekunden mit Fehlern',
      severelyErroredSecs: 'davon schwere',
      resyncs: 'DSL neu',
      reconnects: 'Einwahl neu',
    },
  },
  hours: {
    title: 'Neue Einwahlen nach Uhrzeit',
    explain: 'Häufen sie sich nachts in einer Stunde, ist das meist die Zwangstrennung.',
    reconnects: 'Neue Einwahlen je Stunde des Tages',
    most: (count, hour) => `am meisten (${count}) ${hour}`,
    none: 'Im Zeitraum gab es, soweit der Router es meldete, keine neue Einwahl.',
    table: 'Alle Stunden als Tabelle',
    hour: 'Uhrzeit',
    hourName: (from, to) => `von ${from} bis ${to} Uhr`,
  },
  unheard: {
    title: 'Was noch fehlt',
    none: 'In diesem Zeitraum hat kein Router etwas gesagt. Ausfälle werden trotzdem gemessen; nur wo sie lagen, ist dann weniger genau.',
    noDsl:
      'Der Router sagt, ob er verbunden ist, nennt aber keine Werte der Leitung. Bei Kabel und Glasfaser gibt es sie meist nicht; bei DSL braucht die Messstelle dafür eine Anmeldung am Router.',
    how: [
      'Ohne Anmeldung: Im Router muss die Statusauskunft über UPnP erlaubt sein (FRITZ!Box: Heimnetz, Netzwerk, Netzwerkeinstellungen). Damit sagt er, ob er verbunden ist und seit wann.',
      'Mit Anmeldung (FRITZ!Box): ein eigener Benutzer mit dem Recht auf die Einstellungen, und der Zugriff für Anwendungen (TR-064) ist erlaubt. Damit nennt er Störabstand, Fehler, Raten und sein Protokoll.',
    ],
    login: (file) => `In der Datei ${file} auf der Messstelle, danach neu starten:`,
    secret: 'Name und Kennwort bleiben auf der Messstelle; sie verlassen das Heimnetz nicht.',
    hidden: 'Die Werte zu diesem Anschluss sind nicht veröffentlicht.',
    owner: 'Zur Messstelle dieses Anschlusses',
  },
  coverage: {
    title: 'Was beobachtet wurde',
    summary: (observed, unknown, percent) => `Beobachtet: ${observed} (${percent}). Nicht beobachtet: ${unknown}.`,
    whole: 'Der ganze Zeitraum wurde beobachtet.',
    columns: { cause: 'Warum nicht', length: 'Zeit', pieces: 'wie oft' },
    nothing: 'keine Aufzeichnung',
    explain: 'Nicht beobachtete Zeit gilt weder als Betrieb noch als Ausfall.',
  },
  asData: 'Werte als JSON',
  back: 'Zum Anschluss',
};
