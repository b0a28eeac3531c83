import { shortFingerprint } from '../../rules/journal/heads.ts';
import { availabilityOf } from '../../rules/outage/availability.ts';
import { addDays, dayOf, dayStartAtMs, daysBetween } from '../../rules/outage/calendar-days.ts';
import { reachingIn } from '../../rules/outage/period-sums.ts';
import type { EvidenceFigures, EvidencePageView, HeadView } from '../../web/pages/evidence-views.ts';
import { AppError } from '../app-error.ts';
import { MAX_DAYS, MAX_OUTAGES } from '../export/case-of.ts';
import { estimateBundleBytes } from '../export/estimate-size.ts';
import { headFor } from '../export/head-for.ts';
import { sumsOfPeriod } from '../figures/sums.ts';
import { type AskedPeriod, readPeriod } from '../period.ts';
import type { Site } from '../site.ts';
import type { Line, ReadStore, StoredOutage } from '../store/store.ts';
import type { Asker } from '../visibility.ts';

const SHOWN_DAYS = 30;
const CHOICE_DAYS = 366;
const MAX_CHOICES = 100;

/** What the page is asked for, as typed; each null: not given. */
export type EvidenceAsk = { from: string | null; to: string | null; outage: string | null };

/** What `/lines/LINE/evidence` shows. `store`: what this asker may see of the line. */
export function evidencePageView(
  site: Site,
  { line, store, nowMs, asker }: { line: Line; store: ReadStore; nowMs: number; asker: Asker },
  ask: EvidenceAsk,
): EvidencePageView {
  const input = { line, store, nowMs };
  const chosen = choose(input, ask);
  const { problem } = chosen;
  const figures = problem === null ? figuresOf(input, chosen.period) : null;
  const hasMail = store.mailRoutes(line.id).length > 0;
  const zip = asker === 'visitor' ? null : { bytes: figures && estimateBundleBytes(input, figures) };
  return {
    line,
    from: problem === null ? chosen.period.fromDay : (ask.from ?? ''),
    to: problem === null ? chosen.period.toDay : (ask.to ?? ''),
    problem,
    figures,
    outage: problem === null ? chosen.outage : null,
    outages: outageChoices(input, asker),
    quick: quickPeriods(input),
    files: { zip, pdf: true, hasMail },
    head: headView(site, asker === 'visitor' ? (store.current(line.id)?.measuredAtMs ?? 0) : null),
    serverFingerprint: site.keep.serverFingerprint,
  };
}

type Input = { line: Line; store: ReadStore; nowMs: number };
type Chosen =
  | { problem: null; period: AskedPeriod; outage: StoredOutage | null }
  | { problem: NonNullable<EvidencePageView['problem']> };

function choose(input: Input, ask: EvidenceAsk): Chosen {
  const { line, store } = input;
  // what strangers are not told of yet is not there
  const outage = ask.outage === null ? null : releasedOutage(input, ask.outage);
  if (ask.outage !== null && outage === null) return { problem: 'outage' };
  const period = outage === null ? periodOf(input, ask) : daysOfOutage(input, outage);
  if (period === null) return { problem: 'period' };
  const count = store.outageCount(line.id, period.fromAtMs, period.toAtMs);
  return count > MAX_OUTAGES ? { problem: 'too-many' } : { problem: null, period, outage };
}

/** The outage as this store tells it: by the list that holds what may be seen, not by its name alone. */
function releasedOutage({ line, store, nowMs }: Input, id: string): StoredOutage | null {
  const found = store.outage(line.id, id);
  if (found === null) return null;
  const from = found.startEarliestAtMs;
  return (
    store.wholeOutages(line.id, from, (found.endLatestAtMs ?? nowMs) + 1).find((one) => one.id === found.id) ?? null
  );
}

/** The whole local days that an outage touches; today ends now. */
export function daysOfOutage({ line, nowMs }: Omit<Input, 'store'>, outage: StoredOutage): AskedPeriod {
  const fromDay = dayOf(outage.startEarliestAtMs, line.zone);
  const toDay = dayOf(Math.max(outage.startEarliestAtMs, (outage.endLatestAtMs ?? nowMs) - 1), line.zone);
  const toAtMs = Math.min(dayStartAtMs(addDays(toDay, 1), line.zone), nowMs);
  return { fromAtMs: dayStartAtMs(fromDay, line.zone), toAtMs, fromDay, toDay };
}

/** null: there is no such period. */
function periodOf({ line, nowMs }: Input, { from, to }: EvidenceAsk): AskedPeriod | null {
  const query = { from: from ?? undefined, to: to ?? undefined };
  try {
    return readPeriod({ ...query, zone: line.zone, nowMs, defaultDays: SHOWN_DAYS, maxDays: MAX_DAYS });
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid') return null;
    throw error;
  }
}

/** The figures of a period, from roll-ups. */
export function figuresOf({ line, store }: Omit<Input, 'nowMs'>, period: AskedPeriod): EvidenceFigures {
  const { fromAtMs, toAtMs, fromDay, toDay } = period;
  const sums = sumsOfPeriod({ store, line }, fromAtMs, toAtMs);
  const outages = store.summedOutages(line.id, fromAtMs, toAtMs);
  return {
    fromAtMs,
    toAtMs,
    fromDay,
    toDay,
    sums,
    availability: availabilityOf([sums]),
    outagesReachingIn: reachingIn(outages, fromAtMs),
    days: daysBetween(fromDay, toDay).length,
  };
}

/** Newest first; what does not count is among them. Strangers choose from what is over and told. */
export function outageChoices({ line, store, nowMs }: Input, asker: Asker): EvidencePageView['outages'] {
  const outages = store.latestOutages(line.id, nowMs - CHOICE_DAYS * 86_400_000, nowMs, MAX_CHOICES);
  if (asker !== 'visitor') return outages;
  const untilAtMs = store.current(line.id)?.measuredAtMs ?? 0;
  return outages.filter(({ endLatestAtMs }) => endLatestAtMs !== null && endLatestAtMs <= untilAtMs);
}

/** `untilAtMs`: see {@link headFor}. */
export function headView({ keep }: Pick<Site, 'keep'>, untilAtMs: number | null): HeadView | null {
  const head = headFor(keep, untilAtMs);
  return head && { counter: head.counter, atMs: head.atMs, short: shortFingerprint(head.sha256) };
}

function quickPeriods({ line, nowMs }: Input): EvidencePageView['quick'] {
  const today = dayOf(nowMs, line.zone);
  const month = `${today.slice(0, 7)}-01`;
  const lastOfBefore = addDays(month, -1);
  const last = (days: number) => ({ fromDay: addDays(today, 1 - days), toDay: today });
  return [
    { name: 'last7', ...last(7) },
    { name: 'last30', ...last(30) },
    { name: 'last90', ...last(90) },
    { name: 'month', fromDay: month, toDay: today },
    { name: 'monthBefore', fromDay: `${lastOfBefore.slice(0, 7)}-01`, toDay: lastOfBefore },
  ];
}
