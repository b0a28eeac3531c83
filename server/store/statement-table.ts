import { and, asc, eq, isNull } from 'drizzle-orm';
import { statements } from '../../drizzle/evidence-schema.ts';
import type { Drizzle } from './owner-tables.ts';

export type StatementRecord = typeof statements.$inferSelect;

/** What the provider says of lines: written rarely, by Drizzle's builder; only its withdrawal is written later. */
export type StatementTable = ReturnType<typeof openStatementTable>;

export function openStatementTable(db: Drizzle) {
  return {
    insert: (row: typeof statements.$inferInsert) => void db.insert(statements).values(row).run(),
    /** Oldest first, withdrawn ones included. */
    ofLine: (line: string): StatementRecord[] =>
      db
        .select()
        .from(statements)
        .where(eq(statements.line, line))
        .orderBy(asc(statements.enteredAtMs), asc(statements.laneEntry))
        .all(),
    find: (id: string): StatementRecord | null =>
      db.select().from(statements).where(eq(statements.id, id)).get() ?? null,
    withdraw: (id: string, withdrawnAtMs: number) =>
      void db
        .update(statements)
        .set({ withdrawnAtMs })
        .where(and(eq(statements.id, id), isNull(statements.withdrawnAtMs)))
        .run(),
  };
}
