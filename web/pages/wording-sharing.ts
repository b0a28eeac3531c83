import type { Language } from './views.ts';
import type { SharingWords } from './wording-evidence.ts';

const de: SharingWords = {
  title: (name) => `Links zum Nachweis: ${name}`,
  lead: 'Wer den Link hat, sieht ohne Anmeldung genau einen Ausfall oder Zeitraum und kann nichts ändern. Der Link endet von selbst, und Sie können ihn jederzeit zurücknehmen.',
  make: 'Neuer Link',
  what: {
    outage: { label: 'Ausfall', hint: 'Gezeigt werden dieser Ausfall und die ganzen Tage, an denen er war.' },
    none: 'kein einzelner: der Zeitraum unten',
    period:
      'Ohne einzelnen Ausfall gilt dieser Zeitraum. Ein Ausfall, der hineinreicht, wird mit Beginn und Ende gezeigt.',
    from: 'Erster Tag',
    to: 'Letzter Tag',
  },
  label: { label: 'Für wen', hint: 'Nur für Sie, zum Beispiel „Kundendienst, Ticket 4711“.' },
  days: { label: 'Gültig für', choice: (days) => `${days} Tage` },
  language: { label: 'Sprache der Seite', de: 'Deutsch', en: 'Englisch' },
  raw: {
    label: 'Messdaten',
    choice: 'Prüfpaket mit den genauen Messdaten anbieten',
    hint: 'Damit kann jeder nachrechnen. Es enthält auch zwei Tage vor dem Zeitraum, und von allem, was Sie je eingetragen haben, Zeit und Prüfsumme (nicht den Inhalt).',
  },
  values: {
    label: 'Persönliches',
    choice: 'Auch Notizen, Störungsmeldungen, Anlagen und Adressen zeigen',
    hint: 'Ohne Haken steht nichts davon auf der Seite oder in den Dateien.',
  },
  button: 'Link erstellen',
  problems: 'Noch nicht erstellt:',
  problem: {
    period:
      'Dieser Zeitraum geht nicht: Der erste Tag darf nicht nach dem letzten und nicht in der Zukunft liegen, höchstens 400 Tage.',
    outage: 'Diesen Ausfall gibt es nicht.',
    label: 'Bitte ausfüllen, höchstens 100 Zeichen in einer Zeile.',
    days: 'Diese Dauer steht nicht zur Wahl.',
    'too-many': 'Es gelten schon 50 Links für diesen Anschluss. Nehmen Sie zuerst einen zurück.',
    language: 'Diese Sprache steht nicht zur Wahl.',
  },
  made: {
    title: 'Der Link ist fertig',
    text: 'Kopieren Sie ihn jetzt: Er wird hier nur dieses eine Mal gezeigt. Wer ihn weitergibt, gibt auch den Einblick weiter.',
    open: 'Ansehen, was der Link zeigt',
    mail: 'Mail mit dem Link schreiben',
    subject: (name) => `Nachweis zum Anschluss ${name}`,
  },
  revoked: 'Zurückgenommen. Der Link zeigt nichts mehr.',
  list: {
    title: 'Vergebene Links',
    none: 'Noch keiner.',
    columns: { label: 'Für wen', shows: 'Zeigt', until: 'Gültig bis', opened: 'Geöffnet', state: 'Stand' },
    state: { live: 'gilt', expired: 'abgelaufen', revoked: 'zurückgenommen' },
    raw: 'mit Messdaten',
    values: 'mit Persönlichem',
    never: 'noch nie',
    opened: (count, when) => `${count}, zuletzt ${when}`,
    revoke: 'Zurücknehmen',
    revokeText: 'Wer ihn hat, sieht dann nichts mehr. Er gilt auch später nicht wieder.',
    ended: (count) => (count === 1 ? 'Ein Link, der nicht mehr gilt' : `${count} Links, die nicht mehr gelten`),
    outageOf: (day) => `Ausfall vom ${day}`,
  },
  seen: {
    title: 'Was man über den Link sieht',
    items: [
      'Name des Anschlusses und Anbieter, Ausfälle mit genauen Zeiten, Befunde, Tagessummen, Verfahren',
      'Bericht und Tabellen zum Herunterladen',
      'nichts vor oder nach den gezeigten Tagen, keinen anderen Anschluss, keinen Vertrag',
    ],
  },
  shared: {
    titleOutage: (day) => `Ausfall am ${day}`,
    titlePeriod: (from, to) => (from === to ? `Nachweis vom ${from}` : `Nachweis ${from} bis ${to}`),
    intro: (until) =>
      `Der Inhaber des Anschlusses zeigt Ihnen diese Messung. Sie können nur lesen; der Link gilt bis ${until}.`,
    isPrivate: 'Diese Seite enthält auch persönliche Angaben des Inhabers. Bitte geben Sie den Link nicht weiter.',
    gone: 'Der Ausfall wird inzwischen anders beurteilt: Es sind Messungen nachgekommen, oder die Regeln haben sich geändert. Unten steht, was heute gilt.',
    toFiles: 'Bericht und Dateien herunterladen',
    course: 'Verlauf',
    days: 'Tage',
    outagesNone: 'In diesem Zeitraum wurde kein Ausfall gemessen.',
    shown: (shown) => `Gezeigt werden die letzten ${shown}; alle stehen in den Dateien.`,
    privacy:
      'Diese Seite wird nicht in Suchmaschinen aufgenommen und setzt keine Cookies. Gezählt wird nur, wie oft der Link geöffnet wurde.',
    wrong: {
      title: 'Dieser Link gilt nicht',
      text: 'Er ist falsch abgeschrieben, abgelaufen oder zurückgenommen. Bitten Sie den Absender um einen neuen.',
    },
    busy: {
      title: 'Zu viele falsche Links',
      text: 'Von Ihrer Adresse kamen zu viele falsche Links. Bitte versuchen Sie es in ein paar Minuten noch einmal.',
    },
  },
};

const en: SharingWords = {
  title: (name) => `Links to the evidence: ${name}`,
  lead: 'Whoever has the link sees exactly one outage or period without signing in, and can change nothing. The link ends by itself, and you can take it back at any time.',
  make: 'New link',
  what: {
    outage: { label: 'Outage', hint: 'Shows this outage and the whole days on which it was.' },
    none: 'no single one: the period below',
    period:
      'Without a single outage this period counts. An outage that reaches into it is shown with its begin and end.',
    from: 'First day',
    to: 'Last day',
  },
  label: { label: 'For whom', hint: 'Only for you, for instance “customer service, ticket 4711”.' },
  days: { label: 'Good for', choice: (days) => `${days} days` },
  language: { label: 'Language of the page', de: 'German', en: 'English' },
  raw: {
    label: 'Measurements',
    choice: 'Offer the package with the exact measurements',
    hint: 'With it anybody can check. It also holds two days before the period, and of everything you ever entered the time and a hash (not the content).',
  },
  values: {
    label: 'Personal details',
    choice: 'Also show notes, fault reports, attachments and addresses',
    hint: 'Unless ticked, none of it is on the page or in the files.',
  },
  button: 'Make the link',
  problems: 'Not made yet:',
  problem: {
    period: 'This period does not work: the first day must not lie after the last or in the future, at most 400 days.',
    outage: 'There is no such outage.',
    label: 'Please fill in, at most 100 characters in one line.',
    days: 'There is no such choice of days.',
    'too-many': '50 links to this line work already. Take one back first.',
    language: 'There is no such choice of language.',
  },
  made: {
    title: 'The link is ready',
    text: 'Copy it now: it is shown here this one time only. Whoever passes it on passes the view on as well.',
    open: 'See what the link shows',
    mail: 'Write a mail with the link',
    subject: (name) => `Evidence about the line ${name}`,
  },
  revoked: 'Taken back. The link shows nothing any more.',
  list: {
    title: 'Links that were made',
    none: 'None yet.',
    columns: { label: 'For whom', shows: 'Shows', until: 'Good until', opened: 'Opened', state: 'State' },
    state: { live: 'works', expired: 'expired', revoked: 'taken back' },
    raw: 'with measurements',
    values: 'with personal details',
    never: 'never yet',
    opened: (count, when) => `${count}, last ${when}`,
    revoke: 'Take back',
    revokeText: 'Whoever has it then sees nothing any more. It will not work again later either.',
    ended: (count) => (count === 1 ? 'One link that no longer works' : `${count} links that no longer work`),
    outageOf: (day) => `Outage of ${day}`,
  },
  seen: {
    title: 'What the link shows',
    items: [
      'the name of the line and its provider, outages with exact times, findings, sums of days, the method',
      'report and tables to download',
      'nothing before or after the days shown, no other line, no contract',
    ],
  },
  shared: {
    titleOutage: (day) => `Outage on ${day}`,
    titlePeriod: (from, to) => (from === to ? `Evidence of ${from}` : `Evidence ${from} to ${to}`),
    intro: (until) =>
      `The owner of the line shows you this measurement. You can only read; the link is good until ${until}.`,
    isPrivate: 'This page also holds personal details of the owner. Please do not pass the link on.',
    gone: 'This outage is judged differently by now: measurements came in later, or the rules changed. Below is what holds today.',
    toFiles: 'Download report and files',
    course: 'Course',
    days: 'Days',
    outagesNone: 'No outage was measured in this period.',
    shown: (shown) => `The last ${shown} are shown; all of them are in the files.`,
    privacy:
      'This page is not listed by search engines and sets no cookies. All that is counted is how often the link was opened.',
    wrong: {
      title: 'This link does not work',
      text: 'It was copied wrongly, has expired, or was taken back. Ask whoever sent it for a new one.',
    },
    busy: {
      title: 'Too many wrong links',
      text: 'Too many wrong links came from your address. Please try again in a few minutes.',
    },
  },
};

export const sharingWords: Record<Language, SharingWords> = { de, en };
