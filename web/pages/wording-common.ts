import type { Side, State } from '../../rules/verdict/verdict.ts';
import type { Language, Period } from './views.ts';

/** Sentences of every page: frame, states, causes, places. */
export type CommonWords = {
  subtitle: string;
  skip: string;
  otherLanguage: { code: Language; name: string; label: string };
  nav: { allLines: string; owner: string; main: string; path: string };
  simulated: string;
  offline: string;
  footer: { builtAt: string; reload: string; limits: string; privacy: string; imprint: string; privacyNotice: string };
  /** A line is always "a line at X", never X itself. */
  lineAt: (provider: string) => string;
  state: Record<State, string>;
  /** State of a line now, as a headline. */
  headline: Record<State, string>;
  side: Record<Side, string>;
  period: Record<Period, string>;
  /** Why nothing is known; keys are causes. */
  cause: Record<CauseName, { title: string; text: string }>;
  since: string;
  notObserved: string;
  coverage: (percent: string) => string;
  table: { day: string; outages: string; dropouts: string; of: string };
};

export const CAUSE_NAMES = [
  'not-observed',
  'no-contact',
  'server-offline',
  'no-probe',
  'first-contact',
  'home',
  'starting',
  'restart',
  'reboot',
  'power-cut-likely',
  'line-was-up',
  'suspend',
  'stall',
  'clock-step',
  'tool',
  'no-network',
  'vpn',
  'missing-data',
  'no-samples',
  'not-delivered',
  'attributed-home',
] as const;
export type CauseName = (typeof CAUSE_NAMES)[number];

const de: CommonWords = {
  subtitle: 'Das Störungsprotokoll für Ihren Internetanschluss',
  skip: 'Zum Inhalt',
  otherLanguage: { code: 'en', name: 'English', label: 'This page in English' },
  nav: { allLines: 'Alle Anschlüsse', owner: 'Meine Anschlüsse', main: 'Seiten', path: 'Wo Sie sind' },
  simulated: 'Vorführung: Alle Werte auf dieser Seite sind erfunden, nichts davon wurde gemessen.',
  offline: 'Keine Verbindung zu diesem Server. Die Seite zeigt den letzten Stand, den sie bekommen hat.',
  footer: {
    builtAt: 'Seite erstellt',
    reload: 'Neu laden',
    limits:
      'Linewitness misst, ob ein Anschluss Pakete befördert. Das ist eine dokumentierte Messung der Erreichbarkeit, kein amtlich anerkanntes Messverfahren und keine Rechtsberatung.',
    privacy: 'Wer hier nur liest, bekommt keine Cookies, und nichts wird von Dritten geladen.',
    imprint: 'Impressum',
    privacyNotice: 'Datenschutz',
  },
  lineAt: (provider) => (provider === '' ? 'ein Internetanschluss' : `ein Anschluss bei ${provider}`),
  state: {
    up: 'in Betrieb',
    degraded: 'eingeschränkt',
    down: 'Ausfall',
    maintenance: 'geplante Unterbrechung',
    unknown: 'nicht beobachtet',
  },
  headline: {
    up: 'Der Anschluss funktioniert',
    degraded: 'Der Anschluss ist eingeschränkt',
    down: 'Der Anschluss ist ausgefallen',
    maintenance: 'Geplante Unterbrechung',
    unknown: 'Zustand nicht bekannt',
  },
  side: {
    home: 'im eigenen Heimnetz',
    access: 'zwischen Router und Netz des Anbieters',
    provider: 'im Netz des Anbieters',
    remote: 'beim Ziel oder auf dem Weg dorthin',
    unknown: 'nicht festgestellt',
  },
  period: { '24h': '24\u00a0Stunden', '7d': '7 Tage', '30d': '30 Tage', '90d': '90 Tage', '1y': '1 Jahr' },
  cause: {
    'not-observed': {
      title: 'Nicht beobachtet',
      text: 'Für diese Zeit liegen keine Messwerte vor, aus denen etwas folgt. Das ist weder Betrieb noch Ausfall.',
    },
    'no-contact': {
      title: 'Kein Kontakt zur Messstelle',
      text: 'Ob der Anschluss ausgefallen ist, steht noch nicht fest. Die Messstelle misst ohne Verbindung weiter und liefert ihre Werte nach, sobald sie wieder Kontakt hat.',
    },
    'server-offline': {
      title: 'Dieser Server war selbst ohne Netz',
      text: 'Über den Anschluss sagt das nichts. Was die Messstelle in dieser Zeit gemessen hat, liefert sie nach.',
    },
    'no-probe': {
      title: 'Noch keine Messstelle',
      text: 'Für diesen Anschluss misst noch niemand.',
    },
    'first-contact': {
      title: 'Die Messung läuft an',
      text: 'Bevor nicht mindestens zwei Ziele im Internet geantwortet haben, wird nichts behauptet.',
    },
    home: {
      title: 'Störung im eigenen Heimnetz',
      text: 'Der eigene Router antwortet nicht. Ob der Anschluss funktioniert, lässt sich so nicht sagen; das zählt nicht als Ausfall.',
    },
    starting: { title: 'Die Messung läuft an', text: 'Die Messstelle ist gerade gestartet.' },
    restart: { title: 'Messung neu gestartet', text: 'Das Messprogramm lief in dieser Zeit nicht.' },
    reboot: { title: 'Messstelle neu gestartet', text: 'Das Gerät, das misst, war in dieser Zeit aus.' },
    'power-cut-likely': {
      title: 'Vermutlich Stromausfall',
      text: 'Messstelle und Router sind beide neu gestartet. Das zählt nicht als Ausfall des Anschlusses.',
    },
    'line-was-up': {
      title: 'Nicht gemessen, Router war verbunden',
      text: 'Gemessen wurde nicht, aber laut Router bestand die Verbindung durchgehend.',
    },
    suspend: { title: 'Messstelle im Ruhezustand', text: 'Das Gerät, das misst, schlief in dieser Zeit.' },
    stall: { title: 'Messstelle überlastet', text: 'Das Messprogramm kam zeitweise nicht zum Zug.' },
    'clock-step': {
      title: 'Uhr verstellt',
      text: 'Die Uhr der Messstelle sprang; diese Sekunden gelten als nicht gemessen.',
    },
    tool: { title: 'Messwerkzeug gestört', text: 'Das Messprogramm konnte keine Pakete senden oder auswerten.' },
    'no-network': { title: 'Messstelle ohne Netz', text: 'Die Messstelle hatte keine Verbindung zum Heimnetz.' },
    vpn: {
      title: 'Messstelle in einem VPN',
      text: 'Die Messstelle ging über ein VPN ins Internet. Gemessen wurde damit das VPN, nicht der Anschluss.',
    },
    'missing-data': {
      title: 'Aufzeichnung fehlt',
      text: 'Für diese Zeit fehlen die Aufzeichnungen der Messstelle; die Lücke ist vermerkt.',
    },
    'no-samples': {
      title: 'Keine eindeutigen Messwerte',
      text: 'Für diese Zeit liegen keine Messwerte vor, aus denen etwas folgt. Sie gilt weder als Betrieb noch als Ausfall.',
    },
    'not-delivered': {
      title: 'Messwerte stehen noch aus',
      text: 'Die Messstelle meldet sich, hat aber noch keine neuen Messwerte geliefert. Bis sie da sind, wird nichts behauptet.',
    },
    'attributed-home': {
      title: 'Vom Inhaber zu Hause gefunden',
      text: 'Der Inhaber hat die Ursache später zu Hause gefunden. Das zählt nicht als Ausfall.',
    },
  },
  since: 'seit',
  notObserved: 'nicht beobachtet',
  coverage: (percent) => `davon beobachtet ${percent}`,
  table: { day: 'Tag', outages: 'Ausfälle', dropouts: 'Aussetzer', of: 'davon' },
};

const en: CommonWords = {
  subtitle: 'The outage record of your internet line',
  skip: 'Skip to content',
  otherLanguage: { code: 'de', name: 'Deutsch', label: 'Diese Seite auf Deutsch' },
  nav: { allLines: 'All lines', owner: 'My lines', main: 'Pages', path: 'Where you are' },
  simulated: 'Demo: all values on this page are made up, none of them was measured.',
  offline: 'No connection to this server. The page shows the last state it received.',
  footer: {
    builtAt: 'Page built',
    reload: 'Reload',
    limits:
      'Linewitness measures whether a line carries packets. This is a documented measurement of reachability, not an officially recognised procedure and not legal advice.',
    privacy: 'Who only reads here gets no cookies, and nothing is loaded from third parties.',
    imprint: 'Imprint',
    privacyNotice: 'Privacy',
  },
  lineAt: (provider) => (provider === '' ? 'an internet line' : `a line at ${provider}`),
  state: {
    up: 'working',
    degraded: 'degraded',
    down: 'outage',
    maintenance: 'planned interruption',
    unknown: 'not observed',
  },
  headline: {
    up: 'The line works',
    degraded: 'The line is degraded',
    down: 'The line is out',
    maintenance: 'Planned interruption',
    unknown: 'State not known',
  },
  side: {
    home: 'in the home network',
    access: 'between the router and the provider’s network',
    provider: 'in the provider’s network',
    remote: 'at the target or on the way to it',
    unknown: 'not established',
  },
  period: { '24h': '24\u00a0hours', '7d': '7 days', '30d': '30 days', '90d': '90 days', '1y': '1 year' },
  cause: {
    'not-observed': {
      title: 'Not observed',
      text: 'There are no measurements of this time from which anything follows. It is neither working time nor an outage.',
    },
    'no-contact': {
      title: 'No contact with the probe',
      text: 'Whether the line is out is not known yet. The probe goes on measuring without a connection and delivers its values as soon as it has contact again.',
    },
    'server-offline': {
      title: 'This server itself had no network',
      text: 'This says nothing about the line. What the probe measured in this time will be delivered later.',
    },
    'no-probe': {
      title: 'No probe yet',
      text: 'Nothing measures this line yet.',
    },
    'first-contact': {
      title: 'Measuring is starting',
      text: 'Until at least two targets on the internet have answered, nothing is claimed.',
    },
    home: {
      title: 'Fault in the home network',
      text: 'The home router does not answer. Whether the line works cannot be told; this does not count as an outage.',
    },
    starting: { title: 'Measuring is starting', text: 'The probe has just been started.' },
    restart: { title: 'Measuring restarted', text: 'The measuring program was not running in this time.' },
    reboot: { title: 'Probe restarted', text: 'The device that measures was off in this time.' },
    'power-cut-likely': {
      title: 'Probably a power cut',
      text: 'Probe and router both restarted. This does not count as an outage of the line.',
    },
    'line-was-up': {
      title: 'Not measured, router was connected',
      text: 'Nothing was measured, but according to the router the connection lasted throughout.',
    },
    suspend: { title: 'Probe asleep', text: 'The device that measures was asleep in this time.' },
    stall: { title: 'Probe overloaded', text: 'The measuring program could not run for a while.' },
    'clock-step': {
      title: 'Clock changed',
      text: 'The clock of the probe jumped; these seconds count as not measured.',
    },
    tool: { title: 'Measuring tool disturbed', text: 'The measuring program could not send or read packets.' },
    'no-network': { title: 'Probe without network', text: 'The probe had no connection to the home network.' },
    vpn: {
      title: 'Probe in a VPN',
      text: 'The probe reached the internet through a VPN. What it measured was the VPN, not the line.',
    },
    'missing-data': {
      title: 'Records missing',
      text: 'The probe’s records of this time are missing; the gap is on record.',
    },
    'no-samples': {
      title: 'No conclusive measurements',
      text: 'There are no measurements of this time from which anything follows. It counts neither as working nor as an outage.',
    },
    'not-delivered': {
      title: 'Measurements not delivered yet',
      text: 'The probe reports itself but has not delivered new measurements. Until they are here, nothing is claimed.',
    },
    'attributed-home': {
      title: 'Found at home by the owner',
      text: 'The owner found the cause at home later. This does not count as an outage.',
    },
  },
  since: 'since',
  notObserved: 'not observed',
  coverage: (percent) => `of which observed ${percent}`,
  table: { day: 'Day', outages: 'Outages', dropouts: 'Drop-outs', of: 'of these' },
};

export const commonWords: Record<Language, CommonWords> = { de, en };

/** Causes that read the same as another. */
const OTHER_NAMES: Record<string, CauseName> = {
  gateway: 'home',
  'router-or-lan-fault': 'home',
  'probe-lan-fault': 'no-network',
  'no-route': 'no-network',
  'not-permitted': 'tool',
  'tool-error': 'tool',
};

/** The words of a cause; null for one that this version does not know. */
export function causeOf(cause: string | null, language: Language): { title: string; text: string } | null {
  if (cause === null) return null;
  const name = OTHER_NAMES[cause] ?? CAUSE_NAMES.find((known) => known === cause);
  return name === undefined ? null : commonWords[language].cause[name];
}
