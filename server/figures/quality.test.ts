import { expect, test } from 'vitest';
import type { QualityHour } from '../../rules/outage/derived.ts';
import { sumsOf } from '../../rules/outage/period-sums.ts';
import { fakeKeep, fakeLine } from '../../test/fakes/fake-keep.ts';
import { coverageOf } from './coverage.ts';
import { qualityDays, qualityHoursOfDay, qualitySums } from './quality.ts';

const HOUR_MS = 3_600_000;
const ZONE = 'Europe/Berlin';
/** 25 October 2026, 02:00 of summer time; an hour later it is 02:00 again. */
const CHANGE_AT_MS = Date.UTC(2026, 9, 25);

const SILENT: QualityHour = {
  ...{ fromAtMs: CHANGE_AT_MS, readings: 0, resyncs: 0, reconnects: 0 },
  ...{ downMarginMin: null, downMarginMean: null, upMarginMin: null, upMarginMean: null },
  ...{ downAttenuation: null, upAttenuation: null, downRateKbit: null, upRateKbit: null },
  ...{ downMaxKbit: null, upMaxKbit: null, crcErrors: null, crcErrorsFar: null, fecErrors: null, fecErrorsFar: null },
  ...{ erroredSecs: null, severelyErroredSecs: null },
};
const calm = { ...SILENT, readings: 12, downMarginMin: 61, downMarginMean: 64, crcErrors: 4, erroredSecs: 2 };
const bad = { ...SILENT, readings: 4, downMarginMin: 12, downMarginMean: 20, crcErrors: 100, resyncs: 2 };
/** It said something, and nothing of the signal. */
const mute = { ...SILENT, readings: 30, reconnects: 1 };

test('sums of the quality are those of a pocket calculator: least, mean by readings, totals, and null for what nobody said', () => {
  expect(qualitySums([calm, bad, mute])).toEqual({
    readings: 46,
    downMarginMin: 12,
    downMarginMean: 53, // (12 × 64 + 4 × 20) / 16
    upMarginMin: null,
    upMarginMean: null,
    crcErrors: 104,
    crcErrorsFar: null,
    fecErrors: null,
    fecErrorsFar: null,
    erroredSecs: 2,
    severelyErroredSecs: null,
    resyncs: 2,
    reconnects: 1,
  });
});

test('an hour belongs to its local day, and the hour that comes twice to one row of the day', () => {
  const dayBefore = { ...calm, fromAtMs: CHANGE_AT_MS - 3 * HOUR_MS }; // 23:00 of the 24th
  const hours = [dayBefore, { ...calm, fromAtMs: CHANGE_AT_MS }, { ...bad, fromAtMs: CHANGE_AT_MS + HOUR_MS }];
  expect(qualityDays(hours, ZONE).map(({ day, readings }) => [day, readings])).toEqual([
    ['2026-10-24', 12],
    ['2026-10-25', 16],
  ]);
  const ofDay = qualityHoursOfDay(hours, ZONE);
  expect(ofDay.map(({ hour }) => hour)).toEqual([...Array(24).keys()]);
  expect(ofDay.filter(({ readings }) => readings > 0).map(({ hour, readings }) => [hour, readings])).toEqual([
    [2, 16],
    [23, 12],
  ]);
});

/** A made-up day: 6 h up, 1 h down with 10 min of it at a fail-over, 1 h unknown, then up; measured up to 20:00. */
function madeUpLine() {
  const line = fakeLine('home');
  const at = (hours: number) => Date.UTC(2026, 9, 1, 22) + hours * HOUR_MS; // 2 October, 00:00 in Berlin
  const up = { state: 'up', verdict: 'ok', side: 'unknown', cause: null } as const;
  const down = { state: 'down', verdict: 'line-or-isp-down-unlocalised', side: 'access', cause: null } as const;
  const [hole, atHome] = ['no-contact', null].map((cause) => ({ ...up, state: 'unknown' as const, cause }));
  if (!hole || !atHome) throw new Error('bug: two of them');
  line.intervals = [
    { ...up, fromAtMs: at(0), toAtMs: at(6) },
    { ...down, fromAtMs: at(6), toAtMs: at(6) + 50 * 60_000 },
    { ...down, verdict: 'primary-line-down-failover-active', fromAtMs: at(6) + 50 * 60_000, toAtMs: at(7) },
    { ...hole, fromAtMs: at(7), toAtMs: at(7.75) },
    { ...atHome, verdict: 'router-or-lan-fault', side: 'home', fromAtMs: at(7.75), toAtMs: at(8) },
    { ...up, fromAtMs: at(8), toAtMs: at(20) },
  ];
  line.outages = [];
  line.days = [];
  return { line, at };
}

test('of a day the parts, the fail-over in them, and the causes of not knowing add up by hand', () => {
  const { line, at } = madeUpLine();
  const sums = sumsOf({ intervals: line.intervals, outages: [], measuredAtMs: at(20) }, at(0), at(24));
  expect(sums).toMatchObject({
    upMs: 18 * HOUR_MS,
    downMaxMs: HOUR_MS,
    failoverMs: 10 * 60_000,
    unknownMs: 5 * HOUR_MS, // the hole, the fault at home, and the evening
  });
  const keep = fakeKeep(() => at(24));
  keep.put({ ...line, current: line.current && { ...line.current, measuredAtMs: at(20) } });
  const input = { store: keep.store, line: line.line };
  // a cut day: 05:00 to 23:00
  expect(coverageOf(input, at(5), at(23))).toEqual({
    fromAtMs: at(5),
    toAtMs: at(23),
    observedMs: 14 * HOUR_MS,
    unknownMs: 4 * HOUR_MS,
    coverageRatio: 14 / 18,
    causes: [
      { cause: 'not-observed', unknownMs: 3 * HOUR_MS, stretches: 1 },
      { cause: 'no-contact', unknownMs: 0.75 * HOUR_MS, stretches: 1 },
      { cause: 'router-or-lan-fault', unknownMs: 0.25 * HOUR_MS, stretches: 1 },
    ],
  });
});
