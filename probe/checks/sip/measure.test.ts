import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FakeRegistrar, type SipManner, startFakeRegistrar } from '../../../test/fakes/fake-sip-registrar.ts';
import { measureSip, sipCheck } from './measure.ts';
import { parseRegistrar, RegistrarFinder, type SipLookups } from './registrar.ts';
import { formatOptions, newSipIds, parseSipAnswer } from './sip-message.ts';

let registrar: FakeRegistrar;
beforeEach(async () => {
  registrar = await startFakeRegistrar();
});
afterEach(() => registrar.close());

const attempt = (waitMs = 1500) => ({
  signal: AbortSignal.timeout(waitMs),
  tickUs: () => Number(process.hrtime.bigint() / 1000n),
  personal: () => 'hash:',
  moment: null,
});
const ask = (waitMs?: number) => sipCheck.measure({ registrar: `127.0.0.1:${registrar.port}` }, attempt(waitMs));

describe('any answer to our request is an answer', () => {
  test.each([200, 401, 403, 404, 405, 483, 503])('%i', async (statusCode) => {
    registrar.manners = [{ does: 'answers', statusCode }];
    expect(await ask()).toMatchObject({ outcome: 'reply', readings: { statusCode } });
  });

  test.each<[string, SipManner]>([
    ['with short header names and folded lines', { does: 'answers-short-names' }],
    ['from another port of the same machine', { does: 'from-other-port' }],
    ['after a while', { does: 'answers', statusCode: 200, afterMs: 300 }],
  ])('%s', async (_what, manner) => {
    registrar.manners = [manner];
    expect(await ask()).toMatchObject({ outcome: 'reply', readings: { statusCode: 200 } });
  });
});

describe('what is not the answer to it is waited past, and counted', () => {
  test.each<[string, SipManner, number]>([
    ['another call', { does: 'wrong-call-id' }, 1],
    ['another branch', { does: 'wrong-branch' }, 1],
    ['another number', { does: 'wrong-sequence' }, 1],
    ['garbage', { does: 'garbage' }, 5],
    ['our own request', { does: 'asks-back' }, 1],
  ])('%s', async (_what, manner, strangers) => {
    registrar.manners = [manner, { does: 'answers', statusCode: 200 }];
    expect(await ask()).toMatchObject({ outcome: 'reply', readings: { statusCode: 200, strangers } });
    registrar.manners = [manner];
    expect(await ask(150)).toMatchObject({ outcome: 'timeout', latencyUs: null, readings: { strangers } });
  });
});

test('silence is a timeout, and nothing is sent again', async () => {
  registrar.manners = [{ does: 'nothing' }];
  expect(await ask(1200)).toMatchObject({ outcome: 'timeout', facts: {}, readings: {} });
  expect(registrar.requests).toHaveLength(1);
});

test('a machine that has no socket left to ask with has not measured, and that is no silence of the registrar', () => {
  const code = `const { openSync } = await import('node:fs');
    const { sipCheck } = await import(${JSON.stringify(new URL('measure.ts', import.meta.url).href)});
    try { for (;;) openSync('/dev/null'); } catch {}
    const attempt = { signal: AbortSignal.timeout(500), tickUs: () => 0, personal: () => 'hash:', moment: null };
    const reading = await sipCheck.measure({ registrar: '127.0.0.1:${registrar.port}' }, attempt);
    process.stdout.write(JSON.stringify(reading));`;
  const node = [process.execPath, '--input-type=module', '-e', code];
  const out = execFileSync('sh', ['-c', 'ulimit -n 200; exec "$@"', 'sh', ...node]);
  expect(JSON.parse(out.toString())).toMatchObject({ outcome: 'tool-error', facts: { error: 'emfile' } });
  expect(registrar.requests).toEqual([]);
});

test('the request is one that a registrar understands, tells nothing of the home, and is another each time', async () => {
  await ask();
  await ask();
  const [first = '', second = ''] = registrar.requests;
  expect(first).toMatch(
    /^OPTIONS sip:127\.0\.0\.1 SIP\/2\.0\r\nVia: SIP\/2\.0\/UDP probe\.invalid;rport;branch=z9hG4bK\w+\r\n/,
  );
  for (const header of [
    /^Max-Forwards: 70\r$/m,
    /^CSeq: 1 OPTIONS\r$/m,
    /^From: .*;tag=\w+\r$/m,
    /^Content-Length: 0\r$/m,
  ]) {
    expect(first).toMatch(header);
  }
  expect(first.endsWith('\r\n\r\n')).toBe(true);
  for (const header of [/branch=(\w+)/, /^Call-ID: (.*)\r$/m, /tag=(\w+)/]) {
    expect(header.exec(first)?.[1]).not.toBe(header.exec(second)?.[1]);
  }
});

test('an answer cut at any byte never throws', () => {
  const ids = newSipIds();
  const whole = Buffer.from(
    formatOptions('tel.example', ids)
      .toString('latin1')
      .replace(/^OPTIONS.*\r\n/, 'SIP/2.0 200 OK\r\n'),
  );
  expect(parseSipAnswer(whole, ids)).toBe(200);
  for (let length = 0; length < whole.length; length++) {
    expect([200, null]).toContain(parseSipAnswer(whole.subarray(0, length), ids));
  }
});

describe('how a registrar may be written', () => {
  test.each([
    ['tel.example.net', { host: 'tel.example.net', port: null }],
    ['tel.example.net:5070', { host: 'tel.example.net', port: 5070 }],
    ['203.0.113.9', { host: '203.0.113.9', port: null }],
    ['[2001:db8::9]:5060', { host: '2001:db8::9', port: 5060 }],
  ])('%s', (text, registrarOfIt) => expect(parseRegistrar(text)).toEqual(registrarOfIt));

  test.each([
    '',
    'sip:tel.example',
    'tel.example:0',
    'tel.example:70000',
    '203.0.113.999',
    'a b',
    '[::1',
    'me@tel.example',
  ])('not %j', (text) => expect(parseRegistrar(text)).toBeNull());
});

describe('the name', () => {
  const lookupsOf = (answers: Partial<SipLookups>): SipLookups => ({
    srv: () => Promise.reject(new Error('ENOTFOUND')),
    addresses: () => Promise.reject(new Error('ENOTFOUND')),
    cancel: () => undefined,
    ...answers,
  });

  test('is found by its service record; the first by priority, always the same', async () => {
    const asked: string[] = [];
    const finder = new RegistrarFinder(() =>
      lookupsOf({
        srv: async (name) => {
          asked.push(name);
          return [
            { name: 'b.tel.example', port: 5062, priority: 20, weight: 0 },
            { name: 'a.tel.example', port: 5061, priority: 10, weight: 5 },
          ];
        },
        addresses: async (name, family) =>
          name === 'a.tel.example' && family === 4 ? ['203.0.113.9', '203.0.113.8'] : [],
      }),
    );
    expect(await finder.find({ host: 'tel.example', port: null })).toEqual({ address: '203.0.113.8', port: 5061 });
    expect(asked).toEqual(['_sip._udp.tel.example']);
  });

  test.each([
    '0.0.0.0',
    '224.0.0.251',
    '239.255.255.250',
    '255.255.255.255',
  ])('is not at %s, where nobody is or everybody', async (address) => {
    const finder = new RegistrarFinder(() => lookupsOf({ addresses: async () => [address] }));
    expect(await finder.find({ host: 'tel.example', port: null })).toBeNull();
  });

  test('is not at port 0, and the other that is named is asked', async () => {
    const place = (port: number) => ({ name: 'a.tel.example', port, priority: port, weight: 0 });
    const finder = new RegistrarFinder(() =>
      lookupsOf({ srv: async () => [place(0), place(5061)], addresses: async () => ['203.0.113.8'] }),
    );
    expect(await finder.find({ host: 'tel.example', port: null })).toEqual({ address: '203.0.113.8', port: 5061 });
  });

  test('with a port is found by its address alone', async () => {
    const finder = new RegistrarFinder(() =>
      lookupsOf({
        srv: () => {
          throw new Error('not to be asked');
        },
        addresses: async (_name, family) => (family === 6 ? ['2001:db8::9'] : []),
      }),
    );
    expect(await finder.find({ host: 'tel.example', port: 5070 })).toEqual({ address: '2001:db8::9', port: 5070 });
  });

  test('that can’t be looked up any more is still asked where it was', async () => {
    let isDnsDown = false;
    const finder = new RegistrarFinder(() =>
      lookupsOf({ addresses: async () => (isDnsDown ? Promise.reject(new Error('ETIMEOUT')) : ['127.0.0.1']) }),
    );
    const named = { host: 'tel.example', port: registrar.port };
    expect(await measureSip(named, attempt(), finder)).toMatchObject({ outcome: 'reply' });
    isDnsDown = true;
    expect(await measureSip(named, attempt(), finder)).toMatchObject({ outcome: 'reply' });
  });

  test('whose lookup hangs is asked where it was, after a second and a half', async () => {
    let isHanging = false;
    let cancels = 0;
    const finder = new RegistrarFinder(() =>
      lookupsOf({
        addresses: () => (isHanging ? new Promise(() => undefined) : Promise.resolve(['127.0.0.1'])),
        cancel: () => {
          cancels += 1;
        },
      }),
    );
    const named = { host: 'tel.example', port: registrar.port };
    await finder.find(named);
    isHanging = true;
    expect(await finder.find(named)).toEqual({ address: '127.0.0.1', port: registrar.port });
    expect(cancels).toBe(2);
  });

  test('that was never found says nothing of telephony', async () => {
    const finder = new RegistrarFinder(() => lookupsOf({}));
    expect(await measureSip({ host: 'tel.example', port: null }, attempt(), finder)).toMatchObject({
      outcome: 'tool-error',
      facts: { error: 'name' },
    });
  });
});
