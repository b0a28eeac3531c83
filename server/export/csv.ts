import { type EvidenceCase, instantText } from './gather-case.ts';

/**
 * CSV for programs (RFC 4180): comma, CRLF, UTF-8 without a byte-order mark, UTC, whole numbers, one header row.
 * An empty cell means that there is no such value (an outage that lasts has no end). New columns come last.
 */
export function outagesCsv(evidence: EvidenceCase): string {
  const rows = evidence.outages.map((outage) => [
    evidence.line.id,
    outage.id,
    outage.revision,
    instantText(outage.startEarliestAtMs),
    instantText(outage.startLatestAtMs),
    instantText(outage.endEarliestAtMs),
    instantText(outage.endLatestAtMs),
    outage.downMinMs,
    outage.downMaxMs,
    outage.verdict,
    outage.side,
    outage.grade,
    outage.counts,
    outage.final,
    outage.flaps,
    outage.lostSamples,
    outage.startsUnobserved,
    outage.endsUnobserved,
    evidence.rulesVersion,
    evidence.isSimulated,
    outage.isReachable,
    outage.tags.join(' '),
    outage.attributedTo ?? null,
    outage.provisional?.verdict ?? null,
    outage.provisional?.side ?? null,
    outage.chain.map(({ link, state }) => `${link}=${state}`).join(' '),
  ]);
  return formatCsv([OUTAGE_COLUMNS, ...rows]);
}

const OUTAGE_COLUMNS = [
  'line',
  'id',
  'revision',
  'startEarliestAt',
  'startLatestAt',
  'endEarliestAt',
  'endLatestAt',
  'downMinMs',
  'downMaxMs',
  'verdict',
  'side',
  'grade',
  'counts',
  'final',
  'flaps',
  'lostSamples',
  'startsUnobserved',
  'endsUnobserved',
  'rulesVersion',
  'simulated',
  'reachable',
  'tags',
  'attributedTo',
  'provisionalVerdict',
  'provisionalSide',
  'chain',
];

/** Whole local days; `startsAt` is the local midnight in UTC. `observedMs` is the length of the day less `unknownMs`. */
export function daysCsv(evidence: EvidenceCase): string {
  const rows = evidence.days.map((day) => [
    evidence.line.id,
    day.day,
    evidence.line.zone,
    instantText(day.startsAtMs),
    day.upMs,
    day.degradedMs,
    day.downMinMs,
    day.downMaxMs,
    day.maintenanceMs,
    day.unknownMs,
    day.upMs + day.degradedMs + day.downMaxMs + day.maintenanceMs,
    day.outages,
    day.dropouts,
    evidence.rulesVersion,
    evidence.isSimulated,
    day.failoverMs,
  ]);
  return formatCsv([DAY_COLUMNS, ...rows]);
}

const DAY_COLUMNS = [
  'line',
  'day',
  'zone',
  'startsAt',
  'upMs',
  'degradedMs',
  'downMinMs',
  'downMaxMs',
  'maintenanceMs',
  'unknownMs',
  'observedMs',
  'outages',
  'dropouts',
  'rulesVersion',
  'simulated',
  'failoverMs',
];

export type CsvCell = string | number | boolean | null;

/** Every row ends with CRLF, the last one too. */
export function formatCsv(rows: CsvCell[][]): string {
  return rows.map((row) => `${row.map(formatCell).join(',')}\r\n`).join('');
}

/**
 * Text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV injection"); then RFC 4180
 * quoting. Numbers stay numbers, negative ones too.
 */
function formatCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
