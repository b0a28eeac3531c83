import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkChain, measure, openSmallJournal, segmentTexts } from '../test/fakes/small-journal.ts';
import { describeWith } from '../test/needs.ts';
import { openJournalDisk } from './journal-disk.ts';

// Mounting takes the same right as making a namespace.
describeWith(['namespaces'], 'a real file system that is full', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'linewitness-full-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]);
  });
  afterAll(async () => {
    execFileSync('umount', [folder]);
    await rm(folder, { recursive: true, force: true });
  });

  test('is waited out: what was measured meanwhile is written when there is room, in one chain', async () => {
    const disk = await openJournalDisk(join(folder, 'journal'));
    const small = await openSmallJournal(disk);
    await measure(small, { rounds: 4, perSegment: 2 });
    const filler = join(folder, 'filler');
    for (const sizeBytes of [32_768, 4096, 4096, 4096, 4096, 4096, 4096]) {
      await writeFile(filler, Buffer.alloc(sizeBytes), { flag: 'a' }).catch(() => undefined); // until nothing fits
    }
    await measure(small, { sequence: 4, rounds: 80, perSegment: 2 });
    expect(small.logBook.lines.join('')).toContain('ENOSPC');
    const sealedWhileFull = small.journal.sealed.number;
    expect(checkChain((await segmentTexts(disk)).slice(0, sealedWhileFull)).at(-1)?.number).toBe(sealedWhileFull);
    await rm(filler);
    await measure(small, { sequence: 84, rounds: 2, perSegment: 2 });
    const rounds = checkChain(await segmentTexts(disk)).flatMap((segment) => segment.rounds);
    expect(rounds.map((round) => round.sequence)).toEqual(Array.from({ length: 86 }, (_, index) => index));
  });
});
