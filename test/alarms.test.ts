import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { formatInstant } from '../rules/instant.ts';
import { formatContact, parseContactAnswer } from '../rules/wire/contact.ts';
import type { Alarms } from '../server/alarms/alarms.ts';
import { type FakeProbe, openFakeProbe } from './fakes/fake-probe.ts';
import { type HttpSink, openHttpSink } from './fakes/http-sink.ts';
import { enrolFake, type Kept, openKept } from './fakes/kept.ts';
import { type Postfix, startPostfix } from './fakes/postfix.ts';
import { describeWith } from './needs.ts';

/** The whole way, in real time: a probe's upload, the outage derived from it, the message at the receiver. */

type NewPath = Parameters<Alarms['add']>[0];

/** An alarm leaves within this time of the declared outage. */
const WITHIN_MS = 10_000;

let kept: Kept;
let sink: HttpSink;
let probe: FakeProbe;
/** How far the server's clock is ahead: time that a test need not wait for. */
let aheadMs: number;
const now = () => Date.now() + aheadMs;

async function open(localTargets: string[] = [], ca?: string): Promise<void> {
  aheadMs = 0;
  sink = await openHttpSink();
  probe = openFakeProbe(7);
  const targets = new Set([sink.hostPort, ...localTargets]);
  kept = openKept({
    nowMs: now,
    alarms: { publicUrl: 'https://line.example', localTargets: targets, ...(ca !== undefined && { ca }) },
  });
  enrolFake(kept.keep, 'home', probe);
  kept.keep.startJobs();
}
async function close(): Promise<void> {
  await kept.remove();
  await sink.close();
}

const path = (over: Partial<NewPath> = {}): NewPath => ({
  kind: 'ntfy',
  target: `${sink.url}/topic-1`,
  secret: 'tk_secret',
  language: 'de',
  isOn: true,
  zone: 'Europe/Berlin',
  announceAfterSeconds: 0,
  quietFromMinute: null,
  quietToMinute: null,
  ...over,
});

/** The line is out in these times, each from … to … . */
let outs: [number, number][] = [];
let bootedAtMs = 0;
/** Sends all rounds that were not sent yet, up to now. Returns when the outcome was declared. */
async function upload(): Promise<number> {
  if (probe.place.sequence === 0) bootedAtMs = now() - 260_000;
  const due = Math.floor((now() - bootedAtMs - 60_000) / 5000) - probe.place.sequence;
  const isLost = (atMs: number) => outs.some(([from, to]) => atMs >= from && atMs < to);
  const segments: string[] = [];
  for (let left = due; left > 0; left -= 40) {
    segments.push(probe.next(probe.rounds(Math.min(left, 40), bootedAtMs, isLost)));
  }
  const { answer } = await kept.keep.takeUpload(probe.upload(segments, now()), null, now());
  expect(answer.error).toBeNull();
  return Date.now();
}

async function until<T>(what: string, find: () => T | undefined | null | false, withinMs = 60_000): Promise<T> {
  for (const startedAtMs = Date.now(); Date.now() - startedAtMs < withinMs; ) {
    const found = find();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${what} did not happen within ${withinMs} ms`);
}

type Note = { title: string; message: string; atMs: number };
const notes = (): Note[] => sink.received.map(({ body, atMs }) => ({ ...(JSON.parse(body) as Note), atMs })); // ntfy's shape
const noteOf = (title: string) => until(`"${title}"`, () => notes().find((note) => note.title === title));

beforeEach(() => {
  outs = [];
});

describe('an outage', () => {
  beforeEach(() => open());
  afterEach(close);

  test('that lasts leaves within 10 s of being declared; its end too, with bounds', async () => {
    kept.keep.alarms.add(path());
    await upload();
    const beganAtMs = now() + 1000;
    aheadMs += 60_000;
    outs = [[beganAtMs, beganAtMs + 90_000]];
    const declaredAtMs = await upload();
    const began = await noteOf('Ausfall: home');
    console.info(`the alarm left ${began.atMs - declaredAtMs} ms after the outage was declared`);
    expect(began.atMs - declaredAtMs).toBeLessThan(WITHIN_MS);
    expect(began.message).toContain('https://line.example/lines/home/outages/');
    aheadMs += 55_000;
    const overAtMs = await upload();
    const ended = await noteOf('Ausfall beendet: home');
    expect(ended.atMs - overAtMs).toBeLessThan(WITHIN_MS);
    expect(ended.message).toMatch(/mindestens 1 min \d+ s, höchstens 1 min \d+ s/);
    expect(ended.message).toContain('Störung melden: https://line.example/owner/lines/home/reports/new?outage=');
    expect(notes()).toHaveLength(2);
  });

  test('that is over when it is delivered leaves in one message, to each kind of path', async () => {
    kept.keep.alarms.add(path());
    kept.keep.alarms.add(path({ kind: 'webhook', target: `${sink.url}/hook`, secret: 'k', language: 'en' }));
    await upload();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    aheadMs += 55_000;
    outs = [[now() - 50_000, now() - 20_000]];
    const declaredAtMs = await upload();
    await noteOf('Ausfall, schon vorbei: home');
    const hook = await until('the webhook', () => sink.received.find((one) => one.path === '/hook'));
    expect(hook.atMs - declaredAtMs).toBeLessThan(WITHIN_MS);
    expect(JSON.parse(hook.body)).toMatchObject({ kind: 'outage-ended', title: 'There was an outage: home' });
  });

  test('is not told again after a restart, nor are messages that wait forgotten', async () => {
    kept.keep.alarms.add(path());
    outs = [[now() - 60_000, now() + 600_000]];
    await upload();
    await noteOf('Ausfall: home');
    sink.be({ kind: 'status', status: 503 });
    aheadMs += 60_000;
    outs = [[outs[0]?.[0] ?? 0, now() - 30_000]];
    await upload();
    await until('an attempt', () => sink.received.length === 2);
    await kept.reopen();
    kept.keep.startJobs();
    sink.be({ kind: 'ok' });
    aheadMs += 10_000;
    await until('the repetition', () => sink.received.length === 3);
    const [, first, second] = sink.received;
    expect(second?.body).toBe(first?.body);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(sink.received).toHaveLength(3);
  });
});

describe('silence', () => {
  beforeEach(() => open());
  afterEach(close);

  test('is told as lost contact, and explained by what the probe measured', async () => {
    kept.keep.alarms.add(path());
    await upload();
    // the server listens only from its start on
    const silentFromMs = now();
    aheadMs += 61_000;
    const lost = await noteOf('Kein Kontakt zur Messstelle: home');
    expect(lost.message).toContain('kann ausgefallen sein');
    expect(kept.keep.store.outages('home', 0, now())).toEqual([]);
    aheadMs += 60_000;
    outs = [[silentFromMs - 4000, now() - 20_000]];
    await upload();
    const back = await noteOf('Es war ein Ausfall: home');
    expect(back.message).toMatch(/In dieser Zeit war der Anschluss ausgefallen, mindestens .* höchstens/);
    expect(notes()).toHaveLength(2);
  });

  test('is no reason to look for contacts: a probe that calls is not silent', async () => {
    kept.keep.alarms.add(path());
    await upload();
    let challenge = '-';
    for (let call = 0; call < 4; call += 1) {
      aheadMs += 20_000;
      const fields = { probe: probe.id, nonce: 'ab'.repeat(16), challenge, bootId: 'cd'.repeat(16), waiting: '0' };
      const text = formatContact({ ...fields, sentAt: formatInstant(now()) }, probe.sign);
      const answer = kept.keep.takeContact(text, now());
      const parsed = answer.status === 200 ? parseContactAnswer(answer.text) : null;
      if (parsed === null || typeof parsed === 'string') throw new Error('no answer');
      challenge = parsed.content.challenge;
    }
    await new Promise((resolve) => setTimeout(resolve, 6000));
    expect(notes()).toEqual([]);
  });
});

describe('a path that does not work', () => {
  beforeEach(() => open());
  afterEach(close);

  test('is announced over the others, and its secret words are nowhere', async () => {
    const other = await openHttpSink();
    other.be({ kind: 'status', status: 403, body: 'wrong token tk_very_secret' });
    await close();
    await open([other.hostPort]);
    kept.keep.alarms.add(path());
    const broken = kept.keep.alarms.add(path({ target: `${other.url}/other`, secret: 'tk_very_secret' }));
    outs = [[now() - 60_000, now() + 600_000]];
    await upload();
    const note = await noteOf('Ein Alarmweg funktioniert nicht');
    expect(note.message).toContain('HTTP 403 wrong token •••');
    expect(kept.keep.alarms.paths().find(({ id }) => id === broken)?.lastProblem).not.toContain('tk_very');
    await other.close();
  });

  test('says so when it is tested, within 10 s, even if the other side never answers', async () => {
    const id = kept.keep.alarms.add(path());
    expect(await kept.keep.alarms.test(id)).toMatchObject({
      state: 'sent',
      reply: expect.stringContaining('HTTP 200'),
    });
    sink.be({ kind: 'silent' });
    const startedAtMs = Date.now();
    expect(await kept.keep.alarms.test(id)).toMatchObject({ state: 'failed' });
    expect(Date.now() - startedAtMs).toBeLessThan(10_000);
  });
});

describeWith(['postfix'], 'an alarm by mail, through a real Postfix', () => {
  let postfix: Postfix;
  beforeEach(async () => {
    postfix = await startPostfix();
    await open([postfix.hostPort], postfix.ca);
    const { port } = postfix;
    const account = { host: 'localhost', port, security: 'starttls', user: '', password: '' } as const;
    kept.keep.alarms.setMailAccount({ ...account, sender: 'linewitness@home.example' });
  });
  afterEach(async () => {
    await close();
    postfix.stop();
  });

  test('is in the mailbox within 10 s of the declared outage', async () => {
    kept.keep.admin.updateLine('home', { name: 'Zuhause äöü', provider: 'Example Net' });
    kept.keep.alarms.add(path({ kind: 'mail', target: 'erika@home.example', secret: null }));
    outs = [[now() - 60_000, now() + 600_000]];
    const declaredAtMs = await upload();
    const mail = await until('the mail', () => postfix.mails('erika')[0]);
    console.info(`the mail was there ${Date.now() - declaredAtMs} ms after the outage was declared`);
    expect(mail).toContain('Subject: =?UTF-8?Q?Ausfall=3A_Zuhause_=C3=A4=C3=B6=C3=BC?=');
    expect(mail).toContain('From: Linewitness <linewitness@home.example>');
    expect(kept.keep.alarms.log(1)[0]).toMatchObject({
      state: 'sent',
      reply: expect.stringMatching(/^250 .*queued as/),
    });
  });

  test('to an address that Postfix refuses is a failure for good, with its words', async () => {
    const id = kept.keep.alarms.add(path({ kind: 'mail', target: 'nobody@home.example', secret: null }));
    expect(await kept.keep.alarms.test(id)).toMatchObject({
      state: 'failed',
      reply: expect.stringMatching(/^550 5\.1\.1 .*User unknown/),
    });
  });
});
