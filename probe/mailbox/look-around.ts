import type { ImapFlow } from 'imapflow';
import { type Folder, MOST_FOLDERS } from './find-folders.ts';
import { isUnreadable } from './imap-trouble.ts';
import { type Scan, scanFolder } from './scan-folder.ts';
import type { MailboxCursor, MailPlaceRef, WatchRequest } from './types.ts';

/** When a folder was last known to hold nothing new. */
type Looked = { tickMs: number | null; atMs: number | null };
/** Numbers asked at once after a look that broke the connection, ever fewer; then the mail it breaks on is left out. */
const CAREFUL = [null, 64, 8, 1] as const;
/** A line that was cut off looks like a mail that can't be read, but not so many times. */
const MOST_FAILURES = 3;
/** Between the caller's reading of the clock and ours. */
const CLOCK_STEP_MS = 1_000;
const MOST_REMEMBERED = 1_000;

type State = {
  request: WatchRequest;
  cursor: MailboxCursor;
  looked: Map<string, Looked>;
  /** Level of {@link CAREFUL} by folder. */
  careful: Map<string, number>;
  asking: { path: string | null; uids: readonly number[] | null; failures: number };
  /** Nothing was sent before: until folders were looked at once, there can be nothing in those that are not known. */
  isFresh: boolean;
  ignored: Set<string>;
  /** Tokens that were told. */
  told: Set<string>;
};

export type ScanHow = { isIdle: boolean; awaitedSinceAtMs: number | null };

/** What was looked through so far, over all connections of a mailbox. */
export type LookAround = {
  /** Looks through one folder; what is in it is told at once. Rejects with what the connection broke on. */
  scan(client: ImapFlow, folder: Folder, how: ScanHow): Promise<void>;
  /** Whether a folder may hold something new, by its STATUS; one that does not counts as looked through at that instant. */
  isNew(folder: Folder, asked: { tickMs: number; atMs: number }): boolean;
  /** All folders were looked at, or a mail was sent: what is new from now on may hold one. */
  grown(): void;
  /** Nothing came into that folder up to then. */
  nothingNew(path: string, asked: { tickMs: number; atMs: number }): void;
  lookedTickMs(path: string): number | null;
  /** After a look that failed: the next one asks for less, where it may have been what a mail holds. */
  failed(error: unknown): void;
  /** The folder of the look that just failed is left out. */
  passOver(): void;
  /** These folders there are: of others it is forgotten how far they were looked through, when they are too many. */
  forgetOthers(paths: readonly string[]): void;
  /** A mail that was taken out and now lies in the trash is not told as found there. */
  ignore(ref: MailPlaceRef): void;
  tellCursor(): void;
};

export function lookAround(request: WatchRequest): LookAround {
  const cursor = structuredClone(request.cursor);
  const ofRunBefore = Object.entries(cursor).map(([path, { lookedAtMs }]): [string, Looked] => {
    return [path, { tickMs: null, atMs: lookedAtMs ?? null }];
  });
  const asking: State['asking'] = { path: null, uids: null, failures: 0 };
  const ignored = new Set<string>();
  const isFresh = ofRunBefore.length === 0 && request.sinceAtMs >= request.clock.wallAtMs() - CLOCK_STEP_MS;
  const state: State = {
    request,
    cursor,
    looked: new Map(ofRunBefore),
    careful: new Map(),
    asking,
    isFresh,
    ignored,
    told: new Set(),
  };
  return {
    scan: (client, folder, how) => scanAll(state, client, folder, how),
    isNew: (folder, asked) => isNew(state, folder, asked),
    grown: () => {
      state.isFresh = false;
    },
    nothingNew: (path, asked) => nothingNew(state, path, asked),
    lookedTickMs: (path) => state.looked.get(path)?.tickMs ?? null,
    failed: (error) => failed(state, error),
    passOver: () => {
      asking.path = null;
    },
    forgetOthers: (paths) => forgetOthers(state, new Set(paths)),
    ignore: (ref) => remember(state.ignored, placeOf(ref)),
    tellCursor: () => tellCursor(state),
  };
}

async function scanAll(state: State, client: ImapFlow, folder: Folder, how: ScanHow): Promise<void> {
  const { cursor, looked, careful, asking } = state;
  const { path } = folder;
  asking.path = path;
  let done: Scan;
  do {
    done = await scanOnce(state, client, folder, how);
    asking.failures = 0;
    const known = cursor[path];
    cursor[path] = done.cursor;
    const isSame = known?.lastUid === done.cursor.lastUid && known.uidValidity === done.cursor.uidValidity;
    if (!isSame) tellCursor(state);
  } while (done.isMore);
  looked.set(path, { tickMs: done.startTickMs, atMs: done.startAtMs });
  careful.delete(path);
  asking.path = null;
}

function scanOnce(
  state: State,
  client: ImapFlow,
  folder: Folder,
  { isIdle, awaitedSinceAtMs }: ScanHow,
): Promise<Scan> {
  const { request, cursor, looked, careful, asking } = state;
  const { clock, events } = request;
  const before = looked.get(folder.path) ?? { tickMs: null, atMs: null };
  const watched = isIdle ? 'idle' : 'poll';
  return scanFolder({
    client,
    folder,
    cursor: cursor[folder.path],
    sinceAtMs: awaitedSinceAtMs ?? request.sinceAtMs,
    isBodyWanted: awaitedSinceAtMs !== null,
    clock,
    most: CAREFUL[careful.get(folder.path) ?? 0] ?? null,
    onAsking: (uids) => {
      asking.uids = uids;
    },
    onMail: (mail) => {
      if (state.ignored.has(placeOf(mail.ref))) return;
      // Gmail shows each mail in "All Mail" as well
      if (mail.folder === 'archive' && state.told.has(mail.token)) return;
      remember(state.told, mail.token);
      events.onFound({ ...mail, lastEmptyTickMs: before.tickMs, lastEmptyAtMs: before.atMs, watched });
    },
    onReport: (report) => events.onReport(report),
  });
}

function isNew(state: State, folder: Folder, asked: { tickMs: number; atMs: number }): boolean {
  const { path, uidNext, uidValidity } = folder;
  const { cursor, isFresh } = state;
  const known = cursor[path];
  if (uidNext === null || uidValidity === null) return true;
  if (!known && isFresh) {
    cursor[path] = { uidValidity, lastUid: uidNext - 1 };
  } else if (known?.uidValidity !== uidValidity || uidNext > known.lastUid + 1) return true;
  nothingNew(state, path, asked);
  return false;
}

function nothingNew({ cursor, looked }: State, path: string, { tickMs, atMs }: { tickMs: number; atMs: number }): void {
  looked.set(path, { tickMs, atMs });
  const known = cursor[path];
  if (known) known.lookedAtMs = atMs;
}

function failed(state: State, error: unknown): void {
  const { asking, careful, cursor, request } = state;
  const { path, uids } = asking;
  if (path === null) return;
  asking.failures += 1;
  if (!isUnreadable(error) && asking.failures < MOST_FAILURES) return;
  asking.failures = 0;
  asking.uids = null;
  const known = cursor[path];
  const only = uids?.length === 1 ? uids[0] : undefined;
  if (only === undefined || !known) {
    careful.set(path, Math.min((careful.get(path) ?? 0) + 1, CAREFUL.length - 1));
    return;
  }
  known.lastUid = only;
  request.events.onTrouble(`The mail ${only} in ${path} can't be read and is left out.`);
  tellCursor(state);
}

/** A server may name other folders each time it is asked. */
function forgetOthers({ cursor, looked, careful }: State, paths: ReadonlySet<string>): void {
  const known = new Set([...Object.keys(cursor), ...looked.keys()]);
  if (known.size <= 2 * MOST_FOLDERS) return;
  for (const path of known) {
    if (paths.has(path)) continue;
    delete cursor[path];
    looked.delete(path);
    careful.delete(path);
  }
}

function tellCursor({ request, cursor }: State): void {
  request.events.onCursor(structuredClone(cursor));
}

function remember(known: Set<string>, one: string): void {
  const [oldest] = known;
  if (known.size >= MOST_REMEMBERED && oldest !== undefined) known.delete(oldest);
  known.add(one);
}

function placeOf({ folderPath, uidValidity, uid }: MailPlaceRef): string {
  return `${uidValidity} ${uid} ${folderPath}`;
}
