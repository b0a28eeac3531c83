import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWith } from '../needs.ts';
import { FAR_ADDRESSES_V4, FAR_ADDRESSES_V6 } from './addresses.ts';
import { listNamespaces } from './namespaces.ts';
import { type Fault, openWorld, type World } from './world.ts';

describeWith(['namespaces', 'fping'], 'the lab', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(async () => {
    await world?.close();
    expect(listNamespaces().filter((name) => name.startsWith(`lwl-${process.pid}-`))).toEqual([]);
  });

  /** Which of the addresses answer one ping each, within 300 ms. */
  function answering(addresses: readonly string[]): { alive: string[]; text: string } {
    const { stdout, stderr } = spawnSync(
      'ip',
      ['netns', 'exec', world.places.home, 'fping', '-c', '1', '-t', '300', '-i', '1', ...addresses],
      { encoding: 'utf8' },
    );
    const alive = addresses.filter(
      (address) => stdout.includes(`${address} `) && new RegExp(`^${address} .* bytes`, 'm').test(stdout),
    );
    return { alive, text: stdout + stderr };
  }

  const gateway = '192.168.178.1';
  const far = [...FAR_ADDRESSES_V4, ...FAR_ADDRESSES_V6];
  const all = [gateway, ...far];

  test('at home every default far address answers, in both families', async () => {
    await expect.poll(() => answering(all).alive, { timeout: 30_000 }).toEqual(all);
  });

  test.each<[Fault, string[], RegExp | null]>([
    ['line-silent', [gateway], null],
    ['line-unreachable', [gateway], /ICMP (Network )?Unreachable.*from 192\.168\.178\.1/i],
    ['gateway-dead', [], null],
    ['target-off', all.filter((address) => !['9.9.9.9', '2620:fe::fe'].includes(address)), null],
    ['names-off', all, null],
    ['ipv6-off', [gateway, ...FAR_ADDRESSES_V4], null],
    ['vps-off', all, null],
    ['core-dead', [gateway], null],
    ['transit-dead', [gateway], null],
    ['mobile-instead', [gateway, ...FAR_ADDRESSES_V4], null],
    ['home-link-down', [], null],
  ])('%s breaks exactly what it says, and can be ended', async (fault, alive, says) => {
    world.begin(fault);
    const during = answering(all);
    world.end(fault);
    expect(during.alive).toEqual(alive);
    if (says) expect(during.text).toMatch(says);
    else expect(during.text).not.toMatch(/unreachable/i);
    // the kernel passes news of a carrier on once a second
    await expect.poll(() => answering(all).alive, { timeout: 30_000 }).toEqual(all);
  });

  test.each<[Fault, string[]]>([
    ['core-dead', []],
    ['transit-dead', ['203.0.113.53', '2001:db8:53::53']],
  ])('%s: of the provider’s own machines these answer', (fault, alive) => {
    world.begin(fault);
    const during = answering(['203.0.113.53', '2001:db8:53::53']);
    world.end(fault);
    expect(during.alive).toEqual(alive);
  });

  test('two percent loss drops some packets of many, not all', () => {
    world.begin('loss-2-percent');
    const options = ['-q', '-c', '250', '-p', '10', '-i', '1', '-t', '200', ...FAR_ADDRESSES_V4];
    const args = ['netns', 'exec', world.places.home, 'fping', ...options];
    const { stderr } = spawnSync('ip', args, { encoding: 'utf8' });
    world.end('loss-2-percent');
    const counts = [...stderr.matchAll(/= (\d+)\/(\d+)\//g)].map(
      ([, sent, received]) => Number(sent) - Number(received),
    );
    const lost = counts.reduce((sum, count) => sum + count, 0);
    expect(counts).toHaveLength(6);
    // 1500 packets: 30 on average, below 8 or above 60 once in a hundred thousand runs
    expect(lost).toBeGreaterThanOrEqual(8);
    expect(lost).toBeLessThanOrEqual(60);
  });

  test('names are answered by the provider and by the public resolvers, until they are off', async () => {
    const ask = (server: string) =>
      spawnSync('ip', ['netns', 'exec', world.places.home, process.execPath, '-e', RESOLVE, server, 'example.com'], {
        encoding: 'utf8',
      }).stdout.trim();
    expect([ask('203.0.113.53'), ask('9.9.9.9'), ask('[2606:4700:4700::1111]')]).toEqual(Array(3).fill('192.0.2.80'));
    world.begin('names-off');
    expect(ask('9.9.9.9')).toBe('ETIMEOUT');
    world.end('names-off');
    expect(ask('9.9.9.9')).toBe('192.0.2.80');
  });

  test('a cut is stamped by an interval of a few milliseconds', () => {
    const stamp = world.begin('line-silent');
    world.end('line-silent');
    expect(stamp.toTickMs - stamp.fromTickMs).toBeLessThan(500);
    expect(stamp.toAtMs).toBeGreaterThanOrEqual(stamp.fromAtMs);
  });
});

const RESOLVE = `const { Resolver } = require('node:dns');
const [server, name] = process.argv.slice(1);
const resolver = new Resolver({ timeout: 500, tries: 1 });
resolver.setServers([server]);
resolver.resolve4(name, (error, addresses) => console.log(error ? error.code : addresses.join()));`;
