import { asc, desc, eq } from 'drizzle-orm';
import { faultReportRecords, faultReports } from '../../drizzle/owner-schema.ts';
import type { Drizzle } from './owner-tables.ts';

export type FaultReportRow = typeof faultReports.$inferSelect;
export type FaultReportRecordRow = typeof faultReportRecords.$inferSelect;

/** Fault reports and what was recorded of them: written rarely, by Drizzle's builder. */
export type ReportTables = ReturnType<typeof openReportTables>;

export function openReportTables(db: Drizzle) {
  return {
    insert: (row: typeof faultReports.$inferInsert) => void db.insert(faultReports).values(row).run(),
    update: (id: string, set: Partial<Omit<FaultReportRow, 'id' | 'line'>>) =>
      void db.update(faultReports).set(set).where(eq(faultReports.id, id)).run(),
    find: (id: string): FaultReportRow | null =>
      db.select().from(faultReports).where(eq(faultReports.id, id)).get() ?? null,
    /** Newest first. */
    ofLine: (line: string): FaultReportRow[] =>
      db.select().from(faultReports).where(eq(faultReports.line, line)).orderBy(desc(faultReports.createdAtMs)).all(),
    insertRecord: (row: FaultReportRecordRow) => void db.insert(faultReportRecords).values(row).run(),
    /** Oldest first. */
    records: (report: string): FaultReportRecordRow[] =>
      db
        .select()
        .from(faultReportRecords)
        .where(eq(faultReportRecords.report, report))
        .orderBy(asc(faultReportRecords.laneEntry))
        .all(),
  };
}
