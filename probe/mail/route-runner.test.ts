import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FakeMailWorld, openMailWorld } from '../../test/fakes/fake-mail-world.ts';

let home: FakeMailWorld;
beforeEach(() => {
  home = openMailWorld();
});
afterEach(() => home.end());

const MINUTE_MS = 60_000;

/** Up to the first mail, both mailboxes looked at. */
async function firstMail(): Promise<string> {
  await home.start();
  home.watched('a');
  home.watched('b');
  await home.pass(31_000);
  const token = home.world.sent[0]?.token;
  if (token === undefined) throw new Error(`no mail: ${home.events()} ${home.world.logged.join('\n')}`);
  return token;
}

describe('a slot without a mail', () => {
  test('while the line is down, told as such; after it one fresh mail soon and no catching up', async () => {
    await firstMail();
    home.world.isLineDown = true;
    await home.pass(60 * MINUTE_MS);
    expect(home.world.sent).toHaveLength(1);
    expect(home.events().filter((event) => event === 'not-tested line-down').length).toBeGreaterThanOrEqual(3);
    home.world.isLineDown = false;
    await home.pass(15_000);
    expect(home.world.sent).toHaveLength(2);
    await home.pass(10 * MINUTE_MS);
    expect(home.world.sent).toHaveLength(2);
    await home.stop();
  });

  test('a connection that fails because the line has just died is not the provider’s fault', async () => {
    const failed = async () => {
      home.world.script = 'accept';
      return {
        kind: 'unreachable' as const,
        atTickMs: home.world.nowTickMs,
        reason: 'connect' as const,
        stage: 'connect' as const,
        sentence: 'x',
      };
    };
    home.world.script = failed;
    await home.start();
    home.watched();
    await home.pass(33_000);
    expect(home.events()).toEqual(['submitting']);
    home.world.isLineDown = true; // so long it takes until an outage is known
    await home.pass(20_000);
    expect(home.events()).toEqual(['submitting', 'not-tested line-down']);
    await home.stop();
  });

  test('and with the line well it is', async () => {
    home.world.script = async () => ({
      kind: 'unreachable',
      atTickMs: home.world.nowTickMs,
      reason: 'timeout',
      stage: 'connect',
      sentence: 'x',
    });
    await home.start();
    home.watched();
    await home.pass(60_000);
    expect(home.events()).toEqual(['submitting', 'unreachable timeout']);
    await home.stop();
  });

  test('while nobody can look whether it arrives', async () => {
    await home.start();
    home.blind();
    await home.pass(MINUTE_MS);
    expect(home.events()).toEqual(['not-tested mailbox-blind']);
    home.watched();
    await home.pass(15_000);
    expect(home.world.sent).toHaveLength(1);
    await home.stop();
  });

  test('after three refused logins, until the owner has looked', async () => {
    home.world.script = async () => ({
      kind: 'config-error',
      atTickMs: home.world.nowTickMs,
      reason: 'login',
      stage: 'auth',
      sentence: '535 no',
    });
    await home.start();
    home.watched();
    await home.pass(76 * MINUTE_MS);
    expect(home.events().filter((event) => event !== 'submitting')).toEqual([
      'config-error login',
      'config-error login',
      'config-error login',
      'not-tested stopped',
      'not-tested stopped',
      'not-tested stopped',
    ]);
    expect(home.live().underWay()).toEqual([{ route: 'in', open: 0, oldestAtMs: null, isStopped: true }]);
    await home.stop();
    home.world.script = 'accept';
    await home.start();
    home.watched();
    await home.pass(20 * MINUTE_MS);
    expect(home.world.sent).toHaveLength(1);
    await home.stop();
  });

  test('the day’s pace is slower from four open mails on, and none is sent beside 24', async () => {
    await home.start();
    const day = { at: home.world.nowTickMs };
    for (let minute = 0; minute < 60 * 26; minute += 1) {
      home.watched();
      home.world.nowTickMs += MINUTE_MS - 2000;
      await home.pass(2000);
    }
    const afterMs = home.world.sent.map(({ tickMs }) => tickMs - day.at);
    expect(afterMs.filter((ms) => ms < 60 * MINUTE_MS)).toHaveLength(4);
    expect(home.world.sent).toHaveLength(24);
    expect(home.events().at(-1)).toBe('not-tested many-open');
    await home.stop();
  });

  test('a 4xx is a finding, and no reason to come again at once', async () => {
    home.world.script = async () => ({
      kind: 'refused',
      atTickMs: home.world.nowTickMs,
      stage: 'rcpt',
      reply: '451 4.7.1 later',
      replyCode: 451,
      status: '4.7.1',
    });
    await home.start();
    home.watched();
    await home.pass(100 * MINUTE_MS);
    expect(home.events()).toEqual(['submitting', 'refused', 'submitting', 'refused', 'submitting', 'refused']);
    const [, refused] = home.world.told.filter(({ role }) => role === 'mail');
    expect(refused?.reading).toMatchObject({
      readings: { replyCode: 451, statusClass: 4, statusSubject: 7, statusDetail: 1 },
      facts: { stage: 'rcpt' },
    });
    await home.stop();
  });

  test('on a route’s first day a mail goes each hour unless the owner chose a pace', async () => {
    await home.end();
    home = openMailWorld({ route: { isPaceChosen: false } });
    await home.start();
    home.watched();
    await home.pass(130 * MINUTE_MS);
    expect(home.world.sent).toHaveLength(3);
    await home.stop();
  });
});
