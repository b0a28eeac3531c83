import { afterAll, beforeAll, expect, test } from 'vitest';
import { runIn } from '../../test/lab/namespaces.ts';
import { openWorld, type World } from '../../test/lab/world.ts';
import { describeWith } from '../../test/needs.ts';

/** Real packets: home – router – provider – net. */
describeWith(['namespaces', 'fping', 'ping'], 'on a real path', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  }, 30_000);
  afterAll(() => world.close(), 20_000);

  /** Runs code at home and gives what it returns. */
  const atHome = (code: string): unknown => {
    const from = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
    const script = `
      const [{ findFirstHop }, { traceRoute, formatTrace }, { findEchoTool, sendShortLivedEcho }, { hopCheck }, { readNetwork }] = await Promise.all([
        import(${from('first-hop.ts')}), import(${from('trace-route.ts')}), import(${from('short-lived-echo.ts')}),
        import(${from('../checks/hop/measure.ts')}), import(${from('../network.ts')})]);
      const tickUs = () => Number(process.hrtime.bigint() / 1000n);
      const attempt = { signal: AbortSignal.timeout(5000), tickUs, personal: () => '', moment: null };
      console.log(JSON.stringify(await (async () => { ${code} })()));`;
    return JSON.parse(runIn(world.places.home, process.execPath, ['--input-type=module', '-e', script]));
  };

  test.each([
    ['iputils', 4, '1.1.1.1', '203.0.113.1'],
    ['fping', 4, '1.1.1.1', '203.0.113.1'],
    ['iputils', 6, '2606:4700:4700::1111', /^2001:db8:/],
  ])('%s finds the provider’s first router by IPv%i', (tool, family, toward, address) => {
    const found = atHome(
      `return findFirstHop({ tool: '${tool}', family: ${family}, toward: '${toward}', network: readNetwork(), tickUs });`,
    );
    expect(found).toMatchObject({
      family,
      distanceHops: 2,
      toward,
      way: 'ping',
      address: expect.stringMatching(address),
    });
  });

  test('a router that answers no pings is found all the same, and watched by packets that end at it', () => {
    runIn(world.places.provider, 'sysctl', ['-qw', 'net.ipv4.icmp_echo_ignore_all=1']);
    const [found, reading, wrong] = atHome(`
      const found = await findFirstHop({ tool: 'iputils', family: 4, toward: '1.1.1.1', network: readNetwork(), tickUs });
      const { address, toward, distanceHops } = found;
      return [found, await hopCheck.measure({ address, toward, distanceHops }, attempt),
        await hopCheck.measure({ address: '203.0.113.99', toward, distanceHops }, attempt)];`) as object[];
    runIn(world.places.provider, 'sysctl', ['-qw', 'net.ipv4.icmp_echo_ignore_all=0']);
    expect(found).toMatchObject({ address: '203.0.113.1', way: 'hop' });
    expect(reading).toMatchObject({ outcome: 'reply', readings: { ttlHops: 2 } });
    expect(wrong).toMatchObject({ outcome: 'tool-error', facts: { hop: 'other' } });
  });

  test('the path is traced to its end, in order', () => {
    expect(atHome(`return traceRoute('1.1.1.1', { tool: 'iputils', tickUs });`)).toMatchObject([
      { distanceHops: 1, address: '192.168.178.1', latencyUs: expect.any(Number) },
      { distanceHops: 2, address: '203.0.113.1' },
      { distanceHops: 3, address: '1.1.1.1' },
    ]);
    expect(atHome(`return formatTrace(await traceRoute('1.1.1.1', { tool: 'fping', tickUs }));`)).toMatch(
      /^1 192\.168\.178\.1 \d+\n2 203\.0\.113\.1 \d+\n3 1\.1\.1\.1 \d+$/,
    );
  });

  test('with the line cut it ends at the router, within three seconds, and leaves no program behind', () => {
    world.begin('line-silent');
    const [hops, tookMs] = atHome(`
      const startUs = tickUs();
      const hops = await traceRoute('1.1.1.1', { tool: 'iputils', tickUs });
      return [hops, (tickUs() - startUs) / 1000];`) as [{ address: string }[], number];
    const left = runIn(world.places.home, 'sh', ['-c', 'pgrep -x ping --nslist net --ns $$ || true']);
    world.end('line-silent');
    expect(hops.map(({ address }) => address)).toEqual(['192.168.178.1']);
    expect(tookMs).toBeLessThan(3000);
    expect(left.trim()).toBe('');
  });

  test('a user without rights may do so where that user may ping', () => {
    runIn(world.places.home, 'sysctl', ['-qw', 'net.ipv4.ping_group_range=0 2147483647']);
    const asNobody = ['--reuid=65534', '--regid=65534', '--clear-groups', '--no-new-privs', 'sh', '-c'];
    const echo = (address: string) =>
      // ping says by its exit code that no answer came
      runIn(world.places.home, 'setpriv', [...asNobody, `ping -n -c 1 -t 2 -W 2 ${address} || true`]);
    expect(echo('1.1.1.1')).toContain('From 203.0.113.1');
    expect(echo('2606:4700:4700::1111')).toContain('From 2001:db8:');
  });
});
