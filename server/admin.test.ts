import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { personalValueText } from '../rules/wire/upload.ts';
import { FAKE_METHOD_TEXT, openFakeProbe, sha256 } from '../test/fakes/fake-probe.ts';
import { enrolFake, type Kept, openKept, START_AT_MS } from '../test/fakes/kept.ts';
import { runCommand } from './cli.ts';
import { readConfig } from './config.ts';
import { openKeep } from './keep.ts';

let kept: Kept;
const probe = () => openFakeProbe(1);
beforeEach(() => {
  kept = openKept();
});
afterEach(() => kept.remove());

const ADDRESS = { kind: 'own-address-4', salt: 'ab'.repeat(16), value: '198.51.100.23' };
const HASH = sha256(personalValueText(ADDRESS));

/** A segment that names the hash of the address, and the value beside it. */
async function sendAddress(values = [ADDRESS]) {
  const sender = probe();
  enrolFake(kept.keep, 'home', sender);
  const rounds = sender.rounds(2, START_AT_MS - 3_600_000);
  const text = sender.next(
    rounds.map((round, index) => (index === 0 ? { ...round, facts: { ownAddress4: `hash:${HASH}` } } : round)),
  );
  const upload = sender.upload([text], START_AT_MS, { values });
  return { text, sender, result: await kept.keep.takeUpload(upload, '127.0.0.1', START_AT_MS) };
}

describe('a personal value', () => {
  test('is kept beside the segment that names its hash, and shown to the owner', async () => {
    const { result } = await sendAddress();
    expect(result.status).toBe(200);
    expect(kept.keep.admin.values('home')).toEqual([
      {
        sha256: HASH,
        line: 'home',
        kind: 'own-address-4',
        value: '198.51.100.23',
        receivedAtMs: START_AT_MS,
        erasedAtMs: null,
      },
    ]);
  });

  test('that no segment names is not kept', async () => {
    const stray = { ...ADDRESS, value: '203.0.113.9' };
    const { result } = await sendAddress([ADDRESS, stray]);
    expect(result.status).toBe(200);
    expect(kept.events).toContain('values-without-name');
    expect(kept.dump()).not.toContain('203.0.113.9');
  });

  test('once erased is gone for good; its hash and the chain stay, and the lane says so', async () => {
    const { text, sender } = await sendAddress();
    expect(kept.keep.admin.eraseValue(HASH)).toMatchObject({ value: null, erasedAtMs: START_AT_MS });
    expect(kept.dump()).not.toContain('198.51.100.23');
    const again = sender.upload([text], START_AT_MS, { values: [ADDRESS] });
    expect((await kept.keep.takeUpload(again, null, START_AT_MS)).status).toBe(200);
    expect(kept.dump()).not.toContain('198.51.100.23');
    expect(
      (
        await kept.keep.takeUpload(
          sender.upload([sender.next(sender.rounds(2, START_AT_MS))], START_AT_MS),
          null,
          START_AT_MS,
        )
      ).status,
    ).toBe(200);
    expect(kept.keep.admin.eraseValue(HASH)).toMatch(/erased already/);
    expect(kept.keep.admin.eraseValue('0'.repeat(64))).toMatch(/there is no value/);
  });
});

describe('the command line', () => {
  const config = readConfig({ SELF_CHECK_TARGETS: '' });
  if (Array.isArray(config)) throw new Error(config.join('; '));
  /** As another process does: its own connection to the same database. */
  const run = (...argv: string[]) =>
    runCommand(argv, config, () =>
      openKeep({
        dataDir: kept.dataDir,
        nowMs: () => kept.clock.nowMs,
        log: () => {},
        selfCheck: async () => 'not-checked',
        zone: 'Europe/Berlin',
        retention: { rawDays: 400, fiveMinuteDays: 90, hourDays: 1200 },
        sessionDays: 30,
      }),
    );

  test('publishes with the delay that is asked for, and refuses one that is not offered', async () => {
    await run('invite', 'home');
    expect((await run('publish', 'home', '--delay', '60')).code).toBe(0);
    expect(kept.keep.store.line('home')).toMatchObject({ isLivePublished: true, liveDelayMinutes: 60 });
    for (const delay of ['7', '-1', 'soon', '1e1', '']) {
      const { code, text } = await run('publish', 'home', `--delay=${delay}`);
      expect([code, text]).toEqual([1, 'the delay must be one of 15, 30, 60, 0 minutes']);
    }
    expect(kept.keep.store.line('home')?.liveDelayMinutes).toBe(60);
  });

  test('invites while the server runs: the token works at once', async () => {
    const { code, text } = await run(
      'invite',
      'home',
      '--name',
      'Zu Hause',
      '--provider',
      'Netz AG',
      '--zone',
      'Europe/Vienna',
    );
    expect(code).toBe(0);
    const sender = probe();
    expect(kept.keep.enrol(sender.enrolment(text))).toMatchObject({ status: 200, answer: { line: 'home' } });
    expect(kept.keep.store.line('home')).toMatchObject({
      name: 'Zu Hause',
      provider: 'Netz AG',
      zone: 'Europe/Vienna',
    });
  });

  test('keeps no invitation that nobody used in time', () => {
    kept.keep.admin.invite('home');
    kept.clock.nowMs += 7 * 86_400_000 + 1;
    kept.keep.admin.invite('home');
    expect(kept.rows(['invites']).split('\n')).toHaveLength(2); // the heading and the new one
  });

  test('tells country and services, and the running server knows', async () => {
    kept.keep.admin.invite('home');
    expect((await run('set', 'home', '--country', 'AT', '--services', 'internet,mobile')).code).toBe(0);
    expect(kept.keep.contracts.of('home')).toMatchObject({ country: 'AT', services: ['internet', 'mobile'] });
  });

  test('publishes: the running server notices and tells its pages', async () => {
    kept.keep.admin.invite('home');
    const told: string[] = [];
    kept.keep.onChange((line) => told.push(line));
    kept.keep.startJobs();
    expect(await run('publish', 'home', '--evidence')).toEqual({
      code: 0,
      text: 'home: live shown to nobody but the owner, evidence shown to everyone',
    });
    await expect.poll(() => told, { timeout: 30_000 }).toContain('home');
    expect(kept.keep.store.line('home')).toMatchObject({ isLivePublished: false, isEvidencePublished: true });
    await run('unpublish', 'home');
    await expect.poll(() => kept.keep.store.line('home')?.isEvidencePublished, { timeout: 30_000 }).toBe(false);
  });

  test('says what is wrong with a command, and writes nothing', async () => {
    kept.keep.admin.invite('home');
    const before = kept.dump();
    const wrong: [string[], RegExp][] = [
      [['dance'], /no command "dance"/],
      [['invite'], /exactly 1 word.*\nusage: invite LINE/],
      [['invite', 'No Spaces'], /the name of a line must be/],
      [['invite', 'home', '--zone', 'Mars/Base'], /"Mars\/Base" is not a time zone/],
      [['invite', 'home', '--colour', 'red'], /--colour/],
      [['set', 'home', '--country', 'de'], /country: one of DE, AT/],
      [['set', 'home', '--services', 'internet,fax'], /services: some of internet,telephony,mobile/],
      [['set', 'home', '--services', ''], /services: some of/],
      [['publish', 'office'], /there is no line "office"/],
      [['set', 'home', '--name', ' '], /"name" must not be empty/],
      [['erase', 'abc'], /there is no value/],
      [['lines', 'all'], /"all" is too much/],
    ];
    for (const [argv, says] of wrong) {
      expect(await run(...argv)).toEqual({ code: 1, text: expect.stringMatching(says) });
    }
    expect(kept.dump()).toBe(before);
  });

  test('makes a link that opens the door of the running server, lists lines, and rebuilds', async () => {
    await sendAddress();
    const link = (await run('login-link')).text;
    expect(kept.keep.door.isLink(new URL(link).searchParams.get('secret') ?? '')).toBe(true);
    expect((await run('sign-out-everywhere')).text).toBe('signed out everywhere');
    expect(kept.keep.door.isLink(new URL(link).searchParams.get('secret') ?? '')).toBe(false);
    expect((await run('lines')).text).toBe('home\thome\t\tEurope/Berlin');
    expect((await run('values', 'home')).text).toContain('198.51.100.23');
    expect((await run('rebuild')).text).toBe('derived 1 lines again from 1 segments');
    expect(kept.keep.store.methods('home', 0, START_AT_MS)[0]?.text).toBe(FAKE_METHOD_TEXT);
  });
});
