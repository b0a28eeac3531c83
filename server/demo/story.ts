import { civilFromDayNumber, dayNumberFromCivil } from '../../rules/instant.ts';
import { addDays, dayOf, dayStartAtMs } from '../../rules/outage/calendar-days.ts';
import { mixSeed, uniform } from './random.ts';
import type { CutPlace, MailWorld, TruthEvent, World } from './truth.ts';

/** Part of the name of the cached story: raise it with every change of what is told here. */
export const STORY_VERSION = 5;
export const DEMO_LINE = {
  id: 'laden-am-markt',
  name: 'Laden am Markt',
  provider: 'Beispiel-Telecom',
  zone: 'Europe/Berlin',
};

const SEED = 20_111_015;
const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const WEDNESDAY = 3;
const NORMAL_DAYS = 92;
const BAD_DAYS = 30;
const BAD_DROPOUTS = 60;
/** Longer than every drop-out, and than no other outage. */
export const CELLAR_MS = 276_000;
/** Drop-outs closer than this would be told as one by some, as two by others. */
const APART_MS = 4 * MINUTE_MS;

/**
 * The story as of `nowMs`: about three months of a normal line with a nightly reconnect, a month with many short
 * drop-outs, an outage of 103 hours from a Saturday to a Wednesday that ended 5 to 11 days ago, three days in which mail
 * waits at the provider from the next day on, and normal since; the reconnects go on for two weeks, for a demo that is left running. `dayCount` tells the last days of it only.
 */
export function demoStory(nowMs: number, dayCount = Number.POSITIVE_INFINITY): World {
  const today = dayOf(nowMs, DEMO_LINE.zone);
  const outageDay = addDays(lastWednesday(addDays(today, -5)), -4);
  const firstDay = addDays(outageDay, -(NORMAL_DAYS + BAD_DAYS));
  const outage: TruthEvent = {
    kind: 'line-cut',
    hasRouterAnswers: true,
    at: 'dsl',
    fromAtMs: at(outageDay, 7, 4) + 12_300,
    toAtMs: at(addDays(outageDay, 4), 14, 31) + 47_600,
  };
  const fixed = [outage, ...incidents(firstDay, outageDay), ...failover(addDays(outageDay, -20)), cellar(outageDay)];
  const events = [
    ...fixed,
    ...apartFrom(fixed, [
      ...dropouts(addDays(outageDay, -BAD_DAYS)),
      ...nightlyReconnects(firstDay, addDays(today, 14)),
    ]),
  ].sort((a, b) => a.fromAtMs - b.fromAtMs);
  const fromAtMs = Math.max(
    dayStartAtMs(firstDay, DEMO_LINE.zone),
    Number.isFinite(dayCount) ? dayStartAtMs(addDays(today, 1 - dayCount), DEMO_LINE.zone) : 0,
  );
  return {
    seed: SEED,
    fromAtMs,
    events: events.filter((event) => event.fromAtMs > fromAtMs + 10 * MINUTE_MS),
    lossRatio: 0.0004,
    // the last hours as a real probe would have told them
    fullFromAtMs: nowMs - 6 * HOUR_MS,
    mail: mailStory(outageDay),
  };
}

/**
 * Test mails since ten days before the outage. On the Thursday after it the provider's mailboxes stop taking mail; what is
 * sent to them waits until Sunday noon, as at a large German provider in January 2007. Sending works all along.
 */
function mailStory(outageDay: string): MailWorld {
  const heldToAtMs = at(addDays(outageDay, 8), 11, 14);
  return {
    fromAtMs: at(addDays(outageDay, -10), 9, 20),
    held: { fromAtMs: at(addDays(outageDay, 5), 8, 2), toAtMs: heldToAtMs, drainedAtMs: heldToAtMs + 2 * HOUR_MS },
  };
}

function lastWednesday(day: string): string {
  const [year, month, dayOfMonth] = day.split('-').map(Number) as [number, number, number]; // a local day has this form
  const dayNumber = dayNumberFromCivil(year, month, dayOfMonth);
  const weekday = (dayNumber + 4) % 7; // 1970-01-01 was a Thursday
  const civil = civilFromDayNumber(dayNumber - ((weekday - WEDNESDAY + 7) % 7));
  return addDays(day, dayNumberFromCivil(civil.year, civil.month, civil.day) - dayNumber);
}

function at(day: string, hours: number, minutes: number): number {
  return dayStartAtMs(day, DEMO_LINE.zone) + hours * HOUR_MS + minutes * MINUTE_MS;
}

/** What is not the provider's fault, or not known: the probe off, the router dead, and an evening with loss. */
function incidents(firstDay: string, outageDay: string): TruthEvent[] {
  const spell = (day: string, hours: number, minutes: number, lengthMs: number) => {
    const fromAtMs = at(day, hours, minutes);
    return { fromAtMs, toAtMs: fromAtMs + lengthMs };
  };
  return [
    { kind: 'probe-off', isReboot: true, ...spell(addDays(firstDay, 17), 19, 2, 130 * MINUTE_MS) },
    { kind: 'home-cut', ...spell(addDays(firstDay, 44), 11, 20, 23 * MINUTE_MS) },
    { kind: 'probe-off', isReboot: true, isPowerCut: true, ...spell(addDays(outageDay, -41), 8, 50, 35 * MINUTE_MS) },
    { kind: 'loss', lossRatio: 0.03, ...spell(addDays(outageDay, -12), 20, 0, 90 * MINUTE_MS) },
    { kind: 'probe-off', isReboot: false, ...spell(addDays(outageDay, -9), 12, 31, 6 * MINUTE_MS) },
    { kind: 'unmeasured', cause: 'clock-step', ...spell(addDays(outageDay, -5), 3, 12, 40 * SECOND_MS) },
  ];
}

/**
 * The forced reconnect of many German lines, about 4:00 each night. Most take less than four seconds (too short for an
 * outage: a loss burst), every eighth or so 9 to 35 s.
 */
function nightlyReconnects(firstDay: string, lastDay: string): TruthEvent[] {
  const events: TruthEvent[] = [];
  for (let day = firstDay, index = 0; day <= lastDay; day = addDays(day, 1), index++) {
    const seed = mixSeed(SEED, index, 11);
    const fromAtMs = at(day, 4, 0) + Math.floor(uniform(seed, 0) * 12 * MINUTE_MS);
    const isSlow = uniform(seed, 2) < 0.12;
    events.push(cut(fromAtMs, isSlow ? 9000 + uniform(seed, 1) * 26_000 : 2400 + uniform(seed, 1) * 1500, 'session'));
  }
  return events;
}

/** The month before the outage: cuts of 6 to 150 s, most of them in the evening, more towards the end. */
function dropouts(firstBadDay: string): TruthEvent[] {
  const events: TruthEvent[] = [];
  for (let index = 0; index < BAD_DROPOUTS; index++) {
    const seed = mixSeed(SEED, index, 12);
    const dayIndex = Math.floor(uniform(seed, 0) ** 0.6 * BAD_DAYS);
    const isEvening = uniform(seed, 1) < 0.7;
    const hour = isEvening ? 17.5 + uniform(seed, 2) * 6 : 7 + uniform(seed, 2) * 11;
    const fromAtMs = Math.floor(at(addDays(firstBadDay, dayIndex), 0, 0) + hour * HOUR_MS);
    // evenly on a logarithmic scale: many short ones, few long ones
    events.push(cut(fromAtMs, 6500 * (150_000 / 6500) ** uniform(seed, 3), placeOf(uniform(seed, 4))));
  }
  return events;
}

/** Most cuts of a bad line are those of its DSL. */
function placeOf(share: number): CutPlace {
  if (share < 0.65) return 'dsl';
  return share < 0.85 ? 'session' : 'core';
}

/** A morning on which the router went online over mobile, between two gaps in which nothing passed. */
function failover(day: string): TruthEvent[] {
  const fromAtMs = at(day, 10, 12) + 8400;
  const mobileAtMs = fromAtMs + 45_000;
  const backAtMs = mobileAtMs + 130 * MINUTE_MS;
  return [
    cut(fromAtMs, 45_000, 'dsl'),
    { kind: 'failover', fromAtMs: mobileAtMs, toAtMs: backAtMs },
    cut(backAtMs, 21_000, 'dsl'),
  ];
}

/** What the owner finds to have been a plug in the cellar (make-story.ts writes the note). */
function cellar(outageDay: string): TruthEvent {
  return cut(at(addDays(outageDay, -26), 15, 40) + 3100, CELLAR_MS, 'dsl');
}

function cut(fromAtMs: number, lengthMs: number, place: CutPlace): TruthEvent {
  return { kind: 'line-cut', hasRouterAnswers: false, at: place, fromAtMs, toAtMs: fromAtMs + Math.floor(lengthMs) };
}

/** Leaves out what is too close to something that was there first. */
function apartFrom(fixed: TruthEvent[], candidates: TruthEvent[]): TruthEvent[] {
  const kept: TruthEvent[] = [];
  for (const candidate of candidates) {
    const isClose = [...fixed, ...kept].some(
      (other) => candidate.fromAtMs < other.toAtMs + APART_MS && candidate.toAtMs > other.fromAtMs - APART_MS,
    );
    if (!isClose) kept.push(candidate);
  }
  return kept;
}
