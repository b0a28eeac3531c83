import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fakeLine } from '../test/fakes/fake-keep.ts';
import { asPage, readJson, useFakeSite } from '../test/fakes/fake-site.ts';

const site = useFakeSite();

const EVERY_PATH_OF_A_LINE = [
  '/lines/LINE',
  '/lines/LINE/outages/0123456789ab',
  '/lines/LINE/outages/111111111111',
  '/lines/LINE/days/2026-10-02',
  '/lines/LINE/evidence.csv',
  '/lines/LINE/evidence.csv?table=days',
  '/lines/LINE/evidence.json',
  '/api/lines/LINE/status.json',
  '/api/lines/LINE/outages.json',
  '/api/lines/LINE/days.json',
  '/api/lines/LINE/latency.json',
  '/lines/LINE/mail',
  '/api/lines/LINE/mail.json',
  '/events?line=LINE',
];

describe('what is not published', () => {
  test.each(EVERY_PATH_OF_A_LINE)('%s answers a stranger as if there were no such line', async (path) => {
    for (const accept of ['text/html', 'application/json']) {
      const [hidden, missing] = await Promise.all(
        ['home', 'gone'].map((line) => site.askAsStranger(path.replace('LINE', line), { headers: { accept } })),
      );
      expect(hidden?.status).toBe(404);
      const blank = (text: string | undefined) => text?.replaceAll(/\b(home|gone)\b/g, 'X');
      expect(blank(await hidden?.text())).toBe(blank(await missing?.text()));
      expect(JSON.stringify([...(hidden?.headers ?? [])])).toBe(JSON.stringify([...(missing?.headers ?? [])]));
    }
  });

  test.each(EVERY_PATH_OF_A_LINE)('%s is there for somebody on this machine', async (path) => {
    const answer = await site.ask(path.replace('LINE', 'home'));
    expect([200, 302]).toContain(answer.status);
    await answer.body?.cancel();
  });

  test('is missing from the list of lines and from the index', async () => {
    const list = z
      .object({ lines: z.array(z.object({ id: z.string() })) })
      .parse(await readJson(site.askAsStranger('/api/lines')));
    expect(list.lines.map(({ id }) => id)).toEqual(['live', 'proven']);
    const index = await (await site.askAsStranger('/', { headers: asPage })).text();
    expect(index).toContain('/lines/live');
    expect(index).not.toContain('/lines/home');
  });

  test('is seen by the owner from any address', async () => {
    site.keep.sessions.add('s1');
    const answer = await site.askAsStranger('/api/lines/home/status.json', { headers: { cookie: 'linewitness=s1' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
  });

  test('stays hidden when a page of it was rendered for somebody else just before', async () => {
    await site.ask('/lines/home', { headers: asPage });
    expect((await site.askAsStranger('/lines/home', { headers: asPage })).status).toBe(404);
  });

  test('is hidden again within a second of being unpublished, whoever did it', async () => {
    expect((await site.askAsStranger('/lines/live')).status).toBe(200);
    site.keep.put(fakeLine('live'));
    site.nowMs += 1000;
    expect((await site.askAsStranger('/lines/live')).status).toBe(404);
  });

  test('exports need their own switch', async () => {
    expect((await site.askAsStranger('/lines/live')).status).toBe(200);
    expect((await site.askAsStranger('/lines/live/evidence.json')).status).toBe(404);
    expect((await site.askAsStranger('/lines/proven/evidence.json')).status).toBe(200);
    site.keep.put(fakeLine('only-proven', { evidence: true }));
    site.nowMs += 1000;
    expect((await site.askAsStranger('/lines/only-proven')).status).toBe(404);
    expect((await site.askAsStranger('/lines/only-proven/evidence.csv')).status).toBe(200);
  });

  test('the samples behind bounds stay with the owner until evidence is published', async () => {
    const [live, proven] = await Promise.all(
      ['live', 'proven'].map(async (line) => (await site.askAsStranger(`/lines/${line}/outages/0123456789ab`)).text()),
    );
    expect(live).not.toContain('2130');
    expect(proven).toContain('2130');
  });
});
