import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FakeTsa, startFakeTsa } from './fakes/fake-tsa.ts';
import { bundleOf, fillSample, SAMPLE_HOURS, stampSample } from './fakes/sample-bundle.ts';
import { describeWith } from './needs.ts';

/** The bundle checked as its README tells a stranger: every command in it, literally, in the unpacked folder. */
describeWith(['handTools'], 'a bundle checked by hand', () => {
  let folder: string;
  let tsa: FakeTsa;
  const unpacked = () => join(folder, 'unpacked');

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'linewitness-by-hand-'));
    tsa = await startFakeTsa();
    await fillSample(folder);
    stampSample(folder, tsa, [SAMPLE_HOURS - 2, SAMPLE_HOURS]);
    const { zip } = await bundleOf(folder, { extras: { stampRoots: [tsa.root] } });
    writeFileSync(join(folder, 'evidence.zip'), zip);
    execFileSync('unzip', ['-q', '-d', unpacked(), join(folder, 'evidence.zip')]);
  });
  afterAll(async () => {
    await tsa.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const commands = (): string[] =>
    readFileSync(join(unpacked(), 'README.txt'), 'utf8')
      .split('\n')
      .flatMap((line) => (line.startsWith('    $ ') ? [line.slice(6)] : []));

  /** Each command by itself would go on after a failure; typed by a person it is seen. */
  function type(where: string): { code: number | null; said: string } {
    const script = `set -e -o pipefail\n${commands().join('\n')}\n`;
    const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: where, encoding: 'utf8' });
    return { code: status, said: stdout + stderr };
  }

  test('every command of the README succeeds, with openssl, ssh-keygen and sha256sum', () => {
    const { code, said } = type(unpacked());
    expect([code, said.slice(-500)]).toEqual([0, expect.stringContaining('rounds: 12')]);
    expect(said.match(/Good "linewitness-heads" signature/g)?.length).toBeGreaterThan(3);
    expect(said).toContain('Good "linewitness-manifest" signature');
    expect(said.match(/^Verification: OK$/gm)).toHaveLength(2);
    expect(said.match(/^Time stamp: /gm)).toHaveLength(2);
    expect(said.match(/^Signature Verified Successfully$/gm)).toHaveLength(2);
  });

  test('they leave nothing behind: done twice they succeed twice', () => {
    expect(type(unpacked()).code).toBe(0);
  });

  test.each([
    ['a measurement', 'probe/2026-10-02.txt', (text: string) => text.replace(/(\[0,\d+,)-1\]/, '$19100]')],
    ['the log', 'server/lane.txt', (text: string) => text.replace('selfCheck', 'selfcheck').replace('t2: 2', 't2: 1')],
    ['a head', 'heads/00000008.txt', (text: string) => text.replace('lanes: 1', 'lanes: 2')],
    ['a key', 'keys/server.pem', () => '-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n'],
    ['the manifest', 'MANIFEST.sha256', (text: string) => text.replace(/^.*derived\/days\.csv\n/m, '')],
    ['nothing, but a file is added', 'probe/2026-10-03.txt', () => 'added\n'],
  ])('changed: %s', (_what, file, change) => {
    const changed = join(folder, 'changed');
    cpSync(unpacked(), changed, { recursive: true });
    try {
      const path = join(changed, file);
      const before = spawnSync('cat', [path], { encoding: 'latin1' }).stdout;
      const after = change(before);
      expect(after).not.toBe(before);
      writeFileSync(path, after, 'latin1');
      expect(type(changed).code).not.toBe(0);
    } finally {
      rmSync(changed, { recursive: true });
    }
  });

  test('unzip finds nothing wrong with the file', () => {
    expect(execFileSync('unzip', ['-tq', join(folder, 'evidence.zip')], { encoding: 'utf8' })).toContain('No errors');
  });
});
