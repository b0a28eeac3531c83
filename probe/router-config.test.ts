import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseProbeConfig } from './config.ts';
import type { Network } from './network.ts';
import { routerSettingsOf } from './router-config.ts';
import { routerDrafts } from './router-drafts.ts';
import type { PlanInput } from './targets.ts';

const HOME: Network = {
  gateways: [{ family: 4, address: '192.168.178.1', interface: 'eth0' }],
  ownAddresses: ['192.168.178.20'],
  mainAddress4: '192.168.178.20',
  mainAddress6: null,
  hasGlobalIpv6: false,
  resolvers: ['192.168.178.1'],
  tunnel: null,
};

function inputOf(
  yaml: string,
  network: Partial<Network> = {},
  env: Record<string, string> = {},
): Pick<PlanInput, 'config' | 'network'> {
  const config = parseProbeConfig(yaml, '/nowhere', env);
  if (typeof config === 'string') throw new Error(config);
  return { config, network: { ...HOME, ...network } };
}

describe('which router is asked', () => {
  test('the gateway, without any setting', () => {
    expect(routerSettingsOf(inputOf(''))).toMatchObject({
      gateway: '192.168.178.1',
      ownAddress: '192.168.178.20',
      login: null,
    });
  });

  test.each([
    ['a machine of the provider', { gateways: [{ family: 4 as const, address: '203.0.113.1', interface: 'eth0' }] }],
    ['one behind shared addresses', { gateways: [{ family: 4 as const, address: '100.64.0.1', interface: 'eth0' }] }],
    ['one with IPv6 alone', { gateways: [{ family: 6 as const, address: 'fe80::1%eth0', interface: 'eth0' }] }],
    ['none', { gateways: [] }],
  ])('%s is not', (_name, network) => {
    expect(routerSettingsOf(inputOf('', network))).toBeNull();
    expect(routerDrafts(inputOf('', network))).toEqual([]);
  });

  test.each(['router: none', 'gateway: none'])('with "%s" nobody is', (yaml) => {
    expect(routerSettingsOf(inputOf(yaml))).toBeNull();
  });

  test('the one of the URL, whatever the gateway', () => {
    expect(routerSettingsOf(inputOf('router: { url: "http://10.0.0.138:49000" }'))).toMatchObject({
      gateway: '10.0.0.138',
    });
  });
});

test('the target names the gateway and how it is asked; nothing of the login stands in the method', () => {
  const yaml = 'router: { user: anna, passwordEnv: BOX, kind: fritzbox, rented: true }';
  const [draft] = routerDrafts(inputOf(yaml, {}, { BOX: 'geheim' }));
  expect(draft?.target).toEqual({
    kind: 'router',
    backEnd: 'tr064',
    role: 'router',
    family: 4,
    address: '192.168.178.1',
    network: 'home',
    spacingMs: 60_000,
  });
  expect(draft?.pace).toEqual({ downSpacingMs: 10_000, moments: ['onset', 'minute', 'end', 'reread'] });
});

describe('where the password comes from', () => {
  const passwordOf = (yaml: string, dataDir: string, env: Record<string, string> = {}) => {
    const config = parseProbeConfig(yaml, dataDir, env);
    return typeof config === 'string' ? config : (config.router?.login?.password() ?? null);
  };

  test('a file beside the settings, its first line; a variable; the settings themselves', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lw-router-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'box'), 'ge heim!\nmore\n');
    expect(passwordOf('router: { user: anna, passwordFile: box }', folder)).toBe('ge heim!');
    expect(passwordOf('router: { user: anna, passwordEnv: BOX }', folder, { BOX: 'x y' })).toBe('x y');
    expect(passwordOf('router: { user: anna, password: "123" }', folder)).toBe('123');
    writeFileSync(join(folder, 'empty'), '\n');
    expect(passwordOf('router:\n  user: anna\n  passwordFile: empty', folder)).toBe(
      `probe.yaml, line 3, "router.passwordFile": the first line of ${join(folder, 'empty')} is no password`,
    );
  });

  test.each([
    [
      'router:\n  user: anna\n  passwordFile: missing',
      'line 3, "router.passwordFile": /nowhere/missing can\'t be read (ENOENT)',
    ],
    [
      'router:\n  user: anna\n  passwordEnv: BOX',
      'line 3, "router.passwordEnv": there is no environment variable "BOX"',
    ],
    [
      'router: on',
      'line 1, "router": must be "auto", "none" or a list of "url", "user", "passwordFile", "kind", "rented"',
    ],
    ['router:\n  user: anna', 'line 2, "router.user": needs a "passwordFile", "passwordEnv" or "password"'],
    ['router:\n  password: geheim', 'line 2, "router.password": needs a "user"'],
    [
      'router:\n  user: anna\n  password: geheim\n  passwordEnv: B',
      'line 4, "router.passwordEnv": stands beside "password": one of them is enough',
    ],
    ['router:\n  user: anna\n  password: 1234', 'line 3, "router.password": must be a text that is not empty'],
    [
      'router:\n  kind: openwrt\n  user: root\n  password: geheim',
      'line 2, "router.kind": needs a "url" beside the "user"',
    ],
    ['router:\n  kind: speedport', 'line 2, "router.kind": must be one of auto, fritzbox, openwrt'],
    ['router:\n  rented: maybe', 'line 2, "router.rented": must be true or false'],
    ['router:\n  adress: 1.2.3.4', 'line 2, "router.adress": there is no such setting'],
    [
      'router:\n  url: http://fritz.box',
      'line 2, "router.url": must be an http or https URL with a numeric address of the home network',
    ],
    [
      'router:\n  url: http://203.0.113.1',
      'line 2, "router.url": must be an http or https URL with a numeric address of the home network',
    ],
    [
      'router:\n  url: http://anna:geheim@192.168.178.1',
      'line 2, "router.url": must be an http or https URL with a numeric address of the home network',
    ],
  ])('%j is said with line and key, and without the password', (yaml, sentence) => {
    const said = passwordOf(yaml, '/nowhere');
    expect(said).toBe(`probe.yaml, ${sentence}`);
    expect(said).not.toMatch(/geheim|1234/);
  });

  test('no text made of a config holds it: neither what is hashed, nor what is logged', () => {
    const config = parseProbeConfig('router: { user: anna, password: geheim }', '/nowhere');
    expect(JSON.stringify(config)).toContain('anna');
    expect(JSON.stringify(config)).not.toContain('geheim');
  });
});
