import { STATEMENT } from '../../../rules/wire/evidence-format.ts';
import { formatLocal } from '../../../web/pages/local-time.ts';
import type { ReadmeWords } from './readme.ts';
import type { ReadmeFacts } from './readme-commands.ts';

const STAMPS: Record<ReadmeFacts['stamps'], string> = {
  trusted:
    'Fremde Zeitstempeldienste (RFC 3161) haben Siegel gestempelt. Jeder muss „OK“ sein, der von einem Dienst mit einem Wurzelzertifikat in keys/tsa-roots.pem ist; die zweite Zeile zeigt die Zeiten. Die Wurzelzertifikate darin sind die der üblichen Browser, soweit nicht dabei steht, dass der Inhaber des Servers sie eingetragen hat: Vergleichen Sie deren SHA-256 mit einer eigenen Quelle. Ein Stempel mit einem anderen Wurzelzertifikat beweist für sich allein nichts. Ist das Zertifikat eines Dienstes abgelaufen, hilft der Zusatz -no_check_time.',
  unknown:
    'Es gibt Zeitstempel Außenstehender (heads/*.tsr), aber keinen eines Dienstes, dem Browser vertrauen. Wer das Wurzelzertifikat des Dienstes kennt, prüft mit: openssl ts -verify -data SIEGEL -in STEMPEL -CAfile WURZEL.',
  none: 'Noch hat kein Außenstehender diese Siegel gestempelt. Wann sie entstanden sind, sagt also allein der Server.',
};

function closingText({ closing, lastStamped }: ReadmeFacts): string {
  if (lastStamped === closing.counter)
    return `Siegel Nr. ${closing.counter}, das diesen Nachweis abschließt, ist gestempelt.`;
  const reach = lastStamped === null ? '' : ` Deren Zeitstempel reichen bis Siegel Nr. ${lastStamped}.`;
  return `Siegel Nr. ${closing.counter}, das diesen Nachweis abschließt, trug beim Erstellen keinen Stempel eines allgemein bekannten Dienstes.${reach} Jedes Siegel enthält den Hash des vorigen: Wird ein späteres gestempelt, so deckt das auch dieses, und ein danach erstellter Nachweis enthält den Stempel.`;
}

export const README_DE: ReadmeWords = {
  title: 'Aufzeichnung eines Internetanschlusses',
  simulated: 'VORFÜHRUNG: Nichts hierin wurde gemessen. Alles ist erfunden.',
  about: ({ lineName, provider, fromAtMs, toAtMs, zone, asOfAtMs }) => [
    `Anschluss: ${lineName}. Anbieter: ${provider}. Zeitraum: ${formatLocal(fromAtMs, zone, 'de')} bis ${formatLocal(toAtMs, zone, 'de')}. Messwerte bis ${formatLocal(asOfAtMs, zone, 'de')}. Diese Zeiten sind die von ${zone}; in den Dateien stehen Zeiten in UTC.`,
    'Ein kleines Gerät am Anschluss (die Messstelle) schickt in festem Takt kleine Anfragen an mehrere Stellen im Internet und schreibt auf, was zurückkommt. Was es aufgeschrieben hat, liegt hier so, wie es damals unterschrieben wurde, mit allem, was man braucht, um es ohne unser Programm zu prüfen.',
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
        `Der Schlüssel des Servers hat den Fingerabdruck ${serverFingerprint}. Dass dies der Server des Anschlusses ist, sieht man dem Nachweis allein nicht an: Vergleichen Sie ihn mit dem Fingerabdruck auf seiner Seite und in früheren Berichten. Der Name einer Messstelle ist der Hash ihres Schlüssels; welche wann zugelassen wurde, steht vom Server unterschrieben in server/events.txt (type: enrolment).`,
      ],
    },
    heads: {
      title: 'Welches Siegel gilt, und seit wann steht das Protokoll fest?',
      words: ({ closing, restores }) => [
        `Mindestens stündlich setzt der Server ein Siegel (in heads/): eine von ihm unterschriebene Liste, wo die Protokolle aller Anschlüsse zu dieser Zeit endeten. Siegel Nr. ${closing.counter} schließt diesen Nachweis ab. Seine Prüfsumme (SHA-256) ist ${closing.sha256}, sein Kurzzeichen ${closing.short}. Die Prüfsumme des jeweils neuesten Siegels steht in jeder Störungsmeldung und jedem Bericht: Wo eine ganze Prüfsumme früher an den Anbieter ging, beweist sie, dass alles, was das Protokoll bis dahin enthielt, damals schon vorlag. Das Kurzzeichen allein beweist das nicht, es hilft nur beim Finden.`,
        ...restores.map(
          ({ backupAt, at }) =>
            `Um ${at} (UTC) wurde der Server aus seiner Sicherung von ${backupAt} wiederhergestellt. Was er dazwischen geschrieben hatte, ist verloren; andere können aber etwas davon haben: Ein Siegel aus dieser Zeit gehört zu einem Protokoll, das es nicht mehr gibt, und dessen Einträge haben Nummern, die noch einmal vergeben wurden. Das Protokoll sagt das selbst (type: restored), und seither haben Siegel Nummern, die keines davor hatte. Ein Nachweis aus dieser Zeit lässt sich weiterhin für sich prüfen; was in ihr gemessen wurde, hat die Messstelle noch einmal geliefert, soweit sie es noch hatte, mit neuen Empfangsbestätigungen. Ob der Verlust ein Versehen war, ist von hier aus nicht zu sehen.`,
        ),
      ],
    },
    stamps: {
      title: '',
      words: (facts) => [STAMPS[facts.stamps], closingText(facts)],
    },
    lane: {
      title: 'Endet das Protokoll des Servers dort, wo das Siegel es sagt?',
      words: () => [
        'Das Siegel nennt das Protokoll dieses Anschlusses mit einem Wort, das nur dieser Nachweis erklärt. Dahinter stehen die Zahl der Einträge und der Hash des letzten. Jeder Eintrag nennt den Hash des vorigen (previousSha256): Von dem letzten aus lässt sich so jeder davor prüfen; geändert, eingefügt oder weggelassen kann keiner sein, ohne dass es dabei auffällt. Der letzte Befehl muss „Signature Verified Successfully“ sagen.',
      ],
    },
    segment: {
      title: 'Ist eine Messung das, was die Messstelle unterschrieben hat, und wann kam sie an?',
      words: ({ segment }) =>
        segment === null
          ? ['Hierin ist keine Messung.']
          : [
              segment.bears === 'outage'
                ? `Als Beispiel Blatt ${segment.number}, in dem der erste Verlust des ersten Ausfalls dieser Zeit steht; jedes andere wird genauso geprüft.`
                : `Als Beispiel Blatt ${segment.number}, das erste hierin; jedes andere wird genauso geprüft.`,
              'Die Unterschrift ist die der Messstelle. Der Hash steht in der Quittung, die der Server beim Eintreffen unterschrieben hat (t2 in server/lane.txt). „challenge“ ist die erste Hälfte des Hashs einer früheren Quittung: Niemand konnte sie vorher kennen, also ist das Blatt nicht älter als sie; während eines Ausfalls ist das die letzte Quittung davor. „previousSha256“ kettet es an das Blatt davor.',
            ],
    },
  },
  figures: {
    title: 'Folgen die Zahlen aus den Messungen?',
    words: ({ hasVerifier }) => [
      'derived/evidence.json nennt zu jeder Grenze jedes Ausfalls das Blatt („segment“) und die Nummer des Messzyklus („sequence“), in dem die Messung steht („bounds“). In diesem Zyklus steht unter „samples“ [Ziel, gesendet, Antwort]: Ziel wie in der Datei der Messweise (ab 0 gezählt), gesendet in ms nach tickMs, Antwort in Mikrosekunden; eine negative dritte Zahl heißt, dass keine Antwort kam. Zwischen der ersten und der letzten verlorenen Messung einer Verlustfolge steht nichts als Verlust.',
      hasVerifier
        ? 'Alle Summen folgen daraus nach den Regeln in derived/evidence.json („accounting“). Von Hand dauert das lange: verify.mjs und verify.html tun es und nennen jeden Unterschied.'
        : 'Alle Summen folgen daraus nach den Regeln in derived/evidence.json („accounting“).',
    ],
  },
  notProvenTitle: 'Was dies nicht beweist',
  notProven: [
    'Dass niemand ein Kabel gezogen hat. Unterschriften beweisen, wann Daten vorlagen und dass sie nicht geändert wurden; nicht, woran die Messstelle angeschlossen war.',
    'Wo die Messstelle stand, und dass sie an diesem Anschluss hing.',
    'Warum der Anschluss ausfiel, wer dafür einsteht und ob andere Anschlüsse betroffen waren.',
    'Dass Messstelle und Server vom Kunden unabhängig sind. Sie können ihm gehören; dann sprechen für die Aufzeichnung nur die Zeitstempel Außenstehender und Prüfsummen von Siegeln, die rechtzeitig an andere gingen.',
    'Dass keine zweite Messstelle etwas anderes gesehen hat. Angemeldete stehen in server/events.txt; eine, die nie angemeldet wurde, hinterlässt keine Spur.',
    'Was Sekunde für Sekunde geschah, während der Anschluss tot war: Die Messstelle hatte dann keine Verbindung, ihre Aufzeichnung kam danach an. Der Server vermerkt Stille, während sie dauert, und die „challenges“ begrenzen die Zeit, in der die Aufzeichnung entstand; innerhalb dieser Grenzen steht allein, was die Messstelle sagt.',
    'Was nicht gemessen wurde. Es zählt als „nicht beobachtet“, nie als Ausfall und nie als „erreichbar“.',
    'Geschwindigkeit. Dafür gilt das Messwerkzeug der Bundesnetzagentur.',
    'Für sich allein etwas vor Gericht. Es ist eine dokumentierte Messung, die frei gewürdigt wird.',
  ],
  membersTitle: 'Was hierin liegt',
  members: [
    ['MANIFEST.sha256', 'Hashes aller Dateien; vom Server unterschrieben (.sshsig)'],
    ['bundle.json', 'was hierin liegt, für Programme'],
    ['keys/', 'öffentliche Schlüssel von Server und Messstellen, Wurzeln der Zeitstempel'],
    ['method/', 'wie gemessen wurde: Ziele, Abstände, Grenzen; der Hash steht in jedem Blatt'],
    ['probe/', 'die unterschriebenen Messungen, eine Datei je Tag des Eintreffens, ab zwei Tage vorher'],
    ['server/lane.txt', 'das Protokoll des Servers: Quittungen, Stille, eigene Ausfälle; lückenlos'],
    ['server/events.txt', 'was der Eigentümer tat und sagte, vom ersten Tag bis zum neuesten Siegel'],
    ['heads/', 'die Siegel: wo die Protokolle wann endeten, unterschrieben; .tsr: Zeitstempel'],
    ['values.txt', 'Worte hinter Hashes in den Messungen; nur wenn der Eigentümer sie zeigt'],
    ['texts/', 'was der Eigentümer schrieb: Bemerkungen, Störungsmeldungen, Angaben; nur wenn er es zeigt'],
    ['attachments/', 'Dateien zum Fall; nur wenn der Eigentümer sie zeigt'],
    ['derived/', 'Ausfälle, Tage und Summen, als JSON und als Tabellen; folgt aus dem Übrigen'],
    ['report.pdf', 'der Bericht für Menschen'],
    ['verify.html, verify.mjs', 'Programme, die alles prüfen'],
  ],
};
