import { describe, expect, test } from 'vitest';
import { findFirstHop, isOfHome } from './first-hop.ts';
import type { ShortLivedEcho } from './parse-short-lived-echo.ts';
import type { sendShortLivedEcho } from './short-lived-echo.ts';

const FAR = '1.1.1.1';
const HOME = {
  gateways: [
    { family: 4 as const, address: '192.168.178.1', interface: 'eth0' },
    { family: 6 as const, address: 'fe80::1%eth0', interface: 'eth0' },
  ],
  ownAddresses: ['192.168.178.20', '2003:e1:bb00:4200::20'],
};
const SILENT: ShortLivedEcho = { said: 'nothing', outcome: 'timeout' };

/** A path whose routers stand at 1, 2, 3 …; `null` = says nothing of packets that end there. */
function path(routers: (string | null)[], answering: string[], far = FAR) {
  const sent: string[] = [];
  const send: typeof sendShortLivedEcho = async ({ address, distanceHops }) => {
    sent.push(`${address} ${distanceHops}`);
    if (address !== far) return answering.includes(address) ? { said: 'reply', address } : SILENT;
    if (distanceHops > routers.length) return { said: 'reply', address: far };
    const router = routers[distanceHops - 1] ?? null;
    return router === null ? SILENT : { said: 'exceeded', address: router };
  };
  return { send, sent };
}
const find = ({ send }: ReturnType<typeof path>, family: 4 | 6 = 4, toward = FAR, network = HOME) =>
  findFirstHop({ tool: 'iputils', family, toward, network, tickUs: () => 0, send });

describe('the first router beyond the home', () => {
  test('is the second on the way, asked itself where it answers', async () => {
    const way = path(['192.168.178.1', '62.155.244.1', '80.157.0.1'], ['62.155.244.1']);
    expect(await find(way)).toEqual({ family: 4, address: '62.155.244.1', distanceHops: 2, toward: FAR, way: 'ping' });
    expect(way.sent).toEqual(['1.1.1.1 2', '1.1.1.1 3', '62.155.244.1 64']);
  });

  test('that answers no pings is watched by packets that end at it', async () => {
    const way = path(['192.168.178.1', '62.155.244.1', '80.157.0.1'], []);
    expect(await find(way)).toMatchObject({ address: '62.155.244.1', distanceHops: 2, way: 'hop' });
  });

  test.each([
    [
      'behind a second router at home',
      ['192.168.178.1', '192.168.0.1', '62.155.244.1', '80.157.0.1'],
      '62.155.244.1',
      3,
    ],
    ['behind a third', ['192.168.178.1', '10.0.0.1', '172.16.3.1', '62.155.244.1', '80.157.0.1'], '62.155.244.1', 4],
    ['of a provider with shared addresses (CGNAT)', ['192.168.178.1', '100.64.0.1', '80.157.0.1'], '100.64.0.1', 2],
    ['where the first says nothing, the next one', ['192.168.178.1', null, '80.157.0.1'], '80.157.0.1', 3],
  ])('%s', async (_what, routers, address, distanceHops) => {
    expect(await find(path(routers, [address]))).toMatchObject({ address, distanceHops, way: 'ping' });
  });

  test('by IPv6 is outside the home’s own prefix', async () => {
    const far = '2606:4700:4700::1111';
    const routers = ['2003:e1:bb00:4200::1', '2003:e1:bb00:42ff::1', '2003:0:8600::1', '2003:0:1::1'];
    const way = path(routers, ['2003:0:8600::1'], far);
    expect(await find(way, 6, far)).toMatchObject({ family: 6, address: '2003:0:8600::1', distanceHops: 3 });
  });

  test('of a machine that is itself the router is the first on the way', async () => {
    const network = { gateways: [], ownAddresses: ['203.0.113.7'] };
    expect(await find(path(['62.155.244.1', '80.157.0.1'], ['62.155.244.1']), 4, FAR, network)).toMatchObject({
      address: '62.155.244.1',
      distanceHops: 1,
    });
  });
});

describe('none is found', () => {
  test.each([
    ['where nobody names itself', ['192.168.178.1', null, null, null, null, null]],
    ['where the far target stands directly behind the home router', ['192.168.178.1']],
    ['where all on the way is private', ['192.168.178.1', '10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', '62.1.1.1']],
  ])('%s, and that after a handful of packets', async (_what, routers) => {
    const way = path(routers, []);
    expect(await find(way)).toBeNull();
    expect(way.sent.length).toBeLessThanOrEqual(6);
  });

  test('where the one that named itself does so only once', async () => {
    let isFirst = true;
    const send: typeof sendShortLivedEcho = async ({ address, distanceHops }) => {
      if (address !== FAR || distanceHops !== 2 || !isFirst) return SILENT;
      isFirst = false;
      return { said: 'exceeded', address: '62.155.244.1' };
    };
    expect(await find({ send, sent: [] })).toBeNull();
  });
});

test.each([
  ['192.168.178.1', true],
  ['10.1.2.3', true],
  ['172.31.0.1', true],
  ['172.32.0.1', false],
  ['100.64.0.1', false],
  ['192.0.0.1', false],
  ['62.155.244.1', false],
  ['fd00::1', true],
  ['2003:e1:bb00:42ff::9', true],
  ['2003:e1:bb00:4300::9', false],
])('%s is of the home: %j', (address, isHome) => expect(isOfHome(address, HOME)).toBe(isHome));
