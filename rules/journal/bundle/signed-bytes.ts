import type { VerifyTools } from './tools.ts';

/** One signed text of a member that holds many, one after the other: its bytes, and the same as text. */
export type SignedBytes = { bytes: Uint8Array; text: string };

/** So much is cut at once; what is longer without an end is given as it is and refused by who reads it. */
const CHUNK_BYTES = 1 << 20;
const SIGNATURE = '\nsignature: ';
/** Each text begins with the name of its format; nothing else in it begins a line so. */
const BEGIN = '\nlinewitness-';

/**
 * Cuts a member into its texts, in batches. A text ends with its signature line, or, where that is damaged, before the
 * next one begins; so a changed byte spoils one text and not those after it. Memory: a chunk and the longest text.
 */
export async function* signedTexts(
  pieces: AsyncIterable<Uint8Array>,
  maxBytes: number,
  tools: VerifyTools,
): AsyncGenerator<SignedBytes[]> {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let goal = CHUNK_BYTES;
  for await (const piece of pieces) {
    waiting.push(piece);
    waitingBytes += piece.length;
    if (waitingBytes < goal) continue;
    const { texts, rest } = cut(concatBytes(waiting, waitingBytes), maxBytes, tools);
    waiting = rest.length > 0 ? [rest] : [];
    waitingBytes = rest.length;
    // a long text is looked through anew only when there is twice as much of it
    goal = Math.max(CHUNK_BYTES, 2 * waitingBytes);
    if (texts.length > 0) yield texts;
  }
  if (waitingBytes === 0) return;
  const { texts, rest } = cut(concatBytes(waiting, waitingBytes), maxBytes, tools);
  if (rest.length > 0) texts.push({ bytes: rest, text: decodeAscii(rest, tools) });
  yield texts;
}

function cut(bytes: Uint8Array, maxBytes: number, tools: VerifyTools): { texts: SignedBytes[]; rest: Uint8Array } {
  const all = decodeAscii(bytes, tools);
  const texts: SignedBytes[] = [];
  let at = 0;
  for (let end = endOf(all, at); at < all.length; end = endOf(all, at)) {
    const endAt = end ?? (all.length - at > maxBytes ? at + maxBytes + 1 : null);
    if (endAt === null) break;
    const own = bytes.subarray(at, endAt);
    // not a slice of `all`: whoever keeps a word of a text would keep a whole chunk with it
    texts.push({ bytes: own, text: decodeAscii(own, tools) });
    at = endAt;
  }
  return { texts, rest: bytes.slice(at) };
}

/** Where the text that begins at `at` ends; null: not in here. */
function endOf(all: string, at: number): number | null {
  const signatureAt = all.indexOf(SIGNATURE, at);
  const nextAt = all.indexOf(BEGIN, at);
  if (nextAt >= 0 && (signatureAt < 0 || nextAt < signatureAt)) return nextAt + 1;
  if (signatureAt < 0) return null;
  const endAt = all.indexOf('\n', signatureAt + 1);
  return endAt < 0 ? null : endAt + 1;
}

/** One character per byte, whatever the bytes are. */
export function decodeAscii(bytes: Uint8Array, tools: VerifyTools): string {
  const text = tools.decodeUtf8(bytes);
  if (text !== null && text.length === bytes.length) return text;
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return parts.join('');
}

export function concatBytes(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
