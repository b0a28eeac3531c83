import type { OutageTag } from '../../rules/outage/derived.ts';
import type { Family } from '../../rules/outage/observation.ts';
import type { Grade, Side } from '../../rules/verdict/verdict.ts';
import type { Home } from './home.ts';
import type { Testimony } from './router-word.ts';
import type { Trouble } from './troubles.ts';

/** A time in which the line carried nothing, and what may be said of it. Ms after the story began. */
export type TrueOutage = {
  fromMs: number;
  toMs: number;
  verdicts: readonly string[];
  sides: readonly Side[];
  /** null = either is right. */
  counts: boolean | null;
  isReachable?: boolean;
  grade?: Grade;
  /** Findings that its phases must name, in this order. */
  phases?: readonly string[];
  tags?: readonly OutageTag[];
  /** Someone looked away meanwhile (the probe was restarted): more than one entry may tell of it. */
  mayBeInParts?: boolean;
};

/** What the states have to say somewhere in a stretch: the verdict, or the cause where nothing is known. */
export type Saying = { fromMs: number; toMs: number; anyOf: readonly string[] };

/** What is true of a story. */
export type Truth = {
  outages: readonly TrueOutage[];
  says: readonly Saying[];
  /** Time whose trouble lies at home: nothing in it may be said to be of the access or the provider. */
  atHome: readonly { fromMs: number; toMs: number }[];
  /** Why what the witnesses say does not tell this fault from others; then what is expected is what must be said instead. */
  undecidable: string | null;
};

/** What a script may look at and draw from. */
export type Setting = {
  families: readonly Family[];
  testimony: Testimony;
  /** Evenly between two numbers, whole; another one each time. */
  between(low: number, high: number): number;
  chance(ratio: number): boolean;
};

export type Story = {
  durationMs: number;
  troubles: readonly Trouble[];
  truth: Truth;
  /** Where the home differs from an ordinary one. */
  home?: Partial<Pick<Home, 'hasFirstHop' | 'hasIspHost' | 'hasSip'>> & {
    router?: Partial<Home['router']>;
    habits?: Partial<Home['habits']>;
  };
};

export type Script = {
  /** A true domain phrase: what happens. */
  name: string;
  /** Rows of the decision table (line-measurement.md §5). */
  row: string;
  /** Only where it can happen; every setting otherwise. */
  fits?: (setting: Pick<Setting, 'families' | 'testimony'>) => boolean;
  tell: (setting: Setting) => Story;
};

export const NOTHING_TRUE: Truth = { outages: [], says: [], atHome: [], undecidable: null };

/** Nobody but the packets spoke: what may be said of a line that is silent behind a router that answers. */
export const UNLOCALISED = ['line-or-isp-down-unlocalised', 'isp-access-unreachable'] as const;
export const NO_WORD = 'without the router’s word a dead line looks the same wherever it broke before the first hop';
