import type { ROUTER_SOURCES } from '../../../rules/witness/vocabulary.ts';
import { isPrivateAddress4 } from '../../address-scope.ts';
import type { Attempt, Reading } from '../check.ts';
import type { RouterReason } from './http-exchange.ts';
import type { Said } from './plain-values.ts';

export type RouterSource = 'igd' | 'tr064' | 'ubus';

export type ReadingInput = {
  said: Said;
  /** At least one. */
  sources: readonly RouterSource[];
  reason: RouterReason | null;
  isLong: boolean;
  /** Of the last sample. */
  before: Said;
  isPlanned: boolean;
  isRented: boolean;
  personal: Attempt['personal'];
};

/** The words of rules/witness/vocabulary.ts; addresses only as hashes, and only when they are new or a long sample is due. */
export function readingOf(input: ReadingInput): Pick<Reading, 'readings' | 'facts'> {
  const { said, before, isLong } = input;
  const facts: Record<string, string> = { source: sourceOf(input.sources) };
  for (const key of ['dslSync', 'session', 'access', 'link', 'lastError'] as const) {
    const word = said[key];
    if (word !== undefined) facts[key] = word;
  }
  for (const [key, kind] of [
    ['externalAddress4', 'external-address'],
    ['externalPrefix6', 'external-prefix'],
  ] as const) {
    const value = said[key];
    if (value !== undefined && (isLong || value !== before[key])) facts[key] = input.personal(kind, value);
  }
  if (said.externalAddress4 !== undefined && isPrivateAddress4(said.externalAddress4)) facts['external'] = 'private';
  if (input.reason !== null) facts['reason'] = input.reason;
  if (input.isPlanned) facts['logReconnect'] = 'planned';
  if (input.isRented) facts['rented'] = 'yes';
  return { facts, readings: said.readings };
}

function sourceOf(sources: readonly RouterSource[]): (typeof ROUTER_SOURCES)[number] {
  const hasIgd = sources.includes('igd');
  if (sources.includes('ubus')) return hasIgd ? 'igd-ubus' : 'ubus';
  if (sources.includes('tr064')) return hasIgd ? 'igd-tr064' : 'tr064';
  return 'igd';
}
