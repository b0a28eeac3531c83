import type { ImapFlow, ListResponse } from 'imapflow';
import type { FolderKind } from '../../rules/mail/vocabulary.ts';
import type { MailAccount } from './types.ts';

/** `uidNext`, `uidValidity`: as STATUS told just now; null: it didn't. */
export type Folder = { path: string; kind: FolderKind; uidNext: number | null; uidValidity: string | null };

/** More are not looked at: who has so many keeps test mails elsewhere. */
export const MOST_FOLDERS = 200;
/** Longer names, and such with control characters, no mail program gives; they stand in the log and in what is kept. */
const LONGEST_PATH = 400;

/**
 * The account's folders, junk before others. Kinds by SPECIAL-USE (RFC 6154), else by their
 * names in many languages; a junk folder that the owner named is it. Drafts are left out.
 */
export async function findFolders(client: ImapFlow, account: MailAccount): Promise<Folder[]> {
  const { junkFolder } = account;
  const listed = await client.list({
    statusQuery: { uidNext: true, uidValidity: true },
    ...(junkFolder !== null && { specialUseHints: { junk: junkFolder } }),
  });
  const folders = listed.filter(isReadable).map((entry) => ({
    path: entry.path,
    kind: kindOf(entry, account.folder),
    uidNext: entry.status?.uidNext ?? null,
    uidValidity: entry.status?.uidValidity?.toString() ?? null,
  }));
  const first: FolderKind[] = ['junk', 'inbox'];
  return folders.sort((one, other) => first.indexOf(other.kind) - first.indexOf(one.kind)).slice(0, MOST_FOLDERS);
}

function isReadable({ path, flags, specialUse }: ListResponse): boolean {
  if (path.length > LONGEST_PATH || /\p{Cc}/u.test(path)) return false;
  return !flags.has('\\Noselect') && !flags.has('\\NonExistent') && specialUse !== '\\Drafts';
}

function kindOf({ path, specialUse }: ListResponse, inbox: string): FolderKind {
  if (isSamePath(path, inbox)) return 'inbox';
  switch (specialUse) {
    case '\\Junk':
      return 'junk';
    case '\\Trash':
      return 'trash';
    case '\\Sent':
      return 'sent';
    case '\\All':
    case '\\Archive':
      return 'archive';
    default:
      return 'other';
  }
}

/** INBOX is the same in any case (RFC 3501 section 5.1). */
function isSamePath(path: string, other: string): boolean {
  return path === other || (path.toUpperCase() === 'INBOX' && other.toUpperCase() === 'INBOX');
}

/** The folder in which mails arrive; its name is enough to open it. */
export function inboxOf({ folder }: MailAccount): Folder {
  const path = folder.toUpperCase() === 'INBOX' ? 'INBOX' : folder;
  return { path, kind: 'inbox', uidNext: null, uidValidity: null };
}
