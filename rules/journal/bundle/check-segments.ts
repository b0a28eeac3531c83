import { parseBase64 } from '../../base64.ts';
import { formatInstant, parseInstant } from '../../instant.ts';
import type { Method } from '../../method.ts';
import type { BundleIndex } from '../../wire/bundle.ts';
import type { LaneEntry } from '../lane.ts';
import { MAX_SEGMENT_CHARS, type ParsedSegment, parseSegment, parseSegmentHeader, type Segment } from '../segment.ts';
import { type ChainSignatures, type Check, hashAll, openChainSignatures } from './check.ts';
import { type ChainLink, checkLink, linkOf, linkOfUnread, tellDeclaredGaps } from './check-chain.ts';
import { checkAgainstServer, checkChallenge, checkJumps, type Freshness } from './check-clocks.ts';
import { LANE_MEMBER, tellSampled } from './check-lane.ts';
import { type BookedReceipt, MAX_RECEIPTS, type ReceiptBook } from './receipt-book.ts';
import { type SignedBytes, signedTexts } from './signed-bytes.ts';

const MEMBER = /^probe\/(\d{4}-\d{2}-\d{2})\.txt$/;
const METHOD_KEY = '\nmethodSha256: ';
/** The most that local days differ from those of UTC. */
const ZONE_MS = 14 * 3_600_000;
const DAY_MS = 86_400_000;
/** As many as receipts can be remembered. */
const MAX_SEGMENTS = MAX_RECEIPTS;

type Given = {
  index: BundleIndex;
  methods: ReadonlyMap<string, Method>;
  book: ReceiptBook;
  events: readonly LaneEntry[];
  /** Each segment that could be read, in the order of the members. */
  take: (segment: Segment) => Promise<void> | undefined;
  /** Texts that may name a personal value. */
  seeText: (text: string) => void;
};
/** What is remembered of one probe. */
type ProbeState = {
  publicKey: Uint8Array | null;
  link: ChainLink | null;
  signatures: ChainSignatures;
  freshness: Freshness;
};
type Place = { member: string; where: string };

export function segmentMembers(names: readonly string[]): string[] {
  return names.filter((name) => MEMBER.test(name)).toSorted();
}

/**
 * Reads all segments: each is signed by its probe, chained to the one before, acknowledged by the server in the same order,
 * and opened after the receipt that it names.
 */
export async function readSegments(check: Check, given: Given): Promise<void> {
  const { reading, tools } = check;
  const states = new Map<string, ProbeState>();
  const order: Order = { lastEntry: 0, lastProbe: '', latestT2AtMs: 0 };
  for (const member of segmentMembers(reading.names)) {
    let count = 0;
    for await (const texts of signedTexts(reading.pieces(member), MAX_SEGMENT_CHARS, tools)) {
      const hashes = check.counts.segments < MAX_SEGMENTS ? await hashAll(texts, tools) : [];
      for (const [at, text] of texts.entries()) {
        count += 1;
        if (check.counts.segments >= MAX_SEGMENTS) continue;
        const place = { member, where: `${member} text ${count}` };
        await takeText(check, given, { states, order }, { text, sha256: hashes[at] ?? '', place });
      }
      for (const { signatures } of states.values()) signatures.keep();
    }
  }
  if (check.counts.segments >= MAX_SEGMENTS) check.findings.add('too-many-texts', 'probe', { most: MAX_SEGMENTS });
  await endSegments(check, given, states);
}

/** `latestT2AtMs`: the latest arrival so far; a server's clock that is set back leaves later segments in the file of that day. */
type Order = { lastEntry: number; lastProbe: string; latestT2AtMs: number };
type Going = { states: Map<string, ProbeState>; order: Order };
type Text = { text: SignedBytes; sha256: string; place: Place };

async function takeText(check: Check, given: Given, going: Going, { text, sha256, place }: Text): Promise<void> {
  check.counts.segments += 1;
  const read = readSegmentText(text.text, given.methods);
  if (typeof read === 'string') {
    tellUnread(check, given, going, { text, sha256, place });
    return;
  }
  const { segment, signature, signedText } = read;
  const where = whereOf(place, segment);
  countRounds(check, segment);
  if (text.text.includes('"hash:')) given.seeText(text.text);
  const state = stateOf(check, given, going, segment.probe);
  const isChained = state.link
    ? checkLink(state.link, segment, where, check.findings)
    : isAsEnrolled(check, given.events, segment, where);
  if (state.publicKey) {
    const bytes = text.bytes.subarray(0, signedText.length);
    // the next one is chained to what a tombstone stands for, so nothing later covers a tombstone
    const isCovered = isChained && state.link !== null && segment.closedBy !== 'tombstone';
    await state.signatures.take({ where, bytes, signature, publicKey: state.publicKey }, !isCovered);
  } else check.findings.add('segment-of-unknown-probe', where, { probe: segment.probe });
  checkArrival(check, given, going, { segment, sha256, place: { ...place, where }, state });
  tellDeclaredGaps(segment, where, check.findings);
  state.link = linkOf(segment, sha256, state.link);
  going.order.lastProbe = segment.probe;
  const waiting = given.take(segment);
  // most of the time there is none, and waiting for nothing 350,000 times takes its time
  if (waiting !== undefined) await waiting;
}

/** Reads a segment with the method that it names. A sentence says what is wrong. */
export function readSegmentText(text: string, methods: ReadonlyMap<string, Method>): ParsedSegment | string {
  const at = text.indexOf(METHOD_KEY) + METHOD_KEY.length;
  const method = methods.get(text.slice(at, at + 64));
  return method ? parseSegment(text, method.targets.length) : 'names a method that is not there';
}

function tellUnread(check: Check, given: Given, going: Going, { text, sha256, place }: Text): void {
  const { findings } = check;
  const header = parseSegmentHeader(text.text);
  const isRead = typeof header !== 'string';
  const where = isRead ? whereOf(place, header) : place.where;
  if (!isRead) findings.add('segment-unreadable', where, { why: header.slice(0, 500) });
  else {
    const method = given.methods.get(header.methodSha256);
    const why = method ? parseSegment(text.text, method.targets.length) : null;
    if (why === null) findings.add('segment-method-missing', where, { method: header.methodSha256 });
    else findings.add('segment-unreadable', where, { why: typeof why === 'string' ? why.slice(0, 500) : '' });
  }
  const probe = isRead ? header.probe : going.order.lastProbe;
  const state = probe === '' ? null : stateOf(check, given, going, probe);
  if (state) state.link = linkOfUnread(isRead ? header : null, sha256, state.link);
  const own = given.book.ofSegment(sha256);
  if (own) given.book.use(own);
}

const whereOf = ({ member }: Place, { number }: { number: number }): string => `${member} segment ${number}`;

function countRounds({ counts }: Check, { rounds }: Segment): void {
  counts.rounds += rounds.length;
  for (const { samples } of rounds) counts.samples += samples.length;
}

function stateOf(check: Check, { index, book }: Given, { states }: Going, probe: string): ProbeState {
  const publicKey = index.probes.find(({ id }) => id === probe)?.publicKey;
  // those that bundle.json does not name share one, for there may be any number of them
  const name = publicKey === undefined ? '' : probe;
  const known = states.get(name);
  if (known) return known;
  const state: ProbeState = {
    publicKey: publicKey === undefined ? null : parseBase64(publicKey),
    link: null,
    signatures: openChainSignatures(check, 'segment-not-signed', book.length()),
    freshness: { firstT3AtMs: null, beforeBundle: 0, lastBefore: null, withoutName: { segments: 0, where: '' } },
  };
  states.set(name, state);
  return state;
}

/** The first segment after an enrolment is chained to what the enrolment says. */
function isAsEnrolled(
  { findings }: Check,
  events: readonly LaneEntry[],
  { probe, number, missing, previousSha256 }: Segment,
  where: string,
): boolean {
  const first = missing?.fromNumber ?? number;
  for (const { content } of events) {
    if (content.type !== 'enrolment' || content.fields.probe !== probe) continue;
    const { firstNumber, firstPreviousSha256 } = content.fields;
    if (Number(firstNumber) !== first || firstPreviousSha256 === previousSha256) continue;
    findings.add('segment-not-as-enrolled', where, {});
    return false;
  }
  return true;
}

type Arrival = { segment: Segment; sha256: string; place: Place; state: ProbeState };

function checkArrival(check: Check, given: Given, { order }: Going, { segment, sha256, place, state }: Arrival): void {
  const { findings } = check;
  const { where, member } = place;
  const own = given.book.ofSegment(sha256);
  const named = segment.challenge === null ? null : given.book.ofChallenge(segment.challenge);
  if (own === null) findings.add('segment-without-receipt', where, {});
  else checkReceipt(check, own, { segment, where, member, order, isFirstUse: given.book.use(own) });
  const gaps = () => (own === null ? [] : given.book.gapsBefore(own.laneEntry));
  checkChallenge(segment, { own, named, gaps }, state.freshness, { where, findings });
  const roundMs = given.methods.get(segment.methodSha256)?.roundMs ?? 0;
  checkAgainstServer({ rounds: segment.rounds, roundMs }, { own, named }, where, findings);
  const tail = state.link?.tail ?? null;
  checkJumps(segment.rounds, tail?.runId === segment.runId ? tail.round : null, where, findings);
}

function checkReceipt(
  { findings }: Check,
  own: BookedReceipt,
  at: { segment: Segment; where: string; member: string; order: Order; isFirstUse: boolean },
): void {
  const { segment, where, member, order } = at;
  if (!at.isFirstUse) {
    findings.add('segment-twice', where, {});
    return;
  }
  if (own.probe !== segment.probe || own.number !== segment.number) findings.add('segment-of-other-probe', where, {});
  if (own.laneEntry < order.lastEntry)
    findings.add('segment-out-of-order', where, { entry: own.laneEntry, before: order.lastEntry });
  order.lastEntry = own.laneEntry;
  const dayAtMs = parseInstant(`${MEMBER.exec(member)?.[1] ?? ''}T00:00:00.000Z`);
  order.latestT2AtMs = Math.max(order.latestT2AtMs, own.t2AtMs);
  const isOnDay =
    dayAtMs !== null && order.latestT2AtMs >= dayAtMs - ZONE_MS && own.t2AtMs < dayAtMs + DAY_MS + ZONE_MS;
  if (!isOnDay) findings.add('segment-on-other-day', where, { arrivedAt: formatInstant(own.t2AtMs) });
}

async function endSegments(check: Check, { book }: Given, states: Map<string, ProbeState>): Promise<void> {
  const all = { taken: 0, checked: 0 };
  for (const [probe, { signatures, freshness }] of states) {
    await signatures.flush();
    const { taken, checked } = signatures.counts();
    all.taken += taken;
    all.checked += checked;
    const { beforeBundle, withoutName } = freshness;
    if (beforeBundle > 0) check.findings.add('challenge-before-bundle', `probe ${probe}`, { segments: beforeBundle });
    const { segments, where } = withoutName;
    if (segments > 0) check.findings.add('challenge-none', where, { segments });
  }
  tellSampled(check, 'probe', all);
  for (const { laneEntry, number, probe } of book.unused())
    check.findings.add('receipt-without-segment', `${LANE_MEMBER} entry ${laneEntry}`, { number, probe });
}
