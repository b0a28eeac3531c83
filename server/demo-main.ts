import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openAssets } from './assets.ts';
import { findRoot } from './config.ts';
import { type DemoConfig, readDemoConfig } from './demo/config.ts';
import { startLiveProbe } from './demo/live-probe.ts';
import { makeStory, readStory } from './demo/make-story.ts';
import { DEMO_LINE, STORY_VERSION } from './demo/story.ts';
import {
  copyForRun,
  finishedStory,
  finishStory,
  makingFolder,
  openStoryFolders,
  programKey,
} from './demo/story-folder.ts';
import { type Keep, openKeep } from './keep.ts';
import type { Log } from './log.ts';
import { baseUrls, ownerLinks } from './owner-link.ts';
import { serve } from './serve.ts';

/**
 * `npm run demo`: a simulated story through the real code. The story is made once a day through the real ingest and kept
 * in the temporary folder; each demo runs on a copy of it, goes on live, and throws the copy away at its end.
 */
const log: Log = (event, fields = {}) => {
  // a hundred of them, while the story is made
  if (event === 'day-packed') return;
  console.error(`demo: ${event} ${JSON.stringify(fields)}`);
};
const config = readDemoConfig();
if (Array.isArray(config)) {
  for (const problem of config) console.error(`demo: ${problem}`);
  process.exit(1);
}
await run(config, await prepare(config));

/** The folder of this run, holding the whole story up to its making. */
async function prepare(config: DemoConfig): Promise<string> {
  const startedTickMs = performance.now();
  const nowMs = Date.now();
  const day = new Date(nowMs).toISOString().slice(0, 10);
  const key = `${STORY_VERSION}-${programKey(fileURLToPath(import.meta.url))}-${day}-${config.dayCount ?? 'all'}`;
  const folders = openStoryFolders(config.temporaryFolder, key);
  let story = config.isFresh ? null : finishedStory(folders, key);
  if (!story) {
    console.log('Making the story (once a day; it takes up to a minute) …');
    const making = makingFolder(folders);
    const kept = await makeStory(making, (clock) => openFor(making, config, () => clock.nowMs), {
      nowMs,
      dayCount: config.dayCount,
    });
    if (config.isFresh) return making;
    story = finishStory(folders, making, key);
    console.log(`Made of ${kept} segments in ${((performance.now() - startedTickMs) / 1000).toFixed(1)} s.`);
  }
  return copyForRun(folders, story);
}

function openFor(folder: string, { server }: DemoConfig, nowMs: () => number): Keep {
  return openKeep({
    dataDir: join(folder, 'server'),
    nowMs,
    log,
    selfCheck: async () => 'not-checked',
    zone: DEMO_LINE.zone,
    retention: { rawDays: server.rawDays, fiveMinuteDays: server.fiveMinuteDays, hourDays: server.hourDays },
    sessionDays: server.sessionDays,
  });
}

async function run(config: DemoConfig, folder: string): Promise<void> {
  const keep = openFor(folder, config, Date.now);
  const assets = openAssets(findRoot(import.meta.url));
  // so that all of it is seen, also where HOST opens the demo to others
  keep.admin.publish(DEMO_LINE.id, { live: true, evidence: true });
  const probe = startLiveProbe(keep, readStory(folder), Date.now, log);
  keep.startJobs();
  // evidence is made from the folder that is served
  const served = { ...config.server, dataDir: folder };
  const serving = await serve({ keep, config: served, nowMs: Date.now, log, assets });
  const stop = async (code: number) => {
    probe.stop();
    if (typeof serving !== 'string') await serving.close();
    await keep.close();
    rmSync(folder, { recursive: true, force: true });
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(0));
  if (typeof serving === 'string') {
    console.error(`demo: ${serving}`);
    await stop(1);
  } else {
    const bases = baseUrls(config.server, serving.port);
    const pages = bases.map((base) => `${base}/lines/${DEMO_LINE.id}`);
    console.log(`A simulated story, nothing of it was measured: ${pages.join(' or ')}`);
    const links = ownerLinks(bases, keep.door.loginLink().secret);
    console.log(`To try alarms, publishing and fault reports as its owner, opens once: ${links.join(' or ')}`);
  }
}
