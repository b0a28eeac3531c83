import { beforeEach, describe, expect, test } from 'vitest';
import { text, useOwnersForms } from '../../test/fakes/owners-forms.ts';

const { site, see, send } = useOwnersForms();
const PATH = '/owner/lines/home/publishing';
const LEGAL = { imprint: 'Erika Muster\nLindenstraße 7', contact: 'erika@example.org' };
const stranger = (path: string) => site.ask(path, { from: '203.0.113.5', headers: { accept: 'text/html' } });

beforeEach(() => {
  site.keep.admin.invite('home', { name: 'Zuhause', provider: 'Netz AG' });
});
const line = () => site.keep.store.line('home');

describe('publishing', () => {
  test('is off at first, and strangers find neither line nor imprint', async () => {
    expect(line()).toMatchObject({ isLivePublished: false, isEvidencePublished: false, liveDelayMinutes: 15 });
    for (const path of ['/lines/home', '/imprint', '/privacy', '/lines/home/badge.svg', '/lines/home/feed.atom']) {
      expect((await stranger(path)).status).toBe(404);
    }
  });

  test('asks for imprint and contact, keeps what was typed, and publishes nothing until both are there', async () => {
    const refused = await send(PATH, { live: 'on', delay: '30', imprint: LEGAL.imprint, contact: '' });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('Die E-Mail-Adresse für Rückfragen fehlt.');
    expect(line()).toMatchObject({ isLivePublished: false });
    const answer = await send(PATH, { live: 'on', delay: '30', ...LEGAL });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${PATH}?done=saved`]);
    expect(line()).toMatchObject({ isLivePublished: true, isEvidencePublished: false, liveDelayMinutes: 30 });
    expect(await text(stranger('/imprint'))).toContain('Lindenstraße 7');
    const privacy = await text(stranger('/privacy?lang=de'));
    expect(privacy).toContain('um 30 Minuten verzögert');
    expect(privacy).toContain('mailto:erika@example.org');
    expect(await text(stranger('/lines/home'))).toContain('href="/imprint"');
  });

  test('goes without an imprint only when the owner says so', async () => {
    expect((await send(PATH, { live: 'on', delay: '15', imprint: '', contact: '' })).status).toBe(400);
    expect((await send(PATH, { live: 'on', delay: '15', imprint: '', contact: '', skip: 'on' })).status).toBe(303);
    expect(line()).toMatchObject({ isLivePublished: true });
    expect(await text(see(PATH))).not.toContain('name="imprint"');
  });

  test('refuses a delay that is not offered and a mail address that is none', async () => {
    expect((await send(PATH, { live: 'on', delay: '15', ...LEGAL, contact: 'a@b?bcc=c' })).status).toBe(400);
    expect((await send(PATH, { live: 'on', delay: '7', ...LEGAL })).status).toBe(400);
    expect(line()).toMatchObject({ isLivePublished: false });
    expect(site.keep.admin.publish('home', { delayMinutes: 7 })).toMatch(/delay must be one of/);
  });

  test('is taken back at once, also of pages that were made before', async () => {
    await send(PATH, { live: 'on', delay: '15', ...LEGAL });
    expect((await stranger('/lines/home')).status).toBe(200);
    expect(await text(stranger('/'))).toContain('Zuhause');
    const version = site.keep.store.version('home');
    expect((await send(PATH, { delay: '15' })).status).toBe(303);
    expect((await stranger('/lines/home')).status).toBe(404);
    expect(await text(stranger('/'))).not.toContain('Zuhause');
    expect((await stranger('/imprint')).status).toBe(404);
    expect(site.keep.store.version('home')).toBeGreaterThan(version);
  });

  test('shows the owner beforehand exactly what strangers would read', async () => {
    const preview = await text(see(`${PATH}/preview`));
    expect(preview).toContain('Vorschau: So sehen Fremde diese Seite.');
    await send(PATH, { live: 'on', delay: '15', ...LEGAL });
    const shown = await text(
      site.ask('/lines/home', { from: '203.0.113.5', headers: { accept: 'text/html', 'accept-language': 'de' } }),
    );
    const main = (page: string) => /<main[\s\S]*<\/main>/.exec(page)?.[0];
    expect(main(await text(see(`${PATH}/preview`)))).toBe(main(shown));
  });

  test('is for the owner alone', async () => {
    for (const path of [PATH, `${PATH}/preview`, '/owner/site']) {
      expect((await stranger(path)).status).toBe(303);
      expect((await site.post(path, { live: 'on' })).status).toBe(401);
    }
  });
});

describe('imprint and contact', () => {
  test('are kept on their own page and can be emptied', async () => {
    expect((await send('/owner/site', LEGAL)).status).toBe(303);
    expect(site.keep.siteSettings.get('imprint')).toBe(LEGAL.imprint);
    expect((await send('/owner/site', { imprint: '', contact: '' })).status).toBe(303);
    expect(site.keep.siteSettings.get('imprint')).toBeNull();
    const refused = await send('/owner/site', { imprint: 'x'.repeat(4001), contact: 'nobody' });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('höchstens 4000 Zeichen');
  });
});
