import { describe, expect, test } from 'vitest';
import { dayOf, dayStartAtMs } from '../outage/calendar-days.ts';
import { seeded } from '../outage/seeded.ts';
import { claimOf, type ReportedFault } from './compensation.ts';
import { elapsedHoursCents } from './elapsed-hours.ts';
import { feeShareCents } from './fee-share.ts';
import { shareOfCents } from './money.ts';
import { BELGIAN_RULE, DUTCH_RULE, TKG_2021 } from './rules-data.ts';

const HOUR_MS = 3_600_000;
const ZONES = ['Europe/Berlin', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'UTC'];

function someFault(random: () => number): ReportedFault {
  // 2022-01-01
  const fromAtMs = 1_640_995_200_000 + Math.floor(random() * 4 * 365 * 24) * HOUR_MS;
  const lengthMs = Math.floor(random() * 20 * 24 * 60) * 60_000;
  const receivedAtMs = fromAtMs + Math.floor(random() * 3 * 24 * 60) * 60_000;
  const widthMs = Math.floor(random() * 3000);
  return {
    zone: ZONES[Math.floor(random() * ZONES.length)] ?? 'UTC',
    receivedAtMs,
    dead: [
      {
        startEarliestAtMs: fromAtMs - widthMs,
        startLatestAtMs: fromAtMs,
        endEarliestAtMs: fromAtMs + lengthMs,
        endLatestAtMs: random() < 0.2 ? null : fromAtMs + lengthMs + widthMs,
      },
    ],
    nowMs: Math.max(receivedAtMs, fromAtMs + lengthMs) + Math.floor(random() * 48) * HOUR_MS,
    monthlyFeeCents: random() < 0.1 ? null : Math.floor(random() * 15_000),
    missedAppointments: Math.floor(random() * 3),
    creditedCents: random() < 0.7 ? 0 : Math.floor(random() * 5000),
  };
}

function repairedLater(fault: ReportedFault, byMs: number): ReportedFault {
  const dead = fault.dead.map((interval) => ({
    ...interval,
    endEarliestAtMs: interval.endEarliestAtMs + byMs,
    endLatestAtMs: interval.endLatestAtMs === null ? null : interval.endLatestAtMs + byMs,
  }));
  return { ...fault, dead, nowMs: fault.nowMs + byMs };
}

describe('a claim, for 500 faults at random', () => {
  const random = seeded(58);
  const faults = Array.from({ length: 500 }, () => someFault(random));

  test('is never negative, whole cents, and its range is a range', () => {
    for (const fault of faults) {
      const claim = claimOf(TKG_2021, fault);
      expect(claim.strictCents).toBeGreaterThanOrEqual(0);
      expect(claim.likelyCents).toBeGreaterThanOrEqual(claim.strictCents);
      expect(claim.scenarios.receiptDayCountsCents).toBeGreaterThanOrEqual(claim.likelyCents);
      expect(claim.scenarios.weekendShiftCents).toBeLessThanOrEqual(claim.likelyCents);
      for (const row of claim.rows) expect(Number.isSafeInteger(row.strictCents + row.likelyCents)).toBe(true);
    }
  });

  test('never shrinks when the repair comes later', () => {
    for (const fault of faults) {
      const sooner = claimOf(TKG_2021, fault);
      const later = claimOf(TKG_2021, repairedLater(fault, Math.floor(random() * 72 * 60) * 60_000));
      expect(later.strictCents).toBeGreaterThanOrEqual(sooner.strictCents);
      expect(later.likelyCents).toBeGreaterThanOrEqual(sooner.likelyCents);
    }
  });

  test('never grows when the report comes later', () => {
    for (const fault of faults) {
      const late = { ...fault, receivedAtMs: fault.receivedAtMs + 26 * HOUR_MS };
      expect(claimOf(TKG_2021, late).likelyCents).toBeLessThanOrEqual(claimOf(TKG_2021, fault).likelyCents);
    }
  });

  test('has one row for each local day, in order, days with a change of the clocks too', () => {
    for (const fault of faults) {
      const { rows } = claimOf(TKG_2021, fault);
      for (const [index, row] of rows.entries()) {
        expect(dayOf(dayStartAtMs(row.day, fault.zone), fault.zone)).toBe(row.day);
        expect(row.dayNumber - (rows[0]?.dayNumber ?? 0)).toBe(index);
      }
      expect(rows.find((row) => row.dayNumber === 0)?.day).toBe(dayOf(fault.receivedAtMs, fault.zone));
    }
  });

  test('counts an outage told twice once', () => {
    for (const fault of faults) {
      const twice = { ...fault, dead: [...fault.dead, ...fault.dead] };
      expect(claimOf(TKG_2021, twice)).toEqual(claimOf(TKG_2021, fault));
      expect(feeShareCents(twice, 4999)).toBe(feeShareCents(fault, 4999));
    }
  });

  test('the fee of the dead time is never more than the fee of the months it lies in', () => {
    for (const fault of faults) expect(feeShareCents(fault, 5000)).toBeLessThanOrEqual(5000 * 2);
  });
});

test.each([DUTCH_RULE, BELGIAN_RULE])('by hours ($id): never shrinks with the length', (rule) => {
  let before = 0;
  for (let hours = 0; hours < 200; hours += 0.5) {
    const cents = elapsedHoursCents(rule, hours * HOUR_MS, 4999);
    expect(cents).toBeGreaterThanOrEqual(before);
    before = cents;
  }
});

test('shares of cents are exact where floating point is not', () => {
  expect(shareOfCents(1005, 10, 100)).toBe(101);
  expect(shareOfCents(9_007_199_254_740_991, 99, 100)).toBe(8_917_127_262_193_581);
  expect(shareOfCents(0, 1, 30)).toBe(0);
});
