import type { ClaimStatus } from '../../rules/law/compensation.ts';
import type { DeadlineKind } from '../../rules/law/deadlines.ts';
import type { Language } from './views.ts';
import { lawDe } from './wording-law-de.ts';
import { lawEn } from './wording-law-en.ts';

/** Sentences of the clock that runs from the report of a fault on. */
export type LawWords = {
  before: {
    /** Goes before the running time, with what follows it. */
    lead: string;
    after: (zone: string) => string;
    text: string;
    action: string;
  };
  noRule: string;
  /** The rule is for consumers and small enterprises, which the customer is not. */
  noRuleForBusiness: string;
  title: string;
  day: (dayNumber: number) => string;
  dayOver: (dayNumber: number) => string;
  soFar: (range: string) => string;
  nothingYet: (day: string) => string;
  dayOverBefore: string;
  nothingCame: string;
  /** Goes with amounts that need no report. */
  possible: string;
  proviso: string;
  provisoShown: string;
  open: string;
  facts: { reported: string; received: string; repaired: string; notRepaired: string };
  table: {
    title: string;
    columns: { day: string; date: string; status: string; strict: string; likely: string; source: string };
    sum: string;
    appointments: string;
    credit: string;
    older: (count: number) => string;
    status: Record<ClaimStatus, string>;
    explain: string;
  };
  outlook: {
    title: string;
    columns: { day: string; date: string; cents: string; sum: string };
    explain: string;
  };
  deadlines: {
    title: string;
    name: Record<DeadlineKind, string>;
    text: Record<DeadlineKind, string>;
    calendar: string;
  };
  notes: {
    title: string;
    partial: string;
    assumed: string;
    mobile: string;
    feeUnknown: string;
    refuted: string;
    telephonyAssumed: string;
    unmeasured: string;
    downAgain: string;
    countedElsewhere: string;
    receiptMissing: string;
    notMeasured: string;
    credit: (credited: string, open: string) => string;
    capped: (amount: string) => string;
    feeShare: (amount: string) => string;
    receiptDayCounts: (amount: string) => string;
    weekend: (amount: string) => string;
    substitute: string;
    exceptions: string;
    preserve: string;
    source: (text: string) => string;
  };
  settings: string;
  share: { title: string; text: (whole: string, begun: string) => string };
  hours: { text: (length: string) => string; next: string };
  advice: string;
};

export const lawWords: Record<Language, LawWords> = { de: lawDe, en: lawEn };
