import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Keep } from '../../server/keep.ts';
import { openBenchKeep } from '../generator/keep-for-bench.ts';
import { fillSample, SAMPLE_FROM_AT_MS, type SampleOptions } from './sample-bundle.ts';
import { askApp, openSiteApp } from './site-app.ts';

/** Who asks: the machine of the owner, and a stranger. */
export const NEAR = '127.0.0.1';
export const FAR = '192.0.2.9';

/** A server, without a socket, over the folder of a sample, a minute after its end. */
export type SampleSite = {
  folder: string;
  keep: Keep;
  clock: { nowMs: number };
  /** What was logged since it was opened: event and fields. */
  said: string[];
  /** As a browser asks; `accept`: what else one takes. */
  get(path: string, from: string, accept?: string): Promise<Response>;
  close(): Promise<void>;
};

export async function openSampleSite(options: SampleOptions & { hours: number }): Promise<SampleSite> {
  const folder = mkdtempSync(join(tmpdir(), 'linewitness-sample-site-'));
  await fillSample(folder, options);
  const clock = { nowMs: SAMPLE_FROM_AT_MS + options.hours * 3_600_000 + 60_000 };
  const keep = openBenchKeep(folder, clock);
  const said: string[] = [];
  const app = openSiteApp(keep, {
    nowMs: () => clock.nowMs,
    env: { DATA_DIR: folder },
    log: (event, fields) => void said.push(`${event} ${JSON.stringify(fields)}`),
  });
  return {
    ...{ folder, keep, clock, said },
    get: (path, from, accept = 'text/html') => askApp(app, path, { from, headers: { host: 'localhost', accept } }),
    close: async () => {
      app.close();
      await keep.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
