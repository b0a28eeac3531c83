import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { useFakeSite } from '../../test/fakes/fake-site.ts';
import { type HttpSink, openHttpSink } from '../../test/fakes/http-sink.ts';
import { type Kept, openKept } from '../../test/fakes/kept.ts';
import { openSmtpSink, type SmtpSink } from '../../test/fakes/smtp-sink.ts';
import { readTags } from '../../test/read-html.ts';

const site = useFakeSite();
let kept: Kept;
let sink: HttpSink;
let smtp: SmtpSink;
beforeEach(async () => {
  sink = await openHttpSink();
  smtp = await openSmtpSink();
  const targets = [sink.hostPort, smtp.hostPort];
  kept = openKept({ alarms: { publicUrl: null, localTargets: new Set(targets) } });
  site.keep.alarms = kept.keep.alarms;
  site.reopen({ ALARM_LOCAL_TARGETS: targets.join() });
});
afterEach(() => Promise.all([kept.remove(), sink.close(), smtp.close()]));

const PATH = '/owner/alarms';
const own = { origin: 'http://localhost:8080', cookie: 'linewitness=s1' };
beforeEach(() => site.keep.sessions.add('s1'));

async function get(path: string): Promise<string> {
  const answer = await site.ask(path, { headers: { ...own, accept: 'text/html', 'accept-language': 'de' } });
  expect(answer.status).toBe(200);
  return answer.text();
}

async function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const answer = await site.ask(path, {
    method: 'POST',
    headers: { ...own, 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'de', ...headers },
    body: new URLSearchParams(fields).toString(),
  });
  return { status: answer.status, location: answer.headers.get('location') ?? '', text: await answer.text() };
}

/** All but the page's own. */
function foreignScripts(page: string): unknown[] {
  const isOurs = (src: string | undefined) => src?.startsWith('/assets/') ?? false;
  return readTags(page).filter(
    ({ name, isEnd, attributes }) => name === 'script' && !isEnd && !isOurs(attributes.get('src')),
  );
}

const form = (over: Record<string, string> = {}) => ({
  kind: 'ntfy',
  ntfy: `${sink.url}/topic`,
  language: 'de',
  announceAfter: '60',
  zone: 'Europe/Berlin',
  ...over,
});

describe('adding a way', () => {
  test('saves it, sends a test and shows what came of it', async () => {
    const { status, location } = await post(PATH, form({ ntfyToken: 'tk_hidden' }));
    expect([status, location]).toEqual([303, '/owner/alarms?done=saved&tested=1']);
    expect(sink.received).toHaveLength(1);
    const page = await get(location);
    expect(page).toContain('wurde angenommen');
    expect(page).toContain('HTTP 200');
    expect(page).not.toContain('tk_hidden');
    expect(kept.keep.alarms.paths()).toMatchObject([{ kind: 'ntfy', secret: 'tk_hidden', announceAfterSeconds: 60 }]);
  });

  test('shows the words of the other side when the test fails, and keeps the way', async () => {
    sink.be({ kind: 'status', status: 403, body: '{"error":"forbidden"}' });
    const page = await get((await post(PATH, form())).location);
    expect(page).toContain('ist nicht angekommen');
    expect(page).toContain('HTTP 403 {&quot;error&quot;:&quot;forbidden&quot;}');
  });

  test.each([
    ['mail', { kind: 'mail', mail: 'not an address' }, 'mail'],
    ['mail with a line end', { kind: 'mail', mail: 'a@b.example\r\nBcc: c@d.example' }, 'mail'],
    ['two mails', { kind: 'mail', mail: 'a@b.example, c@d.example' }, 'mail'],
    ['no topic', { ntfy: 'https://ntfy.sh/' }, 'ntfy'],
    ['a topic with a query', { ntfy: 'https://ntfy.sh/a?b=c' }, 'ntfy'],
    ['a script', { kind: 'webhook', webhook: 'javascript:alert(1)' }, 'webhook'],
    ['a file', { kind: 'webhook', webhook: 'file:///etc/passwd' }, 'webhook'],
    ['a password in the address', { kind: 'webhook', webhook: 'https://u:p@x.example/' }, 'webhook'],
    ['no encryption', { kind: 'webhook', webhook: 'http://x.example/' }, 'webhook'],
    ['metadata of a cloud', { kind: 'webhook', webhook: 'https://169.254.169.254/' }, 'webhook'],
    ['this machine in disguise', { kind: 'webhook', webhook: 'https://0x7f000001/' }, 'webhook'],
    ['a header in the token', { ntfyToken: 'a\r\nX-Evil: 1' }, 'ntfyToken'],
    ['half of the quiet hours', { quietFrom: '22:00' }, 'quietFrom'],
    ['no time', { quietFrom: '25:00', quietTo: '07:00' }, 'quietFrom'],
    ['no zone', { zone: 'Mars/Olympus' }, 'zone'],
  ])('with %s is refused beside the field, the form stays filled', async (_name, over, field) => {
    const { status, text } = await post(PATH, form({ ...over, webhookKey: 'k' }));
    expect(status).toBe(400);
    expect(text).toContain(`id="${field}-problem"`);
    expect(text).toContain(`href="#${field}"`);
    expect([kept.keep.alarms.paths().length, sink.received.length]).toEqual([0, 0]);
  });

  test('shows hostile text as text', async () => {
    const evil = '"><script>alert(1)</script>';
    const { text } = await post(PATH, form({ mail: evil, kind: 'mail', zone: evil, quietFrom: evil }));
    expect(foreignScripts(text)).toEqual([]);
    sink.be({ kind: 'status', status: 400, body: evil });
    const page = await get((await post(PATH, form())).location);
    expect(page).toContain('&lt;script&gt;');
    expect(foreignScripts(page)).toEqual([]);
  });

  test('keeps the chosen language', async () => {
    expect((await post(`${PATH}?lang=en`, form())).location).toContain('lang=en');
  });

  test('twenty times is enough', async () => {
    for (let n = 0; n < 20; n += 1) await post(PATH, form());
    expect((await post(PATH, form())).status).toBe(400);
    expect(kept.keep.alarms.paths()).toHaveLength(20);
  });
});

describe('a way that is there', () => {
  beforeEach(() => post(PATH, form({ ntfyToken: 'tk_hidden', quietFrom: '22:00', quietTo: '07:00' })));

  test('can be tested, switched off and on, and removed', async () => {
    expect((await post(`${PATH}/1/test`, {})).location).toBe('/owner/alarms?tested=2');
    expect(sink.received).toHaveLength(2);
    expect((await post(`${PATH}/1/switch`, { on: '' })).location).toBe('/owner/alarms?done=off');
    expect(kept.keep.alarms.paths()[0]?.isOn).toBe(false);
    await post(`${PATH}/1/switch`, { on: 'yes' });
    expect(kept.keep.alarms.paths()[0]?.isOn).toBe(true);
    await post(`${PATH}/1/remove`, {});
    expect(kept.keep.alarms.paths()).toEqual([]);
    // what was sent stays in the log
    expect(await get(PATH)).toContain('entfernter Weg');
  });

  test('can be changed; its token stays unless another is given, and is never shown', async () => {
    const page = await get(`${PATH}/1`);
    expect(page).toContain('value="22:00"');
    expect(page).not.toContain('tk_hidden');
    expect((await post(`${PATH}/1`, form({ announceAfter: '180', language: 'en' }))).status).toBe(303);
    expect(kept.keep.alarms.paths()).toMatchObject([
      { secret: 'tk_hidden', announceAfterSeconds: 180, language: 'en', quietFromMinute: null },
    ]);
    expect((await post(`${PATH}/1`, form({ zone: '' }))).status).toBe(400);
  });

  test('loses its token when it is led to another host', async () => {
    await post(`${PATH}/1`, form({ ntfy: 'https://ntfy.elsewhere.example/topic' }));
    expect(kept.keep.alarms.paths()).toMatchObject([{ secret: null, target: 'https://ntfy.elsewhere.example/topic' }]);
  });

  test.each(['/owner/alarms/99', '/owner/alarms/1x', '/owner/alarms/-1'])('%s is not there', async (path) => {
    expect((await post(`${path}/test`, {})).status).toBe(404);
  });
});

describe('the mailbox', () => {
  const account = (over: Record<string, string> = {}) => ({
    sender: 'erika@home.example',
    password: 'geheim-7',
    provider: 'other',
    host: '127.0.0.1',
    port: String(smtp.port),
    security: 'none',
    user: '',
    ...over,
  });

  test('is asked for after the first way by mail, and tested with it', async () => {
    const added = await post(PATH, form({ kind: 'mail', mail: 'erika@home.example' }));
    expect(added.location).toBe('/owner/alarms/mail-account?path=1');
    expect(await get(added.location)).toContain('value="erika@home.example"');
    const saved = await post('/owner/alarms/mail-account', account({ path: '1' }));
    expect(saved.location).toBe('/owner/alarms?done=account&tested=1');
    expect(smtp.mails).toMatchObject([{ user: 'erika@home.example' }]);
    expect(await get(saved.location)).toContain('queued as SINK1');
  });

  test('is known by the address at the usual providers', async () => {
    for (const [sender, host] of [
      ['erika@gmx.de', 'mail.gmx.net'],
      ['erika@web.de', 'smtp.web.de'],
      ['erika@t-online.de', 'securesmtp.t-online.de'],
      ['erika@gmail.com', 'smtp.gmail.com'],
    ]) {
      const over = { sender: sender ?? '', provider: 'auto', host: '', port: '', security: 'tls' };
      await post('/owner/alarms/mail-account', account(over));
      expect(kept.keep.alarms.mailAccount()).toMatchObject({ host, port: 465, security: 'tls', user: sender });
    }
  });

  test.each([
    [{ sender: 'x' }, 'sender'],
    [{ provider: 'auto', host: '' }, 'provider'],
    [{ host: 'bad host' }, 'host'],
    [{ host: '10.0.0.1', security: 'tls' }, 'host'],
    [{ port: '70000' }, 'port'],
    [{ host: 'mail.example.org', security: 'none' }, 'security'],
    [{ password: '', user: 'erika' }, 'password'],
  ])('with %o is refused beside the field "%s"', async (over, field) => {
    const { status, text } = await post('/owner/alarms/mail-account', account(over));
    expect(status).toBe(400);
    expect(text).toContain(`id="${field}-problem"`);
    expect(text).not.toContain('geheim-7');
    expect(kept.keep.alarms.mailAccount()).toBeNull();
  });

  test('keeps its password when the field is left empty, but never for another server or user', async () => {
    await post('/owner/alarms/mail-account', account());
    expect((await post('/owner/alarms/mail-account', account({ password: '' }))).status).toBe(303);
    expect(kept.keep.alarms.mailAccount()?.password).toBe('geheim-7');
    const elsewhere = account({ password: '', host: 'evil.example', port: '465', security: 'tls' });
    expect((await post('/owner/alarms/mail-account', elsewhere)).status).toBe(400);
    expect((await post('/owner/alarms/mail-account', account({ password: '', user: 'other' }))).status).toBe(400);
  });

  test('never shows its password: on no page, in no log', async () => {
    await post(PATH, form({ kind: 'mail', mail: 'erika@home.example' }));
    smtp.say({ AUTH: '535 5.7.8 wrong password geheim-7' });
    const saved = await post('/owner/alarms/mail-account', account({ path: '1' }));
    const pages = [saved.location, PATH, `${PATH}/1`, '/owner/alarms/mail-account?path=1'];
    for (const page of await Promise.all(pages.map(get))) expect(page).not.toContain('geheim');
    expect(await get(saved.location)).toContain('535 5.7.8 wrong password •••');
    expect(kept.events.concat(site.logged).join()).not.toContain('geheim');
  });
});

test('strangers and other sites change nothing', async () => {
  expect((await post(PATH, form(), { origin: 'https://evil.example' })).status).toBe(403);
  const stranger = await site.askAsStranger(PATH, { headers: { accept: 'text/html' } });
  expect([303, 401]).toContain(stranger.status);
  expect(kept.keep.alarms.paths()).toEqual([]);
});
