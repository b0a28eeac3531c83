import { describe, expect, test } from 'vitest';
import { sampleReported } from '../../test/sample-report-pages.ts';
import { sampleOutage } from '../../test/sample-values.ts';
import type { StoredOutage } from '../store/store.ts';
import { faultTimeOf } from './fault-time.ts';

const HOUR_MS = 3_600_000;
const BEGAN_AT_MS = Date.UTC(2026, 10, 20, 6);
const NOW_MS = BEGAN_AT_MS + 60 * HOUR_MS;

const report = { ...sampleReported, reachable: '', otherPhone: '', downSinceAtMs: BEGAN_AT_MS };

/** As the real one: what touches the time that is asked for, oldest first. */
function storeOf(outages: StoredOutage[]) {
  return {
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
    expect(time).toMatchObject({ isMeasured: true, repairedAtMs: measured.endLatestAtMs });
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
    expect(time.repairedAtMs).toBe(parts[1]?.endLatestAtMs);
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

  test('leaves out what does not count against the provider', () => {
    const athome = outage(0, 5 * HOUR_MS, { counts: false, side: 'home' });
    expect(faultTimeOf(storeOf([athome]), report, NOW_MS).isMeasured).toBe(false);
  });

  test('is what the owner says where nothing was measured', () => {
    const lasting = faultTimeOf(storeOf([]), report, NOW_MS);
    expect(lasting).toMatchObject({ isMeasured: false, repairedAtMs: null });
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
