import { parseBase64 } from '../../base64.ts';
import { formatInstant, parseInstant } from '../../instant.ts';
import type { BundleIndex } from '../../wire/bundle.ts';
import { challengeOf, LANE_EVENT_TYPES } from '../lane.ts';
import { type Check, hashAll, openChainSignatures } from './check.ts';
import type { Events } from './check-events.ts';
import type { HeadRead } from './check-heads.ts';
import { checkReceipts } from './check-receipts.ts';
import { openSeals } from './check-seals.ts';
import { type ReadLaneText, readLaneText } from './read-lane-text.ts';
import { MAX_RECEIPTS, openReceiptBook, type ReceiptBook } from './receipt-book.ts';
import { type SignedBytes, signedTexts } from './signed-bytes.ts';

export const LANE_MEMBER = 'server/lane.txt';
const MAX_ENTRY_BYTES = 10_000;
/** Receipts, and as many others. */
const MAX_ENTRIES = 2 * MAX_RECEIPTS;
/** A receipt has about 650 bytes. */
const BYTES_PER_ENTRY = 600;
/** Clocks of machines are set by less than that without anybody asking. */
const CLOCK_BACK_MS = 1000;

type Given = {
  index: BundleIndex;
  events: Events;
  heads: readonly HeadRead[];
  /** Texts that may name a personal value. */
  seeText: (text: string) => void;
};
/** The entry before, as far as it could be read. */
type Link = { entry: number | null; atMs: number; sha256: string };

/**
 * Reads the lane: each entry is chained to the one before and signed by the server; heads end where they say; no event is
 * missing among the events. What it says of arrivals is in the book that comes back.
 */
export async function readLane(check: Check, given: Given, bytes: number): Promise<ReceiptBook> {
  const { reading, findings, tools, counts } = check;
  const expected = Math.ceil(bytes / BYTES_PER_ENTRY);
  const book = openReceiptBook(expected);
  if (!reading.has(LANE_MEMBER)) {
    findings.add('member-missing', LANE_MEMBER, {});
    return book;
  }
  const signatures = openChainSignatures(check, 'lane-not-signed', expected);
  const publicKey = parseBase64(given.index.serverPublicKey) ?? new Uint8Array();
  const seals = openSeals(check, given.heads, given.index);
  const receipts = checkReceipts(check, given.events, book);
  const unseen = eventsWithin(given);
  let first: number | null = null;
  let before: Link | null = null;
  const take = async ({ text, bytes: all }: SignedBytes, sha256: string) => {
    counts.laneEntries += 1;
    const read = readLaneText(text);
    if (typeof read === 'string') {
      findings.add('lane-unreadable', `${LANE_MEMBER} text ${counts.laneEntries}`, { why: read.slice(0, 500) });
      before = { entry: before?.entry == null ? null : before.entry + 1, atMs: before?.atMs ?? 0, sha256 };
      return;
    }
    const { head } = read;
    const where = `${LANE_MEMBER} entry ${head.entry}`;
    const isChained = before === null ? checkFirst(check, given.index, read) : checkLink(check, where, before, read);
    if (head.line !== given.index.line.id) findings.add('lane-other-line', where, { line: head.line });
    first ??= head.entry;
    const signed = { where, bytes: all.subarray(0, read.signedLength), signature: read.signature, publicKey };
    await signatures.take(signed, before === null || !isChained);
    seals.take(where, head, sha256);
    if (read.receipt) receipts.take(where, head, read.receipt, challengeOf(sha256));
    else {
      tellEntry(check, where, read);
      noteGap(book, read);
      given.seeText(text);
    }
    if (LANE_EVENT_TYPES.includes(head.type) && given.events.sha256s.get(head.entry) !== sha256)
      findings.add('event-hidden', 'server/events.txt', { entry: head.entry });
    unseen.delete(head.entry);
    before = { entry: head.entry, atMs: head.atMs, sha256 };
  };
  for await (const texts of signedTexts(reading.pieces(LANE_MEMBER), MAX_ENTRY_BYTES, tools)) {
    if (counts.laneEntries >= MAX_ENTRIES) continue;
    const hashes = await hashAll(texts, tools);
    for (const [at, text] of texts.entries()) await take(text, hashes[at] ?? '');
    signatures.keep();
  }
  await signatures.flush();
  endLane(check, given, { first, last: before, unseen });
  seals.end(before);
  tellSampled(check, LANE_MEMBER, signatures.counts());
  if (receipts.isFull() || counts.laneEntries >= MAX_ENTRIES)
    findings.add('too-many-texts', LANE_MEMBER, { most: MAX_RECEIPTS });
  return book;
}

export function tellSampled(
  { findings }: Check,
  where: string,
  { taken, checked }: { taken: number; checked: number },
) {
  if (checked < taken) findings.add('signatures-sampled', where, { checked, all: taken });
}

function checkFirst({ findings }: Check, { lane }: BundleIndex, { head }: ReadLaneText): boolean {
  if (head.previousSha256 === lane.previousSha256) return true;
  findings.add('lane-not-chained', `${LANE_MEMBER} entry ${head.entry}`, {});
  return false;
}

function checkLink({ findings }: Check, where: string, before: Link, { head }: ReadLaneText): boolean {
  const isNext = before.entry === null || head.entry === before.entry + 1;
  if (!isNext) findings.add('lane-follows-other', where, { before: before.entry ?? 0 });
  const isChained = head.previousSha256 === before.sha256;
  if (!isChained) findings.add('lane-not-chained', where, {});
  const byMs = before.atMs - head.atMs;
  if (byMs > CLOCK_BACK_MS) findings.add('lane-clock-back', where, { byMs });
  return isNext && isChained;
}

/** What entries say that is to be known by who reads the report. */
function tellEntry({ findings }: Check, where: string, { head, entry }: ReadLaneText): void {
  if (entry === null) {
    findings.add('lane-type-unknown', where, { type: head.type.slice(0, 40) });
    return;
  }
  const { type, fields } = entry.content;
  if (type === 'enrolment') findings.add('probe-admitted', where, { probe: fields.probe });
  if (type === 'server-gap') findings.add('server-gap', where, { from: fields.fromAt, to: fields.toAt });
  if (type === 'restored') findings.add('restored', where, { backupAt: fields.backupAt, at: formatInstant(head.atMs) });
  if (type === 'pruning') findings.add('pruning', where, { day: fields.beforeDay });
  if (type === 'silence') findings.add('silence', where, { since: fields.sinceAt, selfCheck: fields.selfCheck });
  if (type === 'contact')
    findings.add('silence-ended', where, { since: fields.sinceAt, silentMs: Number(fields.silentMs) });
}

function noteGap(book: ReceiptBook, { head, entry }: ReadLaneText): void {
  if (entry?.content.type === 'restored')
    book.addLoss({
      laneEntry: head.entry,
      fromAtMs: parseInstant(entry.content.fields.backupAt) ?? 0,
      toAtMs: head.atMs,
    });
  if (entry?.content.type !== 'server-gap') return;
  const { fromAt, toAt } = entry.content.fields;
  book.addGap({ laneEntry: head.entry, fromAtMs: parseInstant(fromAt) ?? 0, toAtMs: parseInstant(toAt) ?? 0 });
}

/** Numbers of the events that must stand in this part of the lane. */
function eventsWithin({ index: { lane }, events }: Given): Set<number> {
  return new Set([...events.sha256s.keys()].filter((entry) => entry >= lane.firstEntry && entry <= lane.lastEntry));
}

function endLane(
  { findings }: Check,
  { index: { lane } }: Given,
  { first, last, unseen }: { first: number | null; last: Link | null; unseen: Set<number> },
): void {
  for (const entry of unseen) findings.add('event-not-in-lane', `server/events.txt entry ${entry}`, {});
  const found = first === null || last === null ? 'none' : `${first} to ${last.entry ?? '?'}`;
  const said = lane.lastEntry < lane.firstEntry ? 'none' : `${lane.firstEntry} to ${lane.lastEntry}`;
  if (found !== said) findings.add('lane-range-differs', LANE_MEMBER, { said, found });
}
