/**
 * How Node is started so that the server stays small. The benches measure this; `npm run server`, `npm start` and the
 * Dockerfile repeat it (test/small-server.test.ts). Without it the server only takes more memory.
 */
export const SMALL_SERVER = {
  flags: [
    '--max-semi-space-size=2',
    // the heap is cleaned sooner; no slower in pages, uploads or start
    '--optimize-for-size',
  ],
  /** glibc: one heap for all threads; else each thread that compiles or cleans keeps what it once needed. */
  env: { MALLOC_ARENA_MAX: '1' },
};
