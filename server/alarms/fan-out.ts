import type { AlarmMessage, AlarmPath } from '../store/alarm-tables.ts';
import type { AlarmEvent } from './alarm-event.ts';

/** Which event an end belongs to: who did not hear of the begin is not told of the end. */
const BEGINS_OF: Partial<Record<AlarmEvent['kind'], readonly AlarmEvent['kind'][]>> = {
  'outage-ended': ['outage-began'],
  'outage-withdrawn': ['outage-began'],
  'contact-back': ['no-contact', 'probe-silent'],
  'flapping-over': ['flapping'],
  'mail-well': ['mail-trouble'],
  'disk-relieved': ['disk-filling'],
};

export function beginsOf(kind: string): readonly string[] {
  return BEGINS_OF[kind as AlarmEvent['kind']] ?? []; // a kind that is none of ours has no begin
}

/** `dropped`: the begin that was not sent yet and need not be any more. */
export type Decision = { send: { dueAtMs: number } | null; dropped: AlarmMessage | null };

type Asked = {
  event: AlarmEvent;
  path: Pick<AlarmPath, 'announceAfterSeconds'>;
  /** The message on the begin on this path; null: there was none. */
  begin: AlarmMessage | null;
  nowMs: number;
};

/**
 * Whether and when a path is told. A path with a threshold gets the begin of an interruption once it has lasted so long;
 * when it ends sooner, neither begin nor end are sent.
 */
export function decideForPath({ event, path, begin, nowMs }: Asked): Decision {
  const thresholdMs = path.announceAfterSeconds * 1000;
  const send = (dueAtMs = nowMs) => ({ send: { dueAtMs }, dropped: null });
  const nothing = { send: null, dropped: null };
  if (event.kind === 'outage-began') return send(Math.max(nowMs, event.outage.startEarliestAtMs + thresholdMs));
  if (event.kind === 'no-contact' || event.kind === 'mail-trouble') {
    return send(Math.max(nowMs, event.sinceAtMs + thresholdMs));
  }
  if (event.kind === 'outage-ended' && !event.wasAnnounced) {
    return longestMs([event.outage], nowMs) >= thresholdMs ? send() : nothing;
  }
  if (beginsOf(event.kind).length === 0) return send();
  if (begin === null || begin.state === 'dropped') return nothing;
  const isStillHeldBack = begin.state === 'waiting' && begin.attempts === 0 && begin.dueAtMs > nowMs;
  if (!isStillHeldBack) return send();
  const isWorthTelling = event.kind === 'contact-back' && longestMs(event.outages, nowMs) >= Math.max(1, thresholdMs);
  return { send: isWorthTelling ? { dueAtMs: nowMs } : null, dropped: begin };
}

type Envelope = { startEarliestAtMs: number; endLatestAtMs: number | null };

function longestMs(outages: readonly Envelope[], nowMs: number): number {
  return Math.max(0, ...outages.map((one) => (one.endLatestAtMs ?? nowMs) - one.startEarliestAtMs));
}
