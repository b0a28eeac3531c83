import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { startPack } from '../../store/pack-format.ts';
import { type DayTask, openDayMaker } from './day-part.ts';
import { makeDayParts } from './day-threads.ts';
import { LAST_BLOCK } from './deflate-pieces.ts';

const hex = (text: string) => createHash('sha256').update(text).digest('hex');
const METHOD = hex('method');
const VALUE = hex('value');
const MAIL_VALUE = hex('mail value');

/** Segments with their receipts; the second is longer than a piece. */
function textsOf(day: number): string[] {
  return Array.from({ length: 3 }, (_, index) => {
    const rounds = `{"sequence":${day * 10 + index},"wallAtMs":1790000000000}\n`.repeat(index === 1 ? 12_000 : 40);
    const segment = `linewitness-segment/1\nnumber: ${index}\nmethodSha256: ${METHOD}\n\n${rounds}"hash:${VALUE}"\n\n`;
    const mail = index === 2 ? `type: mail-watch\nhost: ${MAIL_VALUE}\n` : 'type: receipt\n';
    return [
      segment,
      `linewitness-lane/1\npreviousSha256: ${hex(segment)}\nentry: ${day * 3 + index}\n${mail}signature: x\n`,
    ];
  }).flat();
}

type Made = { task: () => DayTask; texts: string[] };
let days: Made[];

/** Some days are packed, some are rows; of the third the first entry and its segment are not wanted. */
beforeAll(async () => {
  days = await Promise.all(
    Array.from({ length: 6 }, async (_, day) => {
      const texts = textsOf(day);
      const pack = startPack();
      for (const text of texts) pack.add(text);
      const packed = await pack.finish();
      const [firstEntry, lastEntry] = [day === 2 ? day * 3 + 1 : day * 3, day * 3 + 2];
      const ends = texts.map((_text, index) => texts.slice(0, index + 1).join('').length);
      const task = (): DayTask => {
        const wanted = { firstEntry, lastEntry, wantsValues: day % 2 === 0 };
        if (day < 4) return { ...wanted, packs: [{ packed: Uint8Array.from(packed), firstEntry: day * 3 }], rows: [] };
        return { ...wanted, packs: [], rows: [{ texts: new TextEncoder().encode(texts.join('')), ends }] };
      };
      return { task, texts: day === 2 ? texts.slice(2) : texts };
    }),
  );
});

/** By as many threads as so many days are worth. */
async function partsOf(tasks: Iterable<DayTask>, count: number) {
  const parts = [];
  for await (const part of makeDayParts(tasks, count)) parts.push(part);
  return parts;
}

const inflated = (pieces: Uint8Array[]) => inflateRawSync(Buffer.concat([...pieces, LAST_BLOCK])).toString('latin1');
const ofSort = (texts: string[], sort: string) =>
  texts.filter((text) => text.startsWith(`linewitness-${sort}`)).join('');

describe('parts of days', () => {
  test.each([
    ['by threads', 6],
    ['without threads', 1],
  ])('come in order, each with its texts, sums and names: %s', async (_how, count) => {
    const parts = await partsOf(
      days.map(({ task }) => task()),
      count,
    );
    expect(parts).toHaveLength(6);
    for (const [index, { segments, lane, methods, values }] of parts.entries()) {
      const texts = days[index]?.texts ?? [];
      const text = ofSort(texts, 'segment');
      expect(inflated(segments.pieces)).toBe(text);
      expect(segments).toMatchObject({ bytes: text.length, sha256: hex(text) });
      expect(inflated(lane.pieces)).toBe(ofSort(texts, 'lane'));
      expect(Buffer.concat(lane.texts).toString('latin1')).toBe(ofSort(texts, 'lane'));
      expect(methods).toEqual([METHOD]);
      expect(values.toSorted()).toEqual(index % 2 === 0 ? [VALUE, MAIL_VALUE].toSorted() : []);
    }
  });

  test('are the same bytes, whoever makes them', async () => {
    const makeDay = openDayMaker();
    const here = days.map(({ task }) => makeDay(task()));
    const there = await partsOf(
      days.map(({ task }) => task()),
      6,
    );
    expect(there.map(({ segments }) => Buffer.concat(segments.pieces))).toEqual(
      here.map(({ segments }) => Buffer.concat(segments.pieces)),
    );
  });

  test.each([
    ['by threads', 6],
    ['without threads', 1],
  ])('fail where a day is damaged: %s', async (_how, count) => {
    const packs = [{ packed: Uint8Array.of(1, 2, 3), firstEntry: 1 }];
    const damaged: DayTask = { packs, rows: [], firstEntry: 1, lastEntry: 2, wantsValues: false };
    const tasks = days.map(({ task }, index) => (index === 3 ? damaged : task()));
    await expect(partsOf(tasks, count)).rejects.toThrow();
  });

  test('are begun only as they are taken, and threads end when nobody takes more', async () => {
    let begun = 0;
    function* tasks(): Generator<DayTask> {
      for (const { task } of days) {
        begun += 1;
        yield task();
      }
    }
    for await (const _part of makeDayParts(tasks(), 6)) break;
    expect(begun).toBeLessThan(6);
    expect(process.getActiveResourcesInfo()).not.toContain('MessagePort');
  });
});
