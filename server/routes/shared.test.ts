import { beforeEach, describe, expect, test } from 'vitest';
import { evidenceSchema } from '../../rules/wire/evidence.ts';
import { measureOutage, START_AT_MS } from '../../test/fakes/kept.ts';
import { STRANGER, THIS_MACHINE, useKeptSite } from '../../test/fakes/kept-site.ts';

const DAY_MS = 86_400_000;

/** Nothing is published: a link opens what it opens all the same. */
const site = useKeptSite(({ keep }) => measureOutage(keep));
let outage: string;
beforeEach(async () => {
  await site.signIn();
  outage = site.kept.keep.store.listedOutages('home', 0, START_AT_MS)[0]?.id ?? '';
});

const { post } = site;
const get = (path: string, from = STRANGER) => site.ask(path, { from });
const getAsOwner = (path: string) => site.ask(path, { from: THIS_MACHINE, headers: { cookie: site.cookie } });

const SHARES = '/owner/lines/home/shares';
const wanted = { outage: '', from: '2026-10-01', to: '2026-10-01', label: 'Case 4711', days: '7', language: 'en' };

/** The path of a new link. */
async function share(fields: Record<string, string> = {}): Promise<string> {
  const answer = await post(SHARES, { ...wanted, ...fields });
  const path = /http:\/\/localhost:8080(\/shared\/[A-Za-z0-9_-]+)/.exec(await answer.text())?.[1];
  if (answer.status !== 200 || path === undefined) throw new Error(`no link: ${answer.status}`);
  return path;
}
/** Without what says when the page was built. */
const lasting = (page: string) => page.replaceAll(/data-built-at-ms="\d+"|<time[^>]*>[^<]*<\/time>/g, '');

describe('a link to one outage', () => {
  test('shows it to whoever has it, with exact times, and leads nowhere else', async () => {
    const answer = await get(await share({ outage }));
    const page = await answer.text();
    expect(answer.status).toBe(200);
    expect(page).toContain('Outage on Thu 2026-10-01');
    expect(page).toContain('07:00:00');
    expect(page).toContain('Documented measurement of reachability; no expert opinion');
    expect(page).not.toMatch(/href="\/(lines|owner)\//);
    expect(page).not.toContain('Case 4711');
    expect((await get('/lines/home')).status).toBe(404);
  });

  test('goes into no cache, no search engine and no referrer, also where it is wrong', async () => {
    const link = await share({ outage });
    const refused = [`${link}/evidence.csv?table=wrong`, `${link}/making?kind=wrong`, `${link}/nothing`, `${link}/`];
    for (const path of [link, `${link}/evidence.json`, '/shared/wrong', `${link}/work/1/file`, ...refused]) {
      const { headers } = await get(path);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-robots-tag')).toContain('noindex');
      expect(headers.get('set-cookie')).toBeNull();
    }
  });

  test('is counted once a visit, and not when the owner looks', async () => {
    const path = await share({ outage });
    await getAsOwner(path);
    expect(site.kept.keep.shares.ofLine('home')[0]?.openedCount).toBe(0);
    await get(path);
    await get(path);
    site.kept.clock.nowMs += 3_600_000;
    await get(path);
    expect(site.kept.keep.shares.ofLine('home')[0]).toMatchObject({
      openedCount: 2,
      lastOpenedAtMs: site.kept.clock.nowMs,
    });
  });
});

describe('the secret', () => {
  test('stands in no row, no log and not on the list of links', async () => {
    const path = await share();
    const secret = path.replace('/shared/', '');
    await get(path);
    await get(`${path}/evidence.csv?table=wrong`);
    expect(secret).toMatch(/^[A-Za-z0-9_-]{32}$/);
    expect(site.kept.dump()).not.toContain(secret);
    expect(site.logged.join('\n')).not.toContain(secret);
    expect(await (await getAsOwner(SHARES)).text()).not.toContain(secret);
  });

  test('that is wrong, expired or revoked gets the same page', async () => {
    const [revoked, expired] = [await share(), await share({ label: 'B' })];
    const id = site.kept.keep.shares.ofLine('home').find(({ label }) => label === 'Case 4711')?.id;
    expect((await post(`${SHARES}/${id}/revoke`)).status).toBe(303);
    site.kept.clock.nowMs += 1000;
    const first = await get(revoked);
    site.kept.clock.nowMs += 7 * DAY_MS;
    const answers = [first, await get(expired), await get('/shared/nothing'), await get(`/shared/${'A'.repeat(32)}`)];
    const pages = await Promise.all(answers.map(async (answer) => lasting(await answer.text())));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(new Set(pages).size).toBe(1);
    for (const file of ['evidence.csv', 'evidence.json', 'evidence.pdf', 'making?kind=pdf', 'work/1/file']) {
      expect((await get(`${expired}/${file}`)).status).toBe(404);
    }
  });

  test('cannot be tried for long from one place, and others are not held up', async () => {
    const path = await share();
    const tried: number[] = [];
    for (let n = 0; n < 25; n += 1) tried.push((await get(`/shared/${n}`, '198.51.100.7')).status);
    expect([tried[0], tried[19], tried.at(-1)]).toEqual([404, 404, 429]);
    const held = await get(path, '198.51.100.7');
    expect([held.status, Number(held.headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect((await get(path)).status).toBe(200);
    site.kept.clock.nowMs += 60_000;
    expect((await get(path, '198.51.100.7')).status).toBe(200);
  });
});

describe('what a link opens', () => {
  test('is its period, whatever is asked for with it', async () => {
    const path = await share({ from: '2026-09-20', to: '2026-09-21' });
    const all = 'from=2026-01-01&to=2026-10-01&texts=1&values=1';
    const document = evidenceSchema.parse(await (await get(`${path}/evidence.json?${all}`)).json());
    expect(document.period).toMatchObject({ fromDay: '2026-09-20', toDay: '2026-09-21' });
    expect([document.outages, document.days.length]).toEqual([[], 2]);
    const table = await (await get(`${path}/evidence.csv?table=outages&${all}`)).text();
    expect(table.trim().split('\r\n')).toHaveLength(1);
    expect(lasting(await (await get(`${path}?${all}`)).text())).not.toContain('2026-10-01');
  });

  test('holds notes and fault reports only where the owner ticked it', async () => {
    const found = site.kept.keep.store.outage('home', outage);
    if (found === null) throw new Error('bug: the outage is not there');
    site.kept.keep.annotations.add('home', found, { kind: 'note', text: 'call my neighbour Erna' });
    const [plain, whole] = [await share({ outage }), await share({ outage, values: 'on' })];
    const textOf = async (path: string) => (await get(`${path}/evidence.json`)).text();
    expect(await textOf(plain)).not.toContain('Erna');
    expect(await textOf(whole)).toContain('Erna');
    expect(evidenceSchema.parse(JSON.parse(await textOf(plain))).reports).toBeUndefined();
    expect(await (await get(whole)).text()).toContain('personal details');
  });

  test('has the raw data only where the owner ticked it', async () => {
    const path = await share({ outage });
    expect(await (await get(path)).text()).not.toContain('kind=zip');
    expect((await get(`${path}/evidence.zip`)).status).toBe(404);
    expect((await get(`${path}/making?kind=zip`)).status).toBe(404);
    expect(await (await get(await share({ outage, raw: 'on' }))).text()).toContain('kind=zip');
  });

  test('is not handed out any more where the link was taken back while it was made', async () => {
    const path = await share({ outage });
    const waiting = get(`${path}/evidence.pdf`);
    const id = site.kept.keep.shares.ofLine('home')[0]?.id ?? '';
    expect((await post(`${SHARES}/${id}/revoke`)).status).toBe(303);
    const answer = await waiting;
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8']);
  });

  test('can only be read', async () => {
    const path = await share();
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const answer = await site.ask(path, { method });
      expect(answer.status).toBe(404);
    }
  });
});

describe('the page of links', () => {
  test('is for the owner alone, and takes forms only from pages of ours', async () => {
    expect((await get(SHARES)).status).toBe(303);
    expect((await post(SHARES, wanted, { withCookie: false })).status).toBe(401);
    expect((await post(SHARES, wanted, { headers: { origin: 'http://evil.example' } })).status).toBe(403);
    expect(site.kept.keep.shares.ofLine('home')).toEqual([]);
  });

  test.each([
    [{ label: '' }, 'at most 100 characters'],
    [{ label: 'a\u0000b' }, 'at most 100 characters'],
    [{ label: 'x'.repeat(101) }, 'at most 100 characters'],
    [{ days: '9999' }, 'no such choice of days'],
    [{ language: 'fr' }, 'no such choice of language'],
    [{ outage: 'ffffffffffff' }, 'There is no such outage'],
    [{ from: '2026-10-02', to: '2026-10-01' }, 'First day – This period does not work'],
    [{ from: '2027-10-02', to: '2027-10-03' }, 'This period does not work'],
    [{ from: '2020-01-01' }, 'This period does not work'],
    [{ from: '' }, 'This period does not work'],
    [{ from: "'><script>", to: '2026-02-30' }, 'This period does not work'],
  ])('refuses %j with a sentence', async (fields: Record<string, string>, sentence) => {
    const answer = await post(`${SHARES}?lang=en`, { ...wanted, ...fields });
    const page = await answer.text();
    expect(answer.status).toBe(400);
    expect(page).toContain(sentence);
    expect(page).not.toContain('<script>');
    expect(site.kept.keep.shares.ofLine('home')).toEqual([]);
  });

  test('takes back a link of its own line only, and only once', async () => {
    await share();
    const id = site.kept.keep.shares.ofLine('home')[0]?.id ?? '';
    site.kept.keep.admin.makeLine({ name: 'Other' });
    expect((await post(`/owner/lines/other/shares/${id}/revoke`)).status).toBe(404);
    expect((await post(`${SHARES}/${id}/revoke`)).status).toBe(303);
    expect((await post(`${SHARES}/${id}/revoke`)).status).toBe(404);
  });

  test('says when too many links work already, and forgets those that ended long ago', async () => {
    const one = { line: 'home', outage: null, fromAtMs: 0, toAtMs: DAY_MS, label: 'x' };
    const make = () => site.kept.keep.shares.make({ ...one, language: 'de', hasRaw: false, hasValues: false, days: 7 });
    for (let n = 0; n < 50; n += 1) make();
    const answer = await post(`${SHARES}?lang=en`, wanted);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('50 links')]);
    site.kept.clock.nowMs += 120 * DAY_MS;
    expect(make()).not.toBeNull();
    expect(site.kept.keep.shares.ofLine('home')).toHaveLength(1);
  });
});
