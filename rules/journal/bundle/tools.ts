import type { Subtle } from '../asn1/signatures.ts';

/**
 * What the verifier is given by the program around it, so that it is the same code in Node (node:crypto, node:zlib) and in
 * browsers (WebCrypto, `DecompressionStream`). None of them may throw for bad input: `verify` answers false.
 */
export type VerifyTools = {
  /** Lower-case hex SHA-256. At once in Node; a promise (`crypto.subtle.digest`) in browsers. */
  sha256: (bytes: Uint8Array) => string | Promise<string>;
  /** SHA-256 of what comes in pieces (@noble/hashes in browsers). */
  startSha256: () => { update: (bytes: Uint8Array) => void; hex: () => string };
  /** SHA-256 of the UTF-8 bytes of a short text, at once (@noble/hashes in browsers). */
  sha256Text: (text: string) => string;
  /** Ed25519 (RFC 8032): signature 64 bytes, public key 32 bytes. */
  verify: (bytes: Uint8Array, signature: Uint8Array, publicKey: Uint8Array) => boolean | Promise<boolean>;
  /**
   * Inflates raw deflate (RFC 1951), piece by piece. Rejects on bad data and on bytes after the last block. Pieces are to be
   * small (64 KB or so); who reads stops when there are too many.
   */
  inflateRaw: (compressed: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
  /** Strict UTF-8 without BOM removal; null: it is none. */
  decodeUtf8: (bytes: Uint8Array) => string | null;
  /** WebCrypto, for the algorithms of time stamp authorities (`globalThis.crypto.subtle`). */
  subtle: Subtle;
  /** Certificates (PEM, one after the other) of roots whose time stamps are trusted; those that come with the bundle never are. */
  stampRoots: string;
  progress?: (progress: VerifyProgress) => void;
};

export type VerifyProgress = {
  /** Which step: `members` (hashes of all), `lane`, `segments` (with the figures), `heads`, `figures`. */
  step: 'open' | 'members' | 'lane' | 'segments' | 'heads' | 'figures';
  /** Of the whole work, by bytes; never falls. */
  ratio: number;
  /** The member that is being read. */
  member: string;
};

export type VerifyOptions = {
  /** Check the signature of each segment and lane entry, also in bundles of more than {@link ALL_SIGNATURES_UP_TO}. */
  everySignature?: boolean;
  /** First 32 hex digits of the SHA-256 of the server's raw key, as known from elsewhere; another one is `broken`. */
  serverFingerprint?: string;
};

/** In bundles with more signed texts the last signature of each chain, the first, and a sample between stand for all. */
export const ALL_SIGNATURES_UP_TO = 25_000;
