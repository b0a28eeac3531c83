import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mailId } from '../../rules/mail/mail-record.ts';
import { type FakeProbe, openFakeProbe, sha256 } from '../../test/fakes/fake-probe.ts';
import { enrolFake, type Kept, openKept, START_AT_MS } from '../../test/fakes/kept.ts';
import {
  FAKE_ROUTE,
  mailLife,
  mailMethod,
  mailUpload,
  naming,
  type ToldEvent,
  withTold,
} from '../../test/fakes/mailing-probe.ts';
import { DERIVED_TABLES } from '../store/derived-tables.ts';

const MINUTE_MS = 60_000;
const BOOTED_AT_MS = START_AT_MS - MINUTE_MS;
const METHOD = mailMethod();

let kept: Kept;
let probe: FakeProbe;
beforeEach(() => {
  kept = openKept();
  probe = openFakeProbe(1);
  enrolFake(kept.keep, 'home', probe);
});
afterEach(() => kept.remove());

type Life = { route: string; events: ToldEvent[] };

/** Measures on for `minutes`, telling what lies in them of these mails; the mailbox is watched all the time. */
async function measure(minutes: number, lives: Life[], method = METHOD, fromMinute = 0): Promise<void> {
  const watching = Array.from(
    { length: 1000 },
    (_, n): ToldEvent => ({
      atMs: START_AT_MS + (fromMinute + n) * MINUTE_MS + 500,
      facts: { event: 'watching', mode: 'idle' },
    }),
  );
  const told = [
    ...lives.map(({ route, events }) => ({ role: 'mail' as const, name: route, events })),
    { role: 'mailbox' as const, name: 'gmx', events: watching },
  ];
  const segments = Array.from({ length: minutes }, () =>
    probe.next(withTold(probe.rounds(12, BOOTED_AT_MS), method, told), naming(method)),
  );
  const { answer } = await kept.keep.takeUpload(
    mailUpload(probe, segments, kept.clock.nowMs, method),
    null,
    kept.clock.nowMs,
  );
  if (answer.error) throw new Error(answer.error.message);
}

const at = (minutes: number) => START_AT_MS + minutes * MINUTE_MS;
const idOf = (number: number) => mailId('home', 'in', number, { sha256 });
const nowOf = () => kept.keep.store.mailRoutes('home')[0]?.now;

describe('what a segment tells of test mails', () => {
  test('becomes a record with its times, reply and hops', async () => {
    await measure(5, [mailLife({ number: 1 }, at(1), at(1) + 1234)]);
    const mail = kept.keep.store.mail('home', idOf(1));
    expect(mail).toMatchObject({ route: 'in', number: 1, outcome: 'accepted', acceptedAtMs: at(1) });
    expect(mail?.timed?.latency).toMatchObject({ maxMs: 1234, isDoubtful: false });
    expect(mail?.sightings[0]?.hops).toHaveLength(2);
    expect(nowOf()).toMatchObject({ route: 'in', verdict: 'mail-ok', openMails: 0 });
  });

  test('that waits is open, and its age grows as far as the mailbox was watched', async () => {
    await measure(10, [mailLife({ number: 1 }, at(1), null)]);
    expect(nowOf()).toMatchObject({
      openMails: 1,
      oldest: { number: 1, acceptedAtMs: at(1), atLeastMs: at(9) + 500 - at(1) },
    });
    await measure(30, []);
    expect(nowOf()?.oldest?.atLeastMs).toBe(at(39) + 500 - at(1));
    expect(kept.keep.store.mail('home', idOf(1))?.timed?.latency ?? null).toBeNull();
  });

  test('is told of a mail that turns up after all, with its latency', async () => {
    await measure(20, [mailLife({ number: 1 }, at(1), at(50))]);
    await measure(40, [mailLife({ number: 1 }, at(1), at(50))]);
    const mail = kept.keep.store.mail('home', idOf(1));
    expect(mail?.timed?.latency?.maxMs).toBe(49 * MINUTE_MS);
    expect(nowOf()?.openMails).toBe(0);
  });

  test('of a mailbox that is watched without a break is kept as one row', async () => {
    await measure(60, []);
    expect(kept.rows(['mail_events']).split('\n')).toHaveLength(2);
  });

  test('later by a clock that was wrong counts as told then, and hides nothing', async () => {
    const { route, events } = mailLife({ number: 1 }, at(1), at(1) + 1234);
    const retold = events.map((event) =>
      event.facts['event'] === 'submitting'
        ? { ...event, readings: { ...event.readings, eventAtMs: 86_400_000 } }
        : event,
    );
    await measure(5, [{ route, events: retold }]);
    const mail = kept.keep.store.mail('home', idOf(1));
    expect(mail).toMatchObject({ outcome: 'accepted', submittingAtMs: at(1) - 200 });
    expect(mail?.timed?.latency?.maxMs).toBe(1234);
  });

  test('is bounded: of a mail that a probe tells thousands of events of, the first 500 count', async () => {
    const { route, events } = mailLife({ number: 1 }, at(1), at(1) + 1234);
    const flood = Array.from(
      { length: 1500 },
      (_, hop): ToldEvent => ({
        atMs: at(2) + 500,
        facts: { event: 'hop' },
        readings: { mail: 1, sighting: 7, hop, stampAtMs: Number.MAX_SAFE_INTEGER },
      }),
    );
    await measure(5, [{ route, events: [...events, ...flood] }]);
    expect(kept.rows(['mail_events']).split('\n').length).toBeLessThan(510);
    expect(kept.keep.store.mail('home', idOf(1))?.timed?.latency?.maxMs).toBe(1234);
    await measure(5, [mailLife({ number: 2 }, at(6), at(6) + 800)], METHOD, 5);
    expect(kept.keep.store.mail('home', idOf(2))?.timed?.latency?.maxMs).toBe(800);
  });

  test('is bounded: of the mails of one route and day the first 1000 count, the next day has its own', async () => {
    const flood = (fromNumber: number, minute: number) =>
      Array.from(
        { length: 900 },
        (_, n): ToldEvent => ({
          atMs: at(minute) + 500,
          facts: { event: 'accepted' },
          readings: { mail: fromNumber + n },
        }),
      );
    await measure(2, [{ route: 'in', events: [...flood(1, 0), ...flood(1001, 1)] }]);
    await measure(2, [{ route: 'in', events: flood(2001, 3) }], METHOD, 2);
    expect(kept.keep.store.mailCount('home', 'in', 0, Number.MAX_SAFE_INTEGER)).toBe(1000);
    probe.place.sequence = (1440 * MINUTE_MS) / 5000;
    await measure(2, [mailLife({ number: 3001 }, at(1441), at(1441) + 700)], METHOD, 1440);
    expect(kept.keep.store.mail('home', idOf(3001))?.timed?.latency?.maxMs).toBe(700);
  });

  test('leaves no row where the method has no routes', async () => {
    const { answer } = await kept.keep.takeUpload(
      probe.upload([probe.next(probe.rounds(12, BOOTED_AT_MS))], at(1)),
      null,
      at(1),
    );
    expect(answer.error).toBeNull();
    expect(kept.rows(['mail_events', 'mails', 'mail_delays', 'mail_routes'])).not.toContain('{');
  });
});

describe('a rebuild gives the identical rows', () => {
  const derived = () => kept.rows(DERIVED_TABLES);
  const lives = Array.from({ length: 40 }, (_, n) => {
    const acceptedAtMs = at(15 * n + 2);
    const isHeld = n >= 12 && n < 20;
    return mailLife({ number: n + 1 }, acceptedAtMs, isHeld ? at(15 * 21) + n * 1000 : acceptedAtMs + 900 + n);
  });

  test('of a day with a delay, told in many uploads and with restarts', async () => {
    for (let part = 0; part < 30; part += 1) {
      await measure(20, lives);
      if (part % 10 === 9) await kept.reopen();
    }
    const before = derived();
    expect(kept.keep.store.mailDelays('home', 0, at(10_000))).toHaveLength(1);
    await kept.keep.rebuild();
    expect(derived()).toBe(before);
  });

  test('after the limits of the route were changed, and after it was taken out', async () => {
    await measure(120, lives);
    await measure(120, lives, mailMethod([{ ...FAKE_ROUTE, lateMs: 300_000 }]));
    await measure(120, lives, mailMethod([{ ...FAKE_ROUTE, name: 'other' }]));
    const before = derived();
    expect(kept.keep.store.mailRoutes('home').map(({ now, isUsed }) => [now.route, isUsed])).toEqual([
      ['in', false],
      ['other', true],
    ]);
    await kept.keep.rebuild();
    expect(derived()).toBe(before);
  });

  test('where a boot was dated anew by a later clock offset', async () => {
    const boot = { bootId: 'b'.repeat(32), runId: 'b'.repeat(16), ...naming(METHOD) };
    const told = [{ role: 'mail' as const, name: 'in', events: mailLife({ number: 7 }, 61_000, 62_000).events }];
    const in1970 = (count: number) =>
      withTold(probe.rounds(count, 0), METHOD, told).map((round) => ({
        ...round,
        clock: 'unsync' as const,
        syncAgeMs: null,
      }));
    await measure(5, lives);
    const from = probe.place.sequence;
    probe.place.sequence = 0;
    await takeUp([probe.next(in1970(12), boot), probe.next(in1970(12), boot)]);
    const offset = { offsetMs: START_AT_MS + 3_600_000, errorMs: 20 };
    await takeUp([
      probe.next(
        in1970(12).map((round, n) => (n === 0 ? { ...round, clockOffset: offset } : round)),
        boot,
      ),
    ]);
    expect(from).toBeGreaterThan(0);
    const before = derived();
    expect(kept.keep.store.mail('home', idOf(7))?.acceptedAtMs).toBe(START_AT_MS + 3_600_000 + 61_000);
    await kept.keep.rebuild();
    expect(derived()).toBe(before);
  });

  async function takeUp(segments: string[]) {
    const { answer } = await kept.keep.takeUpload(
      mailUpload(probe, segments, kept.clock.nowMs, METHOD),
      null,
      kept.clock.nowMs,
    );
    if (answer.error) throw new Error(answer.error.message);
  }
});

describe('after two months', () => {
  const day = 1440;
  const weeks = [0, 30 * day, 62 * day];
  const lives = weeks.flatMap((minutes, n) => [
    mailLife({ number: 10 * n + 1 }, at(minutes + 1), at(minutes + 1) + 900),
    mailLife({ number: 10 * n + 2 }, at(minutes + 2), at(minutes + 2) + 40 * MINUTE_MS),
  ]);
  const late = { ...mailLife({ number: 1 }, at(1), at(62 * day + 50)), route: 'in' };

  beforeEach(async () => {
    for (const minutes of weeks) {
      probe.place.sequence = (minutes * MINUTE_MS) / 5000;
      await measure(60, [...lives, late], METHOD, minutes);
    }
  });

  test('the events of a mail are gone, and what is told of it then changes nothing', () => {
    const told = kept.rows(['mail_events']);
    expect(told).toContain('"mail":21');
    expect(told).not.toMatch(/"mail":[12],/);
    expect(kept.keep.store.mail('home', idOf(1))?.timed?.latency?.maxMs).toBe(900);
  });

  test('a prompt mail is kept in short, a late one with its whole way', () => {
    expect(kept.keep.store.mail('home', idOf(1))?.sightings[0]).toMatchObject({ hops: [], headers: null });
    expect(kept.keep.store.mail('home', idOf(2))?.sightings[0]?.hops).toHaveLength(2);
    expect(kept.keep.store.mail('home', idOf(21))?.sightings[0]?.hops).toHaveLength(2);
  });

  test('a rebuild gives the same', async () => {
    const before = kept.rows(DERIVED_TABLES);
    await kept.keep.rebuild();
    expect(kept.rows(DERIVED_TABLES)).toBe(before);
  });
});
