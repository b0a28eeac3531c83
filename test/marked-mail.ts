import { mailId } from '../rules/mail/mail-record.ts';
import { FAKE_METHOD, sha256 } from './fakes/fake-probe.ts';
import { FAKE_ROUTE, mailLife, mailMethod, type ToldEvent, tokenOf } from './fakes/mailing-probe.ts';

/**
 * Test mails of a route between two accounts that the owner named with `mark`, told before `nowMs`: one came at once, one
 * waits, each handed over at a second that can be known again. `secrets` is what no stranger may learn of them.
 */
export function markedMail(mark: string, nowMs: number) {
  const route = { ...FAKE_ROUTE, name: 'post', from: `${mark}-anna`, to: `${mark}-box` };
  const cameAtMs = nowMs - 100 * 60_000 + 17_123;
  const waitsAtMs = nowMs - 60 * 60_000 + 41_456;
  const lives = [
    mailLife({ route: 'post', number: 1, mailbox: route.to }, cameAtMs, cameAtMs + 777),
    mailLife({ route: 'post', number: 2, mailbox: route.to }, waitsAtMs, null),
  ];
  const watching = [cameAtMs, nowMs - 25 * 60_000].map(
    (atMs): ToldEvent => ({ atMs, facts: { event: 'watching', mode: 'idle' } }),
  );
  const ids = [1, 2].map((number) => mailId('home', 'post', number, { sha256 }));
  return {
    route,
    targets: mailMethod([route]).targets.slice(FAKE_METHOD.targets.length),
    told: [
      ...lives.map(({ events }) => ({ role: 'mail' as const, name: 'post', events })),
      { role: 'mailbox' as const, name: route.to, events: watching },
    ],
    ids,
    secrets: [...ids, ...secretWords(), ...[cameAtMs, waitsAtMs].flatMap(spelled)],
  };
}

/** Words that the servers said, what stands for them, and hashes of the tokens. */
function secretWords(): string[] {
  const words = ['4ABC', '250 queued as 4ABC', 'smtp.outside.example', 'INBOX', 'mx.gmx.example', 'head 1'];
  const tokens = [1, 2].map((number) => sha256(tokenOf('post', number)));
  return [...words, ...words.map((text) => sha256(text)), ...tokens];
}

/** To the second, as programs and as pages spell it. */
function spelled(atMs: number): string[] {
  const iso = new Date(atMs).toISOString();
  return [String(atMs), iso.slice(0, 19), iso.slice(14, 19)];
}
