import { STATEMENT } from '../../../rules/wire/evidence-format.ts';
import type { ReadmeWords } from './readme.ts';
import type { ReadmeFacts } from './readme-commands.ts';

const STAMPS: Record<ReadmeFacts['stamps'], string> = {
  trusted:
    'Unabhängige Zeitstempeldienste (RFC 3161) haben Stände unterschrieben. Jeder muss „OK“ sein; die zweite Zeile zeigt die Zeiten. Die Wurzelzertifikate in keys/tsa-roots.pem sind die der üblichen Browser: Vergleichen Sie deren SHA-256 mit einer eigenen Quelle. Ist das Zertifikat eines Dienstes abgelaufen, hilft der Zusatz -no_check_time.',
  unknown:
    'Es gibt Zeitstempel Außenstehender (heads/*.tsr), aber keinen eines Dienstes, dem Browser vertrauen. Wer das Wurzelzertifikat des Dienstes kennt, prüft mit: openssl ts -verify -data STAND -in STEMPEL -CAfile WURZEL.',
  none: 'Noch hat kein Außenstehender diese Stände gestempelt. Wann sie entstanden sind, sagt also allein der Server.',
};

export const README_DE: ReadmeWords = {
  title: 'Aufzeichnung eines Internetanschlusses',
  simulated: 'VORFÜHRUNG: Nichts hierin wurde gemessen. Alles ist erfunden.',
  about: ({ lineName, provider, fromAt, toAt, zone, asOfAt }) => [
    `Anschluss: ${lineName}. Anbieter: ${provider}. Zeitraum: ${fromAt} bis ${toAt} (UTC); Tage sind die von ${zone}. Stand: ${asOfAt}.`,
    'Ein kleines Gerät am Anschluss schickt jede Sekunde eine Anfrage an mehrere Stellen im Internet und schreibt auf, was zurückkommt. Was es aufgeschrieben hat, liegt hier so, wie es damals unterschrieben wurde, mit allem, was man braucht, um es ohne unser Programm zu prüfen.',
  ],
  statement: STATEMENT.de,
  quick: ({ hasReport, hasVerifier }) => [
    ...(hasReport ? ['Zum Lesen: report.pdf öffnen.'] : []),
    ...(hasVerifier
      ? [
          'Alles auf einmal prüfen, ohne etwas zu installieren: verify.html im Browser öffnen und die ZIP-Datei auswählen. Das geht auch ohne Internet, und die Datei verlässt den Rechner nicht. Mit Node.js ab Version 20: node verify.mjs . (in diesem Ordner; node verify.mjs --help sagt mehr). Beide rechnen jeden Ausfall und jede Zahl aus den unterschriebenen Messungen neu aus.',
          'Diese beiden Programme kommen aus derselben Hand wie der Rest. Wer sich darauf nicht verlassen will, nimmt sie aus dem veröffentlichten Quelltext oder prüft von Hand:',
        ]
      : []),
  ],
  handTitle: 'Von Hand prüfen, in sechs Schritten',
  hand: [
    'Gebraucht wird eine Kommandozeile (Linux, macOS oder WSL) mit sha256sum, awk, OpenSSL 3 und OpenSSH ab 8.2. Die ZIP-Datei entpacken, im Ordner ein Terminal öffnen und eingeben, was jeweils nach dem $ steht. Eine Prüfung, die misslingt, sagt es und endet mit einem Fehler.',
  ],
  steps: {
    files: {
      title: 'Ist jede Datei so, wie sie beim Erstellen war?',
      words: () => [
        'Der erste Befehl sagt nichts, wenn alles stimmt. Der zweite muss „Good“ sagen. Der dritte sagt nichts, wenn keine Datei hinzugefügt wurde.',
      ],
    },
    keys: {
      title: 'Wessen Schlüssel sind das?',
      words: ({ serverFingerprint }) => [
        `Der Schlüssel des Servers hat den Fingerabdruck ${serverFingerprint}. Dass dies der Server des Anschlusses ist, sieht man dem Nachweis allein nicht an: Vergleichen Sie ihn mit dem Fingerabdruck auf seiner Seite und in früheren Schreiben. Der Name eines Messgeräts ist der Hash seines Schlüssels; welches Gerät wann zugelassen wurde, steht vom Server unterschrieben in server/events.txt (type: enrolment).`,
      ],
    },
    heads: {
      title: 'Seit wann steht das Protokoll fest?',
      words: ({ closing }) => [
        `Mindestens stündlich schreibt der Server auf, wo seine Protokolle enden (ein „Stand“, in heads/), und unterschreibt es. Stand ${closing.counter} schließt diesen Nachweis ab; sein kurzer Fingerabdruck ist ${closing.short}. Solche Fingerabdrücke stehen in Schreiben und Auszügen: Wo einer an den Anbieter ging, beweist er, dass alles davor damals schon vorlag.`,
      ],
    },
    stamps: {
      title: '',
      words: ({ stamps }) => [STAMPS[stamps]],
    },
    lane: {
      title: 'Endet das Protokoll des Servers dort, wo der Stand es sagt?',
      words: () => [
        'Der Stand nennt das Protokoll dieses Anschlusses mit einem Wort, das nur dieser Nachweis erklärt. Dahinter stehen die Zahl der Einträge und der Hash des letzten. Jeder Eintrag nennt den Hash des vorigen (previousSha256), also kann keiner davor geändert, eingefügt oder weggelassen sein. Der letzte Befehl muss „Signature Verified Successfully“ sagen.',
      ],
    },
    segment: {
      title: 'Ist eine Messung das, was das Gerät unterschrieben hat, und wann kam sie an?',
      words: ({ segment }) =>
        segment === null
          ? ['Hierin ist keine Messung.']
          : [
              segment.bears === 'outage'
                ? `Als Beispiel Abschnitt ${segment.number}, in dem der erste Verlust des ersten Ausfalls dieser Zeit steht; jeder andere wird genauso geprüft.`
                : `Als Beispiel Abschnitt ${segment.number}, der erste hierin; jeder andere wird genauso geprüft.`,
              'Die Unterschrift ist die des Messgeräts. Der Hash steht in der Quittung, die der Server beim Eintreffen unterschrieben hat (t2 in server/lane.txt). „challenge“ ist die erste Hälfte des Hashs einer früheren Quittung: Niemand konnte sie vorher kennen, also ist der Abschnitt nicht älter als sie. „previousSha256“ kettet ihn an den Abschnitt davor.',
            ],
    },
  },
  figures: {
    title: 'Folgen die Zahlen aus den Messungen?',
    words: ({ hasVerifier }) => [
      'derived/evidence.json nennt zu jeder Grenze jedes Ausfalls den Abschnitt und die Nummer der Runde („sequence“), in der die Messung steht („bounds“). In dieser Runde steht unter „samples“ [Ziel, gesendet, Antwort]: Ziel wie in der Datei der Messweise (ab 0 gezählt), gesendet in ms nach tickMs, Antwort in Mikrosekunden; eine negative dritte Zahl heißt, dass keine Antwort kam. Zwischen der ersten und der letzten verlorenen Messung stehen nur Verluste.',
      hasVerifier
        ? 'Alle Summen folgen daraus nach den Regeln in derived/evidence.json („accounting“). Von Hand dauert das lange: verify.mjs und verify.html tun es und nennen jeden Unterschied.'
        : 'Alle Summen folgen daraus nach den Regeln in derived/evidence.json („accounting“).',
    ],
  },
  notProvenTitle: 'Was dies nicht beweist',
  notProven: [
    'Dass niemand ein Kabel gezogen hat. Unterschriften beweisen, wann Daten vorlagen und dass sie nicht geändert wurden; nicht, woran das Gerät angeschlossen war.',
    'Dass Messgerät und Server vom Kunden unabhängig sind. Sie können ihm gehören; dann sprechen für die Aufzeichnung die Zeitstempel Außenstehender und Fingerabdrücke, die rechtzeitig an andere gingen.',
    'Was Sekunde für Sekunde geschah, während der Anschluss tot war: Das Gerät hatte dann keine Verbindung, seine Aufzeichnung kam danach an. Der Server hat die Stille vermerkt, während sie dauerte, und die „challenges“ begrenzen die Zeit, in der die Aufzeichnung entstand; innerhalb dieser Grenzen gilt, was das Gerät sagt.',
    'Was nicht gemessen wurde. Es zählt als „nicht beobachtet“, nie als Ausfall und nie als „erreichbar“.',
    'Geschwindigkeit. Dafür gilt das Messwerkzeug der Bundesnetzagentur.',
    'Für sich allein etwas vor Gericht. Es ist eine dokumentierte Messung, die frei gewürdigt wird.',
  ],
  membersTitle: 'Was hierin liegt',
  members: [
    ['MANIFEST.sha256', 'Hashes aller Dateien; vom Server unterschrieben (.sshsig)'],
    ['bundle.json', 'was hierin liegt, für Programme'],
    ['keys/', 'öffentliche Schlüssel von Server und Messgeräten, Wurzeln der Zeitstempel'],
    ['method/', 'wie gemessen wurde: Ziele, Abstände, Grenzen; der Hash steht in jedem Abschnitt'],
    ['probe/', 'die unterschriebenen Messungen, eine Datei je Tag des Eintreffens, ab zwei Tage vorher'],
    ['server/lane.txt', 'das Protokoll des Servers: Quittungen, Stille, eigene Ausfälle; lückenlos'],
    ['server/events.txt', 'was der Eigentümer tat und sagte, vom ersten Tag bis zum neuesten Stand: nichts fehlt'],
    ['heads/', 'wo das Protokoll wann endete, unterschrieben, von Außenstehenden gestempelt'],
    ['values.txt', 'Worte hinter Hashes in den Messungen; nur wenn der Eigentümer sie zeigt'],
    ['texts/', 'was der Eigentümer schrieb: Bemerkungen, Störungsmeldungen, Angaben; nur wenn er es zeigt'],
    ['attachments/', 'Dateien zum Fall; nur wenn der Eigentümer sie zeigt'],
    ['derived/', 'Ausfälle, Tage und Summen, als JSON und als Tabellen; folgt aus dem Übrigen'],
    ['report.pdf', 'der Bericht für Menschen'],
    ['verify.html, verify.mjs', 'Programme, die alles prüfen'],
  ],
};
