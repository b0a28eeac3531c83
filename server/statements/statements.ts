import { randomBytes } from 'node:crypto';
import { statementIdSchema } from '../../rules/ids.ts';
import { formatInstant, parseInstant } from '../../rules/instant.ts';
import { type Statement, statementText, statementTextSchema } from '../../rules/statement/statement.ts';
import type { LaneWriter } from '../lane-writer.ts';
import { sha256Hex } from '../probe-key.ts';
import type { Store } from '../store/open-store.ts';
import type { StatementRecord } from '../store/statement-table.ts';
import { writeForLine } from '../write-for-line.ts';

/** Of one line; taken back ones count. */
const MAX_STATEMENTS = 100;

export type KeptStatement = {
  statement: Statement;
  /** Of its text; stands in the line's log at `laneEntry`. */
  sha256: string;
  laneEntry: number;
  withdrawnAtMs: number | null;
};

export type NewStatement = Omit<Statement, 'id' | 'enteredAtMs'>;

/** What the provider says of the lines, as the owner entered it. Ids come from addresses: what is none gives null. */
export type Statements = {
  /** Oldest first, withdrawn ones included. */
  ofLine(line: string): KeptStatement[];
  find(id: string): KeptStatement | null;
  /** Keeps it and writes its hash into the line's log, in one transaction. null: the line has {@link MAX_STATEMENTS}. */
  enter(statement: NewStatement): KeptStatement | null;
  /** Takes it back by a new entry of the log; it stays to be read. False: there is none that still holds. */
  withdraw(id: string): boolean;
};

type Parts = {
  store: Store;
  lane: LaneWriter;
  nowMs: () => number;
  onCommit: (lines: Iterable<string>) => void;
};

export function openStatements(parts: Parts): Statements {
  const { store, lane, nowMs } = parts;
  const find = (id: string): KeptStatement | null => {
    const row = statementIdSchema.safeParse(id).success ? store.statements.find(id) : null;
    return row === null ? null : keptOf(row);
  };
  return {
    ofLine: (line) => statementsOf(store, line),
    find,
    enter: (told) => {
      if (store.statements.ofLine(told.line).length >= MAX_STATEMENTS) return null;
      const statement: Statement = { ...told, id: randomBytes(6).toString('hex'), enteredAtMs: nowMs() };
      const sha256 = sha256Hex(statementText(statement));
      const { id } = statement;
      writeForLine(parts, told.line, (row) => {
        const content = { type: 'statement', fields: { statement: id, sha256, state: 'entered' } } as const;
        const { entry } = lane.append(row, content, statement.enteredAtMs);
        store.statements.insert({ ...statement, rows: rowsJson(statement), sha256, laneEntry: entry });
      });
      return find(id);
    },
    withdraw: (id) => {
      const kept = find(id);
      if (kept === null || kept.withdrawnAtMs !== null) return false;
      writeForLine(parts, kept.statement.line, (row) => {
        const fields = { statement: id, sha256: kept.sha256, state: 'withdrawn' } as const;
        lane.append(row, { type: 'statement', fields }, nowMs());
        store.statements.withdraw(id, nowMs());
      });
      return true;
    },
  };
}

/** Also for whoever only reads. Oldest first, withdrawn ones included. */
export function statementsOf(store: Pick<Store, 'statements'>, line: string): KeptStatement[] {
  return store.statements.ofLine(line).map(keptOf);
}

/** The rows as they stand in the text that is hashed. */
function rowsJson({ rows }: Statement): string {
  return JSON.stringify(
    rows.map(({ kind, fromAtMs, toAtMs, text }) => ({
      kind,
      fromAt: formatInstant(fromAtMs),
      toAt: toAtMs === null ? null : formatInstant(toAtMs),
      text,
    })),
  );
}

function keptOf(row: StatementRecord): KeptStatement {
  const { sha256, laneEntry, withdrawnAtMs, rows, ...rest } = row;
  const read = statementTextSchema.shape.rows.parse(JSON.parse(rows));
  const statement: Statement = {
    ...rest,
    rows: read.map(({ kind, fromAt, toAt, text }) => ({
      kind,
      fromAtMs: parseInstant(fromAt) ?? 0, // a stamp, by the schema
      toAtMs: toAt === null ? null : parseInstant(toAt),
      text,
    })),
  };
  return { statement, sha256, laneEntry, withdrawnAtMs };
}
