import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NO_PREVIOUS_SHA256 } from '../../rules/ids.ts';
import { eventChainText, HEADS_NAMESPACE, type Heads, laneName, parseHeads } from '../../rules/journal/heads.ts';
import { allowedSignersLine, parseSshsig } from '../../rules/journal/sshsig.ts';
import { openFakeProbe } from '../../test/fakes/fake-probe.ts';
import { enrolFake, openKept, START_AT_MS } from '../../test/fakes/kept.ts';
import { describeWith } from '../../test/needs.ts';
import { findRoot } from '../config.ts';
import { openLaneWriter } from '../lane-writer.ts';
import { sha256Hex } from '../probe-key.ts';
import { openServerKey } from '../server-key.ts';
import type { HeadRow } from '../store/heads-table.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { openHeads } from './heads.ts';
import { readOldLanes } from './read-old-lanes.ts';
import { sealHead } from './seal-head.ts';

const MINUTE_MS = 60_000;
const clock = { nowMs: START_AT_MS };
let store: Store;
let heads: ReturnType<typeof openHeads>;
const key = openServerKey(null);
beforeEach(() => {
  clock.nowMs = START_AT_MS;
  const migrationsDir = join(findRoot(), 'drizzle', 'migrations');
  store = openStore({ path: ':memory:', migrationsDir, nowMs: START_AT_MS }).store;
  const timeStamps = { authorities: [], extraRoots: [] };
  heads = openHeads({ store, key, nowMs: () => clock.nowMs, log: () => undefined, timeStamps });
});
afterEach(() => store.close());

function never(): never {
  throw new Error('bug: it is not there');
}
const line = (id: string) => store.books.line(id) ?? never();
function addLine(id: string): void {
  const row = { id, name: id, provider: 'Net', zone: 'UTC', isLivePublished: false, isEvidencePublished: false };
  store.write(() => store.owner.insertLine({ ...row, createdAtMs: START_AT_MS, laneSha256: NO_PREVIOUS_SHA256 }));
  store.forget();
}
const writeEvent = (id: string, text: string) =>
  store.write(() =>
    openLaneWriter(store, key).append(line(id), { type: 'settings', fields: { sha256: sha256Hex(text) } }, clock.nowMs),
  );
const writeContact = (id: string) => {
  const fields = { probe: 'ab'.repeat(16), sinceAt: '2026-10-01T00:00:00.000Z', silentMs: '1' };
  return store.write(() => openLaneWriter(store, key).append(line(id), { type: 'contact', fields }, clock.nowMs));
};
const sealNow = (): HeadRow => heads.sealNow() ?? never();
const read = (head: HeadRow): Heads => {
  const parsed = parseHeads(head.text);
  return typeof parsed === 'string' ? never() : parsed;
};
async function pass(minutes: number, over: { step: (signal: AbortSignal) => Promise<void> } = heads): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    clock.nowMs += MINUTE_MS;
    await over.step(new AbortController().signal);
  }
}
const occasions = () => heads.latest(1000).map(({ head }) => head.occasion);

describe('a head', () => {
  test('says where each lane ends, under a name that only the salt explains, and is chained to the one before', async () => {
    expect(heads.sealNow()).toBeNull();
    for (const id of ['home', 'other']) addLine(id);
    writeEvent('home', 'a');
    const first = sealNow();
    expect(read(first)).toMatchObject({ counter: 1, server: key.fingerprint, atMs: START_AT_MS });
    expect(read(first).previousSha256).toBe(NO_PREVIOUS_SHA256);
    const salts = ['home', 'other'].map((id) => store.heads.salt(id) ?? never());
    expect(new Set(salts).size).toBe(2);
    const name = await laneName(salts[0] ?? '', 'home', 1, sha256Hex);
    const lane = read(first).lanes.find((one) => one.name === name);
    expect(lane).toMatchObject({ entries: 1, lastSha256: line('home').laneSha256, events: 1 });
    writeEvent('home', 'b');
    const second = sealNow();
    expect(read(second).previousSha256).toBe(sha256Hex(first.text));
    expect(read(second).lanes.map((one) => one.name)).not.toContain(name);
    expect(second.sha256).toBe(sha256Hex(second.text));
  });

  test('that holds everything is not sealed again', () => {
    addLine('home');
    writeEvent('home', 'a');
    expect([sealNow().counter, sealNow().counter]).toEqual([1, 1]);
    writeContact('home');
    expect(sealNow().counter).toBe(2);
    addLine('other');
    expect(sealNow().counter).toBe(3);
  });

  test('chains what owners wrote and nothing else; of a line that is older than this chain once that was read', async () => {
    addLine('home');
    writeEvent('home', 'a');
    for (let n = 0; n < 5; n += 1) writeContact('home');
    writeEvent('home', 'b');
    const before = store.heads.events('home');
    expect(before.map(({ entry }) => entry)).toEqual([1, 7]);
    let chain = NO_PREVIOUS_SHA256;
    for (const { text } of before) chain = sha256Hex(eventChainText(chain, sha256Hex(text)));
    expect(store.heads.eventsEnd('home')).toEqual({ events: 2, eventsSha256: chain, lastEntry: 7 });
    expect(read(sealNow()).lanes[0]).toMatchObject({ entries: 7, events: 2, eventsSha256: chain });
    store.database.exec('DELETE FROM lane_events');
    writeEvent('home', 'c');
    expect([store.heads.events('home'), sealHead({ store, key, nowMs: () => clock.nowMs }, 'asked')]).toEqual([
      [],
      null,
    ]);
    await readOldLanes({ store, log: () => undefined, signal: new AbortController().signal });
    expect(store.heads.events('home').slice(0, 2)).toEqual(before);
    expect(store.heads.eventsEnd('home')).toMatchObject({ events: 3, lastEntry: 8 });
  });

  test('is not sealed when there are more lines than it can hold', () => {
    for (let n = 0; n < 257; n += 1) addLine(`line-${n}`);
    expect(heads.sealNow()).toBeNull();
  });
});

describe('heads by the clock', () => {
  beforeEach(() => {
    addLine('home');
    writeEvent('home', 'a');
  });
  const setSilent = (sinceAtMs: number | null) =>
    store.write(() => {
      line('home').silentSinceAtMs = sinceAtMs;
      store.books.touch(line('home'));
    });

  test('are an hour apart while all is well', async () => {
    await pass(180);
    expect(occasions()).toEqual(['hourly', 'hourly', 'hourly']);
  });

  test('are ten minutes apart while the line is silent, and one comes soon after it', async () => {
    await pass(1);
    setSilent(clock.nowMs);
    await pass(35);
    expect(occasions()).toEqual(['outage', 'outage', 'outage', 'hourly']);
    setSilent(null);
    await pass(60);
    expect(occasions()).toEqual(['outage', 'outage', 'outage', 'outage', 'hourly']);
  });

  test('are an hour apart again when nobody has looked after a silent line for a week', async () => {
    setSilent(clock.nowMs - 7 * 86_400_000);
    await pass(120);
    expect(occasions()).toEqual(['hourly', 'hourly']);
  });

  test('go on when the clock was set back', async () => {
    await pass(1);
    clock.nowMs -= 30 * 86_400_000;
    await pass(2);
    expect(heads.latest(9).map(({ head }) => head.counter)).toEqual([2, 1]);
  });
});

test('ten minutes hold while an outage lasts', async () => {
  const kept = openKept();
  const probe = openFakeProbe(3);
  enrolFake(kept.keep, 'home', probe);
  const rounds = probe.rounds(240, START_AT_MS - 1_200_000, (atMs) => atMs > START_AT_MS - 600_000);
  const texts = Array.from({ length: 4 }, (_, n) => probe.next(rounds.slice(n * 60, n * 60 + 60)));
  await kept.keep.takeUpload(probe.upload(texts, START_AT_MS), '127.0.0.1', START_AT_MS);
  expect(kept.keep.store.current('home')).toMatchObject({ state: 'down' });
  for (let minute = 0; minute < 25; minute += 1) {
    kept.clock.nowMs += MINUTE_MS;
    await kept.keep.heads.step(new AbortController().signal);
  }
  expect(kept.keep.heads.latest(9).map(({ head }) => head.occasion)).toEqual(['outage', 'outage', 'outage']);
  await kept.remove();
});

describeWith(['handTools'], 'with ssh-keygen', () => {
  test('a head is checked by hand, and one changed byte is found', () => {
    addLine('home');
    const head = sealNow();
    const folder = mkdtempSync(join(tmpdir(), 'linewitness-heads-'));
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const signers = file('allowed_signers', allowedSignersLine('server', [HEADS_NAMESPACE], key.publicKey));
    const signature = file('heads.txt.sshsig', head.signature);
    const verify = (input: string, namespace = HEADS_NAMESPACE) =>
      execFileSync('ssh-keygen', ['-Y', 'verify', '-f', signers, '-I', 'server', '-n', namespace, '-s', signature], {
        input,
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(verify(head.text)).toContain('Good "linewitness-heads" signature for server');
    expect(() => verify(head.text.replace('counter: 1', 'counter: 2'))).toThrow();
    expect(() => verify(head.text, 'linewitness-manifest')).toThrow();
    expect(parseSshsig(head.signature)).toMatchObject({ namespace: HEADS_NAMESPACE, hash: 'sha512' });
    rmSync(folder, { recursive: true });
  });
});
