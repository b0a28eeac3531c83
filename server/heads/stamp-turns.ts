import type { HeadRow } from '../store/heads-table.ts';
import type { Store } from '../store/open-store.ts';
import type { Authority } from './authorities.ts';

/** Authorities are free of charge: none is asked more often, whatever happens here. */
const ASK_EVERY_MS = 600_000;
/** Servers that seal on the hour must not ask on the hour. */
const JITTER_MS = 120_000;
const MAX_PAUSE_MS = 6 * 3_600_000;

/** When an authority may be asked again, and how often it failed since its last stamp. */
type Turn = { nextAtMs: number; failures: number };

type Taking = {
  store: Pick<Store, 'heads'>;
  nowMs: () => number;
  authorities: readonly Authority[];
  /** 0 to below 1. */
  random?: () => number;
};

/** Who may be asked when: after each attempt there is a pause, longer with each that failed. A restart does not forget it. */
export function openTurns({ store, nowMs, authorities, random = Math.random }: Taking) {
  const turns = new Map<string, Turn>();
  let jittered = { counter: 0, afterMs: new Map<string, number>() };
  const jitterMs = () => Math.floor(random() * JITTER_MS);
  const turnOf = ({ name }: Authority): Turn => {
    const known = turns.get(name);
    if (known) return known;
    const last = store.heads.lastAsked(name);
    const turn = { nextAtMs: last === null ? 0 : last.askedAtMs + ASK_EVERY_MS, failures: 0 };
    turns.set(name, turn);
    return turn;
  };
  return {
    turnOf,
    mayBeAsked: (authority: Authority) => turnOf(authority).nextAtMs <= nowMs(),
    /** When nobody waits for the stamp: some time after the head was sealed. */
    dueAtMs: ({ counter, atMs }: HeadRow, authority: Authority): number => {
      if (jittered.counter !== counter) {
        jittered = { counter, afterMs: new Map(authorities.map(({ name }) => [name, jitterMs()])) };
      }
      return Math.max(atMs + (jittered.afterMs.get(authority.name) ?? 0), turnOf(authority).nextAtMs);
    },
    /** It is being asked. */
    reserve: (authority: Authority): void => {
      turnOf(authority).nextAtMs = nowMs() + ASK_EVERY_MS;
    },
    /** What came of asking it. */
    note: (authority: Authority, { askedAtMs, hasFailed }: { askedAtMs: number; hasFailed: boolean }): void => {
      const turn = turnOf(authority);
      turn.failures = hasFailed ? turn.failures + 1 : 0;
      const pauseMs = Math.min(MAX_PAUSE_MS, ASK_EVERY_MS * 2 ** Math.max(0, turn.failures - 1));
      turn.nextAtMs = askedAtMs + pauseMs + (hasFailed ? jitterMs() : 0);
    },
  };
}
