import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type EvidenceWork, openEvidenceWork, type WorkAsk } from './evidence-work.ts';
import type { EndedJob } from './run-evidence-job.ts';

/** A job that was begun, and how to end it. */
type Begun = { out: string; end: (ended?: EndedJob) => void; fail: (error: Error) => void };

let dataDir: string;
let begun: Begun[];
let freeBytes: number;
let work: EvidenceWork;
/** What was done with heads, in order. */
let done: string[];
const sealNow = () => {
  done.push('sealed');
  return null;
};
const stampNow = async () => void done.push('asked');
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'linewitness-work-'));
  writeFileSync(join(dataDir, 'server-key.pem'), 'x');
  begun = [];
  done = [];
  freeBytes = 1e12;
  work = openEvidenceWork({
    dataDir,
    nowMs: () => 0,
    log: () => undefined,
    heads: { sealNow, stampNow, newest: () => null, extraRoots: [] },
    versionOf: () => 1,
    estimateBytes: () => 400_000_000,
    freeBytes: () => freeBytes,
    run: ({ out }, { signal }) =>
      new Promise((resolve, reject) => {
        const done: EndedJob = { state: 'done', file: out, bytes: 1, manifestSha256: null };
        signal.addEventListener('abort', () => reject(new Error('aborted')));
        writeFileSync(out, 'x');
        begun.push({ out, end: (ended = done) => resolve(ended), fail: reject });
      }),
  });
});
afterEach(async () => {
  await work.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const STRANGER = { releasedUntilAtMs: 0 };
let days = 0;
/** Each asks for something else. */
function ask(reader: WorkAsk['reader']): string | null {
  days += 1;
  const period = { fromAtMs: 0, toAtMs: days, fromDay: '2026-10-01', toDay: '2026-10-01' };
  const shows = { texts: false, values: false, files: false };
  return work.start({ kind: 'pdf', line: 'home', period, language: 'en', shows, reader, name: 'x.pdf' });
}
/** Until so many have begun. */
async function beginning(count: number): Promise<void> {
  while (begun.length < count) await new Promise((after) => setImmediate(after));
}
/** Made, one after the other. */
async function made(reader: WorkAsk['reader'], count: number): Promise<string[]> {
  const ids = [];
  for (let n = 0; n < count; n += 1) {
    const id = ask(reader) ?? '';
    await beginning(1);
    begun.shift()?.end();
    await work.ended(id);
    ids.push(id);
  }
  return ids;
}

test('strangers and whom he gave a link keep neither each other nor the owner from it', () => {
  const strangers = Array.from({ length: 5 }, () => ask(STRANGER));
  const guests = Array.from({ length: 5 }, () => ask('guest'));
  expect(strangers.map((id) => id !== null)).toEqual([true, true, true, false, false]);
  expect(guests.map((id) => id !== null)).toEqual([true, true, true, false, false]);
  expect([ask('owner'), ask('owner')].map((id) => id !== null)).toEqual([true, true]);
  expect(ask('owner')).toBeNull();
});

test('only what is begun is paid for; who may not begins nothing', () => {
  const period = { fromAtMs: 0, toAtMs: 1, fromDay: '2026-10-01', toDay: '2026-10-01' };
  const shows = { texts: false, values: false, files: false };
  const same: WorkAsk = { kind: 'pdf', line: 'home', period, language: 'en', shows, reader: STRANGER, name: 'x.pdf' };
  const paid: string[] = [];
  const ids = [1, 2, 3].map(() => work.start(same, () => void paid.push('once')));
  expect([new Set(ids).size, paid]).toEqual([1, ['once']]);
  const refuse = () => {
    throw new Error('too often');
  };
  expect(() => work.start({ ...same, language: 'de' }, refuse)).toThrow('too often');
  expect(work.start(same, refuse)).toBe(ids[0]);
});

test('the owner’s turn comes before that of others who asked earlier', async () => {
  const [, second, , own] = [ask(STRANGER), ask('guest'), ask(STRANGER), ask('owner')];
  begun.shift()?.end();
  await beginning(1);
  expect(work.state(own ?? '')?.state).toBe('working');
  expect(work.state(second ?? '')?.state).toBe('waiting');
});

test('what was made for the owner waits for him, however much others have made', async () => {
  const [own = ''] = await made('owner', 1);
  const others = [...(await made(STRANGER, 6)), ...(await made('guest', 6))];
  ask(STRANGER);
  expect(work.state(own)?.state).toBe('done');
  expect(others.map((id) => work.state(id)?.state ?? null)).toEqual([
    ...[null, null, 'done', 'done', 'done', 'done'],
    ...[null, null, 'done', 'done', 'done', 'done'],
  ]);
});

test('a disk that would become too full is said plainly, before and while it is written', async () => {
  freeBytes = 600_000_000;
  const before = await work.ended(ask('owner') ?? '');
  expect(before).toMatchObject({ state: 'failed', problem: 'no-space' });
  freeBytes = 1e12;
  const id = ask('owner') ?? '';
  await beginning(1);
  begun.shift()?.fail(new Error('making the evidence ended with 1: ENOSPC: no space left on device, write'));
  expect(await work.ended(id)).toMatchObject({ state: 'failed', problem: 'no-space' });
  expect(readdirSync(join(dataDir, 'evidence'))).toEqual([]);
});

test('what is ended early leaves no file, and the next one begins', async () => {
  const [first, second] = [ask('owner') ?? '', ask('owner') ?? ''];
  await beginning(1);
  const [job] = begun;
  work.cancel(first);
  await beginning(2);
  expect([existsSync(job?.out ?? ''), work.state(first)]).toEqual([false, null]);
  begun[1]?.end();
  expect(await work.ended(second)).toMatchObject({ state: 'done' });
  work.cancel(second);
  expect(readdirSync(join(dataDir, 'evidence'))).toEqual([]);
});

test('what is ended while its head is being stamped is not begun', async () => {
  const id = ask('owner') ?? '';
  const next = ask(STRANGER) ?? '';
  work.cancel(id);
  await beginning(1);
  begun.shift()?.end();
  expect(await work.ended(next)).toMatchObject({ state: 'done' });
  expect(begun).toEqual([]);
});

const DAY_MS = 86_400_000;
const SHOWS = { texts: false, values: false, files: false };
test.each<[WorkAsk['kind'], WorkAsk['reader'], number, string[]]>([
  ['zip', 'owner', 0, ['sealed', 'asked']],
  ['pdf', 'owner', 0, ['sealed', 'asked']],
  ['pdf', 'owner', -2 * DAY_MS, []],
  ['zip', 'owner', -2 * DAY_MS, ['sealed']],
  ['technician', 'owner', 0, []],
  ['zip', 'guest', 0, ['sealed']],
  ['pdf', 'guest', 0, []],
  ['pdf', STRANGER, 0, []],
])('a %s for %j that ends at %i: %j', async (kind, reader, toAtMs, expected) => {
  const period = { fromAtMs: -9 * DAY_MS, toAtMs, fromDay: '1969-12-24', toDay: '1970-01-01' };
  const id = work.start({ kind, line: 'home', period, language: 'en', shows: SHOWS, reader, name: 'x' }) ?? '';
  await beginning(1);
  expect(done).toEqual(expected);
  // a line that goes on meanwhile has another head sealed, but nobody is asked again
  begun.shift()?.end({ state: 'failed', problem: 'moved' });
  await beginning(1);
  expect(done).toEqual([...expected, ...expected.filter((what) => what === 'sealed')]);
  begun.shift()?.end();
  await work.ended(id);
});
