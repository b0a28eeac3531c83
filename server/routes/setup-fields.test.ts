import { beforeEach, describe, expect, test } from 'vitest';
import { NEW_LINE, SETTINGS, text, useOwnersForms } from '../../test/fakes/owners-forms.ts';

const { site, see, send } = useOwnersForms();

describe('the settings of a line', () => {
  beforeEach(async () => {
    await send('/owner/lines/new', NEW_LINE);
  });

  test('are kept and shown again as they were typed', async () => {
    const answer = await send('/owner/lines/zuhause', { ...SETTINGS, name: 'Büro', provider: 'M-net', fee: '1234.5' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/owner/lines/zuhause?done=saved']);
    expect(site.keep.contracts.of('zuhause')).toEqual({
      line: 'zuhause',
      country: 'DE',
      services: ['internet', 'telephony'],
      monthlyFeeCents: 123_450,
      isConsumer: false,
      customerName: 'Erika Musterfrau',
      customerAddress: 'Lindenstraße 7\n12345 Musterstadt',
      contractNumber: 'K-4711',
      phone: '+49 151 000000',
      email: 'erika@example.org',
      providerAddress: 'Netz AG\nNetzweg 1',
      providerEmail: 'stoerung@example.com',
    });
    const page = await text(see('/owner/lines/zuhause?done=saved'));
    for (const shown of ['value="Büro"', 'value="M-net"', 'value="1234,50"', 'Lindenstraße 7\n12345', 'Gespeichert.']) {
      expect(page).toContain(shown);
    }
    expect(page).toMatch(/value="business" checked/);
    expect(await text(see('/owner/lines/zuhause?lang=en'))).toContain('value="1234.50"');
    expect(page).toContain('gültig ab');
  });

  test('that others may see are dated and hashed into the log of the line; fee and person are not', async () => {
    const before = site.keep.contracts.history('zuhause').length;
    await send('/owner/lines/zuhause', { ...SETTINGS, services: 'internet', country: 'AT' });
    const [now] = site.keep.contracts.history('zuhause');
    expect(site.keep.contracts.history('zuhause')).toHaveLength(before + 1);
    expect(now).toEqual({
      name: 'Zuhause',
      provider: 'Netz AG',
      zone: 'Europe/Berlin',
      country: 'AT',
      services: ['internet'],
      fromAtMs: site.nowMs,
    });
    await send('/owner/lines/zuhause', { ...SETTINGS, services: 'internet', country: 'AT', fee: '', phone: '' });
    expect(site.keep.contracts.history('zuhause')).toHaveLength(before + 1);
    expect(site.keep.contracts.of('zuhause')).toMatchObject({ monthlyFeeCents: null, phone: '' });
  });

  test.each<[string, string | string[], string]>([
    ['name', '', 'Hier fehlt noch etwas.'],
    ['name', '   ', 'Hier fehlt noch etwas.'],
    ['name', '\u200B\u2060', 'Hier fehlt noch etwas.'],
    ['name', 'x'.repeat(81), 'Das ist zu lang.'],
    ['name', 'Zu\nHause', 'Hier steht ein Zeichen, das nicht erlaubt ist'],
    ['name', 'Zuhause\r\nSet-Cookie: a=b', 'Hier steht ein Zeichen, das nicht erlaubt ist'],
    ['name', 'esuahuZ \u202E', 'Hier steht ein Zeichen, das nicht erlaubt ist'],
    ['provider', 'a\u0000b', 'Hier steht ein Zeichen, das nicht erlaubt ist'],
    ['provider', 'a\u2028b', 'Hier steht ein Zeichen, das nicht erlaubt ist'],
    ['provider', 'x'.repeat(81), 'Das ist zu lang.'],
    ['services', [], 'Mindestens eines davon auswählen.'],
    ['services', ['internet', 'fax'], 'Das steht nicht zur Auswahl.'],
    ['fee', 'viel', 'Das ist kein Betrag wie 29,99.'],
    ['fee', '-5', 'Das ist kein Betrag wie 29,99.'],
    ['fee', '1.029', 'Das ist kein Betrag wie 29,99.'],
    ['fee', '1e3', 'Das ist kein Betrag wie 29,99.'],
    ['fee', '10000', 'Das ist zu viel für einen Monat'],
    ['zone', 'Mars/Base', 'Diese Zeitzone gibt es nicht.'],
    ['zone', '', 'Diese Zeitzone gibt es nicht.'],
    ['country', 'XX', 'Dieses Land steht nicht zur Auswahl.'],
    ['country', '', 'Dieses Land steht nicht zur Auswahl.'],
    ['customerName', 'a\u0007', 'Hier steht ein Zeichen, das nicht erlaubt ist'],
    ['customerAddress', `a${'\n'.repeat(501)}b`, 'Das ist zu lang.'],
    ['customerAddress', 'a\tb', 'Hier steht ein Zeichen, das nicht erlaubt ist'],
    ['contractNumber', 'K\n4711', 'Hier steht ein Zeichen, das nicht erlaubt ist'],
    ['phone', 'morgens', 'Das ist keine Telefonnummer'],
    ['phone', '+49\n151', 'Das ist keine Telefonnummer'],
    ['email', 'erika', 'Das ist keine E-Mail-Adresse'],
    ['email', 'a@b.de\nBcc: c@d.de', 'Das ist keine E-Mail-Adresse'],
    ['email', 'a@b.de, c@d.de', 'Das ist keine E-Mail-Adresse'],
    ['email', `${'x'.repeat(250)}@b.de`, 'Das ist keine E-Mail-Adresse'],
    ['providerAddress', 'x'.repeat(501), 'Das ist zu lang.'],
    ['providerEmail', '<a@b.de>', 'Das ist keine E-Mail-Adresse'],
    ['customer', 'king', 'Eines davon auswählen.'],
    ['customer', '', 'Eines davon auswählen.'],
  ])('refuse "%s" = %j with a sentence at the field, and change nothing', async (name, value, sentence) => {
    const before = [site.keep.contracts.of('zuhause'), site.keep.store.line('zuhause')];
    const answer = await send('/owner/lines/zuhause', { ...SETTINGS, provider: 'Anders', [name]: value });
    expect(answer.status).toBe(400);
    const page = await answer.text();
    expect(page).toMatch(new RegExp(`<p class="problem" id="${name}-problem">[^<]*${sentence.slice(0, 20)}`));
    expect(page).toContain(`<a href="#${name}">`);
    // what was typed elsewhere is still there
    if (name !== 'contractNumber') expect(page).toContain('value="K-4711"');
    expect([site.keep.contracts.of('zuhause'), site.keep.store.line('zuhause')]).toEqual(before);
  });

  test('name every field that is wrong at once', async () => {
    const page = await text(
      send('/owner/lines/zuhause', { name: '', fee: 'x', zone: 'x', country: 'x', customer: 'x' }),
    );
    expect(page.match(/class="problem"/g)).toHaveLength(6);
  });
});

describe('a new line', () => {
  test.each([
    ['name', ''],
    ['name', 'a\nb'],
    ['services', 'fax'],
    ['fee', '12,345'],
    ['zone', '../etc/passwd'],
    ['country', '<DE>'],
  ])('is not made while "%s" is %j', async (name, value) => {
    const answer = await send('/owner/lines/new', { ...NEW_LINE, [name]: value });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(`id="${name}-problem"`);
    expect(site.keep.store.lines()).toEqual([]);
  });
});
