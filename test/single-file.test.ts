import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NODE_START } from '../install/node-flags.ts';
import { KEPT_OUTPUT, until, watchProgram } from './lab/programs.ts';
import { openWorld } from './lab/world.ts';
import { describeWith } from './needs.ts';

/** What a small device gets: this one file, in an empty folder. */
const bundle = join(import.meta.dirname, '../dist/probe.mjs');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linewitness-alone-'));
  copyFileSync(bundle, join(folder, 'probe.mjs'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (args: string[], flags: string[] = []) => {
  const env = { PATH: process.env['PATH'] ?? '', PROBE_DATA_DIR: join(folder, 'data') };
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, 'probe.mjs', ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return { code: status, text: stdout + stderr };
};

describe('dist/probe.mjs, alone in a folder', () => {
  test('knows its commands, its health, and what it needs to join', () => {
    expect(run(['--help'])).toMatchObject({ code: 0, text: expect.stringContaining('enroll URL TOKEN') });
    expect(run(['health'])).toMatchObject({ code: 1, text: expect.stringContaining('no probe is running') });
    expect(run(['enroll', 'http://127.0.0.1:9', 'word']).text).toContain('this is not an enrolment token');
    expect(run(['install', '--dry-run']).text).toContain('ExecStart=');
    expect(run(['measure']).text).toContain('is not a command');
    expect(readdirSync(folder).filter((name) => name !== 'data')).toEqual(['probe.mjs']);
  });

  test('holds the code for mail, unfolded when it is wanted', () => {
    expect(run(['mail-test'])).toMatchObject({ code: 1, text: expect.stringContaining('mail-test needs one thing') });
    expect(run(['mail-test', 'in'])).toEqual({ code: 1, text: 'There is no route of mails in probe.yaml.\n' });
  });

  test('says one plain sentence on a 32-bit system and under an old Node, before anything else', () => {
    const pretend = (name: string, text: string) => {
      const file = join(folder, `${name}.cjs`);
      writeFileSync(file, text);
      return run(['check'], ['-r', file]);
    };
    expect(pretend('arm', `Object.defineProperty(process, 'arch', { value: 'arm' });`)).toEqual({
      code: 1,
      text: 'linewitness: this is a 32-bit system (arm); Linewitness needs a 64-bit one. On a Raspberry Pi 3 or newer, install the 64-bit image\n',
    });
    // an old Node has no getBuiltinModule either: the guard is before its first use
    const old = `Object.defineProperty(process, 'versions', { value: { node: '18.20.4' } }); delete process.getBuiltinModule;`;
    expect(pretend('old', old)).toMatchObject({
      code: 1,
      text: expect.stringMatching(/^linewitness: this is Node 18\.20\.4; .*\n$/),
    });
  });

  test('is written so that an old Node can read it as far as that sentence', () => {
    const text = readFileSync(bundle, 'utf8');
    expect(text.startsWith('(function(v,a){var p=')).toBe(true);
    // an import that stands still is fetched before the first statement runs
    expect(text.slice(0, 20_000)).not.toMatch(/(^|;)import[\s{*"]/);
    // signs beyond ASCII would cost V8 a second byte for each letter
    expect(/[^\0-\x7f]/.test(text)).toBe(false);
  });
});

describe('every program says the same', () => {
  test.each(['server', 'start', 'demo'])('%s', (name) => {
    const file = join(folder, 'arm.cjs');
    writeFileSync(file, `Object.defineProperty(process, 'arch', { value: 'ia32' });`);
    const program = join(bundle, `../${name}.mjs`);
    const { status, stderr } = spawnSync(process.execPath, ['-r', file, program], { encoding: 'utf8' });
    expect([status, stderr.split('\n')[0]]).toEqual([1, expect.stringContaining('this is a 32-bit system (ia32)')]);
  });
});

describeWith(['namespaces', 'fping'], 'alone, as an ordinary user with the one right of the unit', () => {
  test('it measures the line with fping, and shows it on its own page while the line is gone', async () => {
    const world = await openWorld();
    const data = join(folder, 'data');
    mkdirSync(data);
    writeFileSync(join(data, 'probe.yaml'), 'ownPage: 8081\n');
    const user = '65534';
    for (const path of [folder, data]) chmodSync(path, 0o755);
    spawnSync('chown', ['-R', `${user}:${user}`, data]);
    const right = ['--inh-caps', '-all,+net_raw', '--ambient-caps', '-all,+net_raw', '--bounding-set', '-all,+net_raw'];
    const words = ['--reuid', user, '--regid', user, '--clear-groups', ...right, '--no-new-privs'];
    const env = { PATH: process.env['PATH'] ?? '', PROBE_DATA_DIR: data, ...NODE_START.probe.env };
    const program = [process.execPath, ...NODE_START.probe.flags, 'probe.mjs'];
    const probe = watchProgram(
      world.spawn('home', 'setpriv', [...words, ...program], { ...KEPT_OUTPUT, cwd: folder, env }),
    );
    const page = (lang: string) => world.fetch('home', `http://127.0.0.1:8081/?lang=${lang}`);
    try {
      await probe.sees(/"backEnd":"fping"/, 20_000);
      await until(
        'the page says up',
        20_000,
        async () => (await page('de')).body.includes('Der Anschluss trägt Daten') || null,
      );
      world.begin('line-silent');
      await until(
        'the page says down',
        30_000,
        async () => (await page('en')).body.includes('the line carries no data') || null,
      );
      world.end('line-silent');
      await until(
        'the page says up again',
        30_000,
        async () => (await page('en')).body.includes('The line carries data') || null,
      );
      expect((await page('de')).body).toContain('gehört noch zu keinem Server');
      expect(readdirSync(join(data, 'journal')).length).toBeGreaterThan(0);
    } finally {
      await probe.end();
      await world.close();
    }
    expect(existsSync(join(folder, 'node_modules'))).toBe(false);
  });
});

test('what was started as a plain file runs without the flags too', async () => {
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'data/probe.yaml'), 'targets: [127.0.0.1]\nbackEnd: tcp\nresolvers: []\ngateway: none\n');
  const env = { PATH: '', PROBE_DATA_DIR: join(folder, 'data') };
  const probe = watchProgram(spawn(process.execPath, ['probe.mjs'], { ...KEPT_OUTPUT, cwd: folder, env }));
  try {
    await probe.sees(/"message":"measuring"/, 20_000);
    expect(run(['health']).code).toBe(0);
  } finally {
    await probe.end();
  }
});
