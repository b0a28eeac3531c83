import type { LetterWords } from './letter-words.ts';

export const letterDe: LetterWords = {
  subject: (since) => `Störungsmeldung: Internetanschluss ohne Verbindung seit ${since} Uhr`,
  subjectEnded: (from, to) => `Störungsmeldung: Internetanschluss ohne Verbindung von ${from} bis ${to} Uhr`,
  contract: (number) => `Vertragsnummer ${number}`,
  simulated: {
    subject: 'Vorführung',
    text: 'Vorführung: erfundene Messwerte. Nichts davon wurde gemessen; dieses Schreiben ist nicht zum Abschicken bestimmt.',
  },
  salutation: 'Sehr geehrte Damen und Herren,',
  opening: 'mein Anschluss ist gestört. Hiermit melde ich die Störung und bitte um Beseitigung.',
  openingEnded: 'mein Anschluss war gestört. Hiermit melde ich die Störung.',
  facts: {
    line: 'Anschluss',
    provider: 'Anbieter',
    contract: 'Vertragsnummer',
    services: 'Vereinbarte Dienste',
    customer: 'Kunde',
    begin: 'Beginn',
    between: (from, to, zone) => `zwischen ${from} und ${to} Uhr, gemessen (${zone})`,
    told: (from, zone) => `${from} Uhr, nach meiner Beobachtung (${zone})`,
    state: 'Stand',
    lasting: (knownAt) => `dauert an, soweit bekannt; zuletzt ohne Verbindung gemessen um ${knownAt} Uhr`,
    lastingTold: (knownAt) => `dauert an, Stand ${knownAt} Uhr`,
    ended: (from, to) => `beendet zwischen ${from} und ${to} Uhr`,
    endedUnobserved: (at) => `ohne Verbindung bis mindestens ${at} Uhr, danach nicht beobachtet`,
    length: 'Dauer',
    observed: 'Beobachtung',
    observedText: (share) => `${share} der Zeit vom Beginn bis zur letzten Messung des Ausfalls wurden beobachtet`,
  },
  service: { internet: 'Internet', telephony: 'Telefon', mobile: 'Mobilfunk' },
  measured: {
    title: 'Was gemessen wurde',
    unknown: 'Die Störung wurde nicht durch eine Messung festgestellt.',
    access:
      'Der Router im Heimnetz antwortete in dieser Zeit. Der Fehler lag, soweit gemessen, zwischen Router und Netz des Anbieters; die Leitung im Haus und das Modem im Router lassen sich von hier aus nicht ausschließen.',
    provider:
      'Der Router im Heimnetz antwortete in dieser Zeit; der Fehler lag, soweit gemessen, im Netz des Anbieters.',
    home: 'Die Messung spricht für einen Fehler im Heimnetz.',
    method: 'Gefragt wurden mehrere Ziele in verschiedenen Netzen.',
    grade: {
      A: 'Angaben des Routers und eigene Messung stimmen überein.',
      B: 'Grundlage ist die eigene Messung; Angaben des Routers, die sie bestätigen, liegen nicht vor.',
      C: 'Grundlage sind Angaben, die der Router erst nach der Störung machte.',
    },
    provisional: 'Der Befund ist vorläufig; er kann sich in den Minuten nach dem Ende noch ändern.',
  },
  tried: {
    title: 'Was ich geprüft habe',
    answers: {
      cable: {
        dead: 'Auch ein Gerät am Netzwerkkabel (nicht nur WLAN) hat keine Verbindung.',
        works: 'Ein Gerät am Netzwerkkabel hat Verbindung.',
      },
      restart: { done: 'Der Router wurde neu gestartet, ohne Erfolg.' },
      device: {
        dead: 'Auch ein anderes Gerät hat keine Verbindung.',
        works: 'Ein anderes Gerät hat Verbindung.',
      },
      lights: {
        fault: 'Die Leuchte für die Verbindung am Router (DSL, Internet, Online) ist aus oder blinkt.',
        fine: 'Die Leuchten am Router zeigen Betrieb an.',
        dark: 'Am Router leuchtet nichts.',
      },
      account: {
        fine: 'Ein Hinweis auf eine Störung oder Wartung ist mir nicht bekannt, Rechnungen sind bezahlt.',
        trouble: 'Es gibt einen Hinweis auf eine Störung oder Wartung, oder eine Rechnung ist offen.',
      },
      telephony: {
        dead: 'Auch das Telefon am Anschluss funktioniert nicht.',
        works: 'Das Telefon am Anschluss funktioniert.',
      },
    },
  },
  asks: {
    title: 'Ich bitte Sie,',
    repair: 'die Störung unverzüglich und unentgeltlich zu beseitigen,',
    repairEnded: 'die Ursache unentgeltlich zu beseitigen, damit sich die Störung nicht wiederholt,',
    confirm: 'mir den Eingang dieser Meldung mit Datum, Uhrzeit und Ticketnummer in Textform zu bestätigen,',
    inform:
      'mir spätestens am folgenden Tag mitzuteilen, welche Maßnahmen Sie eingeleitet haben und wann die Störung voraussichtlich behoben ist,',
    substitute:
      'mir bis dahin einen Ersatz anzubieten, etwa einen Zugang über Mobilfunk, oder mitzuteilen, dass keiner möglich ist,',
    preserve: 'die zu dieser Störung gespeicherten Leitungs- und Verbindungsdaten bis zur Klärung aufzubewahren.',
  },
  asksOfLaw: {
    repair: 'die Störung unverzüglich und unentgeltlich zu beseitigen (§ 58 Abs. 1 TKG),',
    repairEnded: 'die Ursache unentgeltlich zu beseitigen, damit sich die Störung nicht wiederholt (§ 58 Abs. 1 TKG),',
    confirm:
      'mir den Eingang dieser Meldung unverzüglich zu dokumentieren (§ 58 Abs. 2 Satz 1 TKG), bitte in Textform mit Datum, Uhrzeit und Ticketnummer,',
    inform:
      'mir, wenn die Störung nicht innerhalb eines Kalendertages nach Eingang behoben ist, spätestens innerhalb des Folgetages mitzuteilen, welche Maßnahmen Sie eingeleitet haben und wann sie voraussichtlich behoben ist (§ 58 Abs. 2 Satz 2 TKG),',
  },
  cooperation: 'An der Suche nach dem Fehler wirke ich mit; Termine lassen sich kurzfristig abstimmen.',
  reach: {
    phone: (phone) => `Erreichbar bin ich unter ${phone}.`,
    times: (times) => `Am besten erreichbar: ${times}.`,
    other: (phone) => `Falls ich dort nicht zu erreichen bin: ${phone}.`,
  },
  head: ({ counter, at, short, sha256 }) =>
    `Siegel der Messprotokolle, als dieser Text entworfen wurde: Nr. ${counter} vom ${at} Uhr, Kurzzeichen ${short}, Prüfsumme (SHA-256) ${sha256}. Ein Siegel ist eine vom Server unterschriebene Liste, wo die Protokolle zu dieser Zeit endeten. Mit dieser Meldung lässt sich später prüfen, dass nicht geändert wurde, was der Server bis dahin aufgezeichnet hatte; bitte heben Sie sie auf.`,
  closing: 'Mit freundlichen Grüßen',
  date: 'Datum',
};
