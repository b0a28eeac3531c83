import { describe, expect, test } from 'vitest';
import { DOOR_ORIGIN } from '../../test/fakes/door-site.ts';
import { openFakeProbe } from '../../test/fakes/fake-probe.ts';
import { NEW_LINE, SETTINGS, text, tokenOn, useOwnersForms } from '../../test/fakes/owners-forms.ts';
import { readText } from '../../test/read-html.ts';

const { site, see, send } = useOwnersForms();

describe('a newcomer', () => {
  test('makes a line, pastes one command, and sees the first measurement of the probe', async () => {
    const empty = await text(see('/'));
    expect(empty).toContain('href="/owner/lines/new"');
    const form = await text(see('/owner/lines/new'));
    expect(form).toContain('value="Zuhause"');
    expect(form).toContain('<option value="Europe/Berlin" selected>');

    const made = await send('/owner/lines/new', NEW_LINE);
    expect([made.status, made.headers.get('location')]).toEqual([303, '/owner/lines/zuhause/probe']);
    const waiting = await text(see('/owner/lines/zuhause/probe'));
    expect(waiting).toContain('Messstelle noch nicht gesehen');
    expect(waiting).toContain('data-events="/events?line=zuhause"');
    const token = tokenOn(waiting);
    expect(waiting).toContain(`npm run probe -- enroll ${DOOR_ORIGIN} ${token} &amp;&amp; npm run probe -- install`);
    // a reload shows the same command: looking makes no new one
    expect(tokenOn(await text(see('/owner/lines/zuhause/probe')))).toBe(token);

    const probe = openFakeProbe(7);
    expect(site.keep.enrol(probe.enrolment(token)).status).toBe(200);
    const joined = await text(see('/owner/lines/zuhause/probe'));
    expect(joined).toContain('die erste Messung steht noch aus');
    expect(joined).toContain('<noscript><meta http-equiv="refresh" content="5"></noscript>');
    expect(tokenOn(joined)).toBe('');

    const segment = probe.next(probe.rounds(2, site.nowMs - 3_600_000));
    expect((await site.keep.takeUpload(probe.upload([segment], site.nowMs), null, site.nowMs)).status).toBe(200);
    const seen = await text(see('/owner/lines/zuhause/probe'));
    expect(seen).toContain('<strong>Messstelle gesehen</strong><br>Das ist ihre erste Messung:');
    expect(readText(seen)).toContain('Ping (fping)');
    expect(readText(seen)).toContain('5 von 5 Zielen im Internet');
    expect(readText(seen)).toContain('geht richtig');
    expect(seen).not.toContain('http-equiv="refresh"');
    expect(seen).toMatch(/<a class="button main" href="\/owner\/alarms">Weiter: Alarm einrichten<\/a>/);
  });

  test('may come from a phone that reads English and chose it by link', async () => {
    const made = await send('/owner/lines/new?lang=en', { ...NEW_LINE, name: 'Home' });
    expect(made.headers.get('location')).toBe('/owner/lines/home/probe?lang=en');
    expect(await text(see('/owner/lines/home/probe?lang=en'))).toContain('Probe not seen yet');
  });

  test('finds a second line with another short name, though both are called the same', async () => {
    await send('/owner/lines/new', NEW_LINE);
    site.keep.enrol(openFakeProbe(1).enrolment(tokenOn(await text(see('/owner/lines/zuhause/probe')))));
    expect(await text(see('/owner/lines/new'))).toMatch(/id="name" name="name" type="text" value=""/);
    const second = await send('/owner/lines/new', NEW_LINE);
    expect(second.headers.get('location')).toBe('/owner/lines/zuhause-2/probe');
  });

  test('makes one line by two taps on the button', async () => {
    const [first, second] = await Promise.all([send('/owner/lines/new', NEW_LINE), send('/owner/lines/new', NEW_LINE)]);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect(site.keep.store.lines()).toHaveLength(1);
  });

  test('who already has a line without a provider is led to its settings', async () => {
    site.keep.admin.invite('home');
    expect(await text(see('/lines/home'))).toContain('href="/owner/lines/home"');
  });

  test('replaces the probe: the old one measures until the new one joins', async () => {
    await send('/owner/lines/new', NEW_LINE);
    const path = '/owner/lines/zuhause/probe';
    const old = openFakeProbe(1);
    site.keep.enrol(old.enrolment(tokenOn(await text(see(path)))));
    expect((await send(path, {})).headers.get('location')).toBe(path);
    const waiting = await text(see(path));
    expect(waiting).toContain('misst die bisherige weiter');
    expect(site.keep.store.activeProbe('zuhause')?.id).toBe(old.id);
    const fresh = openFakeProbe(2);
    site.keep.enrol(fresh.enrolment(tokenOn(waiting)));
    expect(site.keep.store.activeProbe('zuhause')?.id).toBe(fresh.id);
    expect(await text(see(path))).toContain('die erste Messung steht noch aus');
  });

  test('finds no command that has become too old', async () => {
    await send('/owner/lines/new', NEW_LINE);
    site.nowMs += 7 * 86_400_000 + 1;
    const page = await text(see('/owner/lines/zuhause/probe'));
    expect(tokenOn(page)).toBe('');
    expect(page).toContain('Befehl erzeugen');
  });
});

describe('the page that waits', () => {
  test('hears of its line as soon as something changes; a stranger does not', async () => {
    await send('/owner/lines/new', NEW_LINE);
    const events = await see('/events?line=zuhause');
    expect([events.status, events.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    await events.body?.cancel();
    expect((await site.ask('/events?line=zuhause')).status).toBe(404);
  });
});

describe('a path', () => {
  test.each([
    '/owner/lines/nobody',
    '/owner/lines/nobody/probe',
    '/owner/lines/..%2f..',
  ])('%s leads nowhere', async (path) => {
    expect((await see(path)).status).toBe(404);
    expect((await send(path, SETTINGS)).status).toBe(404);
  });
});
