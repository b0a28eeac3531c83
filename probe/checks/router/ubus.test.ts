import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { routerHome } from '../../../test/fakes/router-home.ts';
import { startUbusServer, type UbusServer } from '../../../test/fakes/ubus-server.ts';
import { field } from './ubus-call.ts';

async function openWrt(password = 'geheim'): Promise<Awaited<ReturnType<typeof routerHome>> & { server: UbusServer }> {
  const server = await startUbusServer();
  onTestFinished(() => server.stop());
  const login = { user: 'root', password: () => password };
  return { server, ...(await routerHome({}, { url: server.origin, kind: 'openwrt', login })) };
}

test('an OpenWrt router with a DSL modem tells session, DSL and bytes; dB become tenths, bits kilobits', async () => {
  const { ask, personal } = await openWrt();
  const { facts, readings } = await ask();
  expect(facts).toEqual({
    source: 'ubus',
    session: 'connected',
    lastError: 'none',
    access: 'dsl',
    link: 'up',
    dslSync: 'up',
    externalAddress4: 'hash:1',
    externalPrefix6: 'hash:2',
  });
  expect(personal.map(({ value }) => value)).toEqual(['203.0.113.77', '2001:db8:77::/56']);
  expect(readings).toEqual({
    sessionUptimeS: 70_211,
    deviceUptimeS: 612_345,
    dslUptimeS: 70_290,
    receivedBytes: 88_123_456_789,
    sentBytes: 9_123_456_789,
    downRateKbit: 99_999,
    upRateKbit: 31_999,
    downMaxKbit: 118_640,
    upMaxKbit: 38_112,
    downMarginTenthDb: 132,
    upMarginTenthDb: 98,
    downAttenuationTenthDb: 113,
    upAttenuationTenthDb: 77,
    crcErrors: 40,
    crcErrorsFar: 6,
    erroredSecs: 12,
    severelyErroredSecs: 4,
  });
});

test('a session that has run out is opened anew without a word', async () => {
  const { ask, server, pass } = await openWrt();
  await ask();
  server.expireSessions();
  pass(60_000);
  expect((await ask()).facts).not.toHaveProperty('reason');
  expect(server.asked.filter((name) => name === 'session login')).toHaveLength(2);
});

test('a wrong password is tried once and then left alone', async () => {
  const { ask, server, pass } = await openWrt('falsch');
  for (let turn = 0; turn < 5; turn++) {
    expect(await ask()).toMatchObject({ outcome: 'timeout', facts: { reason: 'unauthorized' } });
    pass(10_000);
  }
  expect(server.asked.filter((name) => name === 'session login')).toHaveLength(1);
});

test.each([
  ['Full init', 'init'],
  ['Handshake', 'init'],
  ['Showtime without TC-Layer sync', 'init'],
  ['Idle', 'down'],
  ['Silent', 'down'],
  ['Exception', 'down'],
])('a modem in state "%s" is %s', async (state, dslSync) => {
  const { ask, server } = await openWrt();
  Object.assign(server.bus, { 'dsl metrics': { state, up: false } });
  expect((await ask()).facts).toMatchObject({ dslSync, link: 'down' });
});

test.each([
  [[{ subsystem: 'pppoe', code: 'AUTH_FAILED' }], { session: 'auth-failed', lastError: 'auth-failure' }],
  [[{ subsystem: 'pppoe', code: 'USER_REQUEST' }], { session: 'connecting', lastError: 'user-disconnect' }],
  [[], { session: 'connecting', lastError: 'none' }],
])('an interface that is down with errors %j', async (errors, facts) => {
  const { ask, server, pass } = await openWrt();
  await ask();
  const wan = { interface: 'wan', up: false, pending: true, proto: 'pppoe', device: 'dsl0.7', errors };
  Object.assign(server.bus, { 'network.interface dump': { interface: [wan] } });
  pass(60_000);
  expect((await ask()).facts).toMatchObject(facts);
});

test('while mobile radio carries, the session is that of the line that is down', async () => {
  const { ask, server, pass } = await openWrt();
  await ask();
  const wan = { interface: 'wan', up: false, pending: true, proto: 'pppoe', device: 'dsl0.7' };
  const lte = { interface: 'lte', up: true, proto: 'qmi', route: [{ target: '0.0.0.0', mask: 0 }] };
  Object.assign(server.bus, { 'network.interface dump': { interface: [wan, lte] } });
  pass(60_000);
  expect((await ask()).facts).toMatchObject({ access: 'mobile', session: 'connecting' });
});

test('a router without DSL modem is not asked for one again', async () => {
  const { ask, server, pass } = await openWrt();
  delete server.bus['dsl metrics'];
  await ask();
  pass(60_000);
  expect((await ask()).facts).not.toHaveProperty('dslSync');
  expect(server.asked.filter((name) => name === 'dsl metrics')).toHaveLength(1);
});

test.each([
  ['strings', { interface: 'wan' }],
  ['null', null],
  ['numbers', { interface: [1, 2, { interface: 'wan', up: 'yes', uptime: -5 }] }],
  ['an error of the bus', 9],
  ['objects that can be no text', { interface: [{ interface: 'wan', proto: { toString: 1, valueOf: 1 } }] }],
  ['errors that can be no text', { interface: [{ interface: 'wan', errors: [{ code: { toString: 1 } }] }] }],
])('an answer of %s says no session that was not said', async (_name, dump) => {
  const { ask, server } = await openWrt();
  Object.assign(server.bus, { 'network.interface dump': dump });
  const { facts, readings } = await ask();
  expect(facts['session']).not.toBe('connected');
  expect(readings).not.toHaveProperty('sessionUptimeS');
  expect(readings).toHaveProperty('deviceUptimeS');
});

test('the password goes as it is only to a router that was named as OpenWrt, and that answers like one', async () => {
  const login = { user: 'root', password: () => 'geheim' };
  const server = await startUbusServer();
  onTestFinished(() => server.stop());
  await (await routerHome({}, { url: server.origin, login })).ask();
  expect(server.asked).toEqual([]);
  const { box, ask } = await routerHome({}, { kind: 'openwrt', login });
  await ask();
  expect(box.asked.filter((name) => name === '/ubus')).toHaveLength(1);
  expect(box.asked).not.toContain('session login');
});

test('only own fields of an answer are read', () => {
  expect(field({ a: 1 }, 'constructor')).toBeUndefined();
});

test('on the router itself its own program is asked', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lw-ubus-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const program = join(folder, 'ubus');
  writeFileSync(
    program,
    '#!/bin/sh\ncase "$5 $6" in "system info") echo \'{"uptime":99}\';; "dsl metrics") echo \'{"state":"Idle","up":false}\';; *) exit 4;; esac\n',
  );
  chmodSync(program, 0o755);
  vi.stubEnv('PATH', `${folder}:${process.env['PATH'] ?? ''}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { ask } = await routerHome({}, { url: null, isHere: true });
  expect(await ask()).toMatchObject({
    facts: { source: 'ubus', dslSync: 'down' },
    readings: { deviceUptimeS: 99 },
  });
});
