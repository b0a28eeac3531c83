import { expect, test } from 'vitest';
import type { DayFile } from './journal-files.ts';
import { startReserving } from './journal-reserve.ts';

/** A disk that only writes down what it is asked for. */
function open() {
  const asked: string[] = [];
  const reserveAhead = startReserving({
    reserve: async (name, fromByte, lengthBytes) => void asked.push(`reserve ${name} ${fromByte}+${lengthBytes}`),
    truncate: async (name, sizeBytes) => void asked.push(`truncate ${name} ${sizeBytes}`),
  });
  return { asked, reserveAhead };
}

const file = (name: string, sizeBytes: number): DayFile => ({ name, firstNumber: 1, lastNumber: 1, sizeBytes });

test('blocks are asked for in large pieces, the next one before the last is used up', async () => {
  const { asked, reserveAhead } = open();
  for (let endByte = 6_000; endByte < 4_500_000; endByte += 6_000) await reserveAhead('1.txt', endByte, []);
  expect(asked).toEqual([
    'reserve 1.txt 6000+2000000',
    'reserve 1.txt 1944000+2000000',
    'reserve 1.txt 3882000+2000000',
  ]);
});

test('what yesterday’s file did not need is given back, once, when today’s begins', async () => {
  const { asked, reserveAhead } = open();
  await reserveAhead('1.txt', 6_000, []);
  const files = [file('0.txt', 5), file('1.txt', 9_000), file('2.txt', 6_000)];
  await reserveAhead('2.txt', 6_000, files);
  await reserveAhead('2.txt', 12_000, files);
  expect(asked.slice(1)).toEqual(['reserve 2.txt 6000+2000000', 'truncate 1.txt 9000']);
});
