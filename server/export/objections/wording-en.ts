import { caseObjectionsEn } from './wording-case-en.ts';
import { homeObjectionsEn } from './wording-home-en.ts';
import { methodObjectionsEn } from './wording-method-en.ts';
import type { ObjectionWords } from './words.ts';

/** English: what a provider would say, and the answers. */
export const objectionsEn: ObjectionWords = {
  moot: 'No outage is counted in the period.',
  unobserved: 'Nothing was observed in the period, and no outage is counted.',
  mootProof: 'evidence.json: sums',
  objections: { ...homeObjectionsEn, ...methodObjectionsEn, ...caseObjectionsEn },
};
