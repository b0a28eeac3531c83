import { checkTimeStamp, type TimeStampCheck } from '../../rules/journal/time-stamp.ts';
import { ownerRoots, publicRoots } from './stamp-roots.ts';

/**
 * In whose root the chain of a stamp ends: in one that comes with Node, in one that the owner named, in one that nobody
 * here knows. Only `public` speaks for somebody else than the owner, who can make an authority of his own.
 */
export type StampRoot = 'public' | 'owner' | 'unknown';
export type StampWorth = StampRoot | 'broken';

export type JudgedStamp =
  | { root: StampRoot; stampedAtMs: number }
  | { root: 'broken'; what: string; stampedAtMs: number | null };

type Expected = { data: Uint8Array; nonce: Uint8Array | null; extraRoots: readonly string[] };

/** What a response is worth, by the check that the verifier makes too. Never throws for what is in it. Hostile input. */
export async function judgeStamp(response: Uint8Array, { data, nonce, extraRoots }: Expected): Promise<JudgedStamp> {
  const check = (roots: readonly Uint8Array[]) => checkTimeStamp(response, { data, nonce, roots }, crypto.subtle);
  const found = await check(publicRoots());
  if (found.status === 'broken') return { root: 'broken', what: found.what, stampedAtMs: found.stampedAtMs };
  const { stampedAtMs } = found;
  if (found.status === 'trusted') return { root: 'public', stampedAtMs };
  const own: TimeStampCheck | null = extraRoots.length > 0 ? await check(ownerRoots(extraRoots)) : null;
  return { root: own?.status === 'trusted' ? 'owner' : 'unknown', stampedAtMs };
}

/** A stamp of a head that is kept. */
export type KeptStamp = { response: Uint8Array; text: string };

/** What kept stamps are worth today, in their order. */
export async function judgeKept(stamps: readonly KeptStamp[], extraRoots: readonly string[]): Promise<StampWorth[]> {
  const worths: StampWorth[] = [];
  for (const { response, text } of stamps) {
    const data = Buffer.from(text, 'latin1');
    worths.push((await judgeStamp(response, { data, nonce: null, extraRoots })).root);
  }
  return worths;
}
