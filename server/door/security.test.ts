import { describe, expect, test } from 'vitest';
import { cookieOf, DOOR_ORIGIN, DOOR_PASSWORD, useDoorSite } from '../../test/fakes/door-site.ts';
import { asPage } from '../../test/fakes/fake-site.ts';

/** What somebody on the other side of the door may try, by HTTP, against the real door. */
const site = useDoorSite();

const signIn = (fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  site.post('/owner/sign-in', { password: DOOR_PASSWORD, ...fields }, { headers });
const statusAs = async (cookie: string) => (await site.ask('/owner', { headers: { cookie } })).status;

/** Every route of the app that changes something under `/owner`, with something in place of each parameter. */
function ownerForms(): { method: string; path: string }[] {
  return site.app.hono.routes
    .filter(({ method, path }) => method !== 'GET' && method !== 'ALL' && path.startsWith('/owner'))
    .map(({ method, path }) => ({ method, path: path.replace(/:\w+(\{[^}]*\})?/g, 'home') }));
}

test('session fixation: a cookie planted before the sign-in opens nothing, and the one of before ends', async () => {
  await site.setUp();
  const planted = `linewitness=${'p'.repeat(43)}`;
  const first = cookieOf(await signIn({}, { cookie: planted }));
  expect(first).not.toBe(planted);
  expect(await statusAs(planted)).toBe(303);
  const second = cookieOf(await signIn({}, { cookie: first }));
  expect([await statusAs(first), await statusAs(second)]).toEqual([303, 200]);
});

describe('forms that another site sends (CSRF)', () => {
  test('there are forms to look at', () => {
    expect(ownerForms().length).toBeGreaterThanOrEqual(4);
  });

  test.each([
    ['a foreign origin', { origin: 'http://evil.example' }],
    ['no origin', { origin: '' }],
    ['an origin that was taken away', { origin: 'null' }],
    ['another port of the same name', { origin: 'http://pi.lan:3000' }],
    ['our origin, but the browser says cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['our origin, but the browser says same-site', { 'sec-fetch-site': 'same-site' }],
  ])('with %s are refused on every path, even with the owner’s cookie', async (_name, headers) => {
    const cookie = await site.setUp();
    for (const { method, path } of ownerForms()) {
      const answer = await site.ask(path, { method, headers: { origin: DOOR_ORIGIN, cookie, ...headers } });
      expect([path, answer.status, answer.headers.get('set-cookie')]).toEqual([path, 403, null]);
    }
    expect(await statusAs(cookie)).toBe(200);
  });

  test('from our own pages need the session on every path but the sign-in', async () => {
    await site.setUp();
    for (const { method, path } of ownerForms().filter((form) => form.path !== '/owner/sign-in')) {
      const answer = await site.ask(path, { method, headers: { origin: DOOR_ORIGIN } });
      expect([path, answer.status]).toEqual([path, 401]);
    }
  });

  test('cannot sign a victim in as somebody else', async () => {
    await site.setUp();
    const { secret } = site.keep.door.loginLink();
    for (const fields of [{ password: DOOR_PASSWORD }, { secret, keep: 'yes' }]) {
      const answer = await site.post('/owner/sign-in', fields, { headers: { origin: 'http://evil.example' } });
      expect([answer.status, answer.headers.get('set-cookie')]).toEqual([403, null]);
    }
    expect(site.keep.door.isLink(secret)).toBe(true);
  });
});

test('no page of the owner opens without a session, however its path is written', async () => {
  await site.setUp();
  const pages = site.app.hono.routes.filter(({ method, path }) => method === 'GET' && path.startsWith('/owner'));
  expect(pages.length).toBeGreaterThanOrEqual(3);
  for (const { path } of pages) {
    if (path === '/owner/sign-in') continue;
    const plain = path.replace(/:\w+(\{[^}]*\})?/g, 'home');
    for (const spelled of [plain, plain.replace('/owner', '/%6Fwner'), `${plain}?x=1`]) {
      expect([spelled, (await site.ask(spelled)).status]).toEqual([spelled, 303]);
    }
    for (const odd of [`/${plain}`, `${plain}/`, plain.toUpperCase(), plain.replace('/owner', '/./owner')]) {
      expect([303, 404], odd).toContain((await site.ask(odd)).status);
    }
  }
});

test('memory: a stranger may make the server hold no more than a password and a link need', async () => {
  await site.setUp();
  const owner = cookieOf(await signIn());
  const filler = 'x'.repeat(20_000);
  expect((await site.post('/owner/sign-in', { password: filler })).status).toBe(413);
  expect((await site.post('/owner/lines/new', { name: filler })).status).toBe(413);
  expect((await site.post('/owner/lines/new', { name: filler }, { headers: { cookie: owner } })).status).toBe(400);
});

test('brute force: after five attempts the page says how long to wait, for people and programs', async () => {
  await site.setUp();
  const guess = () => site.post('/owner/sign-in?lang=en', { password: 'wrong password' }, { from: '203.0.113.5' });
  for (let turn = 0; turn < 5; turn += 1) expect((await guess()).status).toBe(400);
  const answer = await guess();
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '2']);
  expect(await answer.text()).toContain('Please try again in 2 seconds.');
  const right = await site.post('/owner/sign-in', { password: DOOR_PASSWORD }, { from: '203.0.113.5' });
  expect([right.status, right.headers.get('set-cookie')]).toEqual([429, null]);
  expect(site.logged.filter((event) => event === 'owner-sign-in-refused')).toHaveLength(5);
  expect((await signIn()).status).toBe(303);
});

test('brute force: whoever invents forwarded addresses is counted by his own', async () => {
  await site.setUp();
  const guess = (turn: number) =>
    site.post(
      '/owner/sign-in',
      { password: 'wrong password' },
      { from: '203.0.113.5', headers: { 'x-forwarded-for': `198.51.100.${turn}` } },
    );
  for (let turn = 0; turn < 5; turn += 1) await guess(turn);
  expect((await guess(6)).status).toBe(429);
});

test('behind a trusted proxy one guesser does not hold up the others', async () => {
  await site.setUp();
  site.reopen({ TRUSTED_PROXY: '172.16.0.0/12' });
  const from = '172.18.0.2';
  const guess = (address: string, password: string) =>
    site.post('/owner/sign-in', { password }, { from, headers: { 'x-forwarded-for': `1.2.3.4, ${address}` } });
  for (let turn = 0; turn < 6; turn += 1) await guess('203.0.113.5', 'wrong password');
  expect((await guess('203.0.113.5', DOOR_PASSWORD)).status).toBe(429);
  expect((await guess('203.0.113.6', DOOR_PASSWORD)).status).toBe(303);
});

test('unknown password state: the sign-in looks the same with and without a password', async () => {
  const looks = async () => {
    const answers = [await site.ask('/owner/sign-in'), await signIn({ password: 'something wrong' })];
    return Promise.all(answers.map(async (answer) => [answer.status, await answer.text()]));
  };
  const without = await looks();
  await site.setUp();
  expect(await looks()).toEqual(without);
});

test('open redirect: the sign-in leads to paths of the owner only', async () => {
  await site.setUp();
  for (const next of [
    'https://evil.example/',
    '//evil.example/owner',
    '/\\evil.example',
    '/owner/../../evil',
    '/owner@evil.example',
    '/ownership',
    'owner',
    '/owner/%2f%2fevil.example',
    '/lines/home',
    'javascript:alert(1)',
    '/owner/sign-in?next=/owner',
    '/owner?next=//evil.example',
    '',
  ]) {
    const page = await (await site.ask(`/owner/sign-in?next=${encodeURIComponent(next)}`)).text();
    expect(page, next).toContain('name="next" value="/owner"');
    expect((await signIn({ next })).headers.get('location'), next).toBe('/owner');
  }
});

test('header injection: line breaks in a field reach no header', async () => {
  const cookie = await site.setUp();
  const evil = 'x\r\nSet-Cookie: a=b\r\nLocation: http://evil.example';
  const answers = [
    await signIn({ next: `/owner/${evil}` }),
    await site.post(`/owner/sign-in?lang=${encodeURIComponent(evil)}`, { password: DOOR_PASSWORD }),
    await site.post('/owner/sign-in', { secret: evil, 'new-password': DOOR_PASSWORD }),
    await site.ask(`/owner/password?next=${encodeURIComponent(evil)}&lang=${encodeURIComponent(evil)}`),
    await site.ask(`/owner/x%0d%0aSet-Cookie:a=b`, { headers: { 'sec-fetch-site': 'cross-site' } }),
    await site.post('/owner/password', { 'old-password': evil, 'new-password': evil }, { headers: { cookie } }),
  ];
  for (const answer of answers) {
    const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    expect(headers).not.toMatch(/a=b(?!%)|location: http/i);
    expect(answer.headers.getSetCookie().length).toBeLessThanOrEqual(1);
  }
});

describe('a claimed host name', () => {
  const claims: Record<string, string>[] = [
    { host: 'evil.example' },
    { host: 'pi.lan:8080', 'x-forwarded-host': 'evil.example' },
    {
      host: 'pi.lan:8080',
      forwarded: 'host=evil.example',
      'x-host': 'evil.example',
      'x-original-host': 'evil.example',
    },
  ];

  test('reaches no redirect, page or cookie', async () => {
    const cookie = await site.setUp();
    for (const claim of claims) {
      const origin = `http://${claim['host']}`;
      const answers = [
        await site.ask('/owner', { headers: claim }),
        await site.ask('/owner', { headers: { ...claim, cookie } }),
        await site.ask('/owner/sign-in', { headers: claim }),
        await site.ask('/owner/nothing', { headers: { ...asPage, ...claim, cookie } }),
        await site.post('/owner/sign-in', { password: DOOR_PASSWORD }, { headers: { ...claim, origin } }),
      ];
      for (const answer of answers) {
        const all = [...answer.headers].join() + (await answer.text());
        expect(all).not.toContain('evil.example');
      }
    }
    expect(JSON.stringify(site.logged)).not.toContain('evil.example');
  });

  test('is not answered at all under a public address, whoever claims it but the trusted proxy', async () => {
    await site.setUp();
    site.reopen({ PUBLIC_URL: 'https://status.example.org', TRUSTED_PROXY: '10.0.0.1' });
    const status = async (from: string, headers: Record<string, string>) =>
      (await site.ask('/owner/sign-in', { from, headers })).status;
    expect(await status('10.0.0.1', { host: 'evil.example' })).toBe(421);
    expect(await status('10.0.0.1', { host: 'app:8080', 'x-forwarded-host': 'status.example.org' })).toBe(200);
    expect(await status('10.0.0.2', { host: 'app:8080', 'x-forwarded-host': 'status.example.org' })).toBe(421);
    expect(await status('10.0.0.1', { host: 'status.example.org', 'x-forwarded-host': 'evil.example' })).toBe(421);
  });
});

describe('the cookie', () => {
  const attributes = async (headers: Record<string, string>, from?: string) => {
    const answer = await site.post('/owner/sign-in', { password: DOOR_PASSWORD }, { headers, ...(from && { from }) });
    return (answer.headers.get('set-cookie') ?? '').replace(/=[A-Za-z0-9_-]{43};/, '=SECRET;');
  };

  test('over plain HTTP is kept from scripts and other sites', async () => {
    await site.setUp();
    expect(await attributes({})).toBe('linewitness=SECRET; Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict');
  });

  test('under HTTPS is bound to it and to the host, by PUBLIC_URL or by a trusted proxy', async () => {
    await site.setUp();
    const secure = '__Host-linewitness=SECRET; Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict; Secure';
    const name = { host: 'status.example.org', origin: 'https://status.example.org' };
    site.reopen({ PUBLIC_URL: 'https://status.example.org' });
    expect(await attributes(name)).toBe(secure);
    site.reopen({ TRUSTED_PROXY: '10.0.0.1' });
    expect(await attributes({ ...name, 'x-forwarded-proto': 'https' }, '10.0.0.1')).toBe(secure);
    expect(await attributes({ ...name, 'x-forwarded-proto': 'https' }, '10.0.0.2')).toMatch(/^linewitness=.*Strict$/);
  });

  test('is never given to a visitor, whatever he looks at', async () => {
    site.keep.admin.invite('home');
    site.keep.admin.publish('home', { live: true, evidence: true });
    for (const path of ['/', '/lines/home', '/api/lines', '/owner', '/owner/sign-in', '/nothing', '/healthz']) {
      expect((await site.ask(path)).headers.get('set-cookie'), path).toBeNull();
    }
  });
});
