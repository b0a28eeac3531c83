import type { Language } from './views.ts';

/** Sentences on what strangers see, on pages that strangers and the owner read. */
export type DisclosureWords = {
  delayed: (minutes: number) => string;
  reallyLive: string;
  method: { targets: (kinds: string) => string; kind: Record<'ping' | 'tcp' | 'dns' | 'http', string> };
  hiddenExact: string;
  preview: { text: string; back: string };
};

const de: DisclosureWords = {
  delayed: (minutes) => `Stand vor mindestens ${minutes} Minuten, Zeiten auf 5 Minuten gerundet.`,
  reallyLive: 'Zeiten auf 5 Minuten gerundet.',
  method: {
    targets: (kinds) => `Welche Ziele das sind, wird nicht veröffentlicht; gefragt werden sie per ${kinds}.`,
    kind: { ping: 'Ping', tcp: 'TCP-Verbindung', dns: 'DNS-Anfrage', http: 'HTTP-Anfrage' },
  },
  hiddenExact: 'Beginn und Ende sind auf 5 Minuten nach außen gerundet; die Dauer ist gemessen.',
  preview: { text: 'Vorschau: So sehen Fremde diese Seite.', back: 'Zurück zum Veröffentlichen' },
};

const en: DisclosureWords = {
  delayed: (minutes) => `As of at least ${minutes} minutes ago, times rounded to 5 minutes.`,
  reallyLive: 'Times are rounded to 5 minutes.',
  method: {
    targets: (kinds) => `Which targets these are is not published; they are asked by ${kinds}.`,
    kind: { ping: 'ping', tcp: 'TCP connection', dns: 'DNS query', http: 'HTTP request' },
  },
  hiddenExact: 'Begin and end are rounded outward to 5 minutes; the duration is as measured.',
  preview: { text: 'Preview: this is how strangers see this page.', back: 'Back to publishing' },
};

export const disclosureWords: Record<Language, DisclosureWords> = { de, en };
