import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { seeded } from '../outage/seeded.ts';
import { foldMailEvents } from './fold-mail.ts';
import type { AnyMailEvent } from './mail-event.ts';
import { mailFigures, mailSeries } from './mail-figures.ts';
import { BOOT_A, BOOT_B, mailboxTold, sightedMail, T0_AT_MS, told } from './mail-samples.ts';
import { placeAcross, sharedTrouble } from './mail-shared.ts';
import { type Fault, SIMULATED_ROUTE as ROUTE, simulateMail } from './simulated-mail.ts';
import { MAIL_EVENTS, MAILBOX_EVENTS } from './vocabulary.ts';

const tools = { sha256: (text: string) => createHash('sha256').update(text).digest('hex') };
const fold = (events: readonly AnyMailEvent[]) => foldMailEvents('home', ROUTE, events, tools);
const HOUR_MS = 3_600_000;

const NUMBERS = [
  -1,
  0,
  1,
  2,
  5,
  20,
  59_000,
  2 ** 31,
  -(2 ** 40),
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
  T0_AT_MS,
];
const WORDS = [
  'constructor',
  '__proto__',
  'yes',
  'junk',
  'sent',
  'failed',
  'delayed',
  'hash:1',
  'receiver',
  'sender',
  'telekom',
  'gmx',
];
const KEYS = [
  'sighting',
  'hop',
  'blindMs',
  'internalDateAtMs',
  'stampAtMs',
  'eventAtMs',
  'plannedAtMs',
  'statusSubject',
  'replyCode',
];
const FACTS = ['folder', 'mailbox', 'owner', 'anchor', 'by', 'from', 'action', 'reason', 'reportingMta', 'remoteMta'];

function wildEvent(random: () => number): AnyMailEvent {
  const any = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T; // never empty
  const said = {
    boot: any([BOOT_A, BOOT_B, 'server']),
    isClockKnown: random() < 0.8,
    readings: Object.fromEntries(KEYS.filter(() => random() < 0.3).map((key) => [key, any(NUMBERS)])),
    facts: Object.fromEntries(FACTS.filter(() => random() < 0.3).map((key) => [key, any(WORDS)])),
  };
  const atMs = random() < 0.9 ? T0_AT_MS + Math.round(random() * 200 * HOUR_MS) : any(NUMBERS);
  return random() < 0.1
    ? mailboxTold(any(MAILBOX_EVENTS), atMs, said)
    : told(1 + Math.floor(random() * 60), any(MAIL_EVENTS), atMs, said);
}

test('whatever is told, a route is folded: nothing thrown, plain JSON, bounds in order, no sum negative', () => {
  const random = seeded(21);
  for (let round = 0; round < 60; round += 1) {
    const events = Array.from({ length: 600 }, () => wildEvent(random));
    const { records, delays, now, carry } = fold(events);
    expect(JSON.parse(JSON.stringify({ records, delays, now, carry }))).toEqual({ records, delays, now, carry });
    for (const delay of delays) {
      const label = JSON.stringify(delay);
      expect(delay.startEarliestAtMs, label).toBeLessThanOrEqual(delay.startLatestAtMs);
      if (delay.endLatestAtMs !== null) expect(delay.endEarliestAtMs, label).toBeLessThanOrEqual(delay.endLatestAtMs);
      expect(delay.maxLatencyMs ?? Number.POSITIVE_INFINITY, label).toBeGreaterThanOrEqual(delay.minLatencyMs);
      expect(delay.missing, label).toBeLessThanOrEqual(delay.mails);
    }
    for (const { timed } of records) {
      for (const { minMs, maxMs } of timed?.legs ?? []) expect(minMs >= 0 && minMs <= maxMs).toBe(true);
      for (const { gapMs } of timed?.hops ?? []) expect(gapMs ?? 0).toBeGreaterThanOrEqual(0);
    }
    const figures = mailFigures(records, ROUTE, now.asOfMs);
    expect(figures.testedRatio ?? 1).toBeGreaterThanOrEqual(0);
    mailSeries(records, ROUTE, now.asOfMs, { fromAtMs: T0_AT_MS, toAtMs: T0_AT_MS + 200 * HOUR_MS, stepMs: HOUR_MS });
    placeAcross(now, [now]);
    sharedTrouble([now, now]);
  }
});

test('a mailbox full of foreign mail, and sightings of mails that were never sent, change nothing of the others', () => {
  const faults: Fault[] = [
    { kind: 'hold', at: 'receiver', fromAtMs: T0_AT_MS + 5 * HOUR_MS, toAtMs: T0_AT_MS + 9 * HOUR_MS },
  ];
  const { events } = simulateMail({ seed: 3, fromAtMs: T0_AT_MS, hours: 15, faults });
  const foreign = Array.from({ length: 500 }, (_, n) => mailboxTold('foreign', T0_AT_MS + n * 60_000));
  const never = Array.from({ length: 50 }, (_, n) => sightedMail(100_000 + n, T0_AT_MS + n * 600_000));
  const clean = fold(events);
  const spoiled = fold([...foreign, ...events, ...never]);
  expect(spoiled.delays).toEqual(clean.delays);
  expect(spoiled.records.filter(({ number }) => number < 100_000)).toEqual(clean.records);
  expect(mailFigures(spoiled.records, ROUTE, clean.now.asOfMs)).toEqual(
    mailFigures(clean.records, ROUTE, clean.now.asOfMs),
  );
});

test('told again after restarts, by clocks that are right to a second, a latency still holds the truth', () => {
  const faults: Fault[] = [
    { kind: 'hold', at: 'receiver', fromAtMs: T0_AT_MS + 5 * HOUR_MS, toAtMs: T0_AT_MS + 9 * HOUR_MS },
    { kind: 'blind', fromAtMs: T0_AT_MS + 20 * HOUR_MS, toAtMs: T0_AT_MS + 26 * HOUR_MS },
  ];
  for (let seed = 1; seed <= 10; seed += 1) {
    const { events, truth } = simulateMail({ seed, fromAtMs: T0_AT_MS, hours: 40, faults });
    const random = seeded(seed + 40);
    const offBy = () => Math.round((random() - 0.5) * 1990);
    const again = events.map((event): AnyMailEvent => {
      if (event.role === 'mailbox' || event.event === 'hop' || random() < 0.6) return event;
      const atMs = event.atMs + offBy();
      return { ...event, boot: BOOT_B, atMs, readings: { ...event.readings, eventAtMs: atMs } };
    });
    const { records, delays } = fold(again);
    const wrong = records.filter(({ number, timed }) => {
      const { acceptedAtMs, storedAtMs } = truth[number - 1] ?? {};
      if (!timed?.latency || acceptedAtMs == null || storedAtMs == null) return false;
      const trueMs = storedAtMs - acceptedAtMs;
      return timed.latency.minMs > trueMs || timed.latency.maxMs + 60 < trueMs;
    });
    expect(wrong, `world ${seed}`).toEqual([]);
    expect(delays, `world ${seed}`).toMatchObject([{ verdict: 'mail-delayed', place: { account: 'telekom' } }]);
  }
});

test('told twice, in another order and by a second reader, the story stays the same', () => {
  const faults: Fault[] = [
    { kind: 'hold', at: 'receiver', fromAtMs: T0_AT_MS + 5 * HOUR_MS, toAtMs: T0_AT_MS + 9 * HOUR_MS },
  ];
  const { events } = simulateMail({ seed: 4, fromAtMs: T0_AT_MS, hours: 15, faults });
  const once = fold(events);
  const random = seeded(8);
  const shuffled = [...events, ...events].sort(() => random() - 0.5);
  expect(fold(shuffled)).toEqual(once);
  const later = events.flatMap((event) =>
    event.role === 'mail' && event.event === 'sighted' ? [{ ...event, boot: 'server', atMs: event.atMs + 700 }] : [],
  );
  const two = fold([...events, ...later]);
  expect(two.delays).toEqual(once.delays);
  expect(two.now).toEqual(once.now);
  expect(two.records.filter(({ sightings }) => sightings.length === 2).length).toBeGreaterThan(40);
});
