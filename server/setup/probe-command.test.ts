import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../test/fakes/fake-probe.ts';
import { encodeBody } from '../encoded-body.ts';
import { probeCommand, type Reached } from './probe-command.ts';
import { openProbeProgram } from './probe-program.ts';

const REACHED: Reached = {
  publicUrl: null,
  scheme: 'http',
  host: '192.168.1.5:8080',
  port: 8080,
  isBoundToLoopback: false,
};
const invite = { token: 'lw1.secret.print', expiresAtMs: 1 };
const program = { body: encodeBody('text/javascript', Buffer.from('')), sha256: 'ab' };
const command = (patch: Partial<Reached>) => probeCommand({ ...REACHED, ...patch }, invite, program);

describe('the command for a probe', () => {
  test('fetches the one file from the address that the browser used, joins and installs', () => {
    const url = 'http://192.168.1.5:8080';
    expect(command({})).toEqual({
      expiresAtMs: 1,
      single: {
        command: `curl -fsSO ${url}/probe.mjs && sudo node probe.mjs enroll ${url} lw1.secret.print && sudo node probe.mjs install`,
        sha256: 'ab',
      },
      project: `npm run probe -- enroll ${url} lw1.secret.print && npm run probe -- install`,
      reach: 'everywhere',
    });
  });

  test.each<[Partial<Reached>, string, string]>([
    [{ publicUrl: 'https://status.example.org', host: 'localhost:8080' }, 'https://status.example.org', 'everywhere'],
    [{ host: 'pi.fritz.box' }, 'http://pi.fritz.box', 'everywhere'],
    [{ host: '[2001:db8::5]:8080' }, 'http://[2001:db8::5]:8080', 'everywhere'],
    [{ scheme: 'https' }, 'https://192.168.1.5:8080', 'everywhere'],
    [{ host: 'localhost:9000' }, 'http://localhost:9000', 'near'],
    [{ host: '127.0.0.1:8080', isBoundToLoopback: true }, 'http://localhost:8080', 'bound'],
    [{ host: '[::1]:8080', isBoundToLoopback: true }, 'http://localhost:8080', 'bound'],
    [{ host: null }, 'http://localhost:8080', 'near'],
  ])('under %j names %s', (patch, url, reach) => {
    const made = command(patch);
    expect([made.reach, made.project.includes(`enroll ${url} lw1`)]).toEqual([reach, true]);
    expect(made.single === null).toBe(reach !== 'everywhere');
  });

  test.each([
    '$(reboot)',
    'a;reboot',
    'a b',
    "a'b",
    '`reboot`',
    'a:8080/x',
    'a|sh',
    '-fo',
    'a&&b',
    'a:123456',
    '<b>',
    '',
  ])('is made of no host that a shell would read: %j', (host) => {
    const made = command({ host });
    expect(made).toMatchObject({ single: null, reach: 'near' });
    expect(made.project).toContain('enroll http://localhost:8080 lw1');
  });

  test('leaves the one file out where it was not built', () => {
    expect(probeCommand(REACHED, invite, null).single).toBeNull();
  });
});

describe('the probe as one file', () => {
  test('is read when it is there, and again when it was built anew', () => {
    const folder = mkdtempSync(join(tmpdir(), 'linewitness-program-'));
    try {
      const file = join(folder, 'probe.mjs');
      const read = openProbeProgram(file);
      expect(read()).toBeNull();
      writeFileSync(file, 'one');
      expect(read()?.sha256).toBe(sha256('one'));
      expect(read()).toBe(read());
      writeFileSync(file, 'two');
      utimesSync(file, 1, 1);
      expect(read()?.sha256).toBe(sha256('two'));
      expect(read()?.body.as('identity').bytes.toString()).toBe('two');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
