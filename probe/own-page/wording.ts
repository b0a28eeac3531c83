import type { Target } from '../../rules/method.ts';
import type { ClockState } from '../../rules/round.ts';

export type Language = 'de' | 'en';

type Wording = {
  title: string;
  states: Record<'unknown' | 'up' | 'down', string>;
  since: (time: string) => string;
  noRound: string;
  seesTitle: string;
  roles: Record<Target['role'], string>;
  answering: (answering: number, targets: number) => string;
  /** Of negative controls: who must not answer does not. */
  honest: (honest: number, targets: number) => string;
  backEnd: string;
  clock: string;
  clocks: Record<ClockState, string>;
  pictureTitle: string;
  pictureText: (answered: number, lost: number) => string;
  outagesTitle: string;
  noOutage: (since: string) => string;
  from: string;
  to: string;
  lasts: string;
  mailTitle: string;
  mailRoute: (route: string) => string;
  /** `oldest`: when the one that is longest on its way was handed over; null: none is. */
  mailOpen: (open: number, oldest: string | null) => string;
  mailStopped: string;
  sendingTitle: string;
  notJoined: string;
  allSent: string;
  waiting: (records: number) => string;
  lastReceipt: (time: string) => string;
  noReceipt: string;
  keeps: string;
  note: string;
  other: string;
};

/** Everything that stands on the probe's own page. */
export const WORDING: Record<Language, Wording> = {
  de: {
    title: 'Messstelle',
    states: {
      unknown: 'Noch kein Befund',
      up: 'Der Anschluss trägt Daten',
      down: 'Ausfall: der Anschluss trägt keine Daten',
    },
    since: (time) => `seit ${time}`,
    noRound: 'Die Messung beginnt gerade.',
    seesTitle: 'Was die Messstelle sieht',
    roles: {
      far: 'Ziele im Internet',
      gateway: 'Router zu Hause',
      'isp-resolver': 'DNS des Anbieters',
      'public-resolver': 'Anderes DNS',
      'own-server': 'Eigener Server',
      router: 'Auskunft des Routers',
      'first-hop': 'Erster Rechner des Anbieters',
      'isp-host': 'Server des Anbieters',
      control: 'Gegenprobe',
      sip: 'Telefonie',
      clock: 'Zeitgeber im Heimnetz',
      snapshot: 'Momentaufnahme',
      mail: 'Testmails',
      mailbox: 'Postfach der Testmails',
      extra: 'Weitere Ziele',
    },
    answering: (answering, targets) => {
      if (targets > 1) return `${answering} von ${targets} antworten`;
      return answering === 1 ? 'antwortet' : 'antwortet nicht';
    },
    honest: (honest, targets) =>
      honest === targets ? 'niemand antwortet unter falschem Namen' : 'jemand antwortet unter falschem Namen',
    backEnd: 'Gemessen mit',
    clock: 'Uhr',
    clocks: { sync: 'geht richtig', holdover: 'zuletzt richtig', unsync: 'nicht gestellt', stepped: 'gerade gestellt' },
    pictureTitle: 'Die letzten zehn Minuten',
    pictureText: (answered, lost) => `${answered} Pakete beantwortet, ${lost} verloren`,
    outagesTitle: 'Letzte Ausfälle, von hier gesehen',
    noOutage: (since) => `Keiner seit dem Start der Messstelle (${since}).`,
    from: 'Von',
    to: 'Bis',
    lasts: 'dauert an',
    mailTitle: 'Testmails',
    mailRoute: (route) => `Strecke „${route}“`,
    mailOpen: (open, oldest) => (oldest === null ? 'keine unterwegs' : `${open} unterwegs, die älteste seit ${oldest}`),
    mailStopped: 'angehalten: Anmeldung oder Zertifikat wird abgelehnt',
    sendingTitle: 'Was noch zu senden ist',
    notJoined: 'Diese Messstelle gehört noch zu keinem Server. Sie misst und behält alles hier.',
    allSent: 'Nichts; der Server hat alles bestätigt.',
    waiting: (records) => (records === 1 ? '1 Abschnitt wartet.' : `${records} Abschnitte warten.`),
    lastReceipt: (time) => `Letzte Bestätigung des Servers: ${time}`,
    noReceipt: 'Seit dem Start noch keine Bestätigung des Servers.',
    keeps: 'Nichts davon geht verloren: Es wird gesendet, sobald der Server erreichbar ist.',
    note: 'Diese Seite kommt von der Messstelle selbst und geht auch ohne Internet. Was hier steht, ist ihr Blick auf den Augenblick; Mindest- und Höchstdauer berechnet der Server.',
    other: 'English',
  },
  en: {
    title: 'Probe',
    states: { unknown: 'No finding yet', up: 'The line carries data', down: 'Outage: the line carries no data' },
    since: (time) => `since ${time}`,
    noRound: 'Measuring is just beginning.',
    seesTitle: 'What the probe sees',
    roles: {
      far: 'Targets on the internet',
      gateway: 'Router at home',
      'isp-resolver': 'The provider’s DNS',
      'public-resolver': 'Other DNS',
      'own-server': 'Own server',
      router: 'What the router says',
      'first-hop': 'The provider’s first hop',
      'isp-host': 'A server of the provider',
      control: 'Negative control',
      sip: 'Telephony',
      clock: 'Time server at home',
      snapshot: 'Snapshot',
      mail: 'test mails',
      mailbox: 'mailbox of the test mails',
      extra: 'More targets',
    },
    answering: (answering, targets) => {
      if (targets > 1) return `${answering} of ${targets} answer`;
      return answering === 1 ? 'answers' : 'does not answer';
    },
    honest: (honest, targets) =>
      honest === targets ? 'nobody answers under a false name' : 'somebody answers under a false name',
    backEnd: 'Measured with',
    clock: 'Clock',
    clocks: { sync: 'right', holdover: 'right when last checked', unsync: 'not set', stepped: 'just set' },
    pictureTitle: 'The last ten minutes',
    pictureText: (answered, lost) => `${answered} packets answered, ${lost} lost`,
    outagesTitle: 'Last outages, seen from here',
    noOutage: (since) => `None since the probe was started (${since}).`,
    from: 'From',
    to: 'To',
    lasts: 'lasts',
    mailTitle: 'Test mails',
    mailRoute: (route) => `Route “${route}”`,
    mailOpen: (open, oldest) =>
      oldest === null ? 'none on its way' : `${open} on the way, the oldest since ${oldest}`,
    mailStopped: 'stopped: login or certificate is refused',
    sendingTitle: 'What is still to be sent',
    notJoined: 'This probe has not joined a server. It measures and keeps everything here.',
    allSent: 'Nothing; the server has confirmed everything.',
    waiting: (records) => (records === 1 ? '1 record waits.' : `${records} records wait.`),
    lastReceipt: (time) => `Last confirmation of the server: ${time}`,
    noReceipt: 'No confirmation of the server since the start.',
    keeps: 'None of it is lost: it is sent as soon as the server can be reached.',
    note: 'This page comes from the probe itself and works without the internet. It shows what the probe sees at this moment; the server works out how long an outage lasted at least and at most.',
    other: 'Deutsch',
  },
};
