import { addDays, dayStartAtMs } from '../../rules/outage/calendar-days.ts';
import { MARGIN_DAYS_BEFORE } from '../../rules/wire/bundle.ts';
import { sumsOfPeriod } from '../figures/sums.ts';
import type { AskedPeriod } from '../period.ts';
import type { Line, ReadStore } from '../store/store.ts';
import type { WorkAsk } from './evidence-work.ts';

/** Packed rounds and receipts of a day with a round each 5 s and a router that is asked; measured on made-up days. */
const BYTES_PER_DAY = 1_750_000;
/** Report, checking programs, keys, derived tables, heads. */
const BYTES_BESIDES = 600_000;
/** A year's report, with its files. */
const REPORT_BYTES = 5_000_000;
const DAY_MS = 86_400_000;

/** About how large `evidence.zip` of a period will be; by how long was observed, so cheap to say. */
export function estimateBundleBytes(
  input: { store: ReadStore; line: Line },
  { fromDay, toAtMs }: Pick<AskedPeriod, 'fromDay' | 'toAtMs'>,
): number {
  const fromAtMs = dayStartAtMs(addDays(fromDay, -MARGIN_DAYS_BEFORE), input.line.zone);
  const { unknownMs } = sumsOfPeriod(input, fromAtMs, toAtMs);
  const observedMs = Math.max(0, toAtMs - fromAtMs - unknownMs);
  return Math.round(BYTES_BESIDES + (observedMs / DAY_MS) * BYTES_PER_DAY);
}

/** The same of what is asked of evidence-work.ts: a bundle, or a report alone. */
export function estimateWorkBytes(store: ReadStore, { kind, line: id, period }: WorkAsk): number {
  const line = kind === 'zip' ? store.line(id) : null;
  return line === null ? REPORT_BYTES : estimateBundleBytes({ store, line }, period);
}
