import { caseObjectionsDe } from './wording-case-de.ts';
import { homeObjectionsDe } from './wording-home-de.ts';
import { methodObjectionsDe } from './wording-method-de.ts';
import type { ObjectionWords } from './words.ts';

/** German: what a provider would say, and the answers. */
export const objectionsDe: ObjectionWords = {
  moot: 'Im Zeitraum ist kein Ausfall gezählt.',
  unobserved: 'Im Zeitraum ist nichts beobachtet und kein Ausfall gezählt.',
  mootProof: 'evidence.json: sums',
  objections: { ...homeObjectionsDe, ...methodObjectionsDe, ...caseObjectionsDe },
};
