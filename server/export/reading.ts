import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findRoot } from '../config.ts';
import { openServerKey, type ServerKey } from '../server-key.ts';
import { openForReading } from '../store/open-database.ts';
import { type Store, storeOf } from '../store/open-store.ts';

/** Everything that is kept, as it was at one moment, and the key to sign with. */
export type Reading = {
  /** Reads only: a write fails. What the running server writes meanwhile is not seen. */
  store: Store;
  key: ServerKey;
  close(): void;
};

/**
 * Opens the server's own folder (`DATA_DIR/server`) beside the running server.
 * Throws with a sentence when there is no database, no key, or one of another version of this program.
 */
export function openReading(dataDir: string): Reading {
  const path = join(dataDir, 'linewitness.sqlite');
  if (!existsSync(path)) throw new Error(`there is no database in ${dataDir}`);
  if (!existsSync(join(dataDir, 'server-key.pem'))) throw new Error(`there is no server key in ${dataDir}`);
  const migrationsDir = join(findRoot(import.meta.url), 'drizzle', 'migrations');
  const store = storeOf(openForReading({ path, migrationsDir }));
  return { store, key: openServerKey(dataDir), close: store.close };
}
