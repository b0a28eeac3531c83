import type { Sha256Hex, VerifySignature } from '../ids.ts';

/**
 * What segments, lane entries and contacts have in common: ASCII lines that end in LF, the last of them
 * `signature: BASE64`. The signature (raw Ed25519, RFC 8032) is over every byte before that line; the hash that chains
 * to the next text is over every byte, the signature line included. By hand:
 *
 *     head -n -1 f > t ; tail -n 1 f | cut -d' ' -f2 | base64 -d > s
 *     openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in t -sigfile s
 *     sha256sum f
 */
export type SignText = (text: string) => string;

/** The last digit carries four bits that stand for nothing; they must be zero, so that no byte can be changed unseen. */
const SIGNATURE_LINE = /^signature: ([A-Za-z0-9+/]{85}[AQgw]==)\n$/;
/** Printable ASCII and LF only: what is signed looks the same to everyone. Looked for, as that is four times as quick. */
const NOT_PLAIN = /[^\x20-\x7e\n]/;

/** Appends the signature line to a text that ends in LF. */
export function signText(text: string, sign: SignText): string {
  if (!text.endsWith('\n') || NOT_PLAIN.test(text))
    throw new Error('bug: a signed text must be printable ASCII that ends in LF');
  return `${text}signature: ${sign(text)}\n`;
}

/** Cuts a text into what is signed and its signature, or says what is wrong. */
export function splitSignature(text: string): { signedText: string; signature: string } | string {
  if (NOT_PLAIN.test(text)) return 'holds characters other than printable ASCII and line feed';
  const cutAt = text.lastIndexOf('\n', text.length - 2) + 1;
  const match = SIGNATURE_LINE.exec(text.slice(cutAt));
  return match
    ? { signedText: text.slice(0, cutAt), signature: match[1] as string }
    : 'does not end in a signature line';
}

/** `key: value` lines as pairs, or a sentence that names the line. Values: not empty, no space at either end. */
export function parseHeaderLines(lines: string[], firstLineNumber: number): [string, string][] | string {
  const pairs: [string, string][] = [];
  for (const [index, line] of lines.entries()) {
    const match = /^([a-z][A-Za-z0-9]{0,39}): (\S(?:.*\S)?)$/.exec(line);
    if (!match) return `line ${firstLineNumber + index} is not "key: value"`;
    pairs.push([match[1] as string, match[2] as string]);
  }
  return pairs;
}

export type Verification = { verify: VerifySignature; sha256: Sha256Hex };
