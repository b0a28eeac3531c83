import { fetched, inSet, type StoredFolder, searchDate } from './imap-folders.ts';
import type { Leaf } from './test-ca.ts';

/** In place of the usual answer to a command; undefined: as usual. */
export type ImapManner = 'close' | 'silent' | { say: string } | { raw: string } | undefined;
export type FakeImapOptions = {
  leaf: Leaf;
  security?: 'tls' | 'starttls';
  capabilities?: readonly string[];
  password?: string;
  greeting?: string;
};
/** A mailbox as most providers have it. */
export const USUAL = ['IDLE', 'UIDPLUS', 'MOVE', 'SPECIAL-USE', 'NAMESPACE', 'LIST-STATUS'];

export type Shared = {
  options: FakeImapOptions;
  folders: StoredFolder[];
  seen: string[];
  talks: Set<(path: string) => void>;
  manner: { now(command: string): ImapManner };
};
type Open = { folder: StoredFolder; isReadOnly: boolean; told: number };
export type Talk = {
  shared: Shared;
  write(text: string): void;
  open: Open | null;
  idleTag: string | null;
  isEncrypted: boolean;
};
type Command = (talk: Talk, rest: string, tag: string) => string | null;

/** What the fake IMAP server does at each command; the end of its tagged answer, null: none yet. */
export const COMMANDS: Record<string, Command> = {
  CAPABILITY: ({ shared: { options }, isEncrypted, write }) => {
    const offered = isEncrypted ? ['AUTH=PLAIN', ...(options.capabilities ?? USUAL)] : ['STARTTLS', 'LOGINDISABLED'];
    write(`* CAPABILITY IMAP4rev1 ${offered.join(' ')}\r\n`);
    return 'OK done';
  },
  NOOP: () => 'OK done',
  LOGOUT: ({ write }) => {
    write('* BYE logging out\r\n');
    return 'OK bye';
  },
  NAMESPACE: ({ write }) => {
    write('* NAMESPACE (("" "/")) NIL NIL\r\n');
    return 'OK done';
  },
  LIST: ({ shared: { folders }, write }, words) => {
    const name = /^"?[^" ]*"? "?([^"()]*)"?/.exec(words)?.[1] ?? '*';
    for (const folder of folders) {
      if (!/[*%]/.test(words) && folder.path !== name) continue;
      write(`* LIST (${folder.use ?? ''}) "/" "${folder.path}"\r\n`);
      if (words.includes('STATUS')) write(statusLine(folder));
    }
    return 'OK done';
  },
  LSUB: ({ shared: { folders }, write }) => {
    for (const { path } of folders) write(`* LSUB () "/" "${path}"\r\n`);
    return 'OK done';
  },
  STATUS: ({ shared, write }, words) => {
    const folder = folderNamed(shared, words);
    if (!folder) return 'NO no such folder';
    write(statusLine(folder));
    return 'OK done';
  },
  SELECT: (talk, words) => openFolder(talk, words, false),
  EXAMINE: (talk, words) => openFolder(talk, words, true),
  IDLE: (talk, _words, tag) => {
    if (!(talk.shared.options.capabilities ?? USUAL).includes('IDLE')) return 'BAD unknown command';
    talk.idleTag = tag;
    talk.write('+ idling\r\n');
    tellExists(talk);
    return null;
  },
  'UID SEARCH': ({ open, write }, words) => {
    const mails = open?.folder.mails ?? [];
    const since = /SINCE (\S+)/.exec(words)?.[1];
    const set = /UID (\S+)/.exec(words)?.[1];
    const wanted =
      set === undefined
        ? null
        : inSet(
            set,
            mails.map(({ uid }) => uid),
          );
    const found = mails.filter(
      ({ uid, atMs }) => (wanted?.has(uid) ?? true) && (since === undefined || atMs >= searchDate(since)),
    );
    write(`* SEARCH ${found.map(({ uid }) => uid).join(' ')}\r\n`);
    return 'OK done';
  },
  'UID FETCH': (talk, words) => fetchMails(talk, words, true),
  FETCH: (talk, words) => fetchMails(talk, words, false),
  'UID STORE': ({ open, write }, words) => {
    if (open?.isReadOnly !== false) return 'NO read only';
    const [, set = '', flags = ''] = /^(\S+) \+FLAGS(?:\.SILENT)? \((.*)\)$/.exec(words) ?? [];
    const uids = inSet(
      set,
      open.folder.mails.map(({ uid }) => uid),
    );
    for (const [index, mail] of open.folder.mails.entries()) {
      if (!uids.has(mail.uid)) continue;
      for (const flag of flags.split(' ')) mail.flags.add(flag);
      write(`* ${index + 1} FETCH (UID ${mail.uid} FLAGS (${[...mail.flags].join(' ')}))\r\n`);
    }
    return 'OK done';
  },
  EXPUNGE: (talk) => expunge(talk, null),
  'UID EXPUNGE': (talk, words) => expunge(talk, words),
  'UID MOVE': (talk, words) => {
    const [set = '', ...name] = words.split(' ');
    const target = folderNamed(talk.shared, name.join(' '));
    const source = talk.open?.folder;
    if (!target || !source || talk.open?.isReadOnly) return 'NO not here';
    const uids = inSet(
      set,
      source.mails.map(({ uid }) => uid),
    );
    talk.write(`* OK [COPYUID ${target.uidValidity} ${set} ${target.uidNext}] moved\r\n`);
    for (const mail of source.mails.filter(({ uid }) => uids.has(uid))) {
      target.mails.push({ ...mail, uid: target.uidNext });
      target.uidNext += 1;
      mail.flags.add('\\Deleted');
    }
    return expunge(talk, set);
  },
};

function folderNamed({ folders }: Shared, words: string): StoredFolder | undefined {
  const path = /^"([^"]*)"|^(\S+)/.exec(words)?.slice(1).join('');
  return folders.find((folder) => folder.path === path);
}

function statusLine({ path, uidNext, uidValidity }: StoredFolder): string {
  return `* STATUS "${path}" (UIDNEXT ${uidNext} UIDVALIDITY ${uidValidity})\r\n`;
}

function openFolder(talk: Talk, words: string, isReadOnly: boolean): string {
  const folder = folderNamed(talk.shared, words);
  talk.open = null;
  if (!folder) return 'NO [NONEXISTENT] no such folder';
  talk.open = { folder, isReadOnly, told: folder.mails.length };
  talk.write(
    `* FLAGS (\\Seen \\Deleted)\r\n* ${folder.mails.length} EXISTS\r\n* OK [UIDVALIDITY ${folder.uidValidity}] .\r\n* OK [UIDNEXT ${folder.uidNext}] .\r\n`,
  );
  return `OK [${isReadOnly ? 'READ-ONLY' : 'READ-WRITE'}] open`;
}

export function tellExists({ open, write }: Talk): void {
  if (!open || open.told === open.folder.mails.length) return;
  open.told = open.folder.mails.length;
  write(`* ${open.told} EXISTS\r\n`);
}

function fetchMails({ open, write }: Talk, words: string, isUid: boolean): string {
  if (!open) return 'BAD nothing is open';
  const [, set = '', items = ''] = /^(\S+) (.*)$/.exec(words) ?? [];
  const numbers = open.folder.mails.map(({ uid }, index) => (isUid ? uid : index + 1));
  const wanted = inSet(set, numbers);
  for (const [index, mail] of open.folder.mails.entries()) {
    const number = isUid ? mail.uid : index + 1;
    if (wanted.has(number)) write(`* ${index + 1} FETCH (${fetched(mail, items)})\r\n`);
  }
  return 'OK done';
}

/** null: all that are marked as deleted, whoever did it. */
function expunge({ open, write }: Talk, set: string | null): string {
  if (open?.isReadOnly !== false) return 'NO read only';
  const { mails } = open.folder;
  const uids =
    set === null
      ? null
      : inSet(
          set,
          mails.map(({ uid }) => uid),
        );
  for (let index = mails.length - 1; index >= 0; index -= 1) {
    const mail = mails[index];
    if (!mail?.flags.has('\\Deleted') || (uids && !uids.has(mail.uid))) continue;
    mails.splice(index, 1);
    write(`* ${index + 1} EXPUNGE\r\n`);
  }
  open.told = mails.length;
  return 'OK done';
}
