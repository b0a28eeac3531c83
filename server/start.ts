import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { NODE_START } from '../install/node-flags.ts';
import { readConfig } from './config.ts';

/**
 * `npm start`: a small parent that starts the server, enrols a probe for this machine over the real API (once), starts
 * the probe and ends both together. Each side is its own process with its own bundle, as on two machines.
 */
const here = dirname(fileURLToPath(import.meta.url));
const children = new Set<ChildProcess>();
let isStopping = false;

await main();

async function main(): Promise<void> {
  const config = readConfig();
  if (Array.isArray(config)) return refuse(config);
  if (config.port === 0) return refuse(['PORT must be given: npm start has to know where the server will be']);
  const probeUrl = `http://${hostToAsk(config.host)}:${config.port}`;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop(0));
  run('server', []);
  if (!(await answers(probeUrl))) return stop(1);
  if (mustEnrol(join(config.dataDir, 'probe', 'enrolment.json'), probeUrl)) {
    const token = runOnce('server', ['invite', 'home']).trim().split('\n').at(-1) ?? '';
    runOnce('probe', ['enroll', probeUrl, token]);
  }
  run('probe', []);
}

function refuse(problems: string[]): void {
  for (const problem of problems) console.error(`linewitness: ${problem}`);
  process.exitCode = 2;
}

/**
 * Whether the probe is to be enrolled here: when it never was, or at this machine under another port. One that reports to
 * a server elsewhere is left there.
 */
function mustEnrol(file: string, probeUrl: string): boolean {
  if (!existsSync(file)) return true;
  const serverUrl = /"serverUrl":\s*"([^"]*)"/.exec(readFileSync(file, 'utf8'))?.[1];
  const known = URL.parse(serverUrl ?? '');
  if (!known || known.origin === probeUrl) return false;
  return /^(localhost|127\..*|\[::1\])$/.test(known.hostname);
}

/** Where this machine reaches a server that listens on `host`. */
function hostToAsk(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

/** Starts a side; when it ends by itself the other is ended too, so that nobody believes that it still measures. */
function run(side: 'server' | 'probe', args: string[]): void {
  const child = spawn(process.execPath, [...NODE_START[side].flags, program(side), ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...NODE_START[side].env },
  });
  children.add(child);
  child.once('exit', (code, signal) => {
    children.delete(child);
    if (!isStopping) {
      console.error(`linewitness: the ${side} ended (${signal ?? `code ${code}`}); stopping`);
      stop(code === 0 ? 0 : 1);
    }
    if (children.size === 0) process.exit();
  });
}

/** Runs a command of a side to its end and returns what it printed; what went wrong is shown as it was said. */
function runOnce(side: 'server' | 'probe', args: string[]): string {
  try {
    return execFileSync(process.execPath, [program(side), ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  } catch (error) {
    console.error(`linewitness: "${side} ${args[0]}" failed`);
    stop(1);
    throw error;
  }
}

/** Waits for the server's health answer, at most 20 s. */
async function answers(url: string): Promise<boolean> {
  for (let attempt = 0; attempt < 200 && !isStopping; attempt += 1) {
    const isUp = await fetch(`${url}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return true;
    await sleep(100);
  }
  if (!isStopping) console.error('linewitness: the server did not answer within 20 s');
  return false;
}

function stop(code: number): void {
  if (!isStopping) process.exitCode = code;
  isStopping = true;
  for (const child of children) child.kill('SIGTERM');
  if (children.size === 0) process.exit();
  setTimeout(() => {
    for (const child of children) child.kill('SIGKILL');
  }, 10_000).unref();
}

/** The bundle beside this file, or the source when this runs from source. */
function program(side: 'server' | 'probe'): string {
  const bundle = join(here, `${side}.mjs`);
  return existsSync(bundle) ? bundle : join(here, '..', side, 'main.ts');
}
