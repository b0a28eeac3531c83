import { classOfOutcome } from '../rules/sample.ts';
import { type Attempt, type Reading, unanswered } from './checks/check.ts';

export type AttemptOptions = {
  measure(attempt: Attempt): Promise<Reading>;
  tickMs(): number;
  lateAfterMs: number;
  listenMs: number;
  /** See `Attempt`. */
  personal: Attempt['personal'];
  moment: Attempt['moment'];
  /** Ends the attempt early, without an outcome. */
  signal: AbortSignal;
  /** The outcome; a second call (late answer, or proof that nothing was measured) supersedes the first. */
  onReading(sentTickMs: number, reading: Reading): void;
  /** The check threw: a bug of it. */
  onBug(error: unknown): void;
};

/** How long after `listenMs` a check may still need to close what it opened. */
const CLOSING_MS = 2000;

/**
 * Runs one attempt of a check: `timeout` after `lateAfterMs`, then listening on until `listenMs`. Never rejects, and
 * ends even when the check ignores its deadline.
 */
export async function runAttempt(options: AttemptOptions): Promise<void> {
  const { tickMs, onReading } = options;
  const sentTickMs = tickMs();
  const deadline = new AbortController();
  const abort = () => deadline.abort();
  options.signal.addEventListener('abort', abort, { once: true });
  let isJudged = false;
  const lateTimer = setTimeout(async () => {
    await nextPoll(); // an answer that waits to be read came in time
    if (isJudged || options.signal.aborted) return;
    isJudged = true;
    onReading(sentTickMs, unanswered('timeout'));
  }, options.lateAfterMs);
  const deadlineTimer = setTimeout(abort, options.listenMs);
  const reading = await withinDeadline(options, deadline.signal);
  clearTimeout(lateTimer);
  clearTimeout(deadlineTimer);
  options.signal.removeEventListener('abort', abort);
  if (options.signal.aborted) return;
  if (!isJudged || doesSupersede(reading)) onReading(sentTickMs, reading);
  isJudged = true;
}

async function withinDeadline(options: AttemptOptions, signal: AbortSignal): Promise<Reading> {
  let lastTimer: NodeJS.Timeout | undefined;
  const overstayed = new Promise<Reading>((resolve) => {
    lastTimer = setTimeout(
      () => resolve(unanswered('tool-error', { error: 'overstayed' })),
      options.listenMs + CLOSING_MS,
    );
  });
  try {
    return await Promise.race([
      options.measure({ signal, tickUs, personal: options.personal, moment: options.moment }),
      overstayed,
    ]);
  } catch (error) {
    options.onBug(error);
    return unanswered('tool-error', { error: 'bug' });
  } finally {
    clearTimeout(lastTimer);
  }
}

/** After "lost" only an answer, or the proof that nothing was measured, has something to add. */
function doesSupersede(reading: Reading): boolean {
  return classOfOutcome(reading.outcome) !== 'lost';
}

/** Resolves when the event loop has looked for input once more. */
export function nextPoll(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(() => setImmediate(resolve));
  });
}

function tickUs(): number {
  return Number(process.hrtime.bigint() / 1000n);
}
