import type { DeadInterval } from '../../rules/law/dead-days.ts';
import { DROPOUT_MS } from '../../rules/outage/availability.ts';
import type { StateInterval } from '../../rules/outage/derived.ts';
import type { OutageEntry, ReadStore } from '../store/store.ts';
import type { FaultReport } from './fault-report.ts';

/** Measured outages closer together than this are one fault: a router's restart cuts an outage into entries. */
const SAME_FAULT_MS = 30 * 60_000;
/** A fault that was told by hand may have begun this much before or after what was measured. */
const BY_HAND_SLACK_MS = 60 * 60_000;

/** What the times of a fault rest on; `refuted`: the measurement shows no outage that counts. */
export type FaultBasis = 'measured' | 'told' | 'refuted';

/** When the service that was reported was gone, and until when. */
export type FaultTime = {
  dead: DeadInterval[];
  /** By measurement or as the owner says; null: not as far as is known. */
  repairedAtMs: number | null;
  basis: FaultBasis;
  /** After the measured end came another outage, which is not counted here. */
  isDownAgain: boolean;
};

type Measured = Pick<ReadStore, 'outages' | 'outage' | 'intervals'>;

/**
 * From the outage that was reported and those that belong to it, as far as they count; by hand from the one that was
 * measured then, else from what the owner says, less the time in which the line was seen to work. A time of repair given
 * by the owner holds: then every outage up to it belongs to the fault, drop-outs apart, and nothing after it counts.
 */
export function faultTimeOf(store: Measured, report: FaultReport, nowMs: number): FaultTime {
  const { repairedAtMs } = report;
  const reported = report.outage === null ? null : store.outage(report.line, report.outage);
  // late answers took the outage back, or it was one at home: then the owner's word does not stand against the record
  if (report.outage !== null && !reported?.counts) return refuted(repairedAtMs ?? (reported && endOf([reported])));
  const beganAtMs = Math.min(reported?.startEarliestAtMs ?? report.downSinceAtMs, report.downSinceAtMs);
  const counted = store
    .outages(report.line, beganAtMs - BY_HAND_SLACK_MS, Math.max(repairedAtMs ?? nowMs, beganAtMs) + 1)
    .filter((outage) => outage.counts);
  const first = counted.find((outage) => (reported ? outage.id === reported.id : isNear(outage, report.downSinceAtMs)));
  if (first === undefined) return reported === null ? told(store, report, nowMs) : refuted(repairedAtMs);
  const fault = faultAround(counted, first);
  const isTold = repairedAtMs !== null;
  const outages = isTold ? upToRepair(counted, fault) : fault;
  const dead = outages.map(deadInterval).map((interval) => cutAt(interval, repairedAtMs));
  const isDownAgain = !isTold && upToRepair(counted, fault).length > fault.length;
  return { dead, repairedAtMs: repairedAtMs ?? endOf(outages), basis: 'measured', isDownAgain };
}

function refuted(repairedAtMs: number | null): FaultTime {
  return { dead: [], repairedAtMs, basis: 'refuted', isDownAgain: false };
}

function isNear({ startEarliestAtMs, endLatestAtMs }: OutageEntry, atMs: number): boolean {
  const endAtMs = endLatestAtMs ?? Number.POSITIVE_INFINITY;
  return startEarliestAtMs <= atMs + BY_HAND_SLACK_MS && endAtMs >= atMs - BY_HAND_SLACK_MS;
}

/** Without an outage that was measured: since when, and until the owner says, or the measurement shows, that it works. */
function told(store: Measured, { line, downSinceAtMs, repairedAtMs }: FaultReport, nowMs: number): FaultTime {
  const endAtMs = Math.max(downSinceAtMs, repairedAtMs ?? nowMs);
  const worked = endAtMs > downSinceAtMs ? store.intervals(line, downSinceAtMs, endAtMs).filter(isService) : [];
  const dead: DeadInterval[] = [];
  let fromAtMs = downSinceAtMs;
  for (const span of [...worked, { fromAtMs: endAtMs, toAtMs: endAtMs }]) {
    const toAtMs = Math.min(span.fromAtMs, endAtMs);
    const isLasting = toAtMs === endAtMs && repairedAtMs === null;
    if (toAtMs > fromAtMs) dead.push(toldInterval(fromAtMs, toAtMs, isLasting));
    fromAtMs = Math.max(fromAtMs, span.toAtMs);
  }
  const isRefuted = dead.length === 0 && worked.length > 0;
  const isOver = worked.length > 0 && dead.every(({ endLatestAtMs }) => endLatestAtMs !== null);
  const seenAtMs = isOver ? (dead.at(-1)?.endLatestAtMs ?? null) : null;
  const basis = isRefuted ? 'refuted' : 'told';
  return { dead, repairedAtMs: repairedAtMs ?? seenAtMs, basis, isDownAgain: false };
}

function isService({ state }: StateInterval): boolean {
  return state !== 'down' && state !== 'unknown';
}

function toldInterval(fromAtMs: number, toAtMs: number, isLasting: boolean): DeadInterval {
  return {
    startEarliestAtMs: fromAtMs,
    startLatestAtMs: fromAtMs,
    endEarliestAtMs: toAtMs,
    endLatestAtMs: isLasting ? null : toAtMs,
    isTold: true,
  };
}

/** The outage and those before and after it that a short time of service alone keeps apart; all in order. */
function faultAround(outages: readonly OutageEntry[], one: OutageEntry): OutageEntry[] {
  const isOneFault = (earlier: OutageEntry | undefined, later: OutageEntry | undefined) =>
    earlier !== undefined &&
    later !== undefined &&
    later.startEarliestAtMs - (earlier.endLatestAtMs ?? Number.POSITIVE_INFINITY) <= SAME_FAULT_MS;
  let [from, to] = [outages.indexOf(one), outages.indexOf(one)];
  while (isOneFault(outages[from - 1], outages[from])) from -= 1;
  while (isOneFault(outages[to], outages[to + 1])) to += 1;
  return outages.slice(from, to + 1);
}

/** All after the begin of the fault; a drop-out days later is no day of complete outage. */
function upToRepair(outages: readonly OutageEntry[], fault: readonly OutageEntry[]): OutageEntry[] {
  const [first] = fault;
  const isDropout = ({ downMaxMs }: OutageEntry) => downMaxMs !== null && downMaxMs < DROPOUT_MS;
  const later = first === undefined ? [] : outages.slice(outages.indexOf(first) + fault.length);
  return [...fault, ...later.filter((outage) => !isDropout(outage))];
}

/** Repaired is only what was seen to work again. */
function endOf(outages: readonly OutageEntry[]): number | null {
  const last = outages.at(-1);
  return last === undefined || last.endsUnobserved ? null : last.endLatestAtMs;
}

function deadInterval(outage: OutageEntry): DeadInterval {
  return {
    startEarliestAtMs: outage.startEarliestAtMs,
    startLatestAtMs: outage.startLatestAtMs,
    endEarliestAtMs: outage.endEarliestAtMs ?? outage.bounds.lastBad.sentAtMs,
    endLatestAtMs: outage.endLatestAtMs,
  };
}

function cutAt(interval: DeadInterval, repairedAtMs: number | null): DeadInterval {
  if (repairedAtMs === null) return interval;
  return {
    ...interval,
    endEarliestAtMs: Math.min(interval.endEarliestAtMs, repairedAtMs),
    endLatestAtMs: Math.min(interval.endLatestAtMs ?? repairedAtMs, repairedAtMs),
  };
}
