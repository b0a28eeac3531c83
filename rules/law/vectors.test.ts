import { describe, expect, test } from 'vitest';
import { dayStartAtMs } from '../outage/calendar-days.ts';
import { claimOf, type ReportedFault } from './compensation.ts';
import { certainDeadMs, type DeadInterval } from './dead-days.ts';
import { elapsedHoursCents, nextStepMs } from './elapsed-hours.ts';
import { dailyShareOf, feeShareCents } from './fee-share.ts';
import { BELGIAN_RULE, DUTCH_RULE, GERMAN_OLD_LAW, TKG_2021 } from './rules-data.ts';

/** The vectors of the reference (evidence.md §2), exact to the cent. */

const ZONE = 'Europe/Berlin';
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Local time of a Berlin day that has no change of the clocks before it. */
function at(day: string, hour: number, minute = 0): number {
  return dayStartAtMs(day, ZONE) + hour * HOUR_MS + minute * MINUTE_MS;
}

function dead(fromAtMs: number, toAtMs: number): DeadInterval {
  return { startEarliestAtMs: fromAtMs, startLatestAtMs: fromAtMs, endEarliestAtMs: toAtMs, endLatestAtMs: toAtMs };
}

function fault(patch: Partial<ReportedFault> & { from: number; to: number }): ReportedFault {
  const { from, to, ...rest } = patch;
  return {
    zone: ZONE,
    receivedAtMs: at('2011-10-15', 14),
    dead: [dead(from, to)],
    nowMs: to,
    monthlyFeeCents: 2999,
    missedAppointments: 0,
    creditedCents: 0,
    ...rest,
  };
}

const STORY = { from: at('2011-10-14', 7), to: at('2011-10-19', 10) };
const story = fault(STORY);

describe('TKG § 58, the story of October 2011 as if the law of 2021 applied', () => {
  const claim = claimOf(TKG_2021, story);

  test('brings 10.00 by begun days and 5.00 by whole days', () => {
    expect([claim.likelyCents, claim.strictCents]).toEqual([1000, 500]);
  });

  test('counts the days after the receipt, each with its status, amount and source', () => {
    expect(
      claim.rows.map(({ day, dayNumber, status, strictCents, likelyCents }) =>
        [day, dayNumber, status, strictCents, likelyCents].join(' '),
      ),
    ).toEqual([
      '2011-10-14 -1 before-report 0 0',
      '2011-10-15 0 receipt-day 0 0',
      '2011-10-16 1 free 0 0',
      '2011-10-17 2 free 0 0',
      '2011-10-18 3 dead 500 500',
      '2011-10-19 4 dead-in-part 0 500',
    ]);
    expect(claim.rows.at(-1)?.source).toBe('TKG § 58 (3) S. 1, 2');
  });

  test('would bring 20.00 if the day of receipt counted as day 1, which is only a note', () => {
    expect(claim.scenarios.receiptDayCountsCents).toBe(2000);
    expect(claim.scenarios.weekendShiftCents).toBe(1000);
  });

  test('took 123 hours, 92 of them after the report; the fee of that time is 4.95 and is credited, not added', () => {
    expect(certainDeadMs(story.dead) / HOUR_MS).toBe(123);
    expect((STORY.to - story.receivedAtMs) / HOUR_MS).toBe(92);
    const creditedCents = feeShareCents(story, 2999);
    expect(creditedCents).toBe(495);
    expect(claimOf(TKG_2021, { ...story, creditedCents }).likelyCents).toBe(1000);
  });

  test('gives way to a reduction that is larger', () => {
    const larger = claimOf(TKG_2021, { ...story, creditedCents: 700 });
    expect([larger.strictCents, larger.likelyCents]).toEqual([700, 1000]);
    expect(larger.isCreditLarger).toEqual({ strict: true, likely: false });
  });

  test('brings 10.00 more for each appointment that was missed, also without compensation for days', () => {
    expect(claimOf(TKG_2021, { ...story, missedAppointments: 2 }).likelyCents).toBe(3000);
    const short = fault({ ...STORY, to: at('2011-10-16', 10), missedAppointments: 1, monthlyFeeCents: 7999 });
    expect(claimOf(TKG_2021, short).strictCents).toBe(1600);
  });
});

describe('TKG § 58', () => {
  const day5 = { from: at('2011-10-14', 7), to: at('2011-10-21', 0) };

  test.each([
    ['fee 50.00: both branches are equal', 5000, [500, 500, 1000]],
    ['fee 79.99: the share is rounded to cents', 7999, [800, 800, 1600]],
    ['fee 50.05: half a cent rounds up', 5005, [501, 501, 1001]],
    ['fee not known: the fixed amounts', null, [500, 500, 1000]],
    ['no fee', 0, [500, 500, 1000]],
  ])('%s', (_name, monthlyFeeCents, expected) => {
    const { rows } = claimOf(TKG_2021, fault({ ...day5, monthlyFeeCents }));
    expect(rows.slice(-3).map((row) => row.likelyCents)).toEqual(expected);
    expect(rows.slice(-3).map((row) => row.strictCents)).toEqual(expected);
  });

  test('not repaired until the end of day 13: 100.00', () => {
    const long = claimOf(TKG_2021, fault({ ...STORY, to: at('2011-10-29', 0) }));
    expect([long.strictCents, long.likelyCents, long.rows.at(-1)?.dayNumber]).toEqual([10_000, 10_000, 13]);
  });

  test('repaired on day 2 at 23:59: nothing', () => {
    const short = claimOf(TKG_2021, fault({ ...STORY, to: at('2011-10-17', 23, 59) }));
    expect([short.strictCents, short.likelyCents]).toEqual([0, 0]);
  });

  test('repaired at midnight after day 2: nothing; a minute later a begun day', () => {
    expect(claimOf(TKG_2021, fault({ ...STORY, to: at('2011-10-18', 0) })).likelyCents).toBe(0);
    const begun = claimOf(TKG_2021, fault({ ...STORY, to: at('2011-10-18', 0, 1) }));
    expect([begun.strictCents, begun.likelyCents]).toEqual([0, 500]);
  });

  test.each([
    [7, 3000],
    [28, 24_000],
  ])('reported on the first of %d days without service: %d cents', (days, cents) => {
    const from = at('2026-02-02', 0);
    const reported = fault({ from, to: from + days * 24 * HOUR_MS, receivedAtMs: at('2026-02-02', 9) });
    expect(claimOf(TKG_2021, reported).likelyCents).toBe(cents);
  });

  test('a report at 23:50 is worth one day more than one at 00:10', () => {
    const outage = { from: at('2026-02-02', 8), to: at('2026-02-09', 12) };
    const evening = claimOf(TKG_2021, fault({ ...outage, receivedAtMs: at('2026-02-02', 23, 50) }));
    const morning = claimOf(TKG_2021, fault({ ...outage, receivedAtMs: at('2026-02-03', 0, 10) }));
    expect(evening.rows.at(-1)?.dayNumber).toBe(7);
    expect(morning.rows.at(-1)?.dayNumber).toBe(6);
    expect(evening.likelyCents - morning.likelyCents).toBe(1000);
  });

  test.each([
    ['25 h', '2011-10-30', '2011-10-26'],
    ['23 h', '2026-03-29', '2026-03-25'],
  ])('a day of %s is one day', (_name, day, received) => {
    const to = dayStartAtMs(day, ZONE) + 30 * HOUR_MS;
    const claim = claimOf(TKG_2021, fault({ from: at(received, 9), to, receivedAtMs: at(received, 10) }));
    const row = claim.rows.find((entry) => entry.day === day);
    expect(row).toMatchObject({ dayNumber: 4, status: 'dead', strictCents: 500, likelyCents: 500 });
    expect(claim.rows).toHaveLength(6);
  });

  test('the end of a 25-hour day that was not dead makes it a part', () => {
    const to = dayStartAtMs('2011-10-30', ZONE) + 24 * HOUR_MS;
    const claim = claimOf(TKG_2021, fault({ from: at('2011-10-26', 9), to, receivedAtMs: at('2011-10-26', 10) }));
    expect(claim.rows.at(-1)).toMatchObject({ status: 'dead-in-part', strictCents: 0, likelyCents: 500 });
  });

  test('stops at the cap for one end user', () => {
    const years = claimOf(TKG_2021, fault({ ...STORY, to: at('2015-10-19', 0), monthlyFeeCents: 9999 }));
    expect([years.isCapped, years.strictCents]).toEqual([true, 1_250_000]);
  });

  test('a weekend at the end of the free days is the provider’s argument, kept apart', () => {
    // received on Thursday 2026-02-05: day 2 is a Saturday, paid days would begin on Tuesday (day 5)
    const outage = { from: at('2026-02-05', 8), to: at('2026-02-12', 0), receivedAtMs: at('2026-02-05', 9) };
    const claim = claimOf(TKG_2021, fault(outage));
    expect(claim.likelyCents).toBe(500 * 2 + 1000 * 2);
    expect(claim.scenarios.weekendShiftCents).toBe(1000 * 2);
  });

  test('an outage that lasts counts whole days as far as it was measured, begun days until now', () => {
    const lasting = {
      ...dead(at('2026-02-02', 8), at('2026-02-06', 12)),
      endLatestAtMs: null,
    };
    const claim = claimOf(TKG_2021, {
      ...fault({ from: 0, to: 0, receivedAtMs: at('2026-02-02', 9) }),
      dead: [lasting],
      nowMs: at('2026-02-07', 8),
    });
    expect([claim.strictCents, claim.likelyCents]).toEqual([500, 500 + 500 + 1000]);
  });

  test('days of which nothing was measured are told apart, and never count as whole', () => {
    const told = { ...dead(at('2026-02-02', 8), at('2026-02-07', 0)), isTold: true as const };
    const claim = claimOf(TKG_2021, { ...fault({ from: 0, to: 0, receivedAtMs: at('2026-02-02', 9) }), dead: [told] });
    expect(claim.rows.slice(3).map(({ status }) => status)).toEqual(['dead-unmeasured', 'dead-unmeasured']);
    expect([claim.strictCents, claim.likelyCents]).toEqual([0, 1000]);
  });

  test('bounds of the edges never lengthen what is claimed', () => {
    const interval = dead(at('2026-02-02', 8), at('2026-02-04', 23, 59));
    interval.startEarliestAtMs -= 10 * MINUTE_MS;
    interval.endLatestAtMs = at('2026-02-05', 0, 10);
    const claim = claimOf(TKG_2021, {
      ...fault({ from: 0, to: 0, receivedAtMs: at('2026-02-02', 9) }),
      dead: [interval],
      nowMs: at('2026-02-07', 8),
    });
    expect([claim.strictCents, claim.likelyCents]).toEqual([0, 0]);
  });

  test('days between two outages of one fault bring nothing', () => {
    const claim = claimOf(TKG_2021, {
      ...fault({ from: 0, to: 0, receivedAtMs: at('2026-02-02', 9) }),
      dead: [dead(at('2026-02-02', 8), at('2026-02-03', 8)), dead(at('2026-02-06', 0), at('2026-02-07', 0))],
      nowMs: at('2026-02-09', 8),
    });
    expect(claim.rows.map((row) => row.status)).toEqual(['receipt-day', 'free', 'served', 'served', 'dead']);
    expect(claim.strictCents).toBe(500);
  });
});

describe('other rules', () => {
  test('the old German law: 12 days of 52.49 a month are 21.00', () => {
    const from = at('2013-05-06', 0);
    const share = { dead: [dead(from, from + 288 * HOUR_MS)], zone: ZONE, nowMs: from + 288 * HOUR_MS };
    expect(dailyShareOf(GERMAN_OLD_LAW, { ...share, monthlyFeeCents: 5249 })).toMatchObject({
      wholeDays: 12,
      begunDays: 12,
      strictCents: 2100,
      likelyCents: 2100,
    });
  });

  test('the Netherlands: 26 hours of 46.50 a month are 3.10', () => {
    expect(elapsedHoursCents(DUTCH_RULE, 26 * HOUR_MS, 4650)).toBe(310);
  });

  test.each([
    [12, 0],
    [12.01, 155],
    [24, 155],
    [24.01, 310],
    [48, 310],
    [49, 465],
  ])('the Netherlands: %d hours of 46.50 a month are %d cents', (hours, cents) => {
    expect(elapsedHoursCents(DUTCH_RULE, hours * HOUR_MS, 4650)).toBe(cents);
  });

  test('the Netherlands: one euro is the least', () => {
    expect(elapsedHoursCents(DUTCH_RULE, 13 * HOUR_MS, 1000)).toBe(100);
    expect(elapsedHoursCents(DUTCH_RULE, 13 * HOUR_MS, null)).toBe(100);
  });

  test.each([
    [8, 0],
    [9, 100],
    [24, 100],
    [25, 200],
    [49, 250],
    [73, 300],
  ])('Belgium: %d hours are %d cents', (hours, cents) => {
    expect(elapsedHoursCents(BELGIAN_RULE, hours * HOUR_MS, 4650)).toBe(cents);
  });

  test.each([
    [0, 8],
    [7.9, 8],
    [8, 24],
    [24, 48],
    [30, 48],
  ])('Belgium: after %d hours the amount grows next at %d', (hours, next) => {
    expect(nextStepMs(BELGIAN_RULE, hours * HOUR_MS) / HOUR_MS).toBe(next);
  });
});
