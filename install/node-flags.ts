/** How Node is started for one side. */
export type NodeStart = { flags: readonly string[]; env: Readonly<Record<string, string>> };

/**
 * What keeps both sides small. `npm start` and the units take it from here; `npm run probe`, `npm run server` and the
 * Dockerfile, which can't, repeat it (test/small-*.test.ts).
 */
export const NODE_START = {
  server: {
    flags: [
      '--max-semi-space-size=2',
      // the heap is cleaned sooner. `--optimize-for-size` is no smaller with 20 lines, and folds a segment three times as
      // slowly: it also holds the compilers back and keeps marking
      '--heap-growing-percent=30',
    ],
    /**
     * glibc: one heap for all threads, else each thread that compiles or cleans keeps what it once needed; large blocks
     * go back to the system at once, else the memory of a sign-in (argon2id, 19 MiB) stays.
     */
    env: { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '1048576' },
  },
  probe: {
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
  },
} as const satisfies Record<string, NodeStart>;
