import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { copyLine, databaseFile, MONTH_DAYS, makeMonth, repeatIntoThePast } from '../generator/long-history.ts';
import { findOnPath } from '../needs.ts';
import { fetchTimed } from './fetch-timed.ts';
import { atLeast, atMost, type Figure, isShort, median, notMeasured, progress, runAlone, show } from './figures.ts';
import { memoryOf, threadsRanMs } from './processes.ts';
import { startServer } from './server-process.ts';

const LINE = 'line-01';
const STARTS = isShort ? 5 : 11;
const WRK_SECONDS = isShort ? 3 : 10;
const SETTLE_MS = isShort ? 5000 : 20_000;
const DAY_MS = 86_400_000;

type Size = { label: string; lines: number; dataDir: string };
const PATHS = ['start', 'page', 'outages', 'days', 'outages30', 'days30'] as const;
type Path = (typeof PATHS)[number];
type Seen = { wallMs: number[]; ranMs: number[] };
type Cold = Record<Path, Seen>;
/** As browsers ask. */
const HEADERS = { 'accept-encoding': 'gzip, deflate, br', 'accept-language': 'de' };

/** The bundled server over a month, three years of one line, and a year of twenty: start, memory, cold and warm. */
export async function serverSize(): Promise<Figure[]> {
  const base = mkdtempSync(join(tmpdir(), 'linewitness-bench-'));
  try {
    const sizes = await makeSizes(base);
    const figures: Figure[] = [];
    const medians = new Map<string, number>();
    for (const size of sizes) {
      progress(
        `${size.label}: ${show(statSync(databaseFile(size.dataDir)).size / 1e6)} MB, ${STARTS} cold starts each`,
      );
      const cold = await coldStarts(size);
      for (const path of PATHS) medians.set(`${size.label} ${path}`, median(cold[path].wallMs));
      figures.push(...coldFigures(size, cold));
    }
    figures.push(...growthFigures(medians), await settledMemory(sizes[1]), await settledMemory(sizes[2]));
    figures.push(await warmPage(sizes[1]));
    return figures;
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

async function makeSizes(base: string): Promise<[Size, Size, Size]> {
  const nowMs = Date.now();
  const month = join(base, 'month');
  progress('a month through the real ingest');
  await makeMonth(month, LINE, nowMs);
  await packFinishedDays(month);
  const threeYears = join(base, 'three-years');
  const twentyLines = join(base, 'twenty-lines');
  progress('repeated to three years, and to a year of twenty lines');
  for (const copy of [threeYears, twentyLines]) cpSync(month, copy, { recursive: true });
  repeatIntoThePast(threeYears, LINE, 36, nowMs);
  repeatIntoThePast(twentyLines, LINE, 12, nowMs);
  const others = Array.from({ length: 19 }, (_, index) => `line-${String(index + 2).padStart(2, '0')}`);
  copyLine(twentyLines, LINE, others);
  return [
    { label: '1 month of 1 line', lines: 1, dataDir: month },
    { label: '3 years of 1 line', lines: 1, dataDir: threeYears },
    { label: '1 year of 20 lines', lines: 20, dataDir: twentyLines },
  ];
}

/** The server packs what is over when it has time; so do we before anything is measured. */
async function packFinishedDays(dataDir: string): Promise<void> {
  const server = await startServer(dataDir);
  await sleep(SETTLE_MS);
  await server.stop();
}

/** A fresh process for each answer: nothing is warm but the system's file cache, and no page is kept yet. */
async function coldStarts(size: Size): Promise<Cold> {
  const seen = (): Seen => ({ wallMs: [], ranMs: [] });
  const cold: Cold = { start: seen(), page: seen(), outages: seen(), days: seen(), outages30: seen(), days30: seen() };
  for (let nth = 0; nth < STARTS; nth++) for (const path of PATHS) await coldStart(size, path, cold[path]);
  return cold;
}

async function coldStart(size: Size, path: Path, seen: Seen): Promise<void> {
  const startedTickMs = performance.now();
  const server = await startServer(size.dataDir);
  try {
    // the start is its own figure: let it settle, so that the answer alone is measured
    if (path !== 'start') await sleep(500);
    const ranBeforeMs = path === 'start' ? 0 : threadsRanMs(server.pid);
    const { elapsedMs } = await fetchTimed(server.url + pathOf(path), HEADERS);
    seen.wallMs.push(path === 'start' ? performance.now() - startedTickMs : elapsedMs);
    seen.ranMs.push(threadsRanMs(server.pid) - ranBeforeMs);
  } finally {
    await server.stop();
  }
}

function pathOf(path: Path): string {
  if (path === 'start' || path === 'page') return `/lines/${LINE}`;
  const days = path.endsWith('30') ? 30 : 90;
  const day = (daysAgo: number) => new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);
  return `/api/lines/${LINE}/${path.replace('30', '')}.json?from=${day(days - 1)}&to=${day(0)}`;
}

function coldFigures(size: Size, cold: Cold): Figure[] {
  const figure = (path: Path, name: string, limitMs: number, what: string) =>
    atMost(`${name}, ${size.label}`, median(cold[path].wallMs), {
      limit: limitMs,
      unit: 'ms',
      how: `${what}; median of ${STARTS} fresh processes (best ${show(Math.min(...cold[path].wallMs))}, worst ${show(Math.max(...cold[path].wallMs))}), of which its threads ran ${show(median(cold[path].ranMs))} ms`,
    });
  const first = 'first request of the process, 500 ms after it listens';
  return [
    figure('start', 'start to first page', 700, 'spawn to the last byte of the line page'),
    figure('page', 'cold page HTML', 25, first),
    figure('outages', 'cold outages.json of 90 days', 10, first),
    figure('days', 'cold days.json of 90 days', 10, first),
  ];
}

/** The same answer from a short and from a long history: for the API the last 30 days, which both have. */
function growthFigures(medians: Map<string, number>): Figure[] {
  return (['page', 'outages30', 'days30'] as const).map((path) => {
    const month = medians.get(`1 month of 1 line ${path}`) ?? Number.NaN;
    const years = medians.get(`3 years of 1 line ${path}`) ?? Number.NaN;
    const name = path === 'page' ? 'page' : `${path.replace('30', '')}.json of 30 days`;
    return atMost(`3 years against 1 month: ${name}`, years / month, {
      limit: 1.3,
      unit: 'x',
      how: `medians of the cold first requests: ${show(years)} and ${show(month)} ms`,
    });
  });
}

/** Memory after the start is through, every page and answer was asked for, and the jobs of the start are done. */
async function settledMemory(size: Size): Promise<Figure> {
  const server = await startServer(size.dataDir);
  try {
    for (let nth = 1; nth <= size.lines; nth++) {
      const line = `line-${String(nth).padStart(2, '0')}`;
      for (const path of ['', '/api']) await fetchTimed(`${server.url}${path}/lines/${line}${path && '/outages.json'}`);
    }
    await sleep(SETTLE_MS);
    const { rssBytes, peakBytes } = memoryOf(server.pid);
    return atMost(`server memory, ${size.label}`, rssBytes / 1e6, {
      limit: 100,
      unit: 'MB',
      how: `VmRSS ${SETTLE_MS / 1000} s after each line page and outages.json was asked for once (peak ${show(peakBytes / 1e6)} MB)`,
    });
  } finally {
    await server.stop();
  }
}

async function warmPage(size: Size): Promise<Figure> {
  const name = 'warm line page';
  if (!findOnPath('wrk')) return notMeasured(name, '>= 10,000 requests/s', 'wrk is not installed');
  const server = await startServer(size.dataDir);
  try {
    const args = (seconds: number) => ['-t1', '-c32', `-d${seconds}s`, `${server.url}/lines/${LINE}`];
    execFileSync('wrk', args(2), { encoding: 'utf8' });
    const report = execFileSync('wrk', args(WRK_SECONDS), { encoding: 'utf8' });
    const failed = /Non-2xx or 3xx responses: \d+|Socket errors: .*/.exec(report)?.[0];
    const figure = atLeast(name, Number(/Requests\/sec:\s+([\d.]+)/.exec(report)?.[1]), {
      limit: 10_000,
      unit: 'requests/s',
      how: `wrk -t1 -c32 for ${WRK_SECONDS} s after 2 s, ${size.label}; ${failed ?? 'no errors'}; wrk shares the two cores`,
    });
    return failed ? { ...figure, verdict: 'MISS' } : figure;
  } finally {
    await server.stop();
  }
}

if (import.meta.main) {
  progress(`month of ${MONTH_DAYS} days`);
  await runAlone(serverSize);
}
