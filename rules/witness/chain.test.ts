import { expect, test } from 'vitest';
import type { BoundSample } from '../outage/derived.ts';
import type { Sight, SightRole } from '../outage/observation.ts';
import { type AnswerLogs, noteAnswer } from './answer-log.ts';
import { type ChainCase, chainOf } from './chain.ts';
import { startRouterMemory } from './router-memory.ts';

const [FROM_AT_MS, TO_AT_MS] = [1_000_000, 1_060_000];
const TIME = {
  startEarliestAtMs: FROM_AT_MS,
  startLatestAtMs: FROM_AT_MS,
  endEarliestAtMs: TO_AT_MS,
  endLatestAtMs: TO_AT_MS,
};
const LOST: BoundSample = {
  target: '9.9.9.9',
  sentAtMs: FROM_AT_MS,
  receivedAtMs: null,
  outcome: 'timeout',
  segment: 7,
  sequence: 9,
};

/** Who answered before the outage, and of them who did in it. */
function answersOf(inIt: Partial<Record<SightRole, boolean>>): AnswerLogs {
  const logs: AnswerLogs = {};
  for (const [role, isAnswer] of Object.entries(inIt)) {
    for (let atMs = FROM_AT_MS - 60_000; atMs < TO_AT_MS; atMs += 5_000) {
      const isBefore = atMs <= FROM_AT_MS;
      const sight = { target: `${role} 1`, role, atMs, segment: 7, sequence: 1 } as Sight; // all that is looked at
      noteAnswer(logs, sight, isBefore || isAnswer, isBefore);
    }
  }
  return logs;
}

function providerOf(inIt: Partial<Record<SightRole, boolean>>, sync: 'began' | null = null) {
  const one: ChainCase = {
    found: {
      seed: 'x',
      isHome: false,
      isDoubtful: false,
      gateway: 'ok',
      ...TIME,
      downMinMs: TO_AT_MS - FROM_AT_MS,
      flaps: 0,
      lostSamples: 60,
      startsUnobserved: false,
      endsUnobserved: false,
      bounds: { lastGoodBefore: null, firstBad: LOST, lastBad: LOST, firstGoodAfter: null },
    },
    time: TIME,
    whole: { fromAtMs: FROM_AT_MS, toAtMs: TO_AT_MS },
    view: {
      told: [],
      isSessionBelieved: true,
      isSyncBelieved: true,
      isImplausible: false,
      isRestarted: false,
      session: null,
      isEndedByUser: false,
      wayOut: null,
      lostUnseenAtMs: { session: null, sync: null },
      sync,
    },
    answers: answersOf(inIt),
    router: startRouterMemory(),
  };
  return chainOf(one).find(({ link }) => link === 'provider')?.state;
}

test('the provider’s network is as its own machines are, whatever its edge says', () => {
  expect(providerOf({ 'first-hop': true, 'isp-host': true })).toBe('ok');
  expect(providerOf({ 'first-hop': false, 'isp-host': true })).toBe('ok');
  expect(providerOf({ 'first-hop': true, 'isp-host': false })).toBe('fail');
});

test('the edge alone may fail, but does not vouch for what lies behind it', () => {
  expect(providerOf({ 'first-hop': false })).toBe('fail');
  expect(providerOf({ 'first-hop': true })).toBe('unknown');
  expect(providerOf({})).toBe('unknown');
});

test('behind a link that failed, silence says nothing of the provider', () => {
  expect(providerOf({ 'first-hop': false, 'isp-host': false }, 'began')).toBe('unknown');
});
