import type { SightRole } from '../outage/observation.ts';
import type { Inputs } from '../verdict/inputs.ts';
import { type AnswerCount, type AnswerLog, type AnswerLogs, countAnswers } from './answer-log.ts';

/** Fresh so long: line-measurement.md §4. */
const FRESH_MS: Partial<Record<SightRole, number>> = { 'isp-resolver': 30_000, 'public-resolver': 30_000 };
const FRESH_PATH_MS = 10_000;
/** So many lost in a row of a hop or host are a silence: hops limit their replies. */
const SILENT_AFTER = 2;
/** A change of who answers is one when it lasts so many attempts. */
const CHANGE_AFTER = 3;

export type Stretch = { fromAtMs: number; toAtMs: number };

/** What answered on the way in a stretch of the outage `whole`, what was said shortly before included. */
export function pathInputs(
  logs: AnswerLogs,
  { fromAtMs, toAtMs }: Stretch,
  whole: Stretch,
): Pick<Inputs, 'firstHop' | 'ispHost' | 'ispResolver' | 'publicResolvers'> {
  const count = (role: SightRole) => {
    const since = Math.max(whole.fromAtMs, fromAtMs - (FRESH_MS[role] ?? FRESH_PATH_MS));
    return countAnswers(logs, role, since, toAtMs);
  };
  // names are asked every half minute: whether any was answered is asked of the whole outage
  const names = countAnswers(logs, 'public-resolver', whole.fromAtMs, whole.toAtMs);
  return {
    firstHop: stateOf(count('first-hop'), SILENT_AFTER),
    ispHost: stateOf(count('isp-host'), SILENT_AFTER),
    ispResolver: stateOf(count('isp-resolver'), 1),
    publicResolvers: NAMES[stateOf(names, 1)],
  };
}

const NAMES = { ok: 'some', fail: 'none', na: 'na' } as const;

function stateOf({ answered, lost }: AnswerCount, silentAfter: number): 'ok' | 'fail' | 'na' {
  if (answered > 0 && answered >= lost) return 'ok';
  return lost >= silentAfter ? 'fail' : 'na';
}

/** So many in a row that one which limits its replies as this one does leaves out by chance once in a million. */
function silenceAfter({ answered, lost }: AnswerLog['usual']): number {
  const ratio = Math.min(0.5, (lost + 1) / (answered + lost + 1));
  return Math.max(CHANGE_AFTER, Math.ceil(Math.log(1e-6) / Math.log(ratio)));
}

/** Where in the outage a hop or host of the provider fell silent or came back. */
export function pathChanges(logs: AnswerLogs, whole: Stretch): number[] {
  return Object.values(logs)
    .filter(({ role }) => role === 'first-hop' || role === 'isp-host')
    .flatMap(({ runs, usual }) =>
      runs
        .filter((run, at) => {
          const before = runs[at - 1];
          if (!before || run.fromAtMs <= whole.fromAtMs || run.fromAtMs >= whole.toAtMs) return false;
          const wasForMs = before.toAtMs - Math.max(before.fromAtMs, whole.fromAtMs);
          return run.count >= (run.isAnswer ? CHANGE_AFTER : silenceAfter(usual)) && wasForMs >= FRESH_PATH_MS;
        })
        .map(({ fromAtMs }) => fromAtMs),
    );
}
