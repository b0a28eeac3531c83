import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { outageAnnotations } from '../../drizzle/owner-schema.ts';
import type { Drizzle } from './owner-tables.ts';

export type AnnotationRow = typeof outageAnnotations.$inferSelect;

/** What the owner said of outages: written rarely, by Drizzle's builder. */
export type AnnotationTable = ReturnType<typeof openAnnotationTable>;

export function openAnnotationTable(db: Drizzle) {
  const isOf = (line: string) => eq(outageAnnotations.line, line);
  // asked for whenever a line has changed: built for each call it takes ten times as long
  const attributions = db
    .select()
    .from(outageAnnotations)
    .where(
      and(
        eq(outageAnnotations.line, sql.placeholder('line')),
        eq(outageAnnotations.kind, 'home'),
        isNull(outageAnnotations.withdrawnEntry),
      ),
    )
    .orderBy(asc(outageAnnotations.laneEntry))
    .prepare();
  return {
    insert: (row: typeof outageAnnotations.$inferInsert) => void db.insert(outageAnnotations).values(row).run(),
    withdraw: (line: string, laneEntry: number, set: { withdrawnEntry: number; withdrawnAtMs: number }) =>
      void db
        .update(outageAnnotations)
        .set(set)
        .where(and(isOf(line), eq(outageAnnotations.laneEntry, laneEntry)))
        .run(),
    /** Oldest first, withdrawn ones included. */
    ofLine: (line: string): AnnotationRow[] =>
      db.select().from(outageAnnotations).where(isOf(line)).orderBy(asc(outageAnnotations.laneEntry)).all(),
    /** Those by which an outage does not count. */
    attributionsOf: (line: string): AnnotationRow[] => attributions.all({ line }),
  };
}
