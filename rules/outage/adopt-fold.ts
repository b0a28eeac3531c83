import type { LineFold } from './derive-line.ts';
import { RULES_VERSION } from './derived.ts';
import { startEngine } from './engine-state.ts';

/** A fold of rules of before, to go on with where its raw data are gone: what those did not remember begins empty. */
export function adoptFold(fold: LineFold): LineFold {
  if (fold.rulesVersion === RULES_VERSION) return fold;
  const { state } = fold;
  const engine = state && { ...startEngine(state.coveredToAtMs), ...state.engine };
  return { ...fold, rulesVersion: RULES_VERSION, state: state && engine && { ...state, engine } };
}
