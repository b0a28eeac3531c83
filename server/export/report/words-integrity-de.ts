import type { IntegrityWords } from './words.ts';

/** The chapter on integrity in German. */
export const integrityDe: IntegrityWords = {
  text: [
    'Die Messstelle und der Server haben je einen eigenen Schlüssel (Ed25519). Die Fingerabdrücke hier lassen sich mit denen vergleichen, die früher verschickt wurden: in jeder Störungsmeldung und auf jedem Nachweis steht der Fingerabdruck des damals neuesten Siegels.',
    'Ein Siegel ist ein vom Server unterschriebenes Verzeichnis, wo der Verlauf in diesem Augenblick endete. Unabhängige Zeitstempeldienste bestätigen Siegel (RFC 3161). Was vor einem bestätigten Siegel im Verlauf stand, kann danach nicht mehr unbemerkt geändert werden, auch vom Inhaber nicht.',
  ],
  rows: {
    server: 'Schlüssel des Servers',
    probe: (number) => (number === 0 ? 'Schlüssel der Messstelle' : `Schlüssel der Messstelle ${number}`),
    enrolled: (at) => `angemeldet am ${at}`,
    retired: (at) => `abgemeldet am ${at}`,
    segment: 'Letztes Blatt der Messstelle',
    segmentText: (number, sha256) => `Nr. ${number}, SHA-256 ${sha256}`,
    lane: 'Ende des signierten Verlaufs',
    laneText: (entry, sha256) => `Eintrag ${entry}, SHA-256 ${sha256}`,
    head: 'Neuestes Siegel',
    headText: (counter, at) => `Nr. ${counter} vom ${at}`,
    short: 'Sein kurzer Fingerabdruck',
  },
  heads: 'Siegel und ihre Zeitstempel',
  headsText: (count, stamped, shown) =>
    `Im Zeitraum ${count} Siegel, davon ${stamped} mit Zeitstempel. Gedruckt sind ${shown}: das erste nach Beginn und nach Ende jedes Ausfalls und das neueste; alle stehen in der Datei heads.csv in diesem PDF.`,
  columns: { counter: 'Nr.', at: 'Uhr des Servers', hash: 'SHA-256', stamps: 'Zeitstempel' },
  noStamp: 'keiner',
  stamp: (authority, at) => `${authority}: ${at}`,
  noHeads:
    'Für diesen Zeitraum liegt kein Siegel vor. Dass der Verlauf nicht neu geschrieben wurde, stützt sich dann allein auf die Unterschriften von Messstelle und Server.',
  steps: 'Prüfen von Hand in sechs Schritten',
  stepsText:
    'Dieses PDF enthält die abgeleiteten Zahlen und das Verzeichnis; die unterschriebenen Rohdaten liegen im Paket „evidence.zip“ zum selben Zeitraum, das der Inhaber herausgeben kann. Nötig sind nur Programme, die es überall gibt; keines davon ist von uns. Namen in Großbuchstaben sind einzusetzen.',
  step: [
    {
      text: 'Auspacken und jede Datei mit dem Verzeichnis vergleichen.',
      command: 'unzip evidence.zip -d evidence; cd evidence; sha256sum -c MANIFEST.sha256',
    },
    {
      text: 'Die Unterschrift des Servers unter dem Verzeichnis prüfen.',
      command:
        'ssh-keygen -Y verify -f keys/allowed_signers -I server -n linewitness-manifest -s MANIFEST.sha256.sshsig < MANIFEST.sha256',
    },
    {
      text: 'Ein Siegel prüfen und seinen Fingerabdruck mit früheren Schreiben vergleichen (sha256sum, die ersten 16 Zeichen).',
      command:
        'ssh-keygen -Y verify -f keys/allowed_signers -I server -n linewitness-heads -s heads/NR.txt.sshsig < heads/NR.txt',
    },
    {
      text: 'Den Zeitstempel eines Dritten über dem Siegel prüfen.',
      command: 'openssl ts -verify -data heads/NR.txt -in heads/NR.txt.DIENST.tsr -CAfile keys/tsa-roots.pem',
    },
    {
      text: 'Die Unterschrift der Messstelle unter einem Blatt prüfen; README.txt im Paket zeigt, wie man Text und Unterschrift ausschneidet.',
      command: 'openssl pkeyutl -verify -pubin -inkey keys/probe-NAME.pem -rawin -in blatt.txt -sigfile blatt.sig',
    },
    {
      text: 'Ketten, Lücken und alle Zahlen dieses Berichts neu errechnen lassen, ohne Netz, auf einem Rechner eigener Wahl; oder verify.html im Browser öffnen.',
      command: 'node verify.mjs .',
    },
  ],
  outside:
    'Was davon außerhalb unserer Reichweite liegt: Zeitstempel Dritter, der Fingerabdruck in Schreiben, die der Anbieter schon hat, und dessen eigene Unterlagen.',
};
