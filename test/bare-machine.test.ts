import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KEPT_OUTPUT, pathWithout, watchProgram } from './lab/programs.ts';

/**
 * `npm test` on a machine that has Node and npm and nothing else: the suites that touch tools, run once more with a PATH
 * that lacks them.
 */
const LACKING = new Set([
  ...['fping', 'fping6', 'ping', 'ping4', 'ping6', 'ip', 'nft', 'strace'],
  ...['chromium', 'chromium-browser', 'google-chrome'],
]);
const SUITES = [
  'probe/checks/',
  'probe/back-ends.test.ts',
  'probe/runner.test.ts',
  'probe/network.test.ts',
  'test/lab/',
  'test/outage-scenarios.test.ts',
  'test/browser.test.ts',
];

describe('on a machine without fping, ping, ip and chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'linewitness-bare-'));
  const report = join(folder, 'report.json');
  let code: number | null;
  let output: string;

  beforeAll(async () => {
    const root = join(import.meta.dirname, '..');
    const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...SUITES];
    const env = { PATH: pathWithout(LACKING), HOME: folder, NO_COLOR: '1', TEST_REPORT: report };
    const vitest = watchProgram(spawn(process.execPath, args, { ...KEPT_OUTPUT, cwd: root, env }));
    code = await vitest.ended;
    output = vitest.output();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('everything that needs only Node passes', () => {
    expect(code, output).toBe(0);
    const { numPassedTests, numFailedTests } = counts();
    expect(numFailedTests).toBe(0);
    expect(numPassedTests).toBeGreaterThan(20);
  });

  test('what needs more is left out, and named with the reason', () => {
    expect(output).toMatch(/^left out \(\d+\):$/m);
    expect(output).toMatch(/test\/outage-scenarios\.test\.ts: .*fping is not installed/);
    expect(output).toMatch(/test\/browser\.test\.ts: .*chromium is not installed/);
    expect(output).not.toContain('without a reason');
  });

  function counts(): { numPassedTests: number; numFailedTests: number } {
    return JSON.parse(readFileSync(report, 'utf8')) as { numPassedTests: number; numFailedTests: number }; // Vitest's own
  }
});
