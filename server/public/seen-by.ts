import { dayOf } from '../../rules/outage/calendar-days.ts';
import type { Site } from '../site.ts';
import type { Line, ReadStore } from '../store/store.ts';
import type { Asker } from '../visibility.ts';
import { dayUntil } from './public-days.ts';
import { publicNow, reallyLiveNow } from './public-now.ts';
import { publicStore } from './public-store.ts';
import { publicView } from './public-view.ts';
import { releasedMail } from './released-mail.ts';
import { withoutPersonalValues } from './released-outage.ts';

/** The site as this asker sees one line: owner and this machine see everything, strangers through {@link publicStore}. */
export function seenBy(site: Site, asker: Asker, line: Line): Site {
  if (asker !== 'visitor') return site;
  const { keep } = site;
  const exactNowMs = site.nowMs();
  const view = publicView({ store: keep.store, arrivals: site.arrivals }, line, exactNowMs);
  const store = publicStore(keep.store, line, view, keep.idMask);
  const nowOf = () => (view.isReallyLive ? reallyLiveNow(keep, line, exactNowMs) : publicNow(store, line, view));
  const live = { lastContactAtMs: () => null, silence: () => null };
  return { ...site, nowMs: () => view.nowMs, keep: { ...keep, store, live }, publicNow: nowOf };
}

/**
 * The store for exports that a stranger may fetch, because the owner released the evidence: exact, but nothing that is
 * newer than what the pages show.
 */
export function evidenceSeenBy(site: Site, asker: Asker, line: Line): { store: ReadStore; nowMs: number } {
  const { store: exact } = site.keep;
  if (asker !== 'visitor') return { store: exact, nowMs: site.nowMs() };
  const { keep, nowMs } = seenBy(site, asker, line);
  const untilAtMs = keep.store.current(line.id)?.measuredAtMs ?? 0;
  return { store: releasedStore(exact, line, { untilAtMs, current: keep.store.current }), nowMs: nowMs() };
}

/** The same without a site: `untilAtMs` is the last instant that the pages for strangers show. */
export function releasedStore(
  exact: ReadStore,
  line: Line,
  { untilAtMs, current }: { untilAtMs: number; current: ReadStore['current'] },
): ReadStore {
  const summedIntervals: ReadStore['intervals'] = (id, fromAtMs, toAtMs) =>
    exact
      .summedIntervals(id, fromAtMs, Math.min(toAtMs, untilAtMs))
      .map((one) => ({ ...one, toAtMs: Math.min(one.toAtMs, untilAtMs) }));
  const summedOutages: ReadStore['summedOutages'] = (id, fromAtMs, toAtMs) =>
    exact
      .summedOutages(id, fromAtMs, Math.min(toAtMs, untilAtMs))
      .filter(({ startEarliestAtMs }) => startEarliestAtMs < untilAtMs);
  return {
    ...exact,
    ...releasedMail(exact, line.id, untilAtMs),
    current,
    intervals: summedIntervals,
    summedIntervals,
    summedOutages,
    days: (id, fromDay, toDay) => {
      const today = dayOf(untilAtMs - 1, line.zone);
      const over = exact.days(id, fromDay, toDay).filter(({ day }) => day < today);
      if (untilAtMs <= 0 || today < fromDay || today > toDay) return over;
      return [...over, dayUntil({ intervals: summedIntervals, summedOutages }, line, today, untilAtMs)];
    },
    // what the router and the packets said is part of the evidence; values of the home are not, nor where they are kept
    wholeOutages: (id, fromAtMs, toAtMs) =>
      exact
        .wholeOutages(id, fromAtMs, toAtMs)
        .filter((one) => one.endLatestAtMs !== null && one.endLatestAtMs <= untilAtMs)
        .map(withoutPersonalValues),
  };
}

/** For whom the owner gave a link: exact and up to now, without what stands for personal values, hosts and accounts. */
export function withoutPrivate(exact: ReadStore, line: Pick<Line, 'id'>, nowMs: number): ReadStore {
  return {
    ...exact,
    ...releasedMail(exact, line.id, nowMs),
    wholeOutages: (...asked) => exact.wholeOutages(...asked).map(withoutPersonalValues),
  };
}
