import type { Language } from '../../../web/pages/views.ts';
import type { ObjectionFacts } from './facts.ts';
import { JUDGES } from './judge.ts';
import {
  ABOUT_MEASUREMENT,
  ABOUT_OUTAGES,
  ANSWERS,
  type AnswerKind,
  type Objection,
  type ObjectionId,
} from './objection.ts';
import { objectionsDe } from './wording-de.ts';
import { objectionsEn } from './wording-en.ts';
import type { ObjectionWords } from './words.ts';

const WORDS: Record<Language, ObjectionWords> = { de: objectionsDe, en: objectionsEn };
const IDS = Object.keys(ANSWERS) as ObjectionId[]; // the keys of an object of ours

/** What a provider would say, each answered as far as the facts of the case go, or conceded. */
export function objectionsOf(facts: ObjectionFacts, language: Language): Objection[] {
  return IDS.map((id) => answer(id, facts, WORDS[language]));
}

function answer(id: ObjectionId, facts: ObjectionFacts, words: ObjectionWords): Objection {
  const { objection, proof, says } = words.objections[id];
  const moot = { id, objection, kind: 'moot', proof: words.mootProof } as const;
  if (facts.observedMs === 0 && ABOUT_MEASUREMENT.has(id)) return { ...moot, text: words.unobserved };
  if (facts.counted === 0 && ABOUT_OUTAGES.has(id)) return { ...moot, text: words.moot };
  const name: string = JUDGES[id](facts);
  // each objection has words for each of its answers; the types of words.ts see to it
  const kinds: Record<string, AnswerKind> = ANSWERS[id];
  const texts: Record<string, (facts: ObjectionFacts) => string> = says;
  const [kind, text] = [kinds[name], texts[name]];
  if (kind === undefined || text === undefined) throw new Error(`bug: no answer ${name} to ${id}`);
  return { id, objection, kind, text: text(facts), proof: kind === 'conceded' ? '' : proof };
}
