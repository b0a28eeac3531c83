import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fakeLine } from '../../test/fakes/fake-keep.ts';
import { asPage, readJson, useFakeSite } from '../../test/fakes/fake-site.ts';

const site = useFakeSite();

describe('a page', () => {
  test.each([
    '/',
    '/lines/home',
    '/lines/home/outages/0123456789ab',
    '/lines/home/days/2026-10-02',
  ])('%s is there in German and English, by wish of the browser or by link', async (path) => {
    for (const language of ['de', 'en']) {
      const wished = await site.ask(path, { headers: { ...asPage, 'accept-language': language } });
      const chosen = await site.ask(`${path}?lang=${language}`, { headers: { ...asPage, 'accept-language': 'fr' } });
      for (const answer of [wished, chosen]) {
        expect(answer.status).toBe(200);
        expect(await answer.text()).toContain(`<html lang="${language}"`);
      }
    }
  });

  test('sets no cookie, allows nothing foreign, and may not be shown long without asking again', async () => {
    const { headers } = await site.askAsStranger('/lines/live', { headers: asPage });
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('public, max-age=5, must-revalidate');
    expect(headers.get('vary')).toBe('Accept-Encoding, Accept-Language, Cookie');
  });

  test('travels compressed', async () => {
    const answer = await site.ask('/lines/home', { headers: { ...asPage, 'accept-encoding': 'gzip, br' } });
    expect(answer.headers.get('content-encoding')).toBe('br');
    expect(brotliDecompressSync(Buffer.from(await answer.arrayBuffer())).toString()).toContain('</html>');
  });

  test('shows a change with the next request', async () => {
    const first = await site.ask('/lines/home');
    site.nowMs += 2000;
    expect((await site.ask('/lines/home')).headers.get('etag')).toBe(first.headers.get('etag'));
    const line = fakeLine('home');
    site.keep.put({ ...line, line: { ...line.line, name: 'Renamed' } });
    site.keep.change('home');
    expect(await (await site.ask('/lines/home')).text()).toContain('Renamed');
  });

  test('of an outage is found under the id that it had before', async () => {
    const answer = await site.ask('/lines/home/outages/111111111111');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/lines/home/outages/0123456789ab']);
  });

  test.each([
    '2026-02-30',
    '2026-09-30',
    '2026-10-05',
    'today',
    '0000-00-00',
  ])('of the day %s is not there', async (day) => {
    expect((await site.ask(`/lines/home/days/${day}`)).status).toBe(404);
  });

  test('that is not there says so in the language of the reader, as a page or as JSON', async () => {
    const page = await site.ask('/nothing', { headers: { ...asPage, 'accept-language': 'de' } });
    expect([page.status, (await page.text()).includes('<html lang="de"')]).toEqual([404, true]);
    const missing = { code: 'not-found', message: 'there is nothing here, or nothing that is published' };
    expect(await readJson(site.ask('/api/nothing'))).toEqual({ error: missing });
  });

  test('tells nothing of what broke inside', async () => {
    const line = fakeLine('home');
    site.keep.put({ ...line, line: { ...line.line, zone: 'Secret/Place' } });
    site.nowMs += 1000;
    const answer = await site.ask('/lines/home', { headers: asPage });
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('Secret');
    expect(site.logged).toContain('internal-error');
  });
});
