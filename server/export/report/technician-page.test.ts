import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { STATEMENT } from '../../../rules/wire/evidence-format.ts';
import { type Kept, measureOutage, openKept, START_AT_MS } from '../../../test/fakes/kept.ts';
import { describeWith } from '../../../test/needs.ts';
import { sampleQualityPage } from '../../../test/sample-quality-views.ts';
import { sampleSyncLost } from '../../../test/sample-witness-values.ts';
import { technicianSheet } from '../../../web/pages/technician-sheet.ts';
import { MAX_SHEET_DAYS, MAX_SHEET_OUTAGES, type TechnicianView } from '../../../web/pages/technician-views.ts';
import { readFonts } from '../../pdf/fonts.ts';
import { openReading } from '../reading.ts';
import { technicianPdf } from './evidence-pdf.ts';
import { gatherReport } from './gather-report.ts';
import type { ReportCase } from './report-case.ts';

const PERIOD = { fromAtMs: START_AT_MS - 7_200_000, toAtMs: START_AT_MS, fromDay: '2026-10-01', toDay: '2026-10-01' };
const DAY_MS = 86_400_000;

let kept: Kept;
let reportCase: ReportCase;
beforeAll(async () => {
  kept = openKept();
  await measureOutage(kept.keep);
  const reading = openReading(kept.dataDir);
  const shows = { texts: true, values: true, files: true };
  reportCase = await gatherReport(reading, {
    ...{ line: 'home', period: PERIOD, language: 'de', asOfAtMs: START_AT_MS, reader: 'owner', shows, stampRoots: [] },
  });
  reading.close();
});
afterAll(() => kept.remove());

/** As much as the page ever holds, each outage over days, so that no cell is short. */
function fullView(): TechnicianView {
  const { line, fromAtMs, toAtMs, hours, days, sums } = sampleQualityPage();
  const outage = {
    ...sampleSyncLost,
    endLatestAtMs: sampleSyncLost.startLatestAtMs + 4 * DAY_MS,
    downMinMs: 4 * DAY_MS - 60_000,
    downMaxMs: 4 * DAY_MS,
  };
  const [day] = days;
  return {
    ...{ line, fromAtMs, toAtMs, hours, sums, contractNumber: '4711-0815' },
    ...{ outages: Array.from({ length: MAX_SHEET_OUTAGES }, () => outage), outageCount: 99 },
    ...{ days: Array.from({ length: MAX_SHEET_DAYS }, () => day ?? expect.fail()), dayCount: 99 },
  };
}

describeWith(['pdfTools'], 'the page for the technician', () => {
  test.each([
    'de',
    'en',
  ] as const)('is one page however full it is (%s), no time of which is broken', async (language) => {
    const technician = technicianSheet(fullView(), language);
    const input = await technicianPdf({ ...reportCase, language, technician }, readFonts());
    expect(execFileSync('pdfinfo', ['-'], { input, encoding: 'utf8' })).toMatch(/Pages:\s+1\n/);
    const text = execFileSync('pdftotext', ['-raw', '-', '-'], { input, encoding: 'utf8' });
    expect(text.split(STATEMENT[language])).toHaveLength(2);
    const times = technician.tables
      .flatMap(({ rows }) => rows.flat())
      .flatMap((cell) => cell.match(/\d\d:\d\d:\d\d[.,]\d{3}/g) ?? []);
    expect(times.length).toBeGreaterThan(3 * MAX_SHEET_OUTAGES);
    for (const time of times) expect(text).toContain(time);
  });
});
