import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { FoundMail, FoundReport, Mailbox, MailboxPace, MailClock } from '../../probe/mailbox/types.ts';
import { MAIL_OPEN_MS } from '../../rules/mail/told-events.ts';
import { describeError, type Log } from '../log.ts';
import { loadMailboxPart, MAILBOXES_FILE, type MailboxPart } from './load-mailbox-part.ts';
import { type MailReader, tokenHash } from './mail-reader.ts';
import type { MailboxSources, ReadMailbox } from './mailbox-account.ts';
import { type Lying, openReaderBook, type ReaderBook } from './reader-book.ts';
import { reportContent, sightingContent } from './sighting-entry.ts';
import { dueWatch, type WatchNotes } from './watch-notes.ts';

type Parts = {
  reader: MailReader;
  nowMs: () => number;
  log: Log;
  /** The server's own folder; null: there is no file, and nothing is kept (tests). */
  dataDir: string | null;
  env: MailboxSources['env'];
  /** For tests: shorter waits. */
  pace?: Partial<MailboxPace>;
  everyMs?: number;
};

/** How often it is looked what is awaited, what is to be written, and what is to be taken out. */
const EVERY_MS = 15_000;

export type MailboxWatch = { start(): Promise<void>; stop(): Promise<void> };
type Watched = ReadMailbox & {
  mailbox: Mailbox;
  notes: WatchNotes;
  awaitedSinceAtMs: number | null;
  isRemoving: boolean;
};

/**
 * Reads the mailboxes of `mailboxes.yaml`: what is seen of test mails becomes entries of the line's lane. Without the file
 * nothing of it is loaded. Takes nothing out of a mailbox unless told to, and then only mails that are known to be ours.
 */
export function openMailboxWatch(parts: Parts): MailboxWatch {
  const { dataDir, env, log } = parts;
  const clock: MailClock = { tickMs: () => Math.floor(performance.now()), wallAtMs: parts.nowMs };
  let watched: Watched[] = [];
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const closeAll = async () => {
    clearInterval(timer);
    await Promise.all(watched.map(({ mailbox }) => mailbox.close()));
    watched = [];
  };
  return {
    start: async () => {
      if (dataDir === null || !existsSync(join(dataDir, MAILBOXES_FILE))) return;
      const { readMailboxes } = await loadMailboxPart();
      const mailboxes = readMailboxes({ dataDir, env });
      if (typeof mailboxes === 'string') return log('mailboxes-refused', { problem: mailboxes });
      if (mailboxes.length === 0) return;
      for (const { account, line } of mailboxes) {
        if (!parts.reader.hasLine(line)) log('mailbox-without-line', { mailbox: account.name, line });
      }
      const book = openReaderBook(dataDir);
      watched = await Promise.all(mailboxes.map((one) => watchOne(parts, clock, book, one)));
      // the server may have been told to end while the libraries were loaded
      if (isStopped) return closeAll();
      timer = setInterval(() => {
        for (const one of watched) tend(parts, book, one);
      }, parts.everyMs ?? EVERY_MS);
    },
    stop: () => {
      isStopped = true;
      return closeAll();
    },
  };
}

async function watchOne(parts: Parts, clock: MailClock, book: ReaderBook, one: ReadMailbox): Promise<Watched> {
  const { watchMailbox, ...hops } = await loadMailboxPart();
  const { account } = one;
  const { log, nowMs, pace } = parts;
  const wall = (tickMs: number) => clock.wallAtMs() - (clock.tickMs() - tickMs);
  const notes: WatchNotes = { watchedAtMs: null, blind: null, written: null };
  const guarded = (act: () => void) => {
    try {
      act();
    } catch (error) {
      log('mailbox-failed', { mailbox: account.name, problem: describeError(error) });
    }
  };
  const mailbox = watchMailbox({
    account,
    clock,
    cursor: book.of(account.name).cursor,
    // a sighting may come before the segment that tells of the mail, after an outage by days
    sinceAtMs: nowMs() - MAIL_OPEN_MS,
    ...(pace && { pace }),
    events: {
      onFound: (mail) => guarded(() => noteMail(parts, book, one, { mail, wall, hops })),
      onReport: (report) => guarded(() => noteReport(parts, book, one, report, wall)),
      onWatched: (atTickMs) => {
        notes.watchedAtMs = wall(atTickMs);
        notes.blind = null;
      },
      onBlind: (atTickMs, reason, sentence) => {
        if (notes.blind?.reason !== reason) log('mailbox-blind', { mailbox: account.name, reason, sentence });
        notes.blind ??= { atMs: wall(atTickMs), reason };
        notes.blind.reason = reason;
      },
      onCursor: (cursor) => book.write(account.name, { ...book.of(account.name), cursor }),
      onTrouble: (sentence) => log('mailbox-trouble', { mailbox: account.name, sentence }),
    },
  });
  return { ...one, mailbox, notes, awaitedSinceAtMs: null, isRemoving: false };
}

type Wall = (tickMs: number) => number;
type Hops = Pick<MailboxPart, 'assignOwners' | 'domainsOf'>;

function noteMail(
  { reader, nowMs }: Parts,
  book: ReaderBook,
  one: ReadMailbox,
  { mail, wall, hops }: { mail: FoundMail; wall: Wall; hops: Hops },
): void {
  const { account, line } = one;
  const tokenSha256 = tokenHash(mail.token);
  const seenAtMs = Math.min(wall(mail.seenTickMs), nowMs());
  const isSame = (event: string) => event.includes('"mail-sighting"') && event.includes(`"folder":"${mail.folder}"`);
  const isWanted = reader.isWanted(line, tokenSha256, { mailbox: account.name, isSame });
  if (isWanted) {
    const emptyAtMs = mail.lastEmptyTickMs === null ? mail.lastEmptyAtMs : wall(mail.lastEmptyTickMs);
    const times = { seenAtMs, arrivedEarliestAtMs: emptyAtMs === null ? null : Math.min(emptyAtMs, seenAtMs) };
    const known = { queueId: null, senderDomains: [], receiverDomains: hops.domainsOf(account) };
    const owned = hops.assignOwners(mail.hops, known);
    reader.write(line, (personal) =>
      sightingContent(mail, owned, { mailbox: account.name, tokenSha256, times, personal }),
    );
  }
  if (isWanted || reader.isKnown(line, tokenSha256)) noteLying(book, one, { ref: mail.ref, tokenSha256, seenAtMs });
}

/** Whoever floods a mailbox with forged tokens must not fill the book, which is written anew with each. */
function noteLying(book: ReaderBook, { account, deleteAfterMs }: ReadMailbox, message: Lying): void {
  if (deleteAfterMs === null) return;
  const notes = book.of(account.name);
  book.write(account.name, { ...notes, lying: [...notes.lying, message] });
}

function noteReport(
  { reader, nowMs }: Parts,
  book: ReaderBook,
  one: ReadMailbox,
  report: FoundReport,
  wall: Wall,
): void {
  const { account, line } = one;
  const tokenSha256 = tokenHash(report.token);
  const seenAtMs = Math.min(wall(report.seenTickMs), nowMs());
  const isSame = (event: string) =>
    event.includes('"mail-report"') &&
    event.includes(`"action":"${report.action}"`) &&
    event.includes(`"status":"${report.status ?? '-'}"`);
  if (!reader.isWanted(line, tokenSha256, { mailbox: account.name, isSame })) return;
  const times = { seenAtMs, arrivedEarliestAtMs: null };
  reader.write(line, (personal) => reportContent(report, { mailbox: account.name, tokenSha256, times, personal }));
  noteLying(book, one, { ref: report.ref, tokenSha256, seenAtMs });
}

function tend(parts: Parts, book: ReaderBook, one: Watched): void {
  const { reader, log, nowMs } = parts;
  const { account, line, mailbox, notes } = one;
  try {
    const open = reader.openMails(line, account.name);
    const sinceAtMs = open[0]?.acceptedAtMs ?? null;
    if (sinceAtMs !== one.awaitedSinceAtMs) mailbox.await(sinceAtMs);
    one.awaitedSinceAtMs = sinceAtMs;
    const due = dueWatch(notes, open, nowMs());
    if (due) {
      reader.writeWatch(line, account.name, due);
      notes.written = due;
    }
  } catch (error) {
    log('mailbox-failed', { mailbox: account.name, problem: describeError(error) });
  }
  void takeOut(parts, book, one);
}

/** Takes out what the owner wants taken out: mails that the line told of, so long after they were seen. */
async function takeOut({ reader, log, nowMs }: Parts, book: ReaderBook, one: Watched): Promise<void> {
  const { account, line, mailbox, deleteAfterMs } = one;
  if (deleteAfterMs === null || one.isRemoving || one.notes.blind) return;
  one.isRemoving = true;
  try {
    for (const lying of book.of(account.name).lying) {
      if (nowMs() - lying.seenAtMs < deleteAfterMs || !reader.isKnown(line, lying.tokenSha256)) continue;
      await mailbox.remove(lying.ref, (token) => tokenHash(token) === lying.tokenSha256);
      const notes = book.of(account.name);
      book.write(account.name, { ...notes, lying: notes.lying.filter(({ ref }) => !isSameRef(ref, lying.ref)) });
    }
  } catch (error) {
    log('mailbox-trouble', { mailbox: account.name, sentence: describeError(error) });
  }
  one.isRemoving = false;
}

function isSameRef(one: FoundMail['ref'], other: FoundMail['ref']): boolean {
  return one.folderPath === other.folderPath && one.uidValidity === other.uidValidity && one.uid === other.uid;
}
