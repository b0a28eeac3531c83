import type { MailRecord } from '../../mail/mail.ts';
import { contactOf } from '../../mail/mail-hops.ts';
import { arrivalOf } from '../../mail/mail-state.ts';
import type { MailRoute } from '../../method.ts';
import type { MailTold } from './mail-log.ts';

const DAY_MS = 86_400_000;
/** So long the rules remember what clocks of hosts are off by, and who handed mails over (rules/mail/host-clocks.ts). */
export const CLOCKS_KNOWN_MS = 7 * DAY_MS;
const CONTACTS_KNOWN_MS = 35 * DAY_MS;
/** A mail that was held longer was not greylisted (rules/mail/mail-timed.ts). */
const GREYLIST_MAX_MS = 2 * 3_600_000;
/** Wider arrivals are narrowed by the clock of the mailbox server (rules/mail/mail-timed.ts). */
const NARROW_FROM_MS = 5000;

type Mails = { all: readonly MailRecord[]; route: MailRoute; told: MailTold; isWhole: boolean };

/**
 * Whether a mail of the bundle was held by a host that may, or may not, have been known from before it: then nobody can say
 * here whether it stands in percentiles and delays.
 */
export function isSuspicionOpen({ all, route, told, isWhole }: Mails): boolean {
  if (isWhole || told.fromAtMs === null) return false;
  const lastAtMs = new Map<string, number>();
  for (const record of all) {
    const arrival = arrivalOf(record, route);
    const contact = arrival && contactOf(arrival);
    const { acceptedAtMs } = record;
    if (contact === null || acceptedAtMs === null) continue;
    const metAtMs = lastAtMs.get(contact);
    const isMet = metAtMs !== undefined && acceptedAtMs - metAtMs <= CONTACTS_KNOWN_MS;
    const isEarly = acceptedAtMs - told.fromAtMs <= CONTACTS_KNOWN_MS;
    if (!isMet && isEarly && isHeld(record, route)) return true;
    lastAtMs.set(contact, acceptedAtMs);
  }
  return false;
}

function isHeld({ timed }: MailRecord, { promptMs }: MailRoute): boolean {
  const latency = timed?.latency;
  return latency != null && latency.minMs > promptMs && latency.minMs <= GREYLIST_MAX_MS;
}

/** Whether its arrival may be narrowed by a clock that mails before or after the bundle tell of. */
export function mayBeNarrowed(record: MailRecord, route: MailRoute): boolean {
  const arrival = arrivalOf(record, route);
  if (!arrival || arrival.internalDateAtMs === null) return false;
  const fromAtMs = Math.max(arrival.arrivedEarliestAtMs, record.acceptedAtMs ?? arrival.arrivedEarliestAtMs);
  return arrival.arrivedLatestAtMs - fromAtMs > NARROW_FROM_MS;
}
