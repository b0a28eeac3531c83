import { formatInstant } from '../../rules/instant.ts';
import type { MailBound, MailFigures } from '../../rules/mail/mail.ts';
import type { MailDelayJson, MailFiguresJson, MailJson, MailRouteJson, MailRowJson } from '../../rules/wire/mail.ts';
import type { MailDelayView, MailPageView, MailRouteView, MailRowView } from '../../web/pages/mail-views.ts';
import { AppError } from '../app-error.ts';
import { instantOrNull } from './outages.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** One answer holds no more slices. */
const MAX_SLICES = 2000;
/** A slice with less than one mail says nothing. */
const MIN_STEP_MS = 900_000;

/** The width of slices: as asked for, or so that a drawing of the period is readable. Refuses naming the parameter. */
export function chooseMailStepMs(
  given: string | undefined,
  { fromAtMs, toAtMs }: { fromAtMs: number; toAtMs: number },
): number {
  const lengthMs = toAtMs - fromAtMs;
  if (given === undefined) {
    if (lengthMs <= 2 * DAY_MS) return HOUR_MS;
    if (lengthMs <= 14 * DAY_MS) return 2 * HOUR_MS;
    return lengthMs <= 45 * DAY_MS ? 6 * HOUR_MS : DAY_MS;
  }
  const stepMs = /^\d{1,10}$/.test(given) ? Number(given) : Number.NaN;
  const isGood = stepMs >= MIN_STEP_MS && stepMs % MIN_STEP_MS === 0 && lengthMs / stepMs <= MAX_SLICES;
  if (isGood) return stepMs;
  const wanted = `must be a multiple of ${MIN_STEP_MS}, and give no more than ${MAX_SLICES} slices`;
  throw new AppError('invalid', `"stepMs" ${wanted}`, { parameter: 'stepMs' });
}

/** The page of a period as programs read it. */
export function mailJson(view: MailPageView): MailJson {
  const { line, fromAtMs, toAtMs, routes } = view;
  return {
    line: line.id,
    fromAt: formatInstant(fromAtMs),
    toAt: formatInstant(toAtMs),
    routes: routes.map(routeJson),
  };
}

function routeJson(route: MailRouteView): MailRouteJson {
  const { oldest } = route;
  return {
    route: route.name,
    from: route.from,
    to: route.to,
    provider: route.provider,
    verdict: route.verdict,
    side: route.place.side,
    sinceAt: instantOrNull(route.sinceAtMs),
    asOfAt: instantOrNull(route.asOfMs),
    oldestUndelivered: oldest && {
      acceptedAt: formatInstant(oldest.acceptedAtMs),
      atLeastMs: oldest.atLeastMs,
    },
    openMails: route.openMails,
    openAcceptedAt: route.openAcceptedAtMs.map(formatInstant),
    promptMs: route.promptMs,
    lateMs: route.lateMs,
    figures: figuresJson(route.figures),
    series: route.series.map(({ fromAtMs, figures }) => ({ fromAt: formatInstant(fromAtMs), ...figuresJson(figures) })),
    stepMs: route.stepMs,
    delays: route.delays.map(mailDelayJson),
    mails: route.mails.map(mailRowJson),
  };
}

function figuresJson({ medianMs, p95Ms, maxMs, ...rest }: MailFigures): MailFiguresJson {
  const ms = (bound: MailBound | null) => bound?.ms ?? null;
  const isAtLeast = (bound: MailBound | null) => bound?.isAtLeast ?? false;
  return {
    count: rest.count,
    open: rest.open,
    notTested: rest.notTested,
    medianMs: ms(medianMs),
    medianAtLeast: isAtLeast(medianMs),
    p95Ms: ms(p95Ms),
    p95AtLeast: isAtLeast(p95Ms),
    maxMs: ms(maxMs),
    maxAtLeast: isAtLeast(maxMs),
    testedRatio: rest.testedRatio,
  };
}

export function mailDelayJson(delay: Omit<MailDelayView, 'longest'>): MailDelayJson {
  return {
    id: delay.id,
    verdict: delay.verdict,
    leg: delay.place.leg,
    side: delay.place.side,
    startEarliestAt: formatInstant(delay.startEarliestAtMs),
    startLatestAt: formatInstant(delay.startLatestAtMs),
    endEarliestAt: instantOrNull(delay.endEarliestAtMs),
    endLatestAt: instantOrNull(delay.endLatestAtMs),
    mails: delay.mails,
    missing: delay.missing,
    minLatencyMs: delay.minLatencyMs,
    maxLatencyMs: delay.maxLatencyMs,
    tags: delay.tags,
  };
}

export function mailRowJson(mail: MailRowView): MailRowJson {
  return {
    id: mail.id,
    state: mail.state,
    acceptedAt: instantOrNull(mail.acceptedAtMs),
    arrivedEarliestAt: instantOrNull(mail.arrivedEarliestAtMs),
    arrivedLatestAt: instantOrNull(mail.arrivedLatestAtMs),
    latencyMinMs: mail.latencyMinMs,
    latencyMaxMs: mail.latencyMaxMs,
    folder: mail.folder,
  };
}
