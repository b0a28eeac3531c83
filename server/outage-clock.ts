import { parseSegmentHeader } from '../rules/journal/segment.ts';
import type { BoundSample } from '../rules/outage/derived.ts';
import type { Round } from '../rules/round.ts';
import type { OutageClockView } from '../web/pages/witness-views.ts';
import { deriveInputs } from './jobs/derive.ts';
import type { Store } from './store/open-store.ts';

/** How the probe's clock stood when an outage began; `null` where the round is not kept or no probe was there then. */
export type OutageClock = (line: string, firstBad: BoundSample) => OutageClockView | null;

type Parts = Pick<Store, 'books' | 'raw' | 'methodText'>;

/** So many answers stay: what was found once is not looked for again. */
const MOST_KNOWN = 256;

/** Reads one segment, which may mean to unpack a day (tens of milliseconds): for single pages of the owner, never for lists. */
export function openOutageClock(store: Parts): OutageClock {
  const known = new Map<string, OutageClockView | null>();
  return (line, firstBad) => {
    const [owner, probe] = [store.books.line(line), store.books.probeAt(line, firstBad.sentAtMs)];
    if (!owner || !probe) return null;
    const { segment, sequence, target, sentAtMs } = firstBad;
    // dated anew, it is another
    const key = [probe.seq, segment, sequence, target, sentAtMs].join();
    const found = known.get(key);
    if (found !== undefined) return found;
    const kept = store.raw.kept(owner, probe, segment);
    // pruned, or not here yet
    if (kept === null || typeof parseSegmentHeader(kept.text) === 'string') return null;
    const [oldest] = known.keys();
    if (oldest !== undefined && known.size >= MOST_KNOWN) known.delete(oldest);
    const view = clockIn(kept, firstBad, store.methodText);
    known.set(key, view);
    return view;
  };
}

function clockIn(
  { text, receipt }: { text: string; receipt: string },
  firstBad: BoundSample,
  methodText: Parts['methodText'],
): OutageClockView | null {
  const entry = { entry: 0, atMs: 0, laneText: receipt, segmentText: text };
  for (const input of deriveInputs([entry], methodText)) {
    if ('content' in input) continue;
    const { method } = input;
    const { rounds } = input.segment;
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
}

/** What the wall clock said when that target was asked; of several attempts the one nearest to the time as derived. */
function sentByWall({ samples, tickMs, wallAtMs }: Round, target: number, sentAtMs: number): number | undefined {
  const [nearest] = samples
    .filter((sample) => sample.target === target)
    .map(({ sentTickMs }) => wallAtMs + sentTickMs - tickMs)
    .sort((one, other) => Math.abs(one - sentAtMs) - Math.abs(other - sentAtMs));
  return nearest;
}
