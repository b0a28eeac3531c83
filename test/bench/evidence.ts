import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get as httpGet } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFullYear } from '../generator/full-year.ts';
import { fetchTimed } from './fetch-timed.ts';
import { atMost, type Figure, info, isShort, progress, quantile, runAlone, show } from './figures.ts';
import { cpuSecondsOf, familyOf, memoryOf } from './processes.ts';
import { type ServerProcess, startServer } from './server-process.ts';

const LINE = 'evidence';
const DAY_MS = 86_400_000;
const PERIODS = isShort ? ['month'] : ['month', 'year'];
const DAYS: Record<string, number> = { month: 30, year: 365 };
const LIMIT_S: Record<string, Record<string, number>> = { pdf: { month: 2, year: 5 }, zip: { month: 2, year: 10 } };
const LIMIT_MB: Record<string, number> = { pdf: 250, zip: 150 };
const PAGE_LIMIT_MS = 50;

/** Report and bundle of a month and a year of one line at full resolution, from the bundled server, and pages meanwhile. */
export async function evidence(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'linewitness-bench-'));
  try {
    const nowMs = Date.now();
    progress('a year at full resolution');
    await makeFullYear(dataDir, LINE, nowMs);
    const server = await startServer(dataDir);
    try {
      await sleep(5000); // what it does after its start is over
      const figures: Figure[] = [];
      for (const period of PERIODS) {
        for (const kind of ['pdf', 'zip']) figures.push(...(await exported(server, { kind, period, nowMs })));
      }
      return figures;
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

type Asked = { kind: string; period: string; nowMs: number };

async function exported(server: ServerProcess, { kind, period, nowMs }: Asked): Promise<Figure[]> {
  progress(`${kind} of a ${period}`);
  const dayText = (atMs: number) => new Date(atMs).toISOString().slice(0, 10);
  const query = `from=${dayText(nowMs - (DAYS[period] ?? 0) * DAY_MS)}&to=${dayText(nowMs - DAY_MS)}`;
  const watch = watchChildren(server.pid);
  const pages = askPages(server.url);
  const cpuBeforeS = cpuSecondsOf(server.pid);
  const startedTickMs = performance.now();
  const bytes = await download(`${server.url}/lines/${LINE}/evidence.${kind}?${query}`);
  const elapsedS = (performance.now() - startedTickMs) / 1000;
  const pageMs = await pages.stop();
  const peaks = watch.stop();
  const cpuS = cpuSecondsOf(server.pid) - cpuBeforeS;
  const how = `GET from the bundled server until the last byte, ${show(bytes / 1e6)} MB`;
  const name = `${kind} of a ${period}`;
  const peakMb = (peaks.get(kind) ?? 0) / 1e6;
  return [
    atMost(name, elapsedS, { limit: LIMIT_S[kind]?.[period] ?? 0, unit: 's', how }),
    atMost(`${name}: peak memory`, peakMb, {
      limit: LIMIT_MB[kind] ?? 0,
      unit: 'MB',
      how: 'VmHWM of the process that makes it, looked at every 20 ms',
    }),
    atMost(`${name}: pages meanwhile, p99`, quantile(pageMs, 0.99), {
      limit: PAGE_LIMIT_MS,
      unit: 'ms',
      how: `page of the line over HTTP, ${pageMs.length} times, 20 ms after the answer before`,
    }),
    info(`${name}: CPU time`, `${show(cpuS)} s`, 'of server and programs together, pages included'),
    info(`${name}: pages meanwhile, median`, `${show(quantile(pageMs, 0.5))} ms`, 'likewise'),
  ];
}

/** Reads to the end; as slowly as it comes. */
function download(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    httpGet(url, (answer) => {
      let bytes = 0;
      answer.on('data', (part: Buffer) => {
        bytes += part.length;
      });
      answer.once('end', () =>
        answer.statusCode === 200 ? resolve(bytes) : reject(new Error(`${url} answered ${answer.statusCode}`)),
      );
      answer.once('error', reject);
    }).once('error', reject);
  });
}

function askPages(url: string): { stop: () => Promise<number[]> } {
  const elapsedMs: number[] = [];
  let isOver = false;
  const asking = (async () => {
    while (!isOver) {
      elapsedMs.push((await fetchTimed(`${url}/lines/${LINE}`)).elapsedMs);
      await sleep(20);
    }
  })();
  return {
    stop: async () => {
      isOver = true;
      await asking;
      return elapsedMs;
    },
  };
}

const PROGRAMS: Record<string, string> = { zip: 'make-evidence', pdf: 'make-report' };

/** Peaks of the programs that the server starts to make each kind, with their threads. */
function watchChildren(serverPid: number): { stop: () => Map<string, number> } {
  const peaks = new Map<string, number>();
  const look = () => {
    for (const pid of familyOf(serverPid).slice(1)) {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
        for (const [kind, program] of Object.entries(PROGRAMS))
          if (words.includes(program)) peaks.set(kind, Math.max(peaks.get(kind) ?? 0, memoryOf(pid).peakBytes));
      } catch {
        // it ended while we looked
      }
    }
  };
  const timer = setInterval(look, 20);
  return {
    stop: () => {
      clearInterval(timer);
      return peaks;
    },
  };
}

if (import.meta.main) await runAlone(evidence);
