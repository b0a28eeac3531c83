import { expect, test } from 'vitest';
import { sumDay } from '../../rules/outage/availability.ts';
import { sumsOf } from '../../rules/outage/period-sums.ts';
import { fakeLine } from '../../test/fakes/fake-keep.ts';

const ZONE = 'Europe/Berlin';
const MINUTE_MS = 60_000;

test('of an outage that still lasts, a past day claims no more when asked for later than its own sum does', () => {
  const measuredAtMs = Date.UTC(2026, 9, 3, 2);
  const startAtMs = Date.UTC(2026, 9, 2, 21, 30); // half an hour before local midnight
  const [known] = fakeLine('home').outages;
  if (!known) throw new Error('bug: the fake line has an outage');
  // flaps took 20 minutes of what would else be certain; all of them may have been on the first day
  const downMinMs = measuredAtMs - startAtMs - 20 * MINUTE_MS;
  const open = { startLatestAtMs: startAtMs, startEarliestAtMs: startAtMs - 1000, endEarliestAtMs: null };
  const outages = [{ ...known, ...open, endLatestAtMs: null, downMinMs, downMaxMs: null, flaps: 2 }];
  const down = { state: 'down', verdict: 'x', side: 'access', cause: null } as const;
  const intervals = [{ ...down, fromAtMs: startAtMs - 1000, toAtMs: measuredAtMs }];
  const [fromAtMs, toAtMs] = [Date.UTC(2026, 9, 1, 22), Date.UTC(2026, 9, 2, 22)];
  const day = sumDay({ day: '2026-10-02', zone: ZONE, intervals, outages, nowAtMs: measuredAtMs });
  const sums = sumsOf({ intervals, outages, measuredAtMs }, fromAtMs, toAtMs);
  expect(sums.downMinMs).toBe(10 * MINUTE_MS);
  expect(sums).toEqual({ ...day, day: undefined });
});
