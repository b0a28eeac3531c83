import { expect, test } from 'vitest';
import { sampleQualityPage } from '../../test/sample-quality-views.ts';
import { sampleSyncLost } from '../../test/sample-witness-values.ts';
import { technicianSheet } from './technician-sheet.ts';
import type { TechnicianView } from './technician-views.ts';

const { line, fromAtMs, toAtMs, hours, days, sums } = sampleQualityPage();
const view: TechnicianView = {
  ...{ line, fromAtMs, toAtMs, hours, sums, contractNumber: '' },
  ...{ outages: [sampleSyncLost], outageCount: 9, days: days.slice(0, 2), dayCount: days.length },
};

test('the sheet has the values of the router, outages in both times, and what is left out', () => {
  const { facts, tables, notes } = technicianSheet(view, 'de');
  expect(facts.map(({ title }) => title)).toEqual(['Anschluss', 'Leitungswerte laut Router']);
  expect(facts[1]?.rows.map(([name]) => name)).toContain('Störabstandsmarge abwärts');
  expect(facts[0]?.rows.map(([name]) => name)).not.toContain('Vertrags- oder Kundennummer');
  const [outages, byDay] = tables;
  expect(outages?.rows[0]?.[0]).toBe('22.11.2026 03:03:22 (02:03:22Z)');
  expect(outages?.rows[0]?.[3]).toMatch(/^weg/);
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

test('the day of UTC stands where it is another, and a lasting outage has no end', () => {
  const lasting = {
    ...sampleSyncLost,
    startLatestAtMs: Date.UTC(2026, 10, 21, 23, 30),
    endLatestAtMs: null,
    downMaxMs: null,
  };
  const [outages] = technicianSheet({ ...view, outages: [lasting] }, 'en').tables;
  expect(outages?.rows[0]?.slice(0, 2)).toEqual(['2026-11-22 00:30:00 (2026-11-21 23:30:00Z)', 'still going on']);
});
