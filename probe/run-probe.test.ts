import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { machineProblem } from '../install/machine-problem.ts';
import { openLogBook } from '../test/fakes/small-journal.ts';
import { parseArguments } from './cli.ts';
import { isProbeRunning, takeInstanceLock } from './instance-lock.ts';
import { openLog } from './log.ts';

describe('the lock of the folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'linewitness-lock-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const { log } = openLogBook();

  test('keeps a second probe out, and lets the next one in after the first has ended', async () => {
    const first = await takeInstanceLock(folder, log);
    expect(typeof first).toBe('object');
    expect(await isProbeRunning(folder)).toBe(true);
    expect(await takeInstanceLock(folder, log)).toContain('another probe is running');
    if (typeof first !== 'string') await first.release();
    expect(await isProbeRunning(folder)).toBe(false);
    const next = await takeInstanceLock(folder, log);
    expect(typeof next).toBe('object');
    if (typeof next !== 'string') await next.release();
  });

  test('left over after kill -9 does not keep anybody out', async () => {
    // A socket file that nobody listens on any more: what a killed process leaves.
    const server = createServer().listen(join(folder, 'other.sock'));
    await new Promise((resolve) => server.once('listening', resolve));
    const { renameSync } = await import('node:fs');
    renameSync(join(folder, 'other.sock'), join(folder, 'probe.lock'));
    await new Promise((resolve) => server.close(resolve));
    await writeFile(join(folder, 'probe.lock'), '', { flag: 'a' }).catch(() => undefined);
    const lock = await takeInstanceLock(folder, log);
    expect(typeof lock).toBe('object');
    if (typeof lock !== 'string') await lock.release();
  });

  test('works in a folder whose path is longer than that of a socket may be', async () => {
    const long = join(folder, 'x'.repeat(120));
    await mkdir(long);
    const first = await takeInstanceLock(long, log);
    expect(await isProbeRunning(long)).toBe(true);
    expect(await takeInstanceLock(long, log)).toContain('another probe is running');
    if (typeof first !== 'string') await first.release();
  });

  test('of several starts at once exactly one gets it', async () => {
    const locks = await Promise.all(Array.from({ length: 6 }, () => takeInstanceLock(folder, log)));
    expect(locks.filter((lock) => typeof lock !== 'string')).toHaveLength(1);
    for (const lock of locks) if (typeof lock !== 'string') await lock.release();
  });
});

describe('the command line', () => {
  test.each([
    [[], { name: 'run' }],
    [['run'], { name: 'run' }],
    [['check'], { name: 'check' }],
    [['--help'], { name: 'help' }],
    [['enroll', 'http://x', 'lw1.y'], { name: 'enroll', url: 'http://x', token: 'lw1.y' }],
  ])('%j is understood', (args, command) => {
    expect(parseArguments(args)).toEqual(command);
  });

  test.each([
    [['enroll', 'http://x'], 'enroll needs two things: the address of the server and the token'],
    [['measure'], '"measure" is not a command of the probe'],
    [['check', 'all'], 'check takes nothing more, but "all" follows'],
  ])('%j is refused with a sentence', (args, said) => {
    expect(parseArguments(args)).toBe(said);
  });

  test('a 32-bit system or an old Node is told in one sentence', () => {
    expect(machineProblem('24.21.0', 'arm64')).toBeNull();
    expect(machineProblem('24.21.0', 'arm')).toContain('this is a 32-bit system (arm)');
    expect(machineProblem('20.1.0', 'x64')).toContain('this is Node 20.1.0');
  });
});

test('each event is one JSON line; errors stand there with their causes', () => {
  const lines: string[] = [];
  const log = openLog(
    (line) => lines.push(line),
    () => 0,
  );
  log.warn('no contact', { error: new Error('outer', { cause: new Error('inner\nline') }), count: 3 });
  expect(lines).toHaveLength(1);
  expect(lines[0]?.trimEnd()).not.toContain('\n');
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    at: '1970-01-01T00:00:00.000Z',
    level: 'warn',
    message: 'no contact',
    error: 'outer (because: inner\nline)',
    count: 3,
  });
});
