import { parseBase64 } from '../../base64.ts';
import { NO_PREVIOUS_SHA256 } from '../../ids.ts';
import type { BundleIndex } from '../../wire/bundle.ts';
import { eventChainText } from '../heads.ts';
import { LANE_EVENT_TYPES, type LaneEntry } from '../lane.ts';
import { type Check, hashAll, openChainSignatures } from './check.ts';
import { readLaneText } from './read-lane-text.ts';
import { type SignedBytes, signedTexts } from './signed-bytes.ts';

const MEMBER = 'server/events.txt';
/** Longer than an entry may be, so that who reads it says so. */
const MAX_ENTRY_BYTES = 10_000;
const MAX_EVENTS = 200_000;

/** What owners and upkeep wrote into the lane, from its begin on. */
export type Events = {
  /** Of known types, in the order of the lane. */
  list: LaneEntry[];
  /** SHA-256 of the entry's text by its number. */
  sha256s: Map<number, string>;
  /** The chain of events after 0, 1, 2, … of them. */
  chain: string[];
  lastEntry: number;
};

/**
 * Reads the events. They are not chained to one another (the entries between are left out), so each signature is checked;
 * that none is left out is what heads vouch for.
 */
export async function readEvents(check: Check, index: BundleIndex): Promise<Events> {
  const { reading, findings, tools } = check;
  const events: Events = { list: [], sha256s: new Map(), chain: [NO_PREVIOUS_SHA256], lastEntry: 0 };
  if (!reading.has(MEMBER)) {
    findings.add('member-missing', MEMBER, {});
    return events;
  }
  const signatures = openChainSignatures(check, 'lane-not-signed', 0);
  const publicKey = parseBase64(index.serverPublicKey) ?? new Uint8Array();
  let count = 0;
  for await (const texts of signedTexts(reading.pieces(MEMBER), MAX_ENTRY_BYTES, tools)) {
    const hashes = await hashAll(texts, tools);
    for (const [at, text] of texts.entries()) {
      count += 1;
      if (count > MAX_EVENTS) continue;
      const signed = takeEvent(check, index, events, { text, sha256: hashes[at] ?? '', count });
      if (signed !== null) await signatures.take({ ...signed, publicKey }, true);
    }
  }
  if (count > MAX_EVENTS) findings.add('too-many-texts', MEMBER, { most: MAX_EVENTS });
  return events;
}

function takeEvent(
  { findings, tools }: Check,
  { line }: BundleIndex,
  events: Events,
  { text: { text, bytes }, sha256, count }: { text: SignedBytes; sha256: string; count: number },
): { where: string; bytes: Uint8Array; signature: string } | null {
  events.chain.push(tools.sha256Text(eventChainText(events.chain.at(-1) ?? '', sha256)));
  const read = readLaneText(text);
  if (typeof read === 'string') {
    findings.add('lane-unreadable', `${MEMBER} text ${count}`, { why: read.slice(0, 500) });
    return null;
  }
  const { head, entry } = read;
  const where = `${MEMBER} entry ${head.entry}`;
  const before = events.lastEntry;
  if (head.entry <= before) findings.add('event-out-of-order', where, { before });
  if (head.line !== line.id) findings.add('lane-other-line', where, { line: head.line });
  if (!LANE_EVENT_TYPES.includes(head.type)) findings.add('event-not-owned', where, { type: head.type.slice(0, 40) });
  events.lastEntry = head.entry;
  events.sha256s.set(head.entry, sha256);
  if (entry) events.list.push(entry);
  return { where, bytes: bytes.subarray(0, read.signedLength), signature: read.signature };
}

/** `bundle.json` names the keys of probes; only an enrolment in the lane vouches for them. */
export function checkEnrolments({ findings }: Check, { probes }: BundleIndex, { list }: Events): void {
  for (const { id, publicKey } of probes) {
    const isEnrolled = list.some(
      ({ content }) =>
        content.type === 'enrolment' && content.fields.probe === id && content.fields.publicKey === publicKey,
    );
    if (!isEnrolled) findings.add('probe-not-enrolled', 'bundle.json', { probe: id });
  }
}
