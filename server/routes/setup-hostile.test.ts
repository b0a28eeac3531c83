import { describe, expect, test } from 'vitest';
import { cookieOf, DOOR_ORIGIN } from '../../test/fakes/door-site.ts';
import { openFakeProbe } from '../../test/fakes/fake-probe.ts';
import { NEW_LINE, SETTINGS, text, tokenOn, useOwnersForms } from '../../test/fakes/owners-forms.ts';
import { findUnbalanced, readTags } from '../../test/read-html.ts';

const { site, see, send } = useOwnersForms();

describe('texts with markup in them', () => {
  const EVIL = [`"><script>alert(1)</script>`, '</textarea><img src=x onerror=alert(1)>', "javascript:alert('1')"];
  const FIELDS = ['name', 'provider', 'customerName', 'customerAddress', 'contractNumber', 'providerAddress'];

  test.each(EVIL)('%s is shown as text and nothing else, on every page that shows it', async (evil) => {
    await send('/owner/lines/new', { ...NEW_LINE, name: `x ${evil}` });
    const id = site.keep.store.lines()[0]?.id ?? '';
    expect(id).toMatch(/^x-[a-z0-9-]+$/);
    const fields = Object.fromEntries(FIELDS.map((name) => [name, evil]));
    expect((await send(`/owner/lines/${id}`, { ...SETTINGS, ...fields })).status).toBe(303);
    site.keep.admin.publish(id, { live: true, evidence: true });
    const paths = [`/owner/lines/${id}`, `/owner/lines/${id}/probe`, `/lines/${id}`, '/', '/owner'];
    for (const path of paths) inert(await text(see(path)));
    // refused, so that the form comes back with what was typed
    const all = [...FIELDS, 'phone', 'email', 'providerEmail', 'fee', 'zone', 'country', 'customer', 'services'];
    const refused = await send(`/owner/lines/${id}`, { ...Object.fromEntries(all.map((name) => [name, evil])) });
    expect(refused.status).toBe(400);
    inert(await refused.text());
    inert(await text(send('/owner/lines/new', { name: evil, provider: evil, fee: evil, zone: evil })));
  });

  function inert(page: string): void {
    const tags = readTags(page);
    expect(findUnbalanced(tags)).toBeNull();
    const scripts = tags.filter(({ name, isEnd }) => name === 'script' && !isEnd);
    expect(scripts.every(({ attributes }) => attributes.get('src')?.startsWith('/assets/'))).toBe(true);
    expect(tags.filter(({ name }) => name === 'img')).toEqual([]);
    for (const { attributes } of tags) {
      expect([...attributes.keys()].filter((key) => key.startsWith('on'))).toEqual([]);
      for (const key of ['href', 'action', 'src']) expect(attributes.get(key) ?? '').not.toMatch(/^\s*javascript:/i);
    }
  }
});

describe('strangers', () => {
  test.each([
    '/owner/lines/new',
    '/owner/lines/home',
    '/owner/lines/home/probe',
  ])('are led from %s to the sign-in', async (path) => {
    site.keep.admin.invite('home');
    const answer = await site.ask(path, { headers: { accept: 'text/html' } });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toMatch(/^\/owner\/sign-in\?/);
    expect((await site.ask(path, { method: 'POST', headers: { origin: DOOR_ORIGIN } })).status).toBe(401);
    const foreign = await send(path, NEW_LINE, { origin: 'http://evil.example' });
    expect(foreign.status).toBe(403);
    expect(site.keep.store.lines().map(({ id }) => id)).toEqual(['home']);
    expect(site.keep.setup.pending('home')).toBeNull();
  });

  test('see nothing private of a published line: no fee, no person, no hint, no command', async () => {
    await send('/owner/lines/new', NEW_LINE);
    const marked = Object.fromEntries(
      ['customerName', 'customerAddress', 'contractNumber', 'providerAddress'].map((name) => [name, `MARK-${name}`]),
    );
    const fields = { ...SETTINGS, ...marked, email: 'mark@example.org', providerEmail: 'mark2@example.org' };
    await send('/owner/lines/zuhause', { ...fields, fee: '77,31', phone: '0151 7731' });
    site.keep.admin.publish('zuhause', { live: true, evidence: true });
    const probe = openFakeProbe(3);
    site.keep.enrol(probe.enrolment(tokenOn(await text(see('/owner/lines/zuhause/probe')))));
    const paths = ['/', '/lines/zuhause', '/api/lines', '/api/lines/zuhause/status.json', '/lines/zuhause?done=saved'];
    const query = 'from=2026-10-01&to=2026-10-04';
    for (const kind of ['json', 'csv']) paths.push(`/lines/zuhause/evidence.${kind}?${query}`);
    for (const path of paths) {
      const answer = await site.ask(path, { headers: { accept: 'text/html' } });
      const all = `${JSON.stringify([...answer.headers])}${await answer.text()}`;
      expect(all).not.toMatch(/MARK|mark2?@|77,31|7731|\/owner\/lines|lw1\./);
      expect(cookieOf(answer)).toBe('');
    }
  });
});
