import { createHash } from 'node:crypto';
import { type DerivedModel, EMPTY_MODEL } from '../../rules/outage/apply-change.ts';
import { startFold } from '../../rules/outage/derive-line.ts';
import { foldAll } from '../../rules/outage/fold-all.ts';
import type { Family } from '../../rules/outage/observation.ts';
import { type Home, habitsOf, measureHome } from './home.ts';
import { noiseOf } from './noise.ts';
import { STORY_AT_MS } from './probe-life.ts';
import type { Testimony } from './router-word.ts';
import { sessionLost, type Trouble } from './troubles.ts';

/** Many days in which the provider ends the session each night, on a line that loses 2 % of all packets at random. */
export type ReconnectCase = {
  name: string;
  testimony: Testimony;
  families: readonly Family[];
  /**
   * Nights that have to be counted first: none where the router tells of its session; one where each comes with a new
   * prefix, for a day after another it is known; three where nothing tells, for three make a period.
   */
  learnsInNights: number;
};

export const RECONNECT_CASES: readonly ReconnectCase[] = [
  { name: 'with the router’s word', testimony: 'igd', families: [4], learnsInNights: 0 },
  { name: 'with nothing but new IPv6 prefixes', testimony: 'none', families: [4, 6], learnsInNights: 1 },
  { name: 'with nothing at all', testimony: 'none', families: [4], learnsInNights: 3 },
];

/** What was said of the nights, and of the days between them. */
export type ReconnectResult = {
  nights: number;
  planned: number;
  /** Nights that were counted as an outage, and which they were (the first is 1). */
  counted: number[];
  /** Entries that count and lie in no night. */
  invented: number;
};

const DAY_MS = 86_400_000;
const FIRST_MS = 3.4 * 3_600_000;
const SHORTEST_MS = 9_000;
const TOOLS = { sha256: (text: string) => createHash('sha256').update(text).digest('hex'), mayReuseFold: true };

/** Measures and folds day by day. */
export function reconnectMonth({ testimony, families }: ReconnectCase, days: number, seed: number): ReconnectResult {
  const noise = noiseOf(seed);
  const nights = nightsOf(days, noise);
  const home: Home = {
    seed,
    families,
    durationMs: days * DAY_MS,
    troubles: nights,
    habits: { ...habitsOf(noise), lossRatio: 0.02 },
    router: {
      testimony,
      habit: 'honest',
      access: 'dsl',
      sessionFromMs: (nights[0]?.fromMs ?? 0) - DAY_MS,
      deviceFromMs: -90 * DAY_MS,
      logsPlannedAtMs: null,
    },
    hasFirstHop: true,
    hasIspHost: true,
    hasSip: false,
  };
  let state = { fold: startFold('home'), model: EMPTY_MODEL };
  let number = 0;
  for (let day = 0; day < days; day += 1) {
    const slice = { fromMs: day * DAY_MS, toMs: (day + 1) * DAY_MS, roundsPerSegment: 100 };
    const items = measureHome(home, slice).items.map(({ segment, method }) => {
      number += 1;
      return { segment: { ...segment, number }, method };
    });
    state = foldAll(items, TOOLS, state);
    // the nights are looked at in the end; slices of latency would only make the model long
    state.model = { ...state.model, buckets: [], lossBursts: [], qualityHours: [] };
  }
  return resultOf(state.model, nights);
}

/** The session lasts 24 hours, and its end some seconds. */
function nightsOf(days: number, noise: (place: number, atMs: number) => number): Trouble[] {
  const nights: Trouble[] = [];
  let fromMs = FIRST_MS;
  for (let night = 0; fromMs < days * DAY_MS - 600_000; night += 1) {
    const toMs = fromMs + SHORTEST_MS + Math.floor(noise(50, night) * 50_000);
    nights.push(sessionLost(fromMs, toMs, { lastError: 'none' }));
    fromMs = toMs + DAY_MS;
  }
  return nights;
}

function resultOf({ outages }: DerivedModel, nights: readonly Trouble[]): ReconnectResult {
  const nightOf = (atMs: number) =>
    1 + nights.findIndex((one) => atMs >= STORY_AT_MS + one.fromMs - 5_000 && atMs <= STORY_AT_MS + one.toMs);
  const counting = outages.filter(({ counts }) => counts).map(({ startEarliestAtMs }) => nightOf(startEarliestAtMs));
  return {
    nights: nights.length,
    planned: outages.filter(({ verdict }) => verdict === 'planned-reconnect').length,
    counted: counting.filter((night) => night > 0),
    invented: counting.filter((night) => night === 0).length,
  };
}
