import { NO_PREVIOUS_SHA256 } from '../../rules/ids.ts';
import { eventChainText, formatHeads, HEADS_NAMESPACE, parseHeads } from '../../rules/journal/heads.ts';
import { challengeOf, LANE_EVENT_TYPES, LANE_FORMAT } from '../../rules/journal/lane.ts';
import { SEGMENT_FORMAT } from '../../rules/journal/segment.ts';
import {
  fieldOf,
  type Members,
  resigned,
  type Seal,
  type Sign,
  sha256,
  splitTexts,
  textOf,
  withField,
} from './evidence-parts.ts';

export type Segment = { member: string; text: string };

const LANE = 'server/lane.txt';
const EVENTS = 'server/events.txt';

export function segmentsOf(members: Members): Segment[] {
  return [...members.keys()]
    .filter((name) => name.startsWith('probe/'))
    .flatMap((member) => splitTexts(textOf(members, member), SEGMENT_FORMAT).map((text) => ({ member, text })));
}

/** The same bundle with these segments in the days that they name. */
export function withSegments(members: Members, segments: readonly Segment[]): Members {
  const changed = new Map(members);
  for (const name of members.keys()) {
    if (!name.startsWith('probe/')) continue;
    const texts = segments.filter(({ member }) => member === name).map(({ text }) => text);
    changed.set(name, Buffer.from(texts.join(''), 'latin1'));
  }
  return changed;
}

export function laneOf(members: Members): string[] {
  return splitTexts(textOf(members, LANE), LANE_FORMAT);
}

/** The lane, and in `server/events.txt` those of its entries that belong there. */
export function withLane(members: Members, entries: readonly string[]): Members {
  const events = entries.filter((entry) => LANE_EVENT_TYPES.includes(fieldOf(entry, 'type')));
  return new Map(members)
    .set(LANE, Buffer.from(entries.join(''), 'latin1'))
    .set(EVENTS, Buffer.from(events.join(''), 'latin1'));
}

/**
 * What an owner with both keys can do afterwards: segments chained and signed anew, their receipts with the new hashes, the
 * lane chained and signed anew, its challenges in the segments after it, heads that fit to it. Time stamps stay as they were: those he can't make. `edit…` change
 * what they are given; the chains are made after them.
 */
export function rewritten(
  members: Members,
  keys: { probe: { sign: Sign }; server: Seal },
  edits: { segments?: (segments: Segment[]) => Segment[]; lane?: (entries: string[]) => string[] },
): Members {
  const old = segmentsOf(members);
  const wanted = new Map((edits.segments?.(old) ?? old).map((segment) => [fieldOf(segment.text, 'number'), segment]));
  const before = laneOf(members);
  const entries = edits.lane?.(before) ?? before;
  const challenges = new Map<string, string>();
  const segments: Segment[] = [];
  const lane: string[] = [];
  for (const [index, entry] of entries.entries()) {
    const segment = fieldOf(entry, 'type') === 'receipt' ? wanted.get(fieldOf(entry, 'number')) : undefined;
    if (segment) segments.push(linkedSegment(segment, segments.at(-1), challenges, keys.probe.sign));
    lane.push(linkedEntry(entry, lane.at(-1), segment && segments.at(-1), keys.server.sign));
    // the same entry before it was written anew, as long as none was taken out before it
    challenges.set(challengeOf(sha256(before[index] ?? '')), challengeOf(sha256(lane.at(-1) ?? '')));
  }
  return withHeadsOf(withLane(withSegments(members, segments), lane), lane, keys.server);
}

function linkedSegment(
  segment: Segment,
  before: Segment | undefined,
  challenges: Map<string, string>,
  sign: Sign,
): Segment {
  const challenge = fieldOf(segment.text, 'challenge');
  const fresh = withField(segment.text, 'challenge', challenges.get(challenge) ?? challenge);
  const chained = before ? withField(fresh, 'previousSha256', sha256(before.text)) : fresh;
  return { ...segment, text: resigned(chained, sign) };
}

function linkedEntry(entry: string, before: string | undefined, segment: Segment | undefined, sign: Sign): string {
  const receipt = segment ? withField(entry, 'sha256', sha256(segment.text)) : entry;
  return resigned(before === undefined ? receipt : withField(receipt, 'previousSha256', sha256(before)), sign);
}

/** Heads say what such a lane would have led to, each chained to the one before it where that is in the bundle. */
export function withHeadsOf(members: Members, lane: readonly string[], server: Seal): Members {
  const changed = new Map(members);
  const texts = new Map<number, string>();
  for (const name of [...members.keys()].filter((one) => /^heads\/\d+\.txt$/.test(one))) {
    const head = parseHeads(textOf(members, name));
    if (typeof head === 'string') throw new Error(`bug: ${name} ${head}`);
    const before = texts.get(head.counter - 1);
    const text = formatHeads({
      ...head,
      previousSha256: before === undefined ? head.previousSha256 : sha256(before),
      lanes: head.lanes.map((end) => ({ ...end, ...endOf(lane.slice(0, end.entries)) })),
    });
    texts.set(head.counter, text);
    changed.set(name, Buffer.from(text, 'latin1'));
    changed.set(`${name}.sshsig`, Buffer.from(server.sshsig(HEADS_NAMESPACE, text), 'latin1'));
  }
  return changed;
}

function endOf(lane: readonly string[]) {
  const events = lane.filter((entry) => LANE_EVENT_TYPES.includes(fieldOf(entry, 'type')));
  return {
    entries: lane.length,
    lastSha256: sha256(lane.at(-1) ?? ''),
    events: events.length,
    eventsSha256: events.reduce((chain, entry) => sha256(eventChainText(chain, sha256(entry))), NO_PREVIOUS_SHA256),
  };
}

export function withoutStamps(members: Members): Members {
  return new Map([...members].filter(([name]) => !name.endsWith('.tsr')));
}

/** Of the n-th segment (as it is counted by its probe) the text changed, under the signature it had or a new one. */
export function withSegment(
  members: Members,
  number: number,
  edit: (text: string) => string,
  sign: Sign | null,
): Members {
  const segments = segmentsOf(members).map((segment) => {
    if (fieldOf(segment.text, 'number') !== String(number)) return segment;
    const text = edit(segment.text);
    if (text === segment.text) throw new Error(`bug: segment ${number} was not changed`);
    return { ...segment, text: sign ? resigned(text, sign) : text };
  });
  return withSegments(members, segments);
}
