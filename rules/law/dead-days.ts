import { addDays, dayOf, dayStartAtMs } from '../outage/calendar-days.ts';

/**
 * Time in which every contracted service was gone. It began between the first two instants and ended between the last
 * two; `endLatestAtMs` null: it lasts, and was last measured dead at `endEarliestAtMs`. `isTold`: nobody measured it, so
 * none of it is certain.
 */
export type DeadInterval = {
  startEarliestAtMs: number;
  startLatestAtMs: number;
  endEarliestAtMs: number;
  endLatestAtMs: number | null;
  isTold?: true;
};

export type DeadDay = {
  /** Local day. */
  day: string;
  /** Certainly dead on this day; of an outage that lasts, as far as was measured. */
  certainMs: number;
  /** The same, with an outage that lasts counted until now. */
  likelyMs: number;
  lengthMs: number;
};

/** What is known of one local day. Days are as long as the zone makes them: 23, 24 or 25 hours are one day. */
export function deadOnDay(intervals: readonly DeadInterval[], day: string, zone: string, nowMs: number): DeadDay {
  const from = dayStartAtMs(day, zone);
  const to = dayStartAtMs(addDays(day, 1), zone);
  const inside = (parts: readonly Span[]) =>
    parts.reduce((sum, part) => sum + Math.max(0, Math.min(part.to, to) - Math.max(part.from, from)), 0);
  return {
    day,
    certainMs: inside(joinSpans(intervals.map(certainSpan))),
    likelyMs: inside(joinSpans(intervals.map((interval) => likelySpan(interval, nowMs)))),
    lengthMs: to - from,
  };
}

/** Certainly dead time of all intervals together. */
export function certainDeadMs(intervals: readonly DeadInterval[]): number {
  return joinSpans(intervals.map(certainSpan)).reduce((sum, { from, to }) => sum + to - from, 0);
}

/** The same, counted until now where an outage lasts. */
export function likelyDeadMs(intervals: readonly DeadInterval[], nowMs: number): number {
  return joinSpans(intervals.map((interval) => likelySpan(interval, nowMs))).reduce(
    (sum, { from, to }) => sum + to - from,
    0,
  );
}

/** Local days that dead time touches, from the first to the last; none when there is no dead time. */
export function touchedDays(
  intervals: readonly DeadInterval[],
  zone: string,
  nowMs: number,
): { first: string; last: string } | null {
  const spans = joinSpans(intervals.map((interval) => likelySpan(interval, nowMs)));
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last) return null;
  return { first: dayOf(first.from, zone), last: dayOf(last.to - 1, zone) };
}

export type Span = { from: number; to: number };

function certainSpan({ startLatestAtMs, endEarliestAtMs, isTold }: DeadInterval): Span {
  return { from: startLatestAtMs, to: isTold ? startLatestAtMs : endEarliestAtMs };
}

function likelySpan(interval: DeadInterval, nowMs: number): Span {
  const to = interval.endLatestAtMs === null ? Math.max(interval.endEarliestAtMs, nowMs) : interval.endEarliestAtMs;
  return { from: interval.startLatestAtMs, to };
}

/** In order, without overlap, empty ones left out: overlapping reports of one outage must not count twice. */
function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else joined.push({ ...span });
  }
  return joined;
}
