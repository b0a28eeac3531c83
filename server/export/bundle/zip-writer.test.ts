import { crc32, deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readZip } from '../../../test/read-zip.ts';
import { openZip } from './zip-writer.ts';

async function zipOf(act: (zip: ReturnType<typeof openZip>) => Promise<void>): Promise<Buffer> {
  const parts: Buffer[] = [];
  const zip = openZip(async (bytes) => void parts.push(Buffer.from(bytes)));
  await act(zip);
  expect(await zip.end()).toBe(Buffer.concat(parts).length);
  return Buffer.concat(parts);
}

test('members read back, whatever is in them', async () => {
  const contents = new Map([
    ['empty.txt', Buffer.alloc(0)],
    ['short.txt', Buffer.from('x')],
    ['text/long.txt', Buffer.from('a line\n'.repeat(10_000))],
    ['noise.bin', Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 251))],
  ]);
  const deflated = Buffer.from('in pieces '.repeat(500));
  const piece = deflateRawSync(deflated);
  const zip = await zipOf(async (writer) => {
    for (const [name, bytes] of contents) await writer.add(name, bytes);
    const member = { name: 'pieces.txt', bytes: deflated.length, crc32: crc32(deflated), deflatedBytes: piece.length };
    await writer.addDeflated({ ...member, parts: [piece.subarray(0, 10), piece.subarray(10)] });
  });
  expect([...readZip(zip)]).toEqual([...contents, ['pieces.txt', deflated]]);
});

test('more members than 16 bits can count are told in ZIP64', async () => {
  const zip = await zipOf(async (writer) => {
    for (let index = 0; index < 65_536; index += 1) await writer.add(`m${index}`, Buffer.from('1'));
  });
  expect(zip.readUInt16LE(zip.length - 12)).toBe(0xffff);
  const recordAt = Number(zip.readBigUInt64LE(zip.length - 22 - 12));
  expect([zip.readUInt32LE(recordAt), Number(zip.readBigUInt64LE(recordAt + 32))]).toEqual([0x06064b50, 65_536]);
});

test('bytes beyond 4 GB are found by ZIP64', async () => {
  let length = 0;
  let tail = Buffer.alloc(0);
  const zip = openZip(async (bytes) => {
    length += bytes.length;
    tail = Buffer.concat([tail, bytes.subarray(-100_000)]).subarray(-100_000);
  });
  const part = Buffer.alloc(1 << 28);
  for (const name of ['a', 'b', 'c', 'd'])
    await zip.addDeflated({
      name,
      bytes: 1,
      crc32: 0,
      deflatedBytes: 4 * part.length,
      parts: [part, part, part, part],
    });
  await zip.add('far', Buffer.from('beyond'));
  expect(await zip.end()).toBe(length);
  const directoryAt = Number(tail.readBigUInt64LE(tail.length - 22 - 20 - 8));
  const entry = tail.subarray(directoryAt - (length - tail.length));
  expect([entry.readUInt32LE(0), directoryAt > 2 ** 32]).toEqual([0x02014b50, true]);
  const far = tail.subarray(tail.lastIndexOf('far') + 3);
  expect([far.readUInt16LE(0), Number(far.readBigUInt64LE(4))]).toEqual([1, directoryAt - 30 - 3 - 6]);
});

test.each(['', '../up', '/root', 'ü', 'a b'])('a member may not be named %j', async (name) => {
  await expect(plain(name)).rejects.toThrow('bug: a member is named');
});

test('two members may not have one name, and a length that was said holds', async () => {
  const twice = zipOf(async (zip) => {
    await zip.add('a', Buffer.alloc(1));
    await zip.add('a', Buffer.alloc(1));
  });
  await expect(twice).rejects.toThrow('named a');
  const member = { name: 'a', bytes: 1, crc32: 0, deflatedBytes: 2, parts: [Buffer.alloc(1)] };
  await expect(zipOf((zip) => zip.addDeflated(member))).rejects.toThrow('another length');
});

function plain(name: string): Promise<Buffer> {
  return zipOf((zip) => zip.add(name, Buffer.from('1')));
}
