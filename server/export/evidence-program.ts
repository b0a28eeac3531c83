import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EvidenceJob } from './evidence-job.ts';

/** V8's own memory, in MB: what a year takes, and half as much again. */
const BUNDLE_FLAGS = ['--no-warnings', '--max-old-space-size=64', '--max-semi-space-size=1'];
const REPORT_FLAGS = ['--no-warnings', '--max-old-space-size=200'];

/** The words after `node` that start the program for this kind. */
export function evidenceProgram(kind: EvidenceJob['kind']): string[] {
  return kind === 'zip'
    ? [...BUNDLE_FLAGS, programFile('make-evidence')]
    : [...REPORT_FLAGS, programFile('make-report')];
}

/** Nothing of the server's own settings; large buffers are given back to the system at once (glibc, mallopt(3)). */
export function childEnvironment(): Record<string, string> {
  return { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '262144' };
}

/** Bundled, the program lies beside the server; from source, in this folder. */
function programFile(name: string): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const bundle = join(here, `${name}.mjs`);
  return existsSync(bundle) ? bundle : join(here, `${name}.ts`);
}
