import { type AsnType, type BaseBlock, Constructed, fromBER, GeneralizedTime, Integer } from 'asn1js';
import { parseInstant } from '../../instant.ts';

/** What cannot be read; whoever parses a whole structure turns it into a finding. */
export class BadDer extends Error {
  override readonly name = 'BadDer';
}

/**
 * Several times what an honest time stamp with its certificates has: pkijs takes 0.1 ms for each element of a hostile one,
 * and asn1js reads what is nested by calling itself.
 */
const LIMITS = { maxDepth: 50, maxNodes: 3_000, parseEmbedded: false };

/** The only element of `bytes`; its work is bounded. Throws {@link BadDer}. */
export function readOne(bytes: Uint8Array): AsnType {
  const { offset, result } = reading('element', () => fromBER(Uint8Array.from(bytes), LIMITS));
  if (offset === -1) throw new BadDer(`is no DER: ${result.error.slice(0, 100)}`);
  if (offset !== bytes.length) throw new BadDer('goes on after its end');
  checkEnds(result);
  return result;
}

/** asn1js lets parts reach beyond the end of what they stand in, and end before it. */
function checkEnds(element: BaseBlock): void {
  if (!(element instanceof Constructed)) return;
  const parts = childrenOf(element);
  const length = parts.reduce((sum, part) => sum + part.valueBeforeDecodeView.length, 0);
  const { isIndefiniteForm, length: told } = element.lenBlock;
  if (!isIndefiniteForm && length !== told) throw new BadDer('has an element whose length is not that of its parts');
  for (const part of parts) checkEnds(part);
}

/** pkijs throws errors of many sorts at what it cannot read. */
export function reading<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof BadDer) throw error;
    throw new BadDer(`has no ${name} that can be read`, { cause: error });
  }
}

/** What stands in a constructed element. */
export function childrenOf(element: AsnType | undefined): BaseBlock[] {
  if (!(element instanceof Constructed)) throw new BadDer('has an element that holds no others where it must');
  return element.valueBlock.value;
}

/** The content of an element that holds no others. */
export function contentOf(element: BaseBlock | undefined): Uint8Array {
  const content: unknown = element && 'valueHexView' in element.valueBlock ? element.valueBlock.valueHexView : null;
  if (!(content instanceof Uint8Array)) throw new BadDer('has an element without content where it must have one');
  return content;
}

/** The INTEGER that these bytes are (big endian, not negative). asn1js would leave zeros before it. */
export function unsignedInteger(bytes: Uint8Array): Integer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const shortest = first === -1 ? Uint8Array.of(0) : bytes.slice(first);
  const sign = (shortest[0] ?? 0) < 0x80 ? [] : [0];
  return new Integer({ valueHex: Uint8Array.of(...sign, ...shortest) });
}

const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/;

/**
 * Epoch ms of a GeneralizedTime (fractions as RFC 3161 §2.4.2 allows them, cut to ms). asn1js reads more forms, and one
 * without `Z` as of the zone of the machine.
 */
export function timeOf(element: BaseBlock | undefined): number {
  const text = element instanceof GeneralizedTime ? asciiOf(contentOf(element)) : '';
  const [, year, month, day, hours, minutes, seconds, fraction = ''] = GENERALIZED_TIME.exec(text) ?? [];
  const thousandths = fraction.padEnd(3, '0').slice(0, 3);
  const atMs = parseInstant(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}.${thousandths}Z`);
  if (atMs === null) throw new BadDer('has a time that is not of the form YYYYMMDDHHMMSSZ');
  return atMs;
}

/** Printable ASCII of at most 100 characters; all others become `?`. */
export function printableOf(content: Uint8Array): string {
  return asciiOf(content).replace(/[^\x20-\x7e]/g, '?');
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
