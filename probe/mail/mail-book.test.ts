import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HandClocks, openLogBook } from '../../test/fakes/small-journal.ts';
import { loadOrCreateMacKey } from './mac-key.ts';
import { openMailBook } from './mail-book.ts';

let folder: string;
const hand = new HandClocks();
const logBook = openLogBook();
const clocks = { tickMs: hand.tickMs, wallAtMs: hand.wallAtMs, bootId: 'b'.repeat(32) };
const open = () => openMailBook({ folder, clocks, log: logBook.log });
beforeEach(() => {
  folder = mkdtempSync('/dev/shm/linewitness-book-');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const DAY_MS = 86_400_000;
type Book = Awaited<ReturnType<typeof open>>;
function send(book: Book, route = 'in', plannedAtMs = hand.wallAtMs()) {
  const number = book.nextNumber(route, plannedAtMs);
  const slot = { route, plannedAtMs, tickMs: hand.tickMs() };
  return book.begin(slot, { number, mac: 'a'.repeat(32) }, { event: 'submitting', readings: { plannedAtMs } });
}
const tellOf = (number: number) => ({ route: 'in', number, tickMs: hand.tickMs() });

test('is for its owner alone, and so is the secret of the tokens, which stays the same', async () => {
  const book = await open();
  await book.close();
  const key = await loadOrCreateMacKey(folder);
  expect(key).toHaveLength(32);
  expect(await loadOrCreateMacKey(folder)).toEqual(key);
  for (const name of ['book.txt', 'mac.key']) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  writeFileSync(join(folder, 'mac.key'), 'damaged');
  expect(await loadOrCreateMacKey(folder)).toHaveLength(32);
});

test('a torn last line is cut off, a damaged one inside is left out, the rest stands', async () => {
  const book = await open();
  const { mail } = await send(book);
  await book.noteEvents([{ ...tellOf(mail.number), event: 'accepted', words: { queueId: 'Q1' } }]);
  await book.close();
  const path = join(folder, 'book.txt');
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  writeFileSync(path, `${[...lines, '{"is":"event","sequence":"x"}', '\0\0\0'].join('\n')}\n{"is":"dot","rou`);
  const again = await open();
  expect(again.mail('in', mail.number)).toMatchObject({ outcome: 'accepted', queueId: 'Q1' });
  expect(logBook.lines.at(-1)).toContain('"lines":2');
  await again.close();
  expect(readFileSync(path, 'utf8').endsWith('}\n')).toBe(true);
});

test('numbers only grow, also when the clock goes back or the book is gone', async () => {
  const book = await open();
  const first = await send(book);
  expect(first.mail.number).toBe(Math.floor(hand.wallAtMs() / 1000));
  const second = await send(book, 'in', hand.wallAtMs() - 30 * DAY_MS);
  expect(second.mail.number).toBe(first.mail.number + 1);
  await book.close();
  rmSync(join(folder, 'book.txt'));
  hand.nowMs += 2000;
  const fresh = await open();
  expect((await send(fresh)).mail.number).toBeGreaterThan(second.mail.number - 1);
  await fresh.close();
});

test('an unseen mail is known for forty days, one that came and was taken out for ten, a slot without one until it is told', async () => {
  const book = await open();
  const unseen = (await send(book)).mail.number;
  const seen = (await send(book)).mail.number;
  await book.noteEvents([{ ...tellOf(seen), event: 'sighted', readings: { sighting: 0 } }]);
  const slot = { route: 'in', plannedAtMs: hand.wallAtMs(), tickMs: hand.tickMs() };
  const empty = (await book.begin(slot, null, { event: 'not-tested', facts: { reason: 'line-down' } })).mail.number;
  const known = () => [unseen, seen, empty].map((number) => book.mail('in', number) !== null);
  await book.compact();
  expect(known()).toEqual([true, true, true]);
  await book.noteClosed(book.lastSequence(), 4);
  await book.compact();
  expect(known()).toEqual([true, true, false]);
  hand.nowMs += 11 * DAY_MS;
  await book.compact();
  expect(known()).toEqual([true, false, false]);
  hand.nowMs += 30 * DAY_MS;
  await book.compact();
  expect(known()).toEqual([false, false, false]);
  expect(book.nextNumber('in', 0)).toBeGreaterThan(empty);
  await book.close();
});

test('stays small: what is told and sealed is written no more', async () => {
  const book = await open();
  const headers = 'x'.repeat(8000);
  for (let index = 0; index < 200; index += 1) {
    const { mail } = await send(book);
    await book.noteEvents([
      { ...tellOf(mail.number), event: 'sighted', readings: { sighting: 0 }, words: { headers } },
    ]);
    await book.noteClosed(book.lastSequence(), index);
  }
  expect(statSync(join(folder, 'book.txt')).size).toBeLessThan(700_000);
  await book.compact();
  expect(statSync(join(folder, 'book.txt')).size).toBeLessThan(120_000);
  expect(book.untold()).toEqual([]);
  expect(book.sealedIn(3)).not.toBeNull();
  await book.close();
});

test('what no sample may hold is left out, whatever a mail server says', async () => {
  const book = await open();
  const { mail } = await send(book);
  const [event] = await book.noteEvents([
    {
      ...tellOf(mail.number),
      event: 'report',
      readings: { arrivalAtMs: Number.NaN, retryUntilAtMs: 2 ** 60, sighting: 0 },
      facts: { action: 'failed', protocol: 'ESMTP <x>' },
      words: { diagnostic: 'x'.repeat(20_000) },
    },
  ]);
  expect(event).toMatchObject({ readings: { sighting: 0 }, facts: { action: 'failed' } });
  expect(Object.keys({ ...event?.readings, ...event?.facts })).toEqual(['sighting', 'action']);
  expect(event?.words['diagnostic']).toHaveLength(8000);
  await book.close();
  const again = await open();
  expect(again.untold().at(-1)).toEqual(event);
  await again.close();
});

test('a mail that cannot be written down is not begun', async () => {
  const book = await open();
  await book.close(); // a closed file takes nothing
  await expect(send(book)).rejects.toThrow();
  expect(book.openOf('in')).toEqual([]);
  expect(book.untold()).toEqual([]);
});
