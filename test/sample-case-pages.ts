import { compareStatement } from '../rules/statement/compare.ts';
import type { Measured } from '../rules/statement/measured.ts';
import type { Statement } from '../rules/statement/statement.ts';
import { statementListPage, statementPage } from '../web/pages/statement-pages.ts';
import { technicianPage } from '../web/pages/technician-page.ts';
import type { PageContext } from '../web/pages/views.ts';
import { sampleCableQuality, sampleQualityPage } from './sample-quality-views.ts';
import {
  sampleCoreUnreachable,
  sampleFailover,
  samplePlanned,
  sampleRouterRebooted,
  sampleSessionLost,
  sampleSyncLost,
} from './sample-witness-values.ts';

/** Pages of a case: the technician's sheet, the provider's statements. */
export function caseSamplePages(context: PageContext): Record<string, string> {
  const quality = sampleQualityPage();
  const { line, fromAtMs, toAtMs, toDay, hours, days, sums } = quality;
  const outages = [
    samplePlanned,
    sampleSyncLost,
    sampleSessionLost,
    sampleFailover,
    sampleRouterRebooted,
    sampleCoreUnreachable,
  ];
  const technician = {
    ...{ line, fromAtMs, toAtMs, toDay, hours, sums },
    contractNumber: '4711 0815',
    outages,
    outageCount: 12,
    days: days.slice(-7),
    dayCount: days.length,
  };
  const cable = sampleCableQuality();
  return {
    technician: technicianPage(context, technician),
    ...statementPages(context),
    'technician-untold': technicianPage(context, {
      ...technician,
      ...{ hours: [], days: [], dayCount: 0, sums: null, outages: [], outageCount: 0, contractNumber: '' },
      line: cable.line,
    }),
  };
}

const HOUR_MS = 3_600_000;

/** A statement that agrees, differs and is silent, about the sample outage at night. */
function statementPages(context: PageContext): Record<string, string> {
  const { line } = sampleQualityPage();
  const { startEarliestAtMs: fromAtMs, endLatestAtMs } = sampleSyncLost;
  const toAtMs = endLatestAtMs ?? fromAtMs + HOUR_MS;
  const rest = { verdict: 'ok', side: 'unknown' as const, cause: null };
  const measured: Measured = {
    fromAtMs: fromAtMs - 2 * HOUR_MS,
    toAtMs: toAtMs + 4 * HOUR_MS,
    intervals: [
      { fromAtMs: fromAtMs - 2 * HOUR_MS, toAtMs: fromAtMs, state: 'up', ...rest },
      { fromAtMs, toAtMs, state: 'down', verdict: sampleSyncLost.verdict, side: 'access', cause: null },
      { fromAtMs: toAtMs, toAtMs: toAtMs + 2 * HOUR_MS, state: 'up', ...rest },
      { fromAtMs: toAtMs + 2 * HOUR_MS, toAtMs: toAtMs + 3 * HOUR_MS, state: 'unknown', ...rest },
      { fromAtMs: toAtMs + 3 * HOUR_MS, toAtMs: toAtMs + 4 * HOUR_MS, state: 'up', ...rest },
    ],
    outages: [{ ...sampleSyncLost, clock: { source: 'sync', correctedByMs: 0, errorMs: null } }],
    shortestVisibleMs: 6000,
  };
  const minutes = (count: number) => fromAtMs - (fromAtMs % 60_000) + count * 60_000;
  const statement: Statement = {
    id: 'aaaaaaaaaaaa',
    line: line.id,
    title: 'Störungsprotokoll zum Ticket 4711',
    source: 'Schreiben vom 24. November, Seite 2',
    attachment: null,
    exactToMs: 60_000,
    zone: line.zone,
    enteredAtMs: toAtMs + 48 * HOUR_MS,
    rows: [
      { kind: 'no-outage', fromAtMs: minutes(-100), toAtMs: minutes(-5), text: 'Leitung in Ordnung' },
      { kind: 'sync-lost', fromAtMs: minutes(0), toAtMs: minutes(20), text: 'Port "3/1/17" <gestört>' },
      { kind: 'repaired', fromAtMs: minutes(20), toAtMs: null, text: 'Port zurückgesetzt' },
      { kind: 'outage', fromAtMs: minutes(100), toAtMs: minutes(110), text: '' },
      { kind: 'no-outage', fromAtMs: minutes(120), toAtMs: minutes(250), text: '' },
    ],
  };
  const kept = { statement, sha256: 'ab'.repeat(32), laneEntry: 51_204, withdrawnAtMs: null };
  const compared = { ...kept, measured, comparison: compareStatement(statement, measured) };
  const files = [{ id: '0123456789ab', name: 'schreiben-2026-11-24.pdf' }];
  const values = { title: '', source: '', attachment: '', zone: line.zone, exactToMs: '60000', rows: '' };
  const withdrawn = { ...kept, withdrawnAtMs: statement.enteredAtMs + HOUR_MS };
  return {
    statements: statementListPage(context, { line, statements: [kept, withdrawn], files, values, problems: [] }),
    'statements-refused': statementListPage(context, {
      line,
      statements: [],
      files: [],
      values: { ...values, title: 'Ticket', rows: 'morgen; -; Ausfall' },
      problems: [
        { field: 'source', line: null, problem: 'missing', cell: '' },
        { field: 'rows', line: 1, problem: 'not-a-time', cell: 'morgen' },
      ],
    }),
    statement: statementPage(context, { line, kept, compared, file: files[0] ?? null }),
    'statement-withdrawn': statementPage(context, { line, kept: withdrawn, compared: null, file: null }),
  };
}
