import { parseInstant } from '../../instant.ts';

/**
 * DER (X.690 §10) as far as time stamps and certificates need it: definite, shortest lengths; tag numbers below 31. What
 * does not fit throws {@link BadDer}, which whoever parses a whole structure turns into a finding. Nothing recurses: each
 * caller asks for the elements that its structure has.
 */
export class BadDer extends Error {
  override readonly name = 'BadDer';
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;
/** Context-specific and constructed: `[number]` around other elements. */
export const explicit = (number: number): number => 0xa0 + number;
/** Context-specific and primitive. */
export const implicit = (number: number): number => 0x80 + number;

/** One element; `whole` is tag, length and content. Both are views into the bytes that were read. */
export type Der = { tag: number; content: Uint8Array; whole: Uint8Array };

/** The only element of `bytes`. */
export function readOne(bytes: Uint8Array, tag?: number): Der {
  const element = readAt(bytes, 0);
  if (element.whole.length !== bytes.length) throw new BadDer('goes on after its end');
  if (tag !== undefined && element.tag !== tag) throw new BadDer(`has tag ${element.tag} in the place of ${tag}`);
  return element;
}

/** What stands in a constructed element. More than `most` is no structure that is read here. */
export function childrenOf({ tag, content }: Der, most = 100): Der[] {
  if ((tag & 0x20) === 0) throw new BadDer(`has an element of tag ${tag} that holds no others`);
  const children: Der[] = [];
  for (let at = 0; at < content.length; ) {
    const child = readAt(content, at);
    children.push(child);
    at += child.whole.length;
    if (children.length > most) throw new BadDer(`has an element of more than ${most} parts`);
  }
  return children;
}

function readAt(bytes: Uint8Array, at: number): Der {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined) throw new BadDer('ends within an element');
  if ((tag & 0x1f) === 0x1f) throw new BadDer('has a tag of more than one byte');
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  if (first === 0x80 || lengthBytes > 3) throw new BadDer('has a length that is not definite, or enormous');
  let length = first;
  if (lengthBytes > 0) {
    length = bytes.subarray(at + 2, at + 2 + lengthBytes).reduce((sum, byte) => sum * 256 + byte, 0);
    if (length < 0x80 || length < 256 ** (lengthBytes - 1)) throw new BadDer('has a length that is not the shortest');
  }
  const contentAt = at + 2 + lengthBytes;
  if (contentAt + length > bytes.length) throw new BadDer('ends within an element');
  return {
    tag,
    content: bytes.subarray(contentAt, contentAt + length),
    whole: bytes.subarray(at, contentAt + length),
  };
}

/** Takes the elements of a structure one after the other. */
export function openElements(elements: readonly Der[]) {
  let at = 0;
  return {
    /** The next element, which must have this tag. */
    take: (tag: number, name: string): Der => {
      const element = elements[at];
      if (element?.tag !== tag) throw new BadDer(`has no ${name} where it must be`);
      at += 1;
      return element;
    },
    /** The next element, if it has this tag. */
    maybe: (tag: number): Der | null => {
      const element = elements[at];
      if (element?.tag !== tag) return null;
      at += 1;
      return element;
    },
    /** Refuses what is left over. */
    end: (name: string): void => {
      if (at < elements.length) throw new BadDer(`has more in its ${name} than is known`);
    },
  };
}

/** Dotted form of an object identifier. */
export function oidOf({ content }: Der): string {
  const parts: number[] = [];
  let value = 0;
  for (const [index, byte] of content.entries()) {
    if (value > 2 ** 40) throw new BadDer('has an object identifier that is enormous');
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      parts.push(value);
      value = 0;
    } else if (index === content.length - 1) throw new BadDer('has an object identifier that is cut off');
  }
  const [first = 0, ...rest] = parts;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...rest].join('.');
}

/** A whole number from 0 to 2⁴⁸. */
export function countOf({ content }: Der): number {
  if (content.length === 0 || content.length > 6 || (content[0] ?? 0) >= 0x80) {
    throw new BadDer('has a number that is negative or enormous');
  }
  return content.reduce((sum, byte) => sum * 256 + byte, 0);
}

export function isTrue({ content }: Der): boolean {
  return content.length === 1 && content[0] !== 0;
}

/** The bytes of a bit string of whole bytes. */
export function bitsOf({ content }: Der): Uint8Array {
  if (content[0] !== 0) throw new BadDer('has a bit string that does not fill its bytes');
  return content.subarray(1);
}

const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/;

/** Epoch ms of a UTCTime or GeneralizedTime (RFC 5280 §4.1.2.5; fractions as RFC 3161 §2.4.2 allows them, cut to ms). */
export function timeOf({ tag, content }: Der): number {
  const isShort = tag === TAG.utcTime;
  if (!isShort && tag !== TAG.generalizedTime) throw new BadDer('has no time where it must be');
  const match = (isShort ? UTC_TIME : GENERALIZED_TIME).exec(asciiOf(content));
  const [, years = '', month, day, hours, minutes, seconds, fraction = ''] = match ?? [];
  const century = Number(years) < 50 ? '20' : '19';
  const year = isShort ? `${century}${years}` : years;
  const thousandths = fraction.padEnd(3, '0').slice(0, 3);
  const atMs = parseInstant(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}.${thousandths}Z`);
  if (atMs === null) throw new BadDer('has a time that is not of the form YYYYMMDDHHMMSSZ');
  return atMs;
}

/** Printable ASCII of at most 100 characters; all others become `?`. */
export function printableOf(content: Uint8Array): string {
  return asciiOf(content.subarray(0, 100)).replace(/[^\x20-\x7e]/g, '?');
}

export function hexOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function asciiOf(content: Uint8Array): string {
  return String.fromCharCode(...content.subarray(0, 100));
}
