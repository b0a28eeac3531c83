import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MailRowJson } from '../rules/wire/mail.ts';
import type { MailLab } from './mail-lab/lab.ts';
import { latencyErrorMs, loggedLatency } from './mail-lab/logged-latency.ts';
import { type MailHome, mailsOf, openMailHome } from './mail-lab/mail-home.ts';
import { describeWith } from './needs.ts';

/** What an outage at home means for mails: none is sent or late for it, and the server times those that arrive meanwhile. */

const OUTSIDE = 'outside@other.test';
const OWN = 'own@other.test';

describeWith(['postfix', 'dovecot', 'faketime'], 'test mails and an outage at home', () => {
  let home: MailHome;
  let lab: MailLab;

  beforeAll(async () => {
    home = await openMailHome(async (opened) => {
      lab = opened;
      const limits = { everySeconds: 5, promptSeconds: 3, lateSeconds: 10 };
      return {
        accounts: {
          sender: { address: 'erika@provider.test' },
          outside: { address: OUTSIDE, isReadByServer: true },
          own: { address: OWN },
        },
        routes: { out: { from: 'sender', to: 'outside', ...limits }, both: { from: 'sender', to: 'own', ...limits } },
        deleteAfterSeconds: 1,
      };
    });
  });
  afterAll(() => home?.close());

  test('a mailbox that the server reads is timed by the server', async () => {
    const route = await home.untilRoute('out', 90_000, (one) => (mailsOf(one, 'arrived').length >= 2 ? one : null));
    for (const mail of mailsOf(route, 'arrived')) expectTruthWithin(mail);
  });

  test('no mail is sent while the line is down, none is late for it, and one follows soon after', async () => {
    await home.untilRoute('both', 60_000, (one) => mailsOf(one, 'arrived')[0] ?? null);
    await home.hosts.silence();
    const sentBefore = () => lab.logs('provider').mailsTo(OWN).length;
    await home
      .untilRoute('both', 60_000, (one) => mailsOf(one, 'not-tested')[0] ?? null)
      .finally(() => home.hosts.answer());
    const count = sentBefore();
    const route = await home.route('both');
    expect(mailsOf(route, 'overdue', 'unreachable', 'arrived-late')).toEqual([]);
    await home.untilRoute('both', 60_000, (one) => (sentBefore() > count && one.openMails === 0) || null);
  }, 200_000);

  test('what arrives while the probe is dead is told by the server, with the time it took', async () => {
    const letGo = lab.knobs.fault(OUTSIDE, { kind: 'hold' });
    const { acceptedAt } = await home.untilRoute(
      'out',
      60_000,
      (one) => mailsOf(one, 'accepted', 'overdue')[0] ?? null,
    );
    await home.sides.killProbe();
    letGo();
    const mail = await home.untilRoute('out', 60_000, (one) => {
      const found = one.mails.find((row) => row.acceptedAt === acceptedAt);
      return found?.state.startsWith('arrived') ? found : null;
    });
    expectTruthWithin(mail);
  });

  /** Two clocks, of which each may be off by a second, and Dovecot's half second. */
  function expectTruthWithin({ acceptedAt, latencyMinMs, latencyMaxMs }: MailRowJson): void {
    const logged = loggedLatency(lab, OUTSIDE, Date.parse(acceptedAt ?? ''));
    const tooLongMs = latencyErrorMs(latencyMaxMs ?? Number.NaN, logged);
    expect(latencyErrorMs(latencyMinMs ?? Number.NaN, logged)).toBeLessThan(200);
    expect(tooLongMs).toBeGreaterThan(-200);
    expect(tooLongMs).toBeLessThan(3500);
  }
});
