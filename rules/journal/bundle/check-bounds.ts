import type { BoundSample } from '../../outage/derived.ts';
import type { BoundsLog, LoggedSample } from './bounds-log.ts';
import { bundleFinding } from './codes.ts';
import type { RecomputedOutage } from './recomputed.ts';
import type { BundleFinding } from './report.ts';

const BOUNDS = ['lastGoodBefore', 'firstBad', 'lastBad', 'firstGoodAfter'] as const;
type Bound = (typeof BOUNDS)[number];

const MEMBER = 'derived/evidence.json';
/** A boot has one offset of its clock, which its synchronised rounds meet as closely as this. */
const CLOCK_MS = 500;

/**
 * Holds each outage against the rounds themselves, without the rules that found it: the four samples that carry its bounds
 * stand where they are said to, two of them lost and two answered beside losses; no far target answered between the first and the last
 * lost one, unless the outage tells of flaps; and their times are those of the clock of their rounds.
 */
export function checkBounds(all: readonly RecomputedOutage[], log: BoundsLog): BundleFinding[] {
  // a fail-over that only the router tells of rests on its answers
  const outages = all.filter(({ lostSamples }) => lostSamples > 0);
  const places = placesOf(outages, log.entries);
  const findings = outages.flatMap((outage) => {
    const found = new Map(BOUNDS.map((bound) => [bound, places.get(outage.bounds[bound]) ?? null]));
    if (log.isFull && [...found.values()].includes(null)) return [];
    return [
      ...BOUNDS.flatMap((bound) => checkBound(outage, bound, log, found.get(bound) ?? null)),
      ...checkInside(outage, log, found),
    ];
  });
  return log.isFull
    ? [...findings, bundleFinding('bounds-unchecked', MEMBER, { entries: log.entries.length })]
    : findings;
}

/** Where in the log a sample stands that carries a bound. */
type Places = ReadonlyMap<BoundSample | null, number>;
const keyOf = ({ segment, sequence, target }: Pick<BoundSample, 'segment' | 'sequence' | 'target'>) =>
  `${segment} ${sequence} ${target}`;

/** A target may be asked twice in a round: then the attempt that came to what is said, and is nearest in time. */
function placesOf(outages: readonly RecomputedOutage[], entries: readonly LoggedSample[]): Places {
  const samples = outages.flatMap(({ bounds }) => Object.values(bounds).filter((sample) => sample !== null));
  const wanted = new Map<string, BoundSample[]>();
  for (const sample of samples) wanted.set(keyOf(sample), [...(wanted.get(keyOf(sample)) ?? []), sample]);
  const segments = new Set(samples.map(({ segment }) => segment));
  const places = new Map<BoundSample, number>();
  for (const [at, entry] of entries.entries()) {
    if (!segments.has(entry.segment)) continue;
    for (const sample of wanted.get(keyOf(entry)) ?? []) {
      const known = entries[places.get(sample) ?? -1];
      if (known === undefined || isNearer(sample, entry, known)) places.set(sample, at);
    }
  }
  return places;
}

function isNearer(sample: BoundSample, one: LoggedSample, other: LoggedSample): boolean {
  const isLost = sample.receivedAtMs === null;
  if (one.isLost !== other.isLost) return one.isLost === isLost;
  const offMs = ({ wallAtMs }: LoggedSample) => Math.abs((wallAtMs ?? sample.sentAtMs) - sample.sentAtMs);
  return offMs(one) < offMs(other);
}

function checkBound(
  outage: RecomputedOutage,
  bound: Bound,
  { entries }: BoundsLog,
  place: number | null,
): BundleFinding[] {
  const sample = outage.bounds[bound];
  if (sample === null) return [];
  const entry = place === null ? undefined : entries[place];
  const { segment, sequence } = sample;
  const isBad = bound === 'firstBad' || bound === 'lastBad';
  if (!entry || entry.isLost !== isBad) {
    const code = isBad ? 'bound-not-there' : 'bound-not-beside';
    return [bundleFinding(code, MEMBER, { outage: outage.id, bound, segment, sequence })];
  }
  const offByMs = entry.wallAtMs === null ? 0 : sample.sentAtMs - entry.wallAtMs;
  if (Math.abs(offByMs) <= CLOCK_MS) return [];
  return [bundleFinding('bound-off-clock', MEMBER, { outage: outage.id, bound, segment, sequence, offByMs })];
}

function checkInside(
  { id, flaps }: RecomputedOutage,
  { entries }: BoundsLog,
  found: ReadonlyMap<Bound, number | null>,
): BundleFinding[] {
  const [first, last] = [found.get('firstBad'), found.get('lastBad')];
  if (flaps > 0 || first == null || last == null) return [];
  const reply = entries.slice(first, last).find(({ isLost }) => !isLost);
  if (!reply) return [];
  const { segment, sequence, target } = reply;
  return [bundleFinding('reply-inside', MEMBER, { outage: id, segment, sequence, target })];
}
