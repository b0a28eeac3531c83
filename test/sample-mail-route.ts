import type { MailBound, MailFigures } from '../rules/mail/mail.ts';
import type { MailDelayView, MailPageView, MailRouteView, MailRowView } from '../web/pages/mail-views.ts';
import { DAY_MS, HOUR_MS, numbers, SAMPLE_NOW_MS, sampleLine } from './sample-values.ts';

/** A made-up week of a route of test mails. Nothing here was measured. */

export const MINUTE_MS = 60_000;
const STEP_MS = HOUR_MS;
const FROM_AT_MS = Date.UTC(2026, 10, 15, 23);
const DAYS = 7;

/** One slot: `latencyMs` null = still on its way; `isTested` false = no mail was sent. */
export type Slot = { atMs: number; latencyMs: number | null; isTested: boolean };

/** A slot every quarter of an hour; `change` says what is otherwise. */
export function slots(change: (slot: Slot) => Partial<Slot> | null = () => ({})): Slot[] {
  const random = numbers(5);
  const result: Slot[] = [];
  for (let atMs = FROM_AT_MS + 131_000; atMs < SAMPLE_NOW_MS; atMs += 15 * MINUTE_MS) {
    const slot = { atMs, latencyMs: 1_400 + random() ** 6 * 40_000 + random() * 900, isTested: true };
    const changed = change(slot);
    if (changed !== null) result.push({ ...slot, ...changed });
  }
  return result;
}

/** Open mails count with their age: what lies above the youngest of them is a lower bound. */
function figuresOf(all: Slot[]): MailFigures {
  const mails = all.filter(({ isTested }) => isTested);
  const waits = mails
    .map(({ atMs, latencyMs }) => ({ ms: latencyMs ?? SAMPLE_NOW_MS - 41_000 - atMs, isOpen: latencyMs === null }))
    .sort((one, other) => one.ms - other.ms);
  const firstOpen = waits.findIndex(({ isOpen }) => isOpen);
  const at = (share: number): MailBound | null => {
    const index = Math.min(waits.length - 1, Math.floor(waits.length * share));
    const wait = waits[index];
    return wait ? { ms: wait.ms, isAtLeast: firstOpen >= 0 && index >= firstOpen } : null;
  };
  return {
    count: mails.length,
    open: mails.filter(({ latencyMs }) => latencyMs === null).length,
    notTested: all.length - mails.length,
    medianMs: at(0.5),
    p95Ms: at(0.95),
    maxMs: at(1),
    testedRatio: all.length === 0 ? null : mails.length / all.length,
  };
}

function rowOf({ atMs, latencyMs, isTested }: Slot, index: number): MailRowView {
  const arrivedAtMs = latencyMs === null ? null : atMs + latencyMs;
  const id = (0xa0_00_00 + Math.floor(atMs / 1000) + index).toString(16).padStart(12, 'c').slice(-12);
  if (!isTested)
    return {
      ...{ id, state: 'not-tested', plannedAtMs: atMs, reason: 'line-down', acceptedAtMs: null, folder: null },
      ...{ arrivedEarliestAtMs: null, arrivedLatestAtMs: null, latencyMinMs: null, latencyMaxMs: null },
    };
  const isLate = (latencyMs ?? SAMPLE_NOW_MS - atMs) > 15 * MINUTE_MS;
  const open = isLate ? 'overdue' : 'accepted';
  return {
    id,
    state: latencyMs === null ? open : (isLate && 'arrived-late') || 'arrived',
    acceptedAtMs: atMs,
    plannedAtMs: atMs - 800,
    arrivedEarliestAtMs: arrivedAtMs === null ? null : arrivedAtMs - 40,
    arrivedLatestAtMs: arrivedAtMs,
    latencyMinMs: latencyMs === null ? SAMPLE_NOW_MS - 41_000 - atMs : latencyMs - 40,
    latencyMaxMs: latencyMs,
    folder: latencyMs === null ? null : 'inbox',
    reason: null,
  };
}

export function sampleRoute(patch: Partial<MailRouteView> = {}, all: Slot[] = slots()): MailRouteView {
  const open = all.filter(({ latencyMs, isTested }) => isTested && latencyMs === null);
  const [oldest] = open;
  const asOfMs = SAMPLE_NOW_MS - 41_000;
  return {
    name: 'in',
    from: 'gmx',
    to: 'telekom',
    provider: 'to',
    verdict: 'mail-ok',
    reason: null,
    place: { leg: 'unknown', side: 'unknown', account: null },
    sinceAtMs: null,
    asOfMs,
    blind: null,
    oldest: oldest ? { acceptedAtMs: oldest.atMs, atLeastMs: asOfMs - oldest.atMs } : null,
    openMails: open.length,
    promptMs: 2 * MINUTE_MS,
    lateMs: 15 * MINUTE_MS,
    lostMs: 7 * DAY_MS,
    spacingMs: 15 * MINUTE_MS,
    figures: figuresOf(all),
    series: [...Map.groupBy(all, ({ atMs }) => FROM_AT_MS + Math.floor((atMs - FROM_AT_MS) / STEP_MS) * STEP_MS)].map(
      ([fromAtMs, ofSlice]) => ({ fromAtMs, figures: figuresOf(ofSlice) }),
    ),
    stepMs: STEP_MS,
    openAcceptedAtMs: open.map(({ atMs }) => atMs),
    dataHref: '/api/lines/home/mail.json?from=2026-11-16&to=2026-11-22',
    delays: [],
    mails: all.toReversed().slice(0, 12).map(rowOf),
    mailCount: all.length,
    said: null,
    ...patch,
  };
}

export function sampleMailPage(routes: MailRouteView[], patch: Partial<MailPageView> = {}): MailPageView {
  return {
    line: sampleLine,
    fromDay: '2026-11-16',
    toDay: '2026-11-22',
    fromAtMs: FROM_AT_MS,
    toAtMs: FROM_AT_MS + DAYS * DAY_MS > SAMPLE_NOW_MS ? SAMPLE_NOW_MS : FROM_AT_MS + DAYS * DAY_MS,
    routes,
    shared: [],
    isOwnerView: true,
    isEvidenceVisible: true,
    ...patch,
  };
}

export function sampleDelay(patch: Partial<MailDelayView> = {}): MailDelayView {
  const startLatestAtMs = SAMPLE_NOW_MS - 3 * DAY_MS;
  return {
    id: 'dddddddddddd',
    route: 'in',
    verdict: 'mail-delayed',
    place: { leg: 'receiver', side: 'provider', account: 'telekom' },
    startEarliestAtMs: startLatestAtMs - 901_000,
    startLatestAtMs,
    endEarliestAtMs: startLatestAtMs + 11_549_000,
    endLatestAtMs: startLatestAtMs + 12_440_000,
    firstMail: 1_795_100_000,
    lastMail: 1_795_111_000,
    mails: 9,
    missing: 0,
    minLatencyMs: 11_549_000,
    maxLatencyMs: 11_549_420,
    tags: [],
    longest: {
      id: 'cccccccccccc',
      acceptedAtMs: startLatestAtMs,
      receivedAtMs: startLatestAtMs + 11_549_000,
      seenAtMs: startLatestAtMs + 11_550_000,
    },
    ...patch,
  };
}
