/** One mail as the fake IMAP server keeps it. */
export type StoredMail = {
  uid: number;
  flags: Set<string>;
  atMs: number;
  head: string;
  body: string;
  sizeBytes: number;
};
export type StoredFolder = {
  path: string;
  uidValidity: number;
  uidNext: number;
  use: string | null;
  mails: StoredMail[];
};

export function newFolder(path: string, use: string | null = null): StoredFolder {
  return { path, uidValidity: 1_700_000_000, uidNext: 1, use, mails: [] };
}

/** `head` without its closing empty line. `sizeBytes`: what is claimed; the text is not made that large. */
export function store(
  folder: StoredFolder,
  mail: { head: string; body?: string; atMs?: number; sizeBytes?: number; flags?: string[] },
): StoredMail {
  const { head, body = '', atMs = Date.now(), flags = [] } = mail;
  const sizeBytes = mail.sizeBytes ?? head.length + 4 + body.length;
  const stored = { uid: folder.uidNext, flags: new Set(flags), atMs, head: `${head}\r\n\r\n`, body, sizeBytes };
  folder.uidNext += 1;
  folder.mails.push(stored);
  return stored;
}

/** `3:5,9:*` over the UIDs there are; `n:*` always has the last (RFC 3501 section 6.4.8). */
export function inSet(set: string, uids: readonly number[]): Set<number> {
  const last = uids.at(-1) ?? 0;
  const found = new Set<number>();
  for (const part of set.split(',')) {
    const [from = 0, to = from] = part.split(':').map((bound) => (bound === '*' ? last : Number(bound)));
    const [low, high] = [Math.min(from, to), Math.max(from, to)];
    for (const uid of uids) if (uid >= low && uid <= high) found.add(uid);
  }
  return found;
}

/** The data items of one mail as a FETCH answers them. */
export function fetched(mail: StoredMail, items: string): string {
  const answers: string[] = [`UID ${mail.uid}`];
  if (/\bRFC822\.SIZE\b/.test(items)) answers.push(`RFC822.SIZE ${mail.sizeBytes}`);
  if (/\bINTERNALDATE\b/.test(items)) answers.push(`INTERNALDATE "${internalDate(mail.atMs)}"`);
  for (const [, section = '', , length] of items.matchAll(/BODY\.PEEK\[([^\]]*)\](<0\.(\d+)>)?/g)) {
    const text = sectionOf(mail, section).slice(0, length === undefined ? undefined : Number(length));
    answers.push(
      `BODY[${section}]${length === undefined ? '' : '<0>'} {${Buffer.byteLength(text, 'latin1')}}\r\n${text}`,
    );
  }
  return answers.join(' ');
}

function sectionOf({ head, body }: StoredMail, section: string): string {
  if (section === '') return head + body;
  if (section === 'HEADER') return head;
  if (section === 'TEXT') return body;
  const names = /^HEADER\.FIELDS \((.*)\)$/.exec(section)?.[1]?.replaceAll('"', '').toLowerCase().split(' ') ?? [];
  const lines = head.trimEnd().split(/\r\n(?![ \t])/);
  return `${lines.filter((line) => names.includes(line.split(':')[0]?.toLowerCase() ?? '')).join('\r\n')}\r\n\r\n`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function internalDate(atMs: number): string {
  const [day = '', time = ''] = new Date(atMs).toISOString().split('T');
  const [year, month, date] = day.split('-');
  return `${date}-${MONTHS[Number(month) - 1]}-${year} ${time.slice(0, 8)} +0000`;
}

/** Epoch ms of `22-Nov-2026`. */
export function searchDate(text: string): number {
  const [date, month = '', year] = text.replaceAll('"', '').split('-');
  return Date.UTC(Number(year), MONTHS.indexOf(month), Number(date));
}
