import type { ReportWords, SealStamped } from './words.ts';
import { integrityDe } from './words-integrity-de.ts';
import { mailDe } from './words-mail.ts';
import { ruleDe } from './words-rule-de.ts';

function stampedText(stamped: SealStamped): string {
  if (stamped === 'newest') return 'Ein fremder Zeitstempel deckt es.';
  return stamped === 'none'
    ? 'Kein Siegel seit Beginn des Zeitraums trägt einen anerkannten fremden Zeitstempel.'
    : `Fremde Zeitstempel reichen bis Nr. ${stamped.counter} vom ${stamped.at}.`;
}

/** The report in German. */
export const reportWordsDe: ReportWords = {
  title: 'Nachweis der Erreichbarkeit eines Internetanschlusses',
  technicianTitle: 'Blatt für die Technik',
  page: (page, count) => `Seite ${page} von ${count}`,
  seal: (counter, short) => `Siegel Nr. ${counter}: ${short}`,
  simulated: 'Vorführung: Alle Werte in diesem Dokument sind erfunden, nichts davon wurde gemessen.',
  madeUp: 'VORFÜHRUNG, alles erfunden',
  contents: 'Inhalt',
  chapters: {
    summary: 'Zusammenfassung',
    days: 'Tag für Tag',
    course: 'Verlauf',
    outages: 'Ausfälle und die Messwerte dahinter',
    reports: 'Störungsmeldungen und Schriftstücke',
    statements: 'Was der Anbieter sagt, daneben die Messung',
    mail: 'Testmails',
    method: 'Wie gemessen wurde, und wo die Grenzen liegen',
    clock: 'Die Uhr',
    objections: 'Einwände und Antworten',
    integrity: 'Unversehrtheit: Prüfsummen und Prüfung von Hand',
    notProven: 'Was dieser Nachweis nicht beweist',
    rule: 'Wie gezählt wird',
    technician: 'Blatt für die Technik',
    files: 'Dateien in diesem PDF',
  },
  figures: {
    line: 'Anschluss',
    provider: 'Anbieter',
    period: 'Zeitraum',
    asOf: 'Messwerte bis',
    zone: (zone, version) => `Ortszeit ${zone} (Zeitzonendaten ${version})`,
    customer: 'Kunde',
    address: 'Anschrift',
    contractNumber: 'Vertragsnummer',
  },
  summary: {
    claim: 'Nach der Messung war der Anschluss in diesem Zeitraum ausgefallen:',
    none: 'In der beobachteten Zeit kein Ausfall, der zählt.',
    inOutages: (outages, dropouts) => {
      const all = outages === 1 ? 'in 1 Ausfall' : `in ${outages} Ausfällen`;
      return dropouts === 0 ? all : `${all}, davon ${dropouts} kürzer als 3 Minuten (Aussetzer)`;
    },
    reachingIn: (count) =>
      count === 1
        ? 'Ein weiterer Ausfall begann vor dem Zeitraum; seine Zeit darin ist enthalten.'
        : `${count} weitere Ausfälle begannen vor dem Zeitraum; ihre Zeit darin ist enthalten.`,
    failover: (length) =>
      `Während ${length} davon war das Zuhause über eine Ersatzverbindung erreichbar; der Anschluss selbst war gestört.`,
    lasting: 'Ein Ausfall dauert an; er ist bis zur letzten Messung gezählt.',
    observed: 'Beobachtet',
    observedText: ({ percent, observed, length, unknown }) =>
      `${percent} (${observed} von ${length}). Nicht beobachtet: ${unknown}; das gilt weder als Betrieb noch als Ausfall.`,
    observedAll: (length) => `100 % (${length})`,
    availability: 'In Betrieb',
    availabilityText: (range) => `${range} der beobachteten Zeit`,
    nothingObserved: 'In diesem Zeitraum wurde nicht gemessen.',
    side: 'Wo, soweit gemessen',
    sideText: (count, range) => `${count === 1 ? '1 Ausfall' : `${count} Ausfälle`}, zusammen ${range}`,
    noSide: '–',
    grade: 'Belegstufe',
    gradeText: (counts) => `${counts}. A: Router und Pakete sagen dasselbe; B: Pakete allein; C: nur spätere Angaben.`,
    longest: 'Längster Ausfall',
    longestText: (bounds, from) => `${bounds}; ab ${from}`,
    notCounted: 'Nicht gezählt',
    notCountedText: (count) =>
      `${count === 1 ? '1 Unterbrechung' : `${count} Unterbrechungen`}, die nicht gegen den Anbieter zählen (genannt im Kapitel über die Ausfälle)`,
    head: 'Neuestes Siegel',
    headText: ({ counter, at, short, sha256, stamped }) =>
      `Nr. ${counter} vom ${at}, Kurzzeichen ${short}; Prüfsumme (SHA-256) ${sha256}. Siegel: vom Server unterschriebene Liste, wo die Protokolle aller Anschlüsse zu dieser Zeit endeten. ${stampedText(stamped)}`,
    noHead: 'Noch hat der Server kein Siegel gesetzt.',
    course: 'Der ganze Zeitraum',
    notProven: {
      title: 'Was das nicht beweist',
      items: [
        'Dass niemand einen Stecker gezogen hat. Lag der Fehler „zwischen Router und Netz des Anbieters“, sind Leitung im Haus und Modem im Router nicht ausgeschlossen; steht nicht fest, wo er lag, auch Router und Heimnetz nicht.',
        'Geschwindigkeit: gemessen ist, ob Pakete ankommen, nicht wie schnell.',
        'Warum der Anschluss ausfiel und wer dafür einsteht.',
        'Etwas über Zeiten, die nicht beobachtet wurden.',
      ],
      more: (chapter) => `Vollständig im Kapitel „${chapter}“.`,
    },
  },
  days: {
    text: (zone) =>
      `Tage von Mitternacht bis Mitternacht in ${zone}; am Tag einer Zeitumstellung hat ein Tag 23 oder 25 Stunden. Die Untergrenze eines Tages ist, was an ihm sicher ausgefallen war: Bei einem Ausfall über Mitternacht ist das Unsichere an jedem seiner Tage abgezogen, ein Tag mitten darin steht darum mit knapp 24 Stunden da.`,
    months: 'Monate',
    withOutages: 'Tage mit Ausfällen',
    left: (shown, all) =>
      `Gedruckt sind die ${shown} Tage mit der längsten Ausfallzeit von ${all} Tagen mit Ausfällen; alle Tage stehen in der Datei days.csv in diesem PDF.`,
    none: 'Kein Tag mit einem Ausfall.',
    total: 'Zeitraum',
    cut: 'Der Zeitraum beginnt oder endet mitten an einem Tag: Die Zeilen davor gelten für ganze Tage, die letzte nur für den Zeitraum, wie Seite 1.',
    month: 'Monat',
    columns: {
      day: 'Tag',
      least: 'Ausfall mindestens',
      most: 'höchstens',
      outages: 'Ausfälle',
      dropouts: 'Aussetzer',
      degraded: 'eingeschränkt',
      planned: 'geplant',
      unknown: 'nicht beobachtet',
      observed: 'beobachtet',
    },
  },
  course: {
    text: 'Rot und bis oben: Ausfall. Grün und flach: in Betrieb. Grau gestreift: nicht beobachtet. Kurze Ausfälle sind breiter gezeichnet, als sie waren, damit man sie sieht: Die Zeichnung zeigt, wann, nicht wie lange. Wie lange, sagen die Tabellen.',
    widened: 'Kurze Ausfälle sind breiter gezeichnet, als sie waren; die Längen stehen in den Tabellen.',
    legend: 'Legende',
    alt: (from, to, outages) => `Verlauf von ${from} bis ${to} mit ${outages} Ausfällen; die Tabellen nennen jeden.`,
    day: 'Jede Zeile ein Tag, von 0 bis 24 Uhr',
  },
  outages: {
    text: 'Jeder Ausfall hat vier Grenzen: frühester und spätester Beginn, frühestes und spätestes Ende. Jede Grenze ruht auf einem einzelnen Messwert, der in den unterschriebenen Rohdaten steht (Nummer des Blatts und des Messzyklus). Genannt ist die Zeit des Sendens, bei der ersten Antwort danach die des Empfangs. „Mindestens“ ist nie länger, „höchstens“ nie kürzer, als der Anschluss ausgefallen war.',
    none: 'Kein Ausfall in diesem Zeitraum.',
    columns: {
      number: 'Nr.',
      begin: 'Beginn frühestens',
      end: 'Ende spätestens',
      least: 'mindestens',
      most: 'höchstens',
      finding: 'Befund',
      side: 'Wo',
      grade: 'Stufe',
    },
    listed: (shown, all) =>
      `Gedruckt sind die ${shown} längsten von ${all} Ausfällen; alle stehen in den Dateien outages.csv und evidence.json in diesem PDF.`,
    listedOthers: (shown, all) =>
      `Gedruckt sind die ${shown} längsten von ${all}; alle stehen in den Dateien outages.csv und evidence.json in diesem PDF.`,
    details: 'Die Ausfälle im Einzelnen',
    detailed: (shown, all) =>
      `Einzeln beschrieben sind die ${shown} längsten von ${all} Ausfällen. Grenzen und Messwerte aller stehen in der Datei evidence.json in diesem PDF.`,
    title: (number, at) => `Ausfall ${number}: ${at}`,
    facts: (side, grade, lost) => `Wo: ${side}. Belegstufe ${grade}. ${lost}`,
    findings: 'Was die Befunde sagen, und was sie offen lassen',
    samples: {
      columns: {
        bound: 'Grenze',
        at: 'Zeitpunkt',
        sample: 'ruht auf dem Messwert',
        target: 'Ziel',
        outcome: 'Ergebnis',
        place: 'Blatt / Zyklus',
      },
      bound: {
        startEarliest: 'Beginn frühestens',
        startLatest: 'Beginn spätestens',
        endEarliest: 'Ende frühestens',
        endLatest: 'Ende spätestens',
      },
    },
    chain: 'Der Weg:',
    answers: 'Antworten seiner Rechner',
    clock: 'Uhr:',
    server: 'Server:',
    silence: ({ first, last, from, to, count, reachable, unreachable }) =>
      `Von ${from} bis ${to} vermerkte er ${count === 1 ? 'einmal' : `${count}-mal`}, dass er von der Messstelle nichts hörte (im Bereich der Einträge ${first} bis ${last} im signierten Protokoll). Dabei erreichte er selbst andere ${reachable}-mal, ${unreachable}-mal nicht${unreachable + reachable < count ? `, ${count - reachable - unreachable}-mal sah er nicht nach` : ''}.`,
    noSilence:
      'In dieser Zeit vermerkte er keine Stille der Messstelle. So ist es, wenn er am selben Ort steht, sie ihn auf anderem Weg erreichte, oder er selbst nicht lief.',
    notCounted: 'Unterbrechungen, die nicht zählen',
    notCountedText: 'Gemessen wie die anderen, aber in keiner Summe als Ausfall enthalten.',
    why: 'Warum nicht',
    lasting: 'dauert an',
    note: (text, at, entry) => `Anmerkung des Inhabers vom ${at} (Eintrag ${entry} im signierten Protokoll): „${text}“`,
    withdrawn: ' (später zurückgenommen)',
    clipped:
      'Ausfälle, die über den Rand des Zeitraums reichen, stehen hier mit ihrer ganzen Länge; in die Summen geht nur der Teil im Zeitraum ein.',
  },
  unknown: {
    title: 'Warum nicht beobachtet wurde',
    text: 'Diese Zeiten zählen weder als Betrieb noch als Ausfall.',
    columns: { cause: 'Ursache', stretches: 'Abschnitte', length: 'zusammen' },
  },
  reports: {
    text: 'Was dem Anbieter gemeldet wurde. Von jedem Eintrag steht die Prüfsumme seit der genannten Zeit im signierten Protokoll: Belegt ist, dass der Text damals feststand, nicht, dass die Angaben darin stimmen.',
    none: 'Für diesen Zeitraum ist keine Störungsmeldung festgehalten.',
    withheld: 'Meldungen und Schriftstücke sind in dieser Fassung nicht enthalten.',
    title: (subject) => `Meldung: ${subject}`,
    state: { reported: 'gemeldet', withdrawn: 'zurückgezogen' },
    rows: {
      since: 'Ohne Verbindung seit',
      reported: 'Gemeldet',
      received: 'Eingegangen',
      channel: 'Weg',
      ticket: 'Ticketnummer',
      receipt: 'Nachweis des Eingangs',
      repaired: 'Behoben laut Eintrag',
      missed: 'Versäumte Termine',
    },
    records: 'Einträge im signierten Protokoll',
    columns: { at: 'Eingetragen', entry: 'Eintrag', hash: 'Prüfsumme (SHA-256) des Textes' },
    files: 'Beigefügte Schriftstücke',
    erased: '(gelöscht; die Prüfsumme bleibt)',
    fileColumns: { name: 'Datei', dated: 'Datum', added: 'Eingetragen', hash: 'Prüfsumme (SHA-256)' },
  },
  statements: {
    text: 'Abgeschrieben aus Schreiben oder Auskünften des Anbieters und neben die Messung gestellt. Die Messung ändert sich dadurch nicht. Verglichen wird mit dem Spielraum, den beide Uhren lassen; Längen sind hier darum bis zu einigen Sekunden kürzer als in der Liste der Ausfälle.',
    none: 'Eine Auskunft des Anbieters ist nicht festgehalten.',
    entered: (at, entry, sha256) =>
      `Eingetragen am ${at}, Eintrag ${entry} im signierten Protokoll, Prüfsumme (SHA-256) ${sha256}`,
    left: (shown, all) => `Gedruckt sind ${shown} von ${all} Vergleichen.`,
  },
  mail: mailDe,
  method: {
    text: [
      'Eine Messstelle am Anschluss schickt in festem Takt kleine Pakete an mehrere Ziele in verschiedenen Netzen und an den eigenen Router und zeichnet jede Antwort und jede ausbleibende Antwort auf. Den Takt gibt das Verfahren vor, das gerade gilt (unten, mit Prüfsumme); während eines Ausfalls misst sie weiter.',
      'Die Aufzeichnung wird auf der Messstelle zu Blättern von höchstens 100 Messzyklen geschlossen, mit ihrem Schlüssel unterschrieben und mit dem Blatt davor verkettet. Der Server bewahrt die empfangenen Bytes auf und bestätigt jedes Blatt mit einer eigenen Unterschrift. Alle Angaben hier sind aus diesen Bytes errechnet und lassen sich neu errechnen.',
    ],
    used: (from) => `Das Verfahren ab ${from}`,
    usedAgain: (times, last) => `In diesem Zeitraum ${times}-mal benutzt, im Wechsel mit anderen; zuletzt ab ${last}.`,
    hash: (sha256) => `Prüfsumme des Verfahrenstextes, wie sie in jedem Blatt steht: ${sha256}`,
    targets: 'Ziele',
    columns: { target: 'Ziel', role: 'Aufgabe', network: 'Netz', method: 'Verfahren', spacing: 'Abstand' },
    width: (width) =>
      `Unter- und Obergrenze eines Ausfalls liegen bei diesem Verfahren höchstens ${width} auseinander (bevor sie auf ganze Sekunden gerundet werden), wenn vor und nach ihm beobachtet wurde.`,
    shortest: (length) =>
      `Ein Ausfall ab ${length} kann diesem Verfahren nicht entgehen, solange gemessen wird; kürzere können es.`,
    software: (name) => `Messprogramm: ${name}.`,
    limits: 'Grenzen des Verfahrens',
    limitItems: [
      'Gemessen wird, ob Pakete ankommen. Bleiben sie aus, sagt erst der Vergleich mit dem Router und mit den Stellen dahinter, wo.',
      'Verlust einzelner Pakete ist kein Ausfall. Erst mindestens fünf in Folge zählen (drei, wenn ein weiterer Zeuge es bestätigt), und nur, wenn kein Ziel antwortet.',
      'Antwortet der eigene Router nicht, gilt die Zeit als „im Heimnetz“ oder „nicht beobachtet“, nie als Ausfall des Anbieters.',
      'Ein Modem, das im Router steckt, und die Leitung im Haus liegen vor der Stelle, ab der sich der Anschluss von außen unterscheiden lässt.',
      'Lief die Messstelle nicht, ist die Zeit nicht beobachtet. Stille allein beweist nichts.',
    ],
    unreadable: 'Dieses Verfahren kann diese Fassung des Programms nicht lesen.',
  },
  clock: {
    text: [
      'Dauern kommen von einem Zähler, der unabhängig von der Uhrzeit gleichmäßig läuft; sie hängen von keiner Uhr ab. Uhrzeiten kommen von der Uhr der Messstelle. Wer für sie bürgt, steht bei jedem Ausfall; wo nachträglich berichtigt wurde, steht um wie viel. Die unterschriebenen Rohdaten bleiben dabei, wie sie sind.',
      'Unabhängig davon hält der Server fest, wann er jedes Blatt bekam: Ein Blatt kann nicht später entstanden sein, und weil es eine Zahl aus einer früheren Bestätigung enthält, die vorher niemand kennen konnte, auch nicht früher als diese. Während eines Ausfalls ist das die letzte Bestätigung davor. Gehört der Server dem Inhaber, ist das nur so viel wert wie die Zeitstempel Dritter daneben.',
    ],
    source: {
      sync: 'nach der Weltzeit gestellt (Zeitserver)',
      server: 'mit der Uhr des Servers verglichen',
      router: 'mit der Uhr des Routers verglichen',
      none: 'niemand bürgt für sie: Dauern gelten, Uhrzeiten sind unsicher',
      unknown: 'nicht festgehalten',
    },
    columns: {
      outage: 'Ausfälle',
      source: 'Uhr der Messstelle',
      corrected: 'größte Berichtigung',
      error: 'größte Unsicherheit',
    },
    exact: 'keine',
    none: 'In diesem Zeitraum gibt es keinen Ausfall, dessen Uhrzeit zu beurteilen wäre.',
    later: (size) => `um ${size} später als die Uhr zeigte`,
    earlier: (size) => `um ${size} früher als die Uhr zeigte`,
    shown: (shown, all) => `${shown} von ${all}`,
  },
  objections: {
    text: 'Was ein Anbieter einwenden könnte, mit der Antwort, soweit die Messung eine gibt, und der Stelle, an der sie sich prüfen lässt. Was sie nicht beantworten kann, ist eingeräumt.',
    none: 'In dieser Fassung nicht enthalten.',
    said: (objection) => `„${objection}“`,
    kind: { answered: 'beantwortet', partly: 'zum Teil', conceded: 'eingeräumt' },
    proof: 'Nachzuprüfen:',
  },
  integrity: integrityDe,
  ...ruleDe,
  files: {
    title: 'Dateien in diesem PDF',
    text: 'Eingebettet, mit jedem üblichen PDF-Programm herauszuholen (auch „pdfdetach -saveall“).',
    columns: { name: 'Datei', what: 'Inhalt', hash: 'Prüfsumme (SHA-256)' },
    what: {
      'evidence.json': 'alles in diesem Bericht, für Programme; abgeleitet',
      'outages.csv': 'alle Ausfälle mit allen Grenzen; abgeleitet',
      'days.csv': 'alle Tage; abgeleitet',
      'heads.csv': 'alle Siegel seit Beginn des Zeitraums mit ihren Zeitstempeln',
      'heads.txt': 'das neueste Siegel, Wort für Wort',
      'raw.sha256': 'Verzeichnis der Rohdaten mit Prüfsummen',
    },
  },
};
