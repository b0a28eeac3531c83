import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../test/lab/programs.ts';
import { openSystemdWorld, type SystemdWorld } from '../test/lab/systemd-world.ts';
import { describeWith } from '../test/needs.ts';

const dist = join(import.meta.dirname, '../dist');
const PROBE_DATA = '/var/lib/linewitness/probe';

describeWith(['namespaces', 'systemd', 'fping'], 'under a real systemd', () => {
  let world: SystemdWorld;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'linewitness-service-'));
    // an earlier start by hand has made key and folder
    execFileSync(process.execPath, [join(dist, 'server.mjs'), 'lines'], { env: { ...process.env, DATA_DIR: folder } });
    world = await openSystemdWorld();
  });
  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const inFolder = (text: string) => world.run('sh', '-c', text);
  const mainPid = (unit: string) => world.run('systemctl', 'show', '-P', 'MainPID', unit).trim();
  const runs = (unit: string, otherThan: string) =>
    until(`${unit} runs`, 40_000, async () => {
      const pid = mainPid(unit);
      return pid !== '0' && pid !== otherThan ? pid : null;
    });

  test('the server is installed with the data of before, answers, and gives its commands to root', async () => {
    const printed = world.run(process.execPath, join(dist, 'server.mjs'), 'install', '--from', folder);
    expect(printed).toContain(`the data moved from ${folder}/server to /var/lib/linewitness/server`);
    await until('the server answers', 30_000, async () => {
      const answer = inFolder(`curl -s -o /dev/null -w '%{http_code}' http://127.0.0.1:8080/healthz || true`);
      return answer === '200' || null;
    });
    const token = world.run('linewitness-server', 'invite', 'home').trim().split('\n').at(-1) ?? '';
    expect(token).toMatch(/^lw1\./);
    world.run(process.execPath, join(dist, 'probe.mjs'), 'install');
    expect(world.run('linewitness-probe', 'enroll', 'http://127.0.0.1:8080', token)).toContain('line "home"');
  });

  test('the probe measures with the one right it has, and is inside its memory', async () => {
    await until('the probe delivers', 30_000, async () => {
      const status = inFolder('curl -s http://127.0.0.1:8080/api/lines/home/status.json');
      return JSON.parse(status).measuredAt ?? null;
    });
    const pid = await runs('linewitness-probe', '');
    const status = inFolder(`cat /proc/${pid}/status`);
    expect(status).toContain('CapEff:\t0000000000002000'); // CAP_NET_RAW alone
    expect(status).toContain('NoNewPrivs:\t1');
    expect(status).toContain('Seccomp:\t2');
    // the machine that this test runs on may forbid it; systemd then goes on without
    expect(['-500', '0']).toContain(inFolder(`cat /proc/${pid}/oom_score_adj`).trim());
    expect(inFolder('pgrep -c -x fping').trim()).not.toBe('0');
    expect(inFolder(`stat -c '%U %a' ${PROBE_DATA}/key.pem ${PROBE_DATA}`)).toBe(
      'linewitness-probe 600\nlinewitness-probe 700\n',
    );
    expect(Number(world.run('systemctl', 'show', '-P', 'MemoryCurrent', 'linewitness-probe'))).toBeLessThan(96e6);
  });

  test('killed as by the kernel it starts again, and what lay in memory is in the journal', async () => {
    const pid = await runs('linewitness-probe', '');
    await until(
      'a segment is open',
      20_000,
      async () => inFolder('ls /dev/shm/linewitness-*').includes('.open') || null,
    );
    inFolder(`kill -9 ${pid}`);
    await runs('linewitness-probe', pid);
    await until('recovered', 30_000, async () => {
      return inFolder(`grep -l 'closedBy: recovery' ${PROBE_DATA}/journal/*.txt || true`) !== '' || null;
    });
  });

  test('killed ten times in a row it starts again each time', async () => {
    for (let round = 1; round <= 10; round += 1) {
      const pid = await runs('linewitness-probe', '');
      inFolder(`kill -9 ${pid}`);
      await runs('linewitness-probe', pid);
    }
  });

  test('a backup and its restoring leave the folder with its owner', async () => {
    world.run('linewitness-server', 'backup', '/root/linewitness.tar');
    world.run('systemctl', 'stop', 'linewitness-server');
    expect(world.run('linewitness-server', 'restore', '/root/linewitness.tar', '--set-aside')).toContain(
      'restored as of',
    );
    world.run('systemctl', 'start', 'linewitness-server');
    await until('the server answers again', 30_000, async () => {
      const answer = inFolder('curl -s http://127.0.0.1:8080/api/lines || true');
      return answer.includes('"home"') || null;
    });
  });

  test('installed once more it is the update: same key, same journal', async () => {
    const key = inFolder(`cat ${PROBE_DATA}/key.pem`);
    expect(world.run(process.execPath, join(dist, 'probe.mjs'), 'install')).toContain('is up to date');
    await runs('linewitness-probe', '');
    expect(inFolder(`cat ${PROBE_DATA}/key.pem`)).toBe(key);
  });

  test('uninstalled, it is gone and its data stay', async () => {
    expect(world.run('linewitness-probe', 'uninstall')).toContain(`Its data stay in ${PROBE_DATA}`);
    expect(inFolder('systemctl list-unit-files | grep -c linewitness-probe || true').trim()).toBe('0');
    // ended at once; that its parent takes note of it may last a moment
    await until('no fping is left', 60_000, async () => inFolder('pgrep -c -x fping || true').trim() === '0' || null);
    expect(inFolder(`ls ${PROBE_DATA}`)).toContain('key.pem');
    expect(existsSync('/etc/systemd/system/linewitness-probe.service')).toBe(false); // all of it was under the cover
    world.run('linewitness-server', 'uninstall');
    expect(inFolder('ls /opt/linewitness 2>&1 || true')).toContain('No such file');
  });

  test('systemd finds nothing wrong with the units, and little exposed', () => {
    for (const side of ['probe', 'server']) {
      const file = join(folder, `linewitness-${side}.service`);
      const unit = execFileSync(process.execPath, [join(dist, `${side}.mjs`), 'install', '--dry-run'], {
        encoding: 'utf8',
      });
      expect(unit).toContain('Restart=always');
      execFileSync('tee', [file], {
        input: unit.replaceAll(/ExecStart=\S+/g, 'ExecStart=/bin/true'),
        stdio: ['pipe', 'ignore', 'pipe'],
      });
      execFileSync('systemd-analyze', ['verify', '--man=no', file], { stdio: 'pipe' });
      const security = execFileSync('systemd-analyze', ['security', '--offline=true', '--no-pager', file], {
        encoding: 'utf8',
      });
      expect(Number(/Overall exposure level for .*: ([\d.]+)/.exec(security)?.[1])).toBeLessThan(2.5);
    }
  });
});
