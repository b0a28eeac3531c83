import type { StateInterval } from '../../rules/outage/derived.ts';
import type { Side } from '../../rules/verdict/verdict.ts';
import type { OutageEntry } from '../store/store.ts';
import type { LineEvent, OutageFacts } from './alarm-event.ts';

/** Which outages are news, and what became of those that were told before they were final. */

/** What a message told of an outage that was not final: its key, and what it said. */
export type Said = { key: string; verdict: string; side: Side; counts: boolean };

const PLANNED = 'planned-reconnect';
/** A renewal of the session is over within this, and comes a day after the last one, give or take some minutes. */
const RENEWAL_WITHIN_MS = 180_000;
const RENEWAL_SHIFT_MS = 600_000;
const DAY_MS = 86_400_000;

/** A renewal of the session at its hour is none, nor what the owner found to be at home. */
export function isNews({ counts, side, verdict, attributedTo }: OutageEntry): boolean {
  return attributedTo === undefined && verdict !== PLANNED && (counts || side === 'unknown');
}

type Recent = { nowMs: number; intervals: (fromAtMs: number, toAtMs: number) => StateInterval[] };

/** Where the session was renewed a day before, a short interruption is waited out: it is most likely that again. */
export function mayBeRenewal({ startEarliestAtMs, endLatestAtMs }: OutageEntry, { nowMs, intervals }: Recent): boolean {
  if (endLatestAtMs !== null || nowMs - startEarliestAtMs >= RENEWAL_WITHIN_MS) return false;
  const dayBeforeAtMs = startEarliestAtMs - DAY_MS;
  const around = intervals(dayBeforeAtMs - RENEWAL_SHIFT_MS, dayBeforeAtMs + RENEWAL_SHIFT_MS);
  return around.some(({ verdict }) => verdict === PLANNED);
}

/** The router is asked again two minutes after the end: what it says changes the record, and sounds no second alarm. */
export function correctSaid(
  state: { done: { id: string; said?: Said }[] },
  facts: { outages: readonly OutageEntry[] },
  events: LineEvent[],
): void {
  for (const entry of state.done) {
    const { said } = entry;
    const outage = said && facts.outages.find(({ id, aliases }) => id === entry.id || aliases.includes(entry.id));
    if (!said || !outage?.final) continue;
    delete entry.said;
    const { key, ...told } = said;
    const isSame = told.verdict === outage.verdict && told.side === outage.side && told.counts === outage.counts;
    if (!isSame) events.push({ kind: 'outage-corrected', key, outage: outageFacts(outage), said: told });
  }
}

export function outageFacts(outage: OutageEntry): OutageFacts {
  const { id, verdict, side, counts, grade, isReachable, downMinMs, downMaxMs } = outage;
  const { startEarliestAtMs, startLatestAtMs, endEarliestAtMs, endLatestAtMs } = outage;
  const edges = { startEarliestAtMs, startLatestAtMs, endEarliestAtMs, endLatestAtMs };
  return { id, verdict, side, counts, grade, isReachable, isFinal: outage.final, ...edges, downMinMs, downMaxMs };
}
