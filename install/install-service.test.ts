import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { installService, uninstallService } from './install-service.ts';
import type { Machine } from './machine.ts';
import type { ServicePlan } from './service-plan.ts';
import { takeOverData } from './take-over-data.ts';

let root: string;
let ran: string[];
let machine: Machine;
let plan: ServicePlan;
const options = {
  isDryRun: false,
  command: ['/home/a b/node', '/home/a b/probe.mjs', 'install', '--from', '/home/a b/data'],
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'linewitness-install-'));
  ran = [];
  mkdirSync(join(root, 'home/data'), { recursive: true });
  writeFileSync(join(root, 'home/probe.mjs'), 'program');
  writeFileSync(join(root, 'home/node'), 'node');
  writeFileSync(join(root, 'home/data/key.pem'), 'key');
  machine = {
    root,
    isRoot: true,
    hasSystemd: true,
    nodePath: join(root, 'home/node'),
    nodeVersion: '24.0.0',
    run: (program, args) => {
      ran.push([program, ...args].join(' '));
      return '';
    },
  };
  plan = {
    name: 'linewitness-probe',
    unit: {
      description: 'measures 100 % of "it"',
      user: 'linewitness-probe',
      stateDirectory: 'linewitness/probe',
      environment: { PROBE_DATA_DIR: '/var/lib/linewitness/probe', ODD: 'a b%$"' },
      capabilities: ['CAP_NET_RAW'],
      memoryMaxMegabytes: 96,
      tasksMax: 96,
      oomScoreAdjust: -500,
    },
    flags: ['--small'],
    programFiles: [{ from: join(root, 'home/probe.mjs'), to: 'probe.mjs' }],
    program: 'probe.mjs',
    oldDataDir: join(root, 'home/data'),
    dataMark: 'key.pem',
    settingsHint: '# nothing\n',
    busyProblem: async () => null,
  };
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const at = (path: string) => join(root, path);

describe('installing', () => {
  test('puts program, Node, unit, settings and command in place, moves the data and starts', async () => {
    const { code, text } = await installService(plan, machine, options);
    expect([code, text]).toEqual([0, expect.stringContaining('is installed, runs, and starts with this machine')]);
    expect(readFileSync(at('opt/linewitness/linewitness-probe/probe.mjs'), 'utf8')).toBe('program');
    expect(statSync(at('opt/linewitness/node-24.0.0')).mode & 0o777).toBe(0o755);
    expect(statSync(at('etc/linewitness/linewitness-probe.env')).mode & 0o777).toBe(0o600);
    expect(readFileSync(at('var/lib/linewitness/probe/key.pem'), 'utf8')).toBe('key');
    expect(existsSync(at('home/data'))).toBe(false);
    expect(ran.slice(-3)).toEqual([
      'systemctl daemon-reload',
      'systemctl enable linewitness-probe.service',
      'systemctl restart linewitness-probe.service',
    ]);
    const unit = readFileSync(at('etc/systemd/system/linewitness-probe.service'), 'utf8');
    expect(unit).toContain(
      'ExecStart=/opt/linewitness/node-24.0.0 --small /opt/linewitness/linewitness-probe/probe.mjs\n',
    );
    expect(unit).toContain('Environment="ODD=a b%%$\\""\n');
    expect(unit).not.toContain('network-online');
  });

  test('done again updates the program, keeps settings and data, and stops the service first', async () => {
    await installService(plan, machine, options);
    writeFileSync(at('etc/linewitness/linewitness-probe.env'), 'MINE=1\n');
    writeFileSync(at('home/probe.mjs'), 'newer');
    ran = [];
    expect((await installService(plan, machine, options)).text).toContain('is up to date');
    expect(ran[0]).toBe('systemctl stop linewitness-probe.service');
    expect(readFileSync(at('opt/linewitness/linewitness-probe/probe.mjs'), 'utf8')).toBe('newer');
    expect(readFileSync(at('etc/linewitness/linewitness-probe.env'), 'utf8')).toBe('MINE=1\n');
    expect(readFileSync(at('var/lib/linewitness/probe/key.pem'), 'utf8')).toBe('key');
  });

  test('without root names the exact command and changes nothing', async () => {
    const { code, text } = await installService(plan, { ...machine, isRoot: false }, options);
    expect(code).toBe(1);
    expect(text).toBe(
      "this needs root. Run:\n  sudo '/home/a b/node' '/home/a b/probe.mjs' install --from '/home/a b/data'",
    );
    expect([ran, existsSync(at('opt')), existsSync(at('etc'))]).toEqual([[], false, false]);
  });

  test.each([
    ['etc/openwrt_release', 'procd'],
    ['.dockerenv', 'its engine starts it again'],
    ['nothing', 'its own service manager'],
  ])('without systemd (%s) says what to do instead', async (mark, sentence) => {
    mkdirSync(at('etc'), { recursive: true });
    writeFileSync(at(mark), '');
    const { code, text } = await installService(plan, { ...machine, hasSystemd: false }, options);
    expect([code, text]).toEqual([1, expect.stringContaining(sentence)]);
    expect(ran).toEqual([]);
  });

  test('while the old one runs it is refused, and nothing moves', async () => {
    const busy = { ...plan, busyProblem: async () => 'a probe is running' };
    expect(await installService(busy, machine, options)).toEqual({ code: 1, text: 'a probe is running' });
    expect(existsSync(at('home/data/key.pem'))).toBe(true);
  });

  test('a dry run prints the unit and does nothing', async () => {
    const { text } = await installService(plan, { ...machine, isRoot: false }, { ...options, isDryRun: true });
    expect(text).toMatch(/^\[Unit\]\n/);
    expect(ran).toEqual([]);
  });
});

describe('uninstalling', () => {
  test('removes everything but data and settings, and says where they are', async () => {
    await installService(plan, machine, options);
    const { text } = uninstallService(plan, machine, options);
    expect(text).toContain('Its data stay in');
    expect(existsSync(at('opt/linewitness'))).toBe(false);
    expect(existsSync(at('etc/systemd/system/linewitness-probe.service'))).toBe(false);
    expect(existsSync(at('var/lib/linewitness/probe/key.pem'))).toBe(true);
    expect(uninstallService(plan, machine, options).text).toContain('is not installed');
  });
});

describe('taking over data', () => {
  test('never replaces data that are there', () => {
    mkdirSync(at('to'));
    writeFileSync(at('to/key.pem'), 'other');
    expect(takeOverData(at('home/data'), at('to'), 'key.pem')).toContain('has data already');
    expect([readFileSync(at('to/key.pem'), 'utf8'), existsSync(at('home/data/key.pem'))]).toEqual(['other', true]);
  });

  test('moves nothing where there is nothing', () => {
    expect(takeOverData(at('none'), at('to'), 'key.pem')).toBeNull();
    expect(existsSync(at('to'))).toBe(false);
  });

  test('goes to another file system whole', () => {
    const far = mkdtempSync('/dev/shm/linewitness-install-');
    try {
      expect(takeOverData(at('home/data'), join(far, 'probe'), 'key.pem')).toContain('the data moved');
      expect([readFileSync(join(far, 'probe/key.pem'), 'utf8'), existsSync(at('home/data'))]).toEqual(['key', false]);
    } finally {
      rmSync(far, { recursive: true });
    }
  });
});
