import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LinesJson, StatusJson } from '../rules/wire/status.ts';
import { KEPT_OUTPUT, type Program, pathWithOnly, until, watchProgram } from './lab/programs.ts';
import { openWorld, type World } from './lab/world.ts';
import { describeWith } from './needs.ts';

/** What `npm start` runs, in a home that it has never seen and without any setting. */
describeWith(['namespaces', 'fping'], 'npm start in a home', () => {
  let world: World;
  let folder: string;
  let program: Program;
  let startedTickMs: number;

  beforeAll(async () => {
    const bundle = join(import.meta.dirname, '../dist/start.mjs');
    if (!existsSync(bundle))
      throw new Error('dist/start.mjs is missing: run "npm run build" first, as "npm test" does');
    folder = mkdtempSync(join(tmpdir(), 'linewitness-start-'));
    world = await openWorld();
    const env = { PATH: pathWithOnly(['fping']), HOME: folder };
    startedTickMs = performance.now();
    program = watchProgram(world.spawn('home', process.execPath, [bundle], { ...KEPT_OUTPUT, cwd: folder, env }));
  });
  afterAll(async () => {
    await program?.end();
    await world?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = async (path: string) => {
    const { status, body } = await world.fetch('home', `http://localhost:8080${path}`, {
      headers: { 'accept-language': 'en' },
    });
    return status === 200 ? body : null;
  };

  test('the line is live within a minute', async () => {
    try {
      await until('the line is up', 60_000, async () => {
        const body = await ask('/api/lines/home/status.json').catch(() => null);
        return body !== null && (JSON.parse(body) as StatusJson).state === 'up' ? true : null;
      });
    } catch (error) {
      throw new Error(program.output(), { cause: error });
    }
    expect(performance.now() - startedTickMs).toBeLessThan(60_000);
  });

  test('everything is shown to who sits at the machine: the list, the page, the exports', async () => {
    expect((JSON.parse((await ask('/api/lines')) ?? '{}') as LinesJson).lines.map(({ id }) => id)).toEqual(['home']);
    expect(await ask('/lines/home')).toContain('data-state="up"');
    expect(await ask('/lines/home/evidence.csv')).not.toBeNull();
  });

  test('the data lies where the documentation says, the key readable by its owner only', () => {
    for (const name of ['server', 'probe', 'probe/key.pem', 'probe/enrolment.json', 'probe/journal']) {
      expect(existsSync(join(folder, 'data', name)), name).toBe(true);
    }
    expect(statSync(join(folder, 'data/probe/key.pem')).mode & 0o777).toBe(0o600);
  });

  test('one signal ends both sides cleanly', async () => {
    expect(await program.end('SIGTERM')).toBe(0);
    await expect(ask('/healthz')).rejects.toThrow();
  });
});
