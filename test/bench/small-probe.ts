/**
 * How Node is started so that the probe stays small. The bench measures this; `npm run probe`, `npm start` and the
 * Dockerfile repeat it (test/small-probe.test.ts). Without it the probe only takes more memory.
 */
export const SMALL_PROBE = {
  flags: [
    '--max-semi-space-size=1',
    '--v8-pool-size=0', // no helper threads
    '--single-threaded-gc',
    '--optimize-for-size',
    // no optimising compilers, for scripts nor for the WebAssembly in undici: the probe does little, the same each second
    '--no-opt',
    '--no-sparkplug',
    '--no-maglev',
    '--liftoff-only',
  ],
  /** glibc: one heap for all threads. */
  env: { MALLOC_ARENA_MAX: '1' },
};
