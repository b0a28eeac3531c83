import { parseSegmentHeader } from '../rules/journal/segment.ts';
import type { BoundSample } from '../rules/outage/derived.ts';
import type { Round } from '../rules/round.ts';
import type { OutageClockView } from '../web/pages/witness-views.ts';
import { deriveInputs } from './jobs/derive.ts';
import type { Store } from './store/open-store.ts';

/** How the probe's clock stood when an outage began; `null` where the round is not kept or no probe was there then. */
export type OutageClock = (line: string, firstBad: BoundSample) => OutageClockView | null;

/** Reads one segment, which may mean to unpack a day: for single pages of the owner, never for lists. */
export function openOutageClock(store: Pick<Store, 'books' | 'raw' | 'methodText'>): OutageClock {
  return (line, firstBad) => {
    const [owner, probe] = [store.books.line(line), store.books.probeAt(line, firstBad.sentAtMs)];
    if (!owner || !probe) return null;
    const kept = store.raw.kept(owner, probe, firstBad.segment);
    if (kept === null || typeof parseSegmentHeader(kept.text) === 'string') return null;
    const entry = { entry: 0, atMs: 0, laneText: kept.receipt, segmentText: kept.text };
    for (const { segment, method } of deriveInputs([entry], store.methodText)) {
      const { rounds } = segment;
      const round = rounds.find(({ sequence }) => sequence === firstBad.sequence);
      const target = method.targets.findIndex(({ address, role }) => role === 'far' && address === firstBad.target);
      const wallAtMs = round && sentByWall(round, target, firstBad.sentAtMs);
      if (!round || wallAtMs === undefined) return null;
      const compared = rounds.findLast(({ clockOffset, sequence }) => clockOffset && sequence <= round.sequence);
      return {
        state: round.clock,
        correctionMs: Math.round(firstBad.sentAtMs - wallAtMs),
        errorMs: compared?.clockOffset?.errorMs ?? null,
      };
    }
    return null;
  };
}

/** What the wall clock said when that target was asked; of several attempts the one nearest to the time as derived. */
function sentByWall({ samples, tickMs, wallAtMs }: Round, target: number, sentAtMs: number): number | undefined {
  const [nearest] = samples
    .filter((sample) => sample.target === target)
    .map(({ sentTickMs }) => wallAtMs + sentTickMs - tickMs)
    .sort((one, other) => Math.abs(one - sentAtMs) - Math.abs(other - sentAtMs));
  return nearest;
}
