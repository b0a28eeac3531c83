import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** V8's own memory, in MB: what a year takes, and half as much again. */
const MAX_HEAP_MB = { zip: 96, pdf: 200 };
export const NODE_FLAGS = {
  zip: ['--no-warnings', `--max-old-space-size=${MAX_HEAP_MB.zip}`, '--max-semi-space-size=2'],
  pdf: ['--no-warnings', `--max-old-space-size=${MAX_HEAP_MB.pdf}`],
  technician: ['--no-warnings', `--max-old-space-size=${MAX_HEAP_MB.pdf}`],
};

/** Nothing of the server's own settings; large buffers are given back to the system at once (glibc, mallopt(3)). */
export function childEnvironment(): Record<string, string> {
  return { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '262144' };
}

/** Bundled, the program lies beside the server; from source, in this folder. */
export function evidenceProgram(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const bundle = join(here, 'make-evidence.mjs');
  return existsSync(bundle) ? bundle : join(here, 'make-evidence.ts');
}
