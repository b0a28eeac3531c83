import type { HeadView, StampWorth } from './heads-views.ts';
import type { Language } from './views.ts';

type HeadsWords = {
  title: string;
  lead: string;
  /** What its owner has to do, in good times and in bad. */
  todo: { title: string; items: string[] };
  leaves: string;
  newest: { title: string; number: string; at: string; sha256: string; key: string; none: string };
  authorities: {
    title: string;
    explain: string;
    off: string;
    columns: { name: string; newest: string; state: string; problem: string };
    number: (counter: number) => string;
    none: string;
    state: Record<StampWorth, string>;
    noProblem: string;
    /** What the server says of it, in English. */
    failed: (problem: string) => string;
    roots: string;
    /** Of a stamp whose root is not known here. */
    worthNothing: string;
  };
  list: {
    title: string;
    columns: { number: string; at: string; why: string; sha256: string; stamps: string; files: string };
    occasion: Record<HeadView['occasion'], string>;
    text: string;
    signature: string;
    noStamps: string;
    /** What one is, to the letter. */
    explain: string;
    show: (count: number) => string;
    by: (authority: string, root: HeadView['stamps'][number]['root']) => string;
  };
  signers: string;
};

const de: HeadsWords = {
  title: 'Siegel und Zeitstempel',
  lead: 'Ein Siegel hält fest, was bis dahin aufgezeichnet war. Wird davor später etwas geändert, gelöscht oder eingefügt, passt es nicht mehr zum Siegel, auch wenn Sie selbst es waren. Der Server setzt jede Stunde eines, während eines Ausfalls alle zehn Minuten.',
  todo: {
    title: 'Was Sie tun müssen',
    items: [
      'Im Alltag nichts: Siegel entstehen von selbst, Zeitstempel auch, wo Dienste gefragt werden.',
      'Bei einem Ausfall: Melden Sie ihn dem Anbieter mit der Prüfsumme des neuesten Siegels. In jeder hier entworfenen Störungsmeldung steht sie schon. Damit kann der Anbieter später selbst sehen, dass Ihr Protokoll bis dahin dasselbe geblieben ist.',
    ],
  },
  leaves: 'Die Dienste bekommen die Prüfsumme eines Siegels und sehen die Adresse des Servers, sonst nichts.',
  newest: {
    title: 'Neuestes Siegel',
    number: 'Nummer',
    at: 'Gesetzt',
    sha256: 'Prüfsumme (SHA-256)',
    key: 'Fingerabdruck des Schlüssels dieses Servers',
    none: 'Noch ist kein Siegel gesetzt. Das erste folgt kurz nach der ersten Messung.',
  },
  authorities: {
    title: 'Zeitstempeldienste',
    explain: 'Fremde Stellen, die mit ihrer eigenen Uhr bestätigen, dass es ein Siegel zu dieser Zeit schon gab.',
    off: 'Zurzeit wird keiner gefragt: Wann ein Siegel entstand, sagt dann allein dieser Server. Einzuschalten mit der Einstellung TIME_STAMP_AUTHORITIES.',
    columns: { name: 'Dienst', newest: 'Letzter Stempel', state: 'Geprüft', problem: 'Letzter Versuch' },
    number: (counter) => `Nr. ${counter}`,
    none: 'noch keiner',
    state: {
      public: 'gültig, Wurzelzertifikat allgemein anerkannt',
      owner: 'gültig, Wurzelzertifikat von Ihnen eingetragen (TIME_STAMP_ROOTS)',
      unknown: 'unversehrt, aber das Wurzelzertifikat ist hier nicht bekannt',
      broken: 'ungültig',
    },
    noProblem: 'ohne Fehler',
    failed: (problem) => `fehlgeschlagen: ${problem}`,
    roots: 'Ein Wurzelzertifikat, das hier nicht bekannt ist, lässt sich mit TIME_STAMP_ROOTS hinzufügen.',
    worthNothing:
      'Ein Stempel, dessen Wurzelzertifikat hier nicht bekannt ist, beweist für sich allein nichts: Einen solchen Dienst kann sich jeder selbst einrichten.',
  },
  list: {
    title: 'Die letzten Siegel',
    columns: {
      number: 'Nr.',
      at: 'Zeitpunkt',
      why: 'Anlass',
      sha256: 'Kurzzeichen',
      stamps: 'Zeitstempel',
      files: 'Dateien',
    },
    occasion: {
      hourly: 'stündlich',
      outage: 'Ausfall oder kein Kontakt',
      asked: 'Brief oder Nachweis',
      restored:
        'aus einer Sicherung wiederhergestellt: Die Nummer springt, was seit der Sicherung geschrieben war, ist verloren',
    },
    text: 'Text',
    signature: 'Unterschrift',
    noStamps: 'keiner',
    explain:
      'Genau genommen ist ein Siegel eine vom Server unterschriebene Liste, wo die Protokolle aller Anschlüsse zu dieser Zeit endeten. Die Dateien sind zum Prüfen von Hand.',
    show: (count) => (count === 1 ? 'Ein Siegel zeigen' : `Die letzten ${count} zeigen`),
    by: (authority, root) =>
      authority +
      { public: '', owner: ' (Wurzel von Ihnen)', unknown: ' (Wurzel unbekannt)', none: ' (noch nicht geprüft)' }[
        root ?? 'none'
      ],
  },
  signers: 'Schlüssel für ssh-keygen (allowed_signers)',
};

const en: HeadsWords = {
  title: 'Seals and time stamps',
  lead: 'A seal pins down what was recorded by then. If anything before it is changed, deleted or inserted later, it no longer fits the seal, even if it was you. The server sets one every hour, and every ten minutes during an outage.',
  todo: {
    title: 'What you have to do',
    items: [
      'From day to day nothing: seals come by themselves, and time stamps where services are asked.',
      'In an outage: report it to the provider with the checksum of the newest seal. Every fault report drafted here has it already. With it the provider can see later that your log up to then is still the same.',
    ],
  },
  leaves: 'The services get the checksum of a seal and see the address of the server, nothing else.',
  newest: {
    title: 'Newest seal',
    number: 'Number',
    at: 'Set',
    sha256: 'Checksum (SHA-256)',
    key: 'Fingerprint of this server’s key',
    none: 'No seal is set yet. The first one follows soon after the first measurement.',
  },
  authorities: {
    title: 'Time stamp services',
    explain: 'Outsiders that confirm with their own clock that a seal existed by then.',
    off: 'None is asked at present: when a seal was made is only the word of this server. To be switched on by the setting TIME_STAMP_AUTHORITIES.',
    columns: { name: 'Service', newest: 'Last stamp', state: 'Checked', problem: 'Last attempt' },
    number: (counter) => `no. ${counter}`,
    none: 'none yet',
    state: {
      public: 'valid, root certificate publicly trusted',
      owner: 'valid, root certificate named by you (TIME_STAMP_ROOTS)',
      unknown: 'intact, but its root certificate is not known here',
      broken: 'not valid',
    },
    noProblem: 'without error',
    failed: (problem) => `failed: ${problem}`,
    roots: 'A root certificate that is not known here can be added with TIME_STAMP_ROOTS.',
    worthNothing:
      'A stamp whose root certificate is not known here proves nothing by itself: anybody can set up such a service.',
  },
  list: {
    title: 'The last seals',
    columns: {
      number: 'No.',
      at: 'Time',
      why: 'Occasion',
      sha256: 'Short sign',
      stamps: 'Time stamps',
      files: 'Files',
    },
    occasion: {
      hourly: 'hourly',
      outage: 'outage or no contact',
      asked: 'letter or evidence',
      restored: 'restored from a backup: the number jumps, what was written since that backup is lost',
    },
    text: 'Text',
    signature: 'Signature',
    noStamps: 'none',
    explain:
      'To the letter, a seal is a list, signed by the server, of where the logs of all lines ended at that time. The files are for checking by hand.',
    show: (count) => (count === 1 ? 'Show one seal' : `Show the last ${count}`),
    by: (authority, root) =>
      authority +
      { public: '', owner: ' (root named by you)', unknown: ' (root unknown)', none: ' (not checked yet)' }[
        root ?? 'none'
      ],
  },
  signers: 'Keys for ssh-keygen (allowed_signers)',
};

export const headsWords: Record<Language, HeadsWords> = { de, en };
