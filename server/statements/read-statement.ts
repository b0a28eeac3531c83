import {
  EXACTNESS_MS,
  INSTANT_KINDS,
  MAX_STATEMENT_ROWS,
  MAX_STATEMENT_TEXT,
  type StatementKind,
  type StatementRow,
} from '../../rules/statement/statement.ts';
import type { StatementFieldProblem, StatementFormValues, StatementProblem } from '../../web/pages/statement-views.ts';
import { oneLine } from '../reports/letter.ts';
import type { FormFields } from '../routes/owner-guard.ts';
import { readStamp } from './local-stamp.ts';
import type { NewStatement } from './statements.ts';

/** Of what is pasted; a form as a whole is limited too (owner-guard.ts). */
const MAX_ROWS_TEXT = 100_000;
const MAX_TITLE = 120;
const MAX_PROBLEMS = 20;
const EARLIEST_AT_MS = Date.UTC(2000, 0, 1);
const AHEAD_MS = 366 * 86_400_000;

/** Words for each kind, as people and logs write them, in lower case. */
const KIND_WORDS: Record<StatementKind, readonly string[]> = {
  outage: ['outage', 'ausfall', 'störung', 'stoerung', 'fault', 'down'],
  'no-outage': [
    'no-outage',
    'no outage',
    'no fault',
    'keine störung',
    'keine stoerung',
    'kein ausfall',
    'in betrieb',
    'up',
  ],
  'planned-work': ['planned-work', 'planned work', 'maintenance', 'wartung', 'geplante arbeiten', 'wartungsarbeiten'],
  'sync-lost': ['sync-lost', 'sync lost', 'kein sync', 'sync verloren', 'synchronisation verloren', 'los'],
  'session-lost': ['session-lost', 'session lost', 'ppp lost', 'sitzung getrennt', 'einwahl getrennt', 'ppp getrennt'],
  repaired: ['repaired', 'fixed', 'entstört', 'entstoert', 'behoben', 'repariert', 'cleared'],
  note: ['note', 'notiz', 'hinweis', 'anmerkung'],
};
const KIND_OF_WORD = new Map(
  Object.entries(KIND_WORDS).flatMap(([kind, words]) => words.map((word) => [word, kind as StatementKind] as const)), // the keys are kinds
);
/** Kinds that make sense only with an end. */
const NEEDS_END: readonly StatementKind[] = ['no-outage', 'planned-work'];
/** First cells of a header row. */
const HEADINGS = ['begin', 'from', 'start', 'beginn', 'von', 'anfang', 'datum'];

/** `files`: ids of the files of the line. */
export type ReadAt = { line: string; nowMs: number; files: ReadonlySet<string> };

/** What the owner entered; `statement` null: something is wrong, `problems` names line and reason. */
export function readStatementForm(
  form: Pick<FormFields, 'text'>,
  { line, nowMs, files }: ReadAt,
): { values: StatementFormValues; statement: NewStatement | null; problems: StatementFieldProblem[] } {
  const values = typedValues(form);
  const problems: StatementFieldProblem[] = [];
  const refuse = (field: string, problem: StatementProblem) => problems.push({ field, line: null, problem, cell: '' });
  const text = (field: 'title' | 'source', most: number) => {
    const read = oneLine(values[field]);
    if (read.length > most) refuse(field, 'too-long');
    if (read === '') refuse(field, 'missing');
    return read;
  };
  const title = text('title', MAX_TITLE);
  const source = text('source', MAX_STATEMENT_TEXT);
  const exactToMs = EXACTNESS_MS.find((ms) => String(ms) === values.exactToMs);
  if (exactToMs === undefined) refuse('exactToMs', 'not-a-choice');
  const attachment = values.attachment === '' ? null : values.attachment;
  if (attachment !== null && !files.has(attachment)) refuse('attachment', 'not-a-choice');
  const isZone = isKnownZone(values.zone);
  if (!isZone) refuse('zone', 'not-a-zone');
  const read = isZone ? readRows(values.rows, values.zone, nowMs) : { rows: [], problems: [] };
  problems.push(...read.problems);
  const isWhole = problems.length === 0 && exactToMs !== undefined;
  const statement = { line, title, source, attachment, exactToMs: exactToMs ?? 0, zone: values.zone };
  return { values, statement: isWhole ? { ...statement, rows: read.rows } : null, problems };
}

function typedValues(form: Pick<FormFields, 'text'>): StatementFormValues {
  const value = (name: keyof StatementFormValues) => form.text(name);
  return {
    title: value('title'),
    source: value('source'),
    attachment: value('attachment'),
    zone: value('zone'),
    exactToMs: value('exactToMs'),
    rows: value('rows'),
  };
}

function isKnownZone(zone: string): boolean {
  if (zone === '' || zone.length > 60) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

type Refusal = { problem: StatementProblem; cell: string };

/**
 * Rows `BEGIN; END; KIND; WORDS`, one a line, in the order of their begin; separated by the first of tab, semicolon and
 * comma that stands in the first line, cells in quotation marks as in RFC 4180. A row of headings is passed over.
 */
export function readRows(
  text: string,
  zone: string,
  nowMs: number,
): { rows: StatementRow[]; problems: StatementFieldProblem[] } {
  const whole = (problem: StatementProblem) => ({
    rows: [],
    problems: [{ field: 'rows', line: null, problem, cell: '' }],
  });
  if (text.length > MAX_ROWS_TEXT) return whole('too-long');
  const lines = text.split(/\r?\n/).map((line, index) => ({ line, number: index + 1 }));
  const told = lines.filter(({ line }) => line.trim() !== '');
  const [first] = told;
  if (first === undefined) return whole('missing');
  const separator = ['\t', ';', ','].find((one) => first.line.includes(one)) ?? ';';
  if (told.length > MAX_STATEMENT_ROWS + 1) return whole('too-many');
  const rows: StatementRow[] = [];
  const problems: StatementFieldProblem[] = [];
  for (const { line, number } of told) {
    const cells = splitCells(line, separator);
    if (number === first.number && cells !== null && HEADINGS.includes((cells[0] ?? '').toLowerCase())) continue;
    const row = cells === null ? { problem: 'quote' as const, cell: cut(line) } : readRow(cells, zone, nowMs);
    if ('problem' in row) problems.push({ field: 'rows', line: number, ...row });
    else rows.push(row);
    if (problems.length >= MAX_PROBLEMS) break;
  }
  if (problems.length === 0 && rows.length === 0) return whole('missing');
  if (rows.length > MAX_STATEMENT_ROWS) return whole('too-many');
  return { rows: rows.toSorted((a, b) => a.fromAtMs - b.fromAtMs), problems };
}

/** null: a quotation mark is not closed. */
function splitCells(line: string, separator: string): string[] | null {
  const cells: string[] = [];
  let rest = line;
  for (;;) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*/.exec(rest);
    if (quoted === null && /^\s*"/.test(rest)) return null;
    const end = quoted === null ? rest.indexOf(separator) : quoted[0].length;
    const isLast = end < 0 || end >= rest.length;
    cells.push(quoted === null ? rest.slice(0, end < 0 ? undefined : end) : (quoted[1] ?? '').replaceAll('""', '"'));
    if (isLast) return cells.map((cell) => cell.trim());
    if (!rest.startsWith(separator, end)) return null;
    rest = rest.slice(end + separator.length);
  }
}

function readRow(cells: string[], zone: string, nowMs: number): StatementRow | Refusal {
  const [begin = '', end = '', word = '', ...words] = cells;
  if (cells.length < 3) return { problem: 'cells', cell: cut(cells.join(' ')) };
  const from = readStamp(begin, zone, null);
  if (typeof from === 'string') return { problem: from, cell: cut(begin) };
  const kind = KIND_OF_WORD.get(word.toLowerCase());
  if (kind === undefined) return { problem: 'not-a-kind', cell: cut(word) };
  const to = end === '' || end === '-' || end === '–' ? null : readStamp(end, zone, from.day);
  if (typeof to === 'string') return { problem: to, cell: cut(end) };
  // what is left of the line is one text, whatever separates it
  const row = { kind, fromAtMs: from.atMs, toAtMs: to?.atMs ?? null, text: oneLine(words.join(' ')) };
  return problemOf(row, nowMs) ?? row;
}

function problemOf({ kind, fromAtMs, toAtMs, text }: StatementRow, nowMs: number): Refusal | null {
  const isIn = (atMs: number) => atMs >= EARLIEST_AT_MS && atMs <= nowMs + AHEAD_MS;
  if (!isIn(fromAtMs) || (toAtMs !== null && !isIn(toAtMs))) return { problem: 'out-of-range', cell: '' };
  if (toAtMs !== null && INSTANT_KINDS.includes(kind)) return { problem: 'has-end', cell: kind };
  if (toAtMs === null && NEEDS_END.includes(kind)) return { problem: 'no-end', cell: kind };
  if (toAtMs !== null && toAtMs < fromAtMs) return { problem: 'ends-before', cell: '' };
  return text.length > MAX_STATEMENT_TEXT ? { problem: 'too-long', cell: cut(text) } : null;
}

/** As much of it as a sentence takes. */
function cut(text: string): string {
  const line = oneLine(text);
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
