import { defineConfig } from 'vitest/config';
import { leftOutReporter } from './test/left-out-reporter.ts';

const JSON_COUNTS: [string, Record<string, unknown>] = ['json', { outputFile: 'test/.results/vitest.json' }];

/** Everything in one run; tests that need real programs say so with `test/needs.ts` and are named when left out. */
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/.tsbuild/**'],
    testTimeout: 20_000,
    pool: 'forks',
    reporters: [
      'default',
      leftOutReporter,
      // .ci/run takes its counts from this file
      ...(process.env['CI'] === 'true' ? [JSON_COUNTS] : []),
    ],
  },
});
