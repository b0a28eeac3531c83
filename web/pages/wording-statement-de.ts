import type { StatementWords } from './wording-statement.ts';

/** German sentences on what the provider says. */
export const statementDe: StatementWords = {
  title: 'Angaben des Anbieters',
  link: 'Angaben des Anbieters gegenüberstellen',
  lead: 'Was der Anbieter in einem Brief, einer Mail oder einem Protokoll über den Anschluss sagt, steht hier der Messung auf derselben Zeitachse gegenüber. An den Messwerten ändert sich dadurch nichts.',
  none: 'Noch sind keine Angaben des Anbieters eingetragen.',
  kept: 'Eingetragene Angaben',
  older: (count) => (count === 1 ? 'Eine ältere' : `${count} ältere`),
  withdrawn: (at) => `zurückgenommen am ${at}`,
  enter: {
    title: 'Angaben eintragen',
    explain:
      'Übertragen Sie die Angaben wörtlich und vollständig, auch was gegen Sie spricht. Der Eintrag wird mit Datum in das unterschriebene Protokoll aufgenommen und kann nicht geändert, nur zurückgenommen werden.',
    name: 'Bezeichnung',
    nameHint: 'Zum Beispiel: Störungsprotokoll zum Ticket 4711.',
    source: 'Woher sind die Angaben?',
    sourceHint: 'Zum Beispiel: Schreiben vom 3. November, Seite 2.',
    file: 'Datei dazu',
    noFile: 'keine Datei',
    zone: 'Zeitzone der Angaben',
    exact: 'Wie genau sind die Zeiten?',
    exactHint: 'So weit dürfen beide auseinanderliegen, ohne dass es als Widerspruch gilt.',
    exactness: [
      'auf die Sekunde',
      'auf die Minute',
      'auf 5 Minuten',
      'auf eine Viertelstunde',
      'auf die Stunde',
      'auf den Tag',
    ],
    rows: 'Angaben, eine je Zeile',
    rowsHint: 'Beginn; Ende; Art; Text – wie in diesen Beispielen. Ein Strich heißt: kein Ende.',
    zoneHint: 'Zum Beispiel Europe/Berlin oder UTC.',
    kinds: 'Welche Arten es gibt',
    kindMeans: {
      outage: 'der Anschluss ging nicht',
      'no-outage': 'nach Angabe des Anbieters ging alles',
      'planned-work': 'Arbeiten des Anbieters, angekündigt oder nicht',
      'sync-lost': 'die DSL-Leitung war getrennt',
      'session-lost': 'die Leitung stand, die Anmeldung beim Anbieter nicht',
      repaired: 'der Zeitpunkt, zu dem es wieder ging; ohne Ende',
      note: 'nur zum Festhalten, wird nicht verglichen; ohne Ende',
    },
    twiceHint:
      'In der Stunde, die es bei der Zeitumstellung zweimal gibt, gehört der Abstand zur Weltzeit dazu: 02:30+01:00.',
    sample: '03.11.2026 14:00; 16:20; Ausfall; Port gestört\n03.11.2026 16:20; -; entstört; Port zurückgesetzt',
    button: 'Eintragen',
    refused: 'Das wurde nicht eingetragen',
    line: (line) => `Zeile ${line}`,
  },
  problem: {
    missing: 'Hier fehlt eine Angabe.',
    'too-long': 'Das ist zu lang.',
    'too-many': 'Das sind zu viele: höchstens 500 Zeilen je Eintrag und 100 Einträge.',
    cells: 'Das sind nicht mindestens drei Teile: Beginn; Ende; Art.',
    'not-a-time': 'Das ist kein Zeitpunkt wie 03.11.2026 14:00.',
    'no-such-time': 'Diese Uhrzeit gab es nicht, die Uhren wurden vorgestellt.',
    twice: 'Diese Uhrzeit gab es zweimal; bitte mit Abstand zur Weltzeit, etwa 02:30+01:00.',
    'not-a-kind':
      'Diese Art ist nicht bekannt. Möglich sind: Ausfall, keine Störung, Wartung, kein Sync, Einwahl getrennt, entstört, Notiz.',
    'ends-before': 'Das Ende liegt vor dem Beginn.',
    'no-end': 'Diese Art braucht ein Ende an zweiter Stelle.',
    'has-end': 'Diese Art hat kein Ende; an zweiter Stelle steht ein Strich.',
    'out-of-range': 'Das liegt vor dem Jahr 2000 oder mehr als ein Jahr voraus.',
    'not-a-zone': 'Diese Zeitzone ist nicht bekannt; gesucht ist ein Name wie Europe/Berlin.',
    'not-a-choice': 'Bitte wählen Sie.',
    quote: 'Ein Anführungszeichen ist nicht geschlossen.',
  },
  kind: {
    outage: 'Ausfall',
    'no-outage': 'keine Störung',
    'planned-work': 'Wartung',
    'sync-lost': 'kein Sync',
    'session-lost': 'Einwahl getrennt',
    repaired: 'entstört',
    note: 'Notiz',
  },
  compare: {
    title: 'Gegenüberstellung',
    lead: 'Genannt ist alles, worin beide übereinstimmen, sich widersprechen oder sich nicht vergleichen lassen, auch was gegen die Messung spricht. Wer recht hat, entscheidet die Gegenüberstellung nicht.',
    counts: ({ agrees, differs, open }) =>
      `Übereinstimmungen: ${agrees}. Widersprüche: ${differs}. Nicht zu vergleichen: ${open}.`,
    columns: { said: 'Der Anbieter sagt', measured: 'Gemessen', verdict: 'Vergleich' },
    theirs: 'Anbieter',
    ours: 'Messung',
    drawing: (from, to) => `Angaben des Anbieters über der Messung, von ${from} bis ${to}`,
    nothing: 'In der Zeit dieser Angaben wurde nicht gemessen; es gibt nichts zu vergleichen.',
    notSaid: 'nichts',
    legend: 'Oben die Angaben des Anbieters, unten die Messung. Wo oben nichts steht, macht er keine Angabe.',
    exact: (size) => `Die Zeiten des Anbieters gelten als ${size} genau.`,
    rows: 'Angaben im Wortlaut',
    rowColumns: { from: 'Beginn', to: 'Ende', kind: 'Art', text: 'Text' },
    log: (entry) => `Im unterschriebenen Protokoll: Eintrag ${entry}, Prüfsumme`,
    withdraw: 'Zurücknehmen',
    withdrawExplain: 'Der Eintrag bleibt lesbar und im Protokoll; verglichen wird er dann nicht mehr.',
    back: 'Alle Angaben',
  },
  weight: { agrees: 'stimmt überein', differs: 'Widerspruch', open: 'nicht zu vergleichen' },
  finding: {
    'both-down': ({ outage }) => `Auch gemessen: Ausfall, ${outage}.`,
    'both-planned': ({ outage }) => `In diese Zeit fällt eine gemessene Unterbrechung, ${outage}.`,
    'both-up': ({ ms }) => `Auch hier kamen Antworten aus dem Internet, zusammen ${ms}.`,
    'both-not-line': ({ outage }) =>
      `Gemessen ist eine Störung, ${outage}; sie lag zu Hause und ist dem Anschluss nicht zugerechnet.`,
    'begin-agrees': ({ ours }) => `Gemessener Beginn: ${ours}.`,
    'end-agrees': ({ ours }) => `Gemessenes Ende: ${ours}.`,
    'repair-agrees': ({ ours }) => `Antworten kamen wieder: ${ours}.`,
    'cause-agrees': () => 'Auch der Router meldete das.',
    'begin-differs': ({ ours, ms, isTheirsLater }) =>
      isTheirsLater
        ? `Pakete blieben schon mindestens ${ms} früher ohne Antwort. Gemessener Beginn: ${ours}.`
        : `Der Beginn liegt nach der Messung mindestens ${ms} später: ${ours}; kurz davor kam noch eine Antwort.`,
    'end-differs': ({ ours, ms, isTheirsLater }) =>
      isTheirsLater
        ? `Antworten kamen schon mindestens ${ms} früher wieder: ${ours}.`
        : `Pakete blieben noch mindestens ${ms} länger ohne Antwort, bis ${ours}.`,
    'still-down': ({ ms }) => `Noch ${ms} später, bei der letzten Messung, dauerte der Ausfall an.`,
    denied: ({ ms, outage }) => `Pakete blieben mindestens ${ms} davon ohne Antwort, ${outage}.`,
    'only-theirs': ({ ms }) =>
      `Hier kamen in dieser Zeit Antworten, zusammen ${ms}. Diesen Ausfall hat die Messung insoweit nicht beobachtet.`,
    'down-between': ({ ms }) =>
      `Auch vor dieser Zeit und nach der zuvor genannten blieben Pakete ohne Antwort, mindestens ${ms}.`,
    'failed-after-repair': ({ ms, ours }) =>
      ours === ''
        ? `Pakete blieben noch ${ms} danach ohne Antwort; bei der letzten Messung dauerte der Ausfall an.`
        : `Pakete blieben noch mindestens ${ms} danach ohne Antwort, bis ${ours}.`,
    'worked-before-repair': ({ ms, ours }) =>
      `Antworten kamen schon mindestens ${ms} davor wieder: ${ours}. Der Ausfall war nach der Messung kürzer.`,
    'beyond-planned': ({ ms }) => `Auch außerhalb dieser Zeit blieben Pakete ohne Antwort, mindestens ${ms}.`,
    'cause-differs': () => 'Der Router meldete, dass diese Verbindung stand.',
    'cause-unknown': () => 'Dazu hat der Router nichts gesagt.',
    'begin-unobserved': ({ ours }) => `Beobachtet wurde erst ab ${ours}; über den Beginn sagt die Messung nichts.`,
    'end-unobserved': ({ ours }) => `Beobachtet wurde nur bis ${ours}; über das Ende sagt die Messung nichts.`,
    'end-not-named': ({ ours }) => `Gemessenes Ende: ${ours}. Der Anbieter nennt keines.`,
    'too-short': () => 'So kurze Unterbrechungen kann die Messung übersehen.',
    'too-inexact': () => 'Die Zeiten sind für einen Vergleich zu ungenau.',
    unobserved: ({ ms }) => `${ms} davon wurden nicht beobachtet; dazu sagt die Messung nichts.`,
    'not-mentioned': ({ outage }) => `Ausfall, ${outage}.`,
    'clock-uncertain': () =>
      'Für die Uhrzeit der Messung bürgt hier niemand; die Zeiten lassen sich nicht vergleichen.',
    outside: () => 'Das liegt außerhalb der Zeit, die gemessen wurde oder verglichen wird.',
    'planned-unnoticed': ({ ms }) => `Hier kamen in dieser Zeit Antworten, zusammen ${ms}.`,
    'repair-unmatched': () => 'Um diese Zeit ist kein Ausfall gemessen, der dazu passt.',
  },
  to: 'bis',
  lasting: 'dauert an',
};
