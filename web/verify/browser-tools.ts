import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { VerifyTools } from '../../rules/journal/bundle/tools.ts';

/** Set by build.ts: the roots (PEM) of well-known time stamp authorities, as Node brings them. */
declare const STAMP_ROOTS: string;

/** Below, a promise costs more than the hash. */
const AT_ONCE_BYTES = 4096;
const MAX_KEYS = 1000;

/** The verifier's tools in a browser, on the page or in its worker: WebCrypto, `DecompressionStream`, @noble/hashes. */
export function browserTools(): VerifyTools {
  return {
    sha256: (bytes) => (bytes.length <= AT_ONCE_BYTES ? bytesToHex(sha256(bytes)) : digest(bytes)),
    startSha256: () => {
      const hash = sha256.create();
      return { update: (bytes) => void hash.update(bytes), hex: () => bytesToHex(hash.digest()) };
    },
    sha256Text: (text) => bytesToHex(sha256(utf8ToBytes(text))),
    verify: openVerify(),
    inflateRaw,
    decodeUtf8,
    subtle: crypto.subtle as unknown as VerifyTools['subtle'], // the same calls, typed by what is used of them
    stampRoots: STAMP_ROOTS,
  };
}

/** Whether this browser can check at all: `insecure` on an address without encryption, `old` without Ed25519. */
export async function browserProblem(): Promise<'insecure' | 'old' | null> {
  if (!globalThis.isSecureContext || crypto.subtle === undefined) return 'insecure';
  if (typeof DecompressionStream === 'undefined') return 'old';
  try {
    await importKey(new Uint8Array(32));
    return null;
  } catch (error) {
    // a browser that knows Ed25519 may refuse a key that is no point of the curve
    return error instanceof DOMException && error.name === 'NotSupportedError' ? 'old' : null;
  }
}

async function digest(bytes: Uint8Array): Promise<string> {
  return bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', whole(bytes))));
}

function openVerify(): VerifyTools['verify'] {
  const keys = new Map<string, Promise<CryptoKey>>();
  return async (bytes, signature, publicKey) => {
    if (signature.length !== 64 || publicKey.length !== 32) return false;
    try {
      const key = await keyOf(keys, publicKey);
      return await crypto.subtle.verify('Ed25519', key, whole(signature), whole(bytes));
    } catch {
      return false; // 32 bytes that are no point of the curve
    }
  };
}

function keyOf(keys: Map<string, Promise<CryptoKey>>, publicKey: Uint8Array): Promise<CryptoKey> {
  const name = bytesToHex(publicKey);
  const known = keys.get(name);
  if (known) return known;
  const key = importKey(publicKey);
  if (keys.size >= MAX_KEYS) keys.clear();
  keys.set(name, key);
  return key;
}

function importKey(publicKey: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', whole(publicKey), 'Ed25519', false, ['verify']);
}

/** WebCrypto takes no bytes that several threads share; ours never are. */
function whole(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}

async function* inflateRaw(compressed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const iterator = compressed[Symbol.asyncIterator]();
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async (controller) => {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(whole(value));
    },
    cancel: async () => void (await iterator.return?.()),
  });
  // not by `for await`: streams can't be iterated over in every browser
  const reader = source.pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
  } finally {
    await reader.cancel().catch(() => undefined); // it was over already, for the reason that is on its way
  }
}

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return STRICT.decode(bytes);
  } catch {
    return null;
  }
}
