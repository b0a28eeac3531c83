import type { Inputs } from '../verdict/inputs.ts';
import type { Sight } from './observation.ts';

/**
 * Negative controls and the own server's signed answer (rows 3 and 16): what answers for an address that nobody has lies,
 * and then no other answer of a packet is believed but one that only the own server could give. Plain JSON.
 */
export type ControlMemory = {
  /** Controls that lied when they were last heard, and since when. */
  lying: Record<string, number>;
  /** Resolvers (addresses) that gave an address to a name that does not exist. */
  inventing: string[];
  own: { answer: 'ok' | 'wrong' | 'fail'; atMs: number; wrongs: number; wrongSinceAtMs: number } | null;
};

/** So long the own server's answer holds: it is asked every 20 s (decision 11), reference §4 says 60 s. */
const OWN_FRESH_MS = 60_000;
/** Somebody else answered for the own server, so often and so long: one that restarts is not a portal. */
const WRONG_ANSWERS = 2;
const WRONG_MS = 15_000;

export function startControls(): ControlMemory {
  return { lying: {}, inventing: [], own: null };
}

/** Notes what a control came to: silence is clean for a ping, and says nothing of a name. */
export function noteControl(memory: ControlMemory, sight: Sight): void {
  if (sight.outcomeClass === 'not-measured') return;
  const [, , kind] = sight.target.split(' ', 3);
  if (kind === 'nxdomain') noteInvented(memory, sight);
  else if (sight.outcomeClass === 'answered') memory.lying[sight.target] ??= sight.atMs;
  else delete memory.lying[sight.target];
}

function noteInvented(memory: ControlMemory, { target, answer, outcomeClass }: Sight): void {
  if (outcomeClass !== 'answered' || (answer !== 'ok' && answer !== 'wrong')) return;
  const address = target.slice(target.lastIndexOf(' ') + 1);
  const others = memory.inventing.filter((one) => one !== address);
  memory.inventing = answer === 'wrong' ? [...others, address] : others;
}

/** Notes what came of asking the own server; its own refusal is signed like any other word of it. */
export function noteOwnServer(memory: ControlMemory, { outcomeClass, answer, atMs }: Sight): void {
  if (outcomeClass === 'not-measured') return;
  const known = memory.own;
  if (outcomeClass === 'answered' && answer === 'wrong') {
    const isAgain = known?.answer === 'wrong';
    const wrongSinceAtMs = isAgain ? known.wrongSinceAtMs : atMs;
    memory.own = { answer: 'wrong', atMs, wrongs: isAgain ? known.wrongs + 1 : 1, wrongSinceAtMs };
  } else {
    const isOk = outcomeClass === 'answered' && (answer === 'ok' || answer === 'refused');
    memory.own = { answer: isOk ? 'ok' : 'fail', atMs, wrongs: 0, wrongSinceAtMs: atMs };
  }
}

/**
 * Whether far answers are void. A resolver that invents addresses voids only answers of names: its own, where the
 * provider redirects misspelled names; packets are none of its business.
 */
export function isLying({ lying, inventing }: ControlMemory, areAllNames: boolean): boolean {
  return isAnyLying({ lying }) || (areAllNames && inventing.length > 0);
}

/** Asked with each far sample: makes no list of keys. */
export function isAnyLying({ lying }: Pick<ControlMemory, 'lying'>): boolean {
  for (const _ in lying) return true;
  return false;
}

/** H and X. `isVoid`: far answers are void. */
export function controlInputs(
  { own }: ControlMemory,
  isVoid: boolean,
  atMs: number,
): Pick<Inputs, 'httpsNonce' | 'negativeControl'> {
  const isFresh = own !== null && atMs - own.atMs <= OWN_FRESH_MS;
  const negativeControl = isVoid ? 'lying' : 'clean';
  if (!isFresh) return { httpsNonce: 'na', negativeControl };
  const isWrong = own.wrongs >= WRONG_ANSWERS && own.atMs - own.wrongSinceAtMs >= WRONG_MS;
  if (own.answer === 'wrong') return { httpsNonce: isWrong ? 'wrong' : 'na', negativeControl };
  return { httpsNonce: own.answer, negativeControl };
}

/** Only controls of the present method count. */
export function keepControls(memory: ControlMemory, keys: string[]): void {
  if (!keys.some((key) => key.startsWith('own-server '))) memory.own = null;
  for (const key of Object.keys(memory.lying)) if (!keys.includes(key)) delete memory.lying[key];
  memory.inventing = memory.inventing.filter((address) =>
    keys.some((key) => key.startsWith('control ') && key.endsWith(` ${address}`)),
  );
}
