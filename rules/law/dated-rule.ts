import { isDay } from '../outage/calendar-days.ts';

/**
 * What the law of a country gives to whom is without service, as dated data: a rule holds from one day to another, both
 * included, and names its source. Money in whole cents of the jurisdiction's currency (euro in all of these).
 * Not legal advice: a consumer advice centre says what holds in a case.
 */
type RuleCommon = {
  id: string;
  /** ISO 3166-1 alpha-2. */
  jurisdiction: string;
  validFromDay: string;
  /** null: in force as far as is known. */
  validToDay: string | null;
  /** Where the rule stands, for people. */
  source: string;
  /** Which wording was read; changes when the text here was changed. */
  textVersion: string;
};

/** Whichever is higher: a fixed amount, or a share of the agreed monthly fee. */
export type Rate = { leastCents: number; percent: number };

/** Germany since 2021-12-01: calendar days are counted after the day on which the provider received the report. */
export type CalendarDaysRule = RuleCommon & {
  counter: 'calendar-days-after-report';
  /** IANA zone of the legal time in which the days are counted, wherever the line or the reader is. */
  zone: string;
  /** From which day after the receipt each rate holds, ascending; before the first nothing is due. */
  steps: readonly { fromDay: number; rate: Rate; source: string }[];
  /** The provider must have said what it does and when it will be done: by the end of this day. */
  informationDay: number;
  informationSource: string;
  missedAppointment: { rate: Rate; source: string };
  /** Most for one end user. */
  capCents: number;
  capSource: string;
  /** Weeks after the receipt of a bill in which it can be disputed. */
  billDisputeWeeks: number;
  billDisputeSource: string;
  /** Claims end with the last day of the n-th year after the one in which they arose. */
  limitationYears: number;
  limitationSource: string;
};

/** Germany before: no fee for what was not delivered, a thirtieth of the monthly fee for each day. */
export type DailyShareRule = RuleCommon & { counter: 'daily-share'; daysInMonth: number };

/** Netherlands, Belgium: hours without service, from the first on. */
export type ElapsedHoursRule = RuleCommon & {
  counter: 'elapsed-hours';
  /** Nothing is due for an outage that is not longer than this. */
  moreThanHours: number;
  /** What each begun 24 hours bring: a share of the monthly fee, or fixed amounts. */
  amount:
    | { kind: 'fee-shares'; sharesInMonth: number; leastCents: number }
    | { kind: 'fixed'; firstCents: number; secondCents: number; furtherCents: number };
};

export type DatedRule = CalendarDaysRule | DailyShareRule | ElapsedHoursRule;

/** The rule of a country that holds on a local day; null: none is known here, which is not to say that there is none. */
export function ruleOn(rules: readonly DatedRule[], jurisdiction: string, day: string): DatedRule | null {
  if (!isDay(day)) throw new Error(`bug: "${day}" is no day`);
  return (
    rules.find(
      (rule) =>
        rule.jurisdiction === jurisdiction &&
        rule.validFromDay <= day &&
        (rule.validToDay === null || day <= rule.validToDay),
    ) ?? null
  );
}
