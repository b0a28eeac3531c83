import { describeError, type Log } from '../log.ts';
import type { HeadRow } from '../store/heads-table.ts';
import type { Store } from '../store/open-store.ts';
import type { Authority } from './authorities.ts';
import type { Stamp, StampAsk } from './obtain-stamp.ts';
import { openTurns } from './stamp-turns.ts';

/** Stamps of each head: two parties that would have to agree on a lie. */
const STAMPS_PER_HEAD = 2;
const TIMEOUT_MS = 20_000;
/** A stamp this far from the server's clock says that one of the two is wrong. */
const CLOCK_DIFFERS_MS = 300_000;

export type Stamping = {
  store: Pick<Store, 'heads' | 'write'>;
  nowMs: () => number;
  log: Log;
  authorities: readonly Authority[];
  /** Roots that are believed besides those of Node, PEM. */
  extraRoots: readonly string[];
  /** Asks one authority: a stamp, or why there is none. It may throw. */
  obtain: (ask: StampAsk, signal: AbortSignal) => Promise<Stamp | string>;
  /** 0 to below 1. */
  random?: () => number;
  timeoutMs?: number;
};

/**
 * Has the newest head stamped. Only the newest: it names the hashes of all before it, so what failed for one is made good
 * by the next. A failure is written down, the next authority of the list takes its place, and nothing else waits for it.
 */
export function openStamper(stamping: Stamping) {
  const { store, nowMs, authorities } = stamping;
  const { turnOf, dueAtMs, mayBeAsked, reserve, note } = openTurns(stamping);

  /** Those whose turn it is now; one that is only waited for keeps its place, one that failed does not. */
  function dueNow(head: HeadRow, isTurnOf: (authority: Authority) => boolean): Authority[] {
    const rows = store.heads.stampsOf(head.counter);
    const stamped = new Set(rows.flatMap(({ authority, response }) => (response === null ? [] : [authority])));
    const due: Authority[] = [];
    let places = STAMPS_PER_HEAD - stamped.size;
    for (const authority of rotated(authorities, head.counter)) {
      if (places <= 0) break;
      if (stamped.has(authority.name)) continue;
      const isDue = isTurnOf(authority);
      if (isDue) due.push(authority);
      if (isDue || turnOf(authority).failures === 0) places -= 1;
    }
    return due;
  }

  async function stampBy(authority: Authority, head: HeadRow, signal: AbortSignal): Promise<void> {
    const askedAtMs = nowMs();
    // while it is asked nobody else asks it
    reserve(authority);
    const answer = await stampOf(stamping, { authority, head, signal });
    if (signal.aborted) return;
    note(authority, { askedAtMs, hasFailed: typeof answer === 'string' });
    const attempts =
      (store.heads.stampsOf(head.counter).find((row) => row.authority === authority.name)?.attempts ?? 0) + 1;
    const row = { counter: head.counter, authority: authority.name, askedAtMs, attempts };
    const outcome =
      typeof answer === 'string'
        ? { response: null, stampedAtMs: null, root: null, problem: answer }
        : { ...answer, problem: null };
    store.write(() => store.heads.putStamp({ ...row, ...outcome }));
    if (typeof answer === 'string') stamping.log('stamp-failed', { authority: authority.name, problem: answer });
  }

  const headToStamp = () => (authorities.length === 0 ? null : store.heads.newest());
  return {
    /** One look; asks whoever is due, one after the other. Never throws for what an authority does. */
    step: async (signal: AbortSignal): Promise<void> => {
      const head = headToStamp();
      if (head === null) return;
      for (const authority of dueNow(head, (one) => dueAtMs(head, one) <= nowMs())) {
        if (!signal.aborted && mayBeAsked(authority)) await stampBy(authority, head, signal);
      }
    },
    /**
     * Somebody waits for the stamp of the newest head: asks all whose pause is over, at the same time and without jitter.
     * Nobody is asked more often than else.
     */
    askNow: async (signal: AbortSignal): Promise<void> => {
      const head = headToStamp();
      if (head === null) return;
      await Promise.all(dueNow(head, mayBeAsked).map((authority) => stampBy(authority, head, signal)));
    },
  };
}

/** Begins with another one for each head, so that of many authorities each has its turn. */
function rotated(authorities: readonly Authority[], counter: number): Authority[] {
  const from = counter % authorities.length;
  return [...authorities.slice(from), ...authorities.slice(0, from)];
}

type Stampee = { authority: Authority; head: HeadRow; signal: AbortSignal };

async function stampOf(stamping: Stamping, { authority, head, signal }: Stampee): Promise<Stamp | string> {
  const { extraRoots, timeoutMs = TIMEOUT_MS } = stamping;
  try {
    const answer = await stamping.obtain({ authority, text: head.text, extraRoots, timeoutMs }, signal);
    if (typeof answer !== 'string' && Math.abs(answer.stampedAtMs - stamping.nowMs()) > CLOCK_DIFFERS_MS) {
      stamping.log('stamp-clock-differs', { authority: authority.name, stampedAtMs: answer.stampedAtMs });
    }
    return answer;
  } catch (error) {
    return describeError(error).slice(0, 300);
  }
}
