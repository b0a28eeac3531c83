import {
  ATTRIBUTED_HOME,
  attributedStretches,
  isAbout,
  type Stretch,
  withoutDown,
} from '../../rules/outage/attributed.ts';
import { sumDay } from '../../rules/outage/availability.ts';
import { dayOf } from '../../rules/outage/calendar-days.ts';
import type { DerivedOutage } from '../../rules/outage/derived.ts';
import { dayEdges } from '../../rules/outage/period-sums.ts';
import type { DayJson } from '../../rules/wire/status.ts';
import type { AnnotationTable } from './annotation-table.ts';
import type { ReadStore, UnknownTime } from './store.ts';

/** Outages of one line that do not count, and what follows from that. */
type Attributed = {
  version: number;
  ids: ReadonlySet<string>;
  /** In order, not overlapping. */
  stretches: Stretch[];
  /** Days that were summed again. */
  days: Map<string, DayJson>;
};
type Source = { reads: ReadStore; annotations: Pick<AnnotationTable, 'attributionsOf'> };
type Lookup = (line: string) => Attributed;
type Annotated = { read: ReadStore; forget: () => void };

/**
 * The one place that applies what the owner said of outages: an outage that was at home does not count, and its down time
 * is unknown in every sum. What was measured (`intervals`, finding, side, lengths) stays as it is. Without annotations
 * nothing is read a second time.
 */
export function annotatedReads({ reads, annotations }: Source): Annotated {
  const known = new Map<string, Attributed>();
  const of: Lookup = (line) => {
    const version = reads.version(line);
    const before = known.get(line);
    if (before?.version === version) return before;
    const found = { version, ...attributedOutages(reads, annotations, line), days: new Map() };
    known.set(line, found);
    return found;
  };
  return { read: { ...reads, ...markedLists(reads, of), ...sums(reads, of) }, forget: () => known.clear() };
}

function attributedOutages(reads: ReadStore, annotations: Source['annotations'], line: string) {
  const attributions = annotations.attributionsOf(line);
  const found = attributions.flatMap((annotation) => {
    const named = reads.outage(line, annotation.outage);
    const { fromAtMs, toAtMs } = annotation;
    const inside = toAtMs === null ? [] : reads.listedOutages(line, fromAtMs, toAtMs);
    return [...(named ? [named] : []), ...inside].filter((outage) => isAbout(annotation, outage));
  });
  const outages = new Map(found.map((outage) => [outage.id, outage]));
  const stretches = attributedStretches(outages.values());
  return { ids: new Set(outages.keys()), stretches };
}

type Marked = Pick<
  ReadStore,
  'outages' | 'wholeOutages' | 'summedOutages' | 'listedOutages' | 'latestOutages' | 'outage'
>;

function markedLists(reads: ReadStore, of: Lookup): Marked {
  const mark = <T extends Pick<DerivedOutage, 'id' | 'counts'>>(line: string, outages: T[]): T[] => {
    const { ids } = of(line);
    if (ids.size === 0) return outages;
    return outages.map((outage) =>
      ids.has(outage.id) ? { ...outage, counts: false, attributedTo: 'home' as const } : outage,
    );
  };
  const marked = (line: string, fromAtMs: number, toAtMs: number) => mark(line, reads.outages(line, fromAtMs, toAtMs));
  return {
    outages: marked,
    summedOutages: marked,
    wholeOutages: (line, fromAtMs, toAtMs) => mark(line, reads.wholeOutages(line, fromAtMs, toAtMs)),
    listedOutages: (line, fromAtMs, toAtMs) => mark(line, reads.listedOutages(line, fromAtMs, toAtMs)),
    latestOutages: (line, fromAtMs, toAtMs, limit) => mark(line, reads.latestOutages(line, fromAtMs, toAtMs, limit)),
    outage: (line, id) => {
      const outage = reads.outage(line, id);
      return outage && (mark(line, [outage])[0] ?? null);
    },
  };
}

function sums(reads: ReadStore, of: Lookup): Pick<ReadStore, 'days' | 'summedIntervals' | 'unknownTime'> {
  const summedIntervals: ReadStore['summedIntervals'] = (line, fromAtMs, toAtMs) => {
    const touching = of(line).stretches.filter((one) => one.fromAtMs < toAtMs && one.toAtMs > fromAtMs);
    const measured = reads.intervals(line, fromAtMs, toAtMs);
    return touching.length === 0 ? measured : measured.flatMap((interval) => withoutDown(interval, touching));
  };
  return {
    summedIntervals,
    days: (line, fromDay, toDay) => {
      const summed = reads.days(line, fromDay, toDay);
      const { stretches, days } = of(line);
      const zone = reads.line(line)?.zone;
      if (stretches.length === 0 || zone === undefined) return summed;
      const isTouched = (day: string) =>
        stretches.some((one) => day >= dayOf(one.fromAtMs, zone) && day <= dayOf(endOf(reads, line, one), zone));
      return summed.map((day) => {
        if (!isTouched(day.day)) return day;
        const again = days.get(day.day) ?? summedAgain(reads, of, { line, zone, day: day.day }, summedIntervals);
        days.set(day.day, again);
        return again;
      });
    },
    unknownTime: (line, fromAtMs, toAtMs) => {
      const touching = of(line).stretches.filter((one) => one.fromAtMs < toAtMs && one.toAtMs > fromAtMs);
      const home = touching.flatMap((one) => downWithin(reads, line, one, { fromAtMs, toAtMs }));
      const causes = reads.unknownTime(line, fromAtMs, toAtMs);
      if (home.length === 0) return causes;
      const unknownMs = home.reduce((sum, one) => sum + one.toAtMs - one.fromAtMs, 0);
      const said: UnknownTime = { cause: ATTRIBUTED_HOME, unknownMs, stretches: home.length };
      return [...causes, said].sort((a, b) => b.unknownMs - a.unknownMs);
    },
  };
}

type Day = { line: string; zone: string; day: string };

function summedAgain(
  reads: ReadStore,
  of: Lookup,
  { line, zone, day }: Day,
  intervals: ReadStore['summedIntervals'],
): DayJson {
  const { startAtMs, endAtMs } = dayEdges(day, zone);
  const { ids } = of(line);
  return sumDay({
    day,
    zone,
    intervals: intervals(line, startAtMs, endAtMs),
    outages: reads.summedOutages(line, startAtMs, endAtMs).filter(({ id }) => !ids.has(id)),
    nowAtMs: reads.current(line)?.measuredAtMs ?? endAtMs,
  });
}

/** An outage that lasts ends for now where the measurements do. */
function endOf(reads: ReadStore, line: string, { fromAtMs, toAtMs }: Stretch): number {
  const measuredAtMs = reads.current(line)?.measuredAtMs ?? fromAtMs;
  return Math.max(fromAtMs, Math.min(toAtMs, Math.max(measuredAtMs, fromAtMs + 1)) - 1);
}

/** Down stretches of one outage within a time. */
function downWithin(reads: ReadStore, line: string, outage: Stretch, asked: Stretch): Stretch[] {
  const fromAtMs = Math.max(outage.fromAtMs, asked.fromAtMs);
  const toAtMs = Math.min(outage.toAtMs, asked.toAtMs);
  return reads
    .intervals(line, fromAtMs, toAtMs)
    .filter(({ state }) => state === 'down')
    .map((one) => ({ fromAtMs: Math.max(one.fromAtMs, fromAtMs), toAtMs: Math.min(one.toAtMs, toAtMs) }));
}
