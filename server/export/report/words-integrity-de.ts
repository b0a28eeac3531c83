import type { IntegrityWords } from './words.ts';

/** The chapter on integrity in German. */
export const integrityDe: IntegrityWords = {
  text: [
    'Die Messstelle und der Server haben je einen eigenen Schlüssel (Ed25519); ein Fingerabdruck kennzeichnet ihn. Ein Siegel ist eine vom Server unterschriebene Liste, wo die Protokolle aller Anschlüsse zu dieser Zeit endeten. Es hat eine Nummer, eine Prüfsumme (SHA-256) und als Kurzzeichen deren erste 16 Zeichen. Zum Vergleichen zählt die ganze Prüfsumme: Sie steht in jedem Nachweis und in jeder hier entworfenen Störungsmeldung.',
    'Fremde Dienste können ein Siegel mit ihrer eigenen Uhr stempeln (RFC 3161). Was im Protokoll stand, bevor es so gestempelt oder einem anderen geschickt wurde, kann danach nicht mehr unbemerkt geändert werden, auch vom Inhaber nicht. Als gestempelt zählt ein Siegel hier nur, wenn der Stempel geprüft ist und sein Zertifikat auf eine allgemein bekannte Wurzel führt (die Wurzeln von Mozilla, wie sie mit Node.js kommen). Ein Stempel mit einer anderen Wurzel beweist für sich allein nichts: Einen solchen Dienst kann sich jeder selbst einrichten.',
  ],
  rows: {
    server: 'Schlüssel des Servers (Fingerabdruck)',
    probe: (number) =>
      number === 0 ? 'Schlüssel der Messstelle (Fingerabdruck)' : `Schlüssel der Messstelle ${number} (Fingerabdruck)`,
    enrolled: (at) => `angemeldet am ${at}`,
    retired: (at) => `abgemeldet am ${at}`,
    segment: 'Letztes Blatt der Messstelle',
    segmentText: (number, sha256) => `Nr. ${number}, SHA-256 ${sha256}`,
    lane: 'Ende des signierten Protokolls',
    laneText: (entry, sha256) => `Eintrag ${entry}, SHA-256 ${sha256}`,
    restored: 'Aus einer Sicherung wiederhergestellt',
    restoredText: (at, backupAt) =>
      `am ${at}, aus der Sicherung vom ${backupAt}. Was der Server dazwischen geschrieben hatte, ist verloren. Wer ein Siegel aus dieser Zeit hat, hat eines von einem Protokoll, das es nicht mehr gibt; die Nummern seiner Einträge wurden noch einmal vergeben, Siegel haben neue.`,
    head: 'Neuestes Siegel',
    headText: (counter, at) => `Nr. ${counter} vom ${at}`,
    short: 'Sein Kurzzeichen',
  },
  heads: 'Siegel und ihre Zeitstempel',
  headsText: ({ all, stamped, others, shown }) =>
    `Siegel seit Beginn des Zeitraums: ${all}; mit Zeitstempel eines Dienstes mit bekannter Wurzel: ${stamped}${others === null ? '' : `; nur mit anderen Zeitstempeln: ${others}`}; hier gedruckt: ${shown} (von den längsten Ausfällen das erste nach Beginn und nach Ende, das letzte gestempelte und das neueste). Die Stempel der gedruckten sind beim Erstellen geprüft, die übrigen, als sie eintrafen. Alle stehen in der Datei heads.csv in diesem PDF.`,
  closing: ({ counter, at }, stamped) => {
    if (stamped === 'newest')
      return `Das neueste Siegel, Nr. ${counter} vom ${at}, ist gestempelt: Was das Protokoll bis dahin enthielt, deckt ein fremder Zeitstempel.`;
    const later =
      'Jedes Siegel enthält die Prüfsumme des vorigen: Wird ein späteres gestempelt, so deckt dessen Stempel auch dieses, und ein danach erstellter Nachweis enthält ihn.';
    return stamped === 'none'
      ? `Kein Siegel seit Beginn des Zeitraums trug beim Erstellen einen solchen Zeitstempel; wann sie entstanden, sagt allein der Server. ${later}`
      : `Das neueste Siegel, Nr. ${counter} vom ${at}, war beim Erstellen nicht gestempelt. Ein fremder Zeitstempel deckt, was das Protokoll bis zum Siegel Nr. ${stamped.counter} vom ${stamped.at} enthielt; was danach kam, deckt noch keiner. ${later}`;
  },
  columns: { counter: 'Nr.', at: 'Uhr des Servers', hash: 'SHA-256', stamps: 'Zeitstempel' },
  noStamp: 'keiner',
  stamp: (authority, at) => `${authority}: ${at}`,
  worth: {
    public: '',
    owner: ' (Wurzel vom Inhaber eingetragen: beweist für sich allein nichts)',
    unknown: ' (Wurzel hier nicht bekannt: beweist für sich allein nichts)',
    broken: ' (ungültig)',
  },
  noHeads:
    'Für diesen Zeitraum liegt kein Siegel vor. Dass das Protokoll nicht neu geschrieben wurde, stützt sich dann allein auf die Unterschriften von Messstelle und Server.',
  steps: 'Prüfen von Hand in sechs Schritten',
  stepsText:
    'Dieses PDF enthält die abgeleiteten Zahlen; die unterschriebenen Rohdaten liegen im Paket „evidence.zip“ zum selben Zeitraum, das der Inhaber herausgeben kann. Darin führt README.txt durch dieselben sechs Schritte, mit vollständigen Befehlen zum Abschreiben; hier steht, worauf sie hinauslaufen. Nötig sind nur allgemein verfügbare Programme (OpenSSL, OpenSSH); keines davon ist von uns. Was in Großbuchstaben steht, ist einzusetzen.',
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
      text: 'Die Siegel und ihre Zeitstempel prüfen, und die ganzen Prüfsummen mit denen in früheren Schreiben vergleichen.',
      command:
        'ssh-keygen -Y verify -f keys/allowed_signers -I server -n linewitness-heads -s heads/NR.txt.sshsig < heads/NR.txt\nsha256sum heads/NR.txt\nopenssl ts -verify -data heads/NR.txt -in heads/NR.txt.DIENST.tsr -CAfile keys/tsa-roots.pem',
    },
    {
      text: 'Prüfen, dass das Protokoll des Servers dort endet, wo das Siegel es sagt: Die Prüfsumme seines letzten Eintrags steht darin.',
      command: 'sha256sum LETZTER-EINTRAG',
    },
    {
      text: 'Die Unterschrift der Messstelle unter einem Blatt prüfen; seine Prüfsumme steht in der Bestätigung des Servers.',
      command: 'openssl pkeyutl -verify -pubin -inkey keys/probe-NAME.pem -rawin -in BLATT -sigfile UNTERSCHRIFT',
    },
    {
      text: 'Die Grenzen eines Ausfalls im Blatt nachlesen: Blatt und Messzyklus jeder Grenze stehen bei den Ausfällen.',
      command: 'grep \'"sequence":ZYKLUS,\' BLATT',
    },
  ],
  atOnce:
    'Alles auf einmal, auch jede Zahl dieses Berichts aus den Rohdaten neu errechnet: verify.html aus dem Paket im Browser öffnen (ohne Netz, die Datei verlässt den Rechner nicht) oder „node verify.mjs .“ im ausgepackten Paket. Diese Programme sind von uns; wer ihnen nicht traut, prüft von Hand.',
  outside:
    'Außerhalb der Reichweite dessen, dem Messstelle und Server gehören, liegen nur: Zeitstempel Dritter, die Prüfsumme in Schreiben, die der Anbieter schon hat, und dessen eigene Unterlagen.',
};
