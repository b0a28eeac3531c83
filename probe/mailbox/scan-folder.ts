import type { FetchMessageObject, FetchQueryObject, ImapFlow } from 'imapflow';
import { reportOf } from './dsn.ts';
import type { Folder } from './find-folders.ts';
import { keptHead } from './header-fields.ts';
import { hopsOf } from './received.ts';
import { ASKED_FIELDS, type Recognised, recognise, tokenInBody } from './recognise.ts';
import type { FoundMail, FoundReport, MailboxCursor, MailClock } from './types.ts';

/** Of one pass; what is left waits for the next. */
const MOST_CANDIDATES = 200;
const HEAD_BYTES = 65_536;
const REPORT_BYTES = 65_536;
/** Larger mails are no test mails that lost their head. */
const LARGEST_STRIPPED_BYTES = 16_384;
const BODY_BYTES = 4_096;
const DAY_MS = 86_400_000;

export type ScanRequest = {
  client: ImapFlow;
  folder: Folder;
  cursor: MailboxCursor[string] | undefined;
  /** Where there is no cursor, or the folder was made anew: mails from the day before on. */
  sinceAtMs: number;
  /** Looks also into small mails without a token in their head. */
  isBodyWanted: boolean;
  clock: MailClock;
  /** At most so many mails, asked by their numbers: where a look at all of them broke the connection. null: all. */
  most: number | null;
  /** What is being fetched; of what it broke on. */
  onAsking(uids: readonly number[] | null): void;
  onMail(mail: ScannedMail): void;
  onReport(report: FoundReport): void;
};
/** What the caller adds: when the folder was last known not to hold it. */
export type ScannedMail = Omit<FoundMail, 'lastEmptyTickMs' | 'lastEmptyAtMs' | 'watched'>;

/** `startTickMs`: the folder was looked through as it was then, up to `cursor`, completely unless `isMore`. */
export type Scan = { startTickMs: number; startAtMs: number; cursor: MailboxCursor[string]; isMore: boolean };

type Candidate = { row: FetchMessageObject; seenTickMs: number; is: Exclude<Recognised, null> };

/**
 * Looks through the new mails of a folder: some lines of each head, no more; changes nothing in it (EXAMINE, PEEK). Rejects
 * with what the connection broke on.
 */
export async function scanFolder(request: ScanRequest): Promise<Scan> {
  const { client, folder, clock } = request;
  const lock = await client.getMailboxLock(folder.path, { readOnly: true });
  try {
    const box = client.mailbox;
    if (!box) throw new Error(`${folder.path} is not open`);
    const uidValidity = box.uidValidity.toString();
    const known = request.cursor?.uidValidity === uidValidity ? request.cursor : null;
    const [startTickMs, startAtMs] = [clock.tickMs(), clock.wallAtMs()];
    const lastUid = known?.lastUid ?? (await uidBefore(client, request.sinceAtMs, box.uidNext));
    const looked = await lookThrough(request, lastUid, box.exists);
    for (const candidate of looked.candidates) await take(request, uidValidity, candidate);
    const cursor = { uidValidity, lastUid: looked.lastUid, lookedAtMs: startAtMs };
    return { startTickMs, startAtMs, cursor, isMore: looked.isMore };
  } finally {
    lock.release();
  }
}

/** Highest UID below the mails of that time. */
async function uidBefore(client: ImapFlow, sinceAtMs: number, uidNext: number): Promise<number> {
  const since = new Date(sinceAtMs - DAY_MS);
  const uids = await client.search({ since }, { uid: true });
  if (!uids) throw new Error('the server did not search');
  const first = uids.reduce((least, uid) => Math.min(least, uid), uidNext || Number.POSITIVE_INFINITY);
  if (Number.isFinite(first)) return first - 1;
  const last = await client.fetchOne('*', { uid: true });
  return last ? last.uid : 0;
}

async function lookThrough(
  request: ScanRequest,
  lastUid: number,
  exists: number,
): Promise<{ candidates: Candidate[]; lastUid: number; isMore: boolean }> {
  const { client, clock, onAsking } = request;
  const candidates: Candidate[] = [];
  let highest = lastUid;
  let firstLeft = Number.POSITIVE_INFINITY;
  if (exists === 0) return { candidates, lastUid, isMore: false };
  const range = await rangeOf(request, lastUid);
  if (range === null) return { candidates, lastUid, isMore: false };
  const asked = { uid: true, size: true, internalDate: true, headers: ASKED_FIELDS };
  for await (const row of client.fetch(range.uids, asked, { uid: true })) {
    // `n:*` always gives the last mail
    if (row.uid <= lastUid) continue;
    highest = Math.max(highest, row.uid);
    const is = recognise(textOf(row.headers));
    if (is === null || !isWanted(request, row, is)) continue;
    if (candidates.length < MOST_CANDIDATES) candidates.push({ row, is, seenTickMs: clock.tickMs() });
    else firstLeft = Math.min(firstLeft, row.uid);
  }
  assertOpen(client);
  onAsking(null);
  if (range.last !== null) highest = Math.max(highest, range.last);
  const isMore = range.isMore || Number.isFinite(firstLeft);
  const taken = candidates.filter(({ row }) => row.uid < firstLeft);
  return { candidates: taken, lastUid: Math.min(highest, firstLeft - 1), isMore };
}

async function rangeOf(
  { client, most, onAsking }: ScanRequest,
  lastUid: number,
): Promise<{ uids: string; last: number | null; isMore: boolean } | null> {
  if (most === null) return { uids: `${lastUid + 1}:*`, last: null, isMore: false };
  const found = await client.search({ uid: `${lastUid + 1}:*` }, { uid: true });
  if (!found) throw new Error('the server did not search');
  const uids = found.filter((uid) => uid > lastUid).sort((one, other) => one - other);
  const asked = uids.slice(0, most);
  onAsking(asked);
  const last = asked.at(-1);
  return last === undefined ? null : { uids: asked.join(','), last, isMore: uids.length > asked.length };
}

function isWanted({ isBodyWanted, sinceAtMs }: ScanRequest, row: FetchMessageObject, is: Recognised): boolean {
  if (is?.kind !== 'stripped') return true;
  const arrivedAtMs = dateMsOf(row.internalDate) ?? 0;
  return isBodyWanted && (row.size ?? 0) <= LARGEST_STRIPPED_BYTES && arrivedAtMs >= sinceAtMs - DAY_MS;
}

async function take(request: ScanRequest, uidValidity: string, candidate: Candidate): Promise<void> {
  const { row, is, seenTickMs } = candidate;
  const ref = { folderPath: request.folder.path, uidValidity, uid: row.uid };
  if (is.kind === 'report') {
    const source = await sourceOf(request.client, row.uid);
    const report = source && (await reportOf(source));
    if (report) request.onReport({ ...report, ref, seenTickMs, headerText: keptHead(headOf(source)) });
    return;
  }
  const match = is.kind === 'mail' ? is : await strippedMatch(request.client, row.uid);
  if (match === null) return;
  const head = await headerOf(request.client, row.uid);
  request.onMail({
    token: match.token,
    matchedBy: match.matchedBy,
    folder: request.folder.kind,
    folderPath: request.folder.path,
    ref,
    seenTickMs,
    internalDateAtMs: dateMsOf(row.internalDate),
    sizeBytes: row.size ?? 0,
    headerText: keptHead(head),
    hops: hopsOf(head),
  });
}

/** The token of the message that has that number now; null: it is gone, or it is a foreign one. */
export async function tokenAt(client: ImapFlow, uid: number): Promise<string | null> {
  const row = await fetchMail(client, uid, { uid: true, headers: ASKED_FIELDS });
  const is = row && recognise(textOf(row.headers));
  if (!is) return null;
  if (is.kind === 'mail') return is.token;
  if (is.kind === 'stripped') return (await strippedMatch(client, uid))?.token ?? null;
  const source = await sourceOf(client, uid);
  return (source && (await reportOf(source)))?.token ?? null;
}

async function strippedMatch(client: ImapFlow, uid: number): Promise<{ token: string; matchedBy: 'body' } | null> {
  const token = tokenInBody(await partOf(client, uid, 'TEXT', BODY_BYTES));
  return token === null ? null : { token, matchedBy: 'body' };
}

function headerOf(client: ImapFlow, uid: number): Promise<string> {
  return partOf(client, uid, 'HEADER', HEAD_BYTES);
}

/** The beginning of a part; empty where the mail is gone meanwhile. */
async function partOf(client: ImapFlow, uid: number, key: string, maxLength: number): Promise<string> {
  const row = await fetchMail(client, uid, { uid: true, bodyParts: [{ key, maxLength }] });
  // imapflow puts HEADER elsewhere than all other parts
  const part = row?.headers ?? row?.bodyParts?.values().next().value;
  return textOf(part);
}

async function sourceOf(client: ImapFlow, uid: number): Promise<Buffer | null> {
  const row = await fetchMail(client, uid, { uid: true, source: { maxLength: REPORT_BYTES } });
  return row?.source ?? null;
}

/** null: gone meanwhile. */
async function fetchMail(client: ImapFlow, uid: number, query: FetchQueryObject): Promise<FetchMessageObject | null> {
  const row = await client.fetchOne(String(uid), query, { uid: true });
  assertOpen(client);
  return row && row.uid === uid ? row : null;
}

/** imapflow gives nothing where the connection is gone, as if there was nothing. */
function assertOpen(client: ImapFlow): void {
  if (!client.usable || !client.mailbox)
    throw Object.assign(new Error('the connection ended'), { code: 'NoConnection' });
}

function headOf(source: Uint8Array): string {
  return (
    Buffer.from(source)
      .toString('latin1')
      .split(/\r?\n\r?\n/, 1)[0] ?? ''
  );
}

/** Whole seconds (RFC 3501 section 2.3.3). */
function dateMsOf(date: Date | string | undefined): number | null {
  const atMs = date === undefined ? Number.NaN : new Date(date).getTime();
  return Number.isFinite(atMs) ? atMs : null;
}

/** UTF-8 (RFC 6532), or byte by byte where it is none. */
function textOf(bytes: Uint8Array | undefined): string {
  const buffer = Buffer.from(bytes ?? []);
  const text = buffer.toString('utf8');
  return text.includes('\ufffd') ? buffer.toString('latin1') : text;
}
