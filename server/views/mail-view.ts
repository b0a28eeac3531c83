import type { MailDelay, MailFigures, MailRecord, MailRouteNow } from '../../rules/mail/mail.ts';
import { mailFigures, mailSeries } from '../../rules/mail/mail-figures.ts';
import { placeAcross, sharedTrouble } from '../../rules/mail/mail-shared.ts';
import { arrivalOf, latencyBounds, mailStateAt, openAgeMs } from '../../rules/mail/mail-state.ts';
import type {
  MailDelayView,
  MailNowView,
  MailPageView,
  MailRouteView,
  MailRowView,
} from '../../web/pages/mail-views.ts';
import type { AskedPeriod } from '../period.ts';
import type { Site } from '../site.ts';
import type { Line, ReadStore } from '../store/store.ts';
import { type Asker, canSeeEvidence } from '../visibility.ts';
import { wordsOf } from './mail-words.ts';

/** So many of the newest mails of a period stand on the page; all of them are in the exports. */
const SHOWN_MAILS = 50;
/** Of more delays the newest are shown with their longest mail. */
const DETAILED_DELAYS = 30;
/** What a provider said last is looked for in so many mails. */
const LOOKED_BACK = 60;
/** All there is from then on. */
const EVER_MS = Number.MAX_SAFE_INTEGER;

type Seen = { store: ReadStore; site: Site; line: Line; asker: Asker };

/** What `/lines/LINE/mail` and `mail.json` show of a period. */
export function mailPageView(
  site: Site,
  line: Line,
  { period, stepMs, asker }: { period: AskedPeriod; stepMs: number; asker: Asker },
): MailPageView {
  const { store } = site.keep;
  const seen = { store, site, line, asker };
  const { fromDay, toDay, fromAtMs } = period;
  const toAtMs = Math.max(fromAtMs, Math.min(period.toAtMs, site.nowMs()));
  const entries = store.mailRoutes(line.id);
  const used = entries.filter(({ isUsed }) => isUsed).map(({ now }) => now);
  const shown = entries
    .filter(({ now, isUsed }) => isUsed || store.mailCount(line.id, now.route, fromAtMs, toAtMs) > 0)
    .map(({ now }) => now);
  const isOwnerView = asker !== 'visitor';
  const isEvidenceVisible = canSeeEvidence(asker, line);
  const delays = store.mailDelays(line.id, fromAtMs, toAtMs);
  return {
    line,
    fromDay,
    toDay,
    fromAtMs,
    toAtMs,
    routes: shown.map((now) =>
      routeView(seen, now, { used, delays, period: { fromAtMs, toAtMs, fromDay, toDay }, stepMs }),
    ),
    shared: sharedTrouble(used).map((one) => (isOwnerView ? one : { ...one, account: null })),
    isOwnerView,
    isEvidenceVisible,
  };
}

/** What is said of each route now; for the page of the line and the list of lines. */
export function mailNowViews(site: Site, line: Line, asker: Asker): MailNowView[] {
  const { store } = site.keep;
  const used = store
    .mailRoutes(line.id)
    .filter(({ isUsed }) => isUsed)
    .map(({ now }) => now);
  return used.map((now) => nowView({ store, site, line, asker }, now, used));
}

function nowView({ store, line, asker }: Seen, now: MailRouteNow, used: readonly MailRouteNow[]): MailNowView {
  const isOwnerView = asker !== 'visitor';
  const { settings, oldest } = now;
  return {
    name: now.route,
    from: isOwnerView ? settings.from : null,
    to: isOwnerView ? settings.to : null,
    verdict: now.verdict,
    reason: reasonOf(store, line, now),
    place: placeAcross(
      now,
      used.filter((other) => other !== now),
    ),
    sinceAtMs: now.sinceAtMs,
    asOfMs: now.asOfMs,
    blind: now.blind,
    oldest: oldest && { acceptedAtMs: oldest.acceptedAtMs, atLeastMs: oldest.atLeastMs },
    openMails: now.openMails,
  };
}

/** Verdicts behind which a word of the newest mail stands. */
const WITH_REASON: Partial<Record<MailRouteNow['verdict'], readonly MailRecord['outcome'][]>> = {
  'mail-config-error': ['config-error'],
  'mail-unreachable': ['unreachable'],
  'mail-unreadable': ['not-tested'],
  'mail-not-tested': ['not-tested'],
};

function reasonOf(store: ReadStore, line: Line, now: MailRouteNow): string | null {
  const outcomes = WITH_REASON[now.verdict];
  if (!outcomes) return null;
  const latest = store.latestMails(line.id, now.route, 0, EVER_MS, LOOKED_BACK);
  return latest.find(({ outcome }) => outcomes.includes(outcome))?.reason ?? null;
}

type Asked = {
  used: readonly MailRouteNow[];
  /** Of all routes. */
  delays: readonly MailDelay[];
  period: AskedPeriod;
  stepMs: number;
};

function routeView(seen: Seen, now: MailRouteNow, { used, delays, period, stepMs }: Asked): MailRouteView {
  const { store, line } = seen;
  const { settings, route } = now;
  const { fromAtMs, toAtMs } = period;
  const mails = store.mails(line.id, route, fromAtMs, toAtMs);
  const own = delays.filter((delay) => delay.route === route).toReversed();
  const isListed = canSeeEvidence(seen.asker, line);
  // strangers are not told of slots without a mail, so neither which share of them was tested
  const shown = (figures: MailFigures) => (seen.asker === 'visitor' ? { ...figures, testedRatio: null } : figures);
  return {
    ...nowView(seen, now, used),
    provider: settings.provider,
    promptMs: settings.promptMs,
    lateMs: settings.lateMs,
    lostMs: settings.lostMs,
    spacingMs: settings.spacingMs,
    figures: shown(mailFigures(mails, settings, now.asOfMs)),
    series: mailSeries(mails, settings, now.asOfMs, { fromAtMs, toAtMs, stepMs }).map((slice) => ({
      ...slice,
      figures: shown(slice.figures),
    })),
    stepMs,
    openAcceptedAtMs: openMails(store, line, now),
    dataHref: `/api/lines/${line.id}/mail.json?from=${period.fromDay}&to=${period.toDay}&stepMs=${stepMs}`,
    delays: own.map((delay, index) => ({
      ...delay,
      longest: isListed && index < DETAILED_DELAYS ? longestOf(store, line, delay, now) : null,
    })),
    mails: isListed
      ? mails
          .slice(-SHOWN_MAILS)
          .reverse()
          .map((mail) => mailRowView(mail, now))
      : [],
    mailCount: mails.length,
    said: seen.asker === 'visitor' ? null : saidOf(seen, now),
  };
}

function openMails(
  store: ReadStore,
  line: Line,
  { settings, route, asOfMs, openMails: count }: MailRouteNow,
): number[] {
  if (count === 0 || asOfMs === null) return [];
  return store
    .mails(line.id, route, asOfMs - settings.lostMs, EVER_MS)
    .filter((mail) => openAgeMs(mail, settings, asOfMs) !== null)
    .flatMap(({ acceptedAtMs }) => acceptedAtMs ?? []);
}

/** One mail of a list. */
export function mailRowView(mail: MailRecord, { settings, asOfMs }: MailRouteNow): MailRowView {
  const arrival = arrivalOf(mail, settings);
  return {
    id: mail.id,
    state: mailStateAt(mail, settings, asOfMs),
    acceptedAtMs: mail.acceptedAtMs,
    plannedAtMs: mail.plannedAtMs,
    arrivedEarliestAtMs: mail.timed?.arrivedEarliestAtMs ?? arrival?.arrivedEarliestAtMs ?? null,
    arrivedLatestAtMs: mail.timed?.arrivedLatestAtMs ?? arrival?.arrivedLatestAtMs ?? null,
    ...latencyBounds(mail, settings, asOfMs),
    folder: arrival?.folder ?? null,
    reason: mail.reason,
  };
}

/** The mail of a delay that took longest, or has waited longest. */
function longestOf(store: ReadStore, line: Line, delay: MailDelay, now: MailRouteNow): MailDelayView['longest'] {
  const within = store.mails(line.id, delay.route, delay.startEarliestAtMs, (delay.endLatestAtMs ?? EVER_MS - 1) + 1);
  const waited = within.flatMap((mail) => {
    const { acceptedAtMs } = mail;
    const { latencyMinMs } = latencyBounds(mail, now.settings, now.asOfMs);
    return acceptedAtMs === null || latencyMinMs === null ? [] : [{ mail, acceptedAtMs, latencyMinMs }];
  });
  const [first, ...rest] = waited;
  if (!first) return null;
  const { mail, acceptedAtMs } = rest.reduce((most, one) => (one.latencyMinMs > most.latencyMinMs ? one : most), first);
  return { id: mail.id, acceptedAtMs, ...heldUntil(mail, now) };
}

/** Only a mail that was held at the hand-over has been held until the receiver's first stamp. */
function heldUntil(mail: MailRecord, { settings }: MailRouteNow) {
  const arrival = arrivalOf(mail, settings);
  const seenAtMs = arrival?.arrivedLatestAtMs ?? null;
  const first = arrival?.hops.find(({ owner }) => owner === 'receiver');
  const timed = mail.timed?.hops.find(({ hop }) => hop === first?.hop);
  const isHandOver = mail.timed?.place.leg === 'hand-over';
  return { receivedAtMs: isHandOver ? (timed?.atMs ?? null) : null, seenAtMs };
}

/** Where all is well nobody needs to be quoted. */
const QUIET: readonly MailRouteNow['verdict'][] = ['mail-ok', 'mail-unknown', 'mail-not-tested'];

/** The newest refusal or report since the route is not well, in the words of the server that sent it. */
function saidOf({ site, store, line }: Seen, now: MailRouteNow): MailRouteView['said'] {
  if (QUIET.includes(now.verdict)) return null;
  const latest = store.latestMails(line.id, now.route, 0, EVER_MS, LOOKED_BACK);
  const said = latest.flatMap((mail) => {
    const refusal = mail.outcome === 'accepted' ? null : mail.smtpReply;
    const reports = mail.reports.map(({ diagnostic, atMs }) => ({ hash: diagnostic, atMs }));
    return [{ hash: refusal, atMs: mail.outcomeAtMs }, ...reports].map((one) => ({ ...one, mailId: mail.id }));
  });
  const newest = said.filter(({ atMs }) => atMs >= (now.sinceAtMs ?? 0)).sort((a, b) => b.atMs - a.atMs);
  for (const { hash, atMs, mailId } of newest) {
    const words = hash === null ? undefined : wordsOf(site.keep, line, [hash]).get(hash);
    if (words !== undefined) return { words, atMs, mailId };
  }
  return null;
}
