import { describe, expect, test } from 'vitest';
import { foldRoute } from '../../rules/mail/mail-delays.ts';
import { type MailEvent, mailEventOf } from '../../rules/mail/mail-event.ts';
import { mailRecordOf } from '../../rules/mail/mail-record.ts';
import { fakeLine } from '../../test/fakes/fake-keep.ts';
import { FAKE_MASK, fakeMailReads } from '../../test/fakes/fake-mail.ts';
import { sha256 } from '../../test/fakes/fake-probe.ts';
import { FAKE_ROUTE, mailLife, type ToldEvent } from '../../test/fakes/mailing-probe.ts';
import { publicMail } from './public-mail.ts';

const T0 = Date.UTC(2026, 9, 4);
const MINUTE_MS = 60_000;
const at = (minutes: number, seconds = 0) => T0 + minutes * MINUTE_MS + seconds * 1000;
const EVER = Number.MAX_SAFE_INTEGER;

function eventsOf(told: ToldEvent[]): MailEvent[] {
  return told.flatMap(({ atMs, facts, readings = {} }) => {
    const clock = { atMs, boot: 'b', isClockKnown: true };
    const event = mailEventOf({ role: 'mail', name: 'in' }, { facts, readings }, clock);
    return event?.role === 'mail' ? [event] : [];
  });
}

/** What strangers see at `untilAtMs` of these mails; the mailbox was watched up to `watchedMs`. */
function seenAt(lives: ToldEvent[][], watchedMs: number, untilAtMs: number) {
  const raw = lives.flatMap((told) => mailRecordOf('home', eventsOf(told), { sha256 }) ?? []);
  const watch = { watchedUntilMs: watchedMs, blind: null };
  const folded = foldRoute({ line: 'home', route: FAKE_ROUTE, watch, records: raw, carry: null }, { sha256 });
  const { records, delays, now } = folded;
  const store = fakeMailReads(() => ({ routes: [{ now, isUsed: true }], records, delays }));
  const view = { nowMs: untilAtMs, untilAtMs, outagesUntilAtMs: untilAtMs, isReallyLive: false };
  const { line } = fakeLine('home', { live: true, evidence: true });
  const seen = publicMail({ store, line, view, mask: FAKE_MASK });
  return {
    now: seen.mailRoutes('home')[0]?.now,
    mails: seen.mails('home', 'in', 0, EVER),
    delays: seen.mailDelays('home', 0, EVER),
  };
}

const prompt = (number: number, minutes: number) => mailLife({ number }, at(minutes, 17), at(minutes, 18)).events;
const untested = (number: number, minutes: number, reason: string): ToldEvent[] => [
  { atMs: at(minutes), facts: { event: 'not-tested', reason }, readings: { mail: number, plannedAtMs: at(minutes) } },
];

describe('strangers are told of test mails', () => {
  const held = [prompt(1, 2), ...[2, 3, 4].map((n) => mailLife({ number: n }, at(15 * n, 17), at(180, n)).events)];

  test('what was known at the public now, and nothing that came later', () => {
    const early = seenAt(held, at(200), at(100));
    expect(early.now).toMatchObject({ verdict: 'mail-delayed', openMails: 3, asOfMs: at(100) });
    expect(early.delays).toMatchObject([{ endLatestAtMs: null, maxLatencyMs: null }]);
    expect(early.mails.every(({ sightings }, index) => sightings.length === (index === 0 ? 1 : 0))).toBe(true);
    const later = seenAt(held, at(200), at(190));
    expect(later.now).toMatchObject({ openMails: 0, oldest: null });
    expect(seenAt(held, at(200), at(30)).mails).toHaveLength(1);
    expect(seenAt(held, at(200), at(30)).delays).toEqual([]);
  });

  test('never when nobody could look into the mailbox, nor weeks later', () => {
    const blind = [2, 3, 4].map((n) => untested(n, 15 * n, 'mailbox-blind'));
    const slots = [prompt(1, 2), ...blind, prompt(5, 200), prompt(6, 215)];
    for (const days of [1, 8, 30]) expect(seenAt(slots, at(230), at(days * 1440)).delays).toEqual([]);
  });

  test('with every instant on the grid', () => {
    const seen = JSON.stringify(seenAt(held, at(200), at(190)));
    const instants = seen.match(/\d{13}/g) ?? [];
    expect(instants.length).toBeGreaterThan(10);
    for (const instant of instants) expect(Number(instant) % 300_000).toBe(0);
  });

  test('with the exact length of what was seen as it happened, and no exact end of a time in which nobody could look', () => {
    const blind = mailLife({ number: 5 }, at(60, 17), at(95, 41)).events.map((event) =>
      event.facts['event'] === 'sighted'
        ? { ...event, readings: { ...event.readings, blindMs: 33 * MINUTE_MS, internalDateAtMs: 0 } }
        : event,
    );
    const [first, second] = seenAt([prompt(1, 2), blind], at(120), at(115)).mails;
    expect(first?.timed?.latency?.maxMs).toBe(1000);
    const { minMs = 1, maxMs = 1 } = second?.timed?.latency ?? {};
    expect([minMs % 300_000, maxMs % 300_000]).toEqual([0, 0]);
  });

  test('no difference between a fault at home, a refused login and a silent probe', () => {
    const seen = [
      [prompt(1, 2), untested(2, 15, 'line-down'), untested(3, 30, 'line-down')],
      [prompt(1, 2), untested(2, 15, 'not-running')],
      [
        prompt(1, 2),
        [{ atMs: at(15), facts: { event: 'config-error', reason: 'login', stage: 'auth' }, readings: { mail: 2 } }],
      ],
      [prompt(1, 2)],
    ].map((lives) => JSON.stringify(seenAt(lives, at(10), at(60))));
    expect(new Set(seen).size).toBe(1);
  });
});
