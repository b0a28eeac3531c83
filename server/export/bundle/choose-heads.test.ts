import { expect, test } from 'vitest';
import { chooseHeads } from './choose-heads.ts';
import { plainName } from './source-members.ts';

const HOUR_MS = 3_600_000;
const START_AT_MS = Date.UTC(2026, 9, 1);
/** One each hour of three days; number 1 at midnight. */
const HEADS = Array.from({ length: 72 }, (_, hour) => ({
  counter: hour + 1,
  atMs: START_AT_MS + hour * HOUR_MS,
  sha256: '',
  occasion: 'hourly' as const,
}));
const chosen = (outages: { startEarliestAtMs: number; endLatestAtMs: number | null }[], musts: number[] = []) =>
  chooseHeads(HEADS, { outages, zone: 'Etc/UTC', musts });

test('without outages the last head of each day goes along, and those that must', () => {
  expect(chosen([])).toEqual([24, 48, 72]);
  expect(chosen([], [3, 72, 80])).toEqual([3, 24, 48, 72, 80]);
});

test('days are those of the line', () => {
  expect(chooseHeads(HEADS, { outages: [], zone: 'Europe/Berlin', musts: [] })).toEqual([22, 46, 70, 72]);
});

test('around an outage all go along, from an hour before to two hours after', () => {
  const at = (hour: number) => START_AT_MS + hour * HOUR_MS;
  expect(chosen([{ startEarliestAtMs: at(10), endLatestAtMs: at(11) }])).toEqual([10, 11, 12, 13, 14, 24, 48, 72]);
  expect(chosen([{ startEarliestAtMs: at(70), endLatestAtMs: null }])).toEqual([24, 48, 70, 71, 72]);
});

test.each([
  ['Störung vom 3.pdf', 'Storung-vom-3.pdf'],
  ['../../etc/passwd', 'etc-passwd'],
  ['.hidden', 'file.hidden'],
  ['файл.png', 'file.png'],
  ['a'.repeat(300), 'a'.repeat(60)],
  ['C:\\Users\\x\\mail.eml', 'C-Users-x-mail.eml'],
  ['', 'file'],
])('a file named %j stands in a bundle as %j', (name, plain) => {
  expect(plainName(name)).toBe(plain);
});

test('of more around outages than a bundle may hold some are left out, evenly, and none of the others', () => {
  const outage = { startEarliestAtMs: START_AT_MS, endLatestAtMs: null };
  const all = chooseHeads(HEADS, { outages: [outage], zone: 'Etc/UTC', musts: [] });
  const some = chooseHeads(HEADS, { outages: [outage], zone: 'Etc/UTC', musts: [5], most: 20 });
  expect([all.length, some.length > 17, some.length <= 20]).toEqual([HEADS.length, true, true]);
  expect(some).toEqual(expect.arrayContaining([5, ...chooseHeads(HEADS, { outages: [], zone: 'Etc/UTC', musts: [] })]));
  const gaps = some.slice(1).map((counter, index) => counter - (some[index] ?? 0));
  expect(Math.max(...gaps)).toBeLessThan(8);
});
