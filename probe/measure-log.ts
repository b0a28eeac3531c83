/** What the measuring half asks of a log: one event a line, in plain words, details beside it. Any logger of that shape fits. */
export type MeasureLog = {
  info(message: string, details?: Record<string, unknown>): void;
  warn(message: string, details?: Record<string, unknown>): void;
  error(message: string, details?: Record<string, unknown>): void;
};
