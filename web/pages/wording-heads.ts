import type { HeadView, StampWorth } from './heads-views.ts';
import type { Language } from './views.ts';

type HeadsWords = {
  title: string;
  lead: string;
  leaves: string;
  newest: { title: string; number: string; at: string; sha256: string; key: string; none: string };
  authorities: {
    title: string;
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
    by: (authority: string, root: HeadView['stamps'][number]['root']) => string;
  };
  signers: string;
};

const de: HeadsWords = {
  title: 'Siegel und Zeitstempel',
  lead: 'Jede Stunde, während eines Ausfalls alle zehn Minuten, setzt der Server ein Siegel: eine von ihm unterschriebene Liste, wo die Protokolle aller Anschlüsse zu dieser Zeit endeten. Fremde Dienste bestätigen, dass es dieses Siegel zu ihrer Zeit schon gab. Wird davor später etwas geändert, gelöscht oder eingefügt, fällt es auf, auch wenn Sie selbst es waren.',
  leaves: 'Die Dienste bekommen eine Prüfsumme und sehen die Adresse des Servers, sonst nichts.',
  newest: {
    title: 'Neuestes Siegel',
    number: 'Nummer',
    at: 'Gesetzt',
    sha256: 'Prüfsumme (SHA-256)',
    key: 'Schlüssel dieses Servers',
    none: 'Noch ist kein Siegel gesetzt. Das erste folgt kurz nach der ersten Messung.',
  },
  authorities: {
    title: 'Zeitstempeldienste',
    off: 'Es wird kein Dienst gefragt (Einstellung TIME_STAMP_AUTHORITIES).',
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
    occasion: { hourly: 'stündlich', outage: 'Ausfall oder kein Kontakt', asked: 'Brief oder Nachweis' },
    text: 'Text',
    signature: 'Unterschrift',
    noStamps: 'keiner',
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
  lead: 'Every hour, and every ten minutes during an outage, the server sets a seal: a list, signed by it, of where the logs of all lines ended at that time. Services that belong to others confirm that this seal existed at their time. If anything before it is changed, deleted or inserted later, it shows, even if it was you.',
  leaves: 'The services get a checksum and see the address of the server, nothing else.',
  newest: {
    title: 'Newest seal',
    number: 'Number',
    at: 'Set',
    sha256: 'Checksum (SHA-256)',
    key: 'Key of this server',
    none: 'No seal is set yet. The first one follows soon after the first measurement.',
  },
  authorities: {
    title: 'Time stamp services',
    off: 'No service is asked (setting TIME_STAMP_AUTHORITIES).',
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
    occasion: { hourly: 'hourly', outage: 'outage or no contact', asked: 'letter or evidence' },
    text: 'Text',
    signature: 'Signature',
    noStamps: 'none',
    by: (authority, root) =>
      authority +
      { public: '', owner: ' (root named by you)', unknown: ' (root unknown)', none: ' (not checked yet)' }[
        root ?? 'none'
      ],
  },
  signers: 'Keys for ssh-keygen (allowed_signers)',
};

export const headsWords: Record<Language, HeadsWords> = { de, en };
