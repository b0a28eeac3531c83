import { describe, expect, test } from 'vitest';
import { Died, MemoryDisk } from '../test/fakes/memory-disk.ts';
import { checkChain, measure, openSmallJournal, segmentTexts } from '../test/fakes/small-journal.ts';

const DAY = '2026-11-22.txt';

/** Three closed segments of two rounds, and an open one of three rounds, as text. */
async function exampleText(): Promise<string> {
  const disk = new MemoryDisk();
  const small = await openSmallJournal(disk);
  await measure(small, { rounds: 6, perSegment: 2 });
  small.clocks.bootTickMs -= 60_000; // time to write the open one
  await measure(small, { sequence: 6, rounds: 3, perSegment: 100 });
  small.clocks.bootTickMs -= 60_000;
  await small.journal.settled();
  return disk.text(DAY);
}

function diskWith(text: string): MemoryDisk {
  const disk = new MemoryDisk();
  const bytes = Buffer.from(text, 'latin1');
  disk.files.set(DAY, { bytes, flushed: bytes });
  return disk;
}

/** Starts on that disk, measures one more segment, and returns what a server would then get. */
async function goOn(disk: MemoryDisk) {
  const small = await openSmallJournal(disk);
  await measure(small, { sequence: 50, rounds: 2, perSegment: 2 });
  return { segments: checkChain(await segmentTexts(disk)), log: small.logBook.lines.join('') };
}

const sequencesOf = (segments: { rounds: { sequence: number }[] }[]) =>
  segments.flatMap((segment) => segment.rounds.map((round) => round.sequence));

describe('a journal that was cut', () => {
  test('at every byte, its complete lines are kept, the next run signs them, and the chain holds', async () => {
    const text = await exampleText();
    expect(text.match(/\nnumber: /g)).toHaveLength(4);
    for (let cut = 0; cut <= text.length; cut += 1) {
      const kept = text.slice(0, cut);
      const { segments, log } = await goOn(diskWith(kept));
      const completeLines = [...kept.matchAll(/^\{"sequence":(\d+),.*\n/gm)].map((match) => Number(match[1]));
      expect(sequencesOf(segments), `cut at ${cut}`).toEqual([...completeLines, 50, 51]);
      expect(log, `cut at ${cut}`).not.toContain('damaged');
    }
  });

  test('and filled with zeros to its old size, it loses nothing that was complete', async () => {
    const text = await exampleText();
    for (let cut = 0; cut <= text.length; cut += 7) {
      const kept = text.slice(0, cut);
      const { segments } = await goOn(diskWith(kept.padEnd(text.length, '\0')));
      const completeLines = [...kept.matchAll(/^\{"sequence":(\d+),.*\n/gm)].map((match) => Number(match[1]));
      expect(sequencesOf(segments), `cut at ${cut}`).toEqual([...completeLines, 50, 51]);
    }
  });

  test('and followed by garbage, it keeps what was complete and sets the file aside', async () => {
    const text = await exampleText();
    for (let cut = 0; cut <= text.length; cut += 13) {
      const kept = text.slice(0, cut);
      const disk = diskWith(`${kept}\n\xff\xfegarbage\n{"x":1}\nmore\n`);
      const { segments } = await goOn(disk);
      const completeLines = [...kept.matchAll(/^\{"sequence":(\d+),.*\n/gm)].map((match) => Number(match[1]));
      const sequences = sequencesOf(segments);
      expect(sequences.slice(-2)).toEqual([50, 51]);
      // The garbage begins with a line feed: it may complete a line that was cut just before it.
      expect(sequences.length - 2, `cut at ${cut}`).toBeGreaterThanOrEqual(completeLines.length);
      expect(disk.text(`${DAY}.damaged-1`), `cut at ${cut}`).toContain('garbage');
    }
  });

  test('a torn end is logged with its length', async () => {
    const text = await exampleText();
    const { log } = await goOn(diskWith(text.slice(0, -3)));
    const lastLine = text.trimEnd().split('\n').at(-1) ?? '';
    expect(log).toContain(`"cutBytes":${lastLine.length - 2}`);
  });
});

describe('a journal with damage in the middle', () => {
  test('wherever one byte changed, the good segments are kept, the hole is declared, and the old file is set aside', async () => {
    const text = await exampleText();
    for (let at = 0; at < text.length; at += 5) {
      const damaged = `${text.slice(0, at)}${text[at] === '7' ? '8' : '7'}${text.slice(at + 1)}`;
      if (damaged === text) continue;
      const disk = diskWith(damaged);
      const { segments } = await goOn(disk);
      const sequences = sequencesOf(segments);
      expect(sequences.slice(-2), `byte ${at}`).toEqual([50, 51]);
      const lostRounds = 9 - (sequences.length - 2);
      expect(lostRounds, `byte ${at}`).toBeLessThanOrEqual(3);
    }
  });

  test('a second repair never overwrites what the first set aside', async () => {
    const text = await exampleText();
    const disk = diskWith(text.replace('"sequence":1,', '"sequence":7,'));
    await goOn(disk);
    const first = disk.text(`${DAY}.damaged-1`);
    const again = disk.text(DAY).replace('"sequence":4,', '"sequence":9,');
    disk.files.set(DAY, { bytes: Buffer.from(again, 'latin1'), flushed: Buffer.from(again, 'latin1') });
    await openSmallJournal(disk);
    expect(disk.text(`${DAY}.damaged-1`)).toBe(first);
    expect(disk.text(`${DAY}.damaged-2`)).toBe(again);
  });
});

describe('a recovery that is interrupted', () => {
  test.each([
    'die-before',
    'die-after',
  ] as const)('at each step (%s), is done again by the next start and loses nothing', async (trouble) => {
    const text = await exampleText();
    const damaged = text.replace('"sequence":1,', '"sequence":7,');
    for (const [source, least] of [
      [text.slice(0, -40), 8],
      [damaged, 7],
    ] as const) {
      for (let step = 1; step <= 12; step += 1) {
        const disk = diskWith(source);
        disk.trouble = (now) => (now === step ? trouble : 'ok');
        await openSmallJournal(disk).catch((error) => expect(error).toBeInstanceOf(Died));
        for (const isPowerCut of [false, true]) {
          const { segments } = await goOn(disk.restarted(isPowerCut));
          expect(sequencesOf(segments).length - 2, `step ${step}, power cut: ${isPowerCut}`).toBeGreaterThanOrEqual(
            least,
          );
        }
      }
    }
  });
});
