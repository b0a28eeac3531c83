import type { KeptValue } from '../keep.ts';
import type { Database } from './open-database.ts';

/** Personal values by their hash. Rows begin when a kept segment or method names the hash. */
export type ValueTable = ReturnType<typeof openValueTable>;

export function openValueTable(database: Database) {
  const name = database.prepare<[string, string, number]>(
    'INSERT OR IGNORE INTO personal_values (sha256, line, named_at_ms) VALUES (?, ?, ?)',
  );
  const fill = database.prepare<[string, string, string, number, string, string]>(
    `UPDATE personal_values SET kind = ?, salt = ?, value = ?, received_at_ms = ?
     WHERE sha256 = ? AND line = ? AND received_at_ms IS NULL AND erased_at_ms IS NULL`,
  );
  const erase = database.prepare<[number, string]>(
    'UPDATE personal_values SET salt = NULL, value = NULL, erased_at_ms = ? WHERE sha256 = ? AND erased_at_ms IS NULL',
  );
  const columns =
    'sha256, line, kind, value, received_at_ms AS receivedAtMs, erased_at_ms AS erasedAtMs FROM personal_values';
  const one = database.prepare<[string], KeptValue>(`SELECT ${columns} WHERE sha256 = ?`);
  const all = database.prepare<[string], KeptValue>(
    `SELECT ${columns} WHERE line = ? ORDER BY named_at_ms DESC, sha256`,
  );
  return {
    name: (sha256: string, line: string, nowMs: number) => void name.run(sha256, line, nowMs),
    /** Takes the value, unless it is here already or was erased. Returns whether its hash is named on that line. */
    fill: (value: {
      sha256: string;
      line: string;
      kind: string;
      salt: string;
      value: string;
      nowMs: number;
    }): boolean => {
      const { sha256, line, kind, salt, nowMs } = value;
      fill.run(kind, salt, value.value, nowMs, sha256, line);
      return one.get(sha256)?.line === line;
    },
    /** False when there was nothing to erase. */
    erase: (sha256: string, nowMs: number): boolean => erase.run(nowMs, sha256).changes === 1,
    find: (sha256: string): KeptValue | null => one.get(sha256) ?? null,
    list: (line: string): KeptValue[] => all.all(line),
  };
}
