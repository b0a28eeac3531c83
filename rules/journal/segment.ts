import { bootIdSchema, NO_PREVIOUS_SHA256, probeIdSchema, runIdSchema, sha256HexSchema } from '../ids.ts';
import { parsePlainRound } from '../plain-round.ts';
import { formatRound, parseRound, type Round } from '../round.ts';
import { parseHeaderLines, type SignText, signText, splitSignature } from './signed-text.ts';

/**
 * A segment: consecutive rounds of one run of one probe, signed by it and chained to the one before.
 *
 *     linewitness-segment/1
 *     probe: 6f1c0d3a9be24c55a0f4b6a7d2e81c90
 *     number: 17
 *     previousSha256: 5a0e…                       64 zeros in number 1
 *     runId: 0f3c9a1be27d4c55
 *     bootId: 3b1f0c0a5cf94d3f8a0b7d1e2c4f6a90
 *     challenge: 91c2…                             32 hex digits of the last receipt, or -
 *     methodSha256: e3b0…
 *     configSha256: 9f86…
 *     missing: 12-16, disk-limit                   only where segments before this one are gone for good
 *     resumesSha256: 77aa…                         only in a tombstone, see below
 *     (empty line)
 *     {"sequence":17,"tickMs":85000,…}             see round.ts
 *     {"sequence":18,"tickMs":90000,…}
 *     (empty line)
 *     closedBy: interval
 *     rounds: 2
 *     signature: BASE64
 *
 * ASCII, LF, a final LF. The hash of a segment is over all its bytes; the signature over all bytes before its line.
 * A day's file is segments one after the other; the open one at its end has no trailer yet.
 *
 * `missing: A-B, REASON`: B = number − 1, and `previousSha256` is the hash of segment A − 1 (zeros if A is 1). A
 * tombstone stands where segments were deleted before they were delivered: it has no rounds, `closedBy: tombstone`, it
 * also stands for its own number, and `resumesSha256` is the hash of the deleted segment of that number, to which the
 * next one is chained.
 *
 * A worked example, to be checked with the three commands in signed-text.ts. The key is that of test 1 in RFC 8032
 * §7.1 (public key d75a9801…, in base64 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=), the hash of all of it is
 * 36d86f1098521040280df6a5c5abab162e1927d853e47e9ab5fecbc182bc962a:
 *
 *     linewitness-segment/1
 *     probe: 21fe31dfa154a261626bf854046fd227
 *     number: 1
 *     previousSha256: 0000000000000000000000000000000000000000000000000000000000000000
 *     runId: 0f3c9a1be27d4c55
 *     bootId: 3b1f0c0a5cf94d3f8a0b7d1e2c4f6a90
 *     challenge: -
 *     methodSha256: 5b7e6bf2dc4a32a6aa4770cd5639c2c7af890fc86c273b5c8567fe5382086bf3
 *     configSha256: b79606fb3afea5bd1609ed40b622142f1c98125abcfe89a76a661b0e8e343910
 *
 *     {"sequence":0,"tickMs":85000,"wallAtMs":1795305600123,"clock":"sync","syncAgeMs":64000,"samples":[[0,12,12400]]}
 *     {"sequence":1,"tickMs":90000,"wallAtMs":1795305605123,"clock":"sync","syncAgeMs":69000,"samples":[[1,-3987,-1]]}
 *
 *     closedBy: interval
 *     rounds: 2
 *     signature: 1UBfB5qzz6059FjnbKNE045OxRHsgkrekZHqgcRS6WZT0y8CoYyhCGAB6dsg8Fuw3WbqK+G5aVnEPH7Xea2YDg==
 *
 * A reader refuses unknown keys, another order, another spelling, a wrong `rounds`, round sequences or ticks that do
 * not increase. Growth: a new first line.
 */
export const SEGMENT_FORMAT = 'linewitness-segment/1';

/** Limits that a reader enforces before it looks at anything else. */
export const MAX_SEGMENT_CHARS = 4_000_000;
export const MAX_SEGMENT_ROUNDS = 100;

/** Why a segment was closed. */
export const CLOSED_BY = [
  'interval', //  its time was up
  'full', //      it had 100 rounds
  'change', //    the state of the line changed: it is to be known at once
  'method', //    the method changed
  'shutdown', //  the probe was told to stop
  'recovery', //  the run ended without closing it; the next run signed the complete lines
  'tombstone',
] as const;
export type ClosedBy = (typeof CLOSED_BY)[number];

export const MISSING_REASONS = ['disk-limit', 'journal-lost', 'damaged'] as const;
export type MissingReason = (typeof MISSING_REASONS)[number];
export type Missing = { fromNumber: number; toNumber: number; reason: MissingReason };

export type SegmentHeader = {
  probe: string;
  /** 1, 2, 3, … per probe. */
  number: number;
  previousSha256: string;
  runId: string;
  bootId: string;
  /** {@link challengeOf} the last receipt that the probe had when it opened the segment; `null` before the first. */
  challenge: string | null;
  methodSha256: string;
  configSha256: string;
  missing: Missing | null;
  resumesSha256: string | null;
};

export type Segment = SegmentHeader & { closedBy: ClosedBy; rounds: Round[] };

/** First part, written when the segment is opened; ends with the empty line. */
export function formatSegmentHeader(header: SegmentHeader): string {
  const lines = [
    SEGMENT_FORMAT,
    `probe: ${header.probe}`,
    `number: ${header.number}`,
    `previousSha256: ${header.previousSha256}`,
    `runId: ${header.runId}`,
    `bootId: ${header.bootId}`,
    `challenge: ${header.challenge ?? '-'}`,
    `methodSha256: ${header.methodSha256}`,
    `configSha256: ${header.configSha256}`,
  ];
  if (header.missing) {
    lines.push(`missing: ${header.missing.fromNumber}-${header.missing.toNumber}, ${header.missing.reason}`);
  }
  if (header.resumesSha256) lines.push(`resumesSha256: ${header.resumesSha256}`);
  return `${lines.join('\n')}\n\n`;
}

/** Closes and signs: `openText` is the header and the round lines exactly as they were written. */
export function closeSegment(openText: string, closedBy: ClosedBy, roundCount: number, sign: SignText): string {
  return signText(`${openText}\nclosedBy: ${closedBy}\nrounds: ${roundCount}\n`, sign);
}

/** A whole segment at once (tests, demo, tombstones). */
export function formatSegment(segment: Segment, sign: SignText): string {
  const lines = segment.rounds.map((round) => `${formatRound(round)}\n`).join('');
  return closeSegment(formatSegmentHeader(segment) + lines, segment.closedBy, segment.rounds.length, sign);
}

/** Reads the header alone; what an upload needs before it can look up the method. Hostile input. */
export function parseSegmentHeader(text: string): SegmentHeader | string {
  if (text.length > MAX_SEGMENT_CHARS) return `is longer than ${MAX_SEGMENT_CHARS} characters`;
  const endAt = text.indexOf('\n\n');
  if (endAt < 0 || endAt > 4000) return 'has no header that ends in an empty line';
  const [format, ...lines] = text.slice(0, endAt).split('\n');
  if (format !== SEGMENT_FORMAT) return `line 1 must be "${SEGMENT_FORMAT}"`;
  const pairs = parseHeaderLines(lines, 2);
  if (typeof pairs === 'string') return pairs;
  const header = headerFromPairs(new Map(pairs));
  if (typeof header === 'string') return header;
  return formatSegmentHeader(header) === text.slice(0, endAt + 2)
    ? header
    : 'has keys that are unknown, missing or out of order';
}

function headerFromPairs(pairs: Map<string, string>): SegmentHeader | string {
  const number = Number(pairs.get('number'));
  if (!Number.isSafeInteger(number) || number < 1) return '"number" must be an integer from 1';
  const challenge = pairs.get('challenge');
  if (challenge !== '-' && !/^[0-9a-f]{32}$/.test(challenge ?? '')) return '"challenge" must be 32 hex digits or "-"';
  const checks = [
    ['probe', probeIdSchema],
    ['previousSha256', sha256HexSchema],
    ['runId', runIdSchema],
    ['bootId', bootIdSchema],
    ['methodSha256', sha256HexSchema],
    ['configSha256', sha256HexSchema],
  ] as const;
  for (const [key, schema] of checks) {
    const problem = schema.safeParse(pairs.get(key)).error;
    if (problem) return `"${key}" ${problem.issues[0]?.message ?? 'is not valid'}`;
  }
  const missing = pairs.has('missing') ? parseMissing(pairs.get('missing') ?? '', number) : null;
  if (typeof missing === 'string') return missing;
  const resumesSha256 = pairs.get('resumesSha256') ?? null;
  if (resumesSha256 !== null && !sha256HexSchema.safeParse(resumesSha256).success)
    return '"resumesSha256" must be 64 hex digits';
  if ((missing?.fromNumber ?? number) === 1 && pairs.get('previousSha256') !== NO_PREVIOUS_SHA256) {
    return '"previousSha256" of the first segment must be 64 zeros';
  }
  return {
    probe: pairs.get('probe') as string, // these six were checked above
    number,
    previousSha256: pairs.get('previousSha256') as string,
    runId: pairs.get('runId') as string,
    bootId: pairs.get('bootId') as string,
    challenge: challenge === '-' ? null : (challenge as string),
    methodSha256: pairs.get('methodSha256') as string,
    configSha256: pairs.get('configSha256') as string,
    missing,
    resumesSha256,
  };
}

function parseMissing(text: string, number: number): Missing | string {
  const match = /^([1-9]\d{0,14})-([1-9]\d{0,14}), ([a-z-]+)$/.exec(text);
  const reason = MISSING_REASONS.find((known) => known === match?.[3]);
  if (!match || !reason) return '"missing" must be "FROM-TO, REASON" with a known reason';
  const missing = { fromNumber: Number(match[1]), toNumber: Number(match[2]), reason };
  if (missing.toNumber !== number - 1 || missing.fromNumber > missing.toNumber) {
    return '"missing" must end at the number before this segment';
  }
  return missing;
}

export type ParsedSegment = { segment: Segment; signedText: string; signature: string };

/**
 * Reads a whole segment; the signature and the chain are still to be checked. `targetCount` is the length of the list in
 * the method that the header names. Hostile input: a sentence says what is wrong and in which line.
 */
export function parseSegment(text: string, targetCount: number): ParsedSegment | string {
  const header = parseSegmentHeader(text);
  if (typeof header === 'string') return header;
  const split = splitSignature(text);
  if (typeof split === 'string') return split;
  const { signedText, signature } = split;
  const bodyAt = text.indexOf('\n\n') + 2;
  const headerLines = text.slice(0, bodyAt).split('\n').length - 1;
  const trailerAt = signedText.lastIndexOf('\n\nclosedBy: ');
  const trailer = /^\n\nclosedBy: ([a-z]+)\nrounds: (0|[1-9]\d{0,3})\n$/.exec(
    signedText.slice(Math.max(trailerAt, bodyAt - 1)),
  );
  const closedBy = CLOSED_BY.find((known) => known === trailer?.[1]);
  if (!trailer || !closedBy) return 'has no trailer "closedBy", "rounds"';
  const lines = trailerAt < bodyAt ? [] : signedText.slice(bodyAt, trailerAt).split('\n');
  if (lines.length > MAX_SEGMENT_ROUNDS || lines.length !== Number(trailer[2]))
    return '"rounds" does not count the round lines';
  const rounds: Round[] = [];
  for (const [index, line] of lines.entries()) {
    const round = parsePlainRound(line, targetCount) ?? parseRound(line, targetCount);
    if (typeof round === 'string') return `line ${headerLines + index + 1}: round ${round}`;
    const before = rounds.at(-1);
    if (before && (round.sequence !== before.sequence + 1 || round.tickMs <= before.tickMs)) {
      return `line ${headerLines + index + 1}: round does not follow the one before`;
    }
    rounds.push(round);
  }
  const problem = checkTombstone(header, closedBy, rounds.length);
  return problem ?? { segment: { ...header, closedBy, rounds }, signedText, signature };
}

function checkTombstone(header: SegmentHeader, closedBy: ClosedBy, roundCount: number): string | null {
  const isTombstone = closedBy === 'tombstone';
  if (isTombstone !== (header.resumesSha256 !== null)) return '"resumesSha256" stands in a tombstone, and only there';
  if (isTombstone && roundCount > 0) return 'a tombstone has no rounds';
  if (!isTombstone && roundCount === 0 && closedBy !== 'recovery') return 'a segment has at least one round';
  return null;
}

/** The hash to which the next segment is chained: its own, or in a tombstone that of the segment it stands for. */
export function chainSha256(segment: SegmentHeader, ownSha256: string): string {
  return segment.resumesSha256 ?? ownSha256;
}
