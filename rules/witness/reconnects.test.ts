import { expect, test } from 'vitest';
import { isPlannedReconnect, noteGap, notePrefix6, startReconnects } from './reconnects.ts';
import { startRouterMemory } from './router-memory.ts';

const DAY_MS = 86_400_000;
/** 2026-11-22 03:20 in Berlin. */
const NIGHT_AT_MS = 1_795_314_000_000;
const gapAt = (atMs: number, lengthMs = 40_000) => ({
  startEarliestAtMs: atMs - 1000,
  startLatestAtMs: atMs,
  endLatestAtMs: atMs + lengthMs,
});
const sessionsAt = (...starts: number[]) => ({ ...startRouterMemory(), last: SAID, sessionStarts: starts });
const SAID = {
  ...{ atMs: 0, tookMs: 0, dslSync: null, session: 'connected' as const, access: null, link: null, lastError: null },
  ...{ source: null, reason: null, externalAddress4: null, externalPrefix6: null },
  ...{ isLogReconnect: false, isBehindRouter: false, isRented: false, readings: {}, segment: 1, sequence: 1 },
};

test('a short gap with a new session a day after the last one began is planned', () => {
  const memory = startReconnects();
  const gap = gapAt(NIGHT_AT_MS);
  const began = NIGHT_AT_MS + 35_000;
  expect(isPlannedReconnect(memory, sessionsAt(NIGHT_AT_MS - DAY_MS + 240_000, began), gap)).toBe(true);
  expect(isPlannedReconnect(memory, sessionsAt(NIGHT_AT_MS - DAY_MS + 400_000, began), gap)).toBe(false);
  expect(isPlannedReconnect(memory, sessionsAt(NIGHT_AT_MS - DAY_MS), gap)).toBe(false);
  expect(isPlannedReconnect(memory, sessionsAt(NIGHT_AT_MS - DAY_MS, began), gapAt(NIGHT_AT_MS, 200_000))).toBe(false);
});

test('the router’s log may name it at any time of day', () => {
  const router = { ...sessionsAt(NIGHT_AT_MS + 35_000), logReconnectAtMs: NIGHT_AT_MS + 60_000 };
  expect(isPlannedReconnect(startReconnects(), router, gapAt(NIGHT_AT_MS))).toBe(true);
  expect(
    isPlannedReconnect(startReconnects(), { ...router, logReconnectAtMs: NIGHT_AT_MS - 9_000 }, gapAt(NIGHT_AT_MS)),
  ).toBe(false);
});

test('the owner’s window is of local time, and may lie around midnight', () => {
  const memory = { ...startReconnects(), window: { from: '03:00', to: '04:00', zone: 'Europe/Berlin' } };
  expect(isPlannedReconnect(memory, startRouterMemory(), gapAt(NIGHT_AT_MS))).toBe(true);
  expect(isPlannedReconnect(memory, startRouterMemory(), gapAt(NIGHT_AT_MS + 3_600_000))).toBe(false);
  const around = { ...memory, window: { from: '23:00', to: '03:30', zone: 'Europe/Berlin' } };
  expect(isPlannedReconnect(around, startRouterMemory(), gapAt(NIGHT_AT_MS))).toBe(true);
  const nowhere = { ...memory, window: { from: '03:00', to: '04:00', zone: 'Mars/Olympus' } };
  expect(isPlannedReconnect(nowhere, startRouterMemory(), gapAt(NIGHT_AT_MS))).toBe(false);
});

test('where nobody speaks of sessions a period is learned from three gaps, also among others', () => {
  const memory = startReconnects();
  for (let night = 1; night <= 3; night += 1) {
    const atMs = NIGHT_AT_MS + night * DAY_MS + night * 60_000;
    expect(isPlannedReconnect(memory, startRouterMemory(), gapAt(atMs)), `night ${night}`).toBe(false);
    noteGap(memory, gapAt(atMs));
    noteGap(memory, gapAt(atMs + 7_000_000 * night));
  }
  expect(isPlannedReconnect(memory, startRouterMemory(), gapAt(NIGHT_AT_MS + 4 * DAY_MS + 100_000))).toBe(true);
  expect(isPlannedReconnect(memory, startRouterMemory(), gapAt(NIGHT_AT_MS + 4 * DAY_MS + 4_000_000))).toBe(false);
});

test('a learned period is no reconnect when the router proves that its session went on', () => {
  const memory = startReconnects();
  for (let night = 1; night <= 3; night += 1) noteGap(memory, gapAt(NIGHT_AT_MS + night * DAY_MS));
  const gap = gapAt(NIGHT_AT_MS + 4 * DAY_MS);
  const kept = { startAtMs: NIGHT_AT_MS, toleranceMs: 3000, heardAtMs: gap.endLatestAtMs + 1000 };
  expect(isPlannedReconnect(memory, { ...sessionsAt(), session: kept }, gap)).toBe(false);
});

test('nor when that router once, long ago, said what cannot be', () => {
  const memory = startReconnects();
  for (let night = 1; night <= 3; night += 1) noteGap(memory, gapAt(NIGHT_AT_MS + night * DAY_MS));
  const gap = gapAt(NIGHT_AT_MS + 4 * DAY_MS);
  const kept = { startAtMs: NIGHT_AT_MS, toleranceMs: 3000, heardAtMs: gap.endLatestAtMs + 1000 };
  const lied = (session: number) => ({
    ...sessionsAt(),
    session: kept,
    liedAtMs: { session, sync: null, device: null },
  });
  expect(isPlannedReconnect(memory, lied(NIGHT_AT_MS), gap)).toBe(false);
  expect(isPlannedReconnect(memory, lied(gap.startEarliestAtMs - 60_000), gap)).toBe(true);
});

test('the owner’s window holds beside a router that speaks of neither sessions nor addresses', () => {
  const memory = { ...startReconnects(), window: { from: '03:00', to: '04:00', zone: 'Europe/Berlin' } };
  const mute = { ...startRouterMemory(), last: SAID };
  expect(isPlannedReconnect(memory, mute, gapAt(NIGHT_AT_MS))).toBe(true);
  const session = { startAtMs: NIGHT_AT_MS - DAY_MS, toleranceMs: 3000, heardAtMs: NIGHT_AT_MS + 60_000 };
  expect(isPlannedReconnect(memory, { ...mute, session }, gapAt(NIGHT_AT_MS))).toBe(false);
});

test('gaps that come every hour are no reconnects, and are forgotten', () => {
  const memory = startReconnects();
  for (let hour = 0; hour < 500; hour += 1) noteGap(memory, gapAt(NIGHT_AT_MS + hour * 3_600_000));
  expect(memory.gaps.length).toBeLessThanOrEqual(40);
  const often = startReconnects();
  for (let at = 0; at < 32; at += 1) noteGap(often, gapAt(NIGHT_AT_MS + (at * DAY_MS) / 8));
  expect(isPlannedReconnect(often, startRouterMemory(), gapAt(NIGHT_AT_MS + 4 * DAY_MS))).toBe(false);
});

test('a new prefix a day after the last gap is enough where there is no router', () => {
  const memory = startReconnects();
  notePrefix6(memory, 'hash:a', NIGHT_AT_MS - 2 * DAY_MS);
  noteGap(memory, gapAt(NIGHT_AT_MS - DAY_MS));
  const gap = gapAt(NIGHT_AT_MS);
  expect(isPlannedReconnect(memory, startRouterMemory(), gap)).toBe(false);
  notePrefix6(memory, 'hash:b', NIGHT_AT_MS + 42_000);
  expect(isPlannedReconnect(memory, startRouterMemory(), gap)).toBe(true);
});
