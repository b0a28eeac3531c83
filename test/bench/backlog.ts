import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { identityFromSecret } from '../../server/demo/demo-key.ts';
import { planWorld } from '../../server/demo/plan.ts';
import { METHOD_TEXTS, nextSegment, startPosition } from '../../server/demo/simulated-probe.ts';
import { memoryGroup } from './control-groups.ts';
import { fetchTimed } from './fetch-timed.ts';
import { atMost, type Figure, info, isShort, notMeasured, progress, runAlone, show } from './figures.ts';
import { memoryOf } from './processes.ts';
import { bundle, startServer } from './server-process.ts';
import { openSlowLine } from './slow-line.ts';

const HOURS = isShort ? 20 : 100;
const HOUR_MS = 3_600_000;
const LINE_ROUND_TRIP_MS = 40;
const GIVE_UP_MS = 180_000;
const statusSchema = z.object({ measuredAt: z.string().nullable() });

/** A probe that was cut off for 100 hours comes back: its real journal, its real sender, a line of 40 ms. */
export async function backlog(): Promise<Figure[]> {
  const limit = { limit: 30, unit: 's' };
  const free = await deliver('');
  const how = `bundled probe and server, ${free.segments} segments (${show(free.bytes / 1e6)} MB), from the start of the probe until status.json shows the last round; TCP proxy with ${LINE_ROUND_TRIP_MS / 2} ms each way`;
  const name = `${HOURS} h of one probe over a line of ${LINE_ROUND_TRIP_MS} ms`;
  const figures = [
    atMost(name, free.seconds, { ...limit, how }),
    info('probe while it delivers', `${show(free.peakBytes / 1e6)} MB RSS`, 'VmHWM, recovery of the journal included'),
  ];
  const small = memoryGroup('backlog', 96 * 1_048_576);
  if (!small) return [...figures, notMeasured(`${name}, under 96 MB`, '<= 30 s', 'no writable control group')];
  try {
    const limited = await deliver(small.join);
    const limitedHow = `the same in a control group of 96 MB; VmHWM ${show(limited.peakBytes / 1e6)} MB`;
    return [...figures, atMost(`${name}, under 96 MB`, limited.seconds, { ...limit, how: limitedHow })];
  } finally {
    small.close();
  }
}

type Delivered = { segments: number; bytes: number; seconds: number; peakBytes: number };

/** One enrolment, one journal, one delivery; `wrap` is shell put before the probe. */
async function deliver(wrap: string): Promise<Delivered> {
  const base = mkdtempSync(join(tmpdir(), 'linewitness-bench-'));
  const server = await startServer(base);
  const line = await openSlowLine(server.port, LINE_ROUND_TRIP_MS / 2);
  const probeEnv = { ...process.env, PROBE_DATA_DIR: join(base, 'probe') };
  try {
    const token = execFileSync(process.execPath, [bundle('server'), 'invite', 'home'], {
      env: { ...process.env, DATA_DIR: base, SELF_CHECK_TARGETS: '', TIME_STAMP_AUTHORITIES: '' },
      encoding: 'utf8',
    });
    const enrolArgs = [
      bundle('probe'),
      'enroll',
      `http://127.0.0.1:${line.port}`,
      token.trim().split('\n').at(-1) ?? '',
    ];
    // not the synchronous form: the slow line runs in this process
    await run(enrolArgs, probeEnv);
    progress(`writing the journal of ${HOURS} hours`);
    const journal = writeJournal(join(base, 'probe'));
    const startedTickMs = performance.now();
    const command = ['-c', `${wrap} exec "$0" "$@"`, process.execPath, bundle('probe')];
    const probe = spawn('sh', command, { env: probeEnv, stdio: ['ignore', 'ignore', 'inherit'] });
    const ended = new Promise((settle) => probe.once('exit', settle));
    let peakBytes = 0;
    try {
      while ((await measuredAtMs(server.url)) < journal.lastRoundAtMs) {
        if (probe.exitCode !== null || probe.signalCode !== null)
          throw new Error(`the probe ended (${probe.exitCode ?? probe.signalCode})`);
        if (performance.now() - startedTickMs > GIVE_UP_MS) throw new Error('the backlog did not arrive in 3 minutes');
        await sleep(100);
        peakBytes = Math.max(peakBytes, peakOf(probe.pid ?? 0));
      }
    } finally {
      probe.kill('SIGTERM');
      await ended;
    }
    const seconds = (performance.now() - startedTickMs) / 1000;
    return { segments: journal.segments, bytes: journal.bytes, seconds, peakBytes };
  } finally {
    line.close();
    await server.stop();
    rmSync(base, { recursive: true, force: true });
  }
}

/** 0 when it is gone: the loop above then says so. */
function peakOf(pid: number): number {
  try {
    return memoryOf(pid).peakBytes;
  } catch {
    return 0;
  }
}

function run(args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((settle, fail) => {
    spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).once('exit', (code) =>
      code === 0 ? settle() : fail(new Error(`probe ${args[1]} ended with code ${code}`)),
    );
  });
}

async function measuredAtMs(url: string): Promise<number> {
  const { body } = await fetchTimed(`${url}/api/lines/home/status.json`);
  return Date.parse(statusSchema.parse(JSON.parse(body.toString())).measuredAt ?? '1970-01-01T00:00:00Z');
}

/** What the enrolled probe would have written while it was cut off, in its own format and under its own key. */
function writeJournal(probeDir: string): { segments: number; bytes: number; lastRoundAtMs: number } {
  const key = createPrivateKey(readFileSync(join(probeDir, 'key.pem'), 'utf8'));
  const raw = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  const { sha256 } = identityFromSecret(Buffer.alloc(32));
  const id = sha256Bytes(raw).slice(0, 32);
  const probe = { id, sha256, sign: (text: string) => sign(null, Buffer.from(text), key).toString('base64') };
  const endAtMs = Math.floor((Date.now() - 60_000) / 300_000) * 300_000;
  const fromAtMs = endAtMs - HOURS * HOUR_MS;
  const cut = { fromAtMs: fromAtMs + 20 * 60_000, toAtMs: endAtMs - 10 * 60_000 };
  const events = [{ kind: 'line-cut' as const, hasRouterAnswers: false, at: 'dsl' as const, ...cut }];
  const plan = planWorld({ seed: 100, fromAtMs, events, lossRatio: 0.0005, fullFromAtMs: fromAtMs });
  const position = startPosition(plan);
  mkdirSync(join(probeDir, 'journal'), { recursive: true, mode: 0o700 });
  mkdirSync(join(probeDir, 'methods'), { recursive: true, mode: 0o700 });
  writeFileSync(join(probeDir, 'methods', `${sha256(METHOD_TEXTS.full)}.json`), METHOD_TEXTS.full);
  let bytes = 0;
  let segments = 0;
  for (
    let next = nextSegment(plan, probe, position, endAtMs);
    next;
    next = nextSegment(plan, probe, position, endAtMs)
  ) {
    const day = new Date(next.toAtMs - 60_000).toISOString().slice(0, 10);
    appendFileSync(join(probeDir, 'journal', `${day}.txt`), next.text, { mode: 0o600 });
    bytes += next.text.length;
    segments++;
  }
  return { segments, bytes, lastRoundAtMs: endAtMs - 5000 };
}

function sha256Bytes(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * The probe measures while it delivers, so all of it runs in a network namespace of its own that has nothing but
 * loopback: the bench starts itself again inside.
 */
async function runInside(): Promise<void> {
  const command = 'ip link set lo up && exec "$0" "$@"';
  const args = ['-n', 'sh', '-c', command, process.execPath, import.meta.filename];
  const { status, error } = spawnSync('unshare', args, {
    env: { ...process.env, BENCH_INSIDE: '1' },
    stdio: 'inherit',
  });
  const isRefused = error !== undefined || status === null;
  if (isRefused) {
    await runAlone(async () => [
      notMeasured(`backlog of ${HOURS} h`, '<= 30 s', 'network namespaces need root and unshare'),
    ]);
  } else {
    process.exitCode = status;
  }
}

if (import.meta.main) await (process.env['BENCH_INSIDE'] === '1' ? runAlone(backlog) : runInside());
