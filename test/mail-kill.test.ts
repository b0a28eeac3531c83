import { afterAll, beforeAll, expect, test } from 'vitest';
import { pause, until } from './lab/programs.ts';
import { oldMailsIn } from './mail-lab/foreign-mails.ts';
import type { MailLab } from './mail-lab/lab.ts';
import { loggedLatency } from './mail-lab/logged-latency.ts';
import {
  type HomeAccount,
  type HomeMail,
  type HomeRoute,
  type MailHome,
  mailsOf,
  openMailHome,
} from './mail-lab/mail-home.ts';
import { describeWith } from './needs.ts';

/**
 * The probe is killed while its mails are in every state there is, a route for each: before the final dot, after it,
 * accepted and not arrived, arrived and not taken out; and again twice while it comes back.
 */

const ROUTES = ['before', 'after', 'waiting', 'arrived'];
const addressOf = (route: string) => `${route}@other.test`;
const PAUSED = { kind: 'answer', reply: '451 4.3.2 enough for now' } as const;

describeWith(['postfix', 'dovecot', 'faketime'], 'a probe that is killed between every two states', () => {
  let home: MailHome;
  let lab: MailLab;
  let letGo: () => void;

  beforeAll(async () => {
    home = await openMailHome(async (opened) => {
      lab = opened;
      lab.knobs.fault(addressOf('before'), { kind: 'slow-before-dot', forMs: 8000 });
      lab.knobs.fault(addressOf('after'), { kind: 'slow-after-dot', forMs: 8000 });
      letGo = lab.knobs.fault(addressOf('waiting'), { kind: 'hold' });
      return settings();
    });
  });
  afterAll(() => home?.close());

  test('all end in the right state, none is told twice, lost or left behind', async () => {
    // one whose clock is known to be right: the first may have been sent before any server was asked
    await home.untilRoute(
      'arrived',
      90_000,
      (one) => mailsOf(one, 'arrived').find(({ latencyMaxMs }) => latencyMaxMs !== null) ?? null,
    );
    await home.untilRoute('waiting', 60_000, (one) => mailsOf(one, 'accepted', 'overdue')[0] ?? null);
    await until(
      'both servers think',
      30_000,
      async () => ['before', 'after'].every((route) => lab.isThinking(addressOf(route))) || null,
    );
    await pause(500); // the whole mail is with the server
    await home.sides.killProbe();
    letGo();
    for (const route of ['before', 'after']) lab.knobs.fault(addressOf(route), PAUSED);
    for (const forMs of [1500, 4000]) {
      home.sides.startProbe();
      await pause(forMs);
      await home.sides.killProbe();
    }
    for (const route of ROUTES) lab.knobs.fault(addressOf(route), PAUSED);
    home.sides.startProbe();
    await home.untilRoute('after', 60_000, (one) => mailsOf(one, 'arrived', 'arrived-late')[0] ?? null);
    await home.untilRoute('before', 60_000, (one) => mailsOf(one, 'not-tested')[0] ?? null);
    await home.untilRoute(
      'waiting',
      60_000,
      (one) => (one.openMails === 0 && mailsOf(one, 'arrived', 'arrived-late')[0]) || null,
    );
    await home.untilRoute('arrived', 60_000, (one) => one.openMails === 0 || null);
    const unsure = mailsOf(await home.route('after'), 'arrived', 'arrived-late');
    expect(unsure.map(({ acceptedAt }) => acceptedAt)).toEqual([null]); // nobody saw its 250
    await expectBooksToAgree();
  }, 240_000);

  test('each latency that is told holds the truth of the logs; none is between two runs whose clock nothing confirmed', async () => {
    const told = { waiting: 0, arrived: 0 };
    for (const name of ['waiting', 'arrived'] as const) {
      const mails = mailsOf(await home.route(name), 'arrived', 'arrived-late');
      expect(mails.length, name).toBeGreaterThan(0);
      for (const { acceptedAt, latencyMinMs, latencyMaxMs } of mails) {
        if (latencyMinMs === null || latencyMaxMs === null) continue;
        told[name] += 1;
        const logged = loggedLatency(lab, addressOf(name), Date.parse(acceptedAt ?? ''));
        expect(latencyMinMs, name).toBeLessThan((logged?.maxMs ?? Number.NaN) + 300);
        expect(latencyMaxMs, name).toBeGreaterThan((logged?.minMs ?? Number.NaN) - 300);
      }
    }
    expect(told.arrived).toBeGreaterThan(0);
  });

  test('nothing is left in a mailbox', async () => {
    for (const route of ROUTES)
      await until(`an empty mailbox ${route}`, 90_000, async () => oldMailsIn(lab, addressOf(route), 0) === 0 || null);
  });

  test('a rebuild of the server tells the same', async () => {
    const told = async () =>
      (await home.mail()).routes.map(({ route, mails }) => ({
        route,
        mails: mails.filter(({ acceptedAt }) => acceptedAt !== null),
      }));
    const before = await told();
    await home.sides.command('server', ['rebuild']);
    await pause(1500); // the running server notices
    expect(await told()).toEqual(before);
  });

  /** As many mails arrived by what is told as by what Postfix says that it took. */
  async function expectBooksToAgree(): Promise<void> {
    for (const name of ROUTES) {
      const taken = lab
        .logs('provider')
        .mailsTo(addressOf(name))
        .filter(({ queueId }) => lab.dotAtMs(queueId) > 0);
      const route = await home.route(name);
      const arrived = mailsOf(route, 'arrived', 'arrived-late');
      expect(arrived.length, `${name}: ${JSON.stringify(route.mails)}`).toBe(taken.length);
      expect(mailsOf(route, 'accepted', 'overdue', 'uncertain', 'submitting'), name).toEqual([]);
    }
  }
});

function settings(): HomeMail {
  const sender: HomeAccount = { address: 'erika@provider.test' };
  const receivers = ROUTES.map((name): [string, HomeAccount] => [name, { address: addressOf(name) }]);
  const limits = { everySeconds: 5, promptSeconds: 3, lateSeconds: 8 };
  const routes = ROUTES.map((name): [string, HomeRoute] => [name, { from: 'sender', to: name, ...limits }]);
  return {
    accounts: { sender, ...Object.fromEntries(receivers) },
    routes: Object.fromEntries(routes),
    deleteAfterSeconds: 1,
  };
}
