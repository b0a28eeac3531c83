import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import { shares } from '../../drizzle/evidence-schema.ts';
import type { Drizzle } from './owner-tables.ts';

export type ShareRow = typeof shares.$inferSelect;

/** Links by which somebody without an account sees one outage or period: written rarely, by Drizzle's builder. */
export type ShareTable = ReturnType<typeof openShareTable>;

export function openShareTable(db: Drizzle) {
  return {
    insert: (row: typeof shares.$inferInsert) => void db.insert(shares).values(row).run(),
    /** The secret itself is kept nowhere, so a search takes as long for any secret. */
    bySecret: (secretSha256: string): ShareRow | null =>
      db.select().from(shares).where(eq(shares.secretSha256, secretSha256)).get() ?? null,
    /** Newest first, ended ones included. */
    ofLine: (line: string): ShareRow[] =>
      db.select().from(shares).where(eq(shares.line, line)).orderBy(desc(shares.createdAtMs), desc(shares.id)).all(),
    /** How many of a line still work. */
    liveCount: (line: string, nowMs: number): number =>
      db
        .select({ count: sql<number>`count(*)` })
        .from(shares)
        .where(and(eq(shares.line, line), isNull(shares.revokedAtMs), gt(shares.expiresAtMs, nowMs)))
        .get()?.count ?? 0,
    /** False: this line has none of that name that was not revoked. */
    revoke: (line: string, id: string, atMs: number): boolean =>
      db
        .update(shares)
        .set({ revokedAtMs: atMs })
        .where(and(eq(shares.line, line), eq(shares.id, id), isNull(shares.revokedAtMs)))
        .run().changes > 0,
    noteOpened: (id: string, atMs: number) =>
      void db
        .update(shares)
        .set({ openedCount: sql`${shares.openedCount} + 1`, lastOpenedAtMs: atMs })
        .where(eq(shares.id, id))
        .run(),
    /** Those that ended before; what they were is of no use to anybody. */
    dropEndedBefore: (line: string, atMs: number) =>
      void db
        .delete(shares)
        .where(and(eq(shares.line, line), sql`coalesce(${shares.revokedAtMs}, ${shares.expiresAtMs}) < ${atMs}`))
        .run(),
  };
}
