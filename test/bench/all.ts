import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Figure, formatTable, machine, notMeasured } from './figures.ts';

/**
 * `npm run bench`: each bench in a process of its own, one after the other, then one table. `BENCH_SHORT=1` takes short
 * windows; names as arguments run only those. Exit code 1 when a promise was missed.
 */
const BENCHES = [
  'rules-month',
  'fault-set',
  'page-weight',
  'stored-bytes',
  'server-size',
  'ingest-rate',
  'backlog',
  'evidence',
  'probe-steady',
  'mail-latency',
  'mail-memory',
  'verify-speed',
  'quiet-run',
  'fault-matrix',
];

const before = machine();
const wanted = process.argv.slice(2);
const figures: Figure[] = [];
for (const name of BENCHES.filter((bench) => wanted.length === 0 || wanted.includes(bench))) {
  console.error(`${name}:`);
  figures.push(...(await run(name)));
}
console.log(formatTable(figures));
const missed = figures.filter((figure) => figure.verdict === 'MISS').length;
const windows = process.env['BENCH_SHORT'] === '1' ? ', short windows' : '';
console.log(`\nbefore: ${before}\nafter: ${machine()}\n${figures.length} figures, ${missed} missed${windows}`);
process.exitCode = missed > 0 ? 1 : 0;

function run(name: string): Promise<Figure[]> {
  return new Promise((settle) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, `${name}.ts`)], {
      env: { ...process.env, BENCH_JSON: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.once('close', (code) => settle(figuresIn(output, name, code)));
  });
}

/** A bench that fails is a figure too: it must not vanish from the table. */
function figuresIn(output: string, name: string, code: number | null): Figure[] {
  try {
    return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Figure[]; // written by runAlone
  } catch {
    return [{ ...notMeasured(name, '-', `the bench ended with code ${code} without figures`), verdict: 'MISS' }];
  }
}
