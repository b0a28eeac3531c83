import { createHash } from 'node:crypto';
import { NO_PREVIOUS_SHA256 } from '../../rules/ids.ts';
import { formatInstant } from '../../rules/instant.ts';
import {
  eventChainText,
  formatHeads,
  HEADS_NAMESPACE,
  laneNameText,
  MANIFEST_NAMESPACE,
} from '../../rules/journal/heads.ts';
import { challengeOf, formatLaneEntry, LANE_EVENT_TYPES, type LaneContent } from '../../rules/journal/lane.ts';
import type { Segment } from '../../rules/journal/segment.ts';
import type { Round } from '../../rules/round.ts';
import type { BundleIndex } from '../../rules/wire/bundle.ts';
import { allowedSigners, publicKeyPem } from '../../server/export/bundle/keys.ts';
import { openZip } from '../../server/export/bundle/zip-writer.ts';
import { openServerKey, type ServerKey } from '../../server/server-key.ts';
import { FAKE_METHOD_TEXT, openFakeProbe, sha256 } from './fake-probe.ts';

export const HAND_MADE_FROM_AT_MS = Date.UTC(2026, 9, 1, 10);
const LINE = 'home';
const SALT = '5a'.repeat(16);
const MINUTE_MS = 60_000;

export type HandMadeEntry = { content: LaneContent; atMs: number };
export type HandMadeHead = { counter: number; continues?: number; atMs: number; entries: number };
/**
 * Where a forger who has all keys (the owner of probe and server) changes something before it is signed; what comes after
 * is made as usual, so that only this is wrong. `text…` change what is signed already.
 */
export type Forgery = {
  segments?: number;
  rounds?: (rounds: Round[], segment: number) => Round[];
  segment?: (segment: number) => Partial<Segment>;
  textSegments?: (texts: string[]) => string[];
  /** Of receipts: when each segment (from 1) is said to have arrived. */
  arrivedAtMs?: (atMs: number, segment: number) => number;
  entries?: (entries: HandMadeEntry[]) => HandMadeEntry[];
  textEntries?: (texts: string[]) => string[];
  textEvents?: (texts: string[]) => string[];
  heads?: (heads: HandMadeHead[]) => HandMadeHead[];
  index?: (index: BundleIndex) => BundleIndex;
  /** Before the manifest is made, and after. */
  members?: (members: Map<string, Buffer>) => void;
  tampered?: (members: Map<string, Buffer>) => void;
};

export type HandMade = { members: Map<string, Buffer>; server: ServerKey; probe: string };

/**
 * A bundle without figures, made by hand: six segments of a minute, acknowledged two seconds after each, an enrolment and a
 * remark of the owner, a head every three segments. Nothing of the server's code takes part but its key.
 */
export function handMadeBundle(forgery: Forgery = {}, server: ServerKey = openServerKey(null)): HandMade {
  const probe = openFakeProbe(7);
  const bootedAtMs = HAND_MADE_FROM_AT_MS - 60_000;
  const segments: string[] = [];
  const enrolment = {
    probe: probe.id,
    publicKey: probe.publicKey,
    firstNumber: '1',
    firstPreviousSha256: NO_PREVIOUS_SHA256,
    retiredProbe: '-',
  };
  let entries: HandMadeEntry[] = [
    { content: { type: 'enrolment', fields: enrolment }, atMs: HAND_MADE_FROM_AT_MS - 5000 },
    { content: { type: 'settings', fields: { sha256: sha256('settings') } }, atMs: HAND_MADE_FROM_AT_MS - 4000 },
  ];
  for (let number = 1; number <= (forgery.segments ?? 6); number += 1) {
    const before = chainLane(server, entries).at(-1) ?? '';
    const rounds = probe.rounds(12, bootedAtMs);
    const text = probe.next(forgery.rounds?.(rounds, number) ?? rounds, {
      challenge: number === 1 ? null : challengeOf(sha256(before)),
      ...forgery.segment?.(number),
    });
    segments.push(text);
    const usualAtMs = HAND_MADE_FROM_AT_MS + number * MINUTE_MS + 2000;
    entries.push(receiptOf(probe.id, number, text, forgery.arrivedAtMs?.(usualAtMs, number) ?? usualAtMs));
  }
  const saidAtMs = HAND_MADE_FROM_AT_MS + 7 * MINUTE_MS;
  entries.push({ content: { type: 'settings', fields: { sha256: sha256('later') } }, atMs: saidAtMs });
  entries = forgery.entries?.(entries) ?? entries;
  const texts = chainLane(server, entries);
  const signed = { texts, entries, segments };
  const members = membersOf(server, probe, signed, forgery);
  forgery.members?.(members);
  const manifest = [...members].map(([name, bytes]) => `${hashOf(bytes)}  ${name}\n`).join('');
  members.set('MANIFEST.sha256', Buffer.from(manifest));
  members.set('MANIFEST.sha256.sshsig', Buffer.from(server.sshsig(MANIFEST_NAMESPACE, manifest)));
  forgery.tampered?.(members);
  return { members, server, probe: probe.id };
}

function receiptOf(probe: string, number: number, text: string, atMs: number): HandMadeEntry {
  const at = formatInstant(atMs);
  const t1 = formatInstant(atMs - 100);
  const fields = { probe, number: String(number), sha256: sha256(text), t1, t2: at, t3: at, network: 'loopback' };
  return { content: { type: 'receipt', fields }, atMs };
}

/** Entries from 1 on, chained and signed. */
function chainLane(server: Pick<ServerKey, 'sign'>, entries: readonly HandMadeEntry[]): string[] {
  const texts: string[] = [];
  let previousSha256 = NO_PREVIOUS_SHA256;
  for (const [index, { content, atMs }] of entries.entries()) {
    const text = formatLaneEntry({ line: LINE, entry: index + 1, previousSha256, atMs, content }, server.sign);
    texts.push(text);
    previousSha256 = sha256(text);
  }
  return texts;
}

type Signed = { texts: string[]; entries: HandMadeEntry[]; segments: string[] };

function membersOf(
  server: ServerKey,
  probe: ReturnType<typeof openFakeProbe>,
  { texts, entries, segments }: Signed,
  forgery: Forgery,
): Map<string, Buffer> {
  const events = texts.filter((_, index) => LANE_EVENT_TYPES.includes(entries[index]?.content.type ?? ''));
  const lastAtMs = (entries.at(-1)?.atMs ?? 0) + 1000;
  const usual = [
    { counter: 3, atMs: HAND_MADE_FROM_AT_MS + 3 * MINUTE_MS + 5000, entries: 5 },
    { counter: 4, atMs: lastAtMs, entries: texts.length },
  ];
  const heads = forgery.heads?.(usual) ?? usual;
  const index: BundleIndex = {
    format: 'linewitness-bundle/1',
    language: 'de',
    simulated: true,
    rulesVersion: 1,
    timeZoneData: '2026a',
    line: { id: LINE, name: 'At home', provider: 'Example Net', zone: 'Europe/Berlin' },
    period: {
      fromAt: formatInstant(HAND_MADE_FROM_AT_MS),
      toAt: formatInstant(HAND_MADE_FROM_AT_MS + 6 * MINUTE_MS),
      fromDay: '2026-10-01',
      toDay: '2026-10-01',
    },
    asOfAt: formatInstant(heads.at(-1)?.atMs ?? lastAtMs),
    serverPublicKey: server.publicKey,
    probes: [{ id: probe.id, publicKey: probe.publicKey }],
    lane: { firstEntry: 1, lastEntry: texts.length, previousSha256: NO_PREVIOUS_SHA256 },
    laneSalt: SALT,
    bootOffsets: {},
  };
  return new Map<string, Buffer>([
    ['bundle.json', Buffer.from(`${JSON.stringify(forgery.index?.(index) ?? index, null, 1)}\n`)],
    ['keys/server.pem', Buffer.from(publicKeyPem(server.publicKey))],
    [`keys/probe-${probe.id}.pem`, Buffer.from(publicKeyPem(probe.publicKey))],
    ['keys/allowed_signers', Buffer.from(allowedSigners(server.publicKey))],
    [`method/${sha256(FAKE_METHOD_TEXT)}.json`, Buffer.from(FAKE_METHOD_TEXT)],
    ['probe/2026-10-01.txt', Buffer.from((forgery.textSegments?.([...segments]) ?? segments).join(''))],
    ['server/lane.txt', Buffer.from((forgery.textEntries?.([...texts]) ?? texts).join(''))],
    ['server/events.txt', Buffer.from((forgery.textEvents?.([...events]) ?? events).join(''))],
    ...headMembers(server, heads, { texts, entries }),
  ]);
}

function headMembers(
  server: ServerKey,
  heads: readonly HandMadeHead[],
  { texts, entries }: Pick<Signed, 'texts' | 'entries'>,
): [string, Buffer][] {
  const members: [string, Buffer][] = [];
  let previousSha256 = sha256('an earlier head');
  for (const { counter, continues, atMs, entries: count } of heads) {
    const events = texts
      .slice(0, count)
      .filter((_, index) => LANE_EVENT_TYPES.includes(entries[index]?.content.type ?? ''));
    const eventsSha256 = events.reduce(
      (chain, text) => sha256(eventChainText(chain, sha256(text))),
      NO_PREVIOUS_SHA256,
    );
    const name = sha256(laneNameText(SALT, LINE, counter)).slice(0, 32);
    const lane = {
      name,
      entries: count,
      lastSha256: sha256(texts[count - 1] ?? ''),
      events: events.length,
      eventsSha256,
    };
    const text = formatHeads({ server: server.fingerprint, counter, continues, atMs, previousSha256, lanes: [lane] });
    previousSha256 = sha256(text);
    const file = `heads/${String(counter).padStart(8, '0')}.txt`;
    members.push([file, Buffer.from(text)]);
    members.push([`${file}.sshsig`, Buffer.from(server.sshsig(HEADS_NAMESPACE, text))]);
  }
  return members;
}

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The members as a ZIP file, as the server writes it. */
export async function zipOf(members: ReadonlyMap<string, Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  const zip = openZip(async (bytes) => void parts.push(bytes));
  for (const [name, bytes] of members) await zip.add(name, bytes);
  await zip.end();
  return Buffer.concat(parts);
}
