import { expect, test } from 'vitest';
import {
  BOOT,
  FROM_AT_MS,
  figures,
  HOUR_MS,
  indexOf,
  LEAD_MS,
  method,
  methods,
  recompute,
  segmentsOf,
  sha256,
} from '../../../test/fakes/four-hours.ts';
import { formatInstant } from '../../instant.ts';
import { foldAll } from '../../outage/fold-all.ts';
import type { LaneContent, LaneEntry } from '../lane.ts';
import { figuresJson } from './compare-figures.ts';
import { openRecompute } from './recompute.ts';
import type { Recomputed } from './recomputed.ts';

function annotation(fields: Partial<Extract<LaneContent, { type: 'annotation' }>['fields']>, entry = 7): LaneEntry {
  const all = {
    outage: '0'.repeat(12),
    fromAt: formatInstant(FROM_AT_MS),
    toAt: formatInstant(FROM_AT_MS + 1),
    kind: 'home' as const,
    sha256: '1'.repeat(64),
    withdraws: '-',
  };
  const content = { type: 'annotation' as const, fields: { ...all, ...fields } };
  return { line: 'home', entry, previousSha256: '0'.repeat(64), atMs: FROM_AT_MS + 4 * HOUR_MS, content };
}

test('outages and sums follow from the rounds', async () => {
  const { outages, sums, days, outagesReachingIn, availability } = await figures();
  const items = segmentsOf().map((segment) => ({ segment, method }));
  const stored = foldAll(items, { sha256 }).model.outages;
  expect(outages).toEqual(stored.map((outage) => ({ ...outage, attributedTo: null, isClockGiven: false })));
  expect(outages.map(({ downMaxMs }) => Math.round((downMaxMs ?? 0) / 1000))).toEqual([100, 40]);
  expect([sums.outages, outagesReachingIn]).toEqual([2, 0]);
  expect(sums.downMaxMs).toBe(outages.reduce((sum, { downMaxMs }) => sum + (downMaxMs ?? 0), 0));
  expect(sums.upMs + sums.downMaxMs + sums.unknownMs).toBe(2.75 * HOUR_MS);
  expect(availability.coverageRatio).toBe(1);
  expect(days).toEqual([]); // no whole day is in here
});

test('what the owner found to be at home does not count, until he takes it back', async () => {
  const [first] = (await figures()).outages;
  const home = annotation({ outage: first?.id ?? '' });
  const { outages, sums } = await figures({ events: [home] });
  expect(outages.map(({ attributedTo, counts }) => [attributedTo, counts])).toEqual([
    ['home', false],
    [null, true],
  ]);
  expect([sums.outages, sums.unknownMs]).toEqual([1, first?.downMaxMs]);
  const back = annotation({ outage: first?.id ?? '', kind: 'withdrawn', withdraws: '7' }, 8);
  expect(figuresJson(await figures({ events: [home, back] }))).toEqual(figuresJson(await figures()));
  const noted = await figures({ events: [annotation({ outage: first?.id ?? '', kind: 'note' })] });
  expect(figuresJson(noted)).toEqual(figuresJson(await figures()));
});

test('a clock that is set later moves what it measured before', async () => {
  const starts = (recomputed: Recomputed | null) => recomputed?.outages.map((outage) => outage.startEarliestAtMs);
  const soon = await recompute({ segments: segmentsOf({ unsetMs: HOUR_MS }) });
  expect(soon.reread).toBe(0);
  // more segments than are kept: these are read again
  const single = segmentsOf({ unsetMs: HOUR_MS }).flatMap((segment) =>
    segment.rounds.map((round) => ({ ...segment, rounds: [round] })),
  );
  const late = await recompute({ segments: single });
  expect(late.reread).toBeGreaterThan(200);
  for (const { recomputed } of [soon, late]) expect(starts(recomputed)).toEqual(starts(await figures()));
});

test('an offset that bundle.json gives is held against the rounds', async () => {
  expect((await recompute({ bootOffsets: { [BOOT]: LEAD_MS } })).findings).toEqual([]);
  const wrong = await recompute({ bootOffsets: { [BOOT]: LEAD_MS - 60_000 } });
  expect(wrong.findings.map(({ code }) => code)).toContain('boot-offset-contradicted');
  const unset = segmentsOf({ unsetMs: 10 * HOUR_MS });
  const open = await recompute({ segments: unset, bootOffsets: { [BOOT]: LEAD_MS } });
  expect(open.findings.map(({ kind, code }) => [kind, code])).toEqual([['note', 'boot-offset-unconfirmed']]);
});

test('without the method of a segment, or without rounds, nothing is computed', async () => {
  const foreign = segmentsOf().map((segment) => ({ ...segment, methodSha256: 'd'.repeat(64) }));
  for (const segments of [foreign, []]) {
    const { recomputed, findings } = await recompute({ segments });
    expect([recomputed, findings.map(({ code }) => code)]).toEqual([null, ['not-recomputed']]);
  }
});

test.each([
  ['without end', () => segmentsOf({ unsetMs: HOUR_MS }), null],
  ['nothing', () => [], 'not-recomputed'],
])('a source that gives %s when it is read again ends the computing', async (_, given, code) => {
  const segments = segmentsOf({ unsetMs: HOUR_MS }).flatMap((segment) =>
    segment.rounds.map((round) => ({ ...segment, rounds: [round] })),
  );
  const reread = async function* () {
    do yield* given();
    while (given().length > 0);
  };
  const computing = openRecompute({ index: indexOf(), methods, sha256, reread });
  for (const segment of segments) await computing.take(segment);
  const { findings } = computing.end([]);
  if (code) expect(findings.map((finding) => finding.code)).toEqual([code]);
});
