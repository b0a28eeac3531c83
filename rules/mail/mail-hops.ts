import { type ClocksAround, hostClock, internalDateClock, type KnownClock, STAMP_ERROR_MS } from './host-clocks.ts';
import type { MailHop, MailLeg, MailLegTime, MailRecord, MailSighting, TimedHop } from './mail.ts';
import { clockErrorOf } from './mail-state.ts';

/**
 * An instant on the way of a mail, as an interval: the acceptance, a `Received` line, INTERNALDATE, the sighting. `leg` is
 * the way that led to it.
 */
type Point = {
  leg: MailLeg;
  loMs: number;
  hiMs: number;
  hop: number | null;
  clock: KnownClock | null;
  atMs: number | null;
};

/** What the `Received` lines and the dates of a sighting come to. */
export type Travel = { legs: MailLegTime[]; hops: Omit<TimedHop, 'side'>[]; heldIn: MailLeg };

/**
 * Lines that are proven: from the anchor on (its id is the queue id of our own acceptance; what lies below it may have been
 * invented by whoever handed the mail over). Without one, only what the receiver's own hosts wrote at the end.
 */
export function trustedHops(hops: readonly MailHop[]): MailHop[] {
  const anchor = hops.findLastIndex(({ isAnchor }) => isAnchor);
  if (anchor >= 0) return hops.slice(anchor);
  const last = hops.findLastIndex(({ owner }) => owner !== 'receiver' && owner !== 'unknown');
  const inner = hops.slice(last + 1);
  const first = inner.findIndex(({ owner }) => owner === 'receiver');
  return first < 0 ? [] : inner.slice(first);
}

/** The host that handed a mail over to the receiver, as the receiver's first host wrote it; null: not known. */
export function contactOf({ hops }: MailSighting): string | null {
  return trustedHops(hops).find(({ owner }) => owner === 'receiver')?.from ?? null;
}

/** The way of a mail that was seen; every instant of it as an interval, and only what is certain is said. */
export function travelOf(
  { acceptedAtMs, submit }: Pick<MailRecord, 'acceptedAtMs' | 'submit'>,
  arrival: MailSighting,
  clocks: ClocksAround,
): Travel {
  if (acceptedAtMs === null) return { legs: [], hops: untimed(arrival.hops), heldIn: 'unknown' };
  const errorMs = clockErrorOf(arrival);
  const toAtMs = Math.max(acceptedAtMs, arrival.arrivedLatestAtMs + errorMs);
  const seenLoMs = Math.min(Math.max(acceptedAtMs, arrival.arrivedEarliestAtMs - errorMs), toAtMs);
  const span = { loMs: acceptedAtMs, hiMs: toAtMs };
  const hops = hopPoints(trustedHops(arrival.hops), clocks, span);
  const stored = storedPoint(arrival, clocks, span);
  const hasReceiver = hops.some(({ leg }) => leg === 'hand-over' || leg === 'receiver');
  const seenLeg = lastLeg(stored !== null, hasReceiver);
  const start: Point = {
    leg: 'submit',
    loMs: acceptedAtMs,
    hiMs: acceptedAtMs,
    hop: null,
    clock: null,
    atMs: acceptedAtMs,
  };
  const seen: Point = { leg: seenLeg, loMs: seenLoMs, hiMs: toAtMs, hop: null, clock: null, atMs: null };
  const points = inOrder([start, ...hops, ...(stored && hasReceiver ? [stored] : []), seen]);
  const legs = legTimes(points);
  return {
    legs:
      submit['submitMs'] === undefined
        ? legs
        : [{ leg: 'submit', minMs: submit['submitMs'], maxMs: submit['submitMs'] }, ...legs],
    hops: timedHops(arrival.hops, points),
    heldIn: holdingLeg(points, toAtMs - acceptedAtMs),
  };
}

function lastLeg(isStoredKnown: boolean, hasReceiver: boolean): MailLeg {
  if (!hasReceiver) return 'unknown';
  return isStoredKnown ? 'visible' : 'receiver';
}

type Span = { loMs: number; hiMs: number };

function hopPoints(trusted: readonly MailHop[], clocks: ClocksAround, span: Span): Point[] {
  const firstReceiver = trusted.findIndex(({ owner }) => owner === 'receiver');
  return trusted.map((hop, index) => {
    const leg = legTo(trusted, index, firstReceiver);
    const clock = hostClock(clocks, hop.by, span.loMs);
    return { leg, hop: hop.hop, clock, ...during(hop.stampAtMs, clock, span) };
  });
}

/** The leg that led to a hop. What other parties do between sender and receiver belongs to the hand-over. */
function legTo(trusted: readonly MailHop[], index: number, firstReceiver: number): MailLeg {
  if (firstReceiver >= 0 && index > firstReceiver) return 'receiver';
  if (index === firstReceiver) return 'hand-over';
  const isSendersSoFar = trusted.slice(0, index + 1).every(({ owner, isAnchor }) => owner === 'sender' || isAnchor);
  if (isSendersSoFar) return 'sender';
  return firstReceiver >= 0 ? 'hand-over' : 'unknown';
}

function storedPoint({ internalDateAtMs }: MailSighting, clocks: ClocksAround, span: Span): Point | null {
  const clock = internalDateClock(clocks, span.loMs);
  const placed = during(internalDateAtMs, clock, span);
  return placed.atMs === null ? null : { leg: 'receiver', hop: null, clock, ...placed };
}

/** A stamp, corrected; the whole span where its clock is not known, or says what cannot be. */
function during(stampAtMs: number | null, clock: KnownClock | null, span: Span): Span & { atMs: number | null } {
  if (stampAtMs === null || !clock) return { ...span, atMs: null };
  const atMs = stampAtMs - clock.offsetMs;
  const errorMs = clock.errorMs + STAMP_ERROR_MS;
  const loMs = Math.max(span.loMs, atMs - errorMs);
  const hiMs = Math.min(span.hiMs, atMs + errorMs);
  if (loMs > hiMs) return { ...span, atMs: null };
  return { loMs, hiMs, atMs: Math.min(Math.max(atMs, span.loMs), span.hiMs) };
}

/** Nothing comes before what it came after. Of two clocks that contradict each other neither is believed. */
function inOrder(points: readonly Point[]): Point[] {
  const span = { loMs: points[0]?.loMs ?? 0, hiMs: points.at(-1)?.hiMs ?? 0 };
  const ordered = points.map((point, index) => {
    const isInner = index > 0 && index < points.length - 1;
    const isContradicted = points.some((other, at) => (at < index ? other.loMs > point.hiMs : other.hiMs < point.loMs));
    return isInner && isContradicted ? { ...point, ...span, atMs: null } : { ...point };
  });
  for (let index = 1; index < ordered.length; index += 1) raise(ordered[index - 1], ordered[index]);
  for (let index = ordered.length - 1; index > 0; index -= 1) lower(ordered[index - 1], ordered[index]);
  return ordered;
}
function raise(before: Point | undefined, point: Point | undefined): void {
  if (before && point) point.loMs = Math.max(point.loMs, before.loMs);
}
function lower(point: Point | undefined, after: Point | undefined): void {
  if (after && point) point.hiMs = Math.min(point.hiMs, after.hiMs);
}

function legTimes(points: readonly Point[]): MailLegTime[] {
  const legs: MailLegTime[] = [];
  for (const leg of new Set(points.slice(1).map((point) => point.leg))) {
    const first = points.findIndex((point, index) => index > 0 && point.leg === leg);
    const before = points[first - 1];
    const last = points.findLast((point) => point.leg === leg);
    if (before && last) legs.push({ leg, ...between(before, last) });
  }
  return legs;
}
function between(from: Span, to: Span) {
  return { minMs: Math.max(0, to.loMs - from.hiMs), maxMs: Math.max(0, to.hiMs - from.loMs) };
}

/** Legs that may have held it together, and what is said then: a part of the hand-over blames nobody. */
const HOLDERS: readonly { legs: readonly MailLeg[]; says: MailLeg }[] = [
  { legs: ['sender'], says: 'sender' },
  { legs: ['hand-over'], says: 'hand-over' },
  { legs: ['receiver'], says: 'receiver' },
  { legs: ['visible'], says: 'visible' },
  { legs: ['sender', 'hand-over'], says: 'hand-over' },
  { legs: ['receiver', 'visible'], says: 'receiver' },
];

/** The leg that certainly took more than half of all the time there may have been. */
function holdingLeg(points: readonly Point[], latencyMaxMs: number): MailLeg {
  const holder = HOLDERS.find(({ legs }) => {
    const first = points.findIndex(({ leg }, index) => index > 0 && legs.includes(leg));
    const before = points[first - 1];
    const last = points.findLast(({ leg }) => legs.includes(leg));
    return first > 0 && before && last ? between(before, last).minMs * 2 > latencyMaxMs : false;
  });
  return holder?.says ?? 'unknown';
}

function timedHops(hops: readonly MailHop[], points: readonly Point[]): Travel['hops'] {
  return hops.map(({ hop }) => {
    const at = points.findIndex((point) => point.hop === hop);
    const point = points[at];
    if (!point) return untimedHop(hop);
    const before = points[at - 1]?.atMs ?? null;
    const gapMs = point.atMs === null || before === null ? null : Math.max(0, point.atMs - before);
    const { leg, clock, atMs } = point;
    return { hop, clockOffsetMs: clock?.offsetMs ?? null, clockErrorMs: clock?.errorMs ?? null, atMs, gapMs, leg };
  });
}

function untimed(hops: readonly MailHop[]): Travel['hops'] {
  return hops.map(({ hop }) => untimedHop(hop));
}
function untimedHop(hop: number): Travel['hops'][number] {
  return { hop, clockOffsetMs: null, clockErrorMs: null, atMs: null, gapMs: null, leg: 'unknown' };
}
