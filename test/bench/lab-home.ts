import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseSegment, parseSegmentHeader, type Segment } from '../../rules/journal/segment.ts';
import { type Method, parseMethod } from '../../rules/method.ts';
import { ADDRESSES } from '../lab/addresses.ts';
import { signIn } from '../lab/sides.ts';
import { openWorld, type World } from '../lab/world.ts';
import { bundle } from './server-process.ts';
import { SMALL_PROBE } from './small-probe.ts';

export type LabProbe = { pid: number; line: string; dataDir: string; stop: () => Promise<void> };

/** A world of namespaces with the bundled server at the far end and bundled probes at home. */
export type LabHome = {
  world: World;
  serverPid: number;
  /** Enrols and starts a probe; `wrap` is put before its command (a shell that joins a control group). */
  startProbe(line: string, wrap?: string): Promise<LabProbe>;
  /** JSON of the server as the owner gets it, read from its own place. */
  read(path: string): Promise<unknown>;
  close(): Promise<void>;
};

const PORT = 8080;

export async function openLabHome(): Promise<LabHome> {
  const folder = mkdtempSync(join(tmpdir(), 'linewitness-lab-'));
  const world = await openWorld();
  const url = `http://${ADDRESSES.vps.v4}:${PORT}`;
  const serverEnv = {
    DATA_DIR: folder,
    HOST: ADDRESSES.vps.v4,
    PORT: String(PORT),
    SELF_CHECK_TARGETS: '',
    TIME_STAMP_AUTHORITIES: '',
  };
  const server = launch(world, 'vps', [bundle('server')], serverEnv);
  const started: ChildProcess[] = [server];
  const close = async () => {
    await Promise.all(started.map(end));
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const once = (place: 'vps' | 'home', args: string[], env: Record<string, string>) =>
    execFileSync('ip', ['netns', 'exec', world.places[place], process.execPath, ...args], {
      env: { ...process.env, ...env },
      encoding: 'utf8',
    });
  let cookie: string;
  try {
    await untilHealthy(world, url);
    const link = once('vps', [bundle('server'), 'login-link'], serverEnv);
    cookie = await signIn((path, asked) => world.fetch('vps', url + path, asked), link);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    world,
    serverPid: server.pid ?? 0,
    startProbe: async (line, wrap = '') => {
      const dataDir = join(folder, `probe-${line}`);
      const token =
        once('vps', [bundle('server'), 'invite', line], serverEnv)
          .trim()
          .split('\n')
          .at(-1) ?? '';
      once('home', [bundle('probe'), 'enroll', url, token], { PROBE_DATA_DIR: dataDir });
      const child = launch(
        world,
        'home',
        [...SMALL_PROBE.flags, bundle('probe')],
        { ...SMALL_PROBE.env, PROBE_DATA_DIR: dataDir },
        wrap,
      );
      started.push(child);
      return { pid: child.pid ?? 0, line, dataDir, stop: () => end(child) };
    },
    read: async (path) => {
      const { status, body } = await world.fetch('vps', url + path, { headers: { cookie } });
      if (status !== 200) throw new Error(`${path} was answered with ${status}: ${body.slice(0, 200)}`);
      return JSON.parse(body);
    },
    close,
  };
}

/**
 * `exec` all the way, so that the child's pid is that of Node itself; `wrap` comes before the namespace is entered, where
 * control groups are still seen.
 */
function launch(
  world: World,
  place: 'vps' | 'home',
  args: string[],
  env: Record<string, string>,
  wrap = '',
): ChildProcess {
  const command = `${wrap} exec ip netns exec "$0" "$@"`;
  return spawn('sh', ['-c', command, world.places[place], process.execPath, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((settle) => child.once('exit', () => settle()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(timer);
}

async function untilHealthy(world: World, url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const isUp = await world.fetch('vps', `${url}/healthz`).then(
      ({ status }) => status === 200,
      () => false,
    );
    if (isUp) return;
    await sleep(100);
  }
  throw new Error('the server in the lab did not answer within 10 s');
}

/** The closed segments in a probe's journal, in order, each with its method. */
export function segmentsInJournal(dataDir: string): { segment: Segment; method: Method }[] {
  const folder = join(dataDir, 'journal');
  if (!existsSync(folder)) return [];
  const days = readdirSync(folder).filter((name) => /^\d{4}-\d{2}-\d{2}\.txt$/.test(name));
  const text = days
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
  return text
    .split(/(?<=^signature: .*\n)/m)
    .filter((part) => /^signature: .*\n$/m.test(part))
    .map((part) => readSegment(part, dataDir));
}

function readSegment(text: string, dataDir: string): { segment: Segment; method: Method } {
  const header = parseSegmentHeader(text);
  if (typeof header === 'string') throw new Error(`the journal holds a segment that ${header}`);
  const method = parseMethod(readFileSync(join(dataDir, 'methods', `${header.methodSha256}.json`), 'utf8'));
  if (typeof method === 'string') throw new Error(method);
  const parsed = parseSegment(text, method.targets.length);
  if (typeof parsed === 'string') throw new Error(`the journal holds a segment that ${parsed}`);
  return { segment: parsed.segment, method };
}
