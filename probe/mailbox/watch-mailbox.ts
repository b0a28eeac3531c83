import { openImap } from './imap-connection.ts';
import { type ImapTrouble, imapTroubleOf } from './imap-trouble.ts';
import { lookAround } from './look-around.ts';
import { liveWith, type Remembered, type Session, type Wanted } from './mailbox-session.ts';
import type { Mailbox, MailboxPace, MailServer, WatchRequest } from './types.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const PACE: MailboxPace = {
  scanMs: HOUR_MS,
  besideMs: MINUTE_MS,
  farMs: 10 * MINUTE_MS,
  farIdleMs: 24 * HOUR_MS,
  pollMs: 13_000,
  watchedMs: MINUTE_MS,
  watchedIdleMs: 5 * MINUTE_MS,
  retryMs: 2_000,
  retryMaxMs: 5 * MINUTE_MS,
  retryPatientMs: 15 * MINUTE_MS,
  retryLoginMs: HOUR_MS,
  deadMs: 20_000,
  passMs: 10 * MINUTE_MS,
  closeWatchMs: 150_000,
  closeMs: 4_000,
};
const CONNECT_MS = 15_000;
/** A connection that lasted so long was a good one: the next trouble is a new one. */
const GOOD_MS = MINUTE_MS;
const MOST_REFUSED_LOGINS = 3;

/**
 * Keeps one connection to a mailbox open and tells what test mails and reports come into it, wherever they lie; of others it
 * reads some lines of the head and changes nothing. Connects again for ever, ever more slowly. Of an account with `imap`.
 */
export function watchMailbox(request: WatchRequest): Mailbox {
  const { account, clock } = request;
  const server = account.imap;
  if (server === null) throw new Error(`bug: ${account.name} is not read here`);
  const pace = { ...PACE, ...request.pace };
  const wanted: Wanted = {
    awaitedSinceAtMs: null,
    closeSinceTickMs: 0,
    closeUntilTickMs: 0,
    closing: new AbortController(),
    scans: [],
    removals: [],
    wake: () => undefined,
  };
  const isConnected = { now: false };
  const ended = keepWatching(request, server, pace, wanted, isConnected);
  return {
    await: (sinceAtMs) => {
      wanted.awaitedSinceAtMs = sinceAtMs;
      wanted.closeSinceTickMs = clock.tickMs();
      wanted.closeUntilTickMs = sinceAtMs === null ? 0 : clock.tickMs() + pace.closeWatchMs;
      wanted.wake();
    },
    scan: () =>
      new Promise((resolve) => {
        if (wanted.closing.signal.aborted) return resolve();
        wanted.scans.push(resolve);
        wanted.wake();
      }),
    remove: (ref, isOurs) =>
      new Promise((resolve, reject) => {
        if (!isConnected.now || wanted.closing.signal.aborted)
          return reject(new Error(`${account.name} is not connected`));
        wanted.removals.push({ ref, isOurs, resolve, reject });
        wanted.wake();
      }),
    close: async () => {
      wanted.closing.abort();
      wanted.wake();
      await ended;
    },
  };
}

type Tries = { waitMs: number; refusedLogins: number };

async function keepWatching(
  request: WatchRequest,
  server: MailServer,
  pace: MailboxPace,
  wanted: Wanted,
  isConnected: { now: boolean },
): Promise<void> {
  const look = lookAround(request);
  const remembered: Remembered = { folders: [], farTickMs: Number.NEGATIVE_INFINITY, unopened: new Set() };
  const tries: Tries = { waitMs: pace.retryMs, refusedLogins: 0 };
  while (!wanted.closing.signal.aborted) {
    const startTickMs = request.clock.tickMs();
    const trouble = await liveOnce({ request, pace, wanted, look, remembered }, server, isConnected);
    release(wanted, request.account.name);
    if (wanted.closing.signal.aborted || trouble === null) break;
    request.events.onBlind(request.clock.tickMs(), trouble.reason, trouble.sentence);
    for (const done of wanted.scans.splice(0)) done();
    if (request.clock.tickMs() - startTickMs > GOOD_MS) tries.waitMs = pace.retryMs;
    await waitToRetry(nextWaitMs(trouble, tries, pace), wanted);
  }
  for (const done of wanted.scans.splice(0)) done();
}

/** null: closed because that was wanted. */
async function liveOnce(
  watch: Omit<Session, 'opened'>,
  server: MailServer,
  isConnected: { now: boolean },
): Promise<ImapTrouble | null> {
  const { request, look, pace } = watch;
  const opened = await openImap(
    request.account,
    server,
    { ...pace, connectMs: CONNECT_MS },
    watch.wanted.closing.signal,
  );
  if ('reason' in opened) return opened;
  isConnected.now = true;
  try {
    await liveWith({ ...watch, opened });
    return null;
  } catch (error) {
    const cause = opened.broken.by ?? error;
    look.failed(cause);
    const { mailboxMissing } = error as { mailboxMissing?: boolean }; // imapflow's mark
    if (!mailboxMissing) {
      const { reason, sentence } = imapTroubleOf(cause, server, opened.client.byeReason);
      return { reason, sentence: opened.hide(sentence) };
    }
    return { reason: 'folder', sentence: `There is no folder ${request.account.folder} in ${request.account.name}.` };
  } finally {
    isConnected.now = false;
    opened.client.close();
  }
}

function release(wanted: Wanted, name: string): void {
  for (const { reject } of wanted.removals.splice(0)) reject(new Error(`${name}: the connection ended`));
}

/** Ever longer, spread by a fifth, so that many mailboxes of one provider don't come back at one time. */
function nextWaitMs({ reason }: ImapTrouble, tries: Tries, pace: MailboxPace): number {
  tries.refusedLogins = reason === 'login' ? tries.refusedLogins + 1 : 0;
  const spread = 0.8 + Math.random() * 0.4;
  if (tries.refusedLogins >= MOST_REFUSED_LOGINS) return pace.retryLoginMs * spread;
  if (reason === 'limit') return pace.retryPatientMs * spread;
  const waitMs = tries.waitMs;
  tries.waitMs = Math.min(waitMs * 2, pace.retryMaxMs);
  return waitMs * spread;
}

/** A wanted look ends the wait, other wishes don't. */
function waitToRetry(ms: number, wanted: Wanted): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    wanted.wake = () => {
      if (!wanted.closing.signal.aborted && wanted.scans.length === 0) return;
      clearTimeout(timer);
      resolve();
    };
  });
}
