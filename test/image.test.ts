import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { KEPT_OUTPUT, watchProgram } from './lab/programs.ts';

/** There is no Docker engine here: what the Dockerfile copies into an image is put into a folder, and must do alone. */
const root = join(import.meta.dirname, '..');
const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** The stage of the Dockerfile with that name, as lines. */
function stage(name: string): string[] {
  const stages = dockerfile.split(/^FROM /m);
  const found = stages.find((text) => text.startsWith(`node:24-bookworm-slim AS ${name}\n`));
  if (found === undefined) throw new Error(`the Dockerfile has no stage ${name}`);
  return found.split('\n');
}

/** Copies what the stage copies from the build. */
function imageOf(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'linewitness-image-'));
  folders.push(folder);
  for (const line of stage(name)) {
    const match = /^COPY --from=build \/app\/(\S+) (\S+)$/.exec(line);
    if (!match?.[1] || !match[2]) continue;
    const to = match[2] === './' ? join(folder, match[1]) : join(folder, match[2]);
    mkdirSync(dirname(to), { recursive: true });
    cpSync(join(root, match[1]), to, { recursive: true });
  }
  return folder;
}

/** The command of the stage, with this machine's Node. */
function entryOf(name: string): string[] {
  const line = stage(name).find((text) => text.startsWith('ENTRYPOINT ')) ?? '';
  return (JSON.parse(line.replace('ENTRYPOINT ', '')) as string[]).slice(1); // a JSON array of words, see the Dockerfile
}

describe('an image holds all that its side needs', () => {
  test('the server answers, and does not run as root', async () => {
    const folder = imageOf('server');
    const env = { ...process.env, DATA_DIR: join(folder, 'data'), PORT: '0', HOST: '127.0.0.1' };
    const server = watchProgram(spawn(process.execPath, entryOf('server'), { ...KEPT_OUTPUT, cwd: folder, env }));
    try {
      const [, port] = await server.sees(/"port":(\d+)/, 10_000);
      const health = await fetch(`http://127.0.0.1:${port}/healthz`);
      const page = await fetch(`http://127.0.0.1:${port}/`);
      expect([health.status, page.status]).toEqual([200, 200]);
      expect(await page.text()).toMatch(/\/assets\/style\.[0-9a-f]+\.css/);
    } finally {
      await server.end();
    }
    expect(stage('server')).toContain('USER node');
  });

  test('the probe tells its commands, and its health when none runs', () => {
    const folder = imageOf('probe');
    const env = { ...process.env, PROBE_DATA_DIR: join(folder, 'data') };
    const run = (word: string) =>
      execFileSync(process.execPath, [...entryOf('probe'), word], {
        cwd: folder,
        env,
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(run('--help')).toContain('enroll');
    expect(() => run('health')).toThrow('no probe is running');
    expect(existsSync(join(folder, 'node_modules'))).toBe(false);
    expect(stage('probe')).toContain('USER node');
  });
});
