import { formatInstant } from '../instant.ts';
import type { Comparison, InstantBounds, StatementFinding } from '../statement/finding.ts';
import type { Statement } from '../statement/statement.ts';
import type { EvidenceStatementJson } from './evidence.ts';
import { formatInstantOrNull } from './evidence-outage.ts';

/** What stands of a statement of the provider in `evidence.json`: written by the server, compared by the verifier. */
type Words = Pick<
  EvidenceStatementJson,
  'id' | 'title' | 'source' | 'attachment' | 'exactToMs' | 'zone' | 'rows' | 'enteredAt'
>;
type ComparisonJson = NonNullable<EvidenceStatementJson['comparison']>;

/** As its text has it, whose hash is in the lane. */
export function statementPart({ rows, enteredAtMs, ...statement }: Statement): Words {
  const { id, title, source, attachment, exactToMs, zone } = statement;
  return {
    id,
    title,
    source,
    attachment,
    exactToMs,
    zone,
    rows: rows.map(({ kind, fromAtMs, toAtMs, text }) => ({
      kind,
      fromAt: formatInstant(fromAtMs),
      toAt: formatInstantOrNull(toAtMs),
      text,
    })),
    enteredAt: formatInstant(enteredAtMs),
  };
}

export function comparisonPart({ fromAtMs, toAtMs, counts, findings }: Comparison): ComparisonJson {
  return {
    fromAt: formatInstant(fromAtMs),
    toAt: formatInstant(toAtMs),
    counts,
    findings: findings.map(findingPart),
  };
}

function findingPart({ theirs, ours, ...rest }: StatementFinding): ComparisonJson['findings'][number] {
  return { ...rest, theirs: boundsPart(theirs), ours: boundsPart(ours) };
}

function boundsPart(bounds: InstantBounds | null) {
  return bounds && { earliestAt: formatInstant(bounds.earliestAtMs), latestAt: formatInstant(bounds.latestAtMs) };
}
