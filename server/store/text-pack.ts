import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { DICTIONARIES } from './dictionary.ts';
import { packReceipt, RECEIPT_CODING, unpackReceipt } from './receipt-pack.ts';

/**
 * How a single text of the open day is kept: hashes and signatures as bytes (zstd pays five bits for a hex digit), the
 * rest by zstd with a dictionary (4 KB alone hold too little to learn from).
 *
 * Layout: number of the dictionary (1 byte), length of the bytes of hashes and signatures (2 bytes, little endian), those
 * bytes in order, the zstd frame. In the frame a mark stands for each of them; texts are printable ASCII, so a mark can't
 * be anything else. Receipts have a coding of their own (receipt-pack.ts), told by the first byte. Growth: new numbers.
 */
const TOKEN = /([0-9a-f]{64}|[0-9a-f]{32})(?![0-9a-f])|[A-Za-z0-9+/]{86}==/g;
const MARK = { hash64: '\x01', hash32: '\x02', signature: '\x03' } as const;
const MARKS = new RegExp(`[${Object.values(MARK).join('')}]`, 'g');
const MAX_TOKEN_BYTES = 0xffff;

/** Level 5: smaller than 3 by a tenth (0.07 ms a segment for 0.04). Level 6 takes twice as long for 4 % less of one day. */
const LEVEL = 5;

export function packText(text: string): Buffer {
  const isLane = text.startsWith('linewitness-lane/');
  const receipt = isLane ? packReceipt(text) : null;
  if (receipt) return receipt;
  const id = isLane ? 2 : 1;
  const parts: Buffer[] = [];
  let length = 0;
  const take = (token: string): string => {
    const bytes = Buffer.from(token, token.length === 88 ? 'base64' : 'hex');
    // another spelling of the same bytes (unused bits set) stays as it is
    if (token.length === 88 && bytes.toString('base64') !== token) return token;
    if (length + bytes.length > MAX_TOKEN_BYTES) return token;
    length += bytes.length;
    parts.push(bytes);
    return markOf(token.length);
  };
  // rounds hold no hash but for rare facts: to look there would cost more than all the rest
  const bodyAt = text.indexOf('\n\n') + 1;
  const trailerAt = Math.max(bodyAt, text.lastIndexOf('\n\n'));
  const body = bodyAt === 0 ? '' : text.slice(bodyAt, trailerAt);
  const header = bodyAt === 0 ? text : text.slice(0, bodyAt);
  const trailer = bodyAt === 0 ? '' : text.slice(trailerAt);
  const rest = header.replace(TOKEN, take) + body + trailer.replace(TOKEN, take);
  const head = Buffer.from([id, length & 0xff, length >> 8]);
  const frame = zstdCompressSync(Buffer.from(rest, 'latin1'), {
    params: { [constants.ZSTD_c_compressionLevel]: LEVEL, [constants.ZSTD_c_dictIDFlag]: 0 },
    dictionary: dictionary(id),
  });
  return Buffer.concat([head, ...parts, frame]);
}

/** The inverse of {@link packText}. Throws when the bytes are damaged. */
export function unpackText(packed: Buffer): string {
  if (packed[0] === RECEIPT_CODING) return unpackReceipt(packed);
  const frameAt = 3 + packed.readUInt16LE(1);
  const rest = zstdDecompressSync(packed.subarray(frameAt), { dictionary: dictionary(packed[0] ?? 0) });
  let at = 3;
  return rest.toString('latin1').replace(MARKS, (mark) => {
    const { length, encoding } = tokenOf(mark);
    at += length;
    return packed.toString(encoding, at - length, at);
  });
}

function markOf(tokenLength: number): string {
  if (tokenLength === 88) return MARK.signature;
  return tokenLength === 64 ? MARK.hash64 : MARK.hash32;
}

function tokenOf(mark: string): { length: number; encoding: 'hex' | 'base64' } {
  if (mark === MARK.signature) return { length: 64, encoding: 'base64' };
  return { length: mark === MARK.hash64 ? 32 : 16, encoding: 'hex' };
}

function dictionary(id: number): Buffer {
  const found = DICTIONARIES.get(id);
  if (!found) throw new Error(`a kept text names dictionary ${id}, which this version does not have`);
  return found;
}
