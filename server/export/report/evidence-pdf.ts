import type { Fonts } from '../../pdf/fonts.ts';
import type { ReportCase } from './report-case.ts';

/** What goes into the PDF as files besides the tables that are made here: in a bundle, the hashes of its raw members. */
export type ReportFiles = {
  /** Lines as of `sha256sum` for the raw data (`probe/`, `server/`, `heads/`); null: not known here. */
  rawManifest: string | null;
};

/** The report of a period as PDF; the same case gives the same bytes. */
export function evidencePdf(
  reportCase: ReportCase,
  fonts: Fonts,
  files: ReportFiles = { rawManifest: null },
): Promise<Buffer> {
  throw new Error(`not here yet: ${reportCase.language} ${fonts.bold.length} ${files.rawManifest}`);
}

/** The technician's page alone. */
export function technicianPdf(reportCase: ReportCase, fonts: Fonts): Promise<Buffer> {
  throw new Error(`not here yet: ${reportCase.language} ${fonts.bold.length}`);
}
