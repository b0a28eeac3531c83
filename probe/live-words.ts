import type { Method, Target } from '../rules/method.ts';
import { classOfOutcome, type Sample } from '../rules/sample.ts';

/** What witnesses said last: the router of its line, negative controls and the own server of being lied to. */
export type LiveWords = {
  /** True when a witness says something else than it did before. */
  note(sample: Sample, method: Method): boolean;
  /**
   * Whether the router says, not long ago, that its line is in trouble or that another one stands in for it. Only what it
   * said otherwise before: some routers call a good line "disconnected" for ever.
   */
  isRouterInTrouble(nowTickMs: number): boolean;
};

/** What the router said is believed for so long: some of its polls may fail. */
const ROUTER_WORD_MAX_MS = 300_000;

/** Words of the router's facts (rules/witness/vocabulary.ts) that speak of trouble. */
const TROUBLE: Readonly<Record<string, readonly string[]>> = {
  dslSync: ['init', 'down'],
  session: ['connecting', 'auth-failed', 'disconnected'],
  access: ['mobile'],
  link: ['down'],
};

type RouterWord = { word: string; hasBeenGood: boolean; atTickMs: number };

/** A quick guess like live-state.ts: the server derives what it was, and is told of it sooner. */
export function startLiveWords(): LiveWords {
  let lastMethod: Method | null = null;
  const said = new Map<number, string>();
  const router = new Map<string, RouterWord>();
  return {
    note: (sample, method) => {
      if (method !== lastMethod) said.clear();
      lastMethod = method;
      const target = method.targets[sample.target];
      if (!target) return false;
      if (target.role === 'router') return noteRouter(router, sample);
      const word = honestyOf(target, sample);
      if (word === null) return false;
      const before = said.get(sample.target);
      said.set(sample.target, word);
      // of one that lies from the start on the first word is news
      return before === undefined ? word === 'lies' : before !== word;
    },
    isRouterInTrouble: (nowTickMs) =>
      [...router].some(
        ([key, { word, hasBeenGood, atTickMs }]) =>
          hasBeenGood && isTrouble(key, word) && nowTickMs - atTickMs <= ROUTER_WORD_MAX_MS,
      ),
  };
}

function isTrouble(key: string, word: string): boolean {
  return TROUBLE[key]?.includes(word) ?? false;
}

function noteRouter(router: Map<string, RouterWord>, { facts, sentTickMs }: Sample): boolean {
  let isNews = false;
  for (const key of Object.keys(TROUBLE)) {
    const word = facts[key];
    if (word === undefined) continue;
    const before = router.get(key);
    const hasBeenGood = before?.hasBeenGood === true || !isTrouble(key, word);
    router.set(key, { word, hasBeenGood, atTickMs: sentTickMs });
    isNews ||= before !== undefined && before.word !== word;
  }
  return isNews;
}

/** Whether what answers is who it says; `null`: nothing was said, or the role has nothing to lie about. */
export function honestyOf({ role, kind }: Target, { outcome, facts }: Sample): 'lies' | 'honest' | null {
  const outcomeClass = classOfOutcome(outcome);
  if (role === 'control') {
    // of a name that is none "there is none" is the right answer; who answers for an address that nobody has lies
    const isName = kind === 'nxdomain';
    if (outcomeClass === 'not-measured' || (isName && outcomeClass === 'lost')) return null;
    const isLie = isName ? facts['answer'] === 'wrong' : outcomeClass === 'answered';
    return isLie ? 'lies' : 'honest';
  }
  if (role !== 'own-server' || outcomeClass !== 'answered') return null;
  if (facts['answer'] === 'wrong') return 'lies';
  return facts['answer'] === 'ok' ? 'honest' : null;
}
