import { describe, expect, test } from 'vitest';
import { FAKE_NOW_AT_MS, fakeLine } from '../../test/fakes/fake-keep.ts';
import { useFakeSite } from '../../test/fakes/fake-site.ts';

const site = useFakeSite();
const feed = async (query = '') => (await site.askAsStranger(`/lines/live/feed.atom${query}`)).text();
const idsIn = (text: string) => [...text.matchAll(/<id>([^<]*)<\/id>/g)].map((match) => match[1]);

describe('the feed of outages', () => {
  test('has one entry for the begin and one for the end of an outage, with ids that hold no time of an update', async () => {
    site.reopen({ PUBLIC_URL: 'https://line.example.org' });
    const answer = await site.askAsStranger('/lines/live/feed.atom', { headers: { host: 'line.example.org' } });
    expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    const text = await answer.text();
    expect(idsIn(text)).toEqual([
      'tag:line.example.org,2026:lines/live',
      'tag:line.example.org,2026:lines/live/outages/0123456789ab/end',
      'tag:line.example.org,2026:lines/live/outages/0123456789ab/begin',
    ]);
    expect(text).toContain(
      '<link rel="self" type="application/atom+xml" href="https://line.example.org/lines/live/feed.atom?lang=de"/>',
    );
    expect(text).toContain('<updated>2026-10-02T10:20:00.000Z</updated>');
    expect(text).toContain('Ausfall beendet: mindestens 41');
    expect(text).not.toMatch(/is down|9\.9\.9\.9/);
  });

  test('tells a changed outage as an entry more, and leaves the others as they were', async () => {
    const before = await feed();
    const line = fakeLine('live', { live: true });
    site.keep.put({ ...line, outages: line.outages.map((outage) => ({ ...outage, revision: 2 })) });
    const after = await feed();
    expect(idsIn(after)).toContain('tag:localhost,2026:lines/live/outages/0123456789ab/revision-2');
    expect(idsIn(after)).toEqual(expect.arrayContaining(idsIn(before)));
    expect(after).toContain('Angaben zum Ausfall geändert (Fassung 2)');
  });

  test('tells of an outage that lasts only that it began', async () => {
    const line = fakeLine('live', { live: true });
    const [outage] = line.outages;
    if (!outage) throw new Error('bug: no outage');
    const sinceAtMs = FAKE_NOW_AT_MS - 3_600_000;
    line.outages = [
      {
        ...outage,
        final: false,
        startEarliestAtMs: sinceAtMs,
        startLatestAtMs: sinceAtMs + 1,
        endEarliestAtMs: null,
        endLatestAtMs: null,
        downMaxMs: null,
      },
    ];
    site.keep.put(line);
    const text = await feed('?lang=en');
    expect(idsIn(text)).toHaveLength(2);
    expect(text).toContain('<title>Outage began</title>');
    expect(text).not.toContain('Finding');
  });

  test('leaves out what does not count, and is a whole feed without entries', async () => {
    const line = fakeLine('live', { live: true });
    line.outages = line.outages.map((outage) => ({
      ...outage,
      counts: false,
      verdict: 'ipv6-only-down',
      side: 'provider',
    }));
    site.keep.put(line);
    const text = await feed();
    expect(idsIn(text)).toEqual(['tag:localhost,2026:lines/live']);
    expect(text).toMatch(/<updated>2026-\d\d-\d\dT\d\d:\d\d:00\.000Z<\/updated>/);
  });

  test('escapes what the owner named', async () => {
    const line = fakeLine('live', { live: true });
    line.line.name = '<b>"Zuhause" & Söhne</b>';
    site.keep.put(line);
    site.reopen({});
    expect(await feed()).toMatch(
      /<title>Ausfälle: &lt;b&gt;&quot;Zuhause&quot; &amp; Söhne&lt;\/b&gt;, ein Anschluss bei /,
    );
  });
});
