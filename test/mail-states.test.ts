import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MailRouteJson, MailRowJson } from '../rules/wire/mail.ts';
import { until } from './lab/programs.ts';
import { expectTimed } from './mail-lab/expect-timed.ts';
import {
  addressOf,
  faultyRoutes,
  LATE_SECONDS,
  makeWait,
  PLAIN,
  SENDER,
  setFaults,
  WAITING,
} from './mail-lab/faulty-routes.ts';
import { mailsIn, oldMailsIn } from './mail-lab/foreign-mails.ts';
import type { MailLab } from './mail-lab/lab.ts';
import { latencyErrorMs, loggedLatency } from './mail-lab/logged-latency.ts';
import { type MailHome, mailsOf, openMailHome } from './mail-lab/mail-home.ts';
import { describeWith } from './needs.ts';

/**
 * The real probe and the real server before real mail providers, each fault on a route of its own, all at the same time:
 * what `mail.json` says of the mails, against the logs of Postfix and Dovecot.
 */

describeWith(['postfix', 'dovecot', 'faketime'], 'routes with a fault each', () => {
  let home: MailHome;
  let lab: MailLab;
  let letGo: Record<string, () => void>;
  /** What `mail.json` said of the oldest undelivered mails, each half second. */
  const looks: { route: string; atMs: number; acceptedAtMs: number; atLeastMs: number; isOverdue: boolean }[] = [];
  let looking: NodeJS.Timeout | undefined;
  async function look(): Promise<void> {
    for (const { route, oldestUndelivered: oldest, mails } of (await home.mail()).routes) {
      if (oldest === null) continue;
      const isOverdue = mails.some(({ state, acceptedAt }) => state === 'overdue' && acceptedAt === oldest.acceptedAt);
      const acceptedAtMs = Date.parse(oldest.acceptedAt);
      looks.push({ route, atMs: Date.now(), acceptedAtMs, atLeastMs: oldest.atLeastMs, isOverdue });
    }
  }

  beforeAll(async () => {
    home = await openMailHome(async (opened) => {
      lab = opened;
      await setFaults(opened);
      return faultyRoutes(opened);
    });
    // mails that were prompt tell how far each host's clock is off
    for (const name of WAITING)
      await home.untilRoute(name, 60_000, (one) => mailsOf(one, 'arrived').length >= 2 || null);
    letGo = makeWait(lab);
    looking = setInterval(() => void look().catch(() => undefined), 500);
  });
  afterAll(async () => {
    clearInterval(looking);
    await home?.close();
  });

  const first = (route: MailRouteJson, ...states: MailRowJson['state'][]) => mailsOf(route, ...states)[0] ?? null;

  test('plain mails arrive, and are timed as the servers logged', async () => {
    const route = await home.untilRoute('plain', 150_000, (one) => (mailsOf(one, 'arrived').length >= 4 ? one : null));
    expect(route).toMatchObject({ verdict: 'mail-ok', oldestUndelivered: null });
    expectTimedAsLogged(route, 'plain');
  });

  test('junk has arrived, in the junk folder, and is said so', async () => {
    const route = await home.untilRoute('junk', 90_000, (one) => (first(one, 'arrived') ? one : null));
    expect(first(route, 'arrived')).toMatchObject({ folder: 'junk' });
    await home.untilRoute('junk', 150_000, (one) => one.verdict === 'mail-to-junk' || null);
  });

  test('a mail that the receiver put off at first arrives with the time that took', async () => {
    const route = await home.untilRoute('greylisted', 150_000, (one) => (first(one, 'arrived') ? one : null));
    const [latest] = mailsOf(route, 'arrived').toSorted((a, b) => (b.latencyMaxMs ?? 0) - (a.latencyMaxMs ?? 0));
    expect(latest?.latencyMaxMs ?? 0).toBeGreaterThanOrEqual(4000);
    expect(latest?.latencyMinMs ?? 0).toBeGreaterThanOrEqual(2500);
    expectTimedAsLogged(route, 'greylisted', 600);
  });

  test.each(['bounced', 'full'])('%s: mails that came back are bounced, and not on their way', async (name) => {
    const route = await home.untilRoute(name, 60_000, (one) => (mailsOf(one, 'bounced').length >= 2 ? one : null));
    expect(route.verdict).toBe('mail-bouncing');
    expect(mailsOf(route, 'arrived', 'overdue')).toEqual([]);
  });

  test('refused mails are refused, for good or for now, and nothing of them waits', async () => {
    const refused = await home.untilRoute('refused', 150_000, (one) =>
      mailsOf(one, 'refused').length >= 2 ? one : null,
    );
    expect(refused.verdict).toBe('mail-blocked');
    const later = await home.untilRoute('later', 150_000, (one) =>
      mailsOf(one, 'refused-temporary').length >= 2 ? one : null,
    );
    expect(later.verdict).toBe('mail-blocked');
    for (const { oldestUndelivered, openMails } of [refused, later])
      expect([oldestUndelivered, openMails]).toEqual([null, 0]);
  });

  test('a hop whose clock is ahead makes nothing late', async () => {
    const route = await home.untilRoute('skewed', 150_000, (one) => (mailsOf(one, 'arrived').length >= 2 ? one : null));
    expect(route.verdict).toBe('mail-ok');
    expectTimedAsLogged(route, 'skewed');
  });

  test('without IDLE the truth lies within what is said', async () => {
    const route = await home.untilRoute('noidle', 150_000, (one) => (mailsOf(one, 'arrived').length >= 2 ? one : null));
    for (const mail of mailsOf(route, 'arrived')) {
      const logged = loggedLatency(lab, addressOf('noidle'), Date.parse(mail.acceptedAt ?? ''));
      expect(latencyErrorMs(mail.latencyMinMs ?? Number.NaN, logged)).toBeLessThan(200);
      expect(latencyErrorMs(mail.latencyMaxMs ?? Number.NaN, logged)).toBeGreaterThan(-200);
    }
  });

  test('without UIDPLUS mails go to the trash, without MOVE too they stay', async () => {
    await home.untilRoute('nouidplus', 150_000, (one) => (mailsOf(one, 'arrived').length >= 2 ? one : null));
    await until('mails in the trash', 120_000, async () => mailsIn(lab, addressOf('nouidplus'), '.Trash') >= 2 || null);
    await home.untilRoute('noremoval', 150_000, (one) => (mailsOf(one, 'arrived').length >= 2 ? one : null));
    expect(mailsIn(lab, addressOf('noremoval'))).toBeGreaterThanOrEqual(2);
  });

  test('a certificate that nobody vouches for is the owner’s to look at, and the route stops', async () => {
    const route = await home.untilRoute('forged', 120_000, (one) => (first(one, 'not-tested') ? one : null));
    expect(mailsOf(route, 'config-error')).toHaveLength(3);
    expect(route.verdict).toBe('mail-config-error');
  });

  test('a mailbox whose login is refused is not tested, and no mail is late for it', async () => {
    const route = await home.untilRoute('locked', 150_000, (one) =>
      mailsOf(one, 'not-tested').length >= 1 ? one : null,
    );
    expect(mailsOf(route, 'overdue', 'accepted')).toEqual([]);
  });

  describe('that make mails wait', () => {
    test.each(
      WAITING,
    )('%s: the oldest undelivered mail shows within 30 s of the threshold, and grows', async (name) => {
      const [first, later] = await until(`two looks at ${name} overdue`, 80_000, async () => {
        const all = looks.filter(({ route, isOverdue }) => route === name && isOverdue);
        const [one, last] = [all[0], all.at(-1)];
        return one && last && last.atLeastMs > one.atLeastMs ? [one, last] : null;
      });
      const afterMs = first.atMs - first.acceptedAtMs - LATE_SECONDS * 1000;
      console.info(`${name}: shown ${afterMs} ms after the threshold`);
      expect(afterMs).toBeLessThan(30_000);
      expect(first.atLeastMs).toBeGreaterThanOrEqual(LATE_SECONDS * 1000);
      expect(later.acceptedAtMs).toBe(first.acceptedAtMs);
      await home.untilRoute(name, 60_000, (one) => one.verdict === 'mail-delayed' || null);
    });

    test('the provider’s own report that it waits puts the delay down to it while it lasts', async () => {
      const route = await home.untilRoute('stuck', 150_000, (one) => (one.delays[0]?.leg === 'sender' ? one : null));
      expect(route.delays[0]).toMatchObject({ side: 'provider', tags: expect.arrayContaining(['provider-admitted']) });
      expect(route.side).toBe('provider');
    });

    test.each([
      ['held', 'hand-over'],
      ['stuck', 'sender'],
      ['storage', 'receiver'],
    ] as const)(
      '%s: let go they have arrived after all, and waited at %s',
      async (name, leg) => {
        letGo[name]?.();
        const route = await home.untilRoute(name, 40_000, (one) =>
          one.openMails === 0 && first(one, 'arrived-late') ? one : null,
        );
        expectTimedAsLogged(route, name, 600);
        const delay = route.delays[0];
        expect(delay).toMatchObject({ verdict: 'mail-delayed', leg });
      },
      60_000,
    );
  });

  test('no mail was told twice, none was made up, and none is left where it can be removed', async () => {
    for (const name of [...PLAIN, ...WAITING, 'nouidplus']) {
      const route = await home.route(name);
      const sent = lab.logs('provider').mailsTo(addressOf(name));
      const accepted = route.mails.filter(({ acceptedAt }) => acceptedAt !== null);
      const spread = sent.filter(({ queuedAtMs }) => queuedAtMs < Date.now() - 6000);
      if (name !== 'refused' && name !== 'later')
        expect(accepted.length, name).toBeGreaterThanOrEqual(spread.length - 1);
      expect(accepted.length, name).toBeLessThanOrEqual(sent.length);
      expect(new Set(accepted.map(({ acceptedAt }) => acceptedAt)).size, name).toBe(accepted.length);
    }
    for (const name of [...PLAIN, ...WAITING, 'nouidplus'])
      expect(oldMailsIn(lab, addressOf(name), 60, name === 'junk' ? '.Junk' : ''), name).toBe(0);
    expect(oldMailsIn(lab, SENDER, 60)).toBe(0); // reports of what bounced
  });

  /** Dovecot tells of mails in IDLE half a second late: those that are not awaited closely any more are seen then. */
  function expectTimedAsLogged(route: MailRouteJson, name: string, withinMs = 200): void {
    const errors = mailsOf(route, 'arrived', 'arrived-late').map(({ latencyMaxMs, acceptedAt }) =>
      latencyErrorMs(latencyMaxMs ?? Number.NaN, loggedLatency(lab, addressOf(name), Date.parse(acceptedAt ?? ''))),
    );
    expectTimed(errors, withinMs);
  }
});
