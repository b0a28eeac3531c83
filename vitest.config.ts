import { defineConfig } from 'vitest/config';

/** Everything in one run; tests that need real programs say so with `test/needs.ts` and are named when left out. */
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/.tsbuild/**'],
    testTimeout: 20_000,
    pool: 'forks',
  },
});
