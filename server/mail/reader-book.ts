import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MailboxCursor, MailPlaceRef } from '../../probe/mailbox/types.ts';

/** A test mail that lies in a mailbox and is to be taken out. */
export type Lying = { ref: MailPlaceRef; tokenSha256: string; seenAtMs: number };
/** Of one mailbox: how far it was looked through, and what is to be taken out of it. Plain JSON. */
export type MailboxNotes = { cursor: MailboxCursor; lying: Lying[] };
type Stored = Record<string, MailboxNotes>;

const BOOK_FILE = 'mailboxes-seen.json';
/** More than these are forgotten, oldest first: they stay where they lie. */
const MOST_LYING = 2000;

/**
 * What the reader of mailboxes remembers over a restart. It is no evidence: where it is lost, mailboxes are looked through
 * from the oldest open mail on, and what was seen already is known by the lane.
 */
export type ReaderBook = { of(mailbox: string): MailboxNotes; write(mailbox: string, notes: MailboxNotes): void };

/** `dataDir` null: kept nowhere (tests). */
export function openReaderBook(dataDir: string | null): ReaderBook {
  const file = dataDir === null ? null : join(dataDir, BOOK_FILE);
  const stored = file === null ? {} : readStored(file);
  return {
    of: (mailbox) => stored[mailbox] ?? { cursor: {}, lying: [] },
    write: (mailbox, { cursor, lying }) => {
      stored[mailbox] = { cursor, lying: lying.slice(-MOST_LYING) };
      if (file === null) return;
      writeFileSync(`${file}.new`, JSON.stringify(stored), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}

function readStored(file: string): Stored {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof parsed === 'object' && parsed !== null ? (parsed as Stored) : {}; // written above
  } catch {
    return {};
  }
}
