import { describe, expect, test } from 'vitest';
import { routerHome as home, FRITZ_LOGIN as LOGIN, T0_MS } from '../../../test/fakes/router-home.ts';

describe('without login', () => {
  test('the box tells link, session, uptime, bytes and addresses, these as hashes', async () => {
    const { ask, personal } = await home();
    expect(await ask()).toMatchObject({
      outcome: 'reply',
      facts: {
        source: 'igd',
        session: 'connected',
        lastError: 'none',
        access: 'dsl',
        link: 'up',
        dslSync: 'up',
        externalAddress4: 'hash:1',
        externalPrefix6: 'hash:2',
      },
      readings: {
        sessionUptimeS: 18_000,
        receivedBytes: 4_812_345_678_901,
        sentBytes: 312_345_678_901,
        receiveBps: 100_000,
        sendBps: 24_800,
      },
    });
    expect(personal).toEqual([
      { kind: 'external-address', value: '203.0.113.17' },
      { kind: 'external-prefix', value: '2001:db8:11::/56' },
    ]);
  });

  test('an address is said again only when it is new, when much is said anyway, or at a moment', async () => {
    const { ask, pass, box } = await home();
    await ask();
    pass(60_000);
    expect((await ask()).facts).not.toHaveProperty('externalAddress4');
    box.order('forced-disconnect');
    pass(60_000);
    expect((await ask()).facts).toHaveProperty('externalAddress4');
    pass(60_000);
    expect((await ask('onset')).facts).toHaveProperty('externalAddress4');
  });

  test('the description is fetched once, not with each attempt', async () => {
    const { ask, pass, box } = await home();
    for (let minute = 0; minute < 5; minute++) {
      await ask();
      pass(60_000);
    }
    expect(box.asked.filter((name) => name === '/igddesc.xml')).toHaveLength(1);
  });
});

describe('with a login', () => {
  test.each([
    'MD5',
    'SHA-256',
  ] as const)('DSL values, counters and uptime come too (digest with %s)', async (algorithm) => {
    const { ask } = await home({ algorithm }, LOGIN);
    const { facts, readings } = await ask();
    expect(facts).toMatchObject({ source: 'igd-tr064', dslSync: 'up', session: 'connected' });
    expect(facts).not.toHaveProperty('reason');
    expect(readings).toMatchObject({
      deviceUptimeS: 12 * 86_400,
      downRateKbit: 109_344,
      upRateKbit: 38_210,
      downMaxKbit: 121_300,
      upMaxKbit: 41_200,
      downMarginTenthDb: 102,
      upMarginTenthDb: 85,
      downAttenuationTenthDb: 161,
      upAttenuationTenthDb: 118,
      crcErrors: 41,
      crcErrorsFar: 7,
      fecErrors: 10_412,
      fecErrorsFar: 388,
      erroredSecs: 35,
      severelyErroredSecs: 3,
      retrains: 2,
    });
  });

  test('one challenge serves many requests, and a nonce that has run out is renewed without a word', async () => {
    const { ask, pass, box } = await home({ nonceUsesMax: 9 }, LOGIN);
    for (let minute = 0; minute < 6; minute++) {
      expect((await ask()).facts).not.toHaveProperty('reason');
      pass(60_000);
    }
    expect(box.digest.refused).toBe(0);
    expect(box.digest.challenged).toBeLessThan(6);
  });

  test('DSL values stand about every fifth minute and at each moment, the rest each time', async () => {
    const { ask, pass } = await home({}, LOGIN);
    const hasValues: boolean[] = [];
    for (let minute = 0; minute < 11; minute++) {
      const { readings } = await ask();
      expect(readings).toHaveProperty('deviceUptimeS');
      hasValues.push('crcErrors' in readings);
      pass(60_000);
    }
    expect(hasValues.flatMap((has, minute) => (has ? [minute] : []))).toEqual([0, 5, 10]);
    expect((await ask('end')).readings).toHaveProperty('crcErrors');
  });

  test('a wrong password is tried once, then left alone for ten minutes; the rest is still told', async () => {
    const { ask, pass, box } = await home({ password: 'another' }, LOGIN);
    expect((await ask()).facts).toMatchObject({ source: 'igd', reason: 'unauthorized', session: 'connected' });
    for (let turn = 0; turn < 50; turn++) {
      pass(10_000);
      expect((await ask()).facts).toMatchObject({ source: 'igd', reason: 'unauthorized' });
    }
    expect(box.digest.refused).toBe(1);
    pass(120_000);
    await ask();
    expect(box.digest.refused).toBe(2);
  });

  test('a user without the right for DSL values leaves them out, and says so', async () => {
    const { ask } = await home({ withheld: ['WANDSLInterfaceConfig'] }, LOGIN);
    const { facts, readings } = await ask();
    expect(facts).toMatchObject({ reason: 'unauthorized', session: 'connected' });
    expect(readings).toHaveProperty('deviceUptimeS');
    expect(readings).not.toHaveProperty('crcErrors');
  });

  test('a box that tells nothing by UPnP tells link and session by TR-064', async () => {
    const { ask } = await home({ hasIgd: false }, LOGIN);
    const { facts } = await ask();
    expect(facts).toMatchObject({ source: 'tr064', access: 'dsl', link: 'up', session: 'connected' });
  });

  test('a forced disconnect is read from the log, once, and not from before the first reading', async () => {
    const { ask, pass, box } = await home({}, LOGIN);
    box.order('forced-disconnect');
    pass(60_000);
    expect((await ask()).facts).not.toHaveProperty('logReconnect');
    pass(86_400_000);
    box.order('forced-disconnect');
    pass(20_000);
    expect((await ask()).facts).toMatchObject({ logReconnect: 'planned', session: 'connected' });
    pass(60_000);
    expect((await ask()).facts).not.toHaveProperty('logReconnect');
  });

  test('the log gives lines of the line alone, without addresses and names', async () => {
    const { ask, session, box, pass } = await home({}, LOGIN);
    await ask();
    box.order('auth-failure');
    pass(1000);
    const lines = await session.readLog(new AbortController().signal, () => T0_MS * 1000);
    expect(lines?.map(({ text }) => text)).toEqual([
      'Internetverbindung wurde getrennt.',
      'Anmeldung beim Internetanbieter ist fehlgeschlagen.',
      'Internetverbindung wurde erfolgreich hergestellt.',
    ]);
  });
});

describe('what happens to the line', () => {
  test('after a reconnect both new addresses are told, also where the session is known by login', async () => {
    const { ask, pass, box, personal } = await home({}, LOGIN);
    await ask();
    pass(60_000);
    box.order('forced-disconnect');
    pass(60_000);
    await ask();
    expect(personal.slice(2).map(({ value }) => value)).toEqual(['203.0.113.18', '2001:db8:12::/56']);
  });

  test('while it restarts the port is closed: one request then, and nothing is forgotten of what it has', async () => {
    const { ask, pass, box } = await home({ times: { bootMs: 30_000, trainingMs: 1000, pppMs: 1000 } }, LOGIN);
    await ask();
    await box.close();
    pass(10_000);
    expect(await ask()).toMatchObject({ outcome: 'timeout', facts: { reason: 'refused' } });
    await box.open();
    pass(10_000);
    const { facts, readings } = await ask('end');
    expect(facts).toMatchObject({ source: 'igd-tr064', dslSync: 'up' });
    expect(readings).toHaveProperty('deviceUptimeS');
    expect(readings).toHaveProperty('receiveBps');
  });

  test('lost sync, training, session and new address in their order', async () => {
    const { ask, pass, box } = await home({}, LOGIN);
    await ask();
    box.order('dsl-down');
    pass(10_000);
    expect((await ask('onset')).facts).toMatchObject({ dslSync: 'down', session: 'disconnected', link: 'down' });
    box.order('dsl-up');
    pass(20_000);
    expect((await ask()).facts).toMatchObject({ dslSync: 'init', session: 'disconnected' });
    pass(60_000);
    const after = await ask('end');
    expect(after.facts).toMatchObject({ dslSync: 'up', session: 'connected' });
    expect(after.readings).toMatchObject({ retrains: 3, sessionUptimeS: 31 });
  });

  test.each([
    ['ppp-lost', { session: 'connecting', lastError: 'isp-timeout', dslSync: 'up' }],
    ['auth-failure', { session: 'auth-failed', lastError: 'auth-failure', dslSync: 'up' }],
    ['user-disconnect', { session: 'disconnected', lastError: 'user-disconnect', dslSync: 'up' }],
    ['fail-over', { session: 'connected', access: 'mobile', dslSync: 'down' }],
  ] as const)('%s is told as what it is', async (order, facts) => {
    const { ask, pass, box } = await home({}, LOGIN);
    await ask();
    box.order(order);
    pass(10_000);
    expect((await ask()).facts).toMatchObject(facts);
  });

  test('a box that boots is silent; afterwards its uptime is young and its counters begin anew', async () => {
    const { ask, pass, box } = await home({}, LOGIN);
    await ask();
    box.order('reboot');
    pass(30_000);
    expect((await ask()).outcome).toBe('timeout');
    pass(120_000);
    const after = await ask('reread');
    expect(after.facts).toMatchObject({ session: 'connected' });
    expect(after.readings).toMatchObject({ deviceUptimeS: 90, retrains: 1, crcErrors: 0 });
  });
});
