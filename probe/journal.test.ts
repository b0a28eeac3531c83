import { describe, expect, test } from 'vitest';
import { MemoryDisk } from '../test/fakes/memory-disk.ts';
import {
  CONTEXT,
  checkChain,
  KEY,
  knownMethod,
  makeRound,
  measure,
  openLogBook,
  openSmallJournal,
  segmentTexts,
} from '../test/fakes/small-journal.ts';
import { recoverJournal } from './journal-recovery.ts';
import { recoverSpill } from './journal-spill.ts';

const sequencesOf = (segments: { rounds: { sequence: number }[] }[]) =>
  segments.flatMap((segment) => segment.rounds.map((round) => round.sequence));

/** Restarts on that disk, and reads what a server would get. */
async function restart(disk: MemoryDisk) {
  disk.trouble = () => 'ok';
  await openSmallJournal(disk);
  return checkChain(await segmentTexts(disk));
}

describe('a disk that fails or dies at any step', () => {
  test.each([
    'fail-before',
    'fail-after',
  ] as const)('(%s) once, costs nothing: the step is done again', async (trouble) => {
    for (let step = 1; step <= 14; step += 1) {
      const disk = new MemoryDisk();
      const small = await openSmallJournal(disk);
      disk.trouble = (now) => (now === disk.steps && now === step ? trouble : 'ok');
      await measure(small, { rounds: 6, perSegment: 2 });
      await measure(small, { sequence: 6, rounds: 2, perSegment: 2 });
      expect(sequencesOf(await restart(disk)), `step ${step}`).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    }
  });

  test.each([
    ['die-before', false],
    ['die-before', true],
    ['die-after', false],
    ['die-after', true],
  ] as const)('(%s, power cut: %s), never loses or changes a segment that may have been sent', async (trouble, isPowerCut) => {
    for (let step = 1; step <= 14; step += 1) {
      const disk = new MemoryDisk();
      const small = await openSmallJournal(disk);
      disk.trouble = (now) => (now === step ? trouble : 'ok');
      await measure(small, { rounds: 6, perSegment: 2 });
      const sent = (await segmentTexts(disk)).slice(0, small.sealed.length);
      const again = disk.restarted(isPowerCut);
      const segments = await restart(again);
      expect((await segmentTexts(again)).slice(0, sent.length), `step ${step}`).toEqual(sent);
      expect(sequencesOf(segments), `step ${step}`).toEqual(sequencesOf(segments).map((_, index) => index));
    }
  });
});

describe('a full disk', () => {
  test('for a while, is waited out in memory: no round is lost, nothing half-written is kept', async () => {
    const disk = new MemoryDisk();
    const small = await openSmallJournal(disk);
    await measure(small, { rounds: 4, perSegment: 2 });
    disk.trouble = (_step, operation) => (operation === 'write' ? 'fail-before' : 'ok');
    await measure(small, { sequence: 4, rounds: 90, perSegment: 2 });
    expect(small.journal.sealed.number).toBe(2);
    disk.trouble = () => 'ok';
    await measure(small, { sequence: 94, rounds: 2, perSegment: 2 });
    expect(sequencesOf(await restart(disk))).toEqual(Array.from({ length: 96 }, (_, index) => index));
    const said = small.logBook.lines.join('');
    expect(said).toContain('can’t be written');
    expect(said).toContain('takes the journal again');
  });

  test('for longer, costs the oldest rounds, and the next round says which time is gone', async () => {
    const disk = new MemoryDisk();
    const small = await openSmallJournal(disk);
    disk.trouble = (_step, operation) => (operation === 'write' ? 'fail-before' : 'ok');
    await measure(small, { rounds: 400, perSegment: 2 });
    disk.trouble = () => 'ok';
    await measure(small, { sequence: 400, rounds: 2, perSegment: 2 });
    const segments = checkChain(await segmentTexts(disk));
    const sequences = sequencesOf(segments);
    expect(sequences.slice(0, 2)).toEqual([0, 1]);
    const resumed = sequences[2] ?? 0;
    expect(sequences.slice(2)).toEqual(Array.from({ length: 402 - resumed }, (_, index) => resumed + index));
    expect(sequences.length).toBeGreaterThanOrEqual(100);
    const first = segments[1]?.rounds[0];
    const lostFrom = makeRound(2).tickMs;
    expect(first?.unmeasured).toEqual([{ fromTickMs: lostFrom, toTickMs: first?.tickMs, cause: 'tool' }]);
  });

  test('while the method changes, still never mixes two methods in one segment', async () => {
    const disk = new MemoryDisk();
    const small = await openSmallJournal(disk);
    disk.trouble = () => 'fail-before';
    for (let index = 0; index < 40; index += 1) {
      small.journal.append(makeRound(index), { ...CONTEXT, methodSha256: String(index % 10).repeat(64) });
      small.journal.close('method');
      await small.journal.settled();
    }
    disk.trouble = () => 'ok';
    await small.journal.settled();
    small.journal.append(makeRound(40), CONTEXT);
    small.journal.close('interval');
    await small.journal.settled();
    const segments = checkChain(await segmentTexts(disk));
    expect(segments.every((segment) => segment.rounds.length === 1)).toBe(true);
    expect(segments.at(-1)?.rounds[0]?.unmeasured).toHaveLength(1);
  });
});

describe('writing', () => {
  test('is flushed once for each segment, and not in between', async () => {
    const disk = new MemoryDisk();
    const small = await openSmallJournal(disk);
    const before = disk.syncs;
    await measure(small, { rounds: 120, perSegment: 12 });
    expect(disk.syncs - before).toBe(10);
  });

  test('with a spill touches the disk only when a segment is closed, and a kill loses no round', async () => {
    const [disk, spillDisk] = [new MemoryDisk(), new MemoryDisk()];
    const small = await openSmallJournal(disk, { spillDisk });
    await measure(small, { rounds: 12, perSegment: 12 });
    const stepsBefore = disk.steps;
    await measure(small, { sequence: 12, rounds: 11, perSegment: 12 });
    expect(disk.steps).toBe(stepsBefore);
    const again = disk.restarted(false);
    const { log } = openLogBook();
    const options = { disk: again, key: KEY, delivered: null, methodText: knownMethod, log };
    const recovered = await recoverSpill(options, await recoverJournal(options), spillDisk);
    expect(sequencesOf(checkChain(await segmentTexts(again)))).toEqual(Array.from({ length: 23 }, (_, index) => index));
    expect(recovered.end.number).toBe(2);
    expect(spillDisk.files.size).toBe(0);
  });

  test('a spill cut at every byte gives its complete rounds once, also when the disk has some of them', async () => {
    const [disk, spillDisk] = [new MemoryDisk(), new MemoryDisk()];
    const small = await openSmallJournal(disk, { spillDisk });
    await measure(small, { rounds: 5, perSegment: 2 });
    const spilled = spillDisk.text('3.open');
    expect(spilled).toContain('"sequence":4');
    for (let cut = 0; cut <= spilled.length; cut += 3) {
      const [diskNow, spillNow] = [disk.restarted(false), new MemoryDisk()];
      await spillNow.write('3.open', 0, spilled.slice(0, cut));
      await spillNow.write('2.open', 0, small.journal.files.length > 0 ? spilled : '');
      const { log } = openLogBook();
      const options = { disk: diskNow, key: KEY, delivered: null, methodText: knownMethod, log };
      await recoverSpill(options, await recoverJournal(options), spillNow);
      expect(sequencesOf(checkChain(await segmentTexts(diskNow))), `cut at ${cut}`).toEqual([0, 1, 2, 3, 4]);
    }
  });

  test('goes to one file a UTC day of opening, and never back into an older one when the clock is set back', async () => {
    const disk = new MemoryDisk();
    const small = await openSmallJournal(disk);
    await measure(small, { rounds: 2, perSegment: 1 });
    small.clocks.nowMs += 86_400_000;
    await measure(small, { sequence: 2, rounds: 2, perSegment: 1 });
    small.clocks.nowMs -= 86_400_000;
    await measure(small, { sequence: 4, rounds: 2, perSegment: 1 });
    expect([...disk.files.keys()].sort()).toEqual(['2026-11-22.2.txt', '2026-11-22.txt', '2026-11-23.txt']);
    const again = await openSmallJournal(disk);
    expect(again.journal.files.map((file) => [file.name, file.firstNumber, file.lastNumber])).toEqual([
      ['2026-11-22.txt', 1, 2],
      ['2026-11-23.txt', 3, 4],
      ['2026-11-22.2.txt', 5, 6],
    ]);
  });
});
