import type { CalendarDaysRule, DailyShareRule, DatedRule, ElapsedHoursRule } from './dated-rule.ts';

/** Germany, TKG § 58 "Entstörung", in force since 2021-12-01. */
export const TKG_2021: CalendarDaysRule = {
  id: 'de-tkg-58-2021',
  jurisdiction: 'DE',
  validFromDay: '2021-12-01',
  validToDay: null,
  source: 'TKG § 58',
  textVersion: 'TKG 2021 (BGBl. I 2021 S. 1858), §§ 58, 67, 70, 71',
  counter: 'calendar-days-after-report',
  zone: 'Europe/Berlin',
  steps: [
    { fromDay: 3, rate: { leastCents: 500, percent: 10 }, source: 'TKG § 58 (3) S. 1, 2' },
    { fromDay: 5, rate: { leastCents: 1000, percent: 20 }, source: 'TKG § 58 (3) S. 2' },
  ],
  informationDay: 2,
  informationSource: 'TKG § 58 (2) S. 2',
  missedAppointment: { rate: { leastCents: 1000, percent: 20 }, source: 'TKG § 58 (4)' },
  capCents: 1_250_000,
  capSource: 'TKG § 70',
  billDisputeWeeks: 8,
  billDisputeSource: 'TKG § 67 (2)',
  limitationYears: 3,
  limitationSource: 'BGB §§ 195, 199',
};

/**
 * Germany before the TKG of 2021: courts let the fee for undelivered days fall away, a thirtieth a day (AG Düsseldorf
 * 20 C 8948/13). A way of counting, not a statute; the paragraph holds in this form since 2002.
 */
export const GERMAN_OLD_LAW: DailyShareRule = {
  id: 'de-bgb-326-2002',
  jurisdiction: 'DE',
  validFromDay: '2002-01-01',
  validToDay: '2021-11-30',
  source: 'BGB § 326 (1)',
  textVersion: 'AG Düsseldorf 20 C 8948/13',
  counter: 'daily-share',
  daysInMonth: 30,
};

/** Netherlands: a thirtieth of the fee for 12 to 24 hours, two for 24 to 48, and so on; one euro at least. */
export const DUTCH_RULE: ElapsedHoursRule = {
  id: 'nl-tw-7-1a-2017',
  jurisdiction: 'NL',
  validFromDay: '2017-07-01',
  validToDay: null,
  source: 'Telecommunicatiewet, compensatie bij storing',
  textVersion: 'consumentenbond.nl, 2017-07-01',
  counter: 'elapsed-hours',
  moreThanHours: 12,
  amount: { kind: 'fee-shares', sharesInMonth: 30, leastCents: 100 },
};

/** Belgium: one euro after 8 hours, another after 24, half a euro for each further day (the lowest reading known). */
export const BELGIAN_RULE: ElapsedHoursRule = {
  id: 'be-telecom-2024',
  jurisdiction: 'BE',
  validFromDay: '2024-11-01',
  validToDay: null,
  source: 'Wet elektronische communicatie, compensatie bij onderbreking',
  textVersion: 'brf.be/national/1913913',
  counter: 'elapsed-hours',
  moreThanHours: 8,
  amount: { kind: 'fixed', firstCents: 100, secondCents: 100, furtherCents: 50 },
};

/** Every rule that is known here. Britain is left out: its working days need a table of bank holidays. */
export const RULES: readonly DatedRule[] = [TKG_2021, GERMAN_OLD_LAW, DUTCH_RULE, BELGIAN_RULE];
