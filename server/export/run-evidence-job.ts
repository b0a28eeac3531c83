import { type ChildProcess, spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { type EvidenceJob, type JobMessage, jobMessageSchema, REFUSED_EXIT } from './evidence-job.ts';
import { childEnvironment, evidenceProgram } from './evidence-program.ts';
import type { WorkProblem } from './evidence-work.ts';

/** A year takes seconds on a desktop; a small board with a slow card takes minutes. */
const TIMEOUT_MS = 15 * 60_000;
const MAX_SAID = 4000;

export type EndedJob =
  | { state: 'done'; file: string; bytes: number; manifestSha256: string | null }
  | { state: 'failed'; problem: WorkProblem };

type Watch = { signal: AbortSignal; tell: (ratio: number) => void };

/** Runs one job in a process of its own, at a low priority. Rejects, with what it said, where it ended unexpectedly. */
export async function runEvidenceJob(job: EvidenceJob, { signal, tell }: Watch): Promise<EndedJob> {
  const child = spawn(process.execPath, evidenceProgram(job.kind), {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: childEnvironment(),
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
    signal,
  });
  lower(child);
  const said = gatherErrors(child);
  const ended = closeOf(child);
  // a child that ended early closes its end of the pipe; 'close' says why
  child.stdin.on('error', () => undefined);
  child.stdin.end(`${JSON.stringify(job)}\n`);
  let last: JobMessage | null = null;
  for await (const line of createInterface({ input: child.stdout })) {
    last = jobMessageSchema.parse(JSON.parse(line));
    if ('ratio' in last) tell(last.ratio);
  }
  const code = await ended;
  if (code === 0 && last && 'done' in last) return { state: 'done', file: job.out, ...last.done };
  if (code === REFUSED_EXIT && last && 'refused' in last) return { state: 'failed', problem: last.refused };
  throw new Error(`making the evidence ended with ${code}: ${said().trim()}`);
}

/** Answers to others come first, and it gets on also where the machine is never idle. Where it is not allowed it runs as the rest does. */
function lower({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // its processes end early, or the system does not let us
  }
}

function gatherErrors(child: ChildProcess): () => string {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    said = (said + part).slice(0, MAX_SAID);
  });
  return () => said;
}

function closeOf(child: ChildProcess): Promise<number | string> {
  const ended = new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'nothing'));
  });
  // told to whoever waits for it after the last line
  ended.catch(() => undefined);
  return ended;
}
