import { describe, expect, test } from 'vitest';
import { cookieOf, DOOR_PASSWORD, useDoorSite } from '../../test/fakes/door-site.ts';
import { asPage } from '../../test/fakes/fake-site.ts';

const site = useDoorSite();
const NEW_PASSWORD = 'sieben blaue regenschirme';

const signIn = (fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  site.post('/owner/sign-in', { password: DOOR_PASSWORD, ...fields }, { headers });
const statusAs = async (cookie: string) => (await site.ask('/owner', { headers: { cookie } })).status;

describe('the one-time link', () => {
  test('asks for a password the first time, sets it, and opens once', async () => {
    const { secret } = site.keep.door.loginLink();
    const page = await (await site.ask(`/owner/sign-in?secret=${secret}`, { headers: asPage })).text();
    expect(page).toContain(`value="${secret}"`);
    expect(page).toContain('autocomplete="new-password"');
    expect(page).not.toContain('name="keep"');
    const answer = await site.post('/owner/sign-in', { secret, 'new-password': DOOR_PASSWORD });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/owner?done=first']);
    expect(await statusAs(cookieOf(answer))).toBe(200);
    expect((await site.post('/owner/sign-in', { secret, 'new-password': DOOR_PASSWORD })).status).toBe(403);
    expect((await signIn()).status).toBe(303);
  });

  test('opens nothing without a password while there is none', async () => {
    const { secret } = site.keep.door.loginLink();
    expect((await site.post('/owner/sign-in', { secret, keep: 'yes' })).status).toBe(400);
    expect(site.keep.door.isLink(secret)).toBe(true);
  });

  test('opens later without the password, which stays, or with a new one, which ends every other session', async () => {
    const first = await site.setUp();
    const kept = await site.post('/owner/sign-in', { secret: site.keep.door.loginLink().secret, keep: 'yes' });
    expect(kept.headers.get('location')).toBe('/owner?done=signed-in');
    expect(await statusAs(first)).toBe(200);
    const { secret } = site.keep.door.loginLink();
    const changed = await site.post('/owner/sign-in', { secret, 'new-password': NEW_PASSWORD });
    expect(changed.headers.get('location')).toBe('/owner?done=password');
    expect(await statusAs(first)).toBe(303);
    expect(await statusAs(cookieOf(changed))).toBe(200);
    expect((await signIn()).status).toBe(400);
    expect((await signIn({ password: NEW_PASSWORD })).status).toBe(303);
  });

  test('is not spent by a scanner that fetches it, nor by a password that is refused', async () => {
    const { secret } = site.keep.door.loginLink();
    for (let fetched = 0; fetched < 5; fetched += 1) await site.ask(`/owner/sign-in?secret=${secret}`);
    const refused = await site.post('/owner/sign-in', { secret, 'new-password': 'Password123!' });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('aria-invalid="true"');
    expect(site.keep.door.isLink(secret)).toBe(true);
  });

  test.each([
    'short',
    'x'.repeat(43),
    '<'.repeat(43),
  ])('that was never made ("%s") sets no cookie and is not repeated on the page', async (secret) => {
    const answer = await site.post('/owner/sign-in', { secret, 'new-password': DOOR_PASSWORD });
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([403, null]);
    expect(await answer.text()).not.toMatch(/<<<|xxxx/);
  });
});

describe('signing in', () => {
  test('leads to the page that was asked for, in the language that was chosen', async () => {
    await site.setUp();
    const away = await site.ask('/owner/password?lang=en');
    expect([away.status, away.headers.get('location')]).toEqual([
      303,
      '/owner/sign-in?next=%2Fowner%2Fpassword%3Flang%3Den&lang=en',
    ]);
    const page = await (await site.ask(away.headers.get('location') ?? '')).text();
    const next = /name="next" value="([^"]*)"/.exec(page)?.[1] ?? '';
    expect((await signIn({ next })).headers.get('location')).toBe('/owner/password?lang=en');
    expect((await site.post('/owner/sign-in?lang=en', { password: DOOR_PASSWORD })).headers.get('location')).toBe(
      '/owner?lang=en',
    );
  });

  test('with a wrong or an empty password says so and sets no cookie', async () => {
    await site.setUp();
    for (const password of ['', 'wrong password here']) {
      const answer = await signIn({ password });
      expect([answer.status, answer.headers.get('set-cookie')]).toEqual([400, null]);
      expect(await answer.text()).toContain('role="alert"');
    }
  });

  test('is skipped by who is signed in', async () => {
    const cookie = await site.setUp();
    const answer = await site.ask('/owner/sign-in?next=/owner/password', { headers: { cookie } });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/owner/password']);
  });

  test('over plain HTTP from another device works, with a warning; on this machine and under HTTPS without', async () => {
    await site.setUp();
    const warned = async (headers: Record<string, string>, from: string) =>
      (await (await site.ask('/owner/sign-in', { headers, from })).text()).includes('nicht verschlüsselt');
    expect(await warned({ 'accept-language': 'de' }, '192.168.1.20')).toBe(true);
    expect(await warned({ 'accept-language': 'de', host: 'localhost:8080' }, '127.0.0.1')).toBe(false);
    site.reopen({ PUBLIC_URL: 'https://status.example.org' });
    expect(await warned({ 'accept-language': 'de', host: 'status.example.org' }, '127.0.0.1')).toBe(false);
  });

  test.each([
    [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
    [{ 'user-agent': 'Mozilla/5.0 (a browser over plain HTTP says no more)' }],
  ])('from a link on another site goes on from a page of ours, so that the strict cookie comes along', async (headers) => {
    const cookie = await site.setUp();
    const first = await site.ask('/owner/password?lang=en', { headers });
    const onward = '/owner/sign-in?next=%2Fowner%2Fpassword%3Flang%3Den&lang=en';
    expect([first.status, first.headers.get('refresh')]).toEqual([200, `0; url=${onward}`]);
    const second = await site.ask(onward, { headers: { cookie } });
    expect([second.status, second.headers.get('location')]).toEqual([303, '/owner/password?lang=en']);
    const odd = await site.ask('/owner/a;url=//evil.example?lang=//evil', { headers });
    expect(odd.headers.get('refresh')).toBe('0; url=/owner/sign-in');
  });
});

describe('the password', () => {
  const change = (cookie: string, fields: Record<string, string>) =>
    site.post('/owner/password', fields, { headers: { cookie } });

  test('is changed by who knows the old one; every other browser is signed out', async () => {
    const cookie = await site.setUp();
    const phone = cookieOf(await signIn());
    const answer = await change(cookie, { 'old-password': DOOR_PASSWORD, 'new-password': NEW_PASSWORD });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/owner?done=password']);
    expect(cookieOf(answer)).not.toBe(cookie);
    expect(await Promise.all([cookie, phone, cookieOf(answer)].map(statusAs))).toEqual([303, 303, 200]);
    expect((await signIn({ password: NEW_PASSWORD })).status).toBe(303);
  });

  test.each([
    { 'old-password': 'not the old one', 'new-password': NEW_PASSWORD },
    { 'old-password': '', 'new-password': NEW_PASSWORD },
    { 'old-password': DOOR_PASSWORD, 'new-password': 'short' },
    { 'old-password': DOOR_PASSWORD, 'new-password': 'linewitness 2026' },
  ])('stays with $old-password → $new-password', async (fields) => {
    const cookie = await site.setUp();
    expect((await change(cookie, fields)).status).toBe(400);
    expect(await statusAs(cookie)).toBe(200);
    expect((await signIn()).status).toBe(303);
  });
});

describe('signing out', () => {
  test('ends this session and clears the cookie; others go on', async () => {
    const cookie = await site.setUp();
    const phone = cookieOf(await signIn());
    const answer = await site.post('/owner/sign-out', {}, { headers: { cookie } });
    expect(answer.headers.get('set-cookie')).toBe('linewitness=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict');
    expect([await statusAs(cookie), await statusAs(phone)]).toEqual([303, 200]);
  });

  test('everywhere ends all sessions and unused links; a link made afterwards works', async () => {
    const cookie = await site.setUp();
    const phone = cookieOf(await signIn());
    const { secret: unused } = site.keep.door.loginLink();
    const answer = await site.post('/owner/sign-out-everywhere', {}, { headers: { cookie } });
    expect(answer.headers.get('location')).toBe('/owner/sign-in?done=everywhere');
    expect([await statusAs(cookie), await statusAs(phone)]).toEqual([303, 303]);
    expect((await site.ask(`/owner/sign-in?secret=${unused}`)).status).toBe(403);
    const { secret } = site.keep.door.loginLink();
    expect((await site.post('/owner/sign-in', { secret, keep: 'yes' })).status).toBe(303);
  });
});

describe('the owner’s pages', () => {
  test('say of each line what is to do next', async () => {
    const cookie = await site.setUp();
    const page = async () => (await site.ask('/owner', { headers: { cookie } })).text();
    expect(await page()).toContain('href="/owner/lines/new"');
    site.keep.admin.invite('home', { name: 'Zu Hause' });
    const withLine = await page();
    expect(withLine).toContain('Zu Hause');
    expect(withLine).toMatch(/class="button main" href="\/owner\/lines\/home\/probe"/);
    for (const path of ['', '/publishing', '/reports']) expect(withLine).toContain(`href="/owner/lines/home${path}"`);
  });

  test('say first that alarms do not get through, until that way is switched off', async () => {
    const cookie = await site.setUp();
    const page = async () => (await site.ask('/owner', { headers: { cookie, 'accept-language': 'en' } })).text();
    const { alarms } = site.keep;
    const target = 'http://192.168.1.9/topic'; // refused: no address of the public internet
    const quiet = { quietFromMinute: null, quietToMinute: null, zone: 'Europe/Berlin', announceAfterSeconds: 0 };
    const id = alarms.add({ kind: 'ntfy', target, secret: null, language: 'en', isOn: true, ...quiet });
    expect(await page()).not.toContain('do not get through');
    await alarms.test(id);
    expect(await page()).toMatch(/do not get through[\s\S]*class="button main" href="\/owner\/alarms"/);
    alarms.switchPath(id, false);
    expect(await page()).not.toContain('do not get through');
  });

  test('are kept in no cache, and errors lead to the sign-in', async () => {
    const answer = await site.ask('/owner/sign-in');
    expect([answer.headers.get('cache-control'), answer.headers.get('referrer-policy')]).toEqual([
      'no-store',
      'same-origin',
    ]);
    const late = await site.post('/owner/password', {}, { headers: asPage });
    expect(late.status).toBe(401);
    expect(await late.text()).toContain('href="/owner/sign-in"');
  });

  test('refuse a form that is too large or not whole', async () => {
    expect((await signIn({ password: 'x'.repeat(140_000) })).status).toBe(413);
    const broken = await site.post('/owner/sign-in', {}, { headers: { 'content-type': 'multipart/form-data' } });
    expect([broken.status, broken.headers.get('set-cookie')]).toEqual([400, null]);
  });

  test('tell whoever sits at the machine how to become the owner, until there is one', async () => {
    const seen = async () => (await site.app.hono.request('/', { headers: { host: 'localhost' } }, local)).text();
    const local = { incoming: { socket: { remoteAddress: '127.0.0.1' }, httpVersion: '1.1' } };
    expect(await seen()).not.toContain('login-link');
    site.reopenOnLoopback();
    expect(await seen()).toContain('npm run server -- login-link');
    await site.setUp();
    site.nowMs += 60_000;
    expect(await seen()).not.toContain('login-link');
  });
});
