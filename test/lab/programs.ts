import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, renameSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findOnPath } from '../needs.ts';

/** A program of ours that runs as its own process. */
export type Program = {
  child: ChildProcess;
  /** What it has printed so far, both streams. */
  output(): string;
  /** Resolves when the output matches; rejects with the output when the program ends first or the time is up. */
  sees(pattern: RegExp, withinMs: number): Promise<RegExpExecArray>;
  /** Its exit code, null after a signal, once it has ended by itself or was ended. */
  ended: Promise<number | null>;
  /** Sends the signal and waits for the end; its exit code, null after a signal. Harmless when it has ended. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
};

/** Options for a child whose output is kept. */
export const KEPT_OUTPUT: SpawnOptions = { stdio: ['ignore', 'pipe', 'pipe'] };

/** Watches a child that was started with {@link KEPT_OUTPUT}. */
export function watchProgram(child: ChildProcess): Program {
  let text = '';
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', (error) => {
      text += String(error);
      resolve(-1);
    });
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8');
    stream?.on('data', (chunk: string) => {
      text += chunk;
    });
  }
  return {
    child,
    output: () => text,
    ended,
    async sees(pattern, withinMs) {
      const untilTickMs = performance.now() + withinMs;
      for (;;) {
        const match = pattern.exec(text);
        if (match) return match;
        if (child.exitCode !== null || child.pid === undefined)
          throw new Error(`ended with ${child.exitCode} before ${pattern}:\n${text}`);
        if (performance.now() > untilTickMs) throw new Error(`not within ${withinMs} ms: ${pattern} in:\n${text}`);
        await pause(20);
      }
    },
    end(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return ended;
    },
  };
}

/** A folder that holds only these programs and node, to be somebody's whole PATH. */
export function pathWithOnly(programs: readonly string[]): string {
  const paths = new Map([['node', process.execPath]]);
  for (const program of programs) {
    const path = findOnPath(program);
    if (path === null) throw new Error(`${program} is not on the PATH`);
    paths.set(program, path);
  }
  return folderOfLinks(paths);
}

/** A folder with every program of this machine but these, to be somebody's whole PATH. */
export function pathWithout(programs: ReadonlySet<string>): string {
  const paths = new Map([['node', process.execPath]]);
  for (const place of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of existsSync(place) ? readdirSync(place) : []) {
      // the first on the PATH counts
      if (!programs.has(name) && !paths.has(name)) paths.set(name, join(place, name));
    }
  }
  return folderOfLinks(paths);
}

/** The same links have the same folder, which stays: a test that is killed leaves no more than one of them. */
function folderOfLinks(paths: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([...paths]))
    .digest('hex');
  const folder = join(tmpdir(), `linewitness-path-${hash.slice(0, 16)}`);
  if (existsSync(folder)) return folder;
  const making = mkdtempSync(`${folder}-`);
  for (const [name, path] of paths) symlinkSync(path, join(making, name));
  try {
    renameSync(making, folder);
  } catch {
    return making; // another test was faster; ours is as good
  }
  return folder;
}

/** Real time passes: only where the world outside, not our code, sets the pace. */
export function pause(forMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, forMs));
}

/** Asks again and again until the answer is not null; a question that fails is asked again too. Rejects with `what` when the time is up. */
export async function until<T>(what: string, withinMs: number, ask: () => Promise<T | null>): Promise<T> {
  const untilTickMs = performance.now() + withinMs;
  let trouble: unknown = null;
  for (;;) {
    const answer = await ask().catch((error: unknown) => {
      trouble = error;
      return null;
    });
    if (answer !== null) return answer;
    if (performance.now() > untilTickMs) throw new Error(`not within ${withinMs} ms: ${what}`, { cause: trouble });
    await pause(150);
  }
}
