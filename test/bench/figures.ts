import { availableParallelism, cpus, loadavg } from 'node:os';

/** One figure of a bench: what was promised, what was measured, and with which instrument over which window. */
export type Figure = {
  name: string;
  target: string;
  measured: string;
  /** `info`: measured without a promise. `not measured`: could not be, `how` says why. */
  verdict: 'ok' | 'MISS' | 'info' | 'not measured';
  how: string;
};

type Limit = { limit: number; unit: string; how: string };

/** A figure that must not be above its limit. */
export function atMost(name: string, measured: number, { limit, unit, how }: Limit): Figure {
  return {
    name,
    target: `<= ${show(limit)} ${unit}`,
    measured: `${show(measured)} ${unit}`,
    verdict: measured <= limit ? 'ok' : 'MISS',
    how,
  };
}

/** A figure that must not be below its limit. */
export function atLeast(name: string, measured: number, { limit, unit, how }: Limit): Figure {
  return {
    name,
    target: `>= ${show(limit)} ${unit}`,
    measured: `${show(measured)} ${unit}`,
    verdict: measured >= limit ? 'ok' : 'MISS',
    how,
  };
}

export function info(name: string, measured: string, how: string): Figure {
  return { name, target: '-', measured, verdict: 'info', how };
}

export function notMeasured(name: string, target: string, why: string): Figure {
  return { name, target, measured: '-', verdict: 'not measured', how: why };
}

/** Rounded for reading: three significant digits below 1000, whole numbers above. */
export function show(value: number): string {
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The value below which this share of the values lies. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function formatTable(figures: Figure[]): string {
  const rows = figures.map(({ verdict, name, target, measured, how }) => [verdict, name, target, measured, how]);
  const head = ['', 'figure', 'target', 'measured', 'instrument and window'];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)));
  return [head, ...rows]
    .map((row) => row.map((cell, column) => (column === 4 ? cell : cell.padEnd(widths[column] ?? 0))).join('  '))
    .join('\n');
}

/**
 * Runs a bench that was started by itself: prints its table (or, for all.ts, its figures as JSON) and sets the exit
 * code: 1 when a promise was missed.
 */
export async function runAlone(bench: () => Promise<Figure[]>): Promise<void> {
  const figures = await bench();
  console.log(process.env['BENCH_JSON'] ? JSON.stringify(figures) : `${formatTable(figures)}\n\n${machine()}`);
  process.exitCode = figures.some((figure) => figure.verdict === 'MISS') ? 1 : 0;
}

/** What it was measured on, and how busy that was with other things (the load includes our own). */
export function machine(): string {
  const [load1, load5] = loadavg();
  return `${cpus()[0]?.model ?? 'processor'} x ${availableParallelism()}, Node ${process.version}, load ${show(load1 ?? 0)} (5 min ${show(load5 ?? 0)})`;
}

/** Shorter windows, for a look in between; the printed window says what was used. */
export const isShort = process.env['BENCH_SHORT'] === '1';

/** Says on stderr what goes on. */
export function progress(text: string): void {
  console.error(`  … ${text}`);
}
