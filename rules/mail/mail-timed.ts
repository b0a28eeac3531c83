import type { MailRoute } from '../method.ts';
import {
  type ClocksAround,
  internalDateClock,
  isKnownContact,
  type MailMemory,
  NO_MEMORY,
  STAMP_ERROR_MS,
} from './host-clocks.ts';
import type { MailLeg, MailRecord, MailSighting, MailTimed } from './mail.ts';
import { contactOf, travelOf, trustedHops } from './mail-hops.ts';
import type { Remembered } from './mail-judgement.ts';
import { learn, teaches } from './mail-learning.ts';
import { NOWHERE, placeOfLeg } from './mail-place.ts';
import { arrivalOf, latencyBetween } from './mail-state.ts';

/** Wider arrivals are narrowed by the date that the mailbox server gave. */
const NARROW_FROM_MS = 5000;
/** Nobody lets a mail wait longer for being unknown: what did is a delay. */
const GREYLIST_MAX_MS = 2 * 3_600_000;
/** So many in a row may be greylisted; further ones are late whatever new hosts hand them over. */
const SUSPECTS_MAX = 2;

/**
 * The mails of a route, in order, each among those around it. `memory`: of the mails before the first. What a mail comes to
 * rests on all before it and the first after it that teaches a clock.
 */
export function timeMails(records: readonly MailRecord[], route: MailRoute, memory: MailMemory): Remembered[] {
  let suspects = 0;
  return clocksAround(records, route, memory).map(({ record, clocks }) => {
    const timed = timeMail(record, route, clocks, suspects < SUSPECTS_MAX);
    if (timed.isGreylistSuspect) suspects += 1;
    else if (timed.latency && timed.latency.maxMs <= route.promptMs) suspects = 0;
    return { record: { ...record, timed }, memory: clocks.before };
  });
}

function clocksAround(records: readonly MailRecord[], route: MailRoute, memory: MailMemory) {
  let before = memory;
  const forward = records.map((record) => {
    const known = before;
    before = learn(known, record, route);
    return { record, before: known };
  });
  let after = NO_MEMORY;
  const backward = forward.toReversed().map(({ record, before: known }) => {
    const clocks: ClocksAround = { before: known, after };
    if (teaches(record, route)) after = learn(NO_MEMORY, record, route);
    return { record, clocks };
  });
  return backward.reverse();
}

function timeMail(record: MailRecord, route: MailRoute, clocks: ClocksAround, maySuspect: boolean): MailTimed {
  const seen = arrivalOf(record, route);
  if (!seen) return NOT_SEEN;
  const arrival = narrowed(record, seen, clocks);
  const latency = latencyBetween(record, arrival);
  const { legs, hops, heldIn } = travelOf(record, arrival, clocks);
  const isHeld = latency !== null && !latency.isDoubtful && latency.minMs > route.promptMs;
  const isSuspect =
    maySuspect &&
    isHeld &&
    latency.maxMs <= GREYLIST_MAX_MS &&
    isFirstContact(record, arrival, { memory: clocks.before, heldIn, heldMs: latency.minMs });
  return {
    arrivedEarliestAtMs: arrival.arrivedEarliestAtMs,
    arrivedLatestAtMs: arrival.arrivedLatestAtMs,
    latency,
    isGreylistSuspect: isSuspect,
    place: isHeld ? placeOfLeg(heldIn, route) : NOWHERE,
    legs,
    hops: hops.map((hop) => ({ ...hop, side: placeOfLeg(hop.leg, route).side })),
  };
}
const NOT_SEEN: MailTimed = {
  arrivedEarliestAtMs: null,
  arrivedLatestAtMs: null,
  latency: null,
  isGreylistSuspect: false,
  place: NOWHERE,
  legs: [],
  hops: [],
};

/**
 * The arrival, never before the acceptance, and after a blind period no wider than INTERNALDATE allows. That date is cut to
 * whole seconds, of the server's clock, kept when a mail is moved and freely chosen by whoever puts one there: where it does
 * not fit into what was seen it is not believed.
 */
function narrowed({ acceptedAtMs }: MailRecord, seen: MailSighting, clocks: ClocksAround): MailSighting {
  const latestAtMs = seen.arrivedLatestAtMs;
  const earliestAtMs = Math.min(
    Math.max(seen.arrivedEarliestAtMs, acceptedAtMs ?? seen.arrivedEarliestAtMs),
    latestAtMs,
  );
  const arrival = { ...seen, arrivedEarliestAtMs: earliestAtMs };
  const clock = latestAtMs - earliestAtMs > NARROW_FROM_MS ? internalDateClock(clocks, earliestAtMs) : null;
  if (!clock || seen.internalDateAtMs === null) return arrival;
  const storedAtMs = seen.internalDateAtMs - clock.offsetMs;
  const errorMs = clock.errorMs + STAMP_ERROR_MS;
  const narrowEarliestAtMs = Math.max(earliestAtMs, storedAtMs - errorMs);
  const narrowLatestAtMs = Math.min(latestAtMs, storedAtMs + errorMs);
  if (narrowEarliestAtMs > narrowLatestAtMs) return arrival;
  return { ...arrival, arrivedEarliestAtMs: narrowEarliestAtMs, arrivedLatestAtMs: narrowLatestAtMs };
}

/**
 * Held at the hand-over by a host that this route had not been handed over by: the receiver may have wanted to see it try
 * again. Where no clock is known yet, as with the very first mail, the stamps as they stand are enough for an excuse.
 */
function isFirstContact(
  { acceptedAtMs }: MailRecord,
  arrival: MailSighting,
  { memory, heldIn, heldMs }: { memory: MailMemory; heldIn: MailLeg; heldMs: number },
): boolean {
  const contact = contactOf(arrival);
  if (acceptedAtMs === null || contact === null || isKnownContact(memory, contact, acceptedAtMs)) return false;
  const isUnclear = heldIn === 'unknown' && handOverGapMs(arrival, acceptedAtMs) * 2 > heldMs;
  return heldIn === 'hand-over' || isUnclear;
}

/** By the stamps as they were written: from the line before (or the acceptance) to the receiver's first. */
function handOverGapMs({ hops }: MailSighting, acceptedAtMs: number): number {
  const trusted = trustedHops(hops);
  const receiver = trusted.findIndex(({ owner }) => owner === 'receiver');
  const toAtMs = trusted[receiver]?.stampAtMs ?? null;
  const fromAtMs = trusted[receiver - 1]?.stampAtMs ?? acceptedAtMs;
  return toAtMs === null ? 0 : toAtMs - fromAtMs;
}
