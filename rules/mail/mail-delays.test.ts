import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { MailRoute } from '../method.ts';
import { foldMailEvents } from './fold-mail.ts';
import type { AnyMailEvent } from './mail-event.ts';
import { acceptedMail, mailboxTold, sightedMail, T0_AT_MS, told } from './mail-samples.ts';
import { type Fault, SIMULATED_ROUTE as ROUTE, simulateMail } from './simulated-mail.ts';

const tools = { sha256: (text: string) => createHash('sha256').update(text).digest('hex') };
const ROUTE_FROM: MailRoute = { ...ROUTE, provider: 'from' };
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const fold = (events: readonly AnyMailEvent[], route: MailRoute = ROUTE) =>
  foldMailEvents('home', route, events, tools);
const at = (minutes: number) => T0_AT_MS + minutes * MINUTE_MS;

/** Mail `n` is handed over `15 · n` minutes after the begin, and takes so many minutes; null: it is on its way. */
function route(tookMinutes: readonly (number | null)[], watchedMinutes: number): AnyMailEvent[] {
  const mails = tookMinutes.flatMap((took, index) => {
    const acceptedAtMs = at(15 * (index + 1));
    const accepted = acceptedMail(index + 1, acceptedAtMs);
    return took === null ? accepted : [...accepted, sightedMail(index + 1, acceptedAtMs + took * MINUTE_MS)];
  });
  return [...mails, mailboxTold('watching', at(watchedMinutes))].filter(({ atMs }) => atMs <= at(watchedMinutes));
}

describe('a delay', () => {
  test('one late mail is none, two are without two well ones between them', () => {
    expect(fold(route([0.1, 20, 0.1, 0.1, 20, 0.1, 0.1], 200)).delays).toEqual([]);
    expect(fold(route([0.1, 180, 0.1, 180, 0.1, 180, 0.1, 0.1, 0.1], 400)).delays).toMatchObject([
      {
        verdict: 'mail-delayed',
        mails: 3,
        firstMail: 2,
        lastMail: 6,
        startEarliestAtMs: at(15),
        startLatestAtMs: at(30),
      },
    ]);
    const [delay, ...others] = fold(route([0.1, 20, 17, 0.1, 0.1], 100)).delays;
    expect(others).toEqual([]);
    expect(delay).toMatchObject({
      verdict: 'mail-delayed',
      startEarliestAtMs: at(15),
      startLatestAtMs: at(30),
      endEarliestAtMs: at(62) - 20,
      endLatestAtMs: at(62),
      firstMail: 2,
      lastMail: 3,
      mails: 2,
      missing: 0,
      minLatencyMs: 20 * MINUTE_MS - 20,
      maxLatencyMs: 20 * MINUTE_MS,
      tags: [],
    });
  });

  test('mails between the two limits are slow: no delay, and none of its mails', () => {
    const { delays, now } = fold(route([0.1, 3, 10, 14, 12, 0.1], 100));
    expect(delays).toEqual([]);
    expect(now.verdict).toBe('mail-ok');
    expect(fold(route([0.1, 20, 10, 20, 0.1, 0.1], 200)).delays).toMatchObject([
      { mails: 2, firstMail: 2, lastMail: 4 },
    ]);
  });

  test('two that wait are a delay when both are late, not before', () => {
    const often = (n: number) => acceptedMail(n, at(5 * n));
    const seenAt = (minutes: number) =>
      fold([...often(1), sightedMail(1, at(5) + 900), ...often(2), ...often(3), mailboxTold('watching', at(minutes))]);
    expect(seenAt(24)).toMatchObject({ delays: [], now: { verdict: 'mail-ok', openMails: 2 } });
    expect(seenAt(31)).toMatchObject({ delays: [{ mails: 2 }], now: { verdict: 'mail-delayed' } });
  });

  test('one stuck for more than six hours is one', () => {
    expect(fold(route([0.1, 361, 0.1, 0.1, 0.1], 500)).delays).toMatchObject([{ mails: 1, verdict: 'mail-delayed' }]);
  });

  test('it ends with two prompt mails in a row, and only once the queue is drained', () => {
    expect(fold(route([0.1, 40, 30, 0.1, 20, 0.1], 100)).delays).toMatchObject([{ mails: 3, endLatestAtMs: null }]);
    const waiting = fold(route([0.1, null, 400, 0.1, 0.1, 0.1], 460));
    expect(waiting.delays).toMatchObject([
      { mails: 2, endEarliestAtMs: null, maxLatencyMs: null, minLatencyMs: 430 * MINUTE_MS },
    ]);
    expect(waiting.now).toMatchObject({ verdict: 'mail-delayed', openMails: 1, sinceAtMs: at(30) });
  });

  test('what is late while a mail of it still waits belongs to it, whatever was prompt in between', () => {
    const { delays } = fold(route([0.1, 20, 400, 0.1, 0.1, 20, 20, 0.1, 0.1], 500));
    expect(delays).toMatchObject([{ firstMail: 2, lastMail: 7, mails: 4, endLatestAtMs: at(445) }]);
  });

  test('what began before the first mail says so', () => {
    expect(fold(route([40, 30, 0.1, 0.1], 100)).delays).toMatchObject([
      { startEarliestAtMs: at(15), startLatestAtMs: at(15), tags: ['onset-unseen'] },
    ]);
  });

  test('refused mails in a row are one of their own, and so are mails in the junk folder', () => {
    const refusal = (mail: number) =>
      told(mail, 'refused', at(15 * mail), {
        readings: { replyCode: 451, statusClass: 4, statusSubject: 3, statusDetail: 2 },
        facts: { stage: 'rcpt' },
      });
    const events = route([0.1, null, null, 0.1, 0.1], 100).filter(
      ({ role, ...event }) => role === 'mailbox' || !('mail' in event) || ![2, 3].includes(event.mail),
    );
    const { delays, now } = fold([...events, refusal(2), refusal(3)], { ...ROUTE, provider: 'from' });
    expect(delays).toMatchObject([
      {
        verdict: 'mail-blocked',
        place: { leg: 'submit', side: 'provider', account: 'gmx' },
        startEarliestAtMs: at(15),
        startLatestAtMs: at(30),
        endEarliestAtMs: at(45),
        endLatestAtMs: at(60),
        mails: 2,
        missing: 0,
      },
    ]);
    expect(now.verdict).toBe('mail-ok');
    const junk = simulateMail({
      seed: 1,
      fromAtMs: T0_AT_MS,
      hours: 10,
      faults: [{ kind: 'junk', fromAtMs: at(60), toAtMs: at(200) }],
    });
    expect(fold(junk.events).delays).toMatchObject([{ verdict: 'mail-to-junk', place: { side: 'unknown' } }]);
  });

  test('a week without a mail is a loss, and one that returns after nine days takes it back', () => {
    const events = [...route([0.1, null, 0.1, 0.1], 100), mailboxTold('watching', at(60 * 24 * 8))];
    expect(fold(events).delays).toMatchObject([
      { verdict: 'mail-lost', mails: 1, missing: 1, startLatestAtMs: at(30), tags: ['some-lost'] },
    ]);
    expect(fold(events).now).toMatchObject({ verdict: 'mail-ok', openMails: 0 });
    const back = fold([...events, sightedMail(2, at(60 * 24 * 9))]);
    expect(back.delays).toMatchObject([{ verdict: 'mail-delayed', missing: 0, endLatestAtMs: at(60 * 24 * 9) }]);
  });
});

describe('what is said now', () => {
  test('the oldest undelivered mail grows with each look, and is overdue after 15 minutes', () => {
    const seen = [20, 29, 31, 46, 61].map((minute) => fold(route([0.1, null, null, null], minute)).now);
    expect(seen.map(({ verdict }) => verdict)).toEqual([
      'mail-ok',
      'mail-ok',
      'mail-ok',
      'mail-delayed',
      'mail-delayed',
    ]);
    expect(seen.map(({ oldest }) => oldest && oldest.atLeastMs / MINUTE_MS)).toEqual([null, null, 1, 16, 31]);
    expect(seen.at(-1)).toMatchObject({ openMails: 3, sinceAtMs: at(30), asOfMs: at(61), row: 'M3c' });
  });

  test('while nobody looks no mail grows older', () => {
    const events = [...route([0.1, null], 32), mailboxTold('blind', at(33), { facts: { reason: 'login' } })];
    const { now } = fold([...events, ...acceptedMail(3, at(45)), ...acceptedMail(4, at(600))]);
    expect(now).toMatchObject({ verdict: 'mail-ok', asOfMs: at(32), blind: { sinceAtMs: at(33), reason: 'login' } });
    expect(now.oldest?.atLeastMs).toBe(2 * MINUTE_MS);
  });

  test('the line is down: not tested, and an overdue mail stays overdue', () => {
    const untested = [3, 4].map((mail) => told(mail, 'not-tested', at(15 * mail), { facts: { reason: 'line-down' } }));
    expect(fold([...route([0.1, 0.1], 60), ...untested]).now).toMatchObject({
      verdict: 'mail-not-tested',
      sinceAtMs: at(45),
    });
    expect(fold([...route([0.1, null], 60), ...untested]).now.verdict).toBe('mail-delayed');
  });

  test('a route that was never told is unknown, and so is one whose first mail is on its way', () => {
    expect(fold([]).now).toMatchObject({ verdict: 'mail-unknown', row: 'M1', last: null, asOfMs: null });
    expect(fold(route([null], 20)).now).toMatchObject({ verdict: 'mail-unknown', row: 'M12', openMails: 1 });
  });

  test('the sender’s own delay report names its side, a receiver named in it does not', () => {
    const report = (facts: Record<string, string>, status: [number, number, number]) =>
      told(2, 'report', at(60), {
        readings: { statusClass: status[0], statusSubject: status[1], statusDetail: status[2] },
        facts: { action: 'delayed', ...facts },
      });
    const place = (event: AnyMailEvent, provider: MailRoute['provider']) => {
      const { now } = fold([...route([0.1, null, null], 70), event], { ...ROUTE, provider });
      return [now.verdict, now.place.leg, now.place.side, now.place.account, ...now.tags];
    };
    const own = report({ reportingMta: 'hash:submit' }, [4, 3, 2]);
    expect(place(own, 'from')).toEqual(['mail-delayed', 'sender', 'provider', 'gmx', 'provider-admitted']);
    expect(place(own, 'to')).toEqual(['mail-delayed', 'sender', 'remote', 'gmx', 'sender-admitted']);
    const remote = report({ reportingMta: 'hash:submit', remoteMta: 'hash:mx' }, [4, 3, 2]);
    expect(place(remote, 'to')).toEqual(['mail-delayed', 'unknown', 'unknown', null, 'put-off-by-receiver']);
    expect(place(report({ reportingMta: 'hash:submit' }, [4, 4, 1]), 'from')).toEqual([
      'mail-delayed',
      'unknown',
      'unknown',
      null,
    ]);
    expect(place(report({ reportingMta: 'hash:stranger' }, [4, 3, 2]), 'from')[2]).toBe('unknown');
    // a full mailbox is its owner's, also where all of the way is one provider's
    const full = report({ reportingMta: 'hash:submit' }, [4, 2, 2]);
    expect(place(full, 'both').slice(2)).toEqual(['unknown', null, 'own-settings']);
  });

  test('from a provider to itself, or between two mailboxes of it, whatever is late is its own', () => {
    const own = fold(route([0.1, null, null], 70), { ...ROUTE, from: 'telekom' });
    expect(own.now).toMatchObject({ row: 'M3a', place: { leg: 'unknown', side: 'provider', account: 'telekom' } });
    const both = fold(route([0.1, null, null], 70), { ...ROUTE, provider: 'both' });
    expect(both.now).toMatchObject({ row: 'M3a', place: { side: 'provider', account: null } });
    const none = fold(route([0.1, null, null], 70), { ...ROUTE, from: 'telekom', provider: 'none' });
    expect(none.now.place.side).toBe('unknown');
  });

  test('what never came is nobody’s: a rule or another device may have taken it out of the mailbox', () => {
    const events = [...route([0.1, null, null], 70), mailboxTold('watching', at(60 * 24 * 8))];
    const { now, delays } = fold(events, { ...ROUTE, provider: 'both' });
    expect(now).toMatchObject({ verdict: 'mail-lost', row: 'M2c', place: { side: 'unknown' } });
    expect(delays).toMatchObject([{ verdict: 'mail-lost', missing: 2, place: { side: 'unknown', account: null } }]);
  });

  test('a server that breaks off proves something only where mails came before: a wrong port looks the same', () => {
    const broken = (mail: number) => told(mail, 'unreachable', at(15 * mail), { facts: { reason: 'greeting' } });
    const side = (events: AnyMailEvent[]) => fold(events, { ...ROUTE, provider: 'from' }).now.place.side;
    expect(side([broken(1), broken(2), mailboxTold('watching', at(40))])).toBe('unknown');
    const hop = told(1, 'hop', at(15) + 900, {
      readings: { sighting: 0, hop: 0, stampAtMs: at(15) },
      facts: { by: 'hash:mx', from: 'hash:out', owner: 'receiver' },
    });
    expect(side([...route([0.01], 40), hop, broken(2), broken(3)])).toBe('provider');
  });

  test('a refusal names a side only where the server speaks of its own system', () => {
    const refused = (replyCode: number, status: [number, number, number] | null) => {
      const [statusClass, statusSubject, statusDetail] = status ?? [];
      const said = status ? { statusClass, statusSubject, statusDetail } : {};
      const readings = { replyCode, ...said } as Record<string, number>; // all three are there or none
      const { now } = fold([told(1, 'refused', at(15), { readings, facts: { stage: 'rcpt' } })], ROUTE_FROM);
      return [now.place.side, ...now.tags.filter((tag) => tag !== 'onset-unseen')];
    };
    expect(refused(452, [4, 3, 1])).toEqual(['provider']);
    expect(refused(451, null)).toEqual(['provider']);
    expect(refused(450, null)).toEqual(['unknown']);
    expect(refused(450, [4, 4, 1])).toEqual(['unknown']);
    expect(refused(555, [5, 5, 4])).toEqual(['unknown']);
    expect(refused(550, null)).toEqual(['unknown', 'own-settings']);
    expect(refused(554, [5, 7, 1])).toEqual(['unknown', 'own-settings']);
    expect(refused(552, [5, 2, 2])).toEqual(['unknown', 'own-settings']);
  });
});

describe('greylisting', () => {
  const world = (faults: Fault[]) => simulateMail({ seed: 5, fromAtMs: T0_AT_MS, hours: 20, faults });
  test('two mails held at the hand-over by hosts that were new are no delay and in no percentile', () => {
    const grey: Fault = {
      kind: 'greylist',
      fromAtMs: T0_AT_MS + 5 * HOUR_MS,
      toAtMs: T0_AT_MS + 5.6 * HOUR_MS,
      delayMs: 400_000,
    };
    const { records, delays } = fold(world([grey]).events);
    expect(records.filter(({ timed }) => timed?.isGreylistSuspect).length).toBe(2);
    expect(delays).toEqual([]);
  });
  test('the very first mail may be greylisted, before any clock is known', () => {
    const grey: Fault = { kind: 'greylist', fromAtMs: T0_AT_MS, toAtMs: T0_AT_MS + 60_000, delayMs: 1_500_000 };
    const { events } = simulateMail({ seed: 5, fromAtMs: T0_AT_MS, hours: 20, faults: [grey], skewMaxMs: 30_000 });
    const { records, delays } = fold(events);
    expect(records.map(({ timed }) => timed?.isGreylistSuspect).slice(0, 3)).toEqual([true, false, false]);
    expect(delays).toEqual([]);
  });
  test('whoever always comes with new hosts is late all the same', () => {
    const grey: Fault = {
      kind: 'greylist',
      fromAtMs: T0_AT_MS + 5 * HOUR_MS,
      toAtMs: T0_AT_MS + 9 * HOUR_MS,
      delayMs: 1_000_000,
    };
    const { delays } = fold(world([grey]).events);
    expect(delays).toMatchObject([{ verdict: 'mail-delayed', place: { leg: 'hand-over', side: 'unknown' } }]);
  });
});
