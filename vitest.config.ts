import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { leftOutReporter } from './test/left-out-reporter.ts';
import { WaitingFirst } from './test/waiting-first.ts';

/** `TEST_REPORT` names a file for Vitest's own counts; `.ci/run` and the bare-machine test read it. */
const report = process.env['TEST_REPORT'];
const counts: [string, Record<string, unknown>][] = report ? [['json', { outputFile: report }]] : [];

/**
 * Files of these folders share a process with others of theirs, one after the other: what they import (most of a server)
 * is loaded once. They change nothing that outlives them: no settings of the process, no modules, no clocks.
 */
const TOGETHER = [
  'rules/**/*.test.ts',
  'web/**/*.test.ts',
  'server/{attachments,annotations,contracts,door,figures,heads,jobs,months,pdf,public}/**/*.test.ts',
  'server/{reports,routes,setup,shares,statements,store}/**/*.test.ts',
  'server/export/objections/**/*.test.ts',
];

/** Everything in one run; tests that need real programs say so with `test/needs.ts` and are named when left out. */
export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'alone', include: ['**/*.test.ts'], exclude: TOGETHER } },
      { extends: true, test: { name: 'together', include: TOGETHER, isolate: false } },
    ],
    exclude: ['**/node_modules/**', '**/dist/**', '**/.tsbuild/**'],
    // a limit for what hangs, on a machine that does much else; what has to be fast is measured by its test
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: 'forks',
    // the long files mostly wait for homes in namespaces, and begin first: even on two cores three files at once
    maxWorkers: Math.max(3, availableParallelism() - 1),
    sequence: { sequencer: WaitingFirst },
    // tests that say they may run at once mostly wait too
    maxConcurrency: 12,
    reporters: ['default', leftOutReporter, ...counts],
  },
});
