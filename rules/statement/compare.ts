import { compareEpisode, episodesOf } from './episodes.ts';
import { type Comparison, type FindingWeight, found, type InstantBounds, type StatementFinding } from './finding.ts';
import {
  beginOf,
  certainDownMs,
  clockErrorMs,
  common,
  endOf,
  hullOf,
  isAtHome,
  lengthOf,
  type Measured,
  type MeasuredOutage,
  tellSpan,
} from './measured.ts';
import { coreOf, hullOfRow, instantOfRow, isOutside, type Said, type SaidRow } from './said.ts';
import type { StatementKind } from './statement.ts';

/** A repair belongs to an outage that ended so long before it at most. */
const REPAIR_REACH_MS = 14 * 86_400_000;

/**
 * Lays a statement of the provider beside the measurement and names where the two agree, differ, or cannot be compared.
 * Nothing that was not observed is held against the statement, and what they report and we did not see is named as well.
 * An instant differs only where it lies outside the bounds of the other, both widened by what their clocks leave open.
 * Costs a search in the intervals for each row and what lies in it; each row looks through all outages.
 */
export function compareStatement(said: Said, measured: Measured): Comparison {
  const rows = said.rows.map((row, index): SaidRow => ({ ...row, index, exactToMs: said.exactToMs }));
  const about = [
    ...episodesOf(rows, measured).flatMap((episode) => compareEpisode(episode, measured)),
    ...rows.flatMap((row) => compareSingle(row, measured)),
  ];
  const named = new Set(about.map(({ outage }) => outage));
  const left = unmentioned(rows, measured).filter(({ outage }) => !named.has(outage));
  const findings = [...about, ...left];
  const counts: Record<FindingWeight, number> = { agrees: 0, differs: 0, open: 0 };
  for (const { weight } of findings) counts[weight] += 1;
  const { fromAtMs, toAtMs } = measured;
  return { fromAtMs, toAtMs, findings: findings.toSorted((a, b) => placeOf(a, rows) - placeOf(b, rows)), counts };
}

function placeOf({ row, theirs, ours }: StatementFinding, rows: readonly SaidRow[]): number {
  return (row === null ? undefined : rows[row]?.fromAtMs) ?? theirs?.earliestAtMs ?? ours?.earliestAtMs ?? 0;
}

/** Rows that stand for themselves. */
function compareSingle(row: SaidRow, measured: Measured): StatementFinding[] {
  const compareKind = SINGLES[row.kind];
  if (compareKind === undefined) return [];
  return isOutside(row, measured) ? [found('outside', { row })] : compareKind(row, measured);
}

type CompareRow = (row: SaidRow, measured: Measured) => StatementFinding[];
const SINGLES: Partial<Record<StatementKind, CompareRow>> = {
  'no-outage': compareNoOutage,
  'planned-work': comparePlanned,
  repaired: (row, measured) => [compareRepair(row, measured)],
};

/** Only the time that they mean for certain is looked at. */
function compareNoOutage(row: SaidRow, measured: Measured): StatementFinding[] {
  const core = common(coreOf(row, measured), measured);
  if (lengthOf(core) === 0) return [found('too-inexact', { row })];
  const { answeredMs, unknownMs } = tellSpan(core, measured);
  const met = measured.outages.filter((outage) => lengthOf(common(hullOf(outage, measured), core)) > 0);
  const isHome = met.some(isAtHome);
  return [
    ...met.flatMap((outage) => denied(row, outage, { measured, core })),
    ...(answeredMs > 0 ? [found('both-up', { row, ms: answeredMs })] : []),
    ...(unknownMs > 0 && !isHome ? [found('unobserved', { row, ms: unknownMs })] : []),
  ];
}

function denied(
  row: SaidRow,
  outage: MeasuredOutage,
  { measured, core }: { measured: Measured; core: { fromAtMs: number; toAtMs: number } },
): StatementFinding[] {
  if (isAtHome(outage)) return [found('both-not-line', { row, outage, ours: beginOf(outage) })];
  if (!outage.counts) return [];
  if (clockErrorMs(outage) === null) return [found('clock-uncertain', { row, outage, ours: beginOf(outage) })];
  const ms = certainDownMs(outage, measured, core);
  return ms === 0 ? [] : [found('denied', { row, outage, ours: beginOf(outage), ms })];
}

/** Work was announced for a time in which something may happen, or not: only what reaches beyond it differs. */
function comparePlanned(row: SaidRow, measured: Measured): StatementFinding[] {
  const hull = hullOfRow(row, measured);
  const met = measured.outages.filter((outage) => lengthOf(common(hullOf(outage, measured), hull)) > 0);
  const { answeredMs, unknownMs } = tellSpan(common(hull, measured), measured);
  return [
    ...met.flatMap((outage) => withinPlanned(row, outage, measured)),
    ...(met.length === 0 && answeredMs > 0 ? [found('planned-unnoticed', { row, ms: answeredMs })] : []),
    ...(unknownMs > 0 ? [found('unobserved', { row, ms: unknownMs })] : []),
  ];
}

function withinPlanned(row: SaidRow, outage: MeasuredOutage, measured: Measured): StatementFinding[] {
  const place = { row, outage, ours: beginOf(outage) };
  if (clockErrorMs(outage) === null) return [found('clock-uncertain', place)];
  const hull = hullOfRow(row, measured);
  const before = { fromAtMs: Number.MIN_SAFE_INTEGER, toAtMs: hull.fromAtMs };
  const after = { fromAtMs: hull.toAtMs, toAtMs: Number.MAX_SAFE_INTEGER };
  const ms = outage.counts ? certainDownMs(outage, measured, before) + certainDownMs(outage, measured, after) : 0;
  return [found('both-planned', place), ...(ms > 0 ? [found('beyond-planned', { ...place, ms })] : [])];
}

/**
 * An outage whose end fits; else one that began for certain before and went on for certain after; else the last one that
 * was over before. In every doubt between several of them: the one that fits.
 */
function compareRepair(row: SaidRow, measured: Measured): StatementFinding {
  const theirs = instantOfRow(row);
  const counting = measured.outages.filter((outage) => outage.counts && !isAtHome(outage));
  const begun = counting.filter((outage) => beginOf(outage).earliestAtMs <= theirs.latestAtMs);
  const uncertain = begun.findLast((outage) => clockErrorMs(outage) === null);
  const known = begun.filter((outage) => clockErrorMs(outage) !== null);
  const fitting = known.findLast((outage) => doMeet(endOf(outage), theirs));
  if (fitting !== undefined) return found('repair-agrees', { row, outage: fitting, theirs, ours: endOf(fitting) });
  if (uncertain !== undefined)
    return found('clock-uncertain', { row, outage: uncertain, theirs, ours: endOf(uncertain) });
  const running = known.find((outage) => beginOf(outage).latestAtMs <= theirs.earliestAtMs && isLater(outage, theirs));
  if (running !== undefined) return failedAfter(row, running, measured);
  const before = known.findLast((outage) => (endOf(outage)?.latestAtMs ?? theirs.latestAtMs) < theirs.earliestAtMs);
  return before === undefined ? found('repair-unmatched', { row, theirs }) : workedBefore(row, before);
}

function doMeet(one: InstantBounds | null, other: InstantBounds): boolean {
  return one !== null && one.earliestAtMs <= other.latestAtMs && other.earliestAtMs <= one.latestAtMs;
}

function isLater(outage: MeasuredOutage, theirs: InstantBounds): boolean {
  const end = endOf(outage);
  return end === null || end.earliestAtMs > theirs.latestAtMs;
}

function failedAfter(row: SaidRow, outage: MeasuredOutage, { toAtMs }: Measured): StatementFinding {
  const [theirs, ours] = [instantOfRow(row), endOf(outage)];
  const ms = (ours?.earliestAtMs ?? toAtMs) - theirs.latestAtMs;
  // the measurement ends where the repair may have been
  if (ms <= 0) return found('outside', { row, outage, theirs });
  return found('failed-after-repair', { row, outage, theirs, ours, ms, isTheirsLater: false });
}

function workedBefore(row: SaidRow, outage: MeasuredOutage): StatementFinding {
  const [theirs, ours] = [instantOfRow(row), endOf(outage)];
  const ms = theirs.earliestAtMs - (ours?.latestAtMs ?? theirs.earliestAtMs);
  if (ms > REPAIR_REACH_MS) return found('repair-unmatched', { row, theirs });
  if (outage.endsUnobserved) return found('end-unobserved', { row, outage, theirs, ours });
  return found('worked-before-repair', { row, outage, theirs, ours, ms, isTheirsLater: true });
}

/** Outages that count, in time of which no row speaks: nothing follows from that. */
function unmentioned(rows: readonly SaidRow[], measured: Measured): StatementFinding[] {
  const spoken = rows
    .filter(({ kind }) => kind !== 'note' && kind !== 'repaired')
    .map((row) => hullOfRow(row, measured));
  return measured.outages
    .filter((outage) => outage.counts && !isAtHome(outage))
    .filter((outage) => !spoken.some((span) => lengthOf(common(span, hullOf(outage, measured))) > 0))
    .map((outage) => found('not-mentioned', { outage, ours: beginOf(outage) }));
}
