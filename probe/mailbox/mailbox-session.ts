import { type Folder, findFolders, inboxOf } from './find-folders.ts';
import { closeImap, type OpenedImap, within } from './imap-connection.ts';
import type { LookAround } from './look-around.ts';
import { type Removal, removeMail } from './remove-mail.ts';
import type { IsOurs, MailboxPace, MailPlaceRef, WatchRequest } from './types.ts';

/** What is asked of a mailbox from outside, over all its connections. */
export type Wanted = {
  awaitedSinceAtMs: number | null;
  /** A mail was handed over: from then until then it is looked closely, ever more seldom. */
  closeSinceTickMs: number;
  closeUntilTickMs: number;
  /** Aborted when closing. */
  closing: AbortController;
  scans: (() => void)[];
  removals: { ref: MailPlaceRef; isOurs: IsOurs; resolve(how: Removal): void; reject(error: Error): void }[];
  /** Set by whoever waits: something above has changed. */
  wake(): void;
};
/** What is known from the connections before. */
export type Remembered = {
  folders: readonly Folder[];
  farTickMs: number;
  /** Paths that were told not to open. */
  unopened: Set<string>;
};

export type Session = {
  request: WatchRequest;
  opened: OpenedImap;
  look: LookAround;
  wanted: Wanted;
  remembered: Remembered;
  pace: MailboxPace;
};

/** What was asked may still be answered when the mailbox is closed. */
const CLOSE_MS = 5_000;
const QUICK_FOR_MS = 2_000;
const QUICK_STEP_MS = 100;

/** When each was done last. */
type Done = { pollTickMs: number; scanTickMs: number; besideTickMs: number; watchedTickMs: number };
type Held = Session & { inbox: Folder; done: Done; isDirty: boolean };

/**
 * Lives with one connection until it ends or the mailbox is closed. Does one thing after another: looking through folders is
 * never interrupted by another look (events only set a flag), and whenever nothing is to do, the inbox is open, so that
 * imapflow waits in IDLE. Rejects with what the connection broke on.
 */
export async function liveWith(session: Session): Promise<void> {
  const { opened, wanted, request } = session;
  const { client } = opened;
  const never = Number.NEGATIVE_INFINITY;
  const done: Done = { pollTickMs: never, scanTickMs: never, besideTickMs: never, watchedTickMs: never };
  const held: Held = { ...session, inbox: inboxOf(request.account), done, isDirty: true };
  client.on('exists', ({ path }: { path: string }) => {
    if (path !== held.inbox.path) return;
    held.isDirty = true;
    wanted.wake();
  });
  client.on('close', () => wanted.wake());
  const { signal } = wanted.closing;
  let closeTimer: NodeJS.Timeout | undefined;
  const closing = () => {
    closeTimer = setTimeout(() => client.close(), CLOSE_MS);
  };
  signal.addEventListener('abort', closing, { once: true });
  try {
    while (!signal.aborted) {
      await inTime(held, doWhatIsDue);
      assertUsable(held);
      await waitUntilDue(held);
      assertUsable(held);
    }
    await closeImap(client);
  } finally {
    signal.removeEventListener('abort', closing);
    clearTimeout(closeTimer);
  }
}

/** A server that says something now and then, and never the end of its answer, is no silent one for the socket. */
async function inTime(held: Held, work: (held: Held) => Promise<void>): Promise<void> {
  const { client, broken } = held.opened;
  const timer = setTimeout(() => {
    broken.by ??= Object.assign(new Error('an answer without end'), { code: 'ETIMEOUT' });
    client.close();
  }, held.pace.passMs);
  try {
    await work(held);
  } finally {
    clearTimeout(timer);
  }
}

function assertUsable({ opened, wanted }: Session): void {
  if (opened.client.usable || wanted.closing.signal.aborted) return;
  throw Object.assign(new Error('the connection ended'), { code: 'NoConnection' });
}

async function doWhatIsDue(held: Held): Promise<void> {
  const { wanted, request } = held;
  const asked = [...wanted.scans];
  const due = dueTicks(held);
  const now = request.clock.tickMs();
  const isAll = asked.length > 0;
  if (held.isDirty || isAll || now >= due.scan) await scanInbox(held);
  else if (now >= due.poll) await poll(held);
  if (isAll || now >= due.far) await lookFar(held);
  else if (now >= due.beside) await lookBeside(held);
  await removeAsked(held);
  if (held.isDirty) await scanInbox(held);
  if (isAll || now >= dueTicks(held).watched) tellWatched(held);
  // where it broke before, they hear of it after the mailbox was told to be blind
  wanted.scans = wanted.scans.filter((done) => !asked.includes(done));
  for (const done of asked) done();
}

function dueTicks({ done, remembered, wanted, pace, request }: Held) {
  const isAwaited = wanted.awaitedSinceAtMs !== null;
  const nowTickMs = request.clock.tickMs();
  const isClose = nowTickMs < wanted.closeUntilTickMs;
  const closeMs = closeStepMs(nowTickMs - wanted.closeSinceTickMs, pace.closeMs);
  return {
    poll: done.pollTickMs + (isClose ? closeMs : pace.pollMs),
    scan: done.scanTickMs + pace.scanMs,
    beside: done.besideTickMs + (isAwaited ? pace.besideMs : pace.scanMs),
    far: remembered.farTickMs + (isAwaited ? pace.farMs : pace.farIdleMs),
    watched: done.watchedTickMs + (isAwaited ? pace.watchedMs : pace.watchedIdleMs),
  };
}

/**
 * In IDLE a server may tell of a mail half a second after it stored it (Dovecot waits 500 ms). Just after handing over, when
 * prompt mails come, it is asked often enough to time them; later a quarter of the time since is close enough.
 */
function closeStepMs(sinceMs: number, closeMs: number): number {
  const stepMs = sinceMs < QUICK_FOR_MS ? QUICK_STEP_MS : Math.max(QUICK_STEP_MS, sinceMs / 4);
  return Math.min(stepMs, closeMs);
}

async function scanInbox(held: Held): Promise<void> {
  // what comes meanwhile is looked at again
  held.isDirty = false;
  await scan(held, held.inbox);
  held.done.scanTickMs = held.request.clock.tickMs();
  held.done.pollTickMs = held.done.scanTickMs;
}

function scan({ look, opened, wanted }: Held, folder: Folder): Promise<void> {
  const { awaitedSinceAtMs } = wanted;
  return look.scan(opened.client, folder, { isIdle: opened.idles, awaitedSinceAtMs });
}

/** Asks for a sign of life; mails that came are announced with it (RFC 3501 section 6.1.2). */
async function poll(held: Held): Promise<void> {
  const { opened, look, inbox, pace } = held;
  const asked = instant(held);
  await within(pace.deadMs / 2, opened.client.noop());
  assertUsable(held);
  held.done.pollTickMs = held.request.clock.tickMs();
  if (held.isDirty) await scanInbox(held);
  else look.nothingNew(inbox.path, asked);
}

function instant({ request }: Held): { tickMs: number; atMs: number } {
  return { tickMs: request.clock.tickMs(), atMs: request.clock.wallAtMs() };
}

/** The junk folder; by STATUS, so that the inbox is left only when there is something. */
async function lookBeside(held: Held): Promise<void> {
  const { look, remembered } = held;
  for (const junk of remembered.folders.filter(({ kind }) => kind === 'junk')) {
    const asked = instant(held);
    const told = await statusOf(held, junk);
    if (told && look.isNew(told, asked)) await scanOther(held, junk);
  }
  await backToInbox(held);
  held.done.besideTickMs = held.request.clock.tickMs();
}

/** null: the server does not say. */
async function statusOf(held: Held, folder: Folder): Promise<Folder | null> {
  try {
    const status = await held.opened.client.status(folder.path, { uidNext: true, uidValidity: true });
    assertUsable(held);
    if (!status) return null;
    return { ...folder, uidNext: status.uidNext ?? null, uidValidity: status.uidValidity?.toString() ?? null };
  } catch (error) {
    assertUsable(held);
    if ((error as { code?: string }).code !== 'NotFound') throw error; // imapflow's mark
    // somebody removed it
    held.remembered.folders = held.remembered.folders.filter(({ path }) => path !== folder.path);
    return null;
  }
}

/** All other folders: a rule, or a person, may have put a mail there. */
async function lookFar(held: Held): Promise<void> {
  const { request, opened, look, remembered } = held;
  const asked = instant(held);
  if (held.wanted.awaitedSinceAtMs !== null) look.grown();
  remembered.folders = await findFolders(opened.client, request.account);
  assertUsable(held);
  const paths = [held.inbox.path, ...remembered.folders.map(({ path }) => path)];
  look.forgetOthers(paths);
  const { junkFolder } = request.account;
  for (const path of remembered.unopened)
    if (!paths.includes(path) && path !== junkFolder) remembered.unopened.delete(path);
  if (junkFolder !== null && !paths.includes(junkFolder)) tellNoJunk(held, junkFolder);
  for (const folder of remembered.folders) {
    if (folder.kind === 'inbox' || !look.isNew(folder, asked)) continue;
    // what came into both meanwhile is told where it arrived
    if (folder.kind === 'archive') await scanInbox(held);
    await scanOther(held, folder);
  }
  look.grown();
  await backToInbox(held);
  remembered.farTickMs = request.clock.tickMs();
  held.done.besideTickMs = remembered.farTickMs;
}

/** A folder that can't be opened is no reason to be blind for the others. */
async function scanOther(held: Held, folder: Folder): Promise<void> {
  const { look, remembered, request } = held;
  try {
    await scan(held, folder);
    remembered.unopened.delete(folder.path);
  } catch (error) {
    assertUsable(held);
    const { mailboxMissing, responseStatus } = error as { mailboxMissing?: boolean; responseStatus?: string }; // imapflow's marks
    if (!mailboxMissing && responseStatus !== 'NO') throw error;
    look.passOver();
    if (remembered.unopened.has(folder.path)) return;
    remembered.unopened.add(folder.path);
    request.events.onTrouble(`The folder ${folder.path} can't be opened.`);
  }
}

/** Once: the name is the owner's, so it may be misspelt. */
function tellNoJunk({ remembered, request }: Held, junkFolder: string): void {
  if (remembered.unopened.has(junkFolder)) return;
  remembered.unopened.add(junkFolder);
  request.events.onTrouble(`There is no folder ${junkFolder}: look at "junkFolder".`);
}

async function removeAsked(held: Held): Promise<void> {
  const { wanted, opened, remembered, look } = held;
  for (let asked = wanted.removals[0]; asked; asked = wanted.removals[0]) {
    // stays in the list until done: what breaks here rejects it with the others
    const { how, movedTo } = await removeMail(opened.client, asked, remembered.folders);
    assertUsable(held);
    if (movedTo) look.ignore(movedTo);
    wanted.removals.shift();
    asked.resolve(how);
    await backToInbox(held);
  }
}

/** Opens the inbox again; what came while it was closed is looked at. */
async function backToInbox(held: Held): Promise<void> {
  const { client } = held.opened;
  const isOpen = client.mailbox && client.mailbox.path === held.inbox.path && client.mailbox.readOnly;
  if (isOpen) return;
  const lock = await client.getMailboxLock(held.inbox.path, { readOnly: true });
  lock.release();
  held.isDirty = true;
}

function tellWatched(held: Held): void {
  const { request, look, inbox, opened } = held;
  const lookedTickMs = look.lookedTickMs(inbox.path);
  if (lookedTickMs === null) return;
  request.events.onWatched(lookedTickMs, opened.idles ? 'idle' : 'poll');
  look.tellCursor();
  held.done.watchedTickMs = request.clock.tickMs();
}

function waitUntilDue(held: Held): Promise<void> {
  const { wanted, request, isDirty, opened } = held;
  const hasWork = isDirty || wanted.closing.signal.aborted || wanted.scans.length > 0 || wanted.removals.length > 0;
  if (hasWork || !opened.client.usable) return Promise.resolve();
  const next = Math.min(...Object.values(dueTicks(held)));
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, Math.max(0, next - request.clock.tickMs()));
    wanted.wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}
