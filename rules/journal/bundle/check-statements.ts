import type { Method } from '../../method.ts';
import { shortestVisibleMs } from '../../outage/shortest-visible.ts';
import { layBeside, type MeasuredSource } from '../../statement/lay-beside.ts';
import type { Span } from '../../statement/measured.ts';
import { parseStatementText, type Statement } from '../../statement/statement.ts';
import type { EvidenceStatementJson } from '../../wire/evidence.ts';
import { comparisonPart, statementPart } from '../../wire/evidence-statement.ts';
import type { LaneEntry } from '../lane.ts';
import type { Check } from './check.ts';
import { compareValues, type Differ, shownValue } from './compare-values.ts';

const EVIDENCE = 'derived/evidence.json';
const MAX_TEXT_BYTES = 500_000;
/** A line has no more. */
const MAX_STATEMENTS = 100;
/** Which method was in use at an instant is not asked: each may have been. More than these are not tried. */
const MAX_METHODS = 8;

type Given = {
  /** As `evidence.json` has them; absent: their owner shows none. */
  said: readonly EvidenceStatementJson[] | undefined;
  events: readonly LaneEntry[];
  methods: ReadonlyMap<string, Method>;
  /** null: it could not be computed again, so nothing is compared. */
  measured: Omit<MeasuredSource, 'shortestVisibleMs'> | null;
  period: Span;
};

/**
 * What the provider said, against the texts whose hashes the lane holds; and the comparison with what was measured, made
 * again from those texts and from the rounds.
 */
export async function checkStatements(check: Check, { said, events, ...given }: Given): Promise<void> {
  if (said === undefined) return;
  const { findings } = check;
  const entered = enteredOf(events);
  if (said.length > MAX_STATEMENTS) findings.add('too-many-texts', EVIDENCE, { most: MAX_STATEMENTS });
  for (const one of said.slice(0, MAX_STATEMENTS)) {
    const entry = entered.get(one.id);
    entered.delete(one.id);
    const differ: Differ = (figure, shown, computed) =>
      findings.add('statement-differs', EVIDENCE, {
        statement: one.id,
        figure,
        said: shownValue(shown),
        computed: shownValue(computed),
      });
    compareLane(one, entry, differ);
    const statement = await textOf(check, one.sha256);
    if (statement === null) continue;
    compareValues('text', one, statementPart(statement), differ);
    if (one.withdrawnAt === null) compareBeside(check, { said: one, statement }, given);
  }
  for (const [statement, { entry, isWithdrawn }] of entered)
    if (!isWithdrawn) findings.add('statement-not-shown', EVIDENCE, { statement, entry });
}

type Entered = { entry: number; sha256: string; isWithdrawn: boolean };

function enteredOf(events: readonly LaneEntry[]): Map<string, Entered> {
  const entered = new Map<string, Entered>();
  for (const { entry, content } of events) {
    if (content.type !== 'statement') continue;
    const { statement, sha256, state } = content.fields;
    const before = entered.get(statement);
    if (state === 'entered') entered.set(statement, { entry, sha256, isWithdrawn: false });
    else if (before) entered.set(statement, { ...before, isWithdrawn: true });
  }
  return entered;
}

function compareLane(said: EvidenceStatementJson, entered: Entered | undefined, differ: Differ): void {
  const { entry, sha256, withdrawnAt } = said;
  compareValues('log', { entry, sha256, isWithdrawn: withdrawnAt !== null }, entered ?? null, differ);
}

/** null: it is not there (told when members are listed), or cannot be read. */
async function textOf({ reading, findings }: Check, sha256: string): Promise<Statement | null> {
  const name = `texts/${sha256}.txt`;
  const text = await reading.text(name, MAX_TEXT_BYTES);
  if (text === null) return null;
  const statement = parseStatementText(text);
  if (typeof statement !== 'string') return statement;
  findings.add('statement-unreadable', name, { why: statement.slice(0, 300) });
  return null;
}

type Asked = { said: EvidenceStatementJson; statement: Statement };

function compareBeside(
  { findings }: Check,
  { said, statement }: Asked,
  { methods, measured, period }: Pick<Given, 'methods' | 'measured' | 'period'>,
): void {
  if (said.comparison === undefined || measured === null) return;
  const lengths = [...new Set([...methods.values()].map(shortestVisibleMs))].slice(0, MAX_METHODS);
  const differences = lengths.map((lengthMs) => {
    const beside = layBeside(statement, { ...measured, shortestVisibleMs: () => lengthMs }, period);
    return differencesOf(said.comparison ?? null, beside && comparisonPart(beside.comparison));
  });
  const fewest = differences.toSorted((a, b) => a.length - b.length)[0] ?? [];
  for (const [figure, shown, computed] of fewest)
    findings.add('comparison-differs', EVIDENCE, {
      statement: said.id,
      figure,
      said: shownValue(shown),
      computed: shownValue(computed),
    });
}

function differencesOf(said: unknown, computed: unknown): Parameters<Differ>[] {
  const differences: Parameters<Differ>[] = [];
  compareValues('comparison', said, computed, (...one) => void differences.push(one));
  return differences;
}
