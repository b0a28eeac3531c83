import { decodeWords } from 'postal-mime';
import { SUBJECT_START, TOKEN_HEADER } from '../../rules/mail/vocabulary.ts';
import { fieldOf, headerFields } from './header-fields.ts';
import { tokenIn } from './make-token.ts';

/** Lines of a head that are asked of every new mail; everything else stays where it is. */
export const ASKED_FIELDS = [
  TOKEN_HEADER,
  'Subject',
  'From',
  'Content-Type',
  'Auto-Submitted',
  'In-Reply-To',
  'References',
];

/** What a mail looks like by those lines. `null`: a foreign one. */
export type Recognised =
  | { kind: 'mail'; token: string; matchedBy: 'header' | 'subject' }
  /** A report (RFC 3462): what it is about stands in its parts. */
  | { kind: 'report' }
  /** May be a test mail that lost its head on the way. */
  | { kind: 'stripped' }
  | null;

/** Own header first, then the subject; answers to a test mail, also automatic ones (RFC 3834), are none. Never throws. */
export function recognise(head: string): Recognised {
  const fields = headerFields(head);
  if (/^multipart\/report\b/i.test(fieldOf(fields, 'content-type') ?? '')) return { kind: 'report' };
  const own = tokenIn(fieldOf(fields, TOKEN_HEADER.toLowerCase()) ?? '');
  if (own !== null) return { kind: 'mail', token: own, matchedBy: 'header' };
  // some hosts pack what needs no packing (RFC 2047)
  const subject = decodeWords(fieldOf(fields, 'subject') ?? '');
  if (isAnswer(fields, subject)) return null;
  const named = subject.includes(SUBJECT_START) ? tokenIn(subject) : null;
  if (named !== null) return { kind: 'mail', token: named, matchedBy: 'subject' };
  return { kind: 'stripped' };
}

function isAnswer(fields: ReturnType<typeof headerFields>, subject: string): boolean {
  const submitted = fieldOf(fields, 'auto-submitted') ?? 'no';
  if (/^auto-(replied|notified)\b/i.test(submitted)) return true;
  if (fieldOf(fields, 'in-reply-to') !== null || fieldOf(fields, 'references') !== null) return true;
  // `Re:`, `AW:`, `Automatische Antwort:`; a filter's `SPAM:` is none
  const [before = ''] = subject.split(SUBJECT_START);
  if (/:\s*$/.test(before) && !/spam|junk|virus/i.test(before)) return true;
  return /mailer-daemon|postmaster|mail delivery/i.test(fieldOf(fields, 'from') ?? '');
}

/** The token in a body: on a line of its own, as it was written, in plain text, quoted-printable or base64; null: none. */
export function tokenInBody(body: string): string | null {
  const plain = body.replace(/=\r?\n/g, '').replaceAll('=2E', '.');
  const line = plain.split(/\r?\n/).find((text) => tokenIn(text) === text.trim() && text.trim() !== '');
  if (line !== undefined) return line.trim();
  const packed = /(?:^[A-Za-z0-9+/]{40,76}\r?\n)+(?:[A-Za-z0-9+/]{0,76}={0,2}\r?\n)?/m.exec(`${body}\r\n`)?.[0];
  if (packed === undefined) return null;
  const text = Buffer.from(packed, 'base64').toString('latin1');
  return (
    text
      .split(/\r?\n/)
      .find((inner) => tokenIn(inner) === inner.trim() && inner.trim() !== '')
      ?.trim() ?? null
  );
}
