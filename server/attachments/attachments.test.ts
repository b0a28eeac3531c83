import { createHash } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { SITE_ORIGIN, useKeptSite } from '../../test/fakes/kept-site.ts';

const PAGE = '/owner/lines/home/files';
const PDF = Buffer.from('%PDF-1.7\n…');

const site = useKeptSite(({ keep }) => void keep.admin.invite('home', { name: 'Home' }));
beforeEach(() => site.signIn());

const get = site.askAsOwner;
/** As a browser sends a form with a file in it. */
function send(body: BodyInit, more: Record<string, string> = { cookie: site.cookie }) {
  return site.ask(PAGE, { method: 'POST', headers: { origin: SITE_ORIGIN, 'accept-language': 'en', ...more }, body });
}
function upload(bytes: Buffer, fields: Record<string, string> = {}, headers?: Record<string, string>) {
  const form = new FormData();
  const { name = 'letter.pdf', ...others } = fields;
  form.set('file', new File([new Uint8Array(bytes)], name));
  for (const [key, value] of Object.entries(others)) form.set(key, value);
  return send(form, headers);
}
const laneTexts = () => site.kept.laneTexts('home');
const files = () => site.kept.keep.attachments.ofLine('home');

test('a file is kept, its hash stands in the log of the line, and it comes back byte for byte', async () => {
  const answer = await upload(PDF, {
    name: 'Antwort Anbieter ß.pdf',
    description: 'Ticket <4711>',
    dated: '2026-09-30T09:30',
  });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `${PAGE}?done=added`]);
  const [file] = files();
  const sha256 = createHash('sha256').update(PDF).digest('hex');
  expect(file).toMatchObject({ name: 'Antwort Anbieter ß.pdf', mediaType: 'application/pdf', sha256, report: null });
  expect(file?.datedAtMs).toBe(Date.parse('2026-09-30T07:30:00Z'));
  expect(laneTexts().at(-1)).toContain(`type: attachment\nattachment: ${file?.id}\nsha256: ${sha256}\n`);
  const back = await get(`/owner/files/${file?.id}`);
  expect(Buffer.from(await back.arrayBuffer())).toEqual(PDF);
  expect(back.headers.get('content-disposition')).toMatch(/^attachment; filename="Antwort Anbieter _\.pdf"/);
  expect(back.headers.get('content-security-policy')).toContain('sandbox');
  expect(back.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await (await get(PAGE)).text()).toContain('Ticket &lt;4711&gt;');
});

test('an erased file is gone, its hash stays, and the log says so', async () => {
  await upload(PDF, { description: 'secret' });
  const [file] = files();
  expect((await site.post(`/owner/files/${file?.id}/erase`)).status).toBe(303);
  expect(files()[0]).toMatchObject({
    name: '',
    description: '',
    sha256: file?.sha256,
    erasedAtMs: site.kept.clock.nowMs,
  });
  expect((await get(`/owner/files/${file?.id}`)).status).toBe(404);
  expect(laneTexts().at(-1)).toContain(`type: erasure\nvalueSha256: ${file?.sha256}\n`);
  const entries = laneTexts().length;
  await site.post(`/owner/files/${file?.id}/erase`);
  expect(laneTexts()).toHaveLength(entries);
});

test.each([
  ['an empty file', Buffer.alloc(0), {}, 'not empty'],
  ['a program', Buffer.from('\x7fELF\x02\x01\x01\0\0', 'latin1'), {}, 'are taken'],
  ['a ZIP', Buffer.from('PK\x03\x04\0\0', 'latin1'), {}, 'are taken'],
  ['a time that is none', PDF, { dated: '2026-13-01' }, 'no time'],
  ['a time to come', PDF, { dated: '2099-01-01T00:00' }, 'lies in the future'],
  ['a long description', PDF, { description: 'x'.repeat(301) }, '300 characters'],
  ['a report that is not there', PDF, { report: '0123456789ab' }, 'no such fault report'],
])('%s is refused with the reason, and nothing is written', async (_name, bytes, fields, reason) => {
  const entries = laneTexts().length;
  const answer = await upload(bytes, fields);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain(reason);
  expect(files()).toEqual([]);
  expect(laneTexts()).toHaveLength(entries);
});

test('what is larger than a file may be is not read; a stranger may send nothing', async () => {
  expect((await send('x', { cookie: site.cookie, 'content-length': '10200000' })).status).toBe(413);
  expect((await upload(PDF, {}, {})).status).toBe(401);
  await upload(PDF);
  expect((await site.ask(`/owner/files/${files()[0]?.id}`)).status).not.toBe(200);
  expect((await get('/owner/files/../../etc/passwd')).status).toBe(404);
});
