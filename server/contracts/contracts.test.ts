import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Kept, openKept, START_AT_MS } from '../../test/fakes/kept.ts';
import { NOTHING_PRIVATE } from './contract.ts';
import { countryOfZone, isPlacelessZone, offeredZones } from './country.ts';
import { blockProblem, phoneProblem, readFee, zoneProblem } from './field-checks.ts';
import { lineIdOf, lineIdProblem } from './line-id.ts';
import { formatSettings, parseSettings } from './settings-text.ts';

describe('the short name of a line', () => {
  test.each([
    ['Zuhause', 'zuhause'],
    ['Büro, 2. Stock', 'buero-2-stock'],
    ['Straße & Café', 'strasse-cafe'],
    ['  --Łódź-- ', 'lodz'],
    ['Ärger mit „Ö“', 'aerger-mit-oe'],
    ['日本', 'line'],
    ['"><script>', 'script'],
    ['New', 'new-2'],
    ['x'.repeat(80), 'x'.repeat(40)],
    [`${'x'.repeat(39)} y`, 'x'.repeat(39)],
    ['../../etc', 'etc'],
  ])('of "%s" is "%s"', (name, id) => {
    expect(lineIdOf(name, () => false)).toBe(id);
    expect(lineIdProblem(id)).toBeNull();
  });

  test('is another one when it is taken, also where it is as long as can be', () => {
    const taken = new Set(['home', 'home-2', 'x'.repeat(40)]);
    expect(lineIdOf('Home', (id) => taken.has(id))).toBe('home-3');
    expect(lineIdOf('x'.repeat(60), (id) => taken.has(id))).toBe(`${'x'.repeat(38)}-2`);
  });

  test('is never one that the pages need for themselves', () => {
    expect(lineIdProblem('new')).toMatch(/must not be "new"/);
  });
});

describe('a monthly fee', () => {
  test.each<[string, number | null]>([
    ['29,99', 2999],
    ['29.99', 2999],
    ['29,9', 2990],
    ['29', 2900],
    ['0', 0],
    ['€ 29,99', 2999],
    ['29,99\u00A0€', 2999],
    ['29.90 CHF', 2990],
    ['19,99 EUR', 1999],
    ['9999,99', 999_999],
    ['', null],
    ['   ', null],
  ])('"%s" is %j cents', (text, cents) => {
    expect(readFee(text)).toEqual({ cents });
  });

  test.each([
    '1.029',
    '1.029,00',
    '29,999',
    '-1',
    '+5',
    '1e3',
    '0x10',
    '29,99 $',
    '29 99,9,',
    ',99',
    'NaN',
    '٢٩',
  ])('"%s" is none', (text) => {
    expect(readFee(text)).toBe('not-an-amount');
  });

  test('too high is a slip of the finger', () => {
    expect(readFee('10000')).toBe('amount-too-high');
  });
});

describe('fields', () => {
  test('addresses have several lines, and nothing that turns or hides text', () => {
    expect(blockProblem('Weg 1\n12345 Ort')).toBeNull();
    expect(blockProblem('Weg 1\r\n12345 Ort')).toBe('controls');
    expect(blockProblem('Weg\u202E 1')).toBe('controls');
  });

  test.each(['+49 (0)151 / 23-45', '0800.123', ''])('"%s" is a telephone number, or none', (text) => {
    expect(phoneProblem(text)).toBeNull();
  });

  test('a zone tells the country where it can; UTC tells nothing', () => {
    expect(['Europe/Berlin', 'Europe/Vienna', 'Asia/Tokyo', 'UTC'].map(countryOfZone)).toEqual([
      'DE',
      'AT',
      'ZZ',
      'ZZ',
    ]);
    expect(['UTC', 'Etc/UTC', 'GMT', 'Europe/Berlin'].map(isPlacelessZone)).toEqual([true, true, true, false]);
  });

  test('every zone that is offered is one that is accepted, once', () => {
    const zones = offeredZones('Europe/Vienna');
    expect(zones[0]).toBe('Europe/Vienna');
    expect(new Set(zones).size).toBe(zones.length);
    expect(zones.length).toBeGreaterThan(300);
    expect(zones.filter((zone) => zoneProblem(zone) !== null)).toEqual([]);
  });
});

describe('the text of dated settings', () => {
  const OLD = 'linewitness-settings/1\n{"name":"home","provider":"","zone":"Europe/Berlin"}\n';

  test('of before is read as it was written, and written as it was', () => {
    const read = { name: 'home', provider: '', zone: 'Europe/Berlin' };
    expect(parseSettings(OLD)).toEqual(read);
    expect(formatSettings(read)).toBe(OLD);
  });

  test('has country and services behind what older readers know', () => {
    const told = { name: 'a', provider: 'b', zone: 'UTC', country: 'AT', services: ['internet'] } as const;
    const text = formatSettings(told);
    expect(text).toBe(
      'linewitness-settings/1\n{"name":"a","provider":"b","zone":"UTC","country":"AT","services":["internet"]}\n',
    );
    expect(parseSettings(text)).toEqual(told);
  });

  test('of a later version is read as far as it is known', () => {
    expect(parseSettings('linewitness-settings/1\n{"name":"a","provider":"b","zone":"UTC","later":1}\n')).toEqual({
      name: 'a',
      provider: 'b',
      zone: 'UTC',
    });
  });

  test.each([
    '',
    'linewitness-settings/2\n{}\n',
    'linewitness-settings/1\nnot JSON\n',
    'linewitness-settings/1\n{}\n',
  ])('%j is none of ours', (text) => {
    expect(parseSettings(text)).toBeNull();
  });
});

describe('the contract of a line', () => {
  let kept: Kept;
  beforeEach(() => {
    kept = openKept();
    kept.keep.admin.invite('home');
  });
  afterEach(() => kept.remove());

  test('is what is likely until the owner tells', () => {
    expect(kept.keep.contracts.of('home')).toEqual({
      line: 'home',
      country: 'DE',
      services: ['internet', 'telephony'],
      isAssumed: true,
      ...NOTHING_PRIVATE,
    });
    expect(kept.rows(['line_settings'])).toContain(
      '{\\"name\\":\\"home\\",\\"provider\\":\\"\\",\\"zone\\":\\"Europe/Berlin\\"}',
    );
  });

  test('that is told once is on record, even where it says what was likely', () => {
    const entries = () => kept.keep.contracts.history('home').length;
    kept.keep.admin.updateLine('home', { name: 'home' });
    expect(entries()).toBe(1);
    kept.keep.admin.updateLine('home', { country: 'DE', services: ['internet', 'telephony'] });
    expect(entries()).toBe(2);
    kept.keep.admin.updateLine('home', { country: 'DE' });
    expect(entries()).toBe(2);
    kept.keep.admin.updateLine('home', { name: 'Zuhause' });
    expect(kept.keep.contracts.history('home')[0]).toEqual({
      name: 'Zuhause',
      provider: '',
      zone: 'Europe/Berlin',
      country: 'DE',
      services: ['internet', 'telephony'],
      fromAtMs: START_AT_MS,
    });
  });

  test('survives a restart; its private part is in no log and changes no page', async () => {
    const version = kept.keep.store.version('home');
    const lane = kept.rows(['lane_entries', 'line_settings']);
    const told = { ...NOTHING_PRIVATE, monthlyFeeCents: 2999, customerName: 'MARK', isConsumer: false };
    kept.keep.contracts.save('home', told);
    expect(kept.keep.store.version('home')).toBe(version);
    expect(kept.rows(['lane_entries', 'line_settings'])).toBe(lane);
    await kept.reopen();
    expect(kept.keep.contracts.of('home')).toMatchObject({ ...told, country: 'DE' });
    kept.keep.admin.updateLine('home', { services: ['mobile'] });
    expect(kept.keep.contracts.of('home')).toMatchObject({ ...told, services: ['mobile'] });
  });

  test('of a line that is not there is a mistake of ours', () => {
    expect(() => kept.keep.contracts.of('office')).toThrow('bug: there is no line office');
  });

  test.each([
    [{ country: 'XX' }, /country must be one of/],
    [{ services: ['fax'] }, /services are/],
    [{ services: [] }, /services are/],
    [{ name: 'a\nb' }, /"name" must be one line/],
    [{ provider: 'a\u2028b' }, /"provider" must be one line/],
  ])('refuses %j at the shell as well', (settings, says) => {
    // as the command line hands it over: not checked by types
    expect(kept.keep.admin.updateLine('home', settings as never)).toMatch(says);
    expect(kept.keep.contracts.history('home')).toHaveLength(1);
  });
});
