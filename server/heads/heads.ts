import { setTimeout as delay } from 'node:timers/promises';
import { parseHeads } from '../../rules/journal/heads.ts';
import { describeError, type Log } from '../log.ts';
import type { HeadRow, HeadStampRow, HeadSummary } from '../store/heads-table.ts';
import type { Store } from '../store/open-store.ts';
import type { Authority } from './authorities.ts';
import { judgeOld } from './judge-old.ts';
import type { StampWorth } from './judge-stamp.ts';
import { judgedAside, obtainAside } from './launch-stamps.ts';
import { openSealClock } from './seal-due.ts';
import { type Sealing, sealHead } from './seal-head.ts';
import { openStamper } from './stamp-heads.ts';

/** Who stamps, and the roots that the owner named beside those of Node (PEM). */
export type TimeStamps = { authorities: readonly Authority[]; extraRoots: readonly string[] };

/** How an authority stands: its newest stamp as checked now, and why the last attempt failed (null: it did not). */
export type AuthorityState = Authority & {
  newest: { counter: number; stampedAtMs: number | null; worth: StampWorth } | null;
  askedAtMs: number | null;
  problem: string | null;
};

/** Signed lists of where all lanes end, and what outsiders stamped of them. */
export type Heads = {
  /**
   * The head that holds everything up to now: the newest, if nothing was written since, else a new one. null while there is
   * no line, or with more lines than a head can hold.
   */
  sealNow(): HeadRow | null;
  /**
   * Has the newest head stamped by whoever may be asked now, and waits for it, at most `waitMs`; what comes later is kept all
   * the same. Never rejects. `signal`: the server ends.
   */
  stampNow(wait: { waitMs: number; signal: AbortSignal }): Promise<void>;
  newest(): HeadRow | null;
  /** The last of the hourly ones that was sealed then or before: more are sealed while a line is silent. */
  hourlyUntil(atMs: number): HeadSummary | null;
  byCounter(counter: number): HeadRow | null;
  /** The last ones with what was stamped of them, newest first. */
  latest(limit: number): { head: HeadRow; stamps: HeadStampRow[] }[];
  stampsOf(counter: number): HeadStampRow[];
  /** Of each authority of the setting, what its newest stamp says; null: there is none. */
  stampedAt(): { authority: string; stampedAtMs: number | null }[];
  /** In the order of the setting. */
  authorities(): Promise<AuthorityState[]>;
  /** PEM texts of `TIME_STAMP_ROOTS`. */
  extraRoots: readonly string[];
  /** One look, every half minute: seals when it is time, then asks the authorities whose turn it is. */
  step(signal: AbortSignal): Promise<void>;
};

type Parts = Sealing & {
  store: Pick<Store, 'heads' | 'raw' | 'books' | 'write' | 'read'>;
  log: Log;
  timeStamps: TimeStamps;
};

export function openHeads(parts: Parts): Heads {
  const { store, timeStamps } = parts;
  const clock = openSealClock(parts);
  const stamper = openStamper({ ...parts, ...timeStamps, obtain: obtainAside });
  const { newest, hourlyUntil, byCounter, stampsOf } = store.heads;
  return {
    newest,
    hourlyUntil,
    byCounter,
    stampsOf,
    extraRoots: timeStamps.extraRoots,
    sealNow: () => {
      const last = newest();
      return last !== null && holdsAll(parts, last) ? last : sealHead(parts, 'asked');
    },
    stampNow: async ({ waitMs, signal }) => {
      const asked = stamper.askNow(signal).catch((error: unknown) => {
        parts.log('stamp-failed', { problem: describeError(error) });
      });
      const waited = new AbortController();
      const wait = delay(waitMs, undefined, { ref: false, signal: waited.signal }).catch(() => undefined);
      await Promise.race([asked, wait]);
      waited.abort();
    },
    latest: (limit) =>
      store.heads.latest(limit).flatMap(({ counter }) => {
        const head = byCounter(counter);
        return head === null ? [] : [{ head, stamps: stampsOf(counter) }];
      }),
    stampedAt: () =>
      timeStamps.authorities.map(({ name }) => ({
        authority: name,
        stampedAtMs: store.heads.newestStamp(name)?.stampedAtMs ?? null,
      })),
    authorities: () => statesOf(store, timeStamps),
    step: async (signal) => {
      clock.step();
      await stamper.step(signal);
      if (!signal.aborted) await judgeOld({ ...parts, extraRoots: timeStamps.extraRoots }, signal);
    },
  };
}

/** Lanes only grow, so equal sums and as many lanes mean equal ends. */
function holdsAll({ store }: Parts, head: HeadRow): boolean {
  const heads = parseHeads(head.text);
  if (typeof heads === 'string') throw new Error(`bug: the head ${head.counter} ${heads}`);
  const lines = store.books.lines();
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
  return (
    heads.lanes.length === lines.length &&
    sum(heads.lanes.map(({ entries }) => entries)) === sum(lines.map(({ laneEntries }) => laneEntries))
  );
}

async function statesOf({ heads }: Parts['store'], { authorities, extraRoots }: TimeStamps): Promise<AuthorityState[]> {
  const known = authorities.map((authority) => {
    const stamp = heads.newestStamp(authority.name);
    const text = stamp && heads.byCounter(stamp.counter)?.text;
    return { authority, kept: stamp?.response && text ? { stamp, response: stamp.response, text } : null };
  });
  const kept = known.flatMap((one) => one.kept ?? []);
  const worths = await judgedAside(kept, extraRoots);
  return known.map(({ authority, kept: own }) => {
    const last = heads.lastAsked(authority.name);
    const worth = own && worths[kept.indexOf(own)];
    return {
      ...authority,
      askedAtMs: last?.askedAtMs ?? null,
      problem: last?.problem ?? null,
      newest: own && worth ? { counter: own.stamp.counter, stampedAtMs: own.stamp.stampedAtMs, worth } : null,
    };
  });
}
