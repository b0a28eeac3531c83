import type { LineView } from './views.ts';

/** What the pages of the set-up are given: plain values, no text for readers. Only the owner sees these pages. */

/** What may be missing, the most urgent first. */
export const NEXT_STEP_KINDS = [
  'make-line', //      there is no line yet
  'connect-probe', //  nothing measures the line
  'await-first', //    a probe joined and has not delivered yet
  'probe-silent', //   the probe does not report
  'add-alarm', //      nobody would be told of an outage
  'add-provider', //   whose line it is was not said
  'install-fping', //  measured with something less exact
] as const;
export type NextStepKind = (typeof NEXT_STEP_KINDS)[number];

/** One thing that is missing, and the page on which the owner mends it; null: not on a page of ours. */
export type NextStep = { kind: NextStepKind; path: string | null };

/** Services that a contract may cover; the order in which they are shown. */
export const SERVICES = ['internet', 'telephony', 'mobile'] as const;
export type Service = (typeof SERVICES)[number];

/** Countries whose rules may be known (ISO 3166-1 alpha-2); `ZZ` (CLDR: unknown region) stands for every other. */
export const COUNTRIES = ['DE', 'AT', 'CH', 'NL', 'BE', 'GB', 'FR', 'ZZ'] as const;
export type Country = (typeof COUNTRIES)[number];

/** What was typed into the form of a line, as it was typed. */
export type LineFormValues = {
  name: string;
  provider: string;
  services: readonly string[];
  fee: string;
  zone: string;
  country: string;
};

/** What was typed into the private part, as it was typed. */
export type PrivateFormValues = {
  customerName: string;
  customerAddress: string;
  contractNumber: string;
  phone: string;
  email: string;
  providerAddress: string;
  providerEmail: string;
  /** `consumer` or `business`. */
  customer: string;
};

/** Why a field was refused; the page has the sentence. */
export const FIELD_PROBLEMS = [
  'empty',
  'too-long',
  'controls',
  'no-service',
  'not-a-service',
  'not-an-amount',
  'amount-too-high',
  'not-a-zone',
  'not-a-country',
  'not-an-address',
  'not-a-phone',
  'not-a-choice',
] as const;
export type FieldProblem = (typeof FIELD_PROBLEMS)[number];

/** Problems by the name of the field; empty: all was well. */
export type FieldProblems = Partial<Record<string, FieldProblem>>;

/** `/owner/lines/new` */
export type NewLineView = { values: LineFormValues; problems: FieldProblems; zones: readonly string[] };

/** `/owner/lines/LINE` */
export type LineSettingsView = {
  line: LineView;
  values: LineFormValues & PrivateFormValues;
  problems: FieldProblems;
  zones: readonly string[];
  /** Just saved. */
  isSaved: boolean;
  hasProbe: boolean;
};
