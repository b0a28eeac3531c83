import type { DeadInterval } from '../../rules/law/dead-days.ts';
import type { ReadStore, StoredOutage } from '../store/store.ts';
import type { FaultReport } from './fault-report.ts';

/** Measured outages closer together than this are one fault: a router's restart cuts an outage into entries. */
const SAME_FAULT_MS = 30 * 60_000;
/** A fault that was told by hand may have begun this much before or after what was measured. */
const BY_HAND_SLACK_MS = 60 * 60_000;

/** When the service that was reported was gone, and until when. */
export type FaultTime = {
  dead: DeadInterval[];
  /** By measurement or as the owner says; null: not as far as is known. */
  repairedAtMs: number | null;
  /** False: the times are what the owner says. */
  isMeasured: boolean;
};

/**
 * From the outages that were measured, those that count; without any, from what the owner says. A time of repair given
 * by the owner holds: then every outage up to it belongs to the fault, and nothing after it counts.
 */
export function faultTimeOf(store: Pick<ReadStore, 'outages'>, report: FaultReport, nowMs: number): FaultTime {
  const untilMs = report.repairedAtMs ?? nowMs;
  const fromMs = report.downSinceAtMs - BY_HAND_SLACK_MS;
  const counted = store.outages(report.line, fromMs, untilMs + 1).filter((outage) => outage.counts);
  const outages = report.repairedAtMs === null ? firstFault(counted) : counted;
  if (outages.length === 0) return told(report, nowMs);
  const dead = outages.map(deadInterval).map((interval) => cutAt(interval, report.repairedAtMs));
  return { dead, repairedAtMs: report.repairedAtMs ?? endOf(outages), isMeasured: true };
}

/** Without measurement: since when, and until the owner says that it works again. */
function told(report: FaultReport, nowMs: number): FaultTime {
  const { downSinceAtMs, repairedAtMs } = report;
  const interval = {
    startEarliestAtMs: downSinceAtMs,
    startLatestAtMs: downSinceAtMs,
    endEarliestAtMs: Math.max(downSinceAtMs, repairedAtMs ?? nowMs),
    endLatestAtMs: repairedAtMs,
  };
  return { dead: [interval], repairedAtMs, isMeasured: false };
}

function firstFault(outages: readonly StoredOutage[]): StoredOutage[] {
  const fault: StoredOutage[] = [];
  for (const outage of outages) {
    const last = fault.at(-1);
    const endMs = last?.endLatestAtMs ?? Number.POSITIVE_INFINITY;
    if (last && outage.startEarliestAtMs - endMs > SAME_FAULT_MS) break;
    fault.push(outage);
  }
  return fault;
}

/** Repaired is only what was seen to work again. */
function endOf(outages: readonly StoredOutage[]): number | null {
  const last = outages.at(-1);
  return last === undefined || last.endsUnobserved ? null : last.endLatestAtMs;
}

function deadInterval(outage: StoredOutage): DeadInterval {
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
