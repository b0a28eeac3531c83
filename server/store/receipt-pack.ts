import { formatInstant, parseInstant } from '../../rules/instant.ts';

/**
 * A receipt as bytes without zstd: all of its text follows from twelve values, and there are as many receipts as
 * segments (a tenth of a millisecond and a fifth of the bytes each).
 *
 * Layout: number of the coding (3), entry and number of the segment (8 bytes each, little-endian doubles), four instants
 * (8 bytes each: at, t1, t2, t3), probe (16), previousSha256 (32), sha256 (32), signature (64), length of the line's name
 * (1), the name, the network.
 */
export const RECEIPT_CODING = 3;

const RECEIPT =
  /^linewitness-lane\/1\nline: ([a-z0-9-]+)\nentry: (\d+)\npreviousSha256: ([0-9a-f]{64})\nat: (\S+)\ntype: receipt\nprobe: ([0-9a-f]{32})\nnumber: (\d+)\nsha256: ([0-9a-f]{64})\nt1: (\S+)\nt2: (\S+)\nt3: (\S+)\nnetwork: (\S+)\nsignature: (\S+)\n$/;
const FIXED_BYTES = 1 + 6 * 8 + 16 + 32 + 32 + 64;

/** null when the text is not spelled exactly as this coding gives it back; then another coding takes it. */
export function packReceipt(text: string): Buffer | null {
  const match = RECEIPT.exec(text);
  if (!match) return null;
  const [, line = '', entry, previousSha256 = '', at = '', probe = '', number, sha256 = '', t1 = '', t2 = '', t3 = ''] =
    match;
  const [network = '', signature = ''] = match.slice(11);
  const head = Buffer.alloc(1 + 6 * 8);
  head[0] = RECEIPT_CODING;
  const numbers = [
    Number(entry),
    Number(number),
    ...[at, t1, t2, t3].map((stamp) => parseInstant(stamp) ?? Number.NaN),
  ];
  for (const [index, value] of numbers.entries()) head.writeDoubleLE(value, 1 + index * 8);
  const hashes = Buffer.from(probe + previousSha256 + sha256, 'hex');
  const tail = Buffer.from([line.length, ...Buffer.from(line + network, 'latin1')]);
  const packed = Buffer.concat([head, hashes, Buffer.from(signature, 'base64'), tail]);
  return isWhole(packed, line, network, numbers) && unpackReceipt(packed) === text ? packed : null;
}

function isWhole(packed: Buffer, line: string, network: string, numbers: number[]): boolean {
  return packed.length === FIXED_BYTES + 1 + line.length + network.length && numbers.every(Number.isSafeInteger);
}

export function unpackReceipt(packed: Buffer): string {
  const numberAt = (index: number) => packed.readDoubleLE(1 + index * 8);
  const stampAt = (index: number) => formatInstant(numberAt(index));
  const lineAt = FIXED_BYTES + 1;
  const networkAt = lineAt + (packed[FIXED_BYTES] ?? 0);
  const hex = (from: number, length: number) => packed.toString('hex', from, from + length);
  return (
    `linewitness-lane/1\nline: ${packed.toString('latin1', lineAt, networkAt)}\nentry: ${numberAt(0)}\n` +
    `previousSha256: ${hex(65, 32)}\nat: ${stampAt(2)}\ntype: receipt\nprobe: ${hex(49, 16)}\nnumber: ${numberAt(1)}\n` +
    `sha256: ${hex(97, 32)}\nt1: ${stampAt(3)}\nt2: ${stampAt(4)}\nt3: ${stampAt(5)}\n` +
    `network: ${packed.toString('latin1', networkAt)}\nsignature: ${packed.toString('base64', 129, 193)}\n`
  );
}
