/**
 * Stands in for the package iconv-lite in the bundles (slim-libraries.ts): imapflow asks it for names of folders, libmime for
 * words of headers. Its tables would be half of what the code for mail weighs; Node reads the same encodings.
 */

/** Names of folders: modified UTF-7 (RFC 3501 section 5.1.3). */
const FOLDER_NAMES = 'utf-7-imap';

/** Bytes of the text; of other encodings than that of folder names nothing is asked here. */
export function encode(text: string, encoding: string): Buffer {
  if (encoding !== FOLDER_NAMES) throw new Error(`bug: nothing is written in ${encoding}`);
  const coded = text.replaceAll(/&|[^\x20-\x7e]+/g, (part) => (part === '&' ? '&-' : `&${base64Of(part)}-`));
  return Buffer.from(coded, 'latin1');
}

/** Throws a RangeError for an encoding that Node does not know, as callers expect. */
export function decode(bytes: Uint8Array | string, encoding: string): string {
  const given = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
  if (encoding === FOLDER_NAMES) {
    return Buffer.from(given)
      .toString('latin1')
      .replaceAll(/&([A-Za-z0-9+,]*)-/g, (_whole, coded: string) => (coded === '' ? '&' : textOf(coded)));
  }
  return new TextDecoder(encoding).decode(given);
}

export function encodingExists(encoding: string): boolean {
  try {
    return new TextDecoder(encoding).encoding !== '';
  } catch {
    return false; // a RangeError: not known
  }
}

function base64Of(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('base64').replaceAll('/', ',').replace(/=+$/, '');
}

function textOf(coded: string): string {
  const bytes = Buffer.from(coded.replaceAll(',', '/'), 'base64');
  return bytes
    .subarray(0, bytes.length - (bytes.length % 2))
    .swap16()
    .toString('utf16le');
}
