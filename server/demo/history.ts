import type { PersonalValue, Upload } from '../../rules/wire/upload.ts';
import type { Keep } from '../keep.ts';
import { mailValuesNamedIn } from './mail-values.ts';
import type { Plan } from './plan.ts';
import { METHOD_TEXTS, nextSegment, type ProbeIdentity, type ProbePosition } from './simulated-probe.ts';
import { valuesNamedIn } from './snapshot-values.ts';

/** The clock of a history that is being made; the keep that takes it must read the same one. */
export type StoryClock = { nowMs: number };

export type HistoryLine = { id: string; name: string; provider: string; zone: string };

/** Invites and enrols the simulated probe, as the command line and a real probe would. Throws when it is refused. */
export function enrolSimulated(keep: Keep, line: HistoryLine, probe: ProbeIdentity & { publicKey: string }): void {
  const { id, ...settings } = line;
  const invitation = keep.admin.invite(id, settings);
  if (typeof invitation === 'string') throw new Error(`the line was refused: ${invitation}`);
  const { token } = invitation;
  const result = keep.enrol({
    token,
    publicKey: probe.publicKey,
    proof: probe.sign(`linewitness-enrolment/1\n${token}\n`),
    firstNumber: 1,
    firstPreviousSha256: '0'.repeat(64),
  });
  if (result.status !== 200) throw new Error(`the probe was refused: ${result.error.message}`);
}

/**
 * Sends everything that the simulated probe has measured by `untilAtMs` through the real ingest, in uploads of
 * `batchSegments`; what was measured in an outage arrives after it. Moves `position` and `clock`. Returns the number of
 * segments kept.
 */
export async function fillHistory(
  keep: Keep,
  story: { plan: Plan; probe: ProbeIdentity; position: ProbePosition; clock: StoryClock },
  untilAtMs: number,
  batchSegments = 200,
): Promise<number> {
  const { plan, probe, position, clock } = story;
  let keptSegments = 0;
  for (;;) {
    const segments: string[] = [];
    while (segments.length < batchSegments) {
      const next = nextSegment(plan, probe, position, untilAtMs);
      if (!next) break;
      segments.push(next.text);
    }
    if (segments.length === 0) return keptSegments;
    clock.nowMs = Math.max(clock.nowMs, arrivalAtMs(plan, position.atMs));
    await sendBatch(keep, probe, segments, clock.nowMs, namedValues(plan, segments));
    keptSegments += segments.length;
  }
}

/** A probe delivers two seconds after the minute, or after the cut that keeps it from doing so. */
function arrivalAtMs(plan: Plan, measuredAtMs: number): number {
  const cut = plan
    .eventsAt(measuredAtMs)
    .find((event) => /-cut$/.test(event.kind) && event.fromAtMs <= measuredAtMs && event.toAtMs > measuredAtMs);
  return (cut?.toAtMs ?? measuredAtMs) + 2000;
}

/** The words behind the hashes that stand in these segments. */
export function namedValues({ world }: Plan, segments: readonly string[]): PersonalValue[] {
  return [...valuesNamedIn(world.events, segments), ...mailValuesNamedIn(segments)];
}

/** One upload; throws with the server's sentence when a part of it was not taken. */
export async function sendBatch(
  keep: Pick<Keep, 'takeUpload'>,
  probe: ProbeIdentity,
  segments: string[],
  sentAtMs: number,
  values: PersonalValue[] = [],
): Promise<string[]> {
  const upload: Upload = {
    probe: probe.id,
    sentAt: new Date(sentAtMs).toISOString(),
    methods: Object.values(METHOD_TEXTS),
    values,
    segments,
  };
  const { answer } = await keep.takeUpload(upload, '127.0.0.1', sentAtMs + 40);
  if (answer.error || answer.receipts.length !== segments.length) {
    throw new Error(`the server refused simulated segments: ${answer.error?.message ?? 'receipts are missing'}`);
  }
  return answer.receipts;
}
