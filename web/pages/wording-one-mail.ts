import type { Language } from './views.ts';

/** Sentences of the page of one test mail. */
export type OneMailWords = {
  title: (time: string) => string;
  titlePlain: string;
  length: (text: string) => string;
  held: (parts: { sender: string; from: string; receiver: string; to: string; length: string }) => string;
  where: string;
  doubtful: string;
  hidden: string;
  gone: string;
  life: {
    title: string;
    planned: string;
    submitting: string;
    accepted: string;
    acceptedHow: string;
    refused: string;
    broke: string;
    unreachable: string;
    login: string;
    overdue: string;
    seen: string;
    /** Two or more sightings. */
    seenAgain: string;
    /** The copy of who sent it. */
    copy: string;
    report: (action: string) => string;
    said: string;
    queueId: string;
    host: string;
    code: string;
    stage: string;
    parts: string;
    folder: string;
    mailbox: string;
    matched: string;
    arrivedBetween: (earliest: string, latest: string) => string;
    internalDate: string;
    internalDateHow: string;
    reader: Record<'probe' | 'server', string>;
    otherClock: string;
    size: string;
    bytes: (count: string) => string;
    by: string;
    remote: string;
    retryUntil: string;
    headers: string;
    headersShow: string;
  };
  hops: {
    title: string;
    explain: string;
    columns: { host: string; whose: string; stamp: string; clock: string; corrected: string; gap: string };
    server: (number: number) => string;
    anchor: string;
    right: (error: string) => string;
    ahead: (size: string, error: string) => string;
    behind: (size: string, error: string) => string;
    unknownClock: string;
    longest: string;
    none: string;
    caveat: string;
  };
  toAll: string;
};

const de: OneMailWords = {
  title: (time) => `Testmail vom ${time}`,
  titlePlain: 'Testmail',
  length: (text) => `Laufzeit ${text}`,
  held: ({ sender, from, receiver, to, length }) =>
    `Zwischen der Annahme beim ${sender} ${from} und der Ankunft beim ${receiver} ${to} lagen ${length}.`,
  where: 'Wo die Zeit verging',
  doubtful: 'Die Uhr der Messstelle war dabei nicht sicher gestellt; die Zeiten dieser Mail gelten nur ungefähr.',
  hidden: 'Server, Adressen und Antworten werden nicht veröffentlicht.',
  gone: 'Der Wortlaut wurde gelöscht oder ist noch nicht übertragen.',
  life: {
    title: 'Was mit ihr geschah',
    planned: 'Geplant',
    submitting: 'Übergabe begonnen',
    accepted: 'Angenommen',
    acceptedHow: 'Von hier an zählt die Laufzeit, und der annehmende Server ist für die Mail verantwortlich.',
    refused: 'Abgelehnt',
    broke: 'Verbindung abgebrochen, Annahme ungewiss',
    unreachable: 'Server nicht erreichbar',
    login: 'Kein Zugang zum Server',
    overdue: 'Überfällig: im Postfach war sie noch nicht',
    seen: 'Im Postfach gesehen',
    seenAgain: 'Noch einmal gesehen',
    copy: 'Kopie beim Absender gesehen; sie zählt nicht',
    report: (action) => `Bericht eines Mailservers: ${action}`,
    said: 'Wörtlich',
    queueId: 'Nummer beim Anbieter',
    host: 'Server',
    code: 'Antwort',
    stage: 'Stelle',
    parts: 'Dauer der Übergabe',
    folder: 'Ordner',
    mailbox: 'Postfach',
    matched: 'Erkannt',
    arrivedBetween: (earliest, latest) => `Angekommen zwischen ${earliest} und ${latest}; dazwischen sah niemand nach.`,
    internalDate: 'Abgelegt laut Mailserver',
    internalDateHow: 'auf volle Sekunden gekürzt, nach dessen Uhr',
    reader: { probe: 'gesehen von der Messstelle', server: 'gesehen von diesem Server' },
    otherClock: 'Annahme und Ankunft stammen von zwei Uhren.',
    size: 'Größe',
    bytes: (count) => `${count} Byte`,
    by: 'gemeldet von',
    remote: 'abgewiesen von',
    retryUntil: 'Weitere Versuche bis',
    headers: 'Kopfzeilen der Mail',
    headersShow: 'Wortlaut zeigen',
  },
  hops: {
    title: 'Von Server zu Server',
    explain:
      'Jeder Server schreibt in die Mail, wann er sie bekam. Wie weit seine Uhr falsch geht, ist an Mails zu sehen, die sofort ankamen; um so viel ist die Zeit berichtigt.',
    columns: {
      host: 'Server',
      whose: 'Wessen',
      stamp: 'Zeitstempel',
      clock: 'Seine Uhr',
      corrected: 'berichtigt',
      gap: 'seit dem davor',
    },
    server: (number) => `Server\u00a0${number}`,
    anchor: 'derselbe, der sie annahm',
    right: (error) => `keine Abweichung zu sehen (±\u00a0${error})`,
    ahead: (size, error) => `geht ${size} vor (±\u00a0${error})`,
    behind: (size, error) => `geht ${size} nach (±\u00a0${error})`,
    unknownClock: 'nicht bekannt',
    longest: 'hier verging am meisten',
    none: 'Zu dieser Mail sind keine Zeitstempel von Servern bekannt.',
    caveat:
      'Zeilen unterhalb des Servers, der die Mail annahm, könnte jeder hineingeschrieben haben; sie werden nicht gezählt.',
  },
  toAll: 'Alle Testmails',
};

const en: OneMailWords = {
  title: (time) => `Test mail of ${time}`,
  titlePlain: 'Test mail',
  length: (text) => `Delivery time ${text}`,
  held: ({ sender, from, receiver, to, length }) =>
    `Between its acceptance at the ${sender} ${from} and its arrival at the ${receiver} ${to} there were ${length}.`,
  where: 'Where the time went',
  doubtful: 'The clock of the probe was not certain to be right then; the times of this mail are only approximate.',
  hidden: 'Servers, addresses and replies are not published.',
  gone: 'The wording was erased or has not been delivered yet.',
  life: {
    title: 'What happened to it',
    planned: 'Planned',
    submitting: 'Handing over began',
    accepted: 'Accepted',
    acceptedHow: 'From here on the delivery time counts, and the server that accepted the mail is responsible for it.',
    refused: 'Refused',
    broke: 'Connection broken, acceptance uncertain',
    unreachable: 'Server not reachable',
    login: 'No access to the server',
    overdue: 'Overdue: it was not in the mailbox yet',
    seen: 'Seen in the mailbox',
    seenAgain: 'Seen once more',
    copy: 'Copy seen at the sender; it does not count',
    report: (action) => `Report of a mail server: ${action}`,
    said: 'Its own words',
    queueId: 'Number at the provider',
    host: 'Server',
    code: 'Reply',
    stage: 'Place',
    parts: 'Time taken to hand over',
    folder: 'Folder',
    mailbox: 'Mailbox',
    matched: 'Recognised',
    arrivedBetween: (earliest, latest) => `Arrived between ${earliest} and ${latest}; nobody looked in between.`,
    internalDate: 'Stored, as the mail server states',
    internalDateHow: 'cut to whole seconds, by its clock',
    reader: { probe: 'seen by the probe', server: 'seen by this server' },
    otherClock: 'Acceptance and arrival were stamped by two clocks.',
    size: 'Size',
    bytes: (count) => `${count} bytes`,
    by: 'reported by',
    remote: 'turned away by',
    retryUntil: 'Further tries until',
    headers: 'Headers of the mail',
    headersShow: 'Show the wording',
  },
  hops: {
    title: 'From server to server',
    explain:
      'Each server writes into the mail when it got it. How far its clock is off can be seen from mails that arrived at once; the time is corrected by that much.',
    columns: {
      host: 'Server',
      whose: 'Whose',
      stamp: 'Time stamp',
      clock: 'Its clock',
      corrected: 'corrected',
      gap: 'since the one before',
    },
    server: (number) => `Server no.\u00a0${number}`,
    anchor: 'the one that accepted it',
    right: (error) => `no deviation to be seen (±\u00a0${error})`,
    ahead: (size, error) => `is ${size} ahead (±\u00a0${error})`,
    behind: (size, error) => `is ${size} behind (±\u00a0${error})`,
    unknownClock: 'not known',
    longest: 'most time went here',
    none: 'No time stamps of servers are known of this mail.',
    caveat: 'Lines below the server that accepted the mail could have been written by anybody; they are not counted.',
  },
  toAll: 'All test mails',
};

export const oneMailWords: Record<Language, OneMailWords> = { de, en };
