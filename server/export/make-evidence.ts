import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { readFonts } from '../pdf/fonts.ts';
import { BundleRefused } from './bundle/bundle-ask.ts';
import { fileSink } from './bundle/file-sink.ts';
import type { Member } from './bundle/source-members.ts';
import { writeBundle } from './bundle/write-bundle.ts';
import { type EvidenceJob, evidenceJobSchema, type JobMessage, REFUSED_EXIT } from './evidence-job.ts';
import { startReport } from './launch-report.ts';
import { openReading } from './reading.ts';
import { evidencePdf, technicianPdf } from './report/evidence-pdf.ts';
import { gatherReport } from './report/gather-report.ts';

/**
 * A program of its own, started by evidence-work.ts: makes one bundle or one report from the data folder of the running
 * server, which it only reads, and writes it to a file.
 */
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
await main();

async function main(): Promise<void> {
  const job = evidenceJobSchema.parse(JSON.parse(await nextLine()));
  try {
    say({ done: job.kind === 'zip' ? await makeZip(job) : await makePdf(job) });
  } catch (error) {
    if (!(error instanceof BundleRefused)) throw error;
    say({ refused: error.code, message: error.message });
    process.exitCode = REFUSED_EXIT;
  }
  process.stdin.destroy();
}

async function nextLine(): Promise<string> {
  const { value, done } = await lines.next();
  if (done) throw new Error('the standard input ended before the job was told');
  return value;
}

function say(message: JobMessage): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

type Done = { bytes: number; manifestSha256: string | null };

async function makeZip(job: EvidenceJob): Promise<Done> {
  const reading = openReading(job.dataDir);
  const { sink, end } = fileSink(createWriteStream(job.out, { flags: 'wx', mode: 0o600 }));
  try {
    const { line, period, language, shows, temporaryDir, stampRoots } = job;
    const { bytes, manifestSha256 } = await writeBundle(reading, {
      ask: { line, period, language, shows },
      sink,
      temporaryDir,
      stampRoots,
      verifiers: readVerifiers(),
      report: (range) => startReport({ ...job, period: range.period, asOfAtMs: range.closing.atMs }),
      progress: (ratio) => say({ ratio }),
    });
    await end();
    return { bytes, manifestSha256 };
  } finally {
    reading.close();
  }
}

async function makePdf(job: EvidenceJob): Promise<Done> {
  const { line, period, language, shows, reader, asOfAtMs } = job;
  const reading = openReading(job.dataDir);
  try {
    const reportCase = gatherReport(reading, { line, period, language, shows, reader, asOfAtMs });
    const fonts = readFonts();
    const rawManifest = job.hasManifest ? String(JSON.parse(await nextLine())) : null;
    const isSheet = job.kind === 'technician';
    const pdf = await (isSheet ? technicianPdf(reportCase, fonts) : evidencePdf(reportCase, fonts, { rawManifest }));
    await writeFile(job.out, pdf, { flag: 'wx', mode: 0o600 });
    return { bytes: pdf.length, manifestSha256: null };
  } finally {
    reading.close();
  }
}

/** Bundled, the verifier lies beside the program. Run from source there is none unless it was built before. */
function readVerifiers(): Member[] {
  const here = dirname(fileURLToPath(import.meta.url));
  const folder = import.meta.url.endsWith('.ts') ? join(here, '..', '..', 'dist') : here;
  return ['verify.mjs', 'verify.html']
    .filter((name) => existsSync(join(folder, name)))
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
}
