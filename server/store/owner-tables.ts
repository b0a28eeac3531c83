import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { invites, lineSettings, lines, probes, providers, serverRuns } from '../../drizzle/schema.ts';

export type Drizzle = BetterSQLite3Database<Record<string, never>>;
export type Invite = typeof invites.$inferSelect;

/** Lines, invites, enrolments, runs of the server: written rarely, by Drizzle's builder. */
export type OwnerTables = ReturnType<typeof openOwnerTables>;

export function openOwnerTables(db: Drizzle) {
  return { ...lineTables(db), ...enrolmentTables(db), ...runTable(db) };
}

function lineTables(db: Drizzle) {
  const providerId = (name: string): number => {
    db.insert(providers).values({ name }).onConflictDoNothing().run();
    const row = db.select().from(providers).where(eq(providers.name, name)).get();
    if (!row) throw new Error(`bug: provider "${name}" was not written`);
    return row.id;
  };
  return {
    insertLine: (line: {
      id: string;
      name: string;
      provider: string;
      zone: string;
      createdAtMs: number;
      laneSha256: string;
    }) => {
      const { provider, ...rest } = line;
      db.insert(lines)
        .values({ ...rest, providerId: providerId(provider) })
        .run();
    },
    updateLine: (id: string, set: { name: string; provider: string; zone: string }) => {
      const { provider, ...rest } = set;
      db.update(lines)
        .set({ ...rest, providerId: providerId(provider) })
        .where(eq(lines.id, id))
        .run();
    },
    publishLine: (id: string, isLivePublished: boolean, isEvidencePublished: boolean) =>
      void db.update(lines).set({ isLivePublished, isEvidencePublished }).where(eq(lines.id, id)).run(),
    delayLine: (id: string, liveDelayMinutes: number) =>
      void db.update(lines).set({ liveDelayMinutes }).where(eq(lines.id, id)).run(),
    insertSettings: (row: typeof lineSettings.$inferInsert) => void db.insert(lineSettings).values(row).run(),
  };
}

function enrolmentTables(db: Drizzle) {
  return {
    insertInvite: (row: typeof invites.$inferInsert) => void db.insert(invites).values(row).run(),
    invite: (secretSha256: string): Invite | null =>
      db.select().from(invites).where(eq(invites.secretSha256, secretSha256)).get() ?? null,
    spendInvite: (secretSha256: string, usedByProbe: string, usedAtMs: number) =>
      void db.update(invites).set({ usedByProbe, usedAtMs }).where(eq(invites.secretSha256, secretSha256)).run(),
    forgetOldInvites: (nowMs: number) =>
      void db
        .delete(invites)
        .where(and(lt(invites.expiresAtMs, nowMs), isNull(invites.usedAtMs)))
        .run(),
    insertProbe: (row: typeof probes.$inferInsert) => void db.insert(probes).values(row).run(),
    retireProbe: (id: string, retiredAtMs: number) =>
      void db.update(probes).set({ retiredAtMs }).where(eq(probes.id, id)).run(),
    readmitProbe: (id: string, lastNumber: number, chainSha256: string) =>
      void db.update(probes).set({ retiredAtMs: null, lastNumber, chainSha256 }).where(eq(probes.id, id)).run(),
  };
}

function runTable(db: Drizzle) {
  return {
    startRun: (nowMs: number): number =>
      db.insert(serverRuns).values({ startedAtMs: nowMs, aliveAtMs: nowMs }).returning().get().id,
    markAlive: (id: number, nowMs: number, isEnd: boolean) =>
      void db
        .update(serverRuns)
        .set({ aliveAtMs: nowMs, ...(isEnd && { endedAtMs: nowMs }) })
        .where(eq(serverRuns.id, id))
        .run(),
    /** When a server last ran on this database; null before the first time. */
    lastAliveAtMs: (): number | null =>
      db
        .select({ atMs: sql<number | null>`max(${serverRuns.aliveAtMs})` })
        .from(serverRuns)
        .get()?.atMs ?? null,
  };
}
