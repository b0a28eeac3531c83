import type { IntegrityWords } from './words.ts';

/** The chapter on integrity in German. */
export const integrityDe: IntegrityWords = {
  text: [
    'Die Messstelle und der Server haben je einen eigenen Schlüssel (Ed25519). Die Fingerabdrücke hier lassen sich mit denen vergleichen, die früher verschickt wurden: in jeder Störungsmeldung und auf jedem Nachweis steht der Fingerabdruck des damals neuesten Protokollstands.',
    'Ein Protokollstand ist ein vom Server unterschriebenes Verzeichnis, wo das Protokoll in diesem Augenblick endete. Unabhängige Zeitstempeldienste bestätigen ihn (RFC 3161). Was vor einem bestätigten Stand im Protokoll stand, kann danach nicht mehr unbemerkt geändert werden, auch vom Inhaber nicht.',
  ],
  rows: {
    server: 'Schlüssel des Servers',
    probe: (number) => (number === 0 ? 'Schlüssel der Messstelle' : `Schlüssel der Messstelle ${number}`),
    enrolled: (at) => `angemeldet am ${at}`,
    retired: (at) => `abgemeldet am ${at}`,
    segment: 'Letztes Blatt der Messstelle',
    segmentText: (number, sha256) => `Nr. ${number}, SHA-256 ${sha256}`,
    lane: 'Ende des signierten Protokolls',
    laneText: (entry, sha256) => `Eintrag ${entry}, SHA-256 ${sha256}`,
    head: 'Neuester Protokollstand',
    headText: (counter, at) => `Nr. ${counter} vom ${at}`,
    short: 'Sein kurzer Fingerabdruck',
  },
  heads: 'Protokollstände und ihre Zeitstempel',
  headsText: (count, stamped, shown) =>
    `Protokollstände seit Beginn des Zeitraums: ${count}; mit Zeitstempel: ${stamped}; hier gedruckt: ${shown} (der erste nach Beginn und nach Ende der längsten Ausfälle, und der neueste). Alle stehen in der Datei heads.csv in diesem PDF.`,
  columns: { counter: 'Nr.', at: 'Uhr des Servers', hash: 'SHA-256', stamps: 'Zeitstempel' },
  noStamp: 'keiner',
  stamp: (authority, at) => `${authority}: ${at}`,
  noHeads:
    'Für diesen Zeitraum liegt kein Protokollstand vor. Dass das Protokoll nicht neu geschrieben wurde, stützt sich dann allein auf die Unterschriften von Messstelle und Server.',
  steps: 'Prüfen von Hand in sechs Schritten',
  stepsText:
    'Dieses PDF enthält die abgeleiteten Zahlen und das Verzeichnis; die unterschriebenen Rohdaten liegen im Paket „evidence.zip“ zum selben Zeitraum, das der Inhaber herausgeben kann. Darin führt README.txt durch dieselben Schritte, mit Befehlen zum Abschreiben. Nötig sind nur Programme, die es überall gibt; keines davon ist von uns. Namen in Großbuchstaben sind einzusetzen.',
  step: [
    {
      text: 'Jede Datei mit dem Verzeichnis vergleichen, und die Unterschrift des Servers darunter prüfen.',
      command:
        'sha256sum -c MANIFEST.sha256\nssh-keygen -Y verify -f keys/allowed_signers -I server -n linewitness-manifest -s MANIFEST.sha256.sshsig < MANIFEST.sha256',
    },
    {
      text: 'Die Schlüssel mit den Fingerabdrücken oben vergleichen (die ersten 32 Zeichen).',
      command: 'openssl pkey -pubin -in keys/server.pem -outform DER | tail -c 32 | sha256sum',
    },
    {
      text: 'Die Protokollstände prüfen, und ihre kurzen Fingerabdrücke (die ersten 16 Zeichen) mit denen in früheren Schreiben vergleichen.',
      command:
        'ssh-keygen -Y verify -f keys/allowed_signers -I server -n linewitness-heads -s heads/NR.txt.sshsig < heads/NR.txt\nsha256sum heads/NR.txt',
    },
    {
      text: 'Die Zeitstempel Dritter über den Protokollständen prüfen.',
      command: 'openssl ts -verify -data heads/NR.txt -in heads/NR.txt.DIENST.tsr -CAfile keys/tsa-roots.pem',
    },
    {
      text: 'Prüfen, dass das Protokoll des Servers dort endet, wo der Stand es sagt: Die Prüfsumme seines letzten Eintrags steht in ihm.',
      command: 'sha256sum letzter-eintrag.txt',
    },
    {
      text: 'Die Unterschrift der Messstelle unter einem Blatt prüfen; seine Prüfsumme steht in der Bestätigung des Servers.',
      command: 'openssl pkeyutl -verify -pubin -inkey keys/probe-NAME.pem -rawin -in blatt.txt -sigfile blatt.sig',
    },
  ],
  atOnce:
    'Alles auf einmal, auch jede Zahl dieses Berichts aus den Rohdaten neu errechnet: verify.html aus dem Paket im Browser öffnen (ohne Netz, die Datei verlässt den Rechner nicht) oder „node verify.mjs .“ im ausgepackten Paket. Diese Programme sind von uns; wer ihnen nicht traut, prüft von Hand.',
  outside:
    'Was davon außerhalb unserer Reichweite liegt: Zeitstempel Dritter, der Fingerabdruck in Schreiben, die der Anbieter schon hat, und dessen eigene Unterlagen.',
};
