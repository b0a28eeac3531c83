import type { ObjectionFacts } from './facts.ts';
import type { AnswerName, ObjectionId } from './objection.ts';

/** Said of the home of the customer; of the method; the rest. Each in files of its own. */
export type HomeObjection =
  | 'own-router'
  | 'rented-router'
  | 'wifi'
  | 'house-wiring'
  | 'unplugged'
  | 'power-cut'
  | 'device-load'
  | 'customer-software'
  | 'own-traffic'
  | 'vpn-or-mobile'
  | 'backup-worked'
  | 'probe-restarted'
  | 'probe-broken';
export type MethodObjection =
  | 'only-icmp'
  | 'icmp-rate-limited'
  | 'targets-down'
  | 'beyond-our-network'
  | 'dns-only'
  | 'one-protocol-only'
  | 'clock-wrong'
  | 'time-zone'
  | 'sampling-gaps'
  | 'short-drop-outs'
  | 'nightly-reconnect';
export type CaseObjection = Exclude<ObjectionId, HomeObjection | MethodObjection>;

/** What is said, where the proof stands, and the words of each answer. */
export type ObjectionTexts<Ids extends ObjectionId> = {
  [Id in Ids]: {
    objection: string;
    proof: string;
    says: Record<AnswerName<Id>, (facts: ObjectionFacts) => string>;
  };
};

export type ObjectionWords = {
  /** Where no outage counts; where nothing was observed; and where that stands. */
  moot: string;
  unobserved: string;
  mootProof: string;
  objections: ObjectionTexts<ObjectionId>;
};
