import type { MailRoute } from '../method.ts';
import type { MailLatency, MailRecord, MailReport, MailSighting, MailState } from './mail.ts';

/** A clock that is known to be right is within this of the server's (outage/boot-clock.ts). */
const AGREES_MS = 1000;
/** An arrival this narrow is told as one number. */
const ONE_NUMBER_MS = 5000;
const ONE_NUMBER_RATIO = 0.1;

/** The accounts of a route, by name. */
export type MailEnds = Pick<MailRoute, 'from' | 'to'>;
export type MailLimits = MailEnds & Pick<MailRoute, 'lateMs' | 'lostMs'>;

/** The sighting that counts: the first, but never the copy of who sent it. null: not seen. */
export function arrivalOf({ sightings }: Pick<MailRecord, 'sightings'>, { from, to }: MailEnds): MailSighting | null {
  const isOwnCopy = ({ folder, mailbox }: MailSighting) => folder === 'sent' || (from !== to && mailbox === from);
  return sightings.find((one) => !isOwnCopy(one)) ?? null;
}

/** How well the acceptance and this sighting can be compared: of one boot, with the server's clock, of two boots. */
export function clockErrorOf({ isSameClock, reader }: Pick<MailSighting, 'isSameClock' | 'reader'>): number {
  if (isSameClock) return 0;
  return reader === 'server' ? AGREES_MS : 2 * AGREES_MS;
}

/** The report that it won't be delivered, if there is one. */
export function bounceOf({ reports }: Pick<MailRecord, 'reports'>): MailReport | null {
  return reports.find(({ action }) => action === 'failed') ?? null;
}

/**
 * What a mail is, as far as the mailbox was watched: without `watchedUntilMs` no mail is late. Everything that was told of it
 * counts, also what came after that instant. reference/mail.md §4.
 */
export function mailStateAt(record: MailRecord, route: MailLimits, watchedUntilMs: number | null): MailState {
  if (arrivalOf(record, route)) return isArrivedLate(record, route) ? 'arrived-late' : 'arrived';
  if (bounceOf(record)) return 'bounced';
  const { outcome, outcomeAtMs, replyCode } = record;
  if (outcome === 'accepted') return openStateOf(record, route, watchedUntilMs);
  if (outcome === 'refused') return replyCode !== null && replyCode < 500 ? 'refused-temporary' : 'refused';
  if (outcome === 'uncertain' || outcome === 'unknown' || outcome === 'submitting') {
    const isGivenUp = watchedUntilMs !== null && watchedUntilMs - outcomeAtMs >= route.lostMs;
    if (isGivenUp) return 'unconfirmed';
    return outcome === 'submitting' ? 'submitting' : 'uncertain';
  }
  return outcome;
}

function openStateOf(record: MailRecord, route: MailLimits, watchedUntilMs: number | null): MailState {
  const ageMs = unseenMs(record, route, watchedUntilMs);
  if (ageMs >= route.lostMs) return 'presumed-lost';
  return ageMs >= route.lateMs ? 'overdue' : 'accepted';
}

function isArrivedLate(record: MailRecord, route: MailLimits): boolean {
  const latency = latencyOf(record, route);
  if (!latency) return false;
  // the probe itself waited so long for what it saw later: that needs no clock
  if (latency.isDoubtful) return record.overdueAtMs !== null && arrivalOf(record, route)?.reader === 'probe';
  return latency.minMs > route.lateMs || (record.overdueAtMs !== null && latency.maxMs > route.lateMs);
}

/**
 * How long a mail is under way at least: accepted, not seen, not bounced, not given up. null: it is none of these. Where the
 * clock of its acceptance was not known to be right, only the probe's own word (`overdue`, from ticks) says anything.
 */
export function openAgeMs(record: MailRecord, route: MailLimits, watchedUntilMs: number | null): number | null {
  const state = mailStateAt(record, route, watchedUntilMs);
  return state === 'accepted' || state === 'overdue' ? unseenMs(record, route, watchedUntilMs) : null;
}

function unseenMs(record: MailRecord, { lateMs }: MailLimits, watchedUntilMs: number | null): number {
  const toldMs = record.overdueAtMs === null ? 0 : lateMs;
  if (record.acceptedAtMs === null || record.isClockDoubtful || watchedUntilMs === null) return toldMs;
  return Math.max(toldMs, watchedUntilMs - record.acceptedAtMs);
}

/** How long it took; of a mail on its way: so long at least. Between clocks that were not known to be right no length is said. */
export function latencyBounds(
  record: MailRecord,
  route: MailLimits,
  watchedUntilMs: number | null,
): { latencyMinMs: number | null; latencyMaxMs: number | null } {
  const latency = latencyOf(record, route);
  if (latency?.isDoubtful) return { latencyMinMs: null, latencyMaxMs: null };
  if (latency) return { latencyMinMs: latency.minMs, latencyMaxMs: latency.maxMs };
  return { latencyMinMs: openAgeMs(record, route, watchedUntilMs), latencyMaxMs: null };
}

/**
 * From the final 250 to seen, as bounds; null: not seen, or nobody knows when it was handed over. For a mail whose acceptance
 * is uncertain the time from connecting is the most. What follows from the mails before it (`timed`) is used where it stands.
 */
export function latencyOf(record: MailRecord, route: MailEnds): MailLatency | null {
  if (record.timed) return record.timed.latency;
  const arrival = arrivalOf(record, route);
  return arrival ? latencyBetween(record, arrival) : null;
}

/** The same, by the sighting and (narrowed) arrival that are given. */
export function latencyBetween(
  { acceptedAtMs, submittingAtMs, isClockDoubtful }: MailRecord,
  sighting: MailSighting,
): MailLatency | null {
  const fromAtMs = acceptedAtMs ?? submittingAtMs;
  if (fromAtMs === null) return null;
  const { arrivedEarliestAtMs, arrivedLatestAtMs, isSameClock } = sighting;
  const errorMs = clockErrorOf(sighting);
  const minMs = acceptedAtMs === null ? 0 : Math.max(0, arrivedEarliestAtMs - errorMs - fromAtMs);
  const maxMs = Math.max(minMs, arrivedLatestAtMs + errorMs - fromAtMs);
  const widthMs = maxMs - minMs;
  const isDoubtful = isClockDoubtful && !isSameClock;
  const isNarrow = widthMs < ONE_NUMBER_MS || widthMs < maxMs * ONE_NUMBER_RATIO;
  return { minMs, maxMs, isOneNumber: isNarrow && !isDoubtful, isDoubtful };
}
