import { describe, expect, test } from 'vitest';
import type { AlarmMessage } from '../store/alarm-tables.ts';
import type { AlarmEvent, OutageFacts } from './alarm-event.ts';
import { decideForPath } from './fan-out.ts';

const T0 = 1_790_000_000_000;
const outage: OutageFacts = {
  id: 'a',
  verdict: 'line-or-isp-down-unlocalised',
  side: 'access',
  counts: true,
  grade: 'B',
  isReachable: false,
  isFinal: true,
  startEarliestAtMs: T0,
  startLatestAtMs: T0 + 1000,
  endEarliestAtMs: null,
  endLatestAtMs: null,
  downMinMs: 0,
  downMaxMs: null,
};
const over = (lengthMs: number) => ({ ...outage, endEarliestAtMs: T0 + lengthMs, endLatestAtMs: T0 + lengthMs });
const began: AlarmEvent = { kind: 'outage-began', key: 'a', outage };
const ended = (lengthMs: number, wasAnnounced = true): AlarmEvent => ({
  kind: 'outage-ended',
  key: 'a',
  outage: over(lengthMs),
  wasAnnounced,
});
const begin = (state: AlarmMessage['state'], dueAtMs: number, attempts = 0) =>
  ({ id: 7, state, dueAtMs, attempts }) as AlarmMessage; // the rest is not asked for
const decide = (event: AlarmEvent, afterSeconds: number, atMs: number, before: AlarmMessage | null = null) =>
  decideForPath({ event, path: { announceAfterSeconds: afterSeconds }, begin: before, nowMs: T0 + atMs });

describe('a path that is told of every interruption', () => {
  test('hears of the begin at once', () => {
    expect(decide(began, 0, 5000)).toEqual({ send: { dueAtMs: T0 + 5000 }, dropped: null });
  });
  test('hears of an end that is all there was', () => {
    expect(decide(ended(6000, false), 0, 20_000).send).not.toBeNull();
  });
});

describe('a path that is told from a minute on', () => {
  test('hears of the begin when the minute is over', () => {
    expect(decide(began, 60, 5000).send).toEqual({ dueAtMs: T0 + 60_000 });
    expect(decide(began, 60, 90_000).send).toEqual({ dueAtMs: T0 + 90_000 });
  });
  test('hears nothing when it is over before', () => {
    const held = begin('waiting', T0 + 60_000);
    expect(decide(ended(30_000), 60, 40_000, held)).toEqual({ send: null, dropped: held });
    expect(decide(ended(30_000, false), 60, 40_000).send).toBeNull();
  });
  test('hears of the end when the begin was due, sent or is being tried', () => {
    for (const before of [begin('sent', T0), begin('waiting', T0 + 60_000), begin('waiting', T0 + 99_000, 2)]) {
      expect(decide(ended(70_000), 60, 80_000, before).send).not.toBeNull();
    }
  });
  test('hears of a long outage behind a short silence', () => {
    const back: AlarmEvent = {
      kind: 'contact-back',
      key: 's',
      sinceAtMs: T0,
      backAtMs: T0 + 50_000,
      finding: 'outage',
      outages: [over(70_000)],
    };
    const held = begin('waiting', T0 + 120_000);
    expect(decide(back, 60, 80_000, held)).toEqual({ send: { dueAtMs: T0 + 80_000 }, dropped: held });
    const short: AlarmEvent = { ...back, outages: [over(20_000)] };
    expect(decide(short, 60, 80_000, held)).toEqual({ send: null, dropped: held });
  });
});

test('who did not hear of the begin is not told of the end', () => {
  expect(decide(ended(70_000), 0, 80_000, null).send).toBeNull();
  expect(decide(ended(70_000), 0, 80_000, begin('dropped', T0)).send).toBeNull();
});
