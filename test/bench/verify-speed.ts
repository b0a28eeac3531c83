import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BundleReport } from '../../rules/journal/bundle/report.ts';
import { writeSignedDays } from '../generator/signed-days.ts';
import { atMost, type Figure, info, isShort, progress, runAlone, show } from './figures.ts';
import { memoryOf } from './processes.ts';

const PERIODS = isShort ? ['month'] : ['month', 'year'];
const DAYS: Record<string, number> = { month: 30, year: 365 };
const LIMIT_S: Record<string, number> = { month: 20, year: 60 };
/** The one file that lies in each bundle. */
const VERIFIER = join(import.meta.dirname, '../../dist/verify.mjs');

/** Signed bundles of a month and a year of a quiet line, verified by `verify.mjs` as a stranger would. */
export async function verifySpeed(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'linewitness-bench-'));
  try {
    const figures: Figure[] = [];
    for (const period of PERIODS) {
      const file = join(folder, `${period}.zip`);
      progress(`the bundle of a ${period}`);
      await writeSignedDays(file, DAYS[period] ?? 0);
      progress(`verifying the ${period}`);
      figures.push(...(await verified(file, period)));
    }
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function verified(file: string, period: string): Promise<Figure[]> {
  const { elapsedS, peakBytes, report } = await verify(file);
  const { findings, counts, recomputed } = JSON.parse(report) as BundleReport; // printed by the verifier
  const wrong = findings.find(({ kind, where }) => kind === 'broken' && where !== 'derived/evidence.json');
  if (wrong || !recomputed) throw new Error(`the bundle of a ${period}: ${wrong?.where} ${wrong?.what}`);
  const size = `${show(statSync(file).size / 1e6)} MB, ${counts.segments} segments, ${counts.samples} samples`;
  return [
    atMost(`verifying a ${period}`, elapsedS, {
      limit: LIMIT_S[period] ?? 0,
      unit: 's',
      how: `node verify.mjs, from its start to its end: ${size}`,
    }),
    info(`verifying a ${period}: peak memory`, `${show(peakBytes / 1e6)} MB`, 'VmHWM, looked at every 100 ms'),
  ];
}

function verify(file: string): Promise<{ elapsedS: number; peakBytes: number; report: string }> {
  const startedTickMs = performance.now();
  const child = spawn(process.execPath, [VERIFIER, file, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let [peakBytes, report] = [0, ''];
  const timer = setInterval(() => {
    peakBytes = Math.max(peakBytes, peakOf(child.pid ?? 0));
  }, 100);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    report += text;
  });
  return new Promise((settle) => {
    child.once('close', () => {
      clearInterval(timer);
      settle({ elapsedS: (performance.now() - startedTickMs) / 1000, peakBytes, report });
    });
  });
}

/** 0 when it has ended meanwhile. */
function peakOf(pid: number): number {
  try {
    return memoryOf(pid).peakBytes;
  } catch {
    return 0;
  }
}

if (import.meta.main) await runAlone(verifySpeed);
