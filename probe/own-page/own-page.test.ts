import { request } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { FAKE_METHOD, openFakeProbe, ROUND_MS } from '../../test/fakes/fake-probe.ts';
import { isHomeAddress } from '../address-scope.ts';
import { parseProbeConfig } from '../config.ts';
import { startLiveState } from '../live-state.ts';
import { isHomeHost } from './asker.ts';
import { startPageState } from './page-state.ts';
import { type OwnPage, serveOwnPage } from './serve-page.ts';

const START_AT_MS = Date.UTC(2026, 9, 1, 6);
let page: OwnPage | null = null;
afterEach(async () => {
  await page?.close();
  page = null;
});

type Answer = { status: number; headers: Record<string, unknown>; body: string };

async function open(): Promise<(path: string, headers?: Record<string, string>, method?: string) => Promise<Answer>> {
  const state = startPageState(startLiveState(), START_AT_MS);
  for (const round of openFakeProbe(1).rounds(12, START_AT_MS)) state.note(round, FAKE_METHOD);
  const opened = await serveOwnPage({
    listen: { address: '127.0.0.1', port: 0 },
    ownName: 'diele',
    seen: state.seen,
    sending: () => ({ waiting: 7, lastReceiptAtMs: START_AT_MS }),
    mail: () => [
      { route: 'in', open: 3, oldestAtMs: START_AT_MS, isStopped: false },
      { route: 'out', open: 0, oldestAtMs: null, isStopped: true },
    ],
  });
  page = opened;
  return (path, headers = {}, method = 'GET') =>
    new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: opened.port, path, method, headers }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => {
          body += text;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
      });
      sent.on('error', reject).end();
    });
}

describe('the probe’s own page', () => {
  test('says in German and English what the probe sees and what waits', async () => {
    const get = await open();
    const german = await get('/', { 'accept-language': 'de-DE,de;q=0.9' });
    expect(german.body).toContain('Der Anschluss trägt Daten');
    expect(german.body).toContain('7 Abschnitte warten.');
    expect(german.body).toMatch(/\d+ von \d+ antworten/);
    expect(german.body).toMatch(/Strecke „in“<\/dt><dd>3 unterwegs, die älteste seit/);
    expect(german.body).toContain('angehalten: Anmeldung oder Zertifikat wird abgelehnt');
    const english = await get('/?lang=en', { 'accept-language': 'de' });
    expect(english.body).toContain('The line carries data');
    expect(english.body).toContain('Route “out”');
    expect(english.body).toContain('<html lang="en">');
    expect((await get('/style.css')).status).toBe(200);
  });

  test('needs no script, sets no cookie, and lets nothing in or out', async () => {
    const get = await open();
    const { headers, body } = await get('/');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'self';/);
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['cache-control']).toBe('no-store');
    expect(body).not.toMatch(/<script|style="|https?:|<form/);
    expect(body).toContain('http-equiv="refresh" content="10"');
  });

  test.each([
    'evil.example',
    'status.example.org:8081',
    '8.8.8.8',
    '[2001:db8::1]',
    '1.1.1.1.nip.io',
    'x@localhost',
  ])('does not answer to the name "%s"', async (host) => {
    const get = await open();
    expect((await get('/', { host })).status).toBe(403);
  });

  test.each([
    '192.168.178.20:8081',
    'raspberrypi.fritz.box',
    'raspberrypi.local:8081',
    'pi',
    'pi.home.arpa',
    '[fd00::5]:8081',
  ])('answers to the name "%s"', async (host) => {
    const get = await open();
    expect((await get('/', { host })).status).toBe(200);
  });

  test('answers to GET alone, and not behind a proxy', async () => {
    const get = await open();
    expect((await get('/', {}, 'POST')).status).toBe(405);
    expect((await get('/../../etc/passwd')).status).toBe(404);
    expect((await get('/', { 'x-forwarded-for': '192.168.1.2' })).status).toBe(403);
    expect((await get('/', { via: '1.1 tunnel' })).status).toBe(403);
  });

  test('tells an outage from its first to its last round', () => {
    const state = startPageState(startLiveState(), START_AT_MS);
    const probe = openFakeProbe(1);
    const rounds = probe.rounds(36, START_AT_MS);
    const cut = rounds.map((round, at) => ({
      ...round,
      samples:
        at >= 12 && at < 24
          ? round.samples.map((sample) => ({ ...sample, outcome: 'timeout' as const, latencyUs: null }))
          : round.samples,
    }));
    for (const round of cut.slice(0, 20)) state.note(round, FAKE_METHOD);
    expect(state.seen().now?.state).toBe('down');
    expect(state.seen().outages).toMatchObject([{ toAtMs: null }]);
    for (const round of cut.slice(20)) state.note(round, FAKE_METHOD);
    const [outage] = state.seen().outages;
    const wallAt = (index: number) => rounds[index]?.wallAtMs ?? 0;
    expect(state.seen().now?.state).toBe('up');
    expect(outage?.fromAtMs).toBeLessThanOrEqual(wallAt(12) + ROUND_MS);
    expect(outage?.toAtMs).toBeGreaterThanOrEqual(wallAt(24));
    expect(state.seen().moments).toHaveLength(36);
  });
});

test('an address is of the home or it is not', () => {
  for (const address of [
    '192.168.1.1',
    '10.1.2.3',
    '172.31.0.1',
    '::1',
    'fe80::1%eth0',
    'fd12::1',
    '::ffff:192.168.1.9',
  ]) {
    expect([address, isHomeAddress(address)]).toEqual([address, true]);
  }
  for (const address of ['8.8.8.8', '172.32.0.1', '100.64.0.1', '2001:db8::1', '::ffff:8.8.8.8', '', 'localhost']) {
    expect([address, isHomeAddress(address)]).toEqual([address, false]);
  }
  expect(isHomeHost('Pi.Example.ORG', 'pi.example.org')).toBe(true);
  expect(isHomeHost(undefined, 'pi')).toBe(false);
});

test('the page is off, or on at a port or an address of the home', () => {
  const ownPageOf = (text: string) => {
    const config = parseProbeConfig(text, '/x');
    return typeof config === 'string' ? config : config.ownPage;
  };
  expect(ownPageOf('')).toBeNull();
  expect(ownPageOf('ownPage: 8081')).toEqual({ address: null, port: 8081 });
  expect(ownPageOf('ownPage: "192.168.1.5:8081"')).toEqual({ address: '192.168.1.5', port: 8081 });
  expect(ownPageOf('ownPage: "[fd00::5]:8081"')).toEqual({ address: 'fd00::5', port: 8081 });
  for (const bad of ['80', '"8.8.8.8:8081"', '"192.168.1.5"', 'yes', '"0.0.0.0:8081"', '{ port: 8081 }', '70000']) {
    expect(ownPageOf(`ownPage: ${bad}`)).toContain('must be a port from 1024 to 65535');
  }
});
