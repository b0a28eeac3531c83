import { found, type InstantBounds, type StatementFinding } from './finding.ts';
import {
  beginOf,
  certainDownMs,
  clockErrorMs,
  common,
  endOf,
  hullOf,
  lengthOf,
  type Measured,
  type MeasuredOutage,
  type Span,
  tellSpan,
} from './measured.ts';
import { coreOf, endOfRow, hullOfRow, instantOfRow, isOutside, type SaidRow } from './said.ts';
import { DOWN_KINDS } from './statement.ts';

/** Rows that say that something was down, and outages that were measured, as far as they hang together in time. */
export type Episode = { rows: SaidRow[]; outages: MeasuredOutage[] };

type Item = { span: Span; row: SaidRow | null; outage: MeasuredOutage | null };
/** Less is the distance of two answers. */
const LEAST_MS = 1000;

/** Everything whose widest meanings touch stands in one episode; those without a row are left out. */
export function episodesOf(rows: readonly SaidRow[], measured: Measured): Episode[] {
  const items: Item[] = [
    ...rows
      .filter(({ kind }) => DOWN_KINDS.includes(kind))
      .map((row) => ({ span: hullOfRow(row, measured), row, outage: null })),
    ...measured.outages.map((outage) => ({ span: hullOf(outage, measured), row: null, outage })),
  ].toSorted((a, b) => a.span.fromAtMs - b.span.fromAtMs);
  const episodes: Episode[] = [];
  let reachedAtMs = Number.NEGATIVE_INFINITY;
  for (const { span, row, outage } of items) {
    if (span.fromAtMs > reachedAtMs) episodes.push({ rows: [], outages: [] });
    reachedAtMs = Math.max(reachedAtMs, span.toAtMs);
    if (row !== null) episodes.at(-1)?.rows.push(row);
    if (outage !== null) episodes.at(-1)?.outages.push(outage);
  }
  return episodes.filter((episode) => episode.rows.length > 0);
}

export function compareEpisode(episode: Episode, measured: Measured): StatementFinding[] {
  const { rows, outages } = episode;
  const [row, outage] = [rows[0], outages[0]];
  if (row === undefined) return [];
  if (outage === undefined) return rows.flatMap((one) => onlyTheirs(one, measured));
  const both = found('both-down', { row, outage });
  if (outages.some((one) => clockErrorMs(one) === null)) {
    return [both, found('clock-uncertain', { row, outage, ours: beginOf(outage) }), ...causes(episode, measured)];
  }
  return [
    both,
    compareBegin(row, outage),
    ...compareEnd(episode, measured),
    ...betweenOutages(episode, measured),
    ...betweenRows(episode, measured),
    ...rows.flatMap((one) => unobserved(one, measured)),
    ...causes(episode, measured),
  ];
}

/** They report what was not observed here. */
function onlyTheirs(row: SaidRow, measured: Measured): StatementFinding[] {
  if (isOutside(row, measured)) return [found('outside', { row })];
  const hull = common(hullOfRow(row, measured), measured);
  const core = common(coreOf(row, measured), measured);
  if (lengthOf(hull) < measured.shortestVisibleMs) return [found('too-short', { row })];
  if (lengthOf(core) > 0) {
    const { answeredMs } = tellSpan(core, measured);
    const differs = answeredMs >= LEAST_MS ? [found('only-theirs', { row, ms: answeredMs })] : [];
    const rest = unobserved(row, measured);
    return differs.length + rest.length === 0 ? [found('too-inexact', { row })] : [...differs, ...rest];
  }
  // it lay somewhere in there: answers all along speak against it, holes leave it open
  const { answeredMs, unknownMs } = tellSpan(hull, measured);
  if (unknownMs > 0) return [found('unobserved', { row, ms: unknownMs })];
  return [found('only-theirs', { row, ms: answeredMs })];
}

function unobserved(row: SaidRow, measured: Measured): StatementFinding[] {
  const { unknownMs } = tellSpan(common(coreOf(row, measured), measured), measured);
  return unknownMs >= LEAST_MS ? [found('unobserved', { row, ms: unknownMs })] : [];
}

function compareBegin(row: SaidRow, outage: MeasuredOutage): StatementFinding {
  const [theirs, ours] = [instantOfRow(row), beginOf(outage)];
  const place = { row, outage, theirs, ours };
  if (outage.startsUnobserved && theirs.earliestAtMs < ours.earliestAtMs) return found('begin-unobserved', place);
  return compareInstants('begin', place);
}

function compareEnd(episode: Episode, measured: Measured): StatementFinding[] {
  const outage = latest(episode.outages, (one) => endOf(one)?.latestAtMs ?? Number.POSITIVE_INFINITY);
  const row = latest(episode.rows, ({ toAtMs }) => toAtMs ?? Number.POSITIVE_INFINITY);
  const [theirs, ours] = [endOfRow(row), endOf(outage)];
  if (theirs === null) return ours === null ? [] : [found('end-not-named', { row, outage, ours })];
  if (ours === null) {
    const ms = measured.toAtMs - theirs.latestAtMs;
    return ms > 0 ? [found('still-down', { row, outage, theirs, ms })] : [];
  }
  const place = { row, outage, theirs, ours };
  const isBlind = outage.endsUnobserved && theirs.latestAtMs > ours.latestAtMs;
  return [isBlind ? found('end-unobserved', place) : compareInstants('end', place)];
}

type Place = { row: SaidRow; outage: MeasuredOutage; theirs: InstantBounds; ours: InstantBounds };

/** Two instants agree where their bounds have one in common. */
function compareInstants(edge: 'begin' | 'end', place: Place): StatementFinding {
  const { theirs, ours } = place;
  const laterMs = theirs.earliestAtMs - ours.latestAtMs;
  const earlierMs = ours.earliestAtMs - theirs.latestAtMs;
  if (laterMs <= 0 && earlierMs <= 0) return found(`${edge}-agrees`, place);
  return found(`${edge}-differs`, { ...place, ms: Math.max(laterMs, earlierMs), isTheirsLater: laterMs > 0 });
}

/** Answers between the first and the last of our outages, in time that a row calls down. */
function betweenOutages({ rows, outages }: Episode, measured: Measured): StatementFinding[] {
  const [first] = outages;
  const last = outages.at(-1);
  if (first === undefined || last === undefined || outages.length < 2) return [];
  const inner = { fromAtMs: endOf(first)?.latestAtMs ?? measured.toAtMs, toAtMs: beginOf(last).earliestAtMs };
  return rows.flatMap((row) => {
    const { answeredMs } = tellSpan(common(coreOf(row, measured), inner), measured);
    return answeredMs >= LEAST_MS ? [found('only-theirs', { row, ms: answeredMs })] : [];
  });
}

/** Losses between two rows, which the statement leaves out. */
function betweenRows({ rows, outages }: Episode, measured: Measured): StatementFinding[] {
  const gaps: { row: SaidRow; span: Span }[] = [];
  let reachedAtMs: number | null = null;
  for (const row of rows) {
    const hull = hullOfRow(row, measured);
    if (reachedAtMs !== null && hull.fromAtMs > reachedAtMs)
      gaps.push({ row, span: { fromAtMs: reachedAtMs, toAtMs: hull.fromAtMs } });
    reachedAtMs = Math.max(reachedAtMs ?? hull.toAtMs, hull.toAtMs);
  }
  return gaps.flatMap(({ row, span }) =>
    outages.flatMap((outage) => {
      const ms = outage.counts ? certainDownMs(outage, measured, span) : 0;
      return ms >= LEAST_MS ? [found('down-between', { row, outage, ms })] : [];
    }),
  );
}

const LINK_OF_KIND = { 'sync-lost': 'dsl', 'session-lost': 'session' } as const;
const NAME_OF_LINK = { ok: 'cause-differs', fail: 'cause-agrees', unknown: 'cause-unknown' } as const;

/** What they say was lost, against what the router said of the same link. */
function causes({ rows, outages }: Episode, measured: Measured): StatementFinding[] {
  return rows.flatMap((row) => {
    const { kind } = row;
    if (kind !== 'sync-lost' && kind !== 'session-lost') return [];
    const hull = hullOfRow(row, measured);
    const outage = outages.find((one) => lengthOf(common(hullOf(one, measured), hull)) > 0);
    if (outage === undefined) return [];
    const state = outage.chain.find(({ link }) => link === LINK_OF_KIND[kind])?.state ?? 'unknown';
    return [found(NAME_OF_LINK[state], { row, outage, ours: beginOf(outage) })];
  });
}

function latest<T>(items: readonly T[], keyOf: (item: T) => number): T {
  const [first, ...rest] = items;
  if (first === undefined) throw new Error('bug: an episode has rows and outages here');
  return rest.reduce((best, item) => (keyOf(item) > keyOf(best) ? item : best), first);
}
