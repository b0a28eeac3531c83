import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startFritzBox } from '../../../test/fakes/fritz-box.ts';
import { routerHome } from '../../../test/fakes/router-home.ts';
import { routerCheck } from './measure.ts';

/** Counts who connects where a FRITZ!Box would listen; says nothing that helps. */
async function deafGateway(address: string): Promise<() => number> {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.resume().on('error', () => undefined);
    socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(49_000, address, resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return () => connections;
}

test('where no router speaks it is looked for at the start and every ten minutes, also in an outage', async () => {
  const connections = await deafGateway('127.0.7.8');
  const { ask, pass } = await routerHome({}, { gateway: '127.0.7.8', url: null, ssdpPort: 9 });
  const counts: number[] = [];
  for (let turn = 0; turn < 61; turn++) {
    expect(await ask(turn % 6 === 0 ? 'onset' : null)).toMatchObject({ outcome: 'timeout', readings: {} });
    counts.push(connections());
    pass(10_000);
  }
  expect(counts.slice(0, 60)).toEqual(Array(60).fill(1));
  expect(counts[60]).toBe(2);
});

test('another gateway is another router: nothing of the old one is kept', async () => {
  const boxes = await Promise.all([startFritzBox(), startFritzBox()]);
  onTestFinished(async () => void (await Promise.all(boxes.map((box) => box.stop()))));
  const attempt = {
    signal: new AbortController().signal,
    tickUs: () => Number(process.hrtime.bigint() / 1000n),
    personal: () => 'hash:',
    moment: null,
  };
  for (const box of boxes) {
    const settings = {
      gateway: '127.0.0.1',
      ownAddress: null,
      url: box.origin,
      kind: 'auto',
      login: null,
      isRented: true,
      isHere: false,
    };
    const { facts, latencyUs } = await routerCheck.measure(settings, attempt);
    expect(facts).toMatchObject({ session: 'connected', rented: 'yes', externalAddress4: 'hash:' });
    expect(latencyUs).toBeGreaterThan(0);
  }
  expect(boxes.map(({ asked }) => asked[0])).toEqual(['/igddesc.xml', '/igddesc.xml']);
  expect(routerCheck.waitMs).toBe(30_000);
});
