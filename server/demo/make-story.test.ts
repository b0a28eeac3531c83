import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Keep, openKeep } from '../keep.ts';
import { startLiveProbe } from './live-probe.ts';
import { makeStory, readStory } from './make-story.ts';
import { DEMO_LINE } from './story.ts';

const MADE_AT_MS = Date.UTC(2026, 10, 22, 12, 0, 30);

let folder: string;
const log = vi.fn();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linewitness-test-'));
  log.mockClear();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function openAt(nowMs: () => number): Keep {
  return openKeep({
    dataDir: join(folder, 'server'),
    nowMs,
    log,
    selfCheck: async () => 'not-checked',
    zone: DEMO_LINE.zone,
    retention: { rawDays: 400, fiveMinuteDays: 90, hourDays: 1200 },
    sessionDays: 30,
  });
}

test('the story passes the real ingest, and the simulated probe goes on with it later', async () => {
  const kept = await makeStory(folder, (clock) => openAt(() => clock.nowMs), { nowMs: MADE_AT_MS, dayCount: 2 });
  expect(kept).toBeGreaterThan(288 + 300);
  const laterAtMs = MADE_AT_MS + 3 * 60_000;
  const keep = openAt(() => laterAtMs);
  const probe = startLiveProbe(keep, readStory(folder), () => laterAtMs, log);
  try {
    await vi.waitFor(() => expect(keep.store.current(DEMO_LINE.id)?.measuredAtMs).toBeGreaterThan(laterAtMs - 60_000));
    expect(keep.store.current(DEMO_LINE.id)?.state).toBe('up');
    expect(keep.live.lastContactAtMs(DEMO_LINE.id)).toBeGreaterThanOrEqual(laterAtMs);
    expect(log).not.toHaveBeenCalledWith('demo-probe-refused', expect.anything());
    // one at the end of each day
    expect(keep.heads.latest(10).length).toBeGreaterThan(1);
  } finally {
    probe.stop();
    await keep.close();
  }
});

test('every method of the story says that it is simulated', async () => {
  await makeStory(folder, (clock) => openAt(() => clock.nowMs), { nowMs: MADE_AT_MS, dayCount: 1 });
  const keep = openAt(() => MADE_AT_MS);
  const methods = keep.store.methods(DEMO_LINE.id, 0, MADE_AT_MS);
  await keep.close();
  expect(methods.length).toBeGreaterThan(0);
  for (const { text } of methods) expect(JSON.parse(text)).toMatchObject({ simulated: true });
});
