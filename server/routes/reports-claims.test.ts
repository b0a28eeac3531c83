import { describe, expect, test } from 'vitest';
import { NEW_LINE, SETTINGS, text, useOwnersForms } from '../../test/fakes/owners-forms.ts';
import { readText } from '../../test/read-html.ts';

const { see, send } = useOwnersForms();

const CHECKS = { cable: 'dead', restart: 'done', device: 'dead', lights: 'fault', account: 'fine', telephony: 'dead' };
const REPORTED = { channel: 'phone', reportedAt: '2026-10-04T13:55', receivedAt: '', ticket: 'T-1', receipt: 'ticket' };

/** What the lawyer of the provider would attack. */
describe('a report by hand', () => {
  test('counts days in the legal time of the law, whatever the zone of the line', async () => {
    // 22:30 in UTC is half past midnight of the next day in Berlin
    await send('/owner/lines/new', { ...NEW_LINE, zone: 'UTC' });
    const made = await send('/owner/lines/zuhause/reports/new', { ...CHECKS, downSince: '2026-10-01T09:00' });
    const path = (made.headers.get('location') ?? '').replace(/\?.*/, '');
    const before = await text(see(path));
    expect(before).toContain('data-value-ms="36000000"');
    expect(readText(before)).toContain('24:00 Uhr (Europe/Berlin)');
    await send(`${path}/record`, { ...REPORTED, reportedAt: '2026-10-01T22:30' });
    expect(await text(see(`${path}.ics`))).toContain('DTSTART;VALUE=DATE:20261005\r\n');
    expect(readText(await text(see(path)))).toContain('Tag 2 nach der Meldung');
  });

  test('of a fault that another report is about is not counted twice', async () => {
    await send('/owner/lines/new', NEW_LINE);
    const paths: string[] = [];
    for (const minute of ['30', '40']) {
      const made = await send('/owner/lines/zuhause/reports/new', { ...CHECKS, downSince: '2026-09-20T09:00' });
      const path = (made.headers.get('location') ?? '').replace(/\?.*/, '');
      await send(`${path}/record`, { ...REPORTED, reportedAt: `2026-09-20T09:${minute}` });
      paths.push(path);
    }
    const list = readText(await text(see('/owner/lines/zuhause/reports')));
    expect(list.match(/\d,\d\d\s€/g)).toHaveLength(2);
    expect(list).toContain('in einer früheren Meldung enthalten');
    expect(list).toContain('möglich, sofern sich der Zugang Ihrer Meldung belegen lässt');
    expect(list).toContain('Keine Rechtsberatung');
    const [first = '', second = ''] = paths;
    expect(readText(await text(see(second)))).toContain('Der Betrag ist nur einmal zu haben');
    expect(readText(await text(see(first)))).not.toContain('nur einmal zu haben');
  });

  test('brings no amount, no date and no paragraph to an enterprise that the law is not for', async () => {
    await send('/owner/lines/new', NEW_LINE);
    await send('/owner/lines/zuhause', { ...SETTINGS, customer: 'business' });
    const made = await send('/owner/lines/zuhause/reports/new', { ...CHECKS, downSince: '2026-09-20T09:00' });
    const path = (made.headers.get('location') ?? '').replace(/\?.*/, '');
    await send(`${path}/record`, { ...REPORTED, reportedAt: '2026-09-20T09:30' });
    const page = readText(await text(see(path)));
    expect(page).toContain('als der eines anderen Unternehmens eingetragen');
    expect(page).not.toMatch(/\d,\d\d\s€|§ 58 Abs/);
    expect((await see(`${path}.ics`)).status).toBe(404);
  });

  test('cannot have been made before the fault began', async () => {
    await send('/owner/lines/new', NEW_LINE);
    const made = await send('/owner/lines/zuhause/reports/new', { ...CHECKS, downSince: '2026-10-03T09:00' });
    const path = (made.headers.get('location') ?? '').replace(/\?.*/, '');
    const refused = await send(`${path}/record`, { ...REPORTED, reportedAt: '2026-10-01T09:30' });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('id="reportedAt-problem"');
  });

  test('sent as a letter needs the day on which it arrived', async () => {
    await send('/owner/lines/new', NEW_LINE);
    const made = await send('/owner/lines/zuhause/reports/new', { ...CHECKS, downSince: '2026-10-01T09:00' });
    const path = (made.headers.get('location') ?? '').replace(/\?.*/, '');
    const letter = { ...REPORTED, channel: 'letter', reportedAt: '2026-10-01T09:30' };
    const refused = await send(`${path}/record`, letter);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('id="receivedAt-problem"');
    expect((await send(`${path}/record`, { ...letter, receivedAt: '2026-10-03T10:00' })).status).toBe(303);
  });

  test('of a telephone that nobody looked at is counted, and says so', async () => {
    await send('/owner/lines/new', NEW_LINE);
    const made = await send('/owner/lines/zuhause/reports/new', { downSince: '2026-10-01T09:00' });
    const path = (made.headers.get('location') ?? '').replace(/\?.*/, '');
    await send(`${path}/record`, { ...REPORTED, reportedAt: '2026-10-01T09:30' });
    const page = readText(await text(see(path)));
    expect(page).toContain('Ob auch das Telefon ausgefallen ist, wurde nicht angegeben');
    expect(page).not.toContain('Auch das Telefon am Anschluss');
  });
});
