import { classOfOutcome } from '../rules/sample.ts';
import { runAttempt } from './attempts.ts';
import { LATE_AFTER_MS, type Plan } from './targets.ts';

/** Asks each far target of a plan once, and counts; about two seconds. Nothing of it is recorded. */
export async function tryFarTargets(plan: Plan): Promise<{ asked: number; answered: number }> {
  let answered = 0;
  const asks = plan.entries.flatMap(({ role, way }) => (role === 'far' && way.kind === 'check' ? [way] : []));
  const signal = new AbortController().signal;
  await Promise.all(
    asks.map(({ check, settings }) =>
      runAttempt({
        measure: (attempt) => check.measure(settings, attempt),
        tickMs: () => 0,
        lateAfterMs: LATE_AFTER_MS,
        listenMs: LATE_AFTER_MS,
        signal,
        personal: () => '',
        moment: null,
        onReading: (_sentTickMs, reading) => {
          if (classOfOutcome(reading.outcome) === 'answered') answered += 1;
        },
        onBug: () => undefined, // told when the plan is in force
      }),
    ),
  );
  return { asked: asks.length, answered };
}
