import { writeFile } from 'node:fs/promises';
import { readFonts } from '../pdf/fonts.ts';
import { carryOutJob } from './job-talk.ts';
import { openReading } from './reading.ts';
import { evidencePdf, technicianPdf } from './report/evidence-pdf.ts';
import { gatherReport } from './report/gather-report.ts';

/**
 * A program of its own, started by evidence-work.ts and, for the report in a bundle, by `make-evidence`: makes one PDF from
 * the data folder of the running server, which it only reads, and writes it to a file.
 */
await carryOutJob(async (job, { nextLine }) => {
  const { line, period, language, shows, reader, asOfAtMs, stampRoots } = job;
  const reading = openReading(job.dataDir);
  try {
    const reportCase = await gatherReport(reading, { line, period, language, shows, reader, asOfAtMs, stampRoots });
    const fonts = readFonts();
    const rawManifest = job.hasManifest ? String(JSON.parse(await nextLine())) : null;
    const isSheet = job.kind === 'technician';
    const pdf = await (isSheet ? technicianPdf(reportCase, fonts) : evidencePdf(reportCase, fonts, { rawManifest }));
    await writeFile(job.out, pdf, { flag: 'wx', mode: 0o600 });
    return { bytes: pdf.length, manifestSha256: null };
  } finally {
    reading.close();
  }
});
