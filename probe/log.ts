import type { MeasureLog } from './measure-log.ts';

/**
 * What the probe says while it runs. Messages are plain sentences; details are numbers and short words. Personal values
 * (own addresses, texts of the router) have no place here: the log ends up in files and tickets that nobody guards.
 */
export type Log = MeasureLog;

/** One JSON line per event through `write`; `wallAtMs` dates it. */
export function openLog(write: (line: string) => void, wallAtMs: () => number): Log {
  const entry = (level: string) => (message: string, details?: Record<string, unknown>) =>
    write(`${JSON.stringify({ at: new Date(wallAtMs()).toISOString(), level, message, ...plainDetails(details) })}\n`);
  return { info: entry('info'), warn: entry('warn'), error: entry('error') };
}

/** The log of the running program, on standard output. A closed pipe must not end the measuring. */
export function openStdoutLog(wallAtMs: () => number): Log {
  process.stdout.on('error', () => undefined);
  return openLog((line) => process.stdout.write(line), wallAtMs);
}

/** The message of an error and of its causes, in one line. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` (because: ${describeError(error.cause)})`;
  return `${error.message || error.name}${cause}`;
}

function plainDetails(details: Record<string, unknown> = {}): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(details).map(([key, value]) => [key, value instanceof Error ? describeError(value) : value]),
  );
}
