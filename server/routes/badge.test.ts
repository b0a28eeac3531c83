import { describe, expect, test } from 'vitest';
import { FAKE_NOW_AT_MS, fakeLine } from '../../test/fakes/fake-keep.ts';
import { readJson, useFakeSite } from '../../test/fakes/fake-site.ts';

const site = useFakeSite();
const badge = (query = '', id = 'live') => site.askAsStranger(`/lines/${id}/badge.svg${query}`);
const json = (query = '') => readJson(site.askAsStranger(`/lines/live/badge.json${query}`));
const label = (text: string) => `?label=${encodeURIComponent(text)}`;

describe('a badge', () => {
  test('says in words what it shows in colour, for screen readers too, and asks nobody for anything', async () => {
    const answer = await badge();
    const svg = await answer.text();
    expect(answer.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    expect(svg).toContain('<title>ein Anschluss bei =Example Net: in Betrieb</title>');
    expect(svg).toContain('role="img" aria-label="ein Anschluss bei =Example Net: in Betrieb"');
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|href|<style|<script|<image/);
    expect(await (await badge('?lang=en&style=flat-square')).text()).toContain('a line at =Example Net: working');
  });

  test('may be shown on any site, is kept for five minutes and known by its ETag', async () => {
    const { headers } = await badge();
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('cache-control')).toBe('public, max-age=300');
    const again = await site.askAsStranger('/lines/live/badge.svg', {
      headers: { 'if-none-match': headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
    expect(headers.get('set-cookie')).toBeNull();
  });

  test('is the answer that shields.io wants', async () => {
    expect(await json('?lang=en')).toEqual({
      schemaVersion: 1,
      label: 'a line at =Example Net',
      message: 'working',
      color: 'green',
      cacheSeconds: 300,
    });
  });

  test('gives availability as its lower bound, rounded down, with how much was observed', async () => {
    expect(await json('?period=7d&lang=en')).toMatchObject({
      message: '99.19 % (7 days, 54 % observed)'.replaceAll(' %', '\u00a0%'),
    });
  });

  test('never says of a provider what was measured at one line', async () => {
    const own = 'a line at =Example Net';
    for (const named of ['Example Net', 'example', 'ＥＸＡＭＰＬＥ', 'Status of Example'])
      expect(await json(`${label(named)}&lang=en`)).toMatchObject({ label: own });
    expect(await json(`${label('My line')}&lang=en`)).toMatchObject({ label: 'My line' });
  });

  test('is grey where nothing is known, and says so', async () => {
    site.keep.put({ ...fakeLine('live', { live: true }), current: null, intervals: [], outages: [], days: [] });
    site.reopen({});
    expect(await json()).toMatchObject({ message: 'nicht beobachtet', color: 'lightgrey' });
    expect(await json('?period=30d')).toMatchObject({ message: 'nicht beobachtet', color: 'lightgrey' });
    expect(await json()).not.toHaveProperty('isError');
  });

  test('shows to everybody, the owner too, what strangers may see', async () => {
    const line = fakeLine('live', { live: true });
    line.current = {
      state: 'down',
      verdict: 'line-or-isp-down-unlocalised',
      side: 'access',
      cause: null,
      sinceAtMs: FAKE_NOW_AT_MS - 60_000,
      measuredAtMs: FAKE_NOW_AT_MS - 1000,
    };
    site.keep.put(line);
    const own = await (await site.ask('/lines/live/badge.svg')).text();
    expect(own).toBe(await (await badge()).text());
    expect(own).toContain('in Betrieb');
  });

  test.each([
    'badge.svg',
    'badge.json',
    'feed.atom',
  ])('%s of a line that is not published is not there', async (name) => {
    const hidden = await site.askAsStranger(`/lines/home/${name}`);
    const missing = await site.askAsStranger(`/lines/nowhere/${name}`);
    expect([hidden.status, await hidden.text()]).toEqual([404, await missing.text()]);
    expect((await site.ask(`/lines/home/${name}`)).status).toBe(404);
  });

  test('takes a label as text, never as markup', async () => {
    const svg = await (await badge(label('"><script>alert(1)</script>&'))).text();
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;');
    expect((await badge(label(''))).status).toBe(200);
  });

  test.each([
    label('x'.repeat(61)),
    label('two\nlines'),
    label('turned\u202eround'),
    label('\u0000'),
    '?period=2w',
    '?style=plastic',
    '?lang=fr',
  ])('refuses %s with a sentence', async (query) => {
    const answer = await badge(query);
    expect(answer.status).toBe(400);
    expect(await readJson(answer)).toMatchObject({ error: { code: 'invalid' } });
  });
});
