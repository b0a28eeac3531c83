import { expect, test } from 'vitest';
import { MemoryDisk } from '../test/fakes/memory-disk.ts';
import {
  checkChain,
  KEY,
  knownMethod,
  measure,
  openLogBook,
  openSmallJournal,
  segmentTexts,
} from '../test/fakes/small-journal.ts';
import { applyRechain, readIntent, rechain } from './journal-rechain.ts';
import { recoverJournal } from './journal-recovery.ts';

/** The server's end: 40 segments of which this journal knows nothing. */
const SERVER_END = { number: 40, sha256: 'ab'.repeat(32) };

/** Three days of three segments. */
async function threeDays(disk: MemoryDisk) {
  const small = await openSmallJournal(disk);
  for (let day = 0; day < 3; day += 1) {
    await measure(small, { sequence: day * 3, rounds: 3, perSegment: 1 });
    small.clocks.nowMs += 86_400_000;
  }
  return small;
}

test('a journal is put behind the server’s end round for round the same, and goes on there', async () => {
  const disk = new MemoryDisk();
  const small = await threeDays(disk);
  const before = checkChain(await segmentTexts(disk)).map((segment) => segment.rounds);
  expect(await rechain(small.journal, 1, SERVER_END)).toBe(true);
  await measure(small, { sequence: 9, rounds: 1, perSegment: 1 });
  const segments = checkChain(await segmentTexts(disk), SERVER_END);
  expect(segments.map((segment) => segment.number)).toEqual([42, 43, 44, 45, 46, 47, 48, 49, 50, 51]);
  expect(segments[0]?.missing).toEqual({ fromNumber: 41, toNumber: 41, reason: 'journal-lost' });
  expect(segments.slice(0, 9).map((segment) => segment.rounds)).toEqual(before);
});

test('what the server has of this journal stays as it was', async () => {
  const disk = new MemoryDisk();
  const small = await threeDays(disk);
  const before = await segmentTexts(disk);
  await rechain(small.journal, 5, SERVER_END);
  const after = await segmentTexts(disk);
  expect(after.slice(0, 4)).toEqual(before.slice(0, 4));
  checkChain(after.slice(4), SERVER_END);
  expect(small.journal.files.map((file) => [file.firstNumber, file.lastNumber])).toEqual([
    [1, 3],
    [4, 43],
    [44, 46],
  ]);
});

test.each([
  'die-before',
  'die-after',
] as const)('interrupted at any step (%s), it is finished by the next start', async (trouble) => {
  let finished = 0;
  for (let step = 1; step <= 26; step += 1) {
    const disk = new MemoryDisk();
    const small = await threeDays(disk);
    const from = disk.steps;
    disk.trouble = (now) => (now === from + step ? trouble : 'ok');
    await rechain(small.journal, 5, SERVER_END).catch(() => false);
    const again = disk.restarted(step % 2 === 0);
    const { log } = openLogBook();
    const recovered = await recoverJournal({ disk: again, key: KEY, delivered: null, methodText: knownMethod, log });
    const intent = await readIntent(again);
    if (intent) await applyRechain(again, KEY, recovered.files, intent);
    const texts = await segmentTexts(again);
    expect(texts, `step ${step}`).toHaveLength(9);
    const isDone = texts.at(-1)?.includes('\nnumber: 46\n') ?? false;
    if (isDone) checkChain(texts.slice(4), SERVER_END);
    else checkChain(texts);
    finished += isDone ? 1 : 0;
  }
  expect(finished).toBeGreaterThan(15);
});
