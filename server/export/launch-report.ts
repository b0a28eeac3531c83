import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvidenceJob } from './evidence-job.ts';
import { childEnvironment, evidenceProgram } from './evidence-program.ts';

/** A report that is being made beside a bundle: it waits for the hashes of the raw data, which it holds as a file. */
export type StartedReport = {
  finish: (rawManifest: string) => Promise<Buffer>;
  /** Ends it, where the bundle came to nothing. */
  stop: () => void;
};

/** Starts it in a process of its own: what its fonts and pages take does not add to what the bundle takes. */
export function startReport(job: EvidenceJob): StartedReport {
  const out = join(job.temporaryDir, 'report.pdf');
  const asked: EvidenceJob = { ...job, kind: 'pdf', reader: 'owner', out, hasManifest: true };
  const child = spawn(process.execPath, evidenceProgram('pdf'), {
    stdio: ['pipe', 'ignore', 'inherit'],
    env: childEnvironment(),
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`making the report ended with ${signal ?? `code ${code}`}`));
    });
  });
  // whoever waits for it is told; until then nobody may be listening
  ended.catch(() => undefined);
  // a child that ended early closes its end of the pipe; 'close' says why
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${JSON.stringify(asked)}\n`);
  return {
    finish: async (rawManifest) => {
      child.stdin.end(`${JSON.stringify(rawManifest)}\n`);
      await ended;
      const pdf = await readFile(out);
      await rm(out);
      return pdf;
    },
    stop: () => void child.kill('SIGKILL'),
  };
}
