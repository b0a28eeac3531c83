import { afterAll, beforeAll, expect, test } from 'vitest';
import { ipBatch, nft, runIn } from '../../../test/lab/namespaces.ts';
import { openWorld, type World } from '../../../test/lab/world.ts';
import { describeWith } from '../../../test/needs.ts';

describeWith(['namespaces', 'fping', 'ping'], 'a far host whose answers come from another address', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
    const { router, provider, net } = world.places;
    runIn(router, 'nft', ['flush', 'ruleset']); // without translation, which would drop such answers
    ipBatch(provider, ['route add 192.168.178.0/24 via 203.0.113.2']);
    nft(net, 'table ip strange', 'type filter hook output priority -300', [
      'ip daddr 192.168.178.20 icmp type echo-reply ip saddr 1.1.1.1 notrack ip saddr set 8.8.4.4',
    ]);
  }, 30_000);
  afterAll(() => world.close(), 20_000);

  const atHome = (code: string): unknown => {
    const from = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
    const script = `const [{ startFping }, { pingCheck }] = await Promise.all([import(${from('fping.ts')}), import(${from('measure.ts')})]);
      const tickMs = () => Number(process.hrtime.bigint() / 1_000_000n);
      console.log(JSON.stringify(await (async () => { ${code} })()));`;
    return JSON.parse(runIn(world.places.home, process.execPath, ['--input-type=module', '-e', script]));
  };

  test('has not answered fping; its neighbour, asked in turn, has', () => {
    const readings = atHome(`
      const told = [];
      const pinger = startFping({ tickMs, events: { onReading: (target, _at, { outcome }) => told.push([target, outcome]),
          onUnmeasured: () => undefined, onTrouble: (message) => told.push([-1, message]) },
        order: { targets: [{ target: 0, address: '1.1.1.1', offsetMs: 0 }, { target: 1, address: '9.9.9.9', offsetMs: 490 }],
          spacingMs: 1000, staggerMs: 490, lateAfterMs: 2000, listenMs: 10_000, senderOf: () => 'beyond' } });
      for (let second = 0; second < 5; second++) { await new Promise((resolve) => setTimeout(resolve, 1000)); pinger.settle(tickMs()); }
      await pinger.stop();
      return told;`) as [number, string][];
    const of = (target: number) => readings.filter(([index]) => index === target).map(([, outcome]) => outcome);
    expect(of(-1)).toEqual([]);
    expect(of(0).length).toBeGreaterThanOrEqual(2);
    expect(new Set(of(0))).toEqual(new Set(['timeout']));
    expect(of(1).length).toBeGreaterThanOrEqual(4);
    expect(new Set(of(1))).toEqual(new Set(['reply']));
  });

  test('has not answered ping', () => {
    const outcomes = atHome(`
      const attempt = { signal: AbortSignal.timeout(5000), tickUs: () => 0, personal: () => '', moment: null };
      const ask = async (address) => (await pingCheck.measure({ address, waitMs: 1000 }, attempt)).outcome;
      return [await ask('1.1.1.1'), await ask('9.9.9.9')];`);
    expect(outcomes).toEqual(['timeout', 'reply']);
  });
});
