import type { Language } from './views.ts';

/** How the owner sets up test mails. */
export type MailSetupWords = {
  title: string;
  lead: string;
  steps: { title: string; text: string }[];
  file: (name: string) => string;
  secret: string;
  tryOut: string;
  restart: string;
  /** `server`, `probe`: names of files. */
  elsewhere: (server: string, probe: string) => string;
  hintsTitle: string;
  hints: string[];
  toProbe: string;
  ownAddress: string;
  otherAddress: string;
};

const de: MailSetupWords = {
  title: 'Testmails einrichten',
  lead: 'Noch ist keine Strecke eingerichtet. Mit zwei Postfächern, einem beim Anbieter, um den es geht, und einem woanders, misst die Messstelle beide Richtungen, alle 15 Minuten mit einer kleinen Mail.',
  steps: [
    {
      title: 'Zwei eigene Postfächer nur dafür.',
      text: 'Ein zusätzliches beim Anbieter, um den es geht, und eines bei einem anderen. Ihr gewohntes Postfach bleibt so unberührt.',
    },
    {
      title: 'IMAP einschalten.',
      text: 'Bei manchen Anbietern ist der Zugriff für Mailprogramme (POP3/IMAP) erst in den Einstellungen des Postfachs zu erlauben.',
    },
    {
      title: 'Ein App-Passwort holen, wo es eines gibt.',
      text: 'Ist die Anmeldung in zwei Schritten eingeschaltet, nimmt der Mailserver nur ein eigens erzeugtes Passwort.',
    },
  ],
  file: (name) => `In der Datei ${name} auf der Messstelle:`,
  secret:
    'Die Kennwörter stehen je in einer eigenen Datei daneben, die nur die Messstelle lesen darf. Sie verlassen das Gerät nur zum Mailserver und stehen in keinem Protokoll und keinem Nachweis.',
  tryOut: 'Eine Strecke sofort ausprobieren; was nicht geht, wird in Worten gesagt:',
  restart: 'Danach die Messstelle neu starten. Nach der ersten Testmail erscheint hier ihre Laufzeit.',
  elsewhere: (server, probe) =>
    `Läuft dieser Server nicht zu Hause, kann er das Postfach woanders selbst lesen (Datei ${server} in seinem Datenordner, derselbe Name wie in ${probe}). Dann ist die Ankunft auch bekannt, während der Anschluss gestört ist.`,
  hintsTitle: 'Was bei Anbietern oft hakt',
  hints: [
    'GMX und WEB.DE: POP3/IMAP muss in den Einstellungen erlaubt werden.',
    'Telekom: Für Mailprogramme gibt es ein eigenes E-Mail-Passwort.',
    'Google: nur mit App-Passwort, und das nur bei Anmeldung in zwei Schritten.',
    'Outlook.com lehnt Passwörter ab und eignet sich nicht ohne einen Befehl, der Zugangsmarken liefert (tokenCommand).',
    'Nehmen Sie den Absender in die Kontakte des empfangenden Postfachs auf, damit Testmails nicht im Spam-Ordner landen.',
  ],
  toProbe: 'Zur Messstelle dieses Anschlusses',
  ownAddress: 'linewitness-test@anbieter.example',
  otherAddress: 'linewitness-test@woanders.example',
};

const en: MailSetupWords = {
  title: 'Setting up test mails',
  lead: 'No route is set up yet. With two mailboxes, one at the provider in question and one elsewhere, the probe measures both directions with a small mail every 15 minutes.',
  steps: [
    {
      title: 'Two mailboxes of their own for this.',
      text: 'An additional one at the provider in question and one at another. The mailbox that you use stays untouched.',
    },
    {
      title: 'Switch on IMAP.',
      text: 'At some providers, access for mail programs (POP3/IMAP) has to be allowed in the settings of the mailbox first.',
    },
    {
      title: 'Get an app password where there is one.',
      text: 'Where login in two steps is switched on, the mail server takes a password made for that purpose only.',
    },
  ],
  file: (name) => `In the file ${name} on the probe:`,
  secret:
    'Each password stands in a file of its own beside it that only the probe may read. It leaves the device for the mail server alone and stands in no log and no evidence.',
  tryOut: 'Try out a route at once; what does not work is said in words:',
  restart: 'Then restart the probe. After the first test mail its delivery time appears here.',
  elsewhere: (server, probe) =>
    `If this server does not run at home, it can read the mailbox elsewhere itself (file ${server} in its data folder, the same name as in ${probe}). Then the arrival is known even while the line is disturbed.`,
  hintsTitle: 'What often gets in the way at providers',
  hints: [
    'GMX and WEB.DE: POP3/IMAP has to be allowed in the settings.',
    'Telekom: mail programs need an e-mail password of their own.',
    'Google: with an app password only, which needs login in two steps.',
    'Outlook.com refuses passwords and does not work without a command that gives access tokens (tokenCommand).',
    'Add the sender to the contacts of the receiving mailbox, so that test mails do not end up in the junk folder.',
  ],
  toProbe: 'To the probe of this line',
  ownAddress: 'linewitness-test@provider.example',
  otherAddress: 'linewitness-test@elsewhere.example',
};

export const mailSetupWords: Record<Language, MailSetupWords> = { de, en };
