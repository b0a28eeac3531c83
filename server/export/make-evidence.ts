import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileSink } from './bundle/file-sink.ts';
import type { Member } from './bundle/source-members.ts';
import { writeBundle } from './bundle/write-bundle.ts';
import { carryOutJob } from './job-talk.ts';
import { startReport } from './launch-report.ts';
import { openReading } from './reading.ts';

/**
 * A program of its own, started by evidence-work.ts: makes one bundle from the data folder of the running server, which it
 * only reads, and writes it to a file. The code for PDFs, which takes 25 MB, is in another program (make-report.ts).
 */
await carryOutJob(async (job, { say }) => {
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
});

/** Bundled, the verifier lies beside the program. Run from source there is none unless it was built before. */
function readVerifiers(): Member[] {
  const here = dirname(fileURLToPath(import.meta.url));
  const folder = import.meta.url.endsWith('.ts') ? join(here, '..', '..', 'dist') : here;
  return ['verify.mjs', 'verify.html']
    .filter((name) => existsSync(join(folder, name)))
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
}
