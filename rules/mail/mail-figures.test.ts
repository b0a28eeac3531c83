import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { seeded } from '../outage/seeded.ts';
import { foldMailEvents } from './fold-mail.ts';
import type { AnyMailEvent } from './mail-event.ts';
import { mailFigures, mailSeries } from './mail-figures.ts';
import { acceptedMail, BOOT_B, mailboxTold, sightedMail, T0_AT_MS, told } from './mail-samples.ts';
import { mailboxNow } from './mail-watch.ts';
import { SIMULATED_ROUTE as ROUTE, simulateMail } from './simulated-mail.ts';

const tools = { sha256: (text: string) => createHash('sha256').update(text).digest('hex') };
const recordsOf = (events: readonly AnyMailEvent[]) => foldMailEvents('home', ROUTE, events, tools).records;
const SPACING_MS = 900_000;
const atOf = (mail: number) => T0_AT_MS + mail * SPACING_MS;

/** Mail after mail, each with the ms that it took; null: on its way. */
const mailsOf = (tookMs: readonly (number | null)[]) =>
  recordsOf(
    tookMs.flatMap((ms, index) => {
      const accepted = acceptedMail(index + 1, atOf(index + 1));
      return ms === null ? accepted : [...accepted, sightedMail(index + 1, atOf(index + 1) + ms)];
    }),
  );

test('of mails that all came, the figures are those of their latencies', () => {
  const tookMs = Array.from({ length: 100 }, (_, n) => (n + 1) * 1000);
  expect(mailFigures(mailsOf(tookMs), ROUTE, atOf(200))).toEqual({
    count: 100,
    open: 0,
    notTested: 0,
    medianMs: { ms: 50_000, isAtLeast: false },
    p95Ms: { ms: 95_000, isAtLeast: false },
    maxMs: { ms: 100_000, isAtLeast: false },
    testedRatio: 1,
  });
  expect(mailFigures([], ROUTE, null)).toEqual({
    count: 0,
    open: 0,
    notTested: 0,
    medianMs: null,
    p95Ms: null,
    maxMs: null,
    testedRatio: null,
  });
});

test('a queue that holds everything makes the figures worse: lower bounds that grow', () => {
  const records = mailsOf([1000, 2000, null, null, null, null]);
  const figures = (minutes: number) => mailFigures(records, ROUTE, atOf(6) + minutes * 60_000);
  expect(figures(0)).toMatchObject({
    open: 4,
    medianMs: { ms: 2000, isAtLeast: true },
    maxMs: { ms: 3 * SPACING_MS, isAtLeast: true },
  });
  expect(figures(60)).toMatchObject({
    medianMs: { isAtLeast: true },
    p95Ms: { ms: 3 * SPACING_MS + 3_600_000, isAtLeast: true },
  });
});

test('one young mail on its way changes no figure of a hundred', () => {
  const tookMs = Array.from({ length: 100 }, (_, n) => (n + 1) * 1000);
  const figures = mailFigures(mailsOf([...tookMs, null]), ROUTE, atOf(101) + 500);
  expect(figures).toMatchObject({
    count: 101,
    open: 1,
    medianMs: { ms: 50_000 },
    p95Ms: { ms: 95_000 },
    maxMs: { ms: 100_000, isAtLeast: false },
  });
});

test('a mail that came unwatched tells the least; one given back, one of doubtful clocks and a suspect of greylisting nothing', () => {
  const blind = sightedMail(1, atOf(1) + 7_200_000, { readings: { blindMs: 3_600_000 } });
  expect(mailFigures(recordsOf([...acceptedMail(1, atOf(1)), blind]), ROUTE, atOf(50)).medianMs).toEqual({
    ms: 3_600_000,
    isAtLeast: true,
  });
  const bounce = told(1, 'report', atOf(2), { facts: { action: 'failed' } });
  expect(mailFigures(recordsOf([...acceptedMail(1, atOf(1)), bounce]), ROUTE, atOf(50))).toMatchObject({
    count: 1,
    open: 0,
    maxMs: null,
  });
  const unsure = { isClockKnown: false };
  const seen = sightedMail(1, atOf(1) + 90_000_000, { boot: BOOT_B });
  const ofNoClock = [...acceptedMail(1, atOf(1), unsure), seen];
  expect(mailFigures(recordsOf(ofNoClock), ROUTE, atOf(50)).maxMs).toBeNull();
  const overdue = told(1, 'overdue', atOf(1) + ROUTE.lateMs, unsure);
  expect(mailFigures(recordsOf([...ofNoClock, overdue]), ROUTE, atOf(50)).maxMs).toEqual({
    ms: ROUTE.lateMs,
    isAtLeast: true,
  });
  const grey = simulateMail({
    seed: 5,
    fromAtMs: T0_AT_MS,
    hours: 20,
    faults: [{ kind: 'greylist', fromAtMs: T0_AT_MS + 18_000_000, toAtMs: T0_AT_MS + 19_500_000, delayMs: 400_000 }],
  });
  expect(mailFigures(recordsOf(grey.events), ROUTE, grey.untilAtMs).maxMs?.ms).toBeLessThan(10_000);
});

test('slots that went by lower the share that was tested', () => {
  const untested = [1, 2].map((mail) => told(mail, 'not-tested', atOf(mail), { facts: { reason: 'line-down' } }));
  const refused = told(3, 'refused', atOf(3), { readings: { replyCode: 451 } });
  expect(mailFigures(recordsOf([...untested, refused, ...acceptedMail(4, atOf(4))]), ROUTE, null)).toMatchObject({
    count: 1,
    notTested: 2,
    testedRatio: 0.5,
  });
});

test('slices hold each mail once, where it was handed over', () => {
  const records = mailsOf(Array.from({ length: 20 }, () => 1000));
  const series = mailSeries(records, ROUTE, atOf(30), { fromAtMs: atOf(3), toAtMs: atOf(15), stepMs: 4 * SPACING_MS });
  expect(series.map(({ fromAtMs, figures }) => [fromAtMs, figures.count])).toEqual([
    [atOf(3), 4],
    [atOf(7), 4],
    [atOf(11), 4],
  ]);
});

test('a bound is never more than the truth: of any mails, some of them still on their way', () => {
  const random = seeded(9);
  for (let round = 0; round < 200; round += 1) {
    const tookMs = Array.from({ length: 1 + Math.floor(random() * 60) }, () => Math.round(random() ** 4 * 40_000_000));
    const untilAtMs = atOf(tookMs.length) + Math.round(random() * 10_000_000);
    const records = mailsOf(tookMs.map((ms, index) => (atOf(index + 1) + ms <= untilAtMs ? ms : null)));
    const figures = mailFigures(records, ROUTE, untilAtMs);
    const sorted = [...tookMs].sort((a, b) => a - b);
    const nth = (ratio: number) => sorted[Math.max(0, Math.ceil(sorted.length * ratio) - 1)] ?? 0;
    for (const [bound, trueMs] of [
      [figures.medianMs, nth(0.5)],
      [figures.p95Ms, nth(0.95)],
      [figures.maxMs, nth(1)],
    ] as const)
      if (bound?.isAtLeast) expect(bound.ms, JSON.stringify(tookMs)).toBeLessThanOrEqual(trueMs);
    expect(figures.medianMs?.ms ?? 0).toBeLessThanOrEqual(figures.p95Ms?.ms ?? 0);
    expect(figures.p95Ms?.ms ?? 0).toBeLessThanOrEqual(figures.maxMs?.ms ?? 0);
  }
});

test('a mailbox is watched as long as anybody watches it, and by no clock of another century', () => {
  const at = (minute: number) => T0_AT_MS + minute * 60_000;
  const probe = [mailboxTold('watching', at(1)), mailboxTold('blind', at(2), { facts: { reason: 'line-down' } })];
  expect(mailboxNow(probe)).toEqual({ watchedUntilMs: at(1), blind: { sinceAtMs: at(2), reason: 'line-down' } });
  const server = mailboxTold('watching', at(5), { boot: 'server' });
  expect(mailboxNow([server, ...probe])).toEqual({ watchedUntilMs: at(5), blind: null });
  expect(mailboxNow([...probe, mailboxTold('watching', at(3))]).blind).toBeNull();
  const wild = mailboxTold('watching', at(1e9), { isClockKnown: false });
  expect(mailboxNow([wild, mailboxTold('foreign', at(9)), ...probe]).watchedUntilMs).toBe(at(1));
  expect(mailboxNow([])).toEqual({ watchedUntilMs: null, blind: null });
});
