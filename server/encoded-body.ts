import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

export type Encoding = 'identity' | 'gzip' | 'br';

/** Smaller bodies travel in one packet anyway. */
const MIN_COMPRESSED_BYTES = 600;

/** One body in every encoding that was asked for so far; each is made once. */
export type EncodedBody = {
  type: string;
  /** Bytes in that encoding, with the entity tag of exactly these bytes. */
  as: (encoding: Encoding) => { bytes: Buffer; etag: string; encoding: Encoding };
  /** True when an `If-None-Match` header names this body in any encoding. */
  isKnownTo: (ifNoneMatch: string | null) => boolean;
};

/** `brotliQuality` 0…11 and `gzipLevel` 1…9: less for what is made for one answer or a minute, more for what stays. */
export function encodeBody(type: string, identity: Buffer, brotliQuality = 4, gzipLevel = 6): EncodedBody {
  const hash = createHash('sha256').update(identity).digest('base64url').slice(0, 22);
  const made = new Map<Encoding, { bytes: Buffer; etag: string; encoding: Encoding }>();
  const make = (encoding: Encoding) => {
    if (encoding === 'identity') return { bytes: identity, etag: `"${hash}"`, encoding };
    const bytes = encoding === 'gzip' ? gzipSync(identity, { level: gzipLevel }) : brotli(identity, brotliQuality);
    return { bytes, etag: `"${hash}-${encoding}"`, encoding };
  };
  return {
    type,
    as: (asked) => {
      const encoding = identity.length < MIN_COMPRESSED_BYTES ? 'identity' : asked;
      const kept = made.get(encoding) ?? make(encoding);
      made.set(encoding, kept);
      return kept;
    },
    isKnownTo: (ifNoneMatch) => ifNoneMatch?.includes(`"${hash}`) ?? false,
  };
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

function brotli(identity: Buffer, quality: number): Buffer {
  return brotliCompressSync(identity, {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: identity.length },
  });
}
