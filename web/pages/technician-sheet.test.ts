import { expect, test } from 'vitest';
import type { ChainEvidence, ChainLink } from '../../rules/outage/derived.ts';
import { sampleQualityPage } from '../../test/sample-quality-views.ts';
import { sampleSyncLost } from '../../test/sample-witness-values.ts';
import { technicianSheet } from './technician-sheet.ts';
import type { TechnicianView } from './technician-views.ts';

const { line, fromAtMs, toAtMs, hours, days, sums } = sampleQualityPage();
const view: TechnicianView = {
  ...{ line, fromAtMs, toAtMs, hours, sums, contractNumber: '' },
  ...{ outages: [sampleSyncLost], outageCount: 9, days: days.slice(0, 2), dayCount: days.length },
};

const TIMES = ['22.11.2026 03:03:22,480 +01:00', '03:03:21,476', '03:44:35,597'];

test('the sheet has the values of the router, outages with their times, and what is left out', () => {
  const { facts, tables, notes } = technicianSheet(view, 'de');
  expect(facts.map(({ title }) => title)).toEqual(['Anschluss', 'Leitungswerte laut Router']);
  expect(facts[1]?.rows.map(([name]) => name)).toContain('Störabstandsmarge abwärts');
  expect(facts[0]?.rows.map(([name]) => name)).not.toContain('Vertrags- oder Kundennummer');
  const [outages, byDay] = tables;
  expect(outages?.rows[0]?.slice(0, 3)).toEqual(TIMES);
  expect(outages?.rows[0]?.[4]).toMatch(/^weg/);
  expect(outages?.note).toBe('Die 1 längsten von 9.');
  expect(byDay?.rows.every((row) => row.length === byDay.columns.length)).toBe(true);
  expect(notes.at(-1)).toContain('kein Gutachten');
});

test('where nobody told anything, that is what stands there', () => {
  const silent = technicianSheet(
    { ...view, hours: [], days: [], dayCount: 0, sums: null, outages: [], outageCount: 0 },
    'en',
  );
  expect(silent.facts[1]?.rows).toEqual([
    ['Line values as the router tells them', 'The router told no line values in the period.'],
  ]);
  expect(silent.tables.map(({ rows, note }) => [rows.length, note])).toEqual([
    [0, 'No outage was measured in the period.'],
    [0, 'Nothing was told by the router.'],
    [0, 'Nothing.'],
  ]);
});

test('a lasting outage has no end, one whose begin or end was not observed no last answer or first one', () => {
  const rowOf = (over: Partial<typeof sampleSyncLost>) =>
    technicianSheet({ ...view, outages: [{ ...sampleSyncLost, ...over }] }, 'en').tables[0]?.rows[0];
  const startLatestAtMs = Date.UTC(2026, 10, 21, 22, 59, 59, 500);
  const { bounds } = sampleSyncLost;
  const lastGoodBefore = bounds.lastGoodBefore && { ...bounds.lastGoodBefore, sentAtMs: startLatestAtMs - 200 };
  const lasting = { startLatestAtMs, endLatestAtMs: null, downMaxMs: null, bounds: { ...bounds, lastGoodBefore } };
  expect(rowOf(lasting)?.slice(0, 3)).toEqual(['2026-11-21 23:59:59.500 +01:00', '23:59:59.300', 'still going on']);
  // the day is told again where it is another
  expect(rowOf({ ...lasting, endLatestAtMs: startLatestAtMs + 700, downMaxMs: 900 })?.[2]).toBe(
    '2026-11-22 00:00:00.200 +01:00',
  );
  const none = { ...bounds, lastGoodBefore: null, firstGoodAfter: null };
  expect(rowOf({ startLatestAtMs, bounds: none })?.slice(0, 3)).toEqual([
    '2026-11-21 23:59:59.500 +01:00',
    'not observed',
    'not observed',
  ]);
});

/** What is sent to the provider by somebody who wants his line mended must not contradict itself. */
test('beside a line that was gone no column says that the provider was reached, only how many requests were answered', () => {
  const answers = (over: Partial<ChainLink>) => {
    const chain = sampleSyncLost.chain.map((link) => (link.link === 'provider' ? { ...link, ...over } : link));
    return technicianSheet({ ...view, outages: [{ ...sampleSyncLost, chain }] }, 'de').tables[0]?.rows[0]?.at(-1);
  };
  const counted = (witness: ChainEvidence['witness'], answered: number, lost: number): ChainEvidence => ({
    ...{ witness, says: 'mixed', fromAtMs: 0, toAtMs: 1, segment: null, sequence: null, values: { answered, lost } },
  });
  expect(answers({ state: 'ok', evidence: [counted('isp-host', 1, 400), counted('isp-resolver', 0, 12)] })).toBe(
    '1 von 413',
  );
  expect(answers({ state: 'unknown', evidence: [counted('first-hop', 3, 0)] })).toBe('3 von 3 (erster Knoten)');
  const [hop, host] = [counted('first-hop', 6, 0), counted('isp-host', 0, 6)];
  expect(answers({ state: 'fail', evidence: [hop, host] })).toBe('0 von 6; 6 von 6 (erster Knoten)');
  expect(answers({ state: 'fail', evidence: [counted('first-hop', 0, 6), host] })).toBe('0 von 6');
  expect(answers({ state: 'ok', evidence: [] })).toBe('mindestens eine');
  expect(answers({ state: 'unknown', evidence: [] })).toBe('keine Angabe');
  const planned = { ...sampleSyncLost, verdict: 'planned-reconnect' };
  expect(technicianSheet({ ...view, outages: [planned] }, 'de').tables[0]?.rows[0]?.at(-1)).toBe('Zwangstrennung');
});
