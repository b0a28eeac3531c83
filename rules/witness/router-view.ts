import type { Inputs } from '../verdict/inputs.ts';
import { isBelieved, isByUser, type RouterMemory, type RouterTold } from './router-memory.ts';
import type { UptimeTrack } from './uptime-track.ts';

/** A stretch of an outage as its bounds say; while it lasts up to the newest sample. */
export type OutageTime = {
  startEarliestAtMs: number;
  startLatestAtMs: number;
  endEarliestAtMs: number;
  endLatestAtMs: number;
};

/** What the router says of an outage, and what of it is believed. */
export type RouterView = {
  /** What it said in the outage, oldest first; before the first new word and after the last the neighbours hold. */
  told: RouterTold[];
  isSessionBelieved: boolean;
  isSyncBelieved: boolean;
  /** Something was said and is not believed. */
  isImplausible: boolean;
  /** The router itself started in the outage. */
  isRestarted: boolean;
  /** By its later seconds: a session, a synchronisation began in the outage, or lasted all through it. */
  session: 'began' | 'lasted' | null;
  sync: 'began' | 'lasted' | null;
  /** The user ended a session in it, as the router said once the next one stood. */
  isEndedByUser: boolean;
  /**
   * What it tells of the way through the home beside a ping of the gateway; null = nothing. silent: it answered before and
   * not in the outage. behind: another router stands between it and the line. cut: and it lost that one.
   */
  wayOut: 'silent' | 'behind' | 'cut' | null;
  /** Words that all is well are outdated where they are older: what began then had been lost, and nobody saw it. */
  lostUnseenAtMs: { session: number | null; sync: number | null };
};

type Heard = Pick<Inputs, 'dslSync' | 'wanSession' | 'disconnectedBy' | 'routerStart'>;

const AROUND_MS = 5_000;
const SAID_TWICE = 2;
/** A router is polled every ten seconds while the line is down; one that is slow leaves an attempt out. */
const SILENT_AFTER = 2;
/** When a new session stands, its words are heard at the latest. */
const HEARD_AFTER_MS = 180_000;

/** Looks at an outage with the router's eyes. `nowAtMs`: everything up to there was heard. */
export function viewRouter(memory: RouterMemory, time: OutageTime, nowAtMs: number): RouterView {
  const told = toldWithin(memory, time);
  if (memory.isBehindRouter) return { ...HEARD_NOTHING, wayOut: told.some(isGone) ? 'cut' : 'behind' };
  const session = spanOf(memory.session, time);
  const sync = syncSpan(memory, time);
  const [saysGone, saysLost] = [told.some(isSessionGone), told.some(isSyncLost)];
  const [isSessionTrue, isSyncTrue] = [isTrue(memory, 'session', time, nowAtMs), isTrue(memory, 'sync', time, nowAtMs)];
  const isSessionBelieved = isSessionTrue && !(saysGone && session === 'lasted');
  const isSyncBelieved = isSyncTrue && !(saysLost && sync === 'lasted');
  const isRestarted = hasRestarted(memory, time, nowAtMs);
  const hasSaid = told.some((one) => one.session !== null) && !isSessionBelieved;
  const hasSaidSync = told.some((one) => syncOf(one) !== null) && !isSyncBelieved;
  return {
    told,
    isSessionBelieved,
    isSyncBelieved,
    isImplausible: hasSaid || hasSaidSync,
    isRestarted,
    isEndedByUser: session === 'began' && hasUserEnded(memory, time),
    wayOut: isSilent(memory, time) ? 'silent' : null,
    session: isSessionTrue ? session : null,
    sync: isSyncTrue ? sync : null,
    lostUnseenAtMs: {
      session: saysGone ? null : beganAtMs(memory.session, session, null),
      sync: saysLost ? null : beganAtMs(memory.dsl, sync, time.endEarliestAtMs),
    },
  };
}

function syncSpan({ dsl, retrains }: RouterMemory, time: OutageTime): 'began' | 'lasted' | null {
  return spanOf(dsl, time) ?? (isWithin(retrains.change, time) ? 'began' : null);
}

function beganAtMs(track: UptimeTrack | null, span: RouterView['session'], orAtMs: number | null): number | null {
  return span === 'began' ? (track?.startAtMs ?? orAtMs) : null;
}

/** One that stands behind another router knows the line to that one, and no other. */
const HEARD_NOTHING: Omit<RouterView, 'wayOut'> = {
  told: [],
  isSessionBelieved: false,
  isSyncBelieved: false,
  isImplausible: false,
  isRestarted: false,
  session: null,
  sync: null,
  isEndedByUser: false,
  lostUnseenAtMs: { session: null, sync: null },
};

function toldWithin({ told }: RouterMemory, time: OutageTime): RouterTold[] {
  return told.filter(
    ({ fromAtMs, askedAtMs }) => askedAtMs >= time.startLatestAtMs && fromAtMs <= time.endEarliestAtMs,
  );
}

const isSessionGone = ({ session }: RouterTold) => session !== null && session !== 'connected';
const isSyncLost = (one: RouterTold) => syncOf(one) === 'down' || syncOf(one) === 'init';
const isGone = (one: RouterTold) => isSyncLost(one) || isSessionGone(one);

function isTrue(memory: RouterMemory, of: 'session' | 'sync', { startEarliestAtMs }: OutageTime, nowAtMs: number) {
  return isBelieved(memory, of, startEarliestAtMs, nowAtMs);
}

/** It answered before and nobody did in the outage: it, or the way to it, was dead. */
function isSilent({ silence, told, last, before }: RouterMemory, time: OutageTime): boolean {
  const { startEarliestAtMs, startLatestAtMs, endEarliestAtMs } = time;
  if (!silence || silence.attempts < SILENT_AFTER || silence.fromAtMs < startEarliestAtMs - AROUND_MS) return false;
  if (silence.fromAtMs > endEarliestAtMs || silence.toAtMs < startLatestAtMs) return false;
  const heard = [last, before].some((one) => one && one.atMs >= startLatestAtMs && one.atMs <= endEarliestAtMs);
  return !heard && !told.some(({ toAtMs }) => toAtMs >= startLatestAtMs && toAtMs <= endEarliestAtMs);
}

function hasUserEnded({ userEnded }: RouterMemory, { startEarliestAtMs, endLatestAtMs }: OutageTime): boolean {
  const { value, change } = userEnded;
  if (value !== 'true' || change === null) return false;
  return change.toAtMs >= startEarliestAtMs && change.toAtMs <= endLatestAtMs + HEARD_AFTER_MS;
}

/** Its words for a stretch of the outage, as far as they are believed. */
export function heardIn(view: RouterView, fromAtMs: number, toAtMs: number): Heard {
  const one = toldIn(view, fromAtMs, toAtMs);
  const sync = one ? believedSync(one, view) : null;
  const isRunning = one !== null && one.grown > 0 && one.impossible === 0;
  const isConnected = one?.session === 'connected';
  const isOutdated = isConnected && one.toAtMs < (view.lostUnseenAtMs.session ?? 0);
  const isTrue = view.isSessionBelieved && !isOutdated && (!isConnected || isRunning);
  const session = isTrue ? one?.session : null;
  return {
    // a link that stands may end at a modem in the house: only a synchronisation proves that the wire to the provider does
    dslSync: sync === 'up' && one?.dslSync !== 'up' ? 'na' : (sync ?? 'na'),
    wanSession: session ?? 'na',
    disconnectedBy: view.isEndedByUser || (one && view.isSessionBelieved && isByUser(one)) ? 'user' : 'na',
    routerStart: view.isRestarted ? 'within' : 'na',
  };
}

/** What it said in that stretch: the newest words that began in or before it, or else the first that came. */
function toldIn({ told }: RouterView, fromAtMs: number, toAtMs: number): RouterTold | null {
  const known = told.findLast((one) => one.fromAtMs <= fromAtMs && one.toAtMs >= fromAtMs);
  return known ?? told.findLast((one) => one.fromAtMs < toAtMs) ?? told[0] ?? null;
}

/**
 * That the line is fine, and the fault further out, is believed when it was said twice in a row.
 * A router whose session stands still may tell everything from memory: that the line is fine is not taken from it, that the
 * DSL is gone is.
 */
export function believedSync(
  one: RouterTold,
  { isSyncBelieved, isSessionBelieved, lostUnseenAtMs }: RouterView,
): ReturnType<typeof syncOf> {
  if (!isSyncBelieved) return null;
  const isOutdated = one.toAtMs < (lostUnseenAtMs.sync ?? 0);
  if (syncOf(one) === 'up' && (isOutdated || one.answers < SAID_TWICE)) return null;
  if (isSessionBelieved) return syncOf(one);
  return one.dslSync === 'up' ? null : one.dslSync;
}

/** DSL synchronisation, or the physical link where that is all that is said. */
export function syncOf({ dslSync, link }: Pick<RouterTold, 'dslSync' | 'link'>): 'up' | 'init' | 'down' | null {
  return dslSync ?? link;
}

function spanOf(track: UptimeTrack | null, time: OutageTime): 'began' | 'lasted' | null {
  if (!track || track.heardAtMs < time.endEarliestAtMs) return null;
  if (track.startAtMs < time.startEarliestAtMs - AROUND_MS) return 'lasted';
  return track.startAtMs <= time.endLatestAtMs + AROUND_MS ? 'began' : null;
}

function hasRestarted(memory: RouterMemory, time: OutageTime, nowAtMs: number): boolean {
  const { device } = memory;
  if (!device || device.heardAtMs < time.startLatestAtMs) return false;
  if (!isBelieved(memory, 'device', time.startEarliestAtMs, nowAtMs)) return false;
  // it takes longer to start than the clocks differ; one that started right at the end of this died after it
  return device.startAtMs >= time.startEarliestAtMs - AROUND_MS && device.startAtMs <= time.endLatestAtMs - AROUND_MS;
}

function isWithin(change: { fromAtMs: number; toAtMs: number } | null, time: OutageTime): boolean {
  return change !== null && change.fromAtMs <= time.endLatestAtMs && change.toAtMs >= time.startLatestAtMs;
}
