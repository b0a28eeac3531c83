import type { CodeValues } from '../../rules/journal/bundle/codes.ts';
import type { JOURNAL_CODES } from '../../rules/journal/bundle/codes-journal.ts';

const MISSING: Record<string, string> = {
  'disk-limit': 'kein Platz mehr auf der Messstelle',
  'journal-lost': 'Aufzeichnung verloren',
  damaged: 'Aufzeichnung beschädigt',
};
const SELF_CHECK: Record<string, string> = {
  reachable: 'in Ordnung',
  unreachable: 'gestört',
  'not-checked': 'nicht geprüft',
};

/** Findings on measurements, the log of the server, events, keys, methods, values and texts. */
export const JOURNAL_DE: { [C in keyof typeof JOURNAL_CODES]: (values: CodeValues<C>) => string } = {
  'key-unreadable': () => 'ist kein öffentlicher Ed25519-Schlüssel (SPKI PEM)',
  'key-differs': ({ owner }) => `ist nicht der Schlüssel von ${owner}, den bundle.json nennt`,
  'server-key-differs': ({ expected, found }) => `ist vom Server ${found}, nicht vom erwarteten ${expected}`,
  'probe-id-differs': ({ probe }) => `gibt der Messstelle ${probe} einen Schlüssel, der nicht ihrer ist`,
  'probe-not-enrolled': ({ probe }) =>
    `nennt die Messstelle ${probe} mit einem Schlüssel, für den keine Aufnahme im Protokoll bürgt`,
  'method-differs': ({ found }) => `hat nicht die Prüfsumme aus seinem Namen, sondern ${found}`,
  'method-unreadable': ({ why }) => `ist keine Beschreibung eines Messverfahrens: ${why}`,
  simulated: () => 'stammt aus einer Vorführung: Nichts davon wurde gemessen',
  'simulated-hidden': ({ method }) => `verschweigt, dass die Werte erfunden sind; das Messverfahren ${method} sagt es`,

  'segment-unreadable': ({ why }) => `ist nicht als Blatt lesbar: ${why}`,
  'segment-method-missing': ({ method }) => `nennt das Messverfahren ${method}, das nicht vorliegt`,
  'segment-of-unknown-probe': ({ probe }) => `ist von der Messstelle ${probe}, deren Schlüssel nicht vorliegt`,
  'segment-not-signed': () => 'ist nicht von dieser Messstelle unterschrieben',
  'segment-follows-other': ({ follows, before }) => `folgt auf Nummer ${follows}, davor steht aber Nummer ${before}`,
  'segment-not-chained': () => 'ist nicht mit dem Blatt davor verkettet',
  'segment-not-as-enrolled': () =>
    'ist der erste seiner Messstelle, aber nicht so verkettet, wie es ihre Aufnahme sagt',
  'segment-of-other-probe': () => 'ist nicht von der Messstelle, die seine Empfangsbestätigung nennt',
  'segment-back-in-time': () => 'geht innerhalb eines Gerätestarts in der Zeit zurück',
  'segment-repeats-rounds': () => 'wiederholt Messzyklen seines Laufs',
  'segment-lacks-rounds': ({ rounds }) => `es fehlen die ${rounds} Messzyklen davor`,
  'segment-declares-missing': ({ from, to, reason }) =>
    `weist ${from} bis ${to} als fehlend aus: ${MISSING[reason] ?? reason}`,
  'segment-deleted': () => 'steht für ein Blatt, das vor der Übertragung gelöscht wurde',
  'segment-without-receipt': () =>
    'hat keine Empfangsbestätigung im Protokoll des Servers: Nichts zeigt, wann er ankam',
  'segment-twice': () => 'kommt im Nachweis mehr als einmal vor',
  'segment-out-of-order': ({ entry, before }) =>
    `kam mit Eintrag ${entry} des Protokolls an, steht aber hinter einem von Eintrag ${before}`,
  'segment-on-other-day': ({ arrivedAt }) =>
    `steht in der Datei eines anderen Tages als dem seiner Ankunft, ${arrivedAt}`,
  'receipt-without-segment': ({ number, probe }) =>
    `bestätigt das Blatt ${number} der Messstelle ${probe}, das nicht im Nachweis ist`,
  'challenge-none': ({ segments }) =>
    `ist der erste von ${segments}, die keine Empfangsbestätigung nennen, obwohl ihre Messstelle eine hatte: Sie können beliebig lange vor der Ankunft entstanden sein`,
  'challenge-unknown': () =>
    'nennt eine Empfangsbestätigung, die der Server nicht gab: Nichts zeigt, nach welchem Zeitpunkt er entstand',
  'challenge-lost': () =>
    'nennt eine Empfangsbestätigung aus einer Zeit, in der der Server nach eigener Angabe nicht lief oder aus der ihm verloren ist, was er geschrieben hatte (aus einer Sicherung wiederhergestellt): Hier ist nicht zu sehen, nach welchem Zeitpunkt er entstand',
  'challenge-before-bundle': ({ segments }) =>
    `beginnt mit ${segments} Messblöcken, die eine Empfangsbestätigung von vor dem Nachweis nennen: nicht vor dieser entstanden, was hier aber nicht zu sehen ist`,
  'challenge-later': ({ entry }) =>
    `nennt die Empfangsbestätigung aus Eintrag ${entry}, die erst nach seiner eigenen gegeben wurde`,
  'clock-stepped': ({ byMs }) => `sagt, dass die Uhr der Messstelle gestellt wurde: um ${byMs} ms`,
  'clock-jump': ({ byMs }) =>
    `hat eine Uhr, die innerhalb eines Laufs um ${byMs} ms springt, ohne dass die Messstelle es sagt`,
  'clocks-contradict': ({ byMs, against }) =>
    `wurde zu einer Zeit gemessen, der die Uhr des Servers um ${byMs} ms widerspricht (${against}), obwohl die Messstelle ihre Uhr für richtig hält`,

  'lane-unreadable': ({ why }) => `ist nicht als Eintrag lesbar: ${why}`,
  'lane-not-signed': () => 'ist nicht von diesem Server unterschrieben',
  'lane-follows-other': ({ before }) => `folgt auf Eintrag ${before}`,
  'lane-not-chained': () => 'ist nicht mit dem Eintrag davor verkettet',
  'lane-other-line': ({ line }) => `ist vom Anschluss ${line}`,
  'lane-range-differs': ({ said, found }) => `hat die Einträge ${found}, bundle.json nennt aber ${said}`,
  'lane-clock-back': ({ byMs }) =>
    `wurde zu einer Zeit geschrieben, die ${byMs} ms vor dem Eintrag davor liegt: Die Uhr des Servers wurde zurückgestellt`,
  'lane-type-unknown': ({ type }) =>
    `ist von der Art „${type}“, die diese Prüfung nicht kennt; nur Kette und Unterschrift wurden geprüft`,
  'too-many-texts': ({ most }) => `enthält mehr als die ${most} Texte, die angesehen werden`,
  'receipt-times': () => 'nennt Zeiten, die einander widersprechen',
  'receipt-number': ({ number, before }) =>
    `bestätigt das Blatt ${number} nach dem Blatt ${before} derselben Messstelle`,
  'receipt-of-retired': ({ probe }) => `bestätigt ein Blatt der Messstelle ${probe}, die da nicht zugelassen war`,
  'server-gap': ({ from, to }) => `sagt, dass der Server von ${from} bis ${to} nicht lief`,
  restored: ({ backupAt, at }) =>
    `sagt, dass der Server am ${at} aus einer Sicherung vom ${backupAt} wiederhergestellt wurde: Was er dazwischen geschrieben hatte, ist verloren, und ab hier haben Einträge Nummern, die schon einmal vergeben sein können. Wer ein Siegel aus der Zeit dazwischen hat, hat eines von einem Protokoll, das es nicht mehr gibt`,
  pruning: ({ day }) => `sagt, dass Rohdaten von vor dem ${day} entfernt wurden`,
  'probe-admitted': ({ probe }) =>
    `lässt die Messstelle ${probe} am Anschluss zu; die vorige, falls es eine gab, ist damit ausgeschieden`,
  silence: ({ since, selfCheck }) =>
    `sagt, dass es seit ${since} keine Verbindung zur Messstelle gab; Verbindung des Servers selbst: ${SELF_CHECK[selfCheck] ?? selfCheck}`,
  'silence-ended': ({ since, silentMs }) => `sagt, dass eine Stille von ${silentMs} ms, seit ${since}, zu Ende war`,

  'event-not-owned': ({ type }) => `ist von der Art „${type}“, die nicht hierher gehört`,
  'event-hidden': ({ entry }) => `es fehlt Eintrag ${entry}, ein Ereignis des Protokolls`,
  'event-not-in-lane': () => 'steht nicht im Protokoll des Servers',
  'event-out-of-order': ({ before }) => `steht hinter Eintrag ${before}`,
  'settings-differ': ({ setting, said, found, entry }) =>
    `nennt „${said}“ (${setting}), die Angaben zum Anschluss in Eintrag ${entry} lauten aber „${found}“`,
  'settings-not-shown': ({ entry }) =>
    `nennt Anschluss, Anbieter und Zeitzone ohne die Angaben von Eintrag ${entry}, die hier nicht beiliegen`,
  'text-differs': ({ found }) => `hat nicht die Prüfsumme aus seinem Namen, sondern ${found}`,
  'text-not-in-lane': () => 'hat eine Prüfsumme, die kein Ereignis des Protokolls nennt',
  'value-line': ({ why }) => `ist nicht lesbar: ${why}`,
  'value-not-named': () =>
    'zeigt einen Wert, dessen Prüfsumme hier in keinem unterschriebenen Text steht: Er belegt nichts',
};
