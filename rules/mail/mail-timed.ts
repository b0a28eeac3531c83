import type { MailRoute } from '../method.ts';
import {
  clockAt,
  clockSample,
  isKnownContact,
  type MailMemory,
  STAMP_ERROR_MS,
  withContact,
  withHost,
  withSample,
} from './host-clocks.ts';
import type { MailLeg, MailRecord, MailSighting, MailTimed } from './mail.ts';
import { contactOf, travelOf, trustedHops } from './mail-hops.ts';
import type { Remembered } from './mail-judgement.ts';
import { NOWHERE, placeOfLeg } from './mail-place.ts';
import { arrivalOf, latencyBetween } from './mail-state.ts';

/** Wider arrivals are narrowed by the date that the mailbox server gave. */
const NARROW_FROM_MS = 5000;
/** Nobody lets a mail wait longer for being unknown: what did is a delay. */
const GREYLIST_MAX_MS = 2 * 3_600_000;
/** So many in a row may be greylisted; further ones are late whatever new hosts hand them over. */
const SUSPECTS_MAX = 2;

export type TimedMails = {
  /** In the order of the records given, each with what was remembered when it was handed over. */
  mails: Remembered[];
  /** After the last. */
  memory: MailMemory;
};

/** The mails of a route, in order, each among those before it. `memory`: of the mails before the first. */
export function timeMails(records: readonly MailRecord[], route: MailRoute, memory: MailMemory): TimedMails {
  let known = memory;
  let suspects = 0;
  const mails = records.map((record) => {
    const before = known;
    const timed = timeMail(record, route, before, suspects < SUSPECTS_MAX);
    if (timed.isGreylistSuspect) suspects += 1;
    else if (timed.latency && timed.latency.maxMs <= route.promptMs) suspects = 0;
    known = learn(before, { ...record, timed }, route);
    return { record: { ...record, timed }, memory: before };
  });
  return { mails, memory: known };
}

function timeMail(record: MailRecord, route: MailRoute, memory: MailMemory, maySuspect: boolean): MailTimed {
  const seen = arrivalOf(record, route);
  if (!seen) return NOT_SEEN;
  const arrival = narrowed(record, seen, memory);
  const latency = latencyBetween(record, arrival);
  const { legs, hops, heldIn } = travelOf(record, arrival, memory);
  const isHeld = latency !== null && !latency.isDoubtful && latency.minMs > route.promptMs;
  const isSuspect =
    maySuspect &&
    isHeld &&
    latency.maxMs <= GREYLIST_MAX_MS &&
    isFirstContact(record, arrival, { memory, heldIn, heldMs: latency.minMs });
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
function narrowed({ acceptedAtMs }: MailRecord, seen: MailSighting, memory: MailMemory): MailSighting {
  const latestAtMs = seen.arrivedLatestAtMs;
  const earliestAtMs = Math.min(
    Math.max(seen.arrivedEarliestAtMs, acceptedAtMs ?? seen.arrivedEarliestAtMs),
    latestAtMs,
  );
  const arrival = { ...seen, arrivedEarliestAtMs: earliestAtMs };
  const clock = latestAtMs - earliestAtMs > NARROW_FROM_MS ? clockAt(memory.internalDate, earliestAtMs) : null;
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

/** Prompt mails teach the clocks of all hosts that they passed; every mail that came, who hands over. */
function learn(memory: MailMemory, record: MailRecord, route: MailRoute): MailMemory {
  const arrival = arrivalOf(record, route);
  const { acceptedAtMs, timed } = record;
  const latency = timed?.latency;
  if (!arrival || acceptedAtMs === null || !latency || latency.isDoubtful) return memory;
  const contact = contactOf(arrival);
  const met = contact === null ? memory : withContact(memory, contact, acceptedAtMs);
  return latency.maxMs <= route.promptMs ? withClocks(met, arrival, acceptedAtMs, latency.maxMs) : met;
}

function withClocks(memory: MailMemory, arrival: MailSighting, acceptedAtMs: number, latencyMs: number): MailMemory {
  let learned = memory;
  for (const { by, owner, stampAtMs } of trustedHops(arrival.hops)) {
    if (by === null || stampAtMs === null) continue;
    learned = withHost(learned, by, owner, clockSample(stampAtMs, acceptedAtMs, acceptedAtMs + latencyMs));
  }
  const { internalDateAtMs, arrivedEarliestAtMs, arrivedLatestAtMs } = arrival;
  if (internalDateAtMs === null) return learned;
  const fromAtMs = Math.max(arrivedEarliestAtMs, acceptedAtMs);
  return {
    ...learned,
    internalDate: withSample(learned.internalDate, clockSample(internalDateAtMs, fromAtMs, arrivedLatestAtMs)),
  };
}
