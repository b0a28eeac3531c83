import { NO_PREVIOUS_SHA256 } from '../ids.ts';
import { parseMethod } from '../method.ts';
import { type LaneHead, parseLaneHead } from './lane.ts';
import { chainSha256, parseSegment, parseSegmentHeader, type Segment } from './segment.ts';
import type { Verification } from './signed-text.ts';

/** broken: something is not what was signed, or not what it is chained to. gap: something is declared as missing. */
export type Finding = {
  kind: 'broken' | 'gap';
  /** Which text: `segment 17`, `lane entry 42`, or its place where it has no readable number: `text 3`. */
  where: string;
  /** A sentence without its subject: `is not signed by this probe`. */
  what: string;
};
export type Verified = { status: 'valid' | 'gaps' | 'broken'; findings: Finding[] };

/**
 * Checks a chain of segments, oldest first: each text, its signature by `publicKey`, its number and hash chain, its
 * method (found by the SHA-256 of the texts in `methods`), and that rounds and ticks go on where the segment before
 * ended. The first may have any number: what it is chained to is then taken on trust. Never throws for bad input.
 */
export async function verifyProbeChain(
  segments: string[],
  publicKey: string,
  methods: string[],
  { verify, sha256 }: Verification,
): Promise<Verified> {
  const findings: Finding[] = [];
  const targetCounts = new Map<string, number | string>();
  for (const text of methods) {
    const method = parseMethod(text);
    targetCounts.set(await sha256(text), typeof method === 'string' ? method : method.targets.length);
  }
  let before: Link | null = null;
  for (const [index, text] of segments.entries()) {
    const own = await sha256(text);
    const read = readSegment(text, targetCounts);
    const isParsed = typeof read !== 'string';
    const isSigned = isParsed && (await verify(read.signedText, read.signature, publicKey));
    const said = isParsed ? checkSegment(read.segment, before, isSigned) : [{ kind: 'broken' as const, what: read }];
    findings.push(...said.map((one) => ({ where: whereOf(text, index), ...one })));
    before = linkOf(isParsed ? read.segment : null, own, before);
  }
  return { status: statusOf(findings), findings };
}

function checkSegment(segment: Segment, before: Link | null, isSigned: boolean): Said[] {
  return [
    ...(isSigned ? [] : [{ kind: 'broken' as const, what: 'is not signed by this probe' }]),
    ...(before ? checkLink(before, segment) : []),
    ...declaredGaps(segment).map((what) => ({ kind: 'gap' as const, what })),
  ];
}

function linkOf(segment: Segment | null, ownSha256: string, before: Link | null): Link {
  const last = before?.segment ?? null;
  if (!segment) return { number: before?.number == null ? null : before.number + 1, sha256: ownSha256, segment: last };
  const sha256 = chainSha256(segment, ownSha256);
  return { number: segment.number, sha256, segment: segment.rounds.length > 0 ? segment : last };
}

/** The text before, as far as it was readable. `segment`: the last one with rounds. */
type Link = { number: number | null; sha256: string; segment: Segment | null };
type Said = Omit<Finding, 'where'>;

function readSegment(text: string, targetCounts: Map<string, number | string>) {
  const header = parseSegmentHeader(text);
  if (typeof header === 'string') return header;
  const targetCount = targetCounts.get(header.methodSha256);
  if (targetCount === undefined) return `names the method ${header.methodSha256}, which is not there`;
  return typeof targetCount === 'string' ? targetCount : parseSegment(text, targetCount);
}

function checkLink(before: Link, segment: Segment): Said[] {
  const said: Said[] = [];
  const broken = (what: string) => said.push({ kind: 'broken', what });
  const followsNumber = (segment.missing?.fromNumber ?? segment.number) - 1;
  if (before.number !== null && followsNumber !== before.number) {
    broken(`follows number ${followsNumber}, but number ${before.number} comes before it`);
  } else if (segment.previousSha256 !== before.sha256) {
    broken('is not chained to the one before it');
  }
  const last = before.segment;
  const round = segment.rounds[0];
  const lastRound = last?.rounds.at(-1);
  if (!last || !round || !lastRound) return said;
  if (segment.probe !== last.probe) broken('is of another probe');
  if (segment.bootId === last.bootId && round.tickMs < lastRound.tickMs) broken('goes back in time within one boot');
  if (segment.runId === last.runId && round.sequence !== lastRound.sequence + 1) {
    if (round.sequence <= lastRound.sequence) broken('repeats rounds of its run');
    else if (!segment.missing)
      said.push({ kind: 'gap', what: `lacks the ${round.sequence - lastRound.sequence - 1} rounds before it` });
  }
  return said;
}

function declaredGaps({ missing, closedBy, number }: Segment): string[] {
  const gaps = missing ? [`declares ${missing.fromNumber} to ${missing.toNumber} as missing: ${missing.reason}`] : [];
  if (closedBy === 'tombstone') gaps.push(`stands for segment ${number}, which was deleted before it was delivered`);
  return gaps;
}

/**
 * Checks a lane, oldest first: each entry, its signature by the server's `publicKey`, its number and hash chain, all of
 * one line. Entries of unknown types are checked like any other. Never throws for bad input.
 */
export async function verifyLane(
  entries: string[],
  publicKey: string,
  { verify, sha256 }: Verification,
): Promise<Verified> {
  const findings: Finding[] = [];
  let before: LaneLink | null = null;
  for (const [index, text] of entries.entries()) {
    const own = await sha256(text);
    const read = parseLaneHead(text);
    if (typeof read === 'string') {
      findings.push({ kind: 'broken', where: `text ${index + 1}`, what: read });
      before = { head: null, sha256: own };
      continue;
    }
    const isSigned = await verify(read.signedText, read.signature, publicKey);
    const said = [...(isSigned ? [] : ['is not signed by this server']), ...checkLaneLink(before, read.head)];
    const where = `lane entry ${read.head.entry}`;
    findings.push(...said.map((what) => ({ kind: 'broken' as const, where, what })));
    const gap = LANE_GAPS[read.head.type];
    if (gap) findings.push({ kind: 'gap', where, what: gap });
    before = { head: read.head, sha256: own };
  }
  return { status: statusOf(findings), findings };
}

type LaneLink = { head: LaneHead | null; sha256: string };

const LANE_GAPS: Record<string, string> = {
  'server-gap': 'says that the server did not run for a time',
  pruning: 'says that raw data of the days before were removed',
  restored: 'says that the server was restored from a backup, and lost what it had written since then',
};

function checkLaneLink(before: LaneLink | null, head: LaneHead): string[] {
  if (!before) {
    const isFirst = head.entry === 1;
    return isFirst && head.previousSha256 !== NO_PREVIOUS_SHA256 ? ['is the first, but is chained'] : [];
  }
  const said: string[] = [];
  const last = before.head;
  if (last && head.entry !== last.entry + 1) said.push(`follows entry ${last.entry}`);
  if (head.previousSha256 !== before.sha256) said.push('is not chained to the one before it');
  if (last && head.line !== last.line) said.push('is of another line');
  return said;
}

function statusOf(findings: Finding[]): Verified['status'] {
  if (findings.some(({ kind }) => kind === 'broken')) return 'broken';
  return findings.length > 0 ? 'gaps' : 'valid';
}

function whereOf(text: string, index: number): string {
  const header = parseSegmentHeader(text);
  return typeof header === 'string' ? `text ${index + 1}` : `segment ${header.number}`;
}
