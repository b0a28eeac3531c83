/** A line of four hours with two outages, and what is computed of it, for tests. */
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { formatInstant } from '../../rules/instant.ts';
import { openRecompute } from '../../rules/journal/bundle/recompute.ts';
import type { Recomputed } from '../../rules/journal/bundle/recomputed.ts';
import type { LaneEntry } from '../../rules/journal/lane.ts';
import type { Segment } from '../../rules/journal/segment.ts';
import { LOST, simulatedMethod, simulateLine } from '../../rules/outage/simulated-line.ts';
import type { BundleIndex } from '../../rules/wire/bundle.ts';

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
export const method = simulatedMethod();
export const methods = new Map([['e'.repeat(64), method]]);
export const HOUR_MS = 3_600_000;
/** 22 September 2026, 6:00 in Berlin, and the wall clock at tick 0. */
export const FROM_AT_MS = 1_790_049_600_000;
export const LEAD_MS = FROM_AT_MS - 1_000_000;
export const BOOT = 'b'.repeat(32);

/** Four hours with an outage of 100 s, and one of 40 s. `unsetMs`: so long the clock is an hour late. */
export function segmentsOf({ unsetMs = 0 } = {}): Segment[] {
  const isSet = (tickMs: number) => tickMs >= 1_000_000 + unsetMs;
  const isCut = (sinceMs: number) => (sinceMs > 0 && sinceMs < 100_000) || (sinceMs > 7_000_000 && sinceMs < 7_040_000);
  return simulateLine({
    method,
    roundCount: (4 * HOUR_MS) / 5000,
    wallAtMs: (tickMs) => LEAD_MS + tickMs - (isSet(tickMs) ? 0 : HOUR_MS),
    clock: (tickMs) => (isSet(tickMs) ? 'sync' : 'unsync'),
    answer: ({ role }, tickMs) => (role === 'far' && isCut(tickMs - 3_000_000) ? LOST : 12_000),
  });
}

export function indexOf(bootOffsets: Record<string, number> = {}): BundleIndex {
  const period = {
    fromAt: formatInstant(FROM_AT_MS + HOUR_MS / 4),
    toAt: formatInstant(FROM_AT_MS + 3 * HOUR_MS),
    fromDay: '2026-09-22',
    toDay: '2026-09-22',
  };
  return {
    format: 'linewitness-bundle/1',
    language: 'en',
    simulated: true,
    rulesVersion: 2,
    timeZoneData: '2026a',
    line: { id: 'home', name: 'Home', provider: 'Example', zone: 'Europe/Berlin' },
    period,
    asOfAt: formatInstant(FROM_AT_MS + 4 * HOUR_MS),
    serverPublicKey: 'A'.repeat(43).concat('='),
    probes: [],
    lane: { firstEntry: 1, lastEntry: 2, previousSha256: '0'.repeat(64) },
    laneSalt: '0'.repeat(32),
    bootOffsets,
  };
}

type Options = { segments?: Segment[]; events?: LaneEntry[]; bootOffsets?: Record<string, number> };

export async function recompute({ segments = segmentsOf(), events = [], bootOffsets = {} }: Options = {}) {
  let given = 0;
  let reread = 0;
  const computing = openRecompute({
    index: indexOf(bootOffsets),
    methods,
    sha256,
    reread: async function* (from) {
      for (const segment of segments.slice(from, given)) {
        reread += 1;
        yield segment;
      }
    },
  });
  for (const segment of segments) {
    given += 1;
    await computing.take(segment);
  }
  return { ...computing.end(events), reread };
}

export async function figures(options: Options = {}): Promise<Recomputed> {
  const { recomputed, findings } = await recompute(options);
  expect(findings).toEqual([]);
  if (!recomputed) throw new Error('nothing was computed');
  return recomputed;
}
