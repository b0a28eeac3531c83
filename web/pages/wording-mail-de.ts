import type { MailWords } from './wording-mail.ts';

/** German sentences of the page on test mails. */
export const mailDe: MailWords = {
  title: 'Laufzeit von Mails',
  lead: 'Wie lange eine Mail vom Absenden bis ins Postfach braucht, gemessen mit eigenen Testmails.',
  link: 'Laufzeit von Mails',
  linkNone: 'Laufzeit von Mails messen',
  routes: 'Strecken',
  now: {
    waiting: (age, count) =>
      `die älteste ist schon mindestens ${age} unterwegs, ${count === 1 ? '1 Testmail wartet' : `${count} Testmails warten`}`,
    onTheWay: (count) =>
      count === 1 ? 'Eine Testmail ist gerade unterwegs.' : `${count} Testmails sind gerade unterwegs.`,
    asOf: (when) => `Das war ${when} so; seither ist nichts bekannt.`,
    oldest: 'Älteste noch nicht zugestellte Mail',
    handedOver: 'seit der Übergabe vergangen:',
    notThere: (asOf, least) => `${asOf} noch nicht im Postfach, also schon mindestens ${least} unterwegs`,
    atLeast: 'schon unterwegs: mindestens',
    watchedUntil: (asOf) => `zuletzt nachgesehen ${asOf}`,
    neverWatched: 'Im Postfach wurde noch nie nachgesehen.',
    notWatched: (since) => `Seit ${since} Uhr kann niemand im Postfach nachsehen.`,
    stillOpen: 'Ob die Mail inzwischen angekommen ist, weiß darum niemand.',
    where: 'Wo sie warten',
    said: (when) => `Wörtlich vom Mailserver, ${when}:`,
    toMail: 'Diese Mail im Einzelnen',
  },
  shared: {
    title: 'Ein gemeinsames Postfach',
    text: (routes, account) =>
      `Gestört sind ${routes}. Gemeinsam haben sie ${account === null ? 'ein Postfach' : `das Postfach ${account}`}; dort oder bei dessen Anbieter ist der Grund am ehesten zu suchen.`,
  },
  and: 'und',
  periods: 'Zeitraum',
  days: (count) => (count === 1 ? '1 Tag' : `${count} Tage`),
  figures: {
    title: (route) => `${route}: Laufzeit`,
    median: 'Median',
    p95: '95 von 100 schneller als',
    max: 'längste',
    count: 'Testmails',
    open: 'davon noch unterwegs',
    untested: 'nicht getestet',
    none: 'In diesem Zeitraum wurde keine Testmail übergeben.',
    bound: '≥ heißt mindestens: Mails, die noch unterwegs sind, zählen mit der Zeit, die sie schon brauchen.',
    atLeast: (value) => `≥ ${value}`,
  },
  drawing: {
    title: 'Verlauf',
    description: ({ count, median, max, open }) =>
      `Laufzeit von ${count} Testmails: Median ${median}, längste ${max}, noch unterwegs ${open}.`,
    median: 'Median',
    longest: 'bis zur längsten',
    open: 'noch unterwegs',
    late: 'Grenze zur Verspätung',
    lateFrom: (limit) => `verspätet ab ${limit}`,
    untested: 'nicht getestet',
    none: '–',
    openMail: (time, age) => `übergeben ${time}, schon mindestens ${age} unterwegs`,
    table: 'Tage als Tabelle',
    columns: {
      day: 'Tag',
      count: 'übergeben',
      open: 'noch unterwegs',
      untested: 'nicht getestet',
      max: 'längste Laufzeit',
    },
    asData: 'Werte als JSON',
  },
  delays: {
    title: 'Verspätungen und Störungen',
    none: 'In diesem Zeitraum gab es keine.',
    columns: {
      begin: 'Beginn',
      end: 'Ende',
      what: 'Befund',
      length: 'Längste Laufzeit',
      mails: 'Testmails',
      where: 'Wo',
    },
    lasting: 'dauert an',
    endUnknown: (when) => `dauerte ${when} noch an; seither nicht bekannt`,
    between: (earliest, latest) => `zwischen ${earliest} und ${latest}`,
    mails: (count, missing) => (missing === 0 ? String(count) : `${count}, davon ${missing} nie angekommen`),
    held: ({ sender, from, receiver, to }) =>
      `Die längste lag zwischen der Annahme beim ${sender} ${from} und der Ankunft beim ${receiver} ${to}.`,
    heldUntilSeen: ({ sender, from, to }) =>
      `Die längste wurde ${from} vom ${sender} angenommen und war ${to} im Postfach zu sehen.`,
    heldSince: ({ sender, from }) =>
      `Die älteste wurde ${from} vom ${sender} angenommen und ist noch nirgends aufgetaucht.`,
    toLongest: 'Die längste im Einzelnen',
  },
  mails: {
    title: 'Die neuesten Testmails',
    columns: {
      handedOver: 'Übergeben',
      state: 'Stand',
      arrived: 'Angekommen',
      length: 'Laufzeit',
      folder: 'Ordner',
    },
    planned: 'geplant',
    plannedMany: (count) => `${count} geplant`,
    more: (count) => `${count} weitere`,
    shown: (shown, all) => `Gezeigt sind die neuesten ${shown} von ${all} des Zeitraums.`,
    none: 'In diesem Zeitraum gab es keine.',
  },
  method: {
    title: 'Wie gemessen wird',
    how: 'Die Messstelle gibt eine kleine Testmail beim Anbieter des Absenders ab und wartet im Postfach des Empfängers auf sie. Jede trägt eine Kennung, die niemand fälschen kann. Die Zeit beginnt, wenn der Server zum Absenden die Mail angenommen hat; von da an ist er für sie verantwortlich. Sie endet, wenn die Mail im Postfach zu sehen ist. Danach wird sie gelöscht; andere Mails werden nicht angerührt.',
    pace: ({ way, every, prompt, late, lost }) =>
      `Mails ${way}: eine alle ${every}; rechtzeitig bis ${prompt}, verspätet ab ${late}, vermutlich verloren nach ${lost === 1 ? 'einem Tag' : `${lost} Tagen`}.`,
    open: 'Solange Mails warten, werden weniger neue gesendet, nicht mehr. Auch eine, die erst nach Tagen ankommt, wird erkannt.',
    blind:
      'War der Anschluss gestört oder konnte niemand im Postfach nachsehen, gilt diese Zeit als nicht getestet; für die Ankunft steht dann, zwischen welchen Zeiten sie lag.',
    limits: 'Was das nicht sagt',
    notSaid: [
      'Testmails stehen für ihren Weg, nicht für jede Mail: Filter und Umwege können andere anders treffen.',
      'Warum ein Server wartete, sagt keine Messung von außen. Was ein Anbieter selbst dazu schrieb, steht wörtlich bei der Mail.',
      'Verspätete Mails zählen nicht als Ausfall des Anschlusses.',
    ],
  },
  exports: {
    title: 'Nachweis',
    explain: 'Alle Testmails und Verspätungen in diesem Zeitraum zum Herunterladen, als CSV:',
    mails: 'Testmails',
    delays: 'Verspätungen',
    all: 'Die Ausfälle des Anschlusses als CSV; die Datei für Programme enthält beides:',
    json: 'Diese Seite als JSON',
    hidden: 'Der Nachweis zu diesem Anschluss ist nicht veröffentlicht.',
  },
  hidden: 'Für diesen Anschluss werden keine Testmails gesendet.',
  back: 'Zum Anschluss',
};
