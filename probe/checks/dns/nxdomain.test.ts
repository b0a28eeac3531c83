import { createSocket } from 'node:dgram';
import { describe, expect, test } from 'vitest';
import { nxdomainCheck } from './nxdomain.ts';

const attempt = () => ({
  signal: AbortSignal.timeout(2000),
  tickUs: () => Number(process.hrtime.bigint() / 1000n),
  personal: () => 'hash:',
  moment: null,
});

/** Asks a resolver on loopback that answers every question with that code and these A records; also what it was asked. */
async function askResolver(responseCode: number, addresses: string[]) {
  const names: string[] = [];
  const server = createSocket('udp4');
  server.on('message', (query, from) => {
    names.push(readLabels(query));
    const head = Buffer.from(query);
    head.writeUInt16BE(0x8180 | responseCode, 2);
    head.writeUInt16BE(addresses.length, 6);
    const records = addresses.map((address) =>
      Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...address.split('.').map(Number)]),
    );
    server.send(Buffer.concat([head, ...records]), from.port, from.address);
  });
  await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
  const { port } = server.address();
  const reading = await nxdomainCheck.measure({ address: '127.0.0.1', port }, attempt());
  await nxdomainCheck.measure({ address: '127.0.0.1', port }, attempt());
  server.close();
  return { reading, names };
}

function readLabels(query: Buffer): string {
  const labels: string[] = [];
  for (let offset = 12; (query[offset] ?? 0) > 0; offset += 1 + (query[offset] ?? 0)) {
    labels.push(query.toString('latin1', offset + 1, offset + 1 + (query[offset] ?? 0)));
  }
  return labels.join('.');
}

describe('a name that can’t exist', () => {
  test.each([
    ['no such name', 3, [], 'ok'],
    ['a name without an address', 0, [], 'ok'],
    ['an address: the search page of a provider', 0, ['62.157.140.133'], 'wrong'],
    ['an address of the home, as of a portal', 0, ['192.168.178.1'], 'wrong'],
    ['a failure of the server', 2, [], 'servfail'],
    ['a refusal', 5, [], 'refused'],
    ['something else', 4, [], 'other'],
  ])('%s', async (_what, code, addresses, word) => {
    const { reading } = await askResolver(code, addresses);
    expect(reading).toMatchObject({ outcome: 'reply', facts: { answer: word } });
  });

  test('is another each time, under a real one', async () => {
    const { names } = await askResolver(3, []);
    expect(names[0]).toMatch(/^[0-9a-f]{16}\.example\.com$/);
    expect(names[1]).not.toBe(names[0]);
  });

  test('asked of nobody has no answer', async () => {
    const server = createSocket('udp4');
    await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
    const reading = await nxdomainCheck.measure(
      { address: '127.0.0.1', port: server.address().port },
      { ...attempt(), signal: AbortSignal.timeout(100) },
    );
    server.close();
    expect(reading).toMatchObject({ outcome: 'timeout', latencyUs: null, facts: {} });
  });
});
