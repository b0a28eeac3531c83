import type { MailHop, MailReport, MailSighting } from './mail.ts';
import type { MailEvent } from './mail-event.ts';
import { DSN_ACTIONS, FOLDERS, HOP_OWNERS } from './vocabulary.ts';

/** More of one mail than anybody needs; what a hostile mailbox says beyond it is not kept. */
const SIGHTINGS_MAX = 20;
const REPORTS_MAX = 20;
const HOPS_MAX = 50;

/** Where and when the mail was seen, first come first. `events` once each, in the order of time. */
export function sightingsOf(
  events: readonly MailEvent[],
  accepted: MailEvent | null,
  submitting: MailEvent | null,
): MailSighting[] {
  return events
    .filter(({ event }) => event === 'sighted')
    .slice(0, SIGHTINGS_MAX)
    .map((event) => sightingOf(event, { events, handedOver: accepted ?? submitting }));
}

type OfOneMail = { events: readonly MailEvent[]; handedOver: MailEvent | null };
function sightingOf(event: MailEvent, { events, handedOver }: OfOneMail): MailSighting {
  const { readings, facts, atMs } = event;
  const blindMs = readings['blindMs'];
  const sighting = readings['sighting'] ?? 0;
  return {
    sighting,
    reader: readerOf(event),
    mailbox: facts['mailbox'] ?? '',
    folder: FOLDERS.find((known) => known === facts['folder']) ?? 'other',
    folderName: facts['folderName'] ?? null,
    // never looked before: it may have been there since it was handed over
    arrivedEarliestAtMs: blindMs === undefined ? Math.min(handedOver?.atMs ?? atMs, atMs) : atMs - Math.max(0, blindMs),
    arrivedLatestAtMs: atMs,
    internalDateAtMs: readings['internalDateAtMs'] ?? null,
    matchedBy: facts['matchedBy'] ?? 'header',
    sizeBytes: readings['sizeBytes'] ?? null,
    headers: facts['headers'] ?? null,
    isSameClock: handedOver !== null && isSameClock(event, handedOver),
    hops: events
      .filter(
        (one) =>
          one.event === 'hop' && readerOf(one) === readerOf(event) && (one.readings['sighting'] ?? 0) === sighting,
      )
      .map(hopOf)
      .sort((a, b) => a.hop - b.hop)
      .slice(0, HOPS_MAX),
  };
}

/** What is told again is dated by the wall clock, whatever boot tells it. */
function isSameClock(a: MailEvent, b: MailEvent): boolean {
  return a.boot === b.boot && a.readings['eventAtMs'] === undefined && b.readings['eventAtMs'] === undefined;
}

function readerOf({ boot }: MailEvent): 'probe' | 'server' {
  return boot === 'server' ? 'server' : 'probe';
}

function hopOf({ readings, facts }: MailEvent): MailHop {
  return {
    hop: readings['hop'] ?? 0,
    stampAtMs: readings['stampAtMs'] ?? null,
    by: facts['by'] ?? null,
    from: facts['from'] ?? null,
    domain: facts['domain'] ?? null,
    id: facts['id'] ?? null,
    protocol: facts['protocol'] ?? null,
    owner: HOP_OWNERS.find((known) => known === facts['owner']) ?? 'unknown',
    isAnchor: facts['anchor'] === 'yes',
  };
}

/** Delivery status notifications, oldest first; an action that nobody knows says nothing. */
export function reportsOf(events: readonly MailEvent[]): MailReport[] {
  return events
    .filter(({ event }) => event === 'report')
    .flatMap(({ readings, facts, atMs }) => {
      const action = DSN_ACTIONS.find((known) => known === facts['action']);
      if (!action) return [];
      return {
        action,
        atMs,
        status: statusOf(readings),
        reportingMta: facts['reportingMta'] ?? null,
        remoteMta: facts['remoteMta'] ?? null,
        diagnostic: facts['diagnostic'] ?? null,
        retryUntilAtMs: readings['retryUntilAtMs'] ?? null,
      };
    })
    .slice(0, REPORTS_MAX);
}

/** RFC 3463: `4.3.2`; null where a part is missing. */
export function statusOf(readings: Readonly<Record<string, number>>): string | null {
  const parts = [readings['statusClass'], readings['statusSubject'], readings['statusDetail']];
  return parts.every((part) => part !== undefined && part >= 0) ? parts.join('.') : null;
}
