import { formatInstant } from '../../instant.ts';
import type { MailDelay, MailRecord } from '../../mail/mail.ts';
import { arrivalOf, latencyBounds, mailStateAt } from '../../mail/mail-state.ts';
import type { MailRoute } from '../../method.ts';
import type { EvidenceJson } from '../../wire/evidence.ts';
import { formatInstantOrNull } from '../../wire/evidence-outage.ts';

type MailJson = NonNullable<EvidenceJson['mail']>;
export type SaidRoute = MailJson['routes'][number];
export type SaidMail = MailJson['mails'][number];
export type SaidDelay = MailJson['delays'][number];
/**
 * What is computed again of a mail, in the words of `evidence.json`. Words behind hashes are covered by `values.txt`, and
 * whose part of the way held it is not computed again.
 */
type MailPart = Pick<
  SaidMail,
  | ('id' | 'state' | 'acceptedAt' | 'arrivedEarliestAt' | 'arrivedLatestAt' | 'latencyMinMs' | 'latencyMaxMs')
  | ('folder' | 'plannedAt' | 'outcome' | 'reason' | 'stage' | 'replyCode' | 'status' | 'tokenSha256')
  | 'isClockDoubtful'
>;
type DelayPart = Omit<SaidDelay, 'leg' | 'side' | 'tags'>;

export function mailPart(record: MailRecord, route: MailRoute, asOfMs: number | null): MailPart {
  const arrival = arrivalOf(record, route);
  const { timed } = record;
  return {
    id: record.id,
    state: mailStateAt(record, route, asOfMs),
    acceptedAt: formatInstantOrNull(record.acceptedAtMs),
    arrivedEarliestAt: formatInstantOrNull(timed?.arrivedEarliestAtMs ?? arrival?.arrivedEarliestAtMs ?? null),
    arrivedLatestAt: formatInstantOrNull(timed?.arrivedLatestAtMs ?? arrival?.arrivedLatestAtMs ?? null),
    ...latencyBounds(record, route, asOfMs),
    folder: arrival?.folder ?? null,
    plannedAt: formatInstantOrNull(record.plannedAtMs),
    outcome: record.outcome,
    reason: record.reason,
    stage: record.stage,
    replyCode: record.replyCode,
    status: record.status,
    tokenSha256: record.tokenSha256,
    isClockDoubtful: record.isClockDoubtful,
  };
}

export function delayPart(delay: MailDelay): DelayPart {
  const { id, route, verdict, mails, missing, minLatencyMs, maxLatencyMs } = delay;
  return {
    route,
    id,
    verdict,
    startEarliestAt: formatInstant(delay.startEarliestAtMs),
    startLatestAt: formatInstant(delay.startLatestAtMs),
    endEarliestAt: formatInstantOrNull(delay.endEarliestAtMs),
    endLatestAt: formatInstantOrNull(delay.endLatestAtMs),
    mails,
    missing,
    minLatencyMs,
    maxLatencyMs,
  };
}

/** The limits of a route, as its method sets them. */
export function settingsOf({ route, asOfAt: _asOf, figures: _figures, ...limits }: SaidRoute): MailRoute {
  return { name: route, ...limits };
}
