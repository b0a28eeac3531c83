import type { BundleReport } from '../../rules/journal/bundle/report.ts';
import { bytesOfBlob } from '../../rules/journal/bundle/source.ts';
import type { VerifyOptions, VerifyProgress } from '../../rules/journal/bundle/tools.ts';
import { verifyBundle } from '../../rules/journal/bundle/verify-bundle.ts';
import { browserTools } from './browser-tools.ts';

/** What the page asks of its worker, once; the worker answers with progress, then with the report or why there is none. */
export type VerifyAsk = { file: File; options: VerifyOptions };
export type VerifyAnswer =
  | { kind: 'progress'; progress: VerifyProgress }
  | { kind: 'report'; report: BundleReport }
  | { kind: 'failed'; reason: string };

const PROGRESS_EVERY_MS = 100;

/** The check runs beside the page, which stays alive; ended by the page when the reader cancels. */
export function startWorker(): void {
  globalThis.addEventListener('message', (event: MessageEvent<VerifyAsk>) => {
    void answer(event.data);
  });
}

async function answer({ file, options }: VerifyAsk): Promise<void> {
  let toldAtMs = 0;
  const progress = (now: VerifyProgress) => {
    if (performance.now() - toldAtMs < PROGRESS_EVERY_MS) return;
    toldAtMs = performance.now();
    say({ kind: 'progress', progress: now });
  };
  try {
    const source = { kind: 'zip' as const, bytes: bytesOfBlob(file) };
    say({ kind: 'report', report: await verifyBundle(source, { ...browserTools(), progress }, options) });
  } catch (error) {
    say({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
}

function say(answered: VerifyAnswer): void {
  globalThis.postMessage(answered);
}
