import { describe, expect, test } from 'vitest';
import { addDays, dayStartAtMs, isDay } from '../outage/calendar-days.ts';
import { claimOf, type ReportedFault } from './compensation.ts';
import { completenessOf, type Service } from './complete-outage.ts';
import { ruleOn } from './dated-rule.ts';
import { deadlinesOf, outlookOf, reportBeforeAtMs } from './deadlines.ts';
import { RULES, TKG_2021 } from './rules-data.ts';

describe('dated rules', () => {
  test.each([
    ['DE', '2021-12-01', 'de-tkg-58-2021'],
    ['DE', '2021-11-30', 'de-bgb-326-2002'],
    ['DE', '2031-01-01', 'de-tkg-58-2021'],
    ['NL', '2017-07-01', 'nl-tw-7-1a-2017'],
    ['NL', '2017-06-30', undefined],
    ['BE', '2024-11-01', 'be-telecom-2024'],
    ['GB', '2026-01-01', undefined],
    ['AT', '2026-01-01', undefined],
    ['', '2026-01-01', undefined],
  ])('%s on %s: %s', (jurisdiction, day, id) => {
    expect(ruleOn(RULES, jurisdiction, day)?.id).toBe(id);
  });

  test('have unique ids, real days and a source, and never two at once', () => {
    expect(new Set(RULES.map((rule) => rule.id)).size).toBe(RULES.length);
    for (const rule of RULES) {
      expect([isDay(rule.validFromDay), isDay(rule.validToDay ?? '2099-01-01')]).toEqual([true, true]);
      expect(rule.source).not.toBe('');
      const [first, last] = [rule.validFromDay, rule.validToDay ?? '2099-01-01'];
      for (const day of [first, last]) {
        const holding = RULES.filter((other) => ruleOn([other], rule.jurisdiction, day) !== null);
        expect(holding).toEqual([rule]);
      }
    }
  });
});

describe('what is due when', () => {
  const received = dayStartAtMs('2026-11-20', 'Europe/Berlin') + 1;
  const fault = { receivedAtMs: received, beganAtMs: received, repairedAtMs: null, isComplete: true };
  const deadlines = deadlinesOf(TKG_2021, fault);

  test('stands with its day and paragraph, in order', () => {
    expect(deadlines.map(({ kind, day }) => `${kind} ${day}`)).toEqual([
      'information-due 2026-11-22',
      'compensation-starts 2026-11-23',
      'rate-doubles 2026-11-25',
      'data-preservation-ends 2026-11-27',
      'bill-dispute-ends 2027-01-15',
      'limitation-ends 2029-12-31',
    ]);
    expect(deadlines.every(({ source }) => source !== '')).toBe(true);
  });

  test('does not wait for the report where line data are erased, and says nothing that the repair made void', () => {
    const beganAtMs = received - 3 * 86_400_000;
    const kept = deadlinesOf(TKG_2021, { ...fault, beganAtMs }).find(({ kind }) => kind === 'data-preservation-ends');
    expect(kept?.day).toBe('2026-11-24');
    const kinds = (patch: object) => deadlinesOf(TKG_2021, { ...fault, ...patch }).map(({ kind }) => kind);
    expect(kinds({ isComplete: false })).not.toContain('compensation-starts');
    expect(kinds({ repairedAtMs: received + 1 })).toEqual([
      'data-preservation-ends',
      'bill-dispute-ends',
      'limitation-ends',
    ]);
    expect(kinds({ repairedAtMs: received + 3 * 86_400_000 })).toContain('compensation-starts');
    expect(kinds({ repairedAtMs: received + 3 * 86_400_000 })).not.toContain('rate-doubles');
  });

  test('a report is in time for today until local midnight, also when the clocks change', () => {
    for (const day of ['2026-03-28', '2026-03-29', '2026-10-25', '2026-11-22']) {
      const midnight = dayStartAtMs(addDays(day, 1), 'Europe/Berlin');
      expect(reportBeforeAtMs(midnight - 1, 'Europe/Berlin')).toBe(midnight);
      expect(reportBeforeAtMs(midnight, 'Europe/Berlin')).toBeGreaterThan(midnight);
    }
  });

  /** Complete outage since the report, now on the day after it with the number. */
  const outlookAfter = (dayNumber: number, patch: Partial<ReportedFault> = {}) => {
    const nowMs = dayStartAtMs(addDays('2026-11-20', dayNumber), 'Europe/Berlin') + 36_000_000;
    const dead = [
      { startEarliestAtMs: received, startLatestAtMs: received, endEarliestAtMs: nowMs, endLatestAtMs: null },
    ];
    const money = { monthlyFeeCents: 7999, missedAppointments: 0, creditedCents: 0 };
    const claim = claimOf(TKG_2021, { zone: TKG_2021.zone, receivedAtMs: received, dead, nowMs, ...money, ...patch });
    const known = { receivedAtMs: received, monthlyFeeCents: 7999, claim };
    return outlookOf(TKG_2021, known, { fromDayNumber: dayNumber + 1, count: 3 });
  };

  test('the outlook adds day by day to what is due already', () => {
    expect(outlookAfter(3)).toEqual([
      { day: '2026-11-24', dayNumber: 4, cents: 800, sumCents: 1600 },
      { day: '2026-11-25', dayNumber: 5, cents: 1600, sumCents: 3200 },
      { day: '2026-11-26', dayNumber: 6, cents: 1600, sumCents: 4800 },
    ]);
  });

  test('days add nothing while a credit is larger, and nothing beyond the cap', () => {
    const credited = outlookAfter(3, { creditedCents: 2000, missedAppointments: 1 });
    expect(credited.map(({ cents, sumCents }) => [cents, sumCents])).toEqual([
      [0, 3600],
      [1200, 4800],
      [1600, 6400],
    ]);
    const capped = outlookAfter(3, { creditedCents: TKG_2021.capCents - 1 });
    expect(capped.at(-1)).toMatchObject({ cents: 0, sumCents: TKG_2021.capCents - 1 });
    expect(outlookAfter(900).at(-1)).toMatchObject({ cents: 0, sumCents: TKG_2021.capCents });
  });
});

describe('an outage is complete when every service of the fixed line is gone', () => {
  test.each<[Service[], Service[], boolean]>([
    [['internet'], ['internet'], true],
    [['internet', 'telephony'], ['internet', 'telephony'], true],
    [['internet', 'telephony'], ['internet'], false],
    [['internet', 'telephony'], ['telephony'], false],
    [['telephony'], ['telephony'], true],
    [['internet', 'mobile'], ['internet'], true],
    [['internet', 'telephony', 'mobile'], ['internet', 'telephony'], true],
    [[], ['internet'], true],
    [['mobile'], [], false],
    [['internet'], [], false],
  ])('contract %j, gone %j: %s', (contracted, dead, isComplete) => {
    expect(completenessOf(contracted, dead).isComplete).toBe(isComplete);
  });

  test('SIM cards in the contract are a warning, a contract without entries an assumption', () => {
    expect(completenessOf(['internet', 'mobile'], ['internet']).isMobileBundled).toBe(true);
    expect(completenessOf([], ['internet'])).toMatchObject({ isAssumed: true, isMobileBundled: false });
  });
});
