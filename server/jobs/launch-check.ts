import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Checks the whole database file in a child process of its own (the check reads every page: it must not keep pages
 * waiting), with low priority. Returns what is wrong, or null.
 */
export function checkDatabase(path: string, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--no-warnings', program(), path], {
      stdio: ['ignore', 'pipe', 'inherit'],
      signal,
      killSignal: 'SIGKILL',
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text = (text + part).slice(0, 2000);
    });
    child.once('error', (error) => (signal.aborted ? resolve(null) : reject(error)));
    child.once('close', (code) => {
      if (signal.aborted) resolve(null);
      else if (code !== 0) reject(new Error(`the check of the database ended with code ${code}`));
      else resolve(text.trim() === 'ok' ? null : text.trim());
    });
  });
}

/** Bundled, the program lies beside the server; from source, in this folder. */
function program(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const bundle = join(here, 'check-database.mjs');
  return existsSync(bundle) ? bundle : join(here, 'check-database.ts');
}
