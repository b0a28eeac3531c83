import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { counterAfterRestore, formatHeads, type Heads, parseHeads } from './heads.ts';

const NOW_MS = 1_795_305_600_000;
const zeros = '0'.repeat(64);
const sha = (text: string) => createHash('sha256').update(text).digest('hex');
const HEADS: Heads = {
  server: 'a'.repeat(32),
  counter: 1042,
  atMs: NOW_MS,
  previousSha256: sha('x'),
  lanes: [],
};
const read = (over: Partial<Heads>) => parseHeads(formatHeads({ ...HEADS, ...over }));

test('a head comes back as it was, also the first after a restore', () => {
  expect(read({})).toEqual(HEADS);
  expect(read({ counter: 1_795_000_000, continues: 1041 })).toMatchObject({ continues: 1041 });
  expect(read({ counter: 1_795_000_000, continues: 0, previousSha256: zeros })).toMatchObject({ continues: 0 });
});

test.each([
  [{ counter: 1 }, 'is the first'],
  [{ counter: 1_795_000_000, continues: 0 }, 'is the first'],
  [{ continues: 1041 }, 'that is not before it'],
  [{ continues: 1042 }, 'that is not before it'],
  [{ continues: 4711 }, 'that is not before it'],
] satisfies [Partial<Heads>, string][])('one that contradicts itself is not read: %o', (over, why) => {
  expect(read(over)).toContain(why);
});

test('what it continues stands behind its counter and nowhere else, once', () => {
  const text = formatHeads({ ...HEADS, continues: 7 });
  expect(parseHeads(text)).toMatchObject({ continues: 7 });
  const line = 'continues: 7\n';
  for (const changed of [text.replace(line, '').replace('lanes:', `${line}lanes:`), text.replace(line, line + line)])
    expect(parseHeads(changed)).toEqual(expect.any(String));
});

test('after a restore the counter is the time, and more than any before it whatever the clock says', () => {
  expect(counterAfterRestore(1041, NOW_MS)).toBe(NOW_MS / 1000);
  expect(counterAfterRestore(1041, 0)).toBe(1043);
  expect(counterAfterRestore(0, 0)).toBe(2);
});
