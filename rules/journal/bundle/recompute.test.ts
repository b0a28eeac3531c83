import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { formatInstant } from '../../instant.ts';
import { foldAll } from '../../outage/fold-all.ts';
import { LOST, simulatedMethod, simulateLine } from '../../outage/simulated-line.ts';
import type { BundleIndex } from '../../wire/bundle.ts';
import type { EvidenceJson } from '../../wire/evidence.ts';
import type { LaneContent, LaneEntry } from '../lane.ts';
import type { Segment } from '../segment.ts';
import { openBoundsLog } from './bounds-log.ts';
import { checkBounds } from './check-bounds.ts';
import { compareFigures, figuresJson } from './compare-figures.ts';
import { openRecompute } from './recompute.ts';
import type { Recomputed, RecomputedOutage } from './recomputed.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const method = simulatedMethod();
const methods = new Map([['e'.repeat(64), method]]);
const HOUR_MS = 3_600_000;
/** 22 September 2026, 6:00 in Berlin, and the wall clock at tick 0. */
const FROM_AT_MS = 1_790_049_600_000;
const LEAD_MS = FROM_AT_MS - 1_000_000;
const BOOT = 'b'.repeat(32);

/** Four hours with an outage of 100 s, and one of 40 s. `unsetMs`: so long the clock is an hour late. */
function segmentsOf({ unsetMs = 0 } = {}): Segment[] {
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

function indexOf(bootOffsets: Record<string, number> = {}): BundleIndex {
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

async function recompute({ segments = segmentsOf(), events = [], bootOffsets = {} }: Options = {}) {
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

async function figures(options: Options = {}): Promise<Recomputed> {
  const { recomputed, findings } = await recompute(options);
  expect(findings).toEqual([]);
  if (!recomputed) throw new Error('nothing was computed');
  return recomputed;
}

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
  expect(outages).toEqual(stored.map((outage) => ({ ...outage, attributedTo: null })));
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
  expect(await figures({ events: [home, back] })).toEqual(await figures());
  expect(await figures({ events: [annotation({ outage: first?.id ?? '', kind: 'note' })] })).toEqual(await figures());
});

test('a clock that is set later moves what it measured before; the rounds are read again for that', async () => {
  const late = await recompute({ segments: segmentsOf({ unsetMs: HOUR_MS }) });
  expect(late.reread).toBeGreaterThan(700 / 12);
  expect(late.recomputed?.outages.map(({ startEarliestAtMs }) => startEarliestAtMs)).toEqual(
    (await figures()).outages.map(({ startEarliestAtMs }) => startEarliestAtMs),
  );
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

test('clocks that are set to and fro cost a bounded number of readings', async () => {
  let reread = 0;
  const computing = openRecompute({
    index: indexOf(),
    methods,
    sha256,
    // a source that gives more than it was asked for, without end
    reread: async function* () {
      for (;;) {
        reread += 1;
        yield* segmentsOf({ unsetMs: HOUR_MS }).slice(0, 1);
      }
    },
  });
  for (const segment of segmentsOf({ unsetMs: HOUR_MS })) await computing.take(segment);
  computing.end([]);
  expect(reread).toBeLessThan(30_000);
});

describe('figures that were changed', () => {
  /** A document that says what was computed. */
  const documentOf = (recomputed: Recomputed) => structuredClone(figuresJson(recomputed)) as unknown as EvidenceJson;

  test('a document that says what follows has no finding', async () => {
    const recomputed = await figures();
    expect(compareFigures(documentOf(recomputed), recomputed)).toEqual([]);
  });

  test('figures of test mails are said not to be computed again', async () => {
    const recomputed = await figures();
    const mail = { routes: [], delays: [], mails: [], mailsLeftOut: 0 };
    expect(
      compareFigures({ ...documentOf(recomputed), mail }, recomputed).map(({ kind, code }) => [kind, code]),
    ).toEqual([['note', 'mail-not-recomputed']]);
  });

  test('each changed value is told with its place', async () => {
    const recomputed = await figures();
    const paths = leavesOf(documentOf(recomputed));
    expect(paths.length).toBeGreaterThan(80);
    for (const path of paths) {
      const changed = documentOf(recomputed);
      change(changed, path);
      const findings = compareFigures(changed, recomputed);
      expect(
        findings.some(({ kind }) => kind === 'broken'),
        path.join(' '),
      ).toBe(true);
    }
  });

  test('outages that are left out or made up are told', async () => {
    const recomputed = await figures();
    const changed = documentOf(recomputed);
    const [gone] = changed.outages.splice(0, 1);
    if (!gone) throw new Error('there are two');
    changed.outages.push({ ...gone, id: '0'.repeat(12) });
    expect(
      compareFigures(changed, recomputed).map(({ code, values }) => [code, values['outage'] ?? values['figure']]),
    ).toEqual([
      ['figure-differs', `outages ${gone.id}`],
      ['outage-invented', '0'.repeat(12)],
    ]);
  });

  test('another share of degraded time in what was up is a note, more of both is not', async () => {
    const recomputed = await figures();
    const changed = documentOf(recomputed);
    changed.sums.upMs -= 60_000;
    changed.sums.degradedMs += 60_000;
    expect(compareFigures(changed, recomputed).map(({ kind, code }) => [kind, code])).toEqual([
      ['note', 'degraded-differs'],
    ]);
    changed.sums.degradedMs += 1;
    expect(compareFigures(changed, recomputed).every(({ kind }) => kind === 'broken')).toBe(true);
  });
});

describe('bounds, held against the rounds alone', () => {
  const wronged = async (edit: (outage: RecomputedOutage) => void) => {
    const { outages } = await figures();
    const changed = structuredClone(outages);
    for (const outage of changed) edit(outage);
    return checkBounds(changed, logOf(segmentsOf()));
  };

  test('hold', async () => {
    expect(await wronged(() => undefined)).toEqual([]);
  });

  test.each([
    ['a sample that is not there', moveFirstBad, 'bound-not-there'],
    ['a loss that was an answer', swapGoodAndBad, 'bound-not-there'],
    ['a time beside the clock', moveLastBad, 'bound-off-clock'],
  ])('%s is told', async (_, edit, code) => {
    expect((await wronged(edit)).map((finding) => finding.code)).toContain(code);
  });

  test('two outages that are told as one are told by the answers between', async () => {
    const [first, second] = (await figures()).outages;
    if (!first || !second) throw new Error('there are two');
    const joined = { ...first, bounds: { ...first.bounds, lastBad: second.bounds.lastBad } };
    expect(checkBounds([joined], logOf(segmentsOf())).map(({ kind, code }) => [kind, code])).toEqual([
      ['note', 'reply-inside'],
    ]);
  });
});

function logOf(segments: Segment[]) {
  const bounds = openBoundsLog();
  for (const segment of segments) bounds.take(segment, method);
  return bounds.end();
}

function moveFirstBad({ bounds }: RecomputedOutage): void {
  bounds.firstBad.segment += 1000;
}

function moveLastBad({ bounds }: RecomputedOutage): void {
  bounds.lastBad.sentAtMs += 501;
}

function swapGoodAndBad({ bounds }: RecomputedOutage): void {
  if (bounds.lastGoodBefore) bounds.firstBad = bounds.lastGoodBefore;
}

type Path = (string | number)[];

/** Every value of the document that is no object. */
function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => leavesOf((value as Record<string | number, unknown>)[key], [...path, key]));
}

function change(document: unknown, path: Path): void {
  const [last, ...before] = path.toReversed();
  let at = document as Record<string | number, unknown>;
  for (const key of before.toReversed()) at = at[key] as Record<string | number, unknown>;
  const value = at[last ?? ''];
  if (typeof value === 'number') at[last ?? ''] = value + 1;
  else if (typeof value === 'boolean') at[last ?? ''] = !value;
  else at[last ?? ''] = `${value ?? ''}x`;
}
