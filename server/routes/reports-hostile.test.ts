import { beforeEach, describe, expect, test } from 'vitest';
import { NEW_LINE, SETTINGS, text, useOwnersForms } from '../../test/fakes/owners-forms.ts';
import { findUnbalanced, readTags } from '../../test/read-html.ts';

const forms = useOwnersForms();
const { site, see, send } = forms;

const EVIL = '"><script>alert(1)</script><b onclick=x>\'</textarea><img src=x>';
const BY_HAND = { downSince: '2026-10-01T09:00', language: 'de' };
const REPORTED = { channel: 'phone', reportedAt: '2026-10-01T09:30', receivedAt: '', ticket: 'T-1', receipt: 'ticket' };

async function draft(fields: Record<string, string> = BY_HAND): Promise<string> {
  const made = await send('/owner/lines/zuhause/reports/new', fields);
  expect(made.status).toBe(303);
  return (made.headers.get('location') ?? '').replace(/\?.*/, '');
}

beforeEach(async () => {
  await send('/owner/lines/new', NEW_LINE);
});

describe('hostile words', () => {
  test('stand as text on every page, from every field', async () => {
    const settings = {
      ...SETTINGS,
      customer: 'consumer',
      name: EVIL,
      provider: EVIL,
      customerName: EVIL,
      contractNumber: EVIL,
    };
    await send('/owner/lines/zuhause', settings);
    const path = await draft({ ...BY_HAND, reachable: EVIL, otherPhone: '<b>1</b>', cable: EVIL, restart: '"><i>' });
    await send(path, { subject: EVIL, body: `${EVIL}\n</textarea><script>alert(2)</script>` });
    await send(`${path}/record`, { ...REPORTED, ticket: EVIL });
    await send('/owner/lines/zuhause/reports/new', { reachable: EVIL, downSince: EVIL });
    for (const page of [
      await text(see(path)),
      await text(see(`${path}?done=${encodeURIComponent(EVIL)}`)),
      await text(see(`${path}/record`)),
      await text(see('/owner/lines/zuhause/reports')),
      await text(see('/owner/lines/zuhause/reports/new')),
      await text(send('/owner/lines/zuhause/reports/new', { reachable: EVIL, otherPhone: EVIL, downSince: EVIL })),
      await text(
        send(`${path}/record`, { ...REPORTED, channel: EVIL, ticket: EVIL, credited: EVIL, reportedAt: EVIL }),
      ),
      await text(send(path, { subject: '', body: EVIL })),
    ]) {
      const tags = readTags(page);
      expect(findUnbalanced(tags)).toBeNull();
      expect(tags.filter(({ name, attributes }) => ['b', 'img'].includes(name) || attributes.has('onclick'))).toEqual(
        [],
      );
      expect(
        tags.filter(({ name, attributes, isEnd }) => name === 'script' && !isEnd && !attributes.has('src')),
      ).toEqual([]);
    }
  });

  test('make no header and no second recipient of a mail draft', async () => {
    const settings = { ...SETTINGS, customer: 'consumer' };
    await send('/owner/lines/zuhause', settings);
    const path = await draft();
    await send(path, {
      subject: 'Störung\r\nBcc: spy@example.org\r\n\r\nbody',
      body: 'Text\r\n.\r\nBcc: spy@example.org',
    });
    const mail = await text(see(`${path}.eml`));
    const [head = '', body = ''] = mail.split('\r\n\r\n');
    expect(
      head
        .split('\r\n')
        .filter((line) => !line.startsWith(' '))
        .map((line) => line.split(':')[0]),
    ).toEqual([
      'X-Unsent',
      'From',
      'To',
      'Subject',
      'MIME-Version',
      'Content-Language',
      'Content-Type',
      'Content-Transfer-Encoding',
    ]);
    expect(head).not.toContain('spy@');
    expect(Buffer.from(body, 'base64').toString()).toContain('Bcc: spy@example.org');
    const link = /href="(mailto:[^"]*)"/.exec(await text(see(path)))?.[1] ?? '';
    expect(link.replaceAll('&amp;', '&').split('&')).toHaveLength(2);
    expect(link).not.toMatch(/[?&](bcc|cc|to)=/i);
  });

  test('make no entry of their own in the calendar', async () => {
    const path = await draft();
    await send('/owner/lines/zuhause', { ...SETTINGS, customer: 'consumer', name: 'Haus; a,b\\c' });
    await send(`${path}/record`, { ...REPORTED, ticket: 'x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:evil' });
    const dates = await text(see(`${path}.ics`));
    expect(dates.match(/^BEGIN:VEVENT\r$/gm)).toHaveLength(6);
    expect(dates).not.toMatch(/^SUMMARY:evil/m);
    expect(dates.replaceAll('\r\n ', '')).toContain('Haus\\; a\\,b\\\\c');
  });
});

describe('an address that is none', () => {
  test.each([
    '/owner/reports/0123456789ab',
    '/owner/reports/0123456789ab.pdf',
    '/owner/reports/..%2F..%2Fetc%2Fpasswd',
    '/owner/reports/../../etc/passwd',
    '/owner/reports/%2e%2e%2f.pdf',
    '/owner/reports/0123456789ab.exe',
    '/owner/reports/ZZZZ',
    "/owner/reports/'%20OR%201=1",
    '/owner/reports/0123456789ab/records/1.txt',
    '/owner/lines/nobody/reports',
    '/owner/lines/zuhause/reports/new?outage=../x',
    '/owner/lines/zuhause/reports/new?outage=aaaaaaaaaaaa',
  ])('%s is not found', async (path) => {
    expect((await see(path)).status).toBe(404);
  });

  test('an entry of another report is not shown under this one', async () => {
    const [one, other] = [await draft(), await draft()];
    await send(`${one}/record`, REPORTED);
    const href = /\/records\/\d+\.txt/.exec(await text(see(one)))?.[0] ?? '';
    expect((await see(`${one}${href}`)).status).toBe(200);
    expect((await see(`${other}${href}`)).status).toBe(404);
  });

  test('an outage of another line cannot be reported for this one', async () => {
    await send('/owner/lines/new', { ...NEW_LINE, name: 'Laden' });
    const made = await send('/owner/lines/laden/reports/new', { outage: 'aaaaaaaaaaaa', downSince: '' });
    expect(made.status).toBe(404);
    expect(await text(see('/owner/lines/laden/reports'))).toContain('Noch keine Meldung');
  });
});

describe('who is not the owner', () => {
  test.each([
    '',
    '.pdf',
    '.txt',
    '.eml',
    '.ics',
    '/record',
    '/records/2.txt',
  ])('is led to the sign-in from a report%s', async (tail) => {
    const path = await draft();
    await send(`${path}/record`, REPORTED);
    const answer = await site.ask(`${path}${tail}`, { headers: { accept: 'text/html' } });
    expect([answer.status, answer.headers.get('location')?.startsWith('/owner/sign-in')]).toEqual([303, true]);
  });

  test('cannot send a form, nor can another site for the owner', async () => {
    const path = await draft();
    const form = { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://pi.lan:8080' };
    const stranger = await site.ask(`${path}/withdraw`, { method: 'POST', body: '', headers: form });
    expect(stranger.status).toBe(401);
    expect((await send(`${path}/withdraw`, {}, { origin: 'https://evil.example' })).status).toBe(403);
    expect(site.keep.reports.ofLine('zuhause')[0]?.state).toBe('draft');
  });
});

describe('times and numbers that cannot be', () => {
  test.each([
    ['downSince', ''],
    ['downSince', '2026-10-05T09:00'],
    ['downSince', '2026-02-30T09:00'],
    ['downSince', '1970-01-01T00:00'],
    ['downSince', '01.10.2026 9 Uhr'],
  ])('%s "%s" is asked for again', async (name, value) => {
    const answer = await send('/owner/lines/zuhause/reports/new', { ...BY_HAND, [name]: value });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('id="downSince-problem"');
    expect(site.keep.reports.ofLine('zuhause')).toEqual([]);
  });

  test.each([
    ['channel', 'pigeon'],
    ['reportedAt', '2026-10-05T09:00'],
    ['receivedAt', '2026-10-01T09:29'],
    ['repairedAt', 'gestern'],
    ['missedAppointments', '-1'],
    ['missedAppointments', '1e9'],
    ['credited', 'NaN'],
    ['credited', '-5'],
    ['ticket', 'x'.repeat(61)],
  ])('%s "%s" is asked for again, and nothing enters the log', async (name, value) => {
    const path = await draft();
    const answer = await send(`${path}/record`, { ...REPORTED, [name]: value });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(`id="${name}-problem"`);
    expect(site.keep.reports.ofLine('zuhause')[0]?.state).toBe('draft');
  });

  test('a letter that is too long or empty is shown again as it was typed', async () => {
    const path = await draft();
    for (const body of ['', 'x'.repeat(20_001)]) expect((await send(path, { subject: 's', body })).status).toBe(400);
    expect(await text(see(path))).toContain('Sehr geehrte Damen und Herren');
  });
});
