import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { PUBLISHED_SCHEMAS } from '../../rules/wire/answer-schemas.ts';
import { evidenceSchema } from '../../rules/wire/evidence.ts';
import { SAMPLE_FROM_AT_MS, SAMPLE_LINE } from '../../test/fakes/sample-bundle.ts';
import { FAR, NEAR, openSampleSite, type SampleSite } from '../../test/fakes/sample-site.ts';
import { readText } from '../../test/read-html.ts';
import type { NewShare } from '../shares/shares.ts';

const HOURS = 1;
const DAY = '2026-10-01';
let site: SampleSite;
beforeAll(async () => {
  site = await openSampleSite({ hours: HOURS, outageAtMs: SAMPLE_FROM_AT_MS + 300_000 });
});
afterAll(() => site.close());

const get = (path: string, from = NEAR) => site.get(path, from);
const PAGE = `/lines/${SAMPLE_LINE}/evidence`;

/** What a browser comes to that waits, by the page alone: its own link to the file. */
async function waitedFor(making: string, from = NEAR): Promise<string> {
  const path = (await get(making, from)).headers.get('location') ?? '';
  for (;;) {
    const page = await (await get(path, from)).text();
    const file = /href="([^"]+\/file)"/.exec(page)?.[1];
    if (file !== undefined) return file;
    if (!page.includes('http-equiv="refresh"')) throw new Error(`gave up on ${path}: ${page.slice(-3000)}`);
    await new Promise((after) => setTimeout(after, 100));
  }
}

function share(wanted: Partial<NewShare>): string {
  const day = { fromAtMs: Date.parse(`${DAY}T00:00:00+02:00`), toAtMs: Date.parse('2026-10-02T00:00:00+02:00') };
  const all = { line: SAMPLE_LINE, outage: null, ...day, label: 'x', language: 'en' as const, days: 7 };
  const made = site.keep.shares.make({ ...all, hasRaw: false, hasValues: false, ...wanted });
  if (made === null) throw new Error('bug: no link');
  return `/shared/${made.secret}`;
}

describe('the evidence page', () => {
  test('shows figures, coverage and size before anything is downloaded, without a script', async () => {
    const page = await (await get(`${PAGE}?from=${DAY}&to=${DAY}&lang=en`)).text();
    expect(page).toContain('What was measured: Thu 2026-10-01');
    expect(readText(page)).toMatch(/at least .*, at most /);
    expect(page).toMatch(/Package for checking \(ZIP\), about [\d.]+.(kB|MB)/);
    expect(page).toMatch(/not observed: counted neither as outage nor as available/);
    expect(page).not.toMatch(/<script(?! type="module" src="\/assets\/)/);
  });

  test('takes an outage in place of a period', async () => {
    const outage = site.keep.store.listedOutages(SAMPLE_LINE, 0, site.clock.nowMs)[0];
    const page = await (await get(`${PAGE}?outage=${outage?.id}&lang=en`)).text();
    expect(page).toContain(`href="/lines/${SAMPLE_LINE}/outages/${outage?.id}?lang=en"`);
    expect(page).toContain(`name="from" value="${DAY}"`);
  });

  test.each([
    'from=2026-10-02&to=2026-10-01',
    'from=2030-01-01',
    'from=1900-01-01',
    'from=2026-02-30',
    'from=x&to="><script>alert(1)</script>',
    'outage=ffffffffffff',
    'outage=../../etc/passwd',
  ])('refuses %s with a page that says why and still lets choose', async (query) => {
    const answer = await get(`${PAGE}?${query}&lang=en`);
    const page = await answer.text();
    expect(answer.status).toBe(400);
    expect(page).toMatch(/There is no such (period|outage)/);
    expect(page).toContain('Show figures');
    expect(page).not.toContain('<script>alert');
  });

  test('is not there for strangers until the evidence is published; then without the raw data', async () => {
    expect((await get(PAGE, FAR)).status).toBe(404);
    site.keep.admin.publish(SAMPLE_LINE, { evidence: true });
    const page = await (await get(`${PAGE}?lang=en`, FAR)).text();
    expect(page).toContain('only the owner of this line hands it out');
    expect(page).not.toContain('value="zip"');
    expect(page).not.toContain('name="values"');
    expect((await get(`${PAGE}/making?kind=zip&from=${DAY}&to=${DAY}`, FAR)).status).toBe(403);
    site.keep.admin.unpublish(SAMPLE_LINE);
  });
});

test('a report is made while a page tells how far it is; a link gives that of what was released', async () => {
  const path = share({});
  const file = await waitedFor(`${path}/making?kind=pdf&texts=1&values=1`, FAR);
  expect(file.startsWith(`${path}/work/`)).toBe(true);
  const pdf = await get(file, FAR);
  expect([pdf.status, pdf.headers.get('cache-control'), site.said]).toEqual([200, 'no-store', []]);
  expect(Buffer.from(await pdf.arrayBuffer()).toString('latin1', 0, 5)).toBe('%PDF-');
}, 300_000);

test('a bundle that the owner makes is seen by nobody else, whatever name is guessed', async () => {
  const begun = await get(`${PAGE}/making?kind=zip&from=${DAY}&to=${DAY}&lang=en`);
  const path = begun.headers.get('location') ?? '';
  expect([begun.status, path]).toEqual([303, expect.stringMatching(/^\/lines\/home\/evidence\/work\/\w+\?lang=en$/)]);
  const id = path.replace(/^.*\/|\?.*$/g, '');
  expect(await (await get(path)).text()).toContain('The package is being made');
  site.keep.admin.publish(SAMPLE_LINE, { evidence: true });
  for (const other of [path, `${share({})}/work/${id}?lang=en`, `${PAGE}/work/nothing?lang=en`]) {
    expect(await (await get(other, FAR)).text()).toContain('Please make it again');
    expect((await get(`${other.split('?')[0]}/file`, FAR)).status).toBe(409);
  }
  site.keep.admin.unpublish(SAMPLE_LINE);
  expect(await (await get(`${share({ hasRaw: true })}/work/${id}?lang=en`, FAR)).text()).toContain('make it again');
  expect((await get(`${PAGE}/making?kind=exe`)).status).toBe(400);
});

describe('published schemas', () => {
  test.each(Object.keys(PUBLISHED_SCHEMAS))('%s is JSON Schema that says what the program checks', async (name) => {
    const answer = await get(`/schemas/${name}.json`, FAR);
    expect(answer.headers.get('content-type')).toBe('application/schema+json; charset=utf-8');
    const schema = (await answer.json()) as Parameters<typeof z.fromJSONSchema>[0] & { required: string[] };
    expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' });
    expect(schema.required.length).toBeGreaterThan(2);
    // read back by another reader of JSON Schema, it refuses what is empty
    expect(z.fromJSONSchema(schema).safeParse({}).success).toBe(false);
  });

  test('our own answers are what they say', async () => {
    const read = async (path: string) => (await (await get(path)).json()) as unknown;
    const period = `from=${DAY}&to=${DAY}`;
    const { status, outages, days } = PUBLISHED_SCHEMAS;
    const api = `/api/lines/${SAMPLE_LINE}`;
    expect(status?.schema.safeParse(await read(`${api}/status.json`)).error).toBeUndefined();
    expect(outages?.schema.safeParse(await read(`${api}/outages.json?${period}`)).error).toBeUndefined();
    expect(days?.schema.safeParse(await read(`${api}/days.json?${period}`)).error).toBeUndefined();
    const document = await read(`/lines/${SAMPLE_LINE}/evidence.json?${period}`);
    expect(evidenceSchema.safeParse(document).error).toBeUndefined();
    const published = z.fromJSONSchema(
      (await read('/schemas/evidence.json')) as Parameters<typeof z.fromJSONSchema>[0],
    );
    expect(published.safeParse(document).error).toBeUndefined();
    expect(published.safeParse({ ...(document as object), sums: { upMs: -1 } }).success).toBe(false);
  });

  test('there is a list of them, and nothing else', async () => {
    expect(await (await get('/schemas/index.json')).text()).toContain('/schemas/evidence.json');
    for (const name of ['nothing', 'constructor', '__proto__', 'toString', '..%2fpackage']) {
      expect((await get(`/schemas/${name}.json`)).status).toBe(404);
    }
  });
});
