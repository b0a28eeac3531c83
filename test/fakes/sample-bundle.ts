import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatTimeStampRequest } from '../../rules/journal/time-stamp-request.ts';
import { findRoot } from '../../server/config.ts';
import { identityFromSecret } from '../../server/demo/demo-key.ts';
import { enrolSimulated, fillHistory } from '../../server/demo/history.ts';
import { planWorld } from '../../server/demo/plan.ts';
import { startPosition } from '../../server/demo/simulated-probe.ts';
import type { World } from '../../server/demo/truth.ts';
import type { BundleAsk, Shows } from '../../server/export/bundle/bundle-ask.ts';
import { type BundleExtras, type MadeBundle, writeBundle } from '../../server/export/bundle/write-bundle.ts';
import { openReading } from '../../server/export/reading.ts';
import type { Keep } from '../../server/keep.ts';
import { openStore } from '../../server/store/open-store.ts';
import type { Language } from '../../web/pages/views.ts';
import { openBenchKeep } from '../generator/keep-for-bench.ts';
import type { FakeTsa } from './fake-tsa.ts';

const HOUR_MS = 3_600_000;
export const SAMPLE_LINE = 'home';
/** Begin of the sample's measurements: 2026-10-01, 20:00 in Berlin. */
export const SAMPLE_FROM_AT_MS = Date.UTC(2026, 9, 1, 18);
/** What the sample has: an outage of 41 minutes, and a drop-out of 25 s. */
export const SAMPLE_OUTAGE_AT_MS = SAMPLE_FROM_AT_MS + 5 * HOUR_MS + 12 * 60_000 + 3_210;

export const SAMPLE_HOURS = 8;

export type SampleOptions = {
  language?: Language;
  shows?: Partial<Shows>;
  /** Length of what was measured; 8 hours unless told otherwise. */
  hours?: number;
  /** Begin of the outage; {@link SAMPLE_OUTAGE_AT_MS} unless told otherwise. */
  outageAtMs?: number;
  /** Test mails are sent too; what comes in the second hour is held for one. */
  hasMail?: boolean;
  /** Of what was measured, local days; all of it unless told otherwise. */
  period?: BundleAsk['period'];
  extras?: Partial<BundleExtras>;
  /** Called with the keep while it is open, after the last head but one. */
  before?: (keep: Keep, clock: { nowMs: number }) => Promise<void> | void;
};

export type SampleBundle = MadeBundle & { zip: Buffer; ask: BundleAsk };

/**
 * A small bundle, made by the real server code in a throw-away folder: {@link SAMPLE_LINE} measured for some hours at full
 * resolution by a simulated probe, with one outage and one drop-out, a head each hour and one at the end. Two local days.
 */
export async function sampleBundle(options: SampleOptions = {}): Promise<SampleBundle> {
  const folder = mkdtempSync(join(tmpdir(), 'linewitness-sample-'));
  try {
    await fillSample(folder, options);
    return await bundleOf(folder, options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The sample's data folder, without a bundle: `DATA_DIR` of a server. */
export async function fillSample(folder: string, options: SampleOptions = {}): Promise<void> {
  const { hours = SAMPLE_HOURS, outageAtMs = SAMPLE_OUTAGE_AT_MS, hasMail = false, before } = options;
  const world = sampleWorld(hours, outageAtMs);
  const plan = planWorld(hasMail ? { ...world, mail: SAMPLE_MAIL } : world);
  const clock = { nowMs: SAMPLE_FROM_AT_MS };
  const probe = identityFromSecret(Buffer.alloc(32, 77));
  const keep = openBenchKeep(folder, clock);
  try {
    enrolSimulated(keep, { id: SAMPLE_LINE, name: 'At home', provider: 'Example Net', zone: 'Europe/Berlin' }, probe);
    const story = { plan, probe, position: startPosition(plan), clock };
    for (let hour = 1; hour <= hours; hour += 1) {
      for (const untilAtMs of minutesOf(hour)) await fillHistory(keep, story, untilAtMs, 1);
      clock.nowMs = Math.max(clock.nowMs, SAMPLE_FROM_AT_MS + hour * HOUR_MS + 5000);
      if (hour === hours) await before?.(keep, clock);
      keep.heads.sealNow();
    }
  } finally {
    await keep.close();
  }
}

const SAMPLE_MAIL = {
  fromAtMs: SAMPLE_FROM_AT_MS,
  held: {
    fromAtMs: SAMPLE_FROM_AT_MS + HOUR_MS,
    toAtMs: SAMPLE_FROM_AT_MS + 2 * HOUR_MS,
    drainedAtMs: SAMPLE_FROM_AT_MS + 2.2 * HOUR_MS,
  },
};

function minutesOf(hour: number): number[] {
  const startsAtMs = SAMPLE_FROM_AT_MS + (hour - 1) * HOUR_MS;
  return Array.from({ length: 60 }, (_, minute) => startsAtMs + (minute + 1) * 60_000);
}

function sampleWorld(hours: number, outageAtMs: number): World {
  const cut = { kind: 'line-cut' as const, at: 'dsl' as const, hasRouterAnswers: false };
  const dropOutAtMs = outageAtMs + 90 * 60_000;
  return {
    seed: 77,
    fromAtMs: SAMPLE_FROM_AT_MS,
    events: [
      { ...cut, fromAtMs: outageAtMs, toAtMs: outageAtMs + 41 * 60_000 },
      { ...cut, fromAtMs: dropOutAtMs, toAtMs: dropOutAtMs + 25_000 },
    ].filter(({ toAtMs }) => toAtMs < SAMPLE_FROM_AT_MS + hours * HOUR_MS - 10 * 60_000),
    lossRatio: 0.0005,
    fullFromAtMs: SAMPLE_FROM_AT_MS,
  };
}

/** Has heads of the sample stamped by a fake authority, as the server would: `counters` of heads. */
export function stampSample(folder: string, tsa: Pick<FakeTsa, 'stamp'>, counters: readonly number[]): void {
  const migrationsDir = join(findRoot(), 'drizzle', 'migrations');
  const path = join(folder, 'server', 'linewitness.sqlite');
  const { store } = openStore({ path, migrationsDir, nowMs: Date.now() });
  for (const counter of counters) {
    const digest = createHash('sha256')
      .update(store.heads.byCounter(counter)?.text ?? '')
      .digest();
    const response = tsa.stamp(formatTimeStampRequest(digest, randomBytes(8)));
    const times = { askedAtMs: Date.now(), stampedAtMs: Date.now(), attempts: 1, problem: null };
    store.heads.putStamp({ counter, authority: 'test', response, root: 'unknown', ...times });
  }
  store.close();
}

/** A bundle of a data folder that {@link fillSample} made. */
export async function bundleOf(folder: string, options: SampleOptions = {}): Promise<SampleBundle> {
  const { hours = SAMPLE_HOURS, language = 'de', shows, extras } = options;
  const toAtMs = SAMPLE_FROM_AT_MS + hours * HOUR_MS;
  const period = options.period ?? { fromAtMs: SAMPLE_FROM_AT_MS, toAtMs, fromDay: '2026-10-01', toDay: '2026-10-02' };
  const ask = { line: SAMPLE_LINE, period, language, shows: { texts: true, values: false, files: true, ...shows } };
  const reading = openReading(join(folder, 'server'));
  const parts: Buffer[] = [];
  try {
    const made = await writeBundle(reading, {
      ask,
      sink: async (bytes) => void parts.push(Buffer.from(bytes)),
      temporaryDir: folder,
      progress: () => undefined,
      report: null,
      verifiers: [],
      stampRoots: [],
      ...extras,
    });
    return { ...made, zip: Buffer.concat(parts), ask };
  } finally {
    reading.close();
  }
}
