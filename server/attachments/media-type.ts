/** What can be added to a case: what a provider, a phone or a regulator sends. Nothing that runs in a browser. */
const MEDIA_TYPES = [
  'application/pdf',
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/heic',
  'message/rfc822',
  'text/csv',
  'text/plain',
] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** Bytes at the begin of a file, as Latin-1. HEIC: ISO/IEC 14496-12 §4.3, brands of ISO/IEC 23008-12. */
const SIGNATURES: [RegExp, MediaType][] = [
  [/^%PDF-\d/, 'application/pdf'],
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^\x89PNG\r\n/, 'image/png'],
  [/^RIFF[\s\S]{4}WEBP/, 'image/webp'],
  [/^[\s\S]{4}ftyp(heic|heix|hevc|mif1|msf1)/, 'image/heic'],
];
const HEAD_BYTES = 4096;
/** The first field of a mail (RFC 5322 §2.2), and one that every mail has, within its header. */
const MAIL_FIELD = /^[A-Za-z][A-Za-z0-9-]{1,70}:[ \t]/;
const MAIL_MARK = /^(from|received|date|message-id|return-path):[ \t]/im;

/**
 * What a file is, by its first bytes: a claimed type is never believed. A text (UTF-8 or Latin-1, without control signs) is
 * a mail when it begins like one, a table when its name says so. null: something else, which is refused. A page of HTML is
 * text here and is only ever handed out as such.
 */
export function mediaTypeOf(bytes: Uint8Array, name: string): MediaType | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, HEAD_BYTES)).toString('latin1');
  const found = SIGNATURES.find(([signature]) => signature.test(head));
  if (found) return found[1];
  if (!isText(bytes)) return null;
  const plain = head.replace(/^\xef\xbb\xbf/, '');
  if (MAIL_FIELD.test(plain) && MAIL_MARK.test(plain.split(/\r?\n\r?\n/, 1)[0] ?? '')) return 'message/rfc822';
  return /\.csv$/i.test(name) ? 'text/csv' : 'text/plain';
}

const [TAB, LINE_FEED, FORM_FEED, RETURN, SPACE, DELETE] = [9, 10, 12, 13, 32, 127];

function isText(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  return bytes.every(
    (byte) =>
      (byte >= SPACE && byte !== DELETE) || byte === TAB || byte === LINE_FEED || byte === FORM_FEED || byte === RETURN,
  );
}
