import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { createInflateRaw } from 'node:zlib';
import type { VerifyTools } from '../../rules/journal/bundle/tools.ts';

/** RFC 8410 §4: what stands before the 32 bytes of a raw Ed25519 key in its SPKI form. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const MAX_KEYS = 1000;
const PIECE_BYTES = 65_536;

/**
 * The verifier's tools in Node 20 or newer. Time stamps are trusted whose chain ends in a root that Node brings, or in one of
 * `extraRoots` (PEM).
 */
export function nodeTools(extraRoots = ''): VerifyTools {
  return {
    sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    startSha256: () => {
      const hash = createHash('sha256');
      return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
    },
    sha256Text: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
    verify: openVerify(),
    inflateRaw,
    decodeUtf8,
    subtle: globalThis.crypto.subtle as unknown as VerifyTools['subtle'], // the same calls, typed by what is used of them
    stampRoots: `${rootCertificates.join('\n')}\n${extraRoots}`,
  };
}

function openVerify(): VerifyTools['verify'] {
  const keys = new Map<string, KeyObject>();
  return (bytes, signature, publicKey) => {
    if (signature.length !== 64 || publicKey.length !== 32) return false;
    try {
      return verify(null, bytes, keyOf(keys, publicKey), signature);
    } catch {
      return false; // 32 bytes that are no point of the curve
    }
  };
}

function keyOf(keys: Map<string, KeyObject>, publicKey: Uint8Array): KeyObject {
  const name = Buffer.from(publicKey).toString('base64');
  const known = keys.get(name);
  if (known) return known;
  const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' });
  if (keys.size >= MAX_KEYS) keys.clear();
  keys.set(name, key);
  return key;
}

async function* inflateRaw(compressed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: PIECE_BYTES });
  let givenBytes = 0;
  const feeding = (async () => {
    for await (const piece of compressed) {
      givenBytes += piece.length;
      if (!inflate.write(piece)) await drained(inflate);
      if (inflate.destroyed) return;
    }
    inflate.end();
  })().catch((error: unknown) => inflate.destroy(error instanceof Error ? error : new Error(String(error))));
  try {
    for await (const piece of inflate) yield piece as Uint8Array;
    await feeding;
    // zlib stops at the last block, and says nothing of what comes after it
    if (inflate.bytesWritten !== givenBytes) throw new Error('bytes follow the last block');
  } finally {
    inflate.destroy();
  }
}

/** Until more may be written, or nothing will ever be. */
function drained(stream: NodeJS.EventEmitter): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      for (const event of ['drain', 'close', 'error', 'end']) stream.off(event, settle);
      resolve();
    };
    for (const event of ['drain', 'close', 'error', 'end']) stream.once(event, settle);
  });
}

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return STRICT.decode(bytes);
  } catch {
    return null;
  }
}
