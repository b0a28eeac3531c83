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

/** One thing that is missing, and the page on which the owner mends it. */
export type NextStep = { kind: NextStepKind; path: string };

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
  /** What held before, newest first; without what holds now. */
  history: readonly DatedSettingsView[];
};

/** What held from then on; country and services where they had been told. */
export type DatedSettingsView = {
  fromAtMs: number;
  name: string;
  provider: string;
  zone: string;
  country?: Country | undefined;
  services?: readonly Service[] | undefined;
};

/** The first thing that a probe delivered. */
export type FirstMeasurementView = {
  /** By the clock of the probe. */
  atMs: number;
  backEnds: readonly string[];
  askedCount: number;
  answeredCount: number;
  gateway: 'answered' | 'silent' | 'not-asked';
  clock: 'sync' | 'holdover' | 'unsync' | 'stepped';
};

/** `/owner/lines/LINE/probe` */
export type ProbePageView = {
  line: LineView;
  /** What to paste on the device, until a probe used it; null: none was made. */
  command: ProbeCommandView | null;
  /** The probe that measures; null: none does. */
  probe: {
    joinedAtMs: number;
    lastContactAtMs: number | null;
    hasDelivered: boolean;
    first: FirstMeasurementView | null;
  } | null;
  /** What is missing now, for the same line. */
  steps: readonly NextStep[];
};

export type ProbeCommandView = {
  expiresAtMs: number;
  /** With the one file that this server hands out; null: it was not built, or the other device could not reach it. */
  single: { command: string; sha256: string } | null;
  /** In the folder of the project. */
  project: string;
  /** `near`: the address in the command only works on this very machine; `bound`: the server listens there only. */
  reach: 'everywhere' | 'near' | 'bound';
};
