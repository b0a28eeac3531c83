import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { KEPT_OUTPUT, type Program, until, watchProgram } from './lab/programs.ts';

/** Real programs on loopback; the probe measures this machine itself by TCP, so nothing leaves it. */
const dist = join(import.meta.dirname, '../dist');
let folder: string;
let running: Program[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linewitness-restored-'));
  running = [];
});
afterEach(async () => {
  for (const program of running) await program.end();
  rmSync(folder, { recursive: true, force: true });
});

const env = (port: string) => ({
  PATH: '',
  DATA_DIR: folder,
  PROBE_DATA_DIR: join(folder, 'probe'),
  SELF_CHECK_TARGETS: '',
  TIME_STAMP_AUTHORITIES: '',
  PORT: port,
});

function start(side: 'server' | 'probe', port: string): Program {
  const program = watchProgram(
    spawn(process.execPath, [join(dist, `${side}.mjs`)], { ...KEPT_OUTPUT, env: env(port) }),
  );
  running.push(program);
  return program;
}

const command = (side: 'server' | 'probe', port: string, ...args: string[]) =>
  execFileSync(process.execPath, [join(dist, `${side}.mjs`), ...args], { env: env(port), encoding: 'utf8' }).trim();

test('restored from an older backup, the server gets again what it lacks, and the probe goes on', async () => {
  let server = start('server', '0');
  const port = (await server.sees(/"port":(\d+)/, 10_000))[1] ?? '';
  const token = command('server', port, 'invite', 'home').split('\n').at(-1) ?? '';
  command('probe', port, 'enroll', `http://127.0.0.1:${port}`, token);
  execFileSync('tee', [join(folder, 'probe/probe.yaml')], {
    input: 'targets: [127.0.0.1, 127.0.0.2]\nbackEnd: tcp\nresolvers: []\ngateway: none\nsegmentSeconds: 5\n',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const probe = start('probe', port);
  const measuredAtMs = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/lines/home/status.json`).catch(() => null);
    const status = answer?.ok ? await answer.json() : null;
    return status?.measuredAt ? Date.parse(status.measuredAt) : null;
  };
  const beforeMs = await until('the first segments', 60_000, measuredAtMs);
  const file = join(folder, 'backup.tar');
  command('server', port, 'backup', file);
  await until('more segments', 40_000, async () => ((await measuredAtMs()) ?? 0) > beforeMs + 10_000 || null);
  const laterMs = (await measuredAtMs()) ?? 0;
  await server.end();
  running.splice(running.indexOf(server), 1);
  expect(command('server', port, 'restore', file, '--set-aside')).toContain('restored as of');
  server = start('server', port);
  await until('what was measured before the restoring and after', 40_000, async () => {
    return ((await measuredAtMs()) ?? 0) > laterMs || null;
  });
  expect(probe.output()).toContain('the server expects another segment: going on from there');
  // nothing is missing: the server derives from exactly the segments that the probe has closed
  await probe.end();
  await server.end();
  running = [];
  const journal = join(folder, 'probe/journal');
  const texts = readdirSync(journal).map((name) => readFileSync(join(journal, name), 'latin1'));
  const closed = texts.join('').match(/^closedBy: /gm)?.length;
  expect(command('server', port, 'rebuild')).toBe(`derived 1 lines again from ${closed} segments`);
});
