import type { EvidenceWords } from './wording-evidence.ts';

/** German sentences of the evidence page. */
export const evidenceWordsDe: EvidenceWords = {
  title: (name) => `Nachweis: ${name}`,
  lead: 'Wählen Sie einen Zeitraum oder einen Ausfall. Die Zahlen stehen gleich hier; erst danach laden Sie herunter, was Sie weitergeben wollen.',
  choose: {
    title: 'Zeitraum',
    from: 'Erster Tag',
    to: 'Letzter Tag',
    button: 'Zahlen zeigen',
    outage: 'Oder ein Ausfall',
    outageButton: 'Ausfall zeigen',
    noOutages: 'In den letzten 12 Monaten wurde kein Ausfall gemessen.',
    quick: 'Häufig gewählt',
    last7: '7 Tage',
    last30: '30 Tage',
    last90: '90 Tage',
    month: 'Dieser Monat',
    monthBefore: 'Voriger Monat',
  },
  problem: {
    period:
      'Diesen Zeitraum gibt es nicht: Der erste Tag darf nicht nach dem letzten und nicht in der Zukunft liegen, und mehr als 1100 Tage passen nicht in eine Datei.',
    outage: 'Diesen Ausfall gibt es nicht, oder nicht mehr.',
    'too-many': 'In diesem Zeitraum liegen mehr als 10.000 Ausfälle. Bitte wählen Sie einen kürzeren.',
  },
  figures: {
    title: 'Was gemessen wurde',
    of: (from, to) => (from === to ? from : `${from} bis ${to}`),
    down: 'Ausgefallen',
    noDown: 'nichts gemessen',
    outages: 'Ausfälle',
    ofThem: (dropouts) => `davon ${dropouts} unter 3 Minuten`,
    reachingIn: (count) =>
      count === 1
        ? 'Ein weiterer begann davor; seine Zeit im Zeitraum ist mitgezählt.'
        : `${count} weitere begannen davor; ihre Zeit im Zeitraum ist mitgezählt.`,
    observed: 'Beobachtet',
    notObserved: (length) => `${length} nicht beobachtet: weder als Ausfall noch als verfügbar gezählt`,
    nothing: 'In diesem Zeitraum wurde nichts gemessen.',
    available: 'Verfügbar',
    availableNote: 'Anteil an der beobachteten Zeit',
    failover: 'Davon über Ersatz erreichbar',
  },
  files: {
    title: 'Herunterladen',
    pdf: {
      label: 'Bericht (PDF)',
      hint: 'Zum Lesen, Drucken und Verschicken: Zusammenfassung, Tage, Ausfälle mit den Messungen dahinter, Verfahren und Grenzen.',
    },
    zip: {
      label: 'Prüfpaket (ZIP)',
      hint: 'Alles, womit andere ohne dieses Programm nachrechnen können: unterschriebene Messdaten, Zeitstempel, Anleitung und Prüfprogramm.',
    },
    tooLargeForMail: 'Für die meisten Postfächer zu groß: Geben Sie statt der Datei einen Link weiter.',
    tables: 'Tabellen und Daten',
    tablesNote: 'Was oben angekreuzt ist, kommt hier nicht mit hinein.',
    excel: {
      label: 'Tabelle für Excel',
      hint: 'Deutsche Schreibweise, Ortszeit. Zeiten auf ganze Sekunden: frühestens ab-, spätestens aufgerundet.',
    },
    csv: { label: 'Tabelle für Programme (CSV)', hint: 'RFC 4180: Komma, UTC, ganze Millisekunden.' },
    json: { label: 'Alles in einem Dokument (JSON)', hint: 'Mit Verfahren, Belegen jeder Grenze und Rechenregeln.' },
    table: { outages: 'Ausfälle', days: 'Tage', mails: 'Testmails' },
    size: (text) => `etwa ${text}`,
    contents: 'Was von Ihnen mit hineinkommt',
    texts: { label: 'Störungsmeldungen und Notizen', hint: 'Was Sie selbst geschrieben haben, mit Ticketnummern.' },
    files: { label: 'Anlagen', hint: 'Mails und Schreiben des Anbieters, Fotos.' },
    values: {
      label: 'Persönliche Angaben',
      hint: 'Adressen im Netz, Zeilen aus dem Router-Protokoll, Vertragsdaten. Ohne Haken stehen nur ihre Prüfsummen darin.',
    },
    make: { pdf: 'Bericht erstellen', zip: 'Prüfpaket erstellen' },
    zipOwner: 'Das Prüfpaket enthält die genauen Messdaten; es gibt nur der Inhaber dieses Anschlusses heraus.',
    schemas: 'Beschreibung der Formate für Programme (JSON Schema)',
  },
  making: {
    title: { pdf: 'Bericht wird erstellt', zip: 'Prüfpaket wird erstellt' },
    state: {
      waiting: 'Wartet, bis eine andere Datei fertig ist.',
      working: 'In Arbeit.',
      done: 'Fertig.',
    },
    problem: {
      'no-head': 'Der Server hat noch kein Siegel gesetzt. Bitte in einer Minute noch einmal.',
      moved: 'Vom Anschluss kommen gerade viele Messungen an. Bitte in einer Minute noch einmal.',
      'nothing-kept':
        'Von dieser Zeit und den Tagen davor sind nicht mehr alle Rohdaten aufbewahrt, oder es wurde noch nichts gemessen.',
      'other-rules': 'Die Zahlen werden gerade nach neueren Regeln neu gerechnet. Bitte später noch einmal.',
      'no-space':
        'Auf dem Datenträger des Servers ist dafür zu wenig Platz. Dort Platz schaffen oder einen kürzeren Zeitraum wählen.',
      gone: 'Die Datei wurde nicht rechtzeitig abgeholt. Bitte noch einmal erstellen.',
      failed: 'Das hat nicht geklappt. Bitte noch einmal; woran es lag, steht im Protokoll des Servers.',
    },
    percent: (percent) => `${percent} erledigt`,
    refresh: 'Diese Seite lädt sich von selbst neu.',
    download: (size) => `Herunterladen (${size})`,
    next: {
      pdf: 'Zum Lesen, Drucken und Verschicken. Darin steht auch, wie andere ihn prüfen.',
      zip: 'Im Paket sind report.pdf zum Lesen und README.txt mit der Anleitung zum Prüfen. Geben Sie die ZIP-Datei so weiter, wie sie ist.',
    },
    check: 'Das Paket selbst prüfen',
    back: 'Zurück zur Auswahl',
  },
  check: {
    title: 'Prüfen, ob nichts verändert wurde',
    text: 'Die Messungen sind beim Messen unterschrieben, der Server bestätigt ihren Empfang, und stündlich setzt er ein Siegel: Es hält fest, was bis dahin aufgezeichnet war. Fremde Stellen können es mit ihrer Uhrzeit bestätigen.',
    key: 'Fingerabdruck des Schlüssels dieses Servers',
    head: (counter) => `Siegel Nr. ${counter}, Kurzzeichen`,
    headNote:
      'Die Prüfsumme des neuesten Siegels steht auch in jeder hier entworfenen Meldung an den Anbieter: So fiele es auf, wenn später ein anderes Protokoll vorgelegt würde.',
    noHead: 'Noch ist kein Siegel gesetzt.',
    verify: 'Ein Prüfpaket prüfen, ohne es hochzuladen',
  },
  notSaid: {
    title: 'Was der Nachweis nicht zeigt',
    items: [
      'Dass niemand ein Kabel gezogen hat. Ein Ausfall der Leitung, der Verkabelung im Haus und des Modems im Router sehen in den Paketen gleich aus.',
      'Wie schnell der Anschluss war. Dafür zählt das Messprogramm der Bundesnetzagentur.',
      'Unabhängigkeit vom Inhaber, solange Messgerät und Server derselben Person gehören. Zeitstempel fremder Stellen und Antworten des Anbieters grenzen das ein.',
    ],
  },
  share: 'Link für Sachbearbeiter oder Anwalt erstellen',
  more: {
    title: 'Außerdem',
    months: 'Abgeschlossene Monate',
    technician: 'Blatt für den Techniker',
    statements: 'Was der Anbieter sagt, neben der Messung',
    files: 'Dateien zum Fall',
  },
  name: 'Nachweis',
  ofOutage: 'Nachweis für diesen Ausfall',
  refused: 'So geht es nicht:',
  all: 'Nachweis: Zeitraum wählen, Bericht und Prüfpaket',
};
