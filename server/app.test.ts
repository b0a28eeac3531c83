import { describe, expect, test } from 'vitest';
import { readJson, useFakeSite } from '../test/fakes/fake-site.ts';

const site = useFakeSite();

describe('the server', () => {
  test('says that it is alive, to anyone and without anything personal', async () => {
    const answer = await site.askAsStranger('/healthz');
    // since when would tell, of a server at home, when the power came back
    expect(await readJson(answer)).toEqual({ status: 'ok', database: 'ok' });
    expect(await readJson(site.ask('/healthz'))).toMatchObject({ upSinceAt: '2026-10-04T12:00:00.000Z' });
  });

  test('gives figures for Prometheus on this machine and to the owner, not to strangers', async () => {
    const text = await (await site.ask('/metrics')).text();
    expect(text).toContain('linewitness_line_state{line="home",state="up"} 1\n');
    expect(text).toContain('# TYPE process_resident_memory_bytes gauge\n');
    expect((await site.askAsStranger('/metrics')).status).toBe(404);
  });

  test('gives no figures of lines on this machine once it has a public address, where everybody may look near', async () => {
    site.reopen({ PUBLIC_URL: 'https://status.example.org' });
    const text = await (await site.ask('/metrics')).text();
    expect(text).toContain('process_cpu_seconds_total');
    expect(text).not.toContain('home');
  });

  test('answers under its public name only, but to probes under any', async () => {
    site.reopen({ PUBLIC_URL: 'https://status.example.org' });
    expect((await site.askAsStranger('/', { headers: { host: 'evil.example' } })).status).toBe(421);
    expect((await site.askAsStranger('/', { headers: { host: 'status.example.org' } })).status).toBe(200);
    expect((await site.askAsStranger('/healthz', { headers: { host: 'server:8080' } })).status).toBe(200);
  });

  test('gives its own files only', async () => {
    const css = await site.ask('/assets/style.css');
    expect([css.status, css.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
    for (const name of ['..%2f..%2fpackage.json', 'manifest.json', '.env', 'style.css%00.js', 'x.js']) {
      expect((await site.ask(`/assets/${name}`)).status, name).toBe(404);
    }
  });
});
