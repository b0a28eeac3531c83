import type { Language } from './views.ts';

/** Sentences of the overview and of a line's banner. */
export type StatusWords = {
  index: {
    title: string;
    noneTitle: string;
    noneVisible: string;
    noneYet: string;
    ninetyDays: string;
  };
  banner: {
    measuredAt: string;
    lastContact: string;
    backEnd: string;
    never: string;
    atLeast: string;
    silentFor: string;
    asOf: (time: string) => string;
    sinceBegin: string;
    lastReported: (bounds: string) => string;
    where: string;
    openOutage: string;
  };
  backEnd: Record<'fping' | 'ping' | 'tcp' | 'dns' | 'simulated', string>;
};

const de: StatusWords = {
  index: {
    title: 'Anschlüsse',
    noneTitle: 'Hier ist noch nichts zu sehen',
    noneVisible: 'Entweder wird noch kein Anschluss gemessen, oder keiner ist veröffentlicht.',
    noneYet: 'Noch wird kein Anschluss gemessen.',
    ninetyDays: '90 Tage',
  },
  banner: {
    measuredAt: 'Zuletzt gemessen',
    lastContact: 'Letzter Kontakt zur Messstelle',
    backEnd: 'Messverfahren',
    never: 'noch nie',
    atLeast: 'mindestens',
    silentFor: 'ohne Kontakt seit',
    asOf: (time) => `gemessen bis ${time}`,
    sinceBegin: 'Seit dem Beginn vergangen:',
    lastReported: (bounds) => `Zuletzt gemeldet war ein Ausfall: ${bounds}.`,
    where: 'Wo',
    openOutage: 'Dieser Ausfall im Einzelnen',
  },
  backEnd: {
    fping: 'Ping (fping)',
    ping: 'Ping (Systemprogramm)',
    tcp: 'TCP-Verbindungen',
    dns: 'DNS-Anfragen',
    simulated: 'erfunden (Vorführung)',
  },
};

const en: StatusWords = {
  index: {
    title: 'Lines',
    noneTitle: 'Nothing to see here yet',
    noneVisible: 'Either no line is measured yet, or none is published.',
    noneYet: 'No line is measured yet.',
    ninetyDays: '90 days',
  },
  banner: {
    measuredAt: 'Last measured',
    lastContact: 'Last contact with the probe',
    backEnd: 'Measured with',
    never: 'never',
    atLeast: 'at least',
    silentFor: 'without contact for',
    asOf: (time) => `measured until ${time}`,
    sinceBegin: 'Time since the beginning:',
    lastReported: (bounds) => `The last report was an outage: ${bounds}.`,
    where: 'Where',
    openOutage: 'This outage in detail',
  },
  backEnd: {
    fping: 'ping (fping)',
    ping: 'ping (system program)',
    tcp: 'TCP connections',
    dns: 'DNS queries',
    simulated: 'made up (demo)',
  },
};

export const statusWords: Record<Language, StatusWords> = { de, en };
