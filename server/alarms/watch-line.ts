import type { StateInterval } from '../../rules/outage/derived.ts';
import type { Silence } from '../keep.ts';
import type { OutageEntry } from '../store/store.ts';
import type { LineEvent } from './alarm-event.ts';
import { correctSaid, isNews, mayBeRenewal, outageFacts, type Said } from './outage-news.ts';
import { findingOf, SILENCE_REACH_MS } from './silence-finding.ts';
import type { MailState } from './watch-mail.ts';

/** What is known about a line when it is looked at. */
export type LineFacts = {
  nowMs: number;
  silence: Silence | null;
  lastContactAtMs: number | null;
  /** Up to where the delivered measurements reach; null before the first. */
  measuredAtMs: number | null;
  /** Those of the last days, oldest first. */
  outages: readonly OutageEntry[];
  /** By its id or an earlier one. */
  findOutage: (id: string) => OutageEntry | null;
  intervals: (fromAtMs: number, toAtMs: number) => StateInterval[];
};

type Interruption = { beganAtMs: number; endedAtMs: number; downMinMs: number; downMaxMs: number };

/** What was announced of a line, as it is kept between two looks (JSON). */
export type LineState = {
  /** What ended before this is history, not news. */
  watchedFromAtMs: number;
  /** Outages that last. `key` is the id under which it was announced. */
  open: { id: string; key: string; beganAtMs: number; isSaid: boolean }[];
  /** Outages that are dealt with, in that order. */
  done: { id: string; endedAtMs: number; said?: Said }[];
  /** `endedAtMs` is set while the measurements of that time are waited for. */
  silence: { sinceAtMs: number; isSaid: boolean; endedAtMs: number | null } | null;
  /** Interruptions of the last half hour that were announced with begin and end. */
  recent: Interruption[];
  flapping: (Interruption & { interruptions: number }) | null;
  /** Absent before the first look at its test mails. */
  mail?: MailState;
  /** Up to here it was looked whether measurements were lost. */
  lossSeenToAtMs: number;
};

/** What to announce, what to remember, and whether time alone can bring the next event. */
export type Look = { state: LineState; events: LineEvent[]; isUnsettled: boolean };

/** Late answers come within this time; an end that was just derived is said after it. */
const SETTLED_AFTER_MS = 8000;
/** From here on a silence is told as one of the probe. */
const LONG_SILENCE_MS = 900_000;
/** The measurements of a silence are waited for no longer than this. */
const FINDING_WITHIN_MS = 600_000;
/** The last measurements of an upload are some seconds old. */
const ROUND_LATE_MS = 10_000;
const END_WITHIN_MS = 60_000;
const FLAPPING_WINDOW_MS = 1_800_000;
const FLAPPING_AFTER = 3;
/** An interruption as long as this is announced even among many short ones. */
const LONG_INTERRUPTION_MS = 600_000;
const MAX_DONE = 100;

export function startWatching(nowMs: number): LineState {
  return {
    watchedFromAtMs: nowMs,
    open: [],
    done: [],
    silence: null,
    recent: [],
    flapping: null,
    lossSeenToAtMs: nowMs,
  };
}

/**
 * One look at a line: pure, same state and facts, same answer. Announced are outages that count and those whose place is
 * unknown; a fault at home only as the explanation of a silence. Silence alone is never called an outage.
 */
export function watchLine(before: LineState, facts: LineFacts): Look {
  const state = structuredClone(before);
  const events: LineEvent[] = [];
  state.recent = state.recent.filter(({ endedAtMs }) => facts.nowMs - endedAtMs < FLAPPING_WINDOW_MS);
  watchSilence(state, facts, events);
  explainSilence(state, facts, events);
  const isWaiting = watchOutages(state, facts, events);
  withdrawVanished(state, facts, events);
  correctSaid(state, facts, events);
  endFlapping(state, facts, events);
  watchLoss(state, facts, events);
  const isUnsettled = isWaiting || state.open.length > 0 || state.silence !== null || state.flapping !== null;
  return { state, events, isUnsettled };
}

function watchSilence(state: LineState, facts: LineFacts, events: LineEvent[]): void {
  const { silence, nowMs } = facts;
  if (silence === null) {
    if (state.silence === null || state.silence.endedAtMs !== null) return;
    state.silence = state.silence.isSaid
      ? { ...state.silence, endedAtMs: Math.max(facts.lastContactAtMs ?? nowMs, state.silence.sinceAtMs) }
      : null;
    return;
  }
  if (state.silence !== null && state.silence.sinceAtMs !== silence.sinceAtMs) {
    if (state.silence.endedAtMs !== null) sayContactBack(state, facts, events, state.silence.endedAtMs);
    state.silence = null;
  }
  state.silence ??= { sinceAtMs: silence.sinceAtMs, isSaid: false, endedAtMs: null };
  state.silence.endedAtMs = null;
  const { sinceAtMs, isSaid } = state.silence;
  const isKnownOut = state.open.some((outage) => outage.isSaid);
  // a server without network of its own hears nobody, and could not send either
  if (isSaid || isKnownOut || silence.selfCheck === 'unreachable') return;
  if (isHushed(state, facts, sinceAtMs, events)) return;
  const kind = nowMs - sinceAtMs >= LONG_SILENCE_MS ? 'probe-silent' : 'no-contact';
  events.push({ kind, key: String(sinceAtMs), sinceAtMs });
  state.silence.isSaid = true;
}

function explainSilence(state: LineState, facts: LineFacts, events: LineEvent[]): void {
  const endedAtMs = state.silence?.endedAtMs ?? null;
  if (endedAtMs === null) return;
  const measuredAtMs = facts.measuredAtMs ?? Number.NEGATIVE_INFINITY;
  const isDelivered = measuredAtMs >= endedAtMs - ROUND_LATE_MS;
  // the probe is back, so an outage is most likely over: its end is about to be delivered
  const mayEnd = measuredAtMs < endedAtMs + END_WITHIN_MS;
  const isClear = (outage: OutageEntry) => (outage.endLatestAtMs === null ? !mayEnd : isSettled(outage, facts.nowMs));
  const isDue = isDelivered && touching(state, facts, endedAtMs).every(isClear);
  if (!isDue && facts.nowMs - endedAtMs < FINDING_WITHIN_MS) return;
  sayContactBack(state, facts, events, endedAtMs);
  state.silence = null;
}

function sayContactBack(state: LineState, facts: LineFacts, events: LineEvent[], backAtMs: number): void {
  const sinceAtMs = state.silence?.sinceAtMs ?? backAtMs;
  const outages = touching(state, facts, backAtMs);
  const finding = findingOf({ sinceAtMs, backAtMs, outages, facts });
  const news = finding === 'outage' ? outages.filter(isNews) : [];
  events.push({
    kind: 'contact-back',
    key: String(sinceAtMs),
    sinceAtMs,
    backAtMs,
    finding,
    outages: news.map(outageFacts),
  });
  for (const outage of outages) {
    if (outage.endLatestAtMs !== null) finish(state, outage);
    else if (isNews(outage)) {
      state.open.push({ id: outage.id, key: outage.id, beganAtMs: outage.startEarliestAtMs, isSaid: false });
    }
  }
  const sums = news.reduce((sum, one) => sum + one.downMinMs, 0);
  const envelopes = news.reduce((sum, one) => sum + (one.downMaxMs ?? 0), 0);
  state.recent.push({ beganAtMs: sinceAtMs, endedAtMs: backAtMs, downMinMs: sums, downMaxMs: envelopes });
}

/** Outages of the time without contact, not dealt with yet. */
function touching(state: LineState, facts: LineFacts, backAtMs: number): OutageEntry[] {
  const fromAtMs = (state.silence?.sinceAtMs ?? backAtMs) - SILENCE_REACH_MS;
  return facts.outages.filter(
    (outage) =>
      outage.startEarliestAtMs < backAtMs &&
      (outage.endLatestAtMs ?? Number.POSITIVE_INFINITY) > fromAtMs &&
      !isDone(state, outage),
  );
}

/** Returns whether the end of one is waited for. */
function watchOutages(state: LineState, facts: LineFacts, events: LineEvent[]): boolean {
  let isWaiting = false;
  const heldUntilAtMs = state.silence?.endedAtMs ?? null;
  for (const outage of facts.outages) {
    const known = state.open.find(({ id }) => id === outage.id || outage.aliases.includes(id));
    if (isDone(state, outage) || (!known && !isNews(outage))) continue;
    // it belongs to the silence that is about to be explained
    if (!known && heldUntilAtMs !== null && outage.startEarliestAtMs < heldUntilAtMs) continue;
    const isUntold = !isNews(outage) && known?.isSaid === false;
    if (isUntold && outage.endLatestAtMs !== null && isSettled(outage, facts.nowMs)) finish(state, outage);
    else if (mayBeRenewal(outage, facts)) isWaiting = true;
    else if (outage.endLatestAtMs === null) watchOpen(state, facts, { outage, known, events });
    else if (isSettled(outage, facts.nowMs)) sayEnded(state, facts, { outage, known, events });
    else isWaiting = true;
  }
  return isWaiting;
}

type Watched = { outage: OutageEntry; known: LineState['open'][number] | undefined; events: LineEvent[] };

function watchOpen(state: LineState, facts: LineFacts, { outage, known, events }: Watched): void {
  const entry = known ?? { id: outage.id, key: outage.id, beganAtMs: outage.startEarliestAtMs, isSaid: false };
  if (!known) state.open.push(entry);
  entry.id = outage.id;
  entry.beganAtMs = outage.startEarliestAtMs;
  // what was hushed may have turned out to lie at home
  if (entry.isSaid || !isNews(outage) || isHushed(state, facts, entry.beganAtMs, events)) return;
  entry.isSaid = true;
  entry.key = outage.id;
  events.push({ kind: 'outage-began', key: entry.key, outage: outageFacts(outage) });
}

function sayEnded(state: LineState, facts: LineFacts, { outage, known, events }: Watched): void {
  finish(state, outage);
  const endedAtMs = outage.endLatestAtMs ?? facts.nowMs;
  const { downMinMs } = outage;
  const downMaxMs = outage.downMaxMs ?? downMinMs;
  const wasAnnounced = known?.isSaid ?? false;
  if (!wasAnnounced && isHushed(state, facts, outage.startEarliestAtMs, events, endedAtMs)) {
    count(state, { beganAtMs: outage.startEarliestAtMs, endedAtMs, downMinMs, downMaxMs });
    return;
  }
  const key = known?.key ?? outage.id;
  events.push({ kind: 'outage-ended', key, outage: outageFacts(outage), wasAnnounced });
  const entry = state.done.at(-1);
  if (entry && !outage.final) {
    entry.said = { key, verdict: outage.verdict, side: outage.side, counts: outage.counts };
  }
  state.recent.push({ beganAtMs: outage.startEarliestAtMs, endedAtMs, downMinMs, downMaxMs });
  if (state.flapping) count(state, { beganAtMs: outage.startEarliestAtMs, endedAtMs, downMinMs, downMaxMs });
}

/** Late answers can turn an announced outage into none. */
function withdrawVanished(state: LineState, facts: LineFacts, events: LineEvent[]): void {
  for (const entry of [...state.open]) {
    if (facts.findOutage(entry.id) !== null) continue;
    state.open = state.open.filter((one) => one !== entry);
    if (entry.isSaid) events.push({ kind: 'outage-withdrawn', key: entry.key, beganAtMs: entry.beganAtMs });
  }
}

/**
 * Whether single interruptions are only counted now. After three that were announced within half an hour, the next one
 * turns this on, with one message; a long interruption is announced all the same.
 */
function isHushed(
  state: LineState,
  { nowMs }: LineFacts,
  beganAtMs: number,
  events: LineEvent[],
  endedAtMs = nowMs,
): boolean {
  if (endedAtMs - beganAtMs >= LONG_INTERRUPTION_MS) return false;
  if (state.flapping !== null) return true;
  if (state.recent.length < FLAPPING_AFTER) return false;
  const sum = (pick: (one: Interruption) => number) => state.recent.reduce((total, one) => total + pick(one), 0);
  const sinceAtMs = state.recent[0]?.beganAtMs ?? beganAtMs;
  state.flapping = {
    beganAtMs: sinceAtMs,
    endedAtMs: beganAtMs,
    downMinMs: sum((one) => one.downMinMs),
    downMaxMs: sum((one) => one.downMaxMs),
    interruptions: state.recent.length,
  };
  events.push({ kind: 'flapping', key: String(sinceAtMs), sinceAtMs, interruptions: state.recent.length + 1 });
  return true;
}

function count(state: LineState, one: Interruption): void {
  if (state.flapping === null) return;
  const { flapping } = state;
  flapping.interruptions += 1;
  flapping.endedAtMs = Math.max(flapping.endedAtMs, one.endedAtMs);
  flapping.downMinMs += one.downMinMs;
  flapping.downMaxMs += one.downMaxMs;
}

function endFlapping(state: LineState, { nowMs }: LineFacts, events: LineEvent[]): void {
  const { flapping } = state;
  if (flapping === null || state.open.length > 0 || state.silence !== null) return;
  if (nowMs - flapping.endedAtMs < FLAPPING_WINDOW_MS) return;
  const { beganAtMs: sinceAtMs, endedAtMs: lastEndAtMs, interruptions, downMinMs, downMaxMs } = flapping;
  const sums = { interruptions, downMinMs, downMaxMs };
  events.push({ kind: 'flapping-over', key: String(sinceAtMs), sinceAtMs, lastEndAtMs, ...sums });
  state.flapping = null;
  state.recent = [];
}

/** The probe measured, but what it kept is gone: its disk is full or broken. */
function watchLoss(state: LineState, { measuredAtMs, intervals }: LineFacts, events: LineEvent[]): void {
  if (measuredAtMs === null || measuredAtMs <= state.lossSeenToAtMs) return;
  const lost = intervals(state.lossSeenToAtMs, measuredAtMs).filter(({ cause }) => cause === 'missing-data');
  for (const { fromAtMs, toAtMs } of lost) {
    events.push({ kind: 'measurements-lost', key: String(fromAtMs), fromAtMs, toAtMs });
  }
  state.lossSeenToAtMs = measuredAtMs;
}

function finish(state: LineState, outage: OutageEntry): void {
  state.open = state.open.filter(({ id }) => id !== outage.id && !outage.aliases.includes(id));
  state.done.push({ id: outage.id, endedAtMs: outage.endLatestAtMs ?? outage.startEarliestAtMs });
  const forgotten = state.done.length > MAX_DONE ? state.done.shift() : undefined;
  if (forgotten) state.watchedFromAtMs = Math.max(state.watchedFromAtMs, forgotten.endedAtMs);
}

function isDone(state: LineState, outage: OutageEntry): boolean {
  if (state.done.some(({ id }) => id === outage.id || outage.aliases.includes(id))) return true;
  return outage.endLatestAtMs !== null && outage.endLatestAtMs <= state.watchedFromAtMs;
}

function isSettled(outage: OutageEntry, nowMs: number): boolean {
  return outage.endLatestAtMs === null || outage.final || nowMs - outage.endLatestAtMs >= SETTLED_AFTER_MS;
}
