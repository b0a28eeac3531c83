import { caseObjectionsDe } from './wording-case-de.ts';
import { homeObjectionsDe } from './wording-home-de.ts';
import { methodObjectionsDe } from './wording-method-de.ts';
import type { ObjectionWords } from './words.ts';

/** German: what a provider would say, and the answers. */
export const objectionsDe: ObjectionWords = {
  moot: 'Im Zeitraum ist kein Ausfall gezählt; die Frage stellt sich hier nicht.',
  mootProof: 'evidence.json: outages',
  objections: { ...homeObjectionsDe, ...methodObjectionsDe, ...caseObjectionsDe },
};
