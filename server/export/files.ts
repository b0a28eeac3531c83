import { AppError } from '../app-error.ts';
import { daysCsv, outagesCsv } from './csv.ts';
import { CSV_DIALECTS, type CsvDialect } from './csv-format.ts';
import { type EvidenceCase, exportName } from './gather-case.ts';
import { MAX_MAILS } from './gather-mail.ts';
import { evidenceJson } from './json.ts';
import { mailDelaysCsv, mailsCsv } from './mail-csv.ts';

/** Small exports as files: made in memory, at once. */
export type ExportFile = { text: string; type: string; name: string };

/** What `evidence.csv` can be asked for. */
const TABLES: Record<string, (evidence: EvidenceCase, dialect: CsvDialect) => string> = {
  outages: outagesCsv,
  days: daysCsv,
  mails: mailsCsv,
  'mail-delays': mailDelaysCsv,
};
const CSV_TABLES = Object.keys(TABLES);

/** `table` one of {@link CSV_TABLES}, `dialect` one of {@link CSV_DIALECTS}; without: outages, for programs. Else refused. */
export function tableFile(
  evidence: EvidenceCase,
  asked: { table: string | undefined; dialect: string | undefined },
): ExportFile {
  const table = asked.table ?? 'outages';
  const make = Object.hasOwn(TABLES, table) ? TABLES[table] : undefined;
  if (!make) throw notOneOf('table', CSV_TABLES);
  const dialect = CSV_DIALECTS.find((known) => known === (asked.dialect ?? 'programs'));
  if (!dialect) throw notOneOf('dialect', CSV_DIALECTS);
  if (table === 'mails' && evidence.mail && evidence.mail.mailsLeftOut > 0) {
    throw new AppError('invalid', `more than ${MAX_MAILS} test mails; ask for a shorter period`, { parameter: 'from' });
  }
  const ending = dialect === 'programs' ? 'csv' : `${dialect}.csv`;
  return {
    text: make(evidence, dialect),
    type: 'text/csv; charset=utf-8; header=present',
    name: `${exportName(evidence)}_${table}.${ending}`,
  };
}

export function jsonFile(evidence: EvidenceCase): ExportFile {
  return {
    text: evidenceJson(evidence),
    type: 'application/json; charset=utf-8',
    name: `${exportName(evidence)}.json`,
  };
}

function notOneOf(parameter: string, known: readonly string[]): AppError {
  const names = known.map((name) => `"${name}"`).join(', ');
  return new AppError('invalid', `"${parameter}" must be one of ${names}`, { parameter });
}
