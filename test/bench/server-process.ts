import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMALL_SERVER } from './small-server.ts';

export const ROOT = resolve(import.meta.dirname, '../..');

/** The path of a bundle; throws when `npm run build` was not run. */
export function bundle(name: 'server' | 'probe'): string {
  const path = join(ROOT, 'dist', `${name}.mjs`);
  if (!existsSync(path)) throw new Error(`${path} is not there: run "npm run build" first`);
  return path;
}

export type ServerProcess = {
  pid: number;
  port: number;
  url: string;
  /** From the start of the process until its port took a connection. */
  listeningMs: number;
  stop: () => Promise<void>;
};

let nextPort = 20_000 + (process.pid % 20_000);

/**
 * Starts the bundled server on a data folder; resolves when its port takes connections, without any request yet. With
 * `BENCH_CPU_PROF=FOLDER` each server leaves a profile there, to see where a missed figure was lost.
 */
export async function startServer(dataDir: string): Promise<ServerProcess> {
  const port = nextPort++;
  const startedTickMs = performance.now();
  const profiles = process.env['BENCH_CPU_PROF'];
  const nodeArgs = profiles ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : [];
  const child = spawn(process.execPath, [...SMALL_SERVER.flags, ...nodeArgs, bundle('server')], {
    env: {
      ...process.env,
      ...SMALL_SERVER.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      // a bench touches nothing beyond loopback
      SELF_CHECK_TARGETS: '',
      TIME_STAMP_AUTHORITIES: '',
      NODE_ENV: 'production',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  while (!(await takesConnections(port))) {
    if (child.exitCode !== null) throw new Error(`the server ended with code ${child.exitCode}`);
    if (performance.now() - startedTickMs > 60_000) throw new Error('the server did not listen within 60 s');
    await sleep(2);
  }
  const listeningMs = performance.now() - startedTickMs;
  return { pid: child.pid ?? 0, port, url: `http://127.0.0.1:${port}`, listeningMs, stop: () => stop(child) };
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      settle(true);
    });
    socket.once('error', () => settle(false));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise<void>((settle) => child.once('exit', () => settle()));
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(timer);
}
