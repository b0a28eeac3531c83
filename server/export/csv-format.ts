import { formatOffset, localTime } from '../../web/pages/local-time.ts';
import { instantText } from './gather-case.ts';

/**
 * Two spellings of the same table. `programs`: RFC 4180, comma, CRLF, UTF-8 without a byte-order mark, UTC, whole numbers.
 * `excel-de`: as a German Excel opens it by a double click: byte-order mark, semicolon, decimal comma, German headings and
 * words, local times with their distance to UTC beside. No `sep=` line, which would hide the encoding from Excel.
 */
export const CSV_DIALECTS = ['programs', 'excel-de'] as const;
export type CsvDialect = (typeof CSV_DIALECTS)[number];

export type CsvCell = string | number | boolean | null;

export type CsvColumn<Row> = {
  /** In the header for programs; stable. */
  name: string;
  /** In the header for people. */
  german: string;
  /**
   * `ms`: milliseconds, for people seconds. `earliest`, `latest`: bounds in epoch ms; for people, whose program shows whole
   * seconds, rounded outwards, so that they stay bounds. `instant`: any other, cut off. `id`: hex digits, some of which a
   * spreadsheet would take for a number. Without a kind: as it is.
   */
  kind?: 'ms' | 'earliest' | 'latest' | 'instant' | 'id';
  of: (row: Row) => CsvCell;
  /** The German word for a value; absent: the value. */
  say?: (row: Row) => string;
};

/** An empty cell means that there is no such value. Every row ends with CRLF, the last one too. */
export function formatTable<Row>(
  columns: readonly CsvColumn<Row>[],
  rows: readonly Row[],
  { dialect, zone }: { dialect: CsvDialect; zone: string },
): string {
  if (dialect === 'programs') {
    const cells = rows.map((row) => columns.map((column) => programCell(column, row)));
    return formatCsv([columns.map(({ name }) => name), ...cells]);
  }
  const cells = rows.map((row) => columns.flatMap((column) => germanCells(column, row, zone)));
  return `\uFEFF${formatCsv([columns.flatMap(germanHeads), ...cells], ';')}`;
}

export function formatCsv(rows: readonly CsvCell[][], separator: ',' | ';' = ','): string {
  return rows.map((row) => `${row.map((cell) => formatCell(cell, separator)).join(separator)}\r\n`).join('');
}

function programCell<Row>({ kind, of }: CsvColumn<Row>, row: Row): CsvCell {
  const value = of(row);
  return isInstant(kind) ? instantText(typeof value === 'number' ? value : null) : value;
}

function isInstant(kind: CsvColumn<unknown>['kind']): boolean {
  return kind === 'earliest' || kind === 'latest' || kind === 'instant';
}

function germanHeads<Row>({ german, kind }: CsvColumn<Row>): string[] {
  if (kind === 'ms') return [`${german} (s)`];
  return isInstant(kind) ? [german, `${german}: Abstand zu UTC`] : [german];
}

function germanCells<Row>(column: CsvColumn<Row>, row: Row, zone: string): CsvCell[] {
  const { kind, of, say } = column;
  const value = of(row);
  if (isInstant(kind)) return typeof value === 'number' ? localCells(value, kind, zone) : [null, null];
  if (value === null || value === '') return [null];
  if (say) return [say(row)];
  if (kind === 'id') return [`Nr. ${value}`];
  if (kind === 'ms') return [typeof value === 'number' ? (value / 1000).toFixed(3).replace('.', ',') : value];
  if (typeof value === 'boolean') return [value ? 'ja' : 'nein'];
  return [typeof value === 'number' ? String(value).replace('.', ',') : value];
}

/** `02.10.2026 11:30:01` and `UTC+02:00`; the letters keep a spreadsheet from taking the distance for a sum. */
function localCells(atMs: number, kind: CsvColumn<unknown>['kind'], zone: string): [string, string] {
  const atSecondMs = (kind === 'latest' ? Math.ceil(atMs / 1000) : Math.floor(atMs / 1000)) * 1000;
  const { year, month, day, hour, minute, second, offsetMinutes } = localTime(atSecondMs, zone);
  const two = (count: number) => String(count).padStart(2, '0');
  const text = `${two(day)}.${two(month)}.${year} ${two(hour)}:${two(minute)}:${two(second)}`;
  return [text, `UTC${formatOffset(offsetMinutes).replace('−', '-')}`];
}

/**
 * Begins like a formula (OWASP, "CSV injection"), also after blanks that an import may drop, or with the full-width forms
 * that some spreadsheets take for the same.
 */
const LOOKS_LIKE_FORMULA = /^(?:[\t\r\n]|[\s\uFEFF\u200B]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/;
/** A figure of ours in the German spelling; what people typed may look the same and harms as little. */
const FIGURE = /^-?\d+(?:,\d+)?$/;

/**
 * Text that a spreadsheet would take for a formula gets an apostrophe before it; then RFC 4180 quoting. Numbers stay
 * numbers, negative ones too.
 */
function formatCell(cell: CsvCell, separator: ',' | ';'): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = LOOKS_LIKE_FORMULA.test(cell) && !isFigure(cell, separator) ? `'${cell}` : cell;
  return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
}

function isFigure(cell: string, separator: ',' | ';'): boolean {
  return separator === ';' && FIGURE.test(cell);
}
