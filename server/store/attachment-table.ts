import { and, asc, eq, sql } from 'drizzle-orm';
import { attachments } from '../../drizzle/evidence-schema.ts';
import type { Drizzle } from './owner-tables.ts';

export type AttachmentRecord = typeof attachments.$inferSelect;
/** Without the bytes, which lists need not read. */
export type AttachmentRow = Omit<AttachmentRecord, 'content'>;

/** Files that belong to cases: written once, later only erased. By Drizzle's builder. */
export type AttachmentTable = ReturnType<typeof openAttachmentTable>;

const ROW = {
  id: attachments.id,
  line: attachments.line,
  report: attachments.report,
  name: attachments.name,
  mediaType: attachments.mediaType,
  bytes: attachments.bytes,
  sha256: attachments.sha256,
  description: attachments.description,
  datedAtMs: attachments.datedAtMs,
  addedAtMs: attachments.addedAtMs,
  laneEntry: attachments.laneEntry,
  erasedAtMs: attachments.erasedAtMs,
};

export function openAttachmentTable(db: Drizzle) {
  return {
    insert: (row: typeof attachments.$inferInsert) => void db.insert(attachments).values(row).run(),
    /** In the order of the lane, erased ones included. */
    ofLine: (line: string): AttachmentRow[] =>
      db.select(ROW).from(attachments).where(eq(attachments.line, line)).orderBy(asc(attachments.laneEntry)).all(),
    find: (id: string): AttachmentRow | null =>
      db.select(ROW).from(attachments).where(eq(attachments.id, id)).get() ?? null,
    /** null: erased, or not there. */
    content: (id: string): Buffer | null =>
      db.select({ content: attachments.content }).from(attachments).where(eq(attachments.id, id)).get()?.content ??
      null,
    /** Bytes that are kept of the line together. */
    keptBytes: (line: string): number =>
      db
        .select({ bytes: sql<number>`coalesce(sum(${attachments.bytes}), 0)` })
        .from(attachments)
        .where(and(eq(attachments.line, line), sql`${attachments.content} IS NOT NULL`))
        .get()?.bytes ?? 0,
    /** The bytes, the name and the description are gone; the hash stays. */
    erase: (id: string, erasedAtMs: number) =>
      void db
        .update(attachments)
        .set({ content: null, name: '', description: '', erasedAtMs })
        .where(eq(attachments.id, id))
        .run(),
  };
}
