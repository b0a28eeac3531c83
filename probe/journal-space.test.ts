import { describe, expect, test } from 'vitest';
import { MemoryDisk } from '../test/fakes/memory-disk.ts';
import {
  checkChain,
  knownMethod,
  measure,
  openSmallJournal,
  type SmallJournal,
  segmentTexts,
} from '../test/fakes/small-journal.ts';
import { spaceKeeper } from './journal-space.ts';

const sizeOf = (disk: MemoryDisk) => [...disk.files.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);

/** Days of four segments of two rounds; the third day holds an outage in its second segment. */
async function measureDays(small: SmallJournal, days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    for (let index = 0; index < 4; index += 1) {
      const isOutage = day === 2 && index === 1;
      await measure(small, {
        sequence: day * 8 + index * 2,
        rounds: 2,
        perSegment: 2,
        outcome: isOutage ? 'timeout' : 'reply',
      });
    }
    small.clocks.nowMs += 86_400_000;
  }
}

async function limited(maxBytes: number, deliveredThrough = 0, days = 8) {
  const disk = new MemoryDisk();
  const keep = { maxBytes, deliveredThrough: () => deliveredThrough, sendingThrough: () => 0, methodText: knownMethod };
  const small = await openSmallJournal(disk, { makeRoom: spaceKeeper(keep) });
  await measureDays(small, days);
  return { disk, small };
}

describe('a journal at its limit', () => {
  test('gives up delivered files first, oldest first, and nothing else', async () => {
    const { disk } = await limited(24_000, 24);
    expect(sizeOf(disk)).toBeLessThanOrEqual(24_000);
    const segments = await segmentTexts(disk);
    expect(segments.join('')).not.toContain('tombstone');
    const first = Number(/\nnumber: (\d+)/.exec(segments[0] ?? '')?.[1]);
    expect(first).toBeGreaterThan(1);
    expect(first).toBeLessThanOrEqual(25);
  });

  test('then gives up quiet segments; outages and their neighbours stay, and the chain holds', async () => {
    const { disk, small } = await limited(20_000);
    expect(sizeOf(disk)).toBeLessThanOrEqual(20_000);
    const segments = checkChain(await segmentTexts(disk));
    const lost = segments.filter((segment) =>
      segment.rounds.some((round) => round.samples.some((sample) => sample.outcome === 'timeout')),
    );
    expect(lost.map((segment) => segment.number)).toEqual([10]);
    expect(segments.map((segment) => segment.number)).toEqual(
      expect.arrayContaining([9, 10, 11, small.journal.sealed.number]),
    );
    expect(segments.some((segment) => segment.missing?.reason === 'disk-limit')).toBe(true);
  });

  test('and outages last, but then they go too: the limit holds', async () => {
    const { disk, small } = await limited(9000);
    expect(sizeOf(disk)).toBeLessThanOrEqual(9000);
    const segments = checkChain(await segmentTexts(disk));
    expect(segments.at(-1)?.number).toBe(small.journal.sealed.number);
    expect(segments.at(-1)?.rounds.length).toBeGreaterThan(0);
  });

  test('goes on after a restart, with the chain unbroken', async () => {
    const { disk } = await limited(20_000);
    const small = await openSmallJournal(disk);
    await measure(small, { sequence: 900, rounds: 2, perSegment: 2 });
    expect(checkChain(await segmentTexts(disk)).at(-1)?.rounds).toHaveLength(2);
  });

  test('interrupted at any step, keeps a chain that holds', async () => {
    for (const trouble of ['die-before', 'die-after'] as const) {
      for (let step = 1; step <= 60; step += 3) {
        const disk = new MemoryDisk();
        const keep = { maxBytes: 12_000, deliveredThrough: () => 0, sendingThrough: () => 0, methodText: knownMethod };
        const small = await openSmallJournal(disk, { makeRoom: spaceKeeper(keep) });
        await measureDays(small, 2);
        const from = disk.steps;
        disk.trouble = (now) => (now === from + step ? trouble : 'ok');
        await measureDays(small, 2);
        const again = disk.restarted(step % 2 === 0);
        await openSmallJournal(again);
        checkChain(await segmentTexts(again));
      }
    }
  });
});

test('a disk that others filled costs delivered files, never undelivered ones', async () => {
  const disk = new MemoryDisk();
  const keep = { maxBytes: 1e9, deliveredThrough: () => 5, sendingThrough: () => 0, methodText: knownMethod };
  const small = await openSmallJournal(disk, { makeRoom: spaceKeeper(keep) });
  await measureDays(small, 4);
  disk.trouble = (_step, operation) => (operation === 'write' ? 'fail-before' : 'ok');
  await measure(small, { sequence: 100, rounds: 10, perSegment: 2 });
  expect([...disk.files.keys()].sort()).toEqual(['2026-11-23.txt', '2026-11-24.txt', '2026-11-25.txt']);
});
