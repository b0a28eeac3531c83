import { readFileSync, writeFileSync } from 'node:fs';

/**
 * `npm run lock`, after every `npm install`: writes `"gypfile": false` back into the lock entry of better-sqlite3, which
 * npm drops. Without it `npm ci` calls node-gyp and fails where there is no make and python (a Raspberry Pi, a slim image),
 * although the package brings its binary. Prints what it did; `--check` only fails when the field is missing.
 */
const file = new URL('./package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8')) as {
  packages: Record<string, { gypfile?: boolean; resolved?: string }>;
};
const entry = lock.packages['node_modules/better-sqlite3'];
if (!entry) throw new Error('package-lock.json has no entry for better-sqlite3: run npm install first');

if (process.argv.includes('--check')) {
  if (entry.gypfile !== false) {
    console.error('package-lock.json: the entry of better-sqlite3 lacks "gypfile": false; run npm run lock');
    process.exitCode = 1;
  }
} else {
  entry.gypfile = false;
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log('package-lock.json: better-sqlite3 is marked "gypfile": false');
}
