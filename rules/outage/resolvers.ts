import type { Inputs } from '../verdict/inputs.ts';
import type { Sight } from './observation.ts';

/**
 * A resolver has failed after two failures in a row that lie 30 s apart or more, while the line carried packets. A second
 * less, because two attempts on a grid of 30 s are often 29,999 ms apart.
 */
const FAILED_AFTER_MS = 29_000;
const FAILED_AFTER_LOSSES = 2;
/** Lost questions in a row that a lossy line makes by chance once in so many. */
const CHANCE = 1e-6;
/** A line that loses more is not told from a resolver that is silent. */
const MOST_FAILURES = 40;

type Resolver = {
  isOfProvider: boolean;
  /** It has answered rightly before; until then its silence says nothing. */
  isKnown: boolean;
  failures: number;
  failingSinceAtMs: number | null;
  /** Right now: what its failures, or its last answer, come to. */
  finding: 'ok' | 'fail' | 'wrong';
  /** Wrong answers in a row, and since when. */
  wrongs: number;
  wrongSinceAtMs: number | null;
};
export type ResolverTable = Record<string, Resolver>;

/**
 * Failures in a row that no line makes by chance which lost so many of its last far packets. What it loses is taken to be
 * rather more than it showed, for questions are few.
 */
export function failuresNeeded({ lost, answered }: { lost: number; answered: number }): number {
  if (lost === 0) return FAILED_AFTER_LOSSES;
  const ratio = Math.min(0.9, (lost + 2 * Math.sqrt(lost)) / (lost + answered));
  return Math.min(MOST_FAILURES, Math.max(FAILED_AFTER_LOSSES, Math.ceil(Math.log(CHANCE) / Math.log(ratio))));
}

/** Notes what a resolver did; true when the finding on it changed. `needed` failures in a row are one. */
export function resolverOnSight(table: ResolverTable, sight: Sight, needed = FAILED_AFTER_LOSSES): boolean {
  if (sight.outcomeClass === 'not-measured') return false;
  const isOfProvider = sight.role === 'isp-resolver';
  table[sight.target] ??= {
    isOfProvider,
    isKnown: false,
    failures: 0,
    failingSinceAtMs: null,
    finding: 'ok',
    wrongs: 0,
    wrongSinceAtMs: null,
  };
  const resolver = table[sight.target];
  if (!resolver) return false;
  const before = `${resolver.isKnown} ${resolver.finding}`;
  const did = didWhat(sight);
  if (did === 'ok') {
    table[sight.target] = { ...resolver, isKnown: true, ...FORGOTTEN };
  } else {
    resolver.failures = did === 'fail' ? resolver.failures + 1 : 0;
    resolver.failingSinceAtMs = did === 'fail' ? (resolver.failingSinceAtMs ?? sight.atMs) : null;
    resolver.wrongs = did === 'wrong' ? resolver.wrongs + 1 : 0;
    resolver.wrongSinceAtMs = did === 'wrong' ? (resolver.wrongSinceAtMs ?? sight.atMs) : null;
    if (resolver.failures >= needed && isLasting(resolver.failures, resolver.failingSinceAtMs, sight.atMs))
      resolver.finding = 'fail';
    if (isLasting(resolver.wrongs, resolver.wrongSinceAtMs, sight.atMs)) resolver.finding = 'wrong';
  }
  const after = table[sight.target];
  return before !== `${after?.isKnown} ${after?.finding}`;
}

const FORGOTTEN = { failures: 0, failingSinceAtMs: null, finding: 'ok', wrongs: 0, wrongSinceAtMs: null } as const;

function isLasting(count: number, sinceAtMs: number | null, atMs: number): boolean {
  return count >= FAILED_AFTER_LOSSES && sinceAtMs !== null && atMs - sinceAtMs >= FAILED_AFTER_MS;
}

function didWhat(sight: Sight): 'ok' | 'fail' | 'wrong' {
  if (sight.outcomeClass === 'lost') return 'fail';
  if (sight.answer === null || sight.answer === 'ok') return 'ok';
  return sight.answer === 'wrong' ? 'wrong' : 'fail';
}

/** Nobody looked, or the line was down: failures begin anew. */
export function forgetFailures(table: ResolverTable): void {
  for (const [key, resolver] of Object.entries(table)) table[key] = { ...resolver, ...FORGOTTEN };
}

/** Only targets of the present method count. */
export function keepResolvers(table: ResolverTable, keys: string[]): ResolverTable {
  return Object.fromEntries(Object.entries(table).filter(([key]) => keys.includes(key)));
}

/** Whose the provider's resolvers are that have ever answered; see {@link Inputs}. */
export function resolverHost(table: ResolverTable, atHome: readonly string[]): Inputs['resolverHost'] {
  const own = Object.entries(table).filter(([, { isOfProvider, isKnown }]) => isOfProvider && isKnown);
  if (own.length === 0) return 'na';
  return own.every(([key]) => atHome.includes(key)) ? 'home' : 'provider';
}

/** Rows 15 of the decision table: R and Q. `inventing`: addresses of resolvers that answer for names that do not exist. */
export function resolverInputs(
  table: ResolverTable,
  inventing: readonly string[],
): Pick<Inputs, 'ispResolver' | 'publicResolvers'> {
  const known = Object.values(table).filter((resolver) => resolver.isKnown);
  const own = known.filter((resolver) => resolver.isOfProvider).map((resolver) => resolver.finding);
  const others = known.filter((resolver) => !resolver.isOfProvider);
  const isInventing = Object.entries(table).some(
    ([key, { isOfProvider }]) => isOfProvider && inventing.some((address) => key.endsWith(` ${address}`)),
  );
  return {
    ispResolver: isInventing && own.some((finding) => finding !== 'fail') ? 'wrong' : ispFinding(own),
    publicResolvers: publicFinding(others.map(({ finding }) => finding)),
  };
}

function ispFinding(findings: Resolver['finding'][]): Inputs['ispResolver'] {
  if (findings.length === 0) return 'na';
  if (findings.includes('wrong')) return 'wrong';
  return findings.includes('ok') ? 'ok' : 'fail';
}

function publicFinding(findings: Resolver['finding'][]): Inputs['publicResolvers'] {
  if (findings.length === 0) return 'na';
  return findings.includes('ok') ? 'some' : 'none';
}
