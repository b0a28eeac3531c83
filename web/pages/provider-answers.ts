import type { ChainEvidence, ChainLink } from '../../rules/outage/derived.ts';
import { formatCount } from './format.ts';
import type { Language } from './views.ts';
import { technicianWords } from './wording-technician.ts';

type Answers = { answered: number; all: number };
const OWN: readonly ChainEvidence['witness'][] = ['isp-host', 'isp-resolver'];

/**
 * How many requests to machines of the provider were answered in an outage, from the first lost packet to the last. Some may
 * have been while the line broke off: so it is the count that is told, never that the provider was reached.
 */
export function providerAnswers(chain: readonly ChainLink[], language: Language): string {
  const words = technicianWords[language].outages.answers;
  const provider = chain.find(({ link }) => link === 'provider');
  const evidence = provider?.evidence ?? [];
  const own = sumOf(evidence.filter(({ witness }) => OWN.includes(witness)));
  const edge = sumOf(evidence.filter(({ witness }) => witness === 'first-hop'));
  const text = ({ answered, all }: Answers) => words.of(formatCount(answered, language), formatCount(all, language));
  const told = [
    ...(own.all > 0 ? [text(own)] : []),
    // the first hop is told where it is all that is known, and where it answered and nothing behind it
    ...(edge.all > 0 && (edge.answered > 0 || own.all === 0) ? [words.firstHop(text(edge))] : []),
  ];
  // who may not see who said what is given the links alone
  return told.length === 0 ? words.untold[provider?.state ?? 'unknown'] : told.join('; ');
}

function sumOf(evidence: readonly ChainEvidence[]): Answers {
  const sum = (name: string) => evidence.reduce((total, { values }) => total + Number(values[name] ?? 0), 0);
  return { answered: sum('answered'), all: sum('answered') + sum('lost') };
}
