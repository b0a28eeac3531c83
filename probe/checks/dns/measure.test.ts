import { execFileSync } from 'node:child_process';
import { createSocket, type RemoteInfo } from 'node:dgram';
import { describe, expect, test } from 'vitest';
import { describeWith } from '../../../test/needs.ts';
import { dnsCheck } from './measure.ts';

const attempt = (signal = new AbortController().signal) => ({
  signal,
  tickUs: () => Number(process.hrtime.bigint() / 1000n),
  personal: () => 'hash:',
  moment: null,
});

/** A DNS server on loopback that answers each query with what `answer` makes of it; several datagrams, in order. */
async function withServer<Result>(
  answer: (query: Buffer) => Buffer[],
  body: (port: number, queries: Buffer[]) => Promise<Result>,
): Promise<Result> {
  const queries: Buffer[] = [];
  const server = createSocket('udp4');
  server.on('message', (query: Buffer, from: RemoteInfo) => {
    queries.push(query);
    for (const datagram of answer(query)) server.send(datagram, from.port, from.address);
  });
  await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
  try {
    return await body(server.address().port, queries);
  } finally {
    server.close();
  }
}

/** The query turned into an answer with that code and these A records. */
function answerTo(query: Buffer, responseCode: number, addresses: string[] = []): Buffer {
  const head = Buffer.from(query);
  head.writeUInt16BE(0x8180 | responseCode, 2);
  head.writeUInt16BE(addresses.length, 6);
  const records = addresses.map((address) =>
    Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...address.split('.').map(Number)]),
  );
  return Buffer.concat([head, ...records]);
}

const ask = (port: number, more: Record<string, unknown> = {}) =>
  dnsCheck.measure({ address: '127.0.0.1', port, name: 'example.com', ...more }, attempt());

describe('what an answer says is a fact, and any answer is an answer', () => {
  test.each([
    [0, ['93.184.216.34'], 'ok'],
    [0, ['192.168.178.1'], 'wrong'],
    [0, [], 'ok'],
    [2, [], 'servfail'],
    [3, [], 'nxdomain'],
    [5, [], 'refused'],
    [4, [], 'other'],
  ])('code %i with %j is "%s"', async (code, addresses, word) => {
    const reading = await withServer(
      (query) => [answerTo(query, code, addresses)],
      (port) => ask(port),
    );
    expect(reading).toMatchObject({ outcome: 'reply', facts: { answer: word } });
  });

  test('an answer without the expected address is "wrong"', async () => {
    const reading = await withServer(
      (query) => [answerTo(query, 0, ['8.8.8.8'])],
      (port) => ask(port, { expect: ['1.2.3.4'] }),
    );
    expect(reading).toMatchObject({ facts: { answer: 'wrong' } });
  });

  test('a refusal without the question is an answer', async () => {
    const reading = await withServer(
      (query) => {
        const bare = Buffer.from(query.subarray(0, 12));
        bare.writeUInt16BE(0x8185, 2);
        bare.writeUInt16BE(0, 4);
        return [bare];
      },
      (port) => ask(port),
    );
    expect(reading).toMatchObject({ outcome: 'reply', facts: { answer: 'refused' } });
  });
});

describe('datagrams that are not the answer are ignored', () => {
  const withOtherId = (query: Buffer) => {
    const other = answerTo(query, 3);
    other.writeUInt16BE((other.readUInt16BE(0) + 1) & 0xffff, 0);
    return other;
  };
  const withOtherName = (query: Buffer) => {
    const other = answerTo(query, 3);
    other.write('z', 13);
    return other;
  };
  const cutShort = (query: Buffer) => answerTo(query, 0, ['1.2.3.4']).subarray(0, -2);
  const endlessName = (query: Buffer) => {
    const records = answerTo(query, 0, ['1.2.3.4']);
    return Buffer.concat([records.subarray(0, query.length), Buffer.alloc(300, 1)]);
  };
  const notAnAnswer = (query: Buffer) => query;

  test.each([
    ['another number', withOtherId],
    ['another question', withOtherName],
    ['a cut record', cutShort],
    ['a name without end', endlessName],
    ['the question itself', notAnAnswer],
    ['three bytes', () => Buffer.from('abc')],
    ['nothing', () => Buffer.alloc(0)],
  ])('%s, then the real one', async (_what, forge) => {
    const reading = await withServer(
      (query) => [forge(query), answerTo(query, 0, ['93.184.216.34'])],
      (port) => ask(port),
    );
    expect(reading).toMatchObject({ outcome: 'reply', facts: { answer: 'ok' }, readings: { strangers: 1 } });
  });

  test('an answer from another port never reaches us, and is not counted', async () => {
    const stranger = createSocket('udp4');
    const deadline = new AbortController();
    setTimeout(() => deadline.abort(), 150);
    const silent = createSocket('udp4');
    silent.on('message', (query, from) => stranger.send(answerTo(query, 0, ['1.2.3.4']), from.port, from.address));
    await new Promise<void>((resolve) => silent.bind(0, '127.0.0.1', resolve));
    const reading = await dnsCheck.measure(
      { address: '127.0.0.1', port: silent.address().port, name: 'example.com' },
      attempt(deadline.signal),
    );
    silent.close();
    stranger.close();
    expect(reading).toMatchObject({ outcome: 'timeout', readings: {} });
  });

  test('only forgeries are a timeout at the deadline', async () => {
    const deadline = new AbortController();
    setTimeout(() => deadline.abort(), 150);
    const reading = await withServer(
      (query) => [withOtherId(query)],
      (port) => dnsCheck.measure({ address: '127.0.0.1', port, name: 'example.com' }, attempt(deadline.signal)),
    );
    expect(reading).toMatchObject({ outcome: 'timeout', latencyUs: null, readings: { strangers: 1 } });
  });
});

test('a nonce puts a fresh label in front of the name each time', async () => {
  const labels = await withServer(
    (query) => [answerTo(query, 0, ['1.2.3.4'])],
    async (port, queries) => {
      await ask(port, { nonce: true });
      await ask(port, { nonce: true });
      return queries.map((query) => query.subarray(13, 13 + (query[12] ?? 0)).toString());
    },
  );
  expect(labels).toHaveLength(2);
  expect(labels[0]).toMatch(/^[0-9a-f]{16}$/);
  expect(labels[0]).not.toBe(labels[1]);
});

test('a machine that refuses the datagram has answered', async () => {
  expect(await ask(1)).toMatchObject({ outcome: 'reply', facts: { answer: 'other', connection: 'refused' } });
});

test('an answer cut at any byte never throws and never passes as one with addresses', async () => {
  const { parseDnsAnswer, formatDnsQuery } = await import('./dns-message.ts');
  const query = formatDnsQuery(7, 'example.com', 4);
  const whole = answerTo(query, 0, ['1.2.3.4', '5.6.7.8']);
  for (let length = 0; length < whole.length; length++) {
    expect(parseDnsAnswer(whole.subarray(0, length), query)).toBeNull();
  }
  expect(parseDnsAnswer(whole, query)).toEqual({
    responseCode: 0,
    isTruncated: false,
    addresses: ['1.2.3.4', '5.6.7.8'],
  });
});

describeWith(['namespaces'], 'a machine without any network', () => {
  test('has no route to a DNS server, and that is no loss', () => {
    const code = `const { dnsCheck } = await import(${JSON.stringify(new URL('measure.ts', import.meta.url).href)});
      const attempt = { signal: AbortSignal.timeout(5000), tickUs: () => 0, personal: () => 'hash:', moment: null };
      console.log(JSON.stringify(await dnsCheck.measure({ address: '198.51.100.1', name: 'example.com' }, attempt)));`;
    const out = execFileSync('unshare', ['--net', process.execPath, '--input-type=module', '-e', code]);
    expect(JSON.parse(out.toString())).toMatchObject({ outcome: 'no-route' });
  });
});
