import { describe, expect, test } from 'vitest';
import type { StateInterval } from '../../rules/outage/derived.ts';
import { sampleReported } from '../../test/sample-report-pages.ts';
import { sampleOutage } from '../../test/sample-values.ts';
import type { StoredOutage } from '../store/store.ts';
import { faultTimeOf } from './fault-time.ts';

const HOUR_MS = 3_600_000;
const BEGAN_AT_MS = Date.UTC(2026, 10, 20, 6);
const NOW_MS = BEGAN_AT_MS + 60 * HOUR_MS;

const report = { ...sampleReported, reachable: '', otherPhone: '', outage: null, downSinceAtMs: BEGAN_AT_MS };

/** As the real one: what touches the time that is asked for, oldest first. */
function storeOf(outages: StoredOutage[], intervals: StateInterval[] = []) {
  return {
    outage: (_line: string, id: string) => outages.find((outage) => outage.id === id) ?? null,
    intervals: () => intervals,
    outages: (_line: string, fromAtMs: number, toAtMs: number) =>
      outages.filter((outage) => outage.startEarliestAtMs < toAtMs && (outage.endLatestAtMs ?? NOW_MS) >= fromAtMs),
  };
}

function outage(afterMs: number, lengthMs: number, patch: Partial<StoredOutage> = {}): StoredOutage {
  return sampleOutage({ atMs: BEGAN_AT_MS + afterMs, lengthMs, ...patch });
}

describe('the time of a fault', () => {
  test('is that of the outage, repaired when it ended', () => {
    const measured = outage(0, 5 * HOUR_MS);
    const time = faultTimeOf(storeOf([measured]), report, NOW_MS);
    expect(time).toMatchObject({ basis: 'measured', repairedAtMs: measured.endLatestAtMs });
    expect(time.dead).toHaveLength(1);
  });

  test('goes on while the outage lasts, certain up to the last measurement', () => {
    const lasting = outage(0, 5 * HOUR_MS, { endEarliestAtMs: null, endLatestAtMs: null, downMaxMs: null });
    const { dead, repairedAtMs } = faultTimeOf(storeOf([lasting]), report, NOW_MS);
    expect(repairedAtMs).toBeNull();
    expect(dead[0]).toMatchObject({ endEarliestAtMs: lasting.bounds.lastBad.sentAtMs, endLatestAtMs: null });
  });

  test('takes in entries that a restart of the router cut apart, and no later outage', () => {
    const parts = [outage(0, HOUR_MS), outage(HOUR_MS + 10 * 60_000, HOUR_MS), outage(20 * HOUR_MS, HOUR_MS)];
    const time = faultTimeOf(storeOf(parts), report, NOW_MS);
    expect(time.dead).toHaveLength(2);
    expect(time).toMatchObject({ repairedAtMs: parts[1]?.endLatestAtMs, isDownAgain: true });
    expect(faultTimeOf(storeOf(parts.slice(0, 2)), report, NOW_MS).isDownAgain).toBe(false);
  });

  test('is not repaired when nobody saw it work again', () => {
    const unseen = outage(0, 5 * HOUR_MS, { endsUnobserved: true });
    expect(faultTimeOf(storeOf([unseen]), report, NOW_MS).repairedAtMs).toBeNull();
  });

  test('holds every outage up to the repair that the owner names, and nothing after it', () => {
    const parts = [outage(0, HOUR_MS), outage(20 * HOUR_MS, 10 * HOUR_MS), outage(50 * HOUR_MS, HOUR_MS)];
    const repairedAtMs = BEGAN_AT_MS + 25 * HOUR_MS;
    const time = faultTimeOf(storeOf(parts), { ...report, repairedAtMs }, NOW_MS);
    expect(time.dead).toHaveLength(2);
    expect(time.dead[1]).toMatchObject({ endEarliestAtMs: repairedAtMs, endLatestAtMs: repairedAtMs });
  });

  test('is that of the outage that was reported, not of another that ended shortly before', () => {
    const parts = [
      outage(-50 * 60_000, 5 * 60_000, { id: 'before' }),
      outage(0, 30 * HOUR_MS, { id: 'reported', endEarliestAtMs: null, endLatestAtMs: null, downMaxMs: null }),
    ];
    const time = faultTimeOf(storeOf(parts), { ...report, outage: 'reported' }, NOW_MS);
    expect(time).toMatchObject({ basis: 'measured', repairedAtMs: null });
    expect(time.dead).toMatchObject([{ startLatestAtMs: parts[1]?.startLatestAtMs }]);
  });

  test('is not one that began days after what was told by hand', () => {
    const later = outage(20 * HOUR_MS, 20 * HOUR_MS, { endEarliestAtMs: null, endLatestAtMs: null, downMaxMs: null });
    expect(faultTimeOf(storeOf([later]), report, NOW_MS).basis).toBe('told');
  });

  test('is nothing where the reported outage was at home, or late answers took it back', () => {
    const athome = outage(0, 5 * HOUR_MS, { id: 'home', counts: false, side: 'home' });
    const reported = { ...report, outage: 'home' };
    expect(faultTimeOf(storeOf([athome]), reported, NOW_MS)).toMatchObject({ basis: 'refuted', dead: [] });
    expect(faultTimeOf(storeOf([]), reported, NOW_MS)).toMatchObject({
      basis: 'refuted',
      dead: [],
      repairedAtMs: null,
    });
  });

  test('leaves out the drop-outs between the fault and the repair that the owner names', () => {
    const parts = [outage(0, HOUR_MS), outage(20 * HOUR_MS, 40_000), outage(40 * HOUR_MS, HOUR_MS)];
    const repairedAtMs = BEGAN_AT_MS + 45 * HOUR_MS;
    expect(faultTimeOf(storeOf(parts), { ...report, repairedAtMs }, NOW_MS).dead).toHaveLength(2);
  });

  test('told by hand, does not hold against a line that was seen to work', () => {
    const up = (fromMs: number, toMs: number): StateInterval => ({
      fromAtMs: BEGAN_AT_MS + fromMs,
      toAtMs: BEGAN_AT_MS + toMs,
      state: 'up',
      verdict: 'ok',
      side: 'unknown',
      cause: null,
    });
    const throughout = faultTimeOf(storeOf([], [up(-HOUR_MS, 60 * HOUR_MS)]), report, NOW_MS);
    expect(throughout).toMatchObject({ basis: 'refuted', dead: [] });
    const again = faultTimeOf(storeOf([], [up(10 * HOUR_MS, 60 * HOUR_MS)]), report, NOW_MS);
    expect(again).toMatchObject({ basis: 'told', repairedAtMs: BEGAN_AT_MS + 10 * HOUR_MS });
    expect(again.dead).toMatchObject([{ endLatestAtMs: BEGAN_AT_MS + 10 * HOUR_MS, isTold: true }]);
    const between = faultTimeOf(storeOf([], [up(10 * HOUR_MS, 20 * HOUR_MS)]), report, NOW_MS);
    expect(between.dead.map(({ startLatestAtMs }) => startLatestAtMs - BEGAN_AT_MS)).toEqual([0, 20 * HOUR_MS]);
    expect(between.repairedAtMs).toBeNull();
  });

  test('is what the owner says where nothing was measured', () => {
    const lasting = faultTimeOf(storeOf([]), report, NOW_MS);
    expect(lasting).toMatchObject({ basis: 'told', repairedAtMs: null });
    expect(lasting.dead[0]).toMatchObject({
      startLatestAtMs: BEGAN_AT_MS,
      endEarliestAtMs: NOW_MS,
      endLatestAtMs: null,
    });
    const repairedAtMs = BEGAN_AT_MS + HOUR_MS;
    const over = faultTimeOf(storeOf([]), { ...report, repairedAtMs }, NOW_MS);
    expect(over.dead[0]).toMatchObject({ endEarliestAtMs: repairedAtMs, endLatestAtMs: repairedAtMs });
  });
});
