import { beforeEach, describe, expect, test } from 'vitest';
import { asPage, useFakeSite } from '../../test/fakes/fake-site.ts';

const site = useFakeSite();

describe("the owner's door", () => {
  const secret = 's'.repeat(43);
  const form = {
    'content-type': 'application/x-www-form-urlencoded',
    origin: 'http://pi.lan:8080',
    host: 'pi.lan:8080',
  };
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    site.askAsStranger(path, { method: 'POST', body, headers: { ...form, ...headers } });

  beforeEach(() => {
    site.keep.secrets.add(secret);
  });

  test('opens by the button of the one-time link, once, and shows everything then', async () => {
    const page = await site.askAsStranger(`/owner/sign-in?secret=${secret}`, { headers: asPage });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(`value="${secret}"`);
    const answer = await post('/owner/sign-in', `secret=${secret}`);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/owner']);
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toBe('linewitness=session-1; Path=/; Max-Age=86400; HttpOnly; SameSite=Strict');
    const signedIn = { headers: { cookie: cookie.split(';')[0] ?? '' } };
    expect((await site.askAsStranger('/owner', signedIn)).status).toBe(200);
    expect((await site.askAsStranger('/lines/home', signedIn)).status).toBe(200);
    expect((await post('/owner/sign-in', `secret=${secret}`)).status).toBe(403);
  });

  test('is not spent by a scanner that fetches the link', async () => {
    for (let fetched = 0; fetched < 5; fetched += 1) await site.askAsStranger(`/owner/sign-in?secret=${secret}`);
    expect(site.keep.secrets.has(secret)).toBe(true);
  });

  test('stays shut for a form that is not whole', async () => {
    const answer = await post('/owner/sign-in', 'abc', { 'content-type': 'multipart/form-data' });
    expect(answer.status).toBe(403);
  });

  test('is never kept in a cache', async () => {
    const page = await site.askAsStranger(`/owner/sign-in?secret=${secret}`);
    expect([page.headers.get('cache-control'), page.headers.get('referrer-policy')]).toEqual([
      'no-store',
      'same-origin',
    ]);
  });

  test.each([['http://evil.example'], ['null'], ['']])('takes no form from elsewhere (Origin "%s")', async (origin) => {
    expect((await post('/owner/sign-in', `secret=${secret}`, { origin })).status).toBe(403);
    expect(site.keep.secrets.has(secret)).toBe(true);
  });

  test.each([
    '',
    'secret=',
    'secret=short',
    `secret=${'x'.repeat(43)}`,
    `secret=${'<'.repeat(43)}`,
  ])('stays shut for the form "%s"', async (body) => {
    const answer = await post('/owner/sign-in', body);
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([403, null]);
    expect(await answer.text()).not.toContain('<<<');
  });

  test('refuses a form that is too large', async () => {
    expect((await post('/owner/sign-in', `secret=${'x'.repeat(5000)}`)).status).toBe(413);
  });

  test('closes behind who signs out', async () => {
    site.keep.sessions.add('s9');
    const answer = await post('/owner/sign-out', '', { cookie: 'linewitness=s9' });
    expect(answer.headers.get('set-cookie')).toBe('linewitness=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict');
    expect(site.keep.sessions.has('s9')).toBe(false);
  });

  test('binds the cookie to HTTPS and the host when the server has such an address', async () => {
    site.reopen({ PUBLIC_URL: 'https://status.example.org' });
    const host = { host: 'status.example.org', origin: 'https://status.example.org' };
    const answer = await post('/owner/sign-in', `secret=${secret}`, host);
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-linewitness=.*HttpOnly; SameSite=Strict; Secure$/);
  });

  test('tells a stranger how to sign in and nothing else', async () => {
    const answer = await site.askAsStranger('/owner', { headers: asPage });
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toContain('/lines/home');
  });
});
