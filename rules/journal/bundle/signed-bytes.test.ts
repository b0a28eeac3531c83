import { expect, test } from 'vitest';
import { nodeTools } from '../../../server/verify/node-tools.ts';
import { openReceiptBook } from './receipt-book.ts';
import { signedTexts } from './signed-bytes.ts';

const tools = nodeTools();

async function textsOf(bytes: Buffer, pieceBytes: number, maxBytes = 10_000): Promise<string[]> {
  const pieces = async function* () {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  };
  const texts: string[] = [];
  for await (const batch of signedTexts(pieces(), maxBytes, tools)) {
    for (const { text, bytes: own } of batch) {
      expect(Buffer.from(own).toString('latin1')).toBe(text);
      texts.push(text);
    }
  }
  return texts;
}

const textOf = (number: number, length: number) =>
  `linewitness-segment/1\nnumber: ${number}\n\n${'x'.repeat(length)}\nsignature: AAAA\n`;

test('texts are the same whatever the pieces are in which they come', async () => {
  const texts = Array.from({ length: 400 }, (_, at) => textOf(at, (at * 7919) % 9000));
  const bytes = Buffer.from(texts.join(''));
  expect(bytes.length).toBeGreaterThan(1 << 20);
  for (const pieceBytes of [1000, 65_536, 1 << 20, bytes.length])
    expect(await textsOf(bytes, pieceBytes)).toEqual(texts);
});

test('a damaged end or begin spoils one text, not those after it', async () => {
  const [a, b, c] = [textOf(1, 5), textOf(2, 5), textOf(3, 5)];
  const broken = b.replace('signature', 'signaturE');
  expect(await textsOf(Buffer.from(a + broken + c), 7)).toEqual([a, broken, c]);
  const begun = b.replace('linewitness', 'linewitnesS');
  expect(await textsOf(Buffer.from(a + begun + c), 7)).toEqual([a, begun, c]);
});

test('bytes that are no ASCII, no end, or too long are given as they are', async () => {
  const odd = Buffer.concat([Buffer.from(textOf(1, 5)), Buffer.from([0xff, 0xc3, 0x28]), Buffer.from('end')]);
  expect((await textsOf(odd, 4)).join('')).toBe(odd.toString('latin1'));
  expect(await textsOf(Buffer.alloc(0), 4)).toEqual([]);
  const endless = await textsOf(Buffer.alloc(2_500_000, 'y'), 65_536, 10_000);
  expect(endless.join('').length).toBe(2_500_000);
});

test('a book of receipts finds each by segment and by challenge, and knows which were used', () => {
  const book = openReceiptBook(10);
  const hex = (at: number, digits: number) => tools.sha256Text(`${at}`).slice(0, digits);
  // keys that begin alike must not be mixed up
  const alike = `${hex(0, 8)}${'0'.repeat(56)}`;
  const of = (at: number) => ({
    laneEntry: at + 5,
    number: at,
    probe: `p${at % 3}`,
    t2AtMs: at * 10,
    t3AtMs: at * 10 + 1,
  });
  for (let at = 0; at < 5000; at += 1) book.add(of(at), hex(at, 64), hex(at + 100_000, 32));
  book.add(of(5000), alike, alike.slice(0, 32));
  for (const at of [0, 1, 4999]) {
    expect(book.ofSegment(hex(at, 64))).toMatchObject({ index: at, ...of(at) });
    expect(book.ofChallenge(hex(at + 100_000, 32))).toMatchObject({ index: at });
  }
  expect(book.ofSegment(alike)).toMatchObject({ index: 5000 });
  expect(book.ofSegment('f'.repeat(64))).toBeNull();
  expect(book.ofChallenge('not hex at all, but 32 letters..')).toBeNull();
  for (let at = 0; at <= 5000; at += 1) if (at !== 77) expect(book.use({ index: at, ...of(at) })).toBe(true);
  expect(book.use({ index: 3, ...of(3) })).toBe(false);
  expect([...book.unused()].map(({ index }) => index)).toEqual([77]);
});
