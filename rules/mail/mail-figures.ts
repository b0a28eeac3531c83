import type { MailRoute } from '../method.ts';
import type { MailBound, MailFigures, MailRecord } from './mail.ts';
import { mailAtMs } from './mail-record.ts';
import { arrivalOf, bounceOf, latencyOf, mailStateAt, openAgeMs } from './mail-state.ts';

/** How long a mail took; `isAtLeast`: it is on its way, never came, or came unwatched. */
type Lifetime = MailBound;

/**
 * Figures over mails of one route. A mail that has not come tells the least: percentiles by Kaplan and Meier (1958), and
 * where too many are missing for that, a lower bound. So a queue that holds mail makes the figures worse, not better by
 * the mails that are missing. A mail that may have been greylisted is counted and stands in no percentile; neither does
 * one that was given back, or whose clocks were doubtful, unless the probe itself waited past the late limit: then that.
 */
export function mailFigures(
  records: readonly MailRecord[],
  route: MailRoute,
  watchedUntilMs: number | null,
): MailFigures {
  const lives = records.flatMap((record) => lifetimeOf(record, route, watchedUntilMs) ?? []);
  const notTested = records.filter((record) => isUntested(record, route, watchedUntilMs)).length;
  const slots = records.filter(({ outcome }) => outcome !== 'unknown').length;
  const sorted = [...lives].sort((a, b) => a.ms - b.ms || Number(a.isAtLeast) - Number(b.isAtLeast));
  return {
    count: records.filter(({ acceptedAtMs }) => acceptedAtMs !== null).length,
    open: records.filter((record) => openAgeMs(record, route, watchedUntilMs) !== null).length,
    notTested,
    medianMs: percentileOf(sorted, 0.5),
    p95Ms: percentileOf(sorted, 0.95),
    maxMs: sorted.at(-1) ?? null,
    testedRatio: slots === 0 ? null : (slots - notTested) / slots,
  };
}

export type Slices = { fromAtMs: number; toAtMs: number; stepMs: number };
/** The same by slices of `stepMs` from `fromAtMs` on, each mail where it was handed over; empty slices are left out. */
export function mailSeries(
  records: readonly MailRecord[],
  route: MailRoute,
  watchedUntilMs: number | null,
  { fromAtMs, toAtMs, stepMs }: Slices,
): { fromAtMs: number; figures: MailFigures }[] {
  const slices = new Map<number, MailRecord[]>();
  for (const record of records) {
    const atMs = mailAtMs(record);
    if (atMs < fromAtMs || atMs >= toAtMs) continue;
    const sliceAtMs = atMs - ((atMs - fromAtMs) % stepMs);
    const slice = slices.get(sliceAtMs);
    if (slice) slice.push(record);
    else slices.set(sliceAtMs, [record]);
  }
  return [...slices]
    .sort(([a], [b]) => a - b)
    .map(([sliceAtMs, slice]) => ({ fromAtMs: sliceAtMs, figures: mailFigures(slice, route, watchedUntilMs) }));
}

/** A slot that went by. A mail that was seen all the same was no such slot. */
function isUntested(record: MailRecord, route: MailRoute, watchedUntilMs: number | null): boolean {
  return mailStateAt(record, route, watchedUntilMs) === 'not-tested';
}

function isLate(record: MailRecord, route: MailRoute): boolean {
  return mailStateAt(record, route, null) === 'arrived-late';
}

function lifetimeOf(record: MailRecord, route: MailRoute, watchedUntilMs: number | null): Lifetime | null {
  if (record.acceptedAtMs === null || record.timed?.isGreylistSuspect) return null;
  if (arrivalOf(record, route)) {
    const latency = latencyOf(record, route);
    if (!latency) return null;
    if (latency.isDoubtful) return isLate(record, route) ? { ms: route.lateMs, isAtLeast: true } : null;
    return latency.isOneNumber ? { ms: latency.maxMs, isAtLeast: false } : { ms: latency.minMs, isAtLeast: true };
  }
  if (bounceOf(record)) return null;
  const ageMs = openAgeMs(record, route, watchedUntilMs);
  return { ms: ageMs ?? route.lostMs, isAtLeast: true };
}

/** `sorted` by time, those that came before those that only tell the least. */
function percentileOf(sorted: readonly Lifetime[], ratio: number): MailBound | null {
  if (sorted.length === 0) return null;
  let left = 1;
  for (const [index, { ms, isAtLeast }] of sorted.entries()) {
    if (!isAtLeast) left *= 1 - 1 / (sorted.length - index);
    if (left <= 1 - ratio + 1e-9) return { ms, isAtLeast: false };
  }
  const nth = sorted[Math.max(0, Math.ceil(sorted.length * ratio) - 1)];
  return nth ? { ms: nth.ms, isAtLeast: true } : null;
}
