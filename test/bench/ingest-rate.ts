import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { uploadAnswerSchema } from '../../rules/wire/upload.ts';
import { enrolSimulated } from '../../server/demo/history.ts';
import { type BenchProbe, benchProbes, uploadBody } from '../generator/bench-probes.ts';
import { openBenchKeep } from '../generator/keep-for-bench.ts';
import { fetchTimed } from './fetch-timed.ts';
import { atLeast, type Figure, info, isShort, progress, quantile, runAlone, show } from './figures.ts';
import { cpuSecondsOf, memoryOf } from './processes.ts';
import { startServer } from './server-process.ts';

const PROBES = 200;
const WANTED_PER_SECOND = 400;
const PACED_MS = isShort ? 5000 : 20_000;
const FLAT_OUT_MS = isShort ? 4000 : 10_000;
/** A server that has just started compiles its code first; so many of each probe come before the figures. */
const WARM_UP_EACH = 3;
/** What a server at its limit may at most be given before the bench runs out of segments. */
const FLAT_OUT_PER_SECOND = 2500;

/** Two hundred probes at 400 segments/s, one a request, while pages are read; then as fast as the server takes them. */
export async function ingestRate(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'linewitness-bench-'));
  const pacedEach = Math.ceil((PACED_MS * WANTED_PER_SECOND) / 1000 / PROBES);
  const flatOutEach = Math.ceil((FLAT_OUT_MS * FLAT_OUT_PER_SECOND) / 1000 / PROBES);
  const each = WARM_UP_EACH + pacedEach + flatOutEach;
  progress(`signing ${PROBES} x ${each} segments`);
  const probes = benchProbes(PROBES, each, Date.now() - 6 * 3_600_000);
  const keep = openBenchKeep(dataDir, { nowMs: Date.now() });
  for (const probe of probes)
    enrolSimulated(keep, { id: probe.line, name: probe.line, provider: 'Bench', zone: 'Etc/UTC' }, probe);
  await keep.close();
  const server = await startServer(dataDir);
  const agent = new Agent({ keepAlive: true, maxSockets: PROBES });
  try {
    const bodies = probes.map((probe) => probe.segments.map((text) => uploadBody(probe, [text], Date.now())));
    await upload(server.url, agent, bodies, { from: 0, count: WARM_UP_EACH, everyMs: 0, forMs: null });
    progress('paced');
    const pages = readPages(server.url, probes);
    const cpuBefore = cpuSecondsOf(server.pid);
    const paced = await upload(server.url, agent, bodies, {
      from: WARM_UP_EACH,
      count: pacedEach,
      everyMs: 500,
      forMs: null,
    });
    const cpuSeconds = cpuSecondsOf(server.pid) - cpuBefore;
    progress('flat out');
    const flatOut = await upload(server.url, agent, bodies, {
      from: WARM_UP_EACH + pacedEach,
      count: flatOutEach,
      everyMs: 0,
      forMs: FLAT_OUT_MS,
    });
    const read = await pages.stop();
    return figuresOf({ paced, flatOut, read, cpuSeconds, rssBytes: memoryOf(server.pid).rssBytes });
  } finally {
    agent.destroy();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

type Uploaded = { latenciesMs: number[]; elapsedMs: number };

function figuresOf(seen: {
  paced: Uploaded;
  flatOut: Uploaded;
  read: number[];
  cpuSeconds: number;
  rssBytes: number;
}): Figure[] {
  const { paced, flatOut, read } = seen;
  const rateOf = (uploaded: Uploaded) => (uploaded.latenciesMs.length / uploaded.elapsedMs) * 1000;
  const spread = (values: number[]) =>
    `p50 ${show(quantile(values, 0.5))}, p95 ${show(quantile(values, 0.95))}, p99 ${show(quantile(values, 0.99))}, max ${show(Math.max(...values))} ms`;
  const how = `${PROBES} probes over HTTP, one segment (12 rounds, 145 samples, 4.4 KB) a request, receipts read; pages read beside it; after ${PROBES * WARM_UP_EACH} segments`;
  return [
    // the last request of a paced run ends a little after its slot: 99 % of the pace is the pace
    atLeast('segments taken at a pace of 400/s', rateOf(paced), {
      limit: WANTED_PER_SECOND * 0.99,
      unit: '/s',
      how: `${how}; ${show(paced.elapsedMs / 1000)} s`,
    }),
    info('answer time at that pace', spread(paced.latenciesMs), 'from the due time of each request to its last byte'),
    info('processor at that pace', `${show((seen.cpuSeconds / paced.elapsedMs) * 1e5)} % of a core`, '/proc/PID/stat'),
    atLeast('segments taken flat out', rateOf(flatOut), {
      limit: WANTED_PER_SECOND,
      unit: '/s',
      how: `the same, each probe sends when it has its receipt; ${show(flatOut.elapsedMs / 1000)} s; the load generator shares the two cores`,
    }),
    info(
      'pages read meanwhile',
      `${read.length}, ${spread(read)}`,
      'line page and outages.json, a new connection each, 10/s',
    ),
    info('server memory at the end', `${show(seen.rssBytes / 1e6)} MB RSS`, '/proc/PID/status, 200 lines'),
  ];
}

type Pace = { from: number; count: number; everyMs: number; forMs: number | null };

/** Each probe sends its segments in order; with a pace, latency counts from the due time, so a stall is not hidden. */
async function upload(url: string, agent: Agent, bodies: Buffer[][], pace: Pace): Promise<Uploaded> {
  const latenciesMs: number[] = [];
  const startedTickMs = performance.now();
  await Promise.all(
    bodies.map(async (own, index) => {
      const phaseMs = (pace.everyMs / bodies.length) * index;
      for (const [nth, body] of own.slice(pace.from, pace.from + pace.count).entries()) {
        if (pace.forMs !== null && performance.now() - startedTickMs > pace.forMs) return;
        const dueTickMs = pace.everyMs > 0 ? startedTickMs + phaseMs + nth * pace.everyMs : performance.now();
        const waitMs = dueTickMs - performance.now();
        if (waitMs > 0) await sleep(waitMs);
        await post(`${url}/api/segments`, agent, body);
        latenciesMs.push(performance.now() - dueTickMs);
      }
    }),
  );
  return { latenciesMs, elapsedMs: performance.now() - startedTickMs };
}

function post(url: string, agent: Agent, body: Buffer): Promise<void> {
  return new Promise((settle, fail) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const sending = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => {
        const answer = response.statusCode === 200 ? uploadAnswerSchema.parse(JSON.parse(text)) : null;
        if (answer?.receipts.length === 1 && answer.error === null) settle();
        else fail(new Error(`an upload was answered with ${response.statusCode}: ${text.slice(0, 300)}`));
      });
    });
    sending.on('error', fail).end(body);
  });
}

function readPages(url: string, probes: BenchProbe[]): { stop: () => Promise<number[]> } {
  const latenciesMs: number[] = [];
  let isStopping = false;
  const reading = (async () => {
    for (let nth = 0; !isStopping; nth++) {
      const line = probes[nth % probes.length]?.line ?? '';
      const path = nth % 2 === 0 ? `/lines/${line}` : `/api/lines/${line}/outages.json`;
      // before its first segment a line has nothing to show; that is an answer too
      const { elapsedMs } = await fetchTimed(url + path);
      latenciesMs.push(elapsedMs);
      await sleep(100);
    }
  })();
  return {
    stop: async () => {
      isStopping = true;
      await reading;
      return latenciesMs;
    },
  };
}

if (import.meta.main) await runAlone(ingestRate);
