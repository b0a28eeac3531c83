import type { MailRoute } from '../method.ts';
import { type MailMemory, NO_MEMORY } from './host-clocks.ts';
import type { MailDelay, MailRecord, MailRouteNow } from './mail.ts';
import { delayOf } from './mail-delay.ts';
import { type Judged, judge, TRACKS, type Track } from './mail-judgement.ts';
import { teaches } from './mail-learning.ts';
import { routeNow } from './mail-now.ts';
import { inMailOrder, type MailTools, mailAtMs } from './mail-record.ts';
import { openAgeMs } from './mail-state.ts';
import { stretchesOf } from './mail-stretches.ts';
import { timeMails } from './mail-timed.ts';
import type { MailboxWatch } from './mail-watch.ts';

/** Mails younger than that are looked at again: reports, second readers and uploads come late. */
const BORDER_LAG_MS = 6 * 3_600_000;

/** Where the next fold of a route may begin: plain JSON. */
export type RouteCarry = {
  /** Mails before it (by `mailAtMs`) are settled and none of their stretches reaches beyond it. */
  borderAtMs: number;
  /** What they taught. */
  memory: MailMemory;
};

export type RouteToFold = {
  line: string;
  route: MailRoute;
  /** Of the mailbox `route.to`. */
  watch: MailboxWatch;
  /** In any order: all from `carry.borderAtMs` on, or all. */
  records: readonly MailRecord[];
  carry: RouteCarry | null;
};
export type FoldedRoute = {
  /** The same records, with `timed`. */
  records: MailRecord[];
  /** All that begin (`startEarliestAtMs`) at the border or later, oldest first. */
  delays: MailDelay[];
  now: MailRouteNow;
  carry: RouteCarry | null;
};

/**
 * A route, from its mails. From a border on it gives what it gives from all of them, as long as no mail before the border
 * has changed and the settings are the same: then fold from the start, without `carry`.
 */
export function foldRoute({ line, route, watch, records, carry }: RouteToFold, tools: MailTools): FoldedRoute {
  const mails = timeMails(inMailOrder(records), route, carry?.memory ?? NO_MEMORY);
  const judged = mails.map((mail) => judge(mail, route, watch.watchedUntilMs));
  const tracks = TRACKS.map((track) => ({ track, ...stretchesOf(judged.map((one) => one[track])) }));
  const timed = mails.map(({ record }, index) => placed(record, judged[index]));
  const isRest = timed.map((_, index) => tracks.every(({ restsBefore }) => restsBefore[index]));
  const border = borderOf({ timed, judged, isRest }, route, watch.watchedUntilMs);
  const found = tracks.flatMap(({ track, stretches }) => stretches.map((stretch) => ({ track, stretch })));
  return {
    records: timed,
    delays: found
      .map(({ track, stretch }) => delayOf(track, stretch, { line, route, tools }))
      .sort((a, b) => a.startLatestAtMs - b.startLatestAtMs || a.firstMail - b.firstMail),
    now: routeNow(
      { mails: timed, judged, open: found.filter(({ stretch }) => stretch.firstWell === null) },
      route,
      watch,
    ),
    carry: border < 0 ? carry : carryAt(mails, border),
  };
}

/** The place that is said of a mail in trouble stands with it. */
function placed(record: MailRecord, judged: Record<Track, Judged> | undefined): MailRecord {
  const trouble = TRACKS.map((track) => judged?.[track]).find((one) => one?.is === 'trouble');
  return trouble && record.timed ? { ...record, timed: { ...record.timed, place: trouble.place } } : record;
}

function carryAt(mails: readonly { record: MailRecord; memory: MailMemory }[], border: number): RouteCarry | null {
  const mail = mails[border];
  return mail ? { borderAtMs: mailAtMs(mail.record), memory: mail.memory } : null;
}

type Folded = {
  timed: readonly MailRecord[];
  judged: readonly Record<Track, Judged>[];
  isRest: readonly boolean[];
};

/** The newest mail that is old enough, well in every way, with nothing open or on its way before it; -1: none. */
function borderOf({ timed, judged, isRest }: Folded, route: MailRoute, watchedUntilMs: number | null): number {
  const firstOpen = timed.findIndex((record) => openAgeMs(record, route, watchedUntilMs) !== null);
  // they may be too many for Math.max
  const newestAtMs = timed.reduce((newest, record) => Math.max(newest, mailAtMs(record)), Number.NEGATIVE_INFINITY);
  return timed.findLastIndex((record, index) => {
    const before = timed[index - 1];
    const isFirstOfItsInstant = !before || mailAtMs(before) < mailAtMs(record);
    // what is said of the mails before it rests on no mail behind it
    const isWell = teaches(record, route) && TRACKS.every((track) => judged[index]?.[track].is === 'well');
    const isOld = mailAtMs(record) <= newestAtMs - BORDER_LAG_MS;
    return isOld && isWell && isRest[index] && isFirstOfItsInstant && (firstOpen < 0 || index < firstOpen);
  });
}
