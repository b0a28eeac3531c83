import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Moves the data of earlier runs to where the service keeps them, whole or not at all, and returns what happened, in a
 * sentence; null: there was nothing to move. Nothing is ever overwritten: data that are there already stay, the others too.
 * A move and no copy: two folders with one key would be two probes that contradict each other.
 */
export function takeOverData(from: string | null, to: string, mark: string): string | null {
  if (from === null || from === to || !existsSync(join(from, mark))) return null;
  if (existsSync(join(to, mark))) return `${to} has data already and goes on with them; those in ${from} stay there`;
  mkdirSync(dirname(to), { recursive: true });
  // an empty folder that systemd made; one with other things in it stands in the way, and rename says so
  if (existsSync(to)) renameSync(to, `${to}.empty-${process.pid}`);
  moveFolder(from, to);
  rmSync(`${to}.empty-${process.pid}`, { recursive: true, force: true });
  return `the data moved from ${from} to ${to}`;
}

function moveFolder(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    // another file system. If we die while copying: the old folder is whole, the draft is made anew
    const draft = `${to}.moving`;
    rmSync(draft, { recursive: true, force: true });
    cpSync(from, draft, { recursive: true, preserveTimestamps: true, filter: (path) => !path.endsWith('.lock') });
    renameSync(draft, to);
    rmSync(from, { recursive: true });
  }
}
