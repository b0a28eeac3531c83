/** Writes one event; `fields` are short values, never personal ones. */
export type Log = (event: string, fields?: Record<string, string | number | boolean | null>) => void;

/** One JSON line per event, on standard output unless told otherwise. `now` gives the wall clock in epoch ms. */
export function openLog(now: () => number, stream: { write: (text: string) => unknown } = process.stdout): Log {
  return (event, fields = {}) => {
    stream.write(`${JSON.stringify({ at: new Date(now()).toISOString(), event, ...fields })}\n`);
  };
}

/** The message and its causes in one line, for the log. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` (because: ${describeError(error.cause)})`;
  return `${error.message}${cause}`;
}
