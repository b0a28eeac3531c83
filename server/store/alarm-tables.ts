import { and, asc, desc, eq, inArray, lt, ne, sql } from 'drizzle-orm';
import { alarmMessages, alarmPaths, alarmStates } from '../../drizzle/owner-schema.ts';
import type { Drizzle } from './owner-tables.ts';

export type AlarmPath = typeof alarmPaths.$inferSelect;
export type NewAlarmPath = Omit<AlarmPath, 'id' | 'failingSinceAtMs' | 'lastProblem'>;
export type AlarmMessage = typeof alarmMessages.$inferSelect;
export type NewAlarmMessage = Omit<AlarmMessage, 'id' | 'attempts' | 'sentAtMs' | 'reply'>;

/** Paths of alarms, what is to be sent on them and was sent, and what was announced of each line. */
export type AlarmTables = ReturnType<typeof openAlarmTables>;

export function openAlarmTables(db: Drizzle) {
  return { ...pathRows(db), ...messageRows(db), ...stateRows(db) };
}

function pathRows(db: Drizzle) {
  return {
    alarmPaths: (): AlarmPath[] => db.select().from(alarmPaths).orderBy(asc(alarmPaths.id)).all(),
    insertAlarmPath: (row: NewAlarmPath): number => db.insert(alarmPaths).values(row).returning().get().id,
    updateAlarmPath: (id: number, set: Partial<Omit<AlarmPath, 'id'>>) =>
      void db.update(alarmPaths).set(set).where(eq(alarmPaths.id, id)).run(),
    /** What was sent stays in the log; what waits is never sent. */
    deleteAlarmPath: (id: number) => {
      db.update(alarmMessages)
        .set({ state: 'dropped' })
        .where(and(eq(alarmMessages.pathId, id), eq(alarmMessages.state, 'waiting')))
        .run();
      db.delete(alarmPaths).where(eq(alarmPaths.id, id)).run();
    },
  };
}

function messageRows(db: Drizzle) {
  return {
    /** Nothing happens when this was announced on this path before. */
    insertAlarmMessage: (row: NewAlarmMessage): AlarmMessage | null =>
      db.insert(alarmMessages).values(row).onConflictDoNothing().returning().get() ?? null,
    alarmMessage: (id: number): AlarmMessage | null =>
      db.select().from(alarmMessages).where(eq(alarmMessages.id, id)).get() ?? null,
    findAlarmMessage: (pathId: number, kind: string, subjectKey: string): AlarmMessage | null =>
      db
        .select()
        .from(alarmMessages)
        .where(
          and(eq(alarmMessages.pathId, pathId), eq(alarmMessages.kind, kind), eq(alarmMessages.subjectKey, subjectKey)),
        )
        .get() ?? null,
    /** In the order in which they were made. */
    waitingAlarmMessages: (): AlarmMessage[] =>
      db.select().from(alarmMessages).where(eq(alarmMessages.state, 'waiting')).orderBy(asc(alarmMessages.id)).all(),
    updateAlarmMessages: (ids: number[], set: Partial<Omit<AlarmMessage, 'id'>>) =>
      void db.update(alarmMessages).set(set).where(inArray(alarmMessages.id, ids)).run(),
    /** Counts an attempt before it is made. */
    startAttempt: (ids: number[], dueAtMs: number) =>
      void db
        .update(alarmMessages)
        .set({ attempts: sql`${alarmMessages.attempts} + 1`, dueAtMs })
        .where(inArray(alarmMessages.id, ids))
        .run(),
    /** Newest first. */
    latestAlarmMessages: (limit: number): AlarmMessage[] =>
      db.select().from(alarmMessages).orderBy(desc(alarmMessages.id)).limit(limit).all(),
    forgetAlarmMessages: (beforeAtMs: number) =>
      void db
        .delete(alarmMessages)
        .where(and(lt(alarmMessages.createdAtMs, beforeAtMs), ne(alarmMessages.state, 'waiting')))
        .run(),
  };
}

function stateRows(db: Drizzle) {
  return {
    alarmStates: (): { line: string; state: string }[] => db.select().from(alarmStates).all(),
    writeAlarmState: (line: string, state: string) =>
      void db
        .insert(alarmStates)
        .values({ line, state })
        .onConflictDoUpdate({ target: alarmStates.line, set: { state } })
        .run(),
    forgetAlarmStates: () => void db.delete(alarmStates).run(),
  };
}
