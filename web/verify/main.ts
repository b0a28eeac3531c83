import { config } from 'zod';
import { startPage } from './page.ts';
import { startWorker } from './worker.ts';

/**
 * The checking program of `/verify` and of verify.html: one script, on the page and in its worker. No policy of ours lets
 * code be made from text, so zod is told not to try.
 */
config({ jitless: true });
if (typeof document === 'undefined') startWorker();
else startPage();
