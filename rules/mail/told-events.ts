import type { Segment } from '../journal/segment.ts';
import type { Method } from '../method.ts';
import type { Round } from '../round.ts';
import type { Sample } from '../sample.ts';
import { type AnyMailEvent, mailEventOf } from './mail-event.ts';

/** So long after its first event a mail may still change; what is told of it later changes nothing. */
export const MAIL_OPEN_MS = 60 * 86_400_000;
/** Two clocks that are right differ by less. */
const AHEAD_MS = 60_000;

/** An event, and which of the segment's samples of mails and mailboxes told it, from 0. */
export type ToldEvent = { event: AnyMailEvent; ordinal: number };

/** What a segment tells of test mails; `atMsOf`: tick of its boot → UTC. */
export function* eventsOfSegment(
  { rounds, bootId: boot }: Pick<Segment, 'rounds' | 'bootId'>,
  method: Pick<Method, 'targets'>,
  atMsOf: (tickMs: number) => number,
): Generator<ToldEvent> {
  let ordinal = 0;
  for (const round of rounds) {
    const clock = { boot, isClockKnown: isClockKnown(round) };
    for (const sample of round.samples) {
      const target = toldOf(method, sample.target);
      if (target === null) continue;
      const event = toldEvent(target, sample, { ...clock, atMs: atMsOf(sample.sentTickMs) });
      if (event) yield { event, ordinal };
      ordinal += 1;
    }
  }
}

/**
 * What is told later brings the instant of the probe's wall clock. One that lies ahead, or too far back, is that of a clock
 * that was wrong: then it happened when it was told, and nothing is claimed of its time.
 */
function toldEvent(
  target: { role: 'mail' | 'mailbox'; name: string },
  { readings, facts }: Pick<Sample, 'readings' | 'facts'>,
  told: { atMs: number; boot: string; isClockKnown: boolean },
): AnyMailEvent | null {
  const { eventAtMs, ...others } = readings;
  if (eventAtMs === undefined) return mailEventOf(target, { readings, facts }, told);
  const isBelievable = eventAtMs <= told.atMs + AHEAD_MS && eventAtMs >= told.atMs - MAIL_OPEN_MS;
  return isBelievable
    ? mailEventOf(target, { readings, facts }, told)
    : mailEventOf(target, { readings: others, facts }, { ...told, isClockKnown: false });
}

/** Name of the route or account where the target is one of mails. */
function toldOf(
  { targets }: Pick<Method, 'targets'>,
  index: number,
): { role: 'mail' | 'mailbox'; name: string } | null {
  const target = targets[index];
  if (target === undefined || (target.role !== 'mail' && target.role !== 'mailbox')) return null;
  return { role: target.role, name: target.address };
}

export function isClockKnown({ clock }: Round): boolean {
  return clock === 'sync' || clock === 'holdover';
}
