import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/**
 * How time stamps are kept: 6 KB each, but for time, serial number, hash and signature always the same certificates. So the
 * first of an authority is kept as it came (DER, first byte 0x30) and the next ones as the difference to it: first byte 1,
 * counter of that head (4 bytes, little endian), zstd frame with that response as dictionary. Another certificate makes
 * the difference large; then that response is kept as it came, and is the next base.
 */
const PACKED = 1;
const DER = 0x30;
const LEVEL = 12;
const MAX_BYTES = 100_000;
/** A difference larger than this part of the whole is not worth it. */
const WORTH_IT = 0.5;

export type StampBase = { counter: number; response: Buffer };

function isStampBase(kept: Buffer): boolean {
  return kept[0] === DER;
}

/** `base`: the newest response of the authority that is kept as it came; null: there is none. */
export function packStamp(response: Buffer, base: StampBase | null): Buffer {
  if (base === null) return response;
  const head = Buffer.alloc(5);
  head.writeUInt8(PACKED, 0);
  head.writeUInt32LE(base.counter, 1);
  const params = { [constants.ZSTD_c_compressionLevel]: LEVEL };
  const packed = Buffer.concat([head, zstdCompressSync(response, { params, dictionary: base.response })]);
  return packed.length < response.length * WORTH_IT ? packed : response;
}

/** The inverse; `baseOf` gives the response of that head as it came. Throws when the bytes are damaged. */
export function unpackStamp(kept: Buffer, baseOf: (counter: number) => Buffer | null): Buffer {
  if (isStampBase(kept)) return kept;
  const base = kept[0] === PACKED ? baseOf(kept.readUInt32LE(1)) : null;
  if (base === null) throw new Error('a kept time stamp cannot be unpacked');
  return zstdDecompressSync(kept.subarray(5), { dictionary: base, maxOutputLength: MAX_BYTES });
}
