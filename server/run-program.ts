import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export type ProgramRun = {
  /** Folder of its source, from source `SOURCE/NAME.ts` is run; bundled, `NAME.mjs` lies beside the server. */
  source: string;
  name: string;
  /** What it reads, as JSON. */
  input: unknown;
  /** Of its heap. */
  maxHeapMb: number;
  timeoutMs: number;
  /** Of its answer; it is ended when it says more. */
  maxAnswerBytes: number;
  /** Ends it. */
  signal?: AbortSignal;
};

/**
 * Runs one of our own programs in a process of its own, with nothing of the server's settings: it reads JSON, writes its
 * answer, and what it takes of memory is gone afterwards. Rejects when it fails, lasts too long or says too much.
 */
export function runProgram(run: ProgramRun): Promise<Buffer> {
  const { timeoutMs, maxHeapMb, maxAnswerBytes } = run;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--no-warnings', `--max-old-space-size=${maxHeapMb}`, fileOf(run)], {
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      env: {},
      ...(run.signal && { signal: run.signal }),
    });
    const parts: Buffer[] = [];
    let bytes = 0;
    let said = '';
    child.stdout.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes > maxAnswerBytes) child.kill('SIGKILL');
      else parts.push(part);
    });
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      said = (said + part).slice(0, 2000);
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(Buffer.concat(parts));
      else reject(new Error(`${run.name} ended with ${signal ?? `code ${code}`}: ${said.trim()}`));
    });
    // a child that ended early closes its end of the pipe; 'close' says why
    child.stdin.on('error', () => undefined);
    child.stdin.end(JSON.stringify(run.input));
  });
}

function fileOf({ source, name }: ProgramRun): string {
  const bundle = join(source, `${name}.mjs`);
  return existsSync(bundle) ? bundle : join(source, `${name}.ts`);
}
