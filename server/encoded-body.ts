import { createHash } from 'node:crypto';
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync } from 'node:zlib';

export type Encoding = 'identity' | 'gzip' | 'br';

/** Smaller bodies travel in one packet anyway. */
const MIN_COMPRESSED_BYTES = 600;

type Encoded = { bytes: Buffer; etag: string; encoding: Encoding };

/** One body in every encoding that was asked for so far; each is made once, and no other is kept. */
export type EncodedBody = {
  type: string;
  /** What is in memory of it now. */
  keptBytes: () => number;
  /** Bytes in that encoding, with the entity tag of exactly these bytes. */
  as: (encoding: Encoding) => Encoded;
  /** True when an `If-None-Match` header names this body in any encoding. */
  isKnownTo: (ifNoneMatch: string | null) => boolean;
};

/** `brotliQuality` 0…11 and `gzipLevel` 1…9: less for what is made for one answer or a minute, more for what stays. */
export function encodeBody(type: string, identity: Buffer, brotliQuality = 4, gzipLevel = 6): EncodedBody {
  const hash = createHash('sha256').update(identity).digest('base64url').slice(0, 22);
  const isShort = identity.length < MIN_COMPRESSED_BYTES;
  const made = new Map<Encoding, Encoded>();
  // browsers ask for a page compressed, a tenth of its size: the page itself need not stay for them
  let given: Buffer | null = identity;
  const make = (encoding: Encoding): Encoded => {
    const plain = given ?? plainOf(made);
    if (encoding === 'identity') return { bytes: plain, etag: `"${hash}"`, encoding };
    const bytes = encoding === 'gzip' ? gzipSync(plain, { level: gzipLevel }) : brotli(plain, brotliQuality);
    return { bytes, etag: `"${hash}-${encoding}"`, encoding };
  };
  return {
    type,
    keptBytes: () => [...made.values()].reduce((sum, { bytes }) => sum + bytes.length, given?.length ?? 0),
    as: (asked) => {
      const encoding = isShort ? 'identity' : asked;
      const kept = made.get(encoding) ?? make(encoding);
      made.set(encoding, kept);
      given = null;
      return kept;
    },
    isKnownTo: (ifNoneMatch) => ifNoneMatch?.includes(`"${hash}`) ?? false,
  };
}

function plainOf(made: Map<Encoding, Encoded>): Buffer {
  const [kept] = made.values();
  if (!kept) throw new Error('bug: a body is in no encoding');
  if (kept.encoding === 'identity') return kept.bytes;
  return kept.encoding === 'gzip' ? gunzipSync(kept.bytes) : brotliDecompressSync(kept.bytes);
}

/** The best encoding of ours that the header allows (RFC 9110 §12.5.3; weights only as far as `q=0`). */
export function chooseEncoding(acceptEncoding: string | null, offered: readonly Encoding[] = ['br', 'gzip']): Encoding {
  if (acceptEncoding === null) return 'identity';
  return offered.find((encoding) => isAccepted(acceptEncoding, encoding)) ?? 'identity';
}

function isAccepted(header: string, encoding: string): boolean {
  const part = header.split(',').find((one) => one.split(';')[0]?.trim().toLowerCase() === encoding);
  return part !== undefined && !/;\s*q=0(\.0*)?\s*$/.test(part);
}

/** log2 of the bytes that brotli looks back: a page is 100 KB; its own choice of 4 MB takes as much memory. */
const BROTLI_WINDOW_BITS = 18;

function brotli(identity: Buffer, quality: number): Buffer {
  return brotliCompressSync(identity, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_LGWIN]: BROTLI_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: identity.length,
    },
  });
}
