import type { FindingName, FindingWeight } from '../../rules/statement/finding.ts';
import type { StatementKind } from '../../rules/statement/statement.ts';
import type { StatementProblem } from './statement-views.ts';
import type { Language } from './views.ts';
import { statementDe } from './wording-statement-de.ts';
import { statementEn } from './wording-statement-en.ts';

/** What a sentence on a finding is made of; texts are local times and lengths, empty where they do not belong. */
export type FindingParts = {
  /** When our outage was: `03.11.2026 14:00:01 bis 16:12:03`. */
  outage: string;
  /** The instant of ours that is compared, with its bounds. */
  ours: string;
  /** A length that holds at least. */
  ms: string;
  isTheirsLater: boolean;
};

/** Words of the pages on what the provider says, and of its part in the report. */
export type StatementWords = {
  title: string;
  link: string;
  lead: string;
  none: string;
  kept: string;
  /** Over those that are folded away. */
  older: (count: number) => string;
  withdrawn: (at: string) => string;
  enter: {
    title: string;
    explain: string;
    name: string;
    nameHint: string;
    source: string;
    sourceHint: string;
    file: string;
    noFile: string;
    zone: string;
    exact: string;
    exactHint: string;
    /** In the order of `EXACTNESS_MS`. */
    exactness: readonly string[];
    rows: string;
    rowsHint: string;
    zoneHint: string;
    sample: string;
    /** What each kind stands for; folded. */
    kinds: string;
    kindMeans: Record<StatementKind, string>;
    /** Of the hour that comes twice. */
    twiceHint: string;
    button: string;
    refused: string;
    line: (line: string) => string;
  };
  problem: Record<StatementProblem, string>;
  kind: Record<StatementKind, string>;
  compare: {
    title: string;
    lead: string;
    counts: (counts: Record<FindingWeight, string>) => string;
    columns: { said: string; measured: string; verdict: string };
    theirs: string;
    ours: string;
    drawing: (from: string, to: string) => string;
    nothing: string;
    notSaid: string;
    legend: string;
    exact: (size: string) => string;
    rows: string;
    rowColumns: { from: string; to: string; kind: string; text: string };
    log: (entry: string) => string;
    withdraw: string;
    withdrawExplain: string;
    back: string;
  };
  weight: Record<FindingWeight, string>;
  finding: Record<FindingName, (parts: FindingParts) => string>;
  /** Between two times. */
  to: string;
  lasting: string;
};

export const statementWords: Record<Language, StatementWords> = { de: statementDe, en: statementEn };
