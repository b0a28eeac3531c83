import { expect, test } from 'vitest';
import { NO_PREVIOUS_SHA256 } from '../rules/ids.ts';
import { formatInstant } from '../rules/instant.ts';
import { challengeOf, formatLaneEntry } from '../rules/journal/lane.ts';
import { MemoryDisk } from '../test/fakes/memory-disk.ts';
import { KEY, newKey, openLogBook } from '../test/fakes/small-journal.ts';
import { openReceipts } from './journal-receipts.ts';
import { sha256Hex } from './key-file.ts';

const SERVER = newKey();

function receipt(number: number, atMs = Date.UTC(2026, 10, 22), key = SERVER): string {
  const at = formatInstant(atMs);
  const fields = {
    probe: KEY.probe,
    number: String(number),
    sha256: sha256Hex(`segment ${number}`),
    t1: '-',
    t2: at,
    t3: at,
    network: 'loopback',
  };
  return formatLaneEntry(
    { line: 'home', entry: number, previousSha256: NO_PREVIOUS_SHA256, atMs, content: { type: 'receipt', fields } },
    key.sign,
  );
}

const delivered = (number: number) => ({
  number,
  sha256: sha256Hex(`segment ${number}`),
  challenge: challengeOf(sha256Hex(receipt(number))),
});

const open = (disk: MemoryDisk, maxBytes = 1e9, log = openLogBook().log) =>
  openReceipts({ disk, probe: KEY.probe, serverPublicKey: SERVER.publicKey, maxBytes, log });

test('receipts cut at every byte give the last whole one, and the next ones follow it', async () => {
  const whole = receipt(1) + receipt(2) + receipt(3);
  const ends = [0, receipt(1).length, (receipt(1) + receipt(2)).length, whole.length];
  const name = `${sha256Hex(Buffer.from(SERVER.publicKey, 'base64')).slice(0, 16)}-2026-11.txt`;
  for (let cut = 0; cut <= whole.length; cut += 9) {
    const disk = new MemoryDisk();
    await disk.write(name, 0, whole.slice(0, cut));
    const book = await open(disk);
    const last = ends.findLastIndex((end) => end <= cut);
    expect(book.last()?.number ?? 0, `cut at ${cut}`).toBe(last);
    book.add([receipt(last + 1)], delivered(last + 1));
    await book.flush();
    expect((await open(disk)).last(), `cut at ${cut}`).toEqual(delivered(last + 1));
  }
});

test('a receipt of another server, or one that was changed, counts for nothing', async () => {
  const disk = new MemoryDisk();
  const book = await open(disk);
  book.add([receipt(1), receipt(2, undefined, newKey())], delivered(2));
  await book.flush();
  expect((await open(disk)).last()?.number).toBe(1);
});

test('a full disk keeps them waiting, and they are written when there is room', async () => {
  const disk = new MemoryDisk();
  const book = await open(disk);
  disk.trouble = () => 'fail-before';
  book.add([receipt(1)], delivered(1));
  await book.flush();
  disk.trouble = () => 'ok';
  book.add([receipt(2)], delivered(2));
  await book.flush();
  expect((await open(disk)).last()?.number).toBe(2);
  expect([...disk.files.values()].map(({ bytes }) => bytes.toString('latin1')).join('')).toBe(receipt(1) + receipt(2));
});

test('above the limit the oldest month goes, never the current one', async () => {
  const disk = new MemoryDisk();
  const book = await open(disk, 1200);
  for (let month = 0; month < 4; month += 1)
    book.add([receipt(month + 1, Date.UTC(2026, month, 5))], delivered(month + 1));
  await book.flush();
  expect([...disk.files.keys()].map((name) => name.slice(17))).toEqual(['2026-03.txt', '2026-04.txt']);
});
