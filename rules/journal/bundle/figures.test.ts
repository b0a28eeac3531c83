import { describe, expect, test } from 'vitest';
import { figures, method, segmentsOf, sha256 } from '../../../test/fakes/four-hours.ts';
import type { FoldItem } from '../../outage/fold-all.ts';
import { openBatch } from '../../outage/fold-batch.ts';
import { wildLine } from '../../outage/wild-line.ts';
import type { EvidenceJson } from '../../wire/evidence.ts';
import type { Segment } from '../segment.ts';
import { openBoundsLog } from './bounds-log.ts';
import { checkBounds } from './check-bounds.ts';
import { compareFigures, figuresJson } from './compare-figures.ts';
import type { Recomputed, RecomputedOutage } from './recomputed.ts';

describe('figures that were changed', () => {
  /** A document that says what was computed. */
  const documentOf = (recomputed: Recomputed) => structuredClone(figuresJson(recomputed)) as unknown as EvidenceJson;

  test('a document that says what follows has no finding', async () => {
    const recomputed = await figures();
    expect(compareFigures(documentOf(recomputed), recomputed)).toEqual([]);
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

  test('hold on lines on which everything goes wrong, as far as nothing is said to be broken', () => {
    for (let seed = 60; seed <= 80; seed += 1) {
      const bounds = openBoundsLog();
      const batch = openBatch('home', {}, { sha256 });
      const items = wildLine(seed);
      for (const { segment, method: used } of items) bounds.take(segment, used);
      for (let at = 0; at < items.length; at += 1) {
        const back = batch.take(items[at] as FoldItem); // counted just now
        if (back) at = back.goBackTo - 1;
      }
      const outages = batch.end().outages.map((outage) => ({ ...outage, attributedTo: null, isClockGiven: false }));
      const broken = checkBounds(outages, bounds.end()).filter(({ kind }) => kind === 'broken');
      expect(broken, `seed ${seed}`).toEqual([]);
    }
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
