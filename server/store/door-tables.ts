import { and, eq, gt, lt } from 'drizzle-orm';
import { ownerAccount } from '../../drizzle/owner-schema.ts';
import { ownerLogins, ownerSessions } from '../../drizzle/schema.ts';
import type { Drizzle } from './owner-tables.ts';

const ACCOUNT = 1;

/** The owner's password, one-time links and sessions; of secrets only the hashes. Nothing of it is kept in memory. */
export type DoorTables = ReturnType<typeof openDoorTables>;

export function openDoorTables(db: Drizzle) {
  return { ...accountTable(db), ...loginTable(db), ...sessionTable(db) };
}

function accountTable(db: Drizzle) {
  return {
    /** null: none was set yet. */
    passwordHash: (): string | null =>
      db.select().from(ownerAccount).where(eq(ownerAccount.id, ACCOUNT)).get()?.passwordHash ?? null,
    setPasswordHash: (passwordHash: string, setAtMs: number) =>
      void db
        .insert(ownerAccount)
        .values({ id: ACCOUNT, passwordHash, setAtMs })
        .onConflictDoUpdate({ target: ownerAccount.id, set: { passwordHash, setAtMs } })
        .run(),
  };
}

function loginTable(db: Drizzle) {
  return {
    insertLogin: (secretSha256: string, expiresAtMs: number) =>
      void db.insert(ownerLogins).values({ secretSha256, expiresAtMs }).run(),
    hasLogin: (secretSha256: string, nowMs: number): boolean =>
      db
        .select()
        .from(ownerLogins)
        .where(and(eq(ownerLogins.secretSha256, secretSha256), gt(ownerLogins.expiresAtMs, nowMs)))
        .get() !== undefined,
    /** True once for each secret that is not too old. */
    spendLogin: (secretSha256: string, nowMs: number): boolean => {
      const spent = db.delete(ownerLogins).where(eq(ownerLogins.secretSha256, secretSha256)).returning().get();
      return spent !== undefined && spent.expiresAtMs > nowMs;
    },
    forgetLogins: () => void db.delete(ownerLogins).run(),
  };
}

function sessionTable(db: Drizzle) {
  return {
    insertSession: (secretSha256: string, expiresAtMs: number) =>
      void db.insert(ownerSessions).values({ secretSha256, expiresAtMs }).run(),
    hasSession: (secretSha256: string, nowMs: number): boolean =>
      db
        .select()
        .from(ownerSessions)
        .where(and(eq(ownerSessions.secretSha256, secretSha256), gt(ownerSessions.expiresAtMs, nowMs)))
        .get() !== undefined,
    endSession: (secretSha256: string) =>
      void db.delete(ownerSessions).where(eq(ownerSessions.secretSha256, secretSha256)).run(),
    endAllSessions: () => void db.delete(ownerSessions).run(),
    forgetExpired: (nowMs: number) => {
      db.delete(ownerLogins).where(lt(ownerLogins.expiresAtMs, nowMs)).run();
      db.delete(ownerSessions).where(lt(ownerSessions.expiresAtMs, nowMs)).run();
    },
  };
}
