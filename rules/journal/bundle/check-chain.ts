import type { Round } from '../../round.ts';
import { chainSha256, type Segment, type SegmentHeader } from '../segment.ts';
import type { Findings } from './findings.ts';

/** The segment before of the same probe, as far as it was readable. `tail`: the last one with rounds. */
export type ChainLink = {
  number: number | null;
  sha256: string;
  tail: { bootId: string; runId: string; round: Round } | null;
};

/** False: it is not chained to the one before. Other contradictions are told too. */
export function checkLink(before: ChainLink, segment: Segment, where: string, findings: Findings): boolean {
  const follows = (segment.missing?.fromNumber ?? segment.number) - 1;
  const isNext = before.number === null || follows === before.number;
  const isChained = segment.previousSha256 === before.sha256;
  if (!isNext) findings.add('segment-follows-other', where, { follows, before: before.number ?? 0 });
  else if (!isChained) findings.add('segment-not-chained', where, {});
  checkRounds(before.tail, segment, where, findings);
  return isNext && isChained;
}

function checkRounds(last: ChainLink['tail'], segment: Segment, where: string, findings: Findings): void {
  const round = segment.rounds[0];
  if (!last || !round) return;
  if (segment.bootId === last.bootId && round.tickMs < last.round.tickMs)
    findings.add('segment-back-in-time', where, {});
  if (segment.runId !== last.runId) return;
  const lacking = round.sequence - last.round.sequence - 1;
  if (lacking < 0) findings.add('segment-repeats-rounds', where, {});
  else if (lacking > 0 && !segment.missing) findings.add('segment-lacks-rounds', where, { rounds: lacking });
}

/** What the probe itself says is gone for good. */
export function tellDeclaredGaps({ missing, closedBy }: Segment, where: string, findings: Findings): void {
  if (missing) {
    const { fromNumber: from, toNumber: to, reason } = missing;
    findings.add('segment-declares-missing', where, { from, to, reason });
  }
  if (closedBy === 'tombstone') findings.add('segment-deleted', where, {});
}

export function linkOf(segment: Segment, ownSha256: string, before: ChainLink | null): ChainLink {
  const round = segment.rounds.at(-1);
  const tail = round ? { bootId: segment.bootId, runId: segment.runId, round } : (before?.tail ?? null);
  return { number: segment.number, sha256: chainSha256(segment, ownSha256), tail };
}

/** Of a text that can't be read: it counts as the next one, so that only this one is told. */
export function linkOfUnread(header: SegmentHeader | null, ownSha256: string, before: ChainLink | null): ChainLink {
  const counted = before?.number == null ? null : before.number + 1;
  const sha256 = header ? chainSha256(header, ownSha256) : ownSha256;
  return { number: header?.number ?? counted, sha256, tail: before?.tail ?? null };
}
