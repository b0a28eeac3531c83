import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, createApp } from '../../server/app.ts';
import { openAssets } from '../../server/assets.ts';
import { findRoot, readConfig } from '../../server/config.ts';
import type { Keep } from '../../server/keep.ts';
import { openBenchKeep } from '../generator/keep-for-bench.ts';
import { fillSample, SAMPLE_FROM_AT_MS, type SampleOptions } from './sample-bundle.ts';

/** Who asks: the machine of the owner, and a stranger. */
export const NEAR = socketOf('127.0.0.1');
export const FAR = socketOf('192.0.2.9');

/** A server, without a socket, over the folder of a sample, a minute after its end. */
export type SampleSite = {
  folder: string;
  keep: Keep;
  clock: { nowMs: number };
  /** What was logged since it was opened: event and fields. */
  said: string[];
  /** As a browser asks; `accept`: what else one takes. */
  get(path: string, from: typeof NEAR, accept?: string): Promise<Response>;
  close(): Promise<void>;
};

export async function openSampleSite(options: SampleOptions & { hours: number }): Promise<SampleSite> {
  const folder = mkdtempSync(join(tmpdir(), 'linewitness-sample-site-'));
  await fillSample(folder, options);
  const clock = { nowMs: SAMPLE_FROM_AT_MS + options.hours * 3_600_000 + 60_000 };
  const keep = openBenchKeep(folder, clock);
  const said: string[] = [];
  const app = openApp(folder, keep, { clock, said });
  return {
    ...{ folder, keep, clock, said },
    get: async (path, from, accept = 'text/html') =>
      app.hono.request(`http://localhost${path}`, { headers: { host: 'localhost', accept } }, from),
    close: async () => {
      app.close();
      await keep.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function openApp(folder: string, keep: Keep, { clock, said }: Pick<SampleSite, 'clock' | 'said'>): App {
  const config = readConfig({ DATA_DIR: folder, SELF_CHECK_TARGETS: '', TIME_STAMP_AUTHORITIES: '' });
  if (Array.isArray(config)) throw new Error(config.join('; '));
  return createApp({
    keep,
    config,
    nowMs: () => clock.nowMs,
    log: (event, fields) => void said.push(`${event} ${JSON.stringify(fields)}`),
    assets: openAssets(findRoot()),
    isBoundToLoopback: () => true,
  });
}

function socketOf(remoteAddress: string) {
  return { incoming: { socket: { remoteAddress }, httpVersion: '1.1' } };
}
