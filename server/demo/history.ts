import { challengeOf } from '../../rules/journal/lane.ts';
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

export type HistoryStory = {
  plan: Plan;
  probe: ProbeIdentity;
  position: ProbePosition;
  clock: StoryClock;
  /** Challenges of receipts, and when the probe has them: those that it has not used yet. */
  receipts?: { atMs: number; challenge: string }[];
};

/**
 * Sends everything that the simulated probe has measured by `untilAtMs` through the real ingest, in uploads of
 * `batchSegments`; what was measured in an outage arrives after it. Moves `position`, `clock` and `receipts`. Returns the
 * number of segments kept.
 */
export async function fillHistory(
  keep: Pick<Keep, 'takeUpload'>,
  story: HistoryStory,
  untilAtMs: number,
  batchSegments = 200,
): Promise<number> {
  const { plan, probe, position, clock } = story;
  story.receipts ??= [];
  let keptSegments = 0;
  for (;;) {
    // until it has a receipt it sends each segment by itself, as a real one does at its start
    const segments = nextBatch(story, untilAtMs, position.challenge === null ? 1 : batchSegments);
    if (segments.length === 0) return keptSegments;
    clock.nowMs = Math.max(clock.nowMs, arrivalAtMs(plan, position.atMs));
    const receipts = await sendBatch(keep, probe, segments, clock.nowMs, namedValues(plan, segments));
    const challenge = challengeOf(probe.sha256(receipts.at(-1) ?? ''));
    story.receipts.push({ atMs: clock.nowMs + ANSWERED_AFTER_MS, challenge });
    keptSegments += segments.length;
  }
}

/** From the sending of an upload until the probe has its receipts. */
const ANSWERED_AFTER_MS = 500;

/** Each segment holds the challenge of the last receipt that the probe had when it began. */
function nextBatch({ plan, probe, position, receipts = [] }: HistoryStory, untilAtMs: number, most: number): string[] {
  const segments: string[] = [];
  while (segments.length < most) {
    const known = receipts.findLastIndex(({ atMs }) => atMs <= position.atMs);
    const [last] = receipts.splice(0, known + 1).slice(-1);
    if (last) position.challenge = last.challenge;
    const next = nextSegment(plan, probe, position, untilAtMs);
    if (!next) break;
    segments.push(next.text);
  }
  return segments;
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
