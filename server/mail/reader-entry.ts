import { type ReaderEntry, type SeenByReader, seenByReader, watchEventOf } from '../../rules/mail/reader-events.ts';
import type { MailEventRow, MailRows } from '../store/mail-rows.ts';
import { startTouched, type TouchedMail, takeEvent, touchMail } from './take-mail-events.ts';

/**
 * Writes what the reader saw. Whose mail it is may be told later: rows of sightings stand under the hash of the token, and
 * each derivation of a mail looks for those of its token.
 */
export function takeReaderEntry(
  rows: MailRows,
  line: string,
  { entry, content }: ReaderEntry,
  touched: TouchedMail | null,
): TouchedMail {
  const reach = touched ?? startTouched();
  if (content.type === 'mail-watch') {
    takeEvent(rows, line, { event: watchEventOf(content), entry, ordinal: 0 }, reach);
    return reach;
  }
  const { tokenSha256 } = content.fields;
  const row = { entry, ordinal: 0, name: tokenSha256, mail: 0, atMs: seenByReader(content).atMs };
  rows.writeMailEvent(line, { ...row, role: 'sighting', event: JSON.stringify(content) });
  const known = rows.mailOfToken(line, tokenSha256);
  if (known) touchMail(reach, known.record.route, known.record.number);
  return reach;
}

export function sightingOfRow({ atMs, event }: MailEventRow): SeenByReader {
  return { atMs, content: JSON.parse(event) as SeenByReader['content'] }; // written by takeReaderEntry
}
