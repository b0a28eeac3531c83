import { formatCount, formatDuration } from '../../../web/pages/format.ts';
import type { ObjectionFacts } from './facts.ts';

const KIND_NAMES: Record<string, string> = {
  tcp: 'connecting (TCP)',
  dns: 'asking for a name (DNS)',
  http: 'fetching (HTTP)',
};

/** `in all 4 counted outages`. */
export function at(count: number, { counted }: ObjectionFacts): string {
  if (counted === 1) return 'in the one counted outage';
  return count === counted
    ? `in all ${formatCount(counted, 'en')} counted outages`
    : `in ${formatCount(count, 'en')} of ${formatCount(counted, 'en')} counted outages`;
}
/** `in 3 of 4 cases`; of none too. */
export const ofAll = (count: number, { counted }: ObjectionFacts) =>
  `in ${formatCount(count, 'en')} of ${formatCount(counted, 'en')} cases`;
export const least = (ms: number) => formatDuration(ms, 'en', 'down');
export const most = (ms: number) => formatDuration(ms, 'en', 'up');
export const kinds = (names: readonly string[]) => names.map((name) => KIND_NAMES[name] ?? name).join(', ');
/** Time that does not count for a reason; empty where there was none. */
export const notCounted = (ms: number, why: string) =>
  ms === 0 ? '' : ` ${most(ms)} are listed for this reason (${why}) as not observed, not as an outage.`;
export const CHAIN = 'evidence.json: outages, chain; measuring cycles in probe/';
export const METHOD = 'evidence.json: methods; method/';

/** Empty where nothing is to be said. */
export function reachable(facts: ObjectionFacts): string {
  return facts.reachable === 0
    ? ''
    : ` The home was reachable over a backup connection ${at(facts.reachable, facts)}; that the line itself failed rests there on what the router said.`;
}

/** What was made more exact or told later; empty where nothing was. */
export function revised({ revised: count, attributed }: ObjectionFacts): string {
  const findings = count === 1 ? 'One finding was' : `${formatCount(count, 'en')} findings were`;
  const outages = attributed === 1 ? 'one outage' : `${formatCount(attributed, 'en')} outages`;
  const notes = [
    ...(count > 0 ? [`${findings} made more exact by what the router said later; both versions are given.`] : []),
    ...(attributed > 0
      ? [`The owner later entered ${outages} as caused at home; the measurements are unchanged.`]
      : []),
  ];
  return notes.map((note) => ` ${note}`).join('');
}
