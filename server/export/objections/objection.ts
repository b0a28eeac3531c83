/**
 * `answered`: what was measured speaks against it; `partly`: for some of the outages, or with a limit that is named;
 * `conceded`: the measurement cannot answer it; `moot`: there is nothing in the period that it could be about.
 */
export type AnswerKind = 'answered' | 'partly' | 'conceded' | 'moot';

/**
 * What a provider would say against the measurement, in the order in which the report lists it, with every answer that
 * there is. Which of them holds is for judge.ts, by the facts of the case; the words are in wording-de.ts and wording-en.ts.
 */
export const ANSWERS = {
  'own-router': { provider: 'answered', gateway: 'partly', unknown: 'conceded' },
  'rented-router': { rented: 'answered', some: 'partly', unknown: 'conceded' },
  wifi: { all: 'answered', some: 'partly', unknown: 'conceded' },
  'house-wiring': { provider: 'answered', some: 'partly', unknown: 'conceded' },
  unplugged: { unknown: 'conceded' },
  'power-cut': { all: 'answered', some: 'partly', unknown: 'conceded' },
  'device-load': { all: 'answered', some: 'partly', unknown: 'conceded' },
  'customer-software': { router: 'answered', some: 'partly', unknown: 'conceded' },
  'own-traffic': { none: 'partly', some: 'partly' },
  'vpn-or-mobile': { seen: 'partly', failover: 'partly' },
  'backup-worked': { seen: 'partly', unseen: 'partly' },
  'probe-restarted': { none: 'partly', some: 'partly' },
  'probe-broken': { all: 'answered', some: 'partly', unknown: 'conceded' },
  'only-icmp': { several: 'answered', ping: 'conceded', withheld: 'conceded' },
  'icmp-rate-limited': { several: 'answered', ping: 'partly', one: 'conceded', withheld: 'conceded' },
  'targets-down': { several: 'answered', one: 'conceded', withheld: 'conceded' },
  'beyond-our-network': { all: 'answered', some: 'partly', unknown: 'conceded' },
  'dns-only': { numeric: 'answered', names: 'partly', withheld: 'conceded' },
  'one-protocol-only': { both: 'answered', one: 'conceded', withheld: 'conceded' },
  'clock-wrong': { known: 'answered', router: 'partly', some: 'partly', none: 'conceded' },
  'time-zone': { always: 'answered' },
  'sampling-gaps': { none: 'answered', some: 'partly' },
  'short-drop-outs': { none: 'answered', some: 'partly' },
  'nightly-reconnect': { told: 'answered', untold: 'partly', similar: 'partly' },
  'planned-work': { said: 'partly', withheld: 'conceded', unknown: 'conceded' },
  'force-majeure': { unknown: 'conceded' },
  'other-customers-fine': { unknown: 'conceded' },
  'our-logs-differ': { compared: 'partly', withheld: 'conceded', unknown: 'conceded' },
  'speed-fine': { unknown: 'conceded' },
  'not-complete-outage': { whole: 'partly', parts: 'partly' },
  'account-blocked': { unknown: 'conceded' },
  'substitute-offered': { unknown: 'conceded' },
  'nobody-at-home': { unknown: 'conceded' },
  'no-report-made': { proven: 'partly', told: 'partly', withheld: 'conceded', none: 'conceded' },
  'late-report': { told: 'partly', withheld: 'conceded', none: 'conceded' },
  'no-cooperation': { told: 'partly', withheld: 'conceded', none: 'conceded' },
  'edited-later': { stamped: 'answered', chained: 'partly' },
  invented: { stamped: 'partly', unknown: 'conceded' },
  'server-is-his': { stamped: 'partly', unknown: 'conceded' },
  'no-certified-method': { unknown: 'conceded' },
} as const satisfies Record<string, Record<string, AnswerKind>>;
export type ObjectionId = keyof typeof ANSWERS;
export type AnswerName<Id extends ObjectionId> = keyof (typeof ANSWERS)[Id] & string;

/** Those that do not arise where no outage counts. */
export const ABOUT_OUTAGES: ReadonlySet<ObjectionId> = new Set([
  'own-router',
  'rented-router',
  'wifi',
  'house-wiring',
  'unplugged',
  'power-cut',
  'device-load',
  'customer-software',
  'own-traffic',
  'backup-worked',
  'probe-broken',
  'beyond-our-network',
  'clock-wrong',
  'short-drop-outs',
  'nightly-reconnect',
  'planned-work',
  'force-majeure',
  'other-customers-fine',
  'not-complete-outage',
  'account-blocked',
  'substitute-offered',
  'invented',
]);

/** Those that do not arise either where nothing was observed. */
export const ABOUT_MEASUREMENT: ReadonlySet<ObjectionId> = new Set([
  ...ABOUT_OUTAGES,
  'vpn-or-mobile',
  'probe-restarted',
  'only-icmp',
  'icmp-rate-limited',
  'targets-down',
  'dns-only',
  'one-protocol-only',
  'edited-later',
]);

export type Objection = {
  id: ObjectionId;
  /** In the provider's words. */
  objection: string;
  kind: AnswerKind;
  text: string;
  /** Where to look: members of the bundle, chapters of the report; empty where nothing is proven. */
  proof: string;
};
