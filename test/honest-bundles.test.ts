import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { bytesInMemory } from '../rules/journal/bundle/source.ts';
import { verifyBundle } from '../rules/journal/bundle/verify-bundle.ts';
import { makeBackup } from '../server/backup/make-backup.ts';
import { restoreBackup } from '../server/backup/restore-backup.ts';
import { findRoot } from '../server/config.ts';
import { BundleRefused } from '../server/export/bundle/bundle-ask.ts';
import { nodeTools } from '../server/verify/node-tools.ts';
import { openFakeProbe } from './fakes/fake-probe.ts';
import {
  bundleFor,
  deliver,
  type History,
  measure,
  openHistory,
  type Run,
  slowMethod,
  type Trouble,
  toldOf,
  tryBundle,
  upkeep,
} from './fakes/honest-history.ts';
import { readZip } from './read-zip.ts';

/** Honest histories that are rare: what is measured and kept rightly must never be called broken. */
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const START_AT_MS = Date.UTC(2026, 10, 1, 23); // midnight in Berlin

let history: History;
afterEach(() => history.kept.remove());

/** Told of nearly every bundle: the answers before it, and heads that are not there as there are so many. */
const USUAL = ['challenge-before-bundle', 'heads-left-out'];

const right: Run['clock'] = () => ({ offByMs: 0, says: 'sync' });

function runFrom(fromAtMs: number, toAtMs: number, over: Partial<Run> = {}): Run {
  return {
    bootId: 'b'.repeat(32),
    runId: '0f3c9a1be27d4c55',
    fromAtMs,
    toAtMs,
    firstTickMs: fromAtMs - START_AT_MS + 100_000,
    method: slowMethod(),
    closedBy: 'shutdown',
    clock: right,
    isStamped: false,
    missing: null,
    unmeasured: [],
    ...over,
  };
}

/** Delivered at once, with a head each hour. */
async function online(atMs: number): Promise<void> {
  await deliver(history, atMs + 2000);
  history.kept.clock.nowMs = atMs + 3000;
  history.kept.keep.heads.sealNow();
}

/** `KIND CODE` of all findings, each once; notes of time stamps are left out, as nobody stamps here. */
async function findingsOf(from: string, to: string): Promise<string[]> {
  const made = await bundleFor(history, from, to);
  if (made instanceof BundleRefused) return [`refused ${made.code}`];
  return (await toldOf(made)).filter((one) => !['period-not-stamped', 'probe-admitted'].includes(one));
}

const cut = (fromAtMs: number, minutes: number): Trouble => ({
  kind: 'cut',
  fromAtMs,
  toAtMs: fromAtMs + minutes * MINUTE_MS,
});

test('a boot that is dated anew by what comes after the closing head', async () => {
  history = openHistory(START_AT_MS - HOUR_MS, openFakeProbe(1));
  const setAtMs = START_AT_MS + 3 * DAY_MS;
  const clock: Run['clock'] = (atMs) =>
    atMs < setAtMs
      ? { offByMs: 40 * MINUTE_MS, says: 'unsync' }
      : { offByMs: 0, says: atMs < setAtMs + MINUTE_MS ? 'stepped' : 'sync' };
  const run = runFrom(START_AT_MS + 5 * HOUR_MS, START_AT_MS + 4 * DAY_MS, { clock });
  await measure(history, run, [cut(START_AT_MS + 20 * HOUR_MS, 12)], online);
  expect(await findingsOf('2026-11-02', '2026-11-02')).toEqual([
    'boot-offset-unconfirmed',
    'heads-left-out',
    'outage-clock-unconfirmed',
  ]);
  expect(await findingsOf('2026-11-03', '2026-11-05')).not.toContain('boot-offset-unconfirmed');
});

test('boots whose clocks were wrong, moved by a later boot after the closing head', async () => {
  history = openHistory(START_AT_MS - HOUR_MS, openFakeProbe(1));
  const ahead: Run['clock'] = () => ({ offByMs: 20 * DAY_MS, says: 'unsync' });
  const [first, second, third] = [START_AT_MS, START_AT_MS + 10 * HOUR_MS, START_AT_MS + 40 * HOUR_MS];
  const boot = (digit: string, fromAtMs: number, toAtMs: number, clock: Run['clock']) =>
    runFrom(fromAtMs, toAtMs, { bootId: digit.repeat(32), runId: digit.repeat(16), firstTickMs: 90_000, clock });
  await measure(history, boot('a', first, second - 60_000, ahead), [cut(START_AT_MS + 4 * HOUR_MS, 9)], online);
  await measure(history, boot('c', second, third - 60_000, ahead), [], online);
  await measure(history, boot('d', third, third + DAY_MS, right), [], online);
  expect(await findingsOf('2026-11-02', '2026-11-02')).toEqual(['boot-offset-unconfirmed', 'heads-left-out']);
  expect(await findingsOf('2026-11-01', '2026-11-05')).toEqual(['boot-offset-unconfirmed', 'heads-left-out']);
});

test('a period of which raw data were removed is refused: its figures would not follow from what is left', async () => {
  history = openHistory(START_AT_MS - HOUR_MS, openFakeProbe(1));
  const method = { ...slowMethod(), roundMs: 600_000 };
  const targets = method.targets.map((target) => ({ ...target, spacingMs: 300_000 }));
  const run = runFrom(START_AT_MS, START_AT_MS + 40 * DAY_MS, { method: { ...method, targets } });
  await measure(history, run, [], online);
  await upkeep(history, 5); // everything before the 7th of December
  expect(await findingsOf('2026-11-02', '2026-12-11')).toEqual(['refused nothing-kept']);
  expect(await findingsOf('2026-12-08', '2026-12-10')).toEqual(['refused nothing-kept']);
  expect(await findingsOf('2026-12-09', '2026-12-10')).toEqual(USUAL);
});

test('answers that never reached the probe, from the begin of the bundle on', async () => {
  history = openHistory(START_AT_MS - HOUR_MS, openFakeProbe(1));
  const lostFromAtMs = START_AT_MS + 3 * DAY_MS;
  await measure(history, runFrom(START_AT_MS, START_AT_MS + 7 * DAY_MS), [], async (atMs) => {
    const isAnswerLost = atMs >= lostFromAtMs && atMs < lostFromAtMs + 6 * HOUR_MS;
    await deliver(history, atMs + 2000, { isAnswerLost });
    history.kept.keep.heads.sealNow();
  });
  expect(await findingsOf('2026-11-07', '2026-11-07')).toEqual(USUAL);
});

test.each([
  ['two hours ahead, then an hour and a half behind', 2 * HOUR_MS],
  ['three days ahead, then an hour and a half behind', 3 * DAY_MS],
])("a server's clock that is set: %s", async (_, aheadByMs) => {
  history = openHistory(START_AT_MS - HOUR_MS, openFakeProbe(1));
  const { kept } = history;
  const offByMs = (atMs: number) => {
    if (atMs > START_AT_MS + 28 * HOUR_MS || atMs < START_AT_MS + 20 * HOUR_MS) return 0;
    return atMs > START_AT_MS + 24 * HOUR_MS ? -90 * MINUTE_MS : aheadByMs;
  };
  const troubles = [22, 26].map((hour) => cut(START_AT_MS + hour * HOUR_MS, 9));
  await measure(history, runFrom(START_AT_MS, START_AT_MS + 5 * DAY_MS), troubles, async (atMs) => {
    await deliver(history, atMs + 2000 + offByMs(atMs));
    kept.clock.nowMs = atMs + 3000 + offByMs(atMs);
    kept.keep.heads.sealNow();
  });
  const told = await findingsOf('2026-11-02', '2026-11-05');
  expect(told.filter((one) => one.includes(':'))).toEqual([]);
  expect(told).toContain('clocks-contradict');
});

/** A database with what waits beside it. */
function copyAll(from: string, to: string): void {
  for (const rest of ['', '-wal', '-shm']) {
    rmSync(to + rest, { force: true });
    if (existsSync(from + rest)) copyFileSync(from + rest, to + rest);
  }
}

test('a server that was restored from a backup, and gets again what it lacks', async () => {
  history = openHistory(START_AT_MS - HOUR_MS, openFakeProbe(1));
  const { kept } = history;
  const file = join(kept.dataDir, 'linewitness.sqlite');
  const [backedUpAtMs, lostAtMs] = [START_AT_MS + 30 * HOUR_MS, START_AT_MS + 36 * HOUR_MS];
  const sent: History['waiting'] = [];
  await measure(
    history,
    runFrom(START_AT_MS, START_AT_MS + 3 * DAY_MS),
    [cut(START_AT_MS + 33 * HOUR_MS, 9)],
    async (atMs) => {
      if (atMs > backedUpAtMs && atMs <= lostAtMs) sent.push(...history.waiting);
      if (atMs === lostAtMs) {
        await kept.reopen(() => copyAll(`${file}.backup`, file));
        kept.keep.startJobs();
        history.waiting = sent;
      }
      await online(atMs);
      if (atMs === START_AT_MS + HOUR_MS) kept.keep.startJobs(); // notes that it lives
      if (atMs !== backedUpAtMs) return;
      await kept.reopen(() => copyAll(file, `${file}.backup`));
      kept.keep.startJobs();
    },
  );
  expect(await findingsOf('2026-11-02', '2026-11-05')).toEqual(['challenge-lost', 'heads-left-out', 'server-gap']);
});

test('the same by the commands for it: log and seals say what is lost, and no number of a seal comes twice', async () => {
  history = openHistory(START_AT_MS - HOUR_MS, openFakeProbe(1));
  const { kept } = history;
  const file = join(kept.dataDir, '..', `${basename(kept.dataDir)}.tar`);
  const [backedUpAtMs, lostAtMs] = [START_AT_MS + 30 * HOUR_MS, START_AT_MS + 36 * HOUR_MS];
  const migrationsDir = join(findRoot(), 'drizzle', 'migrations');
  const sent: History['waiting'] = [];
  let givenOut: number[] = [];
  await measure(history, runFrom(START_AT_MS, START_AT_MS + 3 * DAY_MS), [], async (atMs) => {
    if (atMs > backedUpAtMs && atMs <= lostAtMs) sent.push(...history.waiting);
    if (atMs === lostAtMs) {
      kept.clock.nowMs = atMs;
      givenOut = kept.keep.heads.latest(100).map(({ head }) => head.counter);
      await kept.reopen(() => {
        const ask = { file, serverDir: kept.dataDir, migrationsDir, isSetAside: true, nowMs: atMs };
        const restored = restoreBackup(ask);
        if (typeof restored === 'string') throw new Error(restored);
        rmSync(restored.setAside ?? '', { recursive: true });
      });
      // a second restart before the probe delivers again
      for (const _ of [1, 2]) {
        await kept.reopen();
        kept.keep.startJobs();
      }
      history.waiting = sent;
    }
    await online(atMs);
    if (atMs === START_AT_MS + HOUR_MS) kept.keep.startJobs(); // notes that it lives
    if (atMs === backedUpAtMs) expect(makeBackup(kept.dataDir, file, atMs)).toMatchObject({ file });
  });
  rmSync(file);
  const found = ['challenge-lost', 'head-restored', 'heads-left-out', 'restored', 'server-gap'];
  expect(await findingsOf('2026-11-02', '2026-11-05')).toEqual(found);
  expect(await findingsOf('2026-11-02', '2026-11-02')).toEqual(['head-restored', 'heads-left-out']);
  const counters = kept.keep.heads.latest(100).map(({ head }) => head.counter);
  const isNew = (counter: number) => counter >= Math.floor(lostAtMs / 1000);
  expect(counters.filter((counter) => givenOut.includes(counter) && isNew(counter))).toEqual([]);
  expect(counters.filter((counter) => !isNew(counter)).every((counter) => givenOut.includes(counter))).toBe(true);
  expect(Math.max(...givenOut)).toBeGreaterThan(Math.max(...counters.filter((counter) => !isNew(counter))));
});

test('a period whose days are those of another zone is that of the line', async () => {
  history = openHistory(START_AT_MS - HOUR_MS, openFakeProbe(1));
  await measure(history, runFrom(START_AT_MS, START_AT_MS + 2 * DAY_MS), [], online);
  const [fromAtMs, toAtMs] = [START_AT_MS + 20 * HOUR_MS, START_AT_MS + 26 * HOUR_MS];
  history.kept.keep.heads.sealNow();
  const made = await tryBundle(history.kept, { fromAtMs, toAtMs, fromDay: '2026-11-01', toDay: '2026-11-01' });
  if (made instanceof BundleRefused) throw made;
  const { status, index } = await verifyBundle({ kind: 'zip', bytes: bytesInMemory(made) }, nodeTools());
  expect({ status, period: index?.period }).toMatchObject({
    status: 'valid',
    period: { fromDay: '2026-11-02', toDay: '2026-11-03' },
  });
});

test('another zone than that of the settings in the log is found, by whoever holds all keys', async () => {
  history = openHistory(START_AT_MS - HOUR_MS, openFakeProbe(1));
  await measure(history, runFrom(START_AT_MS, START_AT_MS + 6 * HOUR_MS), [], online);
  const made = await bundleFor(history, '2026-11-02', '2026-11-02');
  if (made instanceof BundleRefused) throw made;
  const files = [...readZip(made)].map(([name, bytes]) => {
    const isTold = name === 'bundle.json' || name === 'derived/evidence.json';
    const forged = isTold ? Buffer.from(bytes.toString('utf8').replace('Europe/Berlin', 'Europe/Paris')) : bytes;
    return { name, bytes: bytesInMemory(forged) };
  });
  const told = async (all: typeof files) =>
    (await verifyBundle({ kind: 'files', files: all }, nodeTools())).findings.map(({ code }) => code);
  expect(await told(files)).toContain('settings-differ');
  const withoutTexts = files.filter(({ name }) => !name.startsWith('texts/'));
  expect(await told(withoutTexts)).toContain('settings-not-shown');
});
