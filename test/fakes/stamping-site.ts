import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { NO_PREVIOUS_SHA256 } from '../../rules/ids.ts';
import { findRoot } from '../../server/config.ts';
import type { Authority } from '../../server/heads/authorities.ts';
import { obtainStamp } from '../../server/heads/obtain-stamp.ts';
import { sealHead } from '../../server/heads/seal-head.ts';
import { openStamper } from '../../server/heads/stamp-heads.ts';
import { openServerKey } from '../../server/server-key.ts';
import type { HeadRow } from '../../server/store/heads-table.ts';
import { openStore, type Store } from '../../server/store/open-store.ts';
import { type FakeTsa, startFakeTsa } from './fake-tsa.ts';
import { START_AT_MS } from './kept.ts';

export const MINUTE_MS = 60_000;

/** A server with one line and no probe, beside three authorities on loopback, new for each test of the block. */
export function useStampingSite() {
  let tsas: FakeTsa[] = [];
  const key = openServerKey(null);
  const site = {
    key,
    store: undefined as unknown as Store, // set before each test
    nowMs: START_AT_MS,
    /** What was logged. */
    events: [] as string[],
    log: (event: string) => void site.events.push(event),
    tsa: (index: number): FakeTsa => tsas[index] ?? expect.fail(),
    named: (...indexes: number[]): Authority[] =>
      indexes.map((index) => ({ name: `tsa${index}`, url: site.tsa(index).url })),
    roots: () => tsas.map(({ root }) => root),
    seal: (): HeadRow => sealHead({ store: site.store, key, nowMs: () => site.nowMs }, 'asked') ?? expect.fail(),
    open: (authorities: Authority[], over: { random?: () => number; timeoutMs?: number } = {}) => {
      const { store, log } = site;
      return openStamper({
        ...{ store, nowMs: () => site.nowMs, log, authorities, random: () => 0, obtain: obtainStamp },
        ...{ extraRoots: site.roots(), ...over },
      });
    },
    look: (stamper: ReturnType<typeof openStamper>) => stamper.step(new AbortController().signal),
    /** How often each of the three was asked. */
    asked: () => tsas.map(({ requests }) => requests.length),
    outcomes: (counter: number) =>
      site.store.heads
        .stampsOf(counter)
        .map(({ authority, response, problem }) => [authority, response !== null, problem]),
  };
  beforeAll(async () => {
    tsas = await Promise.all([startFakeTsa(), startFakeTsa(), startFakeTsa()]);
  });
  afterAll(() => Promise.all(tsas.map((tsa) => tsa.close())));
  beforeEach(() => {
    site.nowMs = START_AT_MS;
    site.events.length = 0;
    for (const tsa of tsas) {
      tsa.be('ok');
      tsa.requests.length = 0;
    }
    const migrationsDir = join(findRoot(), 'drizzle', 'migrations');
    site.store = openStore({ path: ':memory:', migrationsDir, nowMs: site.nowMs }).store;
    const line = { id: 'home', name: 'Home', provider: 'Net', zone: 'UTC' };
    const row = { ...line, createdAtMs: site.nowMs, laneSha256: NO_PREVIOUS_SHA256 };
    site.store.write(() => site.store.owner.insertLine(row));
    site.store.forget();
  });
  afterEach(() => site.store.close());
  return site;
}
