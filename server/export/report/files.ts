import { createHash } from 'node:crypto';
import { paragraph, SMALL } from '../../pdf/blocks.ts';
import { table } from '../../pdf/table.ts';
import { daysCsv, outagesCsv } from '../csv.ts';
import { evidenceJson } from '../json.ts';
import type { Report } from './frame.ts';
import type { ReportCase } from './report-case.ts';
import { FILE_NAMES, type FileName } from './words.ts';

/** What goes into the PDF as files besides what is made here: in a bundle, the hashes of its raw members. */
export type ReportFiles = {
  /** Lines as of `sha256sum` for the raw data (`probe/`, `server/`, `heads/`); null: not known here. */
  rawManifest: string | null;
};

type Embedded = { name: FileName; bytes: Buffer; type: string; relationship: 'Data' | 'Source' };

/** Derived tables, seals and the list of the raw data, in that order. */
export function filesOf({ evidence, integrity }: ReportCase, { rawManifest }: ReportFiles): Embedded[] {
  const texts: Record<FileName, string | null> = {
    'evidence.json': evidenceJson(evidence),
    'outages.csv': outagesCsv(evidence),
    'days.csv': daysCsv(evidence),
    'heads.csv': integrity.headCount === 0 ? null : integrity.headsCsv,
    'heads.txt': integrity.newestText,
    'raw.sha256': rawManifest,
  };
  return FILE_NAMES.flatMap((name) => {
    const text = texts[name];
    if (text === null) return [];
    return [{ name, bytes: Buffer.from(text, 'utf8'), type: typeOf(name), relationship: relationOf(name) }];
  });
}

function typeOf(name: FileName): string {
  if (name.endsWith('.json')) return 'application/json';
  return name.endsWith('.csv') ? 'text/csv' : 'text/plain';
}

/** ISO 32000-2, 7.11.3: derived tables are the report's `Data`; seals and hashes of what it was made from its `Source`. */
function relationOf(name: FileName): Embedded['relationship'] {
  return name.startsWith('heads') || name === 'raw.sha256' ? 'Source' : 'Data';
}

/** The list, with hashes as printed, and the files themselves. */
export function filesChapter({ sheet, words, reportCase }: Report, files: readonly Embedded[]): void {
  paragraph(sheet, words.files.text);
  const { name, what, hash } = words.files.columns;
  table(sheet, {
    columns: [
      { label: name, share: 17 },
      { label: what, share: 27 },
      { label: hash, share: 56 },
    ],
    rows: files.map((file) => [file.name, words.files.what[file.name], sha256Of(file.bytes)]),
    style: { ...SMALL, size: 6.8 },
  });
  for (const file of files) {
    const options = {
      name: file.name,
      type: file.type,
      description: words.files.what[file.name],
      relationship: file.relationship,
      creationDate: new Date(reportCase.evidence.madeAtMs),
      modifiedDate: new Date(reportCase.evidence.madeAtMs),
    };
    // the types leave the relationship out; pdfkit writes it as a name
    sheet.doc.file(file.bytes, options as Parameters<typeof sheet.doc.file>[1]);
  }
}

function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
