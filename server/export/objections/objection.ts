/** What a provider would say against the measurement, in the order in which the report lists it. */
export const OBJECTIONS = [
  'own-router',
  'rented-router',
  'wifi',
  'house-wiring',
  'power-cut',
  'device-load',
  'customer-software',
  'vpn-or-mobile',
  'probe-broken',
  'only-icmp',
  'icmp-rate-limited',
  'targets-down',
  'dns-only',
  'one-protocol-only',
  'clock-wrong',
  'time-zone',
  'sampling-gaps',
  'short-drop-outs',
  'nightly-reconnect',
  'planned-work',
  'force-majeure',
  'other-customers-fine',
  'our-logs-differ',
  'speed-not-measured',
  'not-complete-outage',
  'no-report-made',
  'no-cooperation',
  'edited-later',
  'invented',
  'server-is-his',
  'unplugged',
  'no-certified-method',
] as const;
export type ObjectionId = (typeof OBJECTIONS)[number];

/**
 * `answered`: what was measured speaks against it; `partly`: for some of the outages, or with a limit that is named;
 * `conceded`: the measurement cannot answer it.
 */
export type AnswerKind = 'answered' | 'partly' | 'conceded';

export type Objection = {
  id: ObjectionId;
  /** In the provider's words. */
  objection: string;
  kind: AnswerKind;
  text: string;
  /** Where to look: chapters of the report, members of the bundle; empty where nothing is proven. */
  proof: string;
};
