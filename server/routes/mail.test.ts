import { describe, expect, test } from 'vitest';
import { mailId } from '../../rules/mail/mail-record.ts';
import type { MailJson } from '../../rules/wire/mail.ts';
import { personalValueText } from '../../rules/wire/upload.ts';
import { openFakeProbe, sha256 } from '../../test/fakes/fake-probe.ts';
import { enrolFake, START_AT_MS } from '../../test/fakes/kept.ts';
import { STRANGER, THIS_MACHINE, useKeptSite } from '../../test/fakes/kept-site.ts';
import { mailLife, mailMethod, mailUpload, naming, type ToldEvent, withTold } from '../../test/fakes/mailing-probe.ts';

const MINUTE_MS = 60_000;
const METHOD = mailMethod();
/** What a server said; a spreadsheet would take it for a formula. */
const REPLY = { kind: 'mail-reply', salt: 'ab'.repeat(16), value: '=HYPERLINK("x") queued' };
const REPLY_HASH = `hash:${sha256(personalValueText(REPLY))}`;
const FROM_MS = START_AT_MS - 180 * MINUTE_MS;
const at = (minutes: number) => FROM_MS + minutes * MINUTE_MS;

const site = useKeptSite(async ({ keep }) => {
  const probe = openFakeProbe(1);
  enrolFake(keep, 'home', probe);
  const lives = Array.from({ length: 10 }, (_, n) =>
    mailLife({ number: n + 1 }, at(15 * n + 2), n < 6 ? at(15 * n + 2) + 800 + n : null),
  );
  const told = [
    ...lives.map(({ route, events }) => ({ role: 'mail' as const, name: route, events: events.map(withReply) })),
    { role: 'mailbox' as const, name: 'gmx', events: Array.from({ length: 160 }, (_, n) => watching(at(n) + 400)) },
  ];
  const segments = Array.from({ length: 160 }, () =>
    probe.next(withTold(probe.rounds(12, FROM_MS - MINUTE_MS), METHOD, told), naming(METHOD)),
  );
  for (let from = 0; from < segments.length; from += 80) {
    const upload = { ...mailUpload(probe, segments.slice(from, from + 80), START_AT_MS, METHOD), values: [REPLY] };
    const { answer } = await keep.takeUpload(upload, null, START_AT_MS);
    if (answer.error) throw new Error(answer.error.message);
  }
});

const watching = (atMs: number): ToldEvent => ({ atMs, facts: { event: 'watching', mode: 'idle' } });
function withReply(event: ToldEvent): ToldEvent {
  return event.facts['smtpReply'] ? { ...event, facts: { ...event.facts, smtpReply: REPLY_HASH } } : event;
}

/** `local`: on the machine itself; else from elsewhere. */
const ask = (path: string, who: 'local' | 'visitor' = 'local', headers: Record<string, string> = {}) =>
  site.ask(path, {
    from: who === 'local' ? THIS_MACHINE : STRANGER,
    headers: { 'accept-language': 'en', ...headers },
  });
const jsonOf = async (who: 'local' | 'visitor' = 'local'): Promise<MailJson> =>
  (await ask('/api/lines/home/mail.json', who)).json() as Promise<MailJson>;

describe('the owner sees', () => {
  test('on the page what is late since when, with names of the accounts', async () => {
    const answer = await ask('/lines/home/mail');
    const text = await answer.text();
    expect(answer.status).toBe(200);
    expect(text).toContain('gmx');
    expect(text).toContain('Mails late');
    expect((await ask('/lines/home/mail', 'local', { 'if-none-match': answer.headers.get('etag') ?? '' })).status).toBe(
      304,
    );
    expect(await (await ask('/lines/home')).text()).toContain('/lines/home/mail');
  });

  test('in mail.json the figures, the oldest mail on its way and the delay', async () => {
    const { routes } = await jsonOf();
    expect(routes).toHaveLength(1);
    expect(routes[0]).toMatchObject({ route: 'in', from: 'outside', to: 'gmx', verdict: 'mail-delayed', openMails: 4 });
    expect(routes[0]?.oldestUndelivered?.acceptedAt).toBe(new Date(at(92)).toISOString());
    expect(routes[0]?.openAcceptedAt).toHaveLength(4);
    expect(routes[0]?.figures).toMatchObject({ count: 10, open: 4, maxAtLeast: true });
    expect(routes[0]?.delays).toMatchObject([{ verdict: 'mail-delayed', endLatestAt: null }]);
    expect(routes[0]?.mails).toHaveLength(10);
  });

  test('one mail with the words of the server', async () => {
    const id = mailId('home', 'in', 1, { sha256 });
    const answer = await ask(`/lines/home/mail/${id}`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('queued');
    for (const wrong of ['000000000000', 'nonsense']) expect((await ask(`/lines/home/mail/${wrong}`)).status).toBe(404);
  });

  test('in metrics how many mails wait, and how long the oldest', async () => {
    const text = await (await ask('/metrics')).text();
    expect(text).toContain('linewitness_mail_open_mails{line="home",route="in"} 4');
    expect(text).toMatch(/linewitness_mail_oldest_undelivered_seconds\{line="home",route="in"\} 40\d\d/);
  });

  test('in the exports each mail, with words that no spreadsheet takes for a formula', async () => {
    const csv = await (await ask('/lines/home/evidence.csv?table=mails')).text();
    const lines = csv.trimEnd().split('\r\n');
    expect(lines).toHaveLength(11);
    expect(lines[0]).toMatch(/^line,route,from,to,id,number,state,/);
    expect(csv).toContain(`"'=HYPERLINK(""x"") queued"`);
    const delays = await (await ask('/lines/home/evidence.csv?table=mail-delays')).text();
    expect(delays.trimEnd().split('\r\n')).toHaveLength(2);
    const { mail, rules } = await (await ask('/lines/home/evidence.json')).json();
    expect(mail.mails[0]).toMatchObject({
      route: 'in',
      smtpReply: REPLY.value,
      sightings: [{ hops: [{ owner: 'sender' }, {}] }],
    });
    expect(mail.mailsLeftOut).toBe(0);
    expect(rules.accounting.join(' ')).toContain('RFC 5321');
  });

  test('a sentence where the query is wrong', async () => {
    const answers = ['mail.json?stepMs=1', 'mail.json?from=x'].map((query) => ask(`/api/lines/home/${query}`));
    for (const answer of await Promise.all(answers)) expect(answer.status).toBe(400);
    const csv = await ask('/lines/home/evidence.csv?table=x', 'local', { accept: 'application/json' });
    expect(await csv.text()).toContain('\\"mails\\", \\"mail-delays\\"');
  });
});

describe('strangers', () => {
  test('see nothing of a line that is not published', async () => {
    for (const path of ['/lines/home/mail', '/api/lines/home/mail.json'])
      expect((await ask(path, 'visitor')).status).toBe(404);
  });

  test('may ask for a quarter at once, the owner for a year', async () => {
    site.kept.keep.admin.publish('home', { live: true });
    const year = '/api/lines/home/mail.json?from=2026-01-01&to=2026-11-30';
    expect([(await ask(year, 'local')).status, (await ask(year, 'visitor')).status]).toEqual([200, 400]);
  });

  test('see with the live state figures and delays as they stood some minutes ago, on the grid; single mails with the evidence', async () => {
    site.kept.keep.admin.publish('home', { live: true });
    const { routes, timesRoundedToMs } = await jsonOf('visitor');
    expect(timesRoundedToMs).toBe(300_000);
    expect(routes[0]).toMatchObject({ from: null, to: null, verdict: 'mail-delayed', mails: [], openMails: 4 });
    const times = JSON.stringify(routes).match(/\d{4}-\d\d-\d\dT[\d:.]+Z/g) ?? [];
    expect(times.length).toBeGreaterThan(5);
    for (const time of times) expect(Date.parse(time) % 300_000).toBe(0);
    site.kept.keep.admin.publish('home', { evidence: true });
    expect((await jsonOf('visitor')).routes[0]?.mails).toHaveLength(10);
    expect(await (await ask('/lines/home/evidence.csv?table=mails', 'visitor')).text()).not.toMatch(
      /gmx|outside|HYPERLINK/,
    );
  });

  test('learn of a delay no sooner than the live state is told', async () => {
    site.kept.keep.admin.publish('home', { live: true, delayMinutes: 60 });
    const { routes } = await jsonOf('visitor');
    expect(routes[0]).toMatchObject({ openMails: 2 });
    expect(routes[0]?.figures.count).toBe(8);
  });
});
