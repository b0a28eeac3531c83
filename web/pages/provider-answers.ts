import type { ChainLink } from '../../rules/outage/derived.ts';
import { formatCount } from './format.ts';
import type { Language } from './views.ts';
import { technicianWords } from './wording-technician.ts';

/**
 * How many requests to machines of the provider were answered in an outage, from the first lost packet to the last. Some may
 * have been while the line broke off: so it is the count that is told, never that the provider was reached.
 */
export function providerAnswers(chain: readonly ChainLink[], language: Language): string {
  const words = technicianWords[language].outages.answers;
  const provider = chain.find(({ link }) => link === 'provider');
  const evidence = provider?.evidence ?? [];
  const own = evidence.filter(({ witness }) => witness === 'isp-host' || witness === 'isp-resolver');
  const told = own.length > 0 ? own : evidence.filter(({ witness }) => witness === 'first-hop');
  // who may not see who said what is given the links alone
  if (told.length === 0) return words.untold[provider?.state ?? 'unknown'];
  const sum = (name: string) => told.reduce((total, { values }) => total + Number(values[name] ?? 0), 0);
  const [answered, lost] = [sum('answered'), sum('lost')];
  const counts = words.of(formatCount(answered, language), formatCount(answered + lost, language));
  return own.length > 0 ? counts : words.firstHop(counts);
}
