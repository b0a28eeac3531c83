import type { FoldInput } from './derive-line.ts';
import { type Intake, startIntake, takeRounds } from './intake.ts';

/**
 * How long the machine slept in these segments of one boot, oldest first, as the fold counts it: by so much later than by
 * the offset of the boot the ticks of what comes after them stand.
 */
export function sleptMsIn(items: Iterable<FoldInput>): number {
  let intake: Intake | null = null;
  for (const { segment, method } of items) {
    if (segment.rounds.length === 0) continue;
    intake ??= startIntake(segment, 0);
    // another run begins awake
    if (intake.runId !== segment.runId) intake = { ...intake, runId: segment.runId, sleep: null };
    takeRounds(intake, segment, method);
    intake.pending = [];
  }
  return intake?.sleptMs ?? 0;
}
