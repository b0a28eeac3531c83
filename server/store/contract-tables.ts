import { count, desc, eq } from 'drizzle-orm';
import { alarmPaths, lineContracts } from '../../drizzle/owner-schema.ts';
import { lineSettings } from '../../drizzle/schema.ts';
import type { Drizzle } from './owner-tables.ts';

export type ContractRow = typeof lineContracts.$inferSelect;
export type SettingsRow = typeof lineSettings.$inferSelect;

/** Contracts of lines, their dated settings, and whether an alarm would reach anybody: read on the owner's pages. */
export type ContractTables = ReturnType<typeof openContractTables>;

export function openContractTables(db: Drizzle) {
  return {
    contract: (line: string): ContractRow | null =>
      db.select().from(lineContracts).where(eq(lineContracts.line, line)).get() ?? null,
    /** Keeps what `patch` does not name. */
    writeContract: (row: Pick<ContractRow, 'line' | 'country' | 'services' | 'updatedAtMs'> & Partial<ContractRow>) => {
      const { line: _line, ...set } = row;
      db.insert(lineContracts).values(row).onConflictDoUpdate({ target: lineContracts.line, set }).run();
    },
    /** Newest first. */
    settings: (line: string): SettingsRow[] =>
      db.select().from(lineSettings).where(eq(lineSettings.line, line)).orderBy(desc(lineSettings.laneEntry)).all(),
    alarmPathCount: (): number =>
      db.select({ count: count() }).from(alarmPaths).where(eq(alarmPaths.isOn, true)).get()?.count ?? 0,
  };
}
