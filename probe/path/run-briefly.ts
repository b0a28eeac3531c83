import { spawn } from 'node:child_process';

/** What a program printed (stdout and stderr in the order of reading, cut), or why it could not be started. */
export type BriefRun = { text: string } | { failure: 'not-installed' | 'not-permitted' | 'broken' };

export type BriefOptions = {
  program: string;
  args: readonly string[];
  /** The program is killed after this. */
  waitMs: number;
  /** Killed at once when this says that the text is all we need. */
  isEnough?(text: string): boolean;
  signal?: AbortSignal;
};

const TEXT_MAX_CHARS = 4000;

/** Runs a program for a short while, in English. Never rejects; settles within `waitMs`, the program then gone or killed. */
export function runBriefly({ program, args, waitMs, isEnough, signal }: BriefOptions): Promise<BriefRun> {
  return new Promise((resolve) => {
    // biome-ignore lint/style/noProcessEnv: handed on, with the language fixed
    const env = { ...process.env, LC_ALL: 'C' };
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
    let text = '';
    const kill = () => child.kill('SIGKILL');
    const timer = setTimeout(kill, waitMs);
    const keep = (bytes: unknown) => {
      if (text.length < TEXT_MAX_CHARS) text += String(bytes).slice(0, TEXT_MAX_CHARS);
      if (isEnough?.(text)) kill();
    };
    const finish = (run: BriefRun) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', kill);
      resolve(run);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error: NodeJS.ErrnoException) => finish({ failure: failureOf(error.code) }));
    child.once('close', () => finish({ text }));
    signal?.addEventListener('abort', kill, { once: true });
    if (signal?.aborted) kill();
  });
}

function failureOf(code: string | undefined): 'not-installed' | 'not-permitted' | 'broken' {
  if (code === 'ENOENT') return 'not-installed';
  return code === 'EACCES' || code === 'EPERM' ? 'not-permitted' : 'broken';
}
