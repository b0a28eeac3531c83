import { describe, expect, test } from 'vitest';
import type { Method } from '../rules/method.ts';
import type { Round } from '../rules/round.ts';
import type { Journal } from './journal.ts';
import type { Beside } from './journal-beside.ts';
import type { LiveChange } from './live-state.ts';
import { startRecorder } from './recorder.ts';

const calm: LiveChange = { closeSegment: false, firstGoodAfterSilence: false, state: 'up', isFamilyDown: false };

/** A recorder over a journal that only notes when it was closed; each round takes 5 s. */
function open({ isHeard = true } = {}) {
  const closed: string[] = [];
  let openRounds = 0;
  let change = calm;
  const journal = {
    append: () => {
      openRounds += 1;
    },
    close: (closedBy: string) => {
      if (openRounds > 0) closed.push(`${closedBy} ${openRounds}`);
      openRounds = 0;
      return true;
    },
    openRounds: () => openRounds,
    exclusive: (work: () => unknown) => Promise.resolve(work()),
    settled: () => Promise.resolve(),
  };
  const recorder = startRecorder({
    journal: journal as unknown as Journal, // the part of it that a recorder uses
    beside: { keepMethod: () => Promise.resolve() } as unknown as Beside, // likewise
    clocks: { bootId: '0'.repeat(32) },
    live: { note: () => change },
    runId: '0'.repeat(16),
    configSha256: '0'.repeat(64),
    segmentMs: 90_000,
    isHeard: () => isHeard,
    challenge: () => null,
    onGoodAfterSilence: () => closed.push('sent'),
  });
  recorder.onMethod({} as Method, 'one');
  const rounds = (count: number, next: LiveChange = calm) => {
    change = next;
    for (let round = 0; round < count; round += 1) {
      recorder.onRound({} as Round, { roundMs: 5000 } as Method);
    }
    return closed;
  };
  return { recorder, rounds, closed };
}

describe('a segment is closed', () => {
  test('after the first round, so that a page shows at once that somebody measures', () => {
    expect(open().rounds(1)).toEqual(['change 1']);
  });

  test('every 90 s when all is well', () => {
    expect(open().rounds(37)).toEqual(['change 1', 'interval 18', 'interval 18']);
  });

  test('at once when the state of the line changes, and what waited is sent when it answers again', () => {
    const { rounds } = open();
    rounds(3);
    expect(rounds(1, { closeSegment: true, firstGoodAfterSilence: true, state: 'up', isFamilyDown: false })).toEqual([
      'change 1',
      'change 3',
      'sent',
    ]);
  });

  test('every ten seconds while the line is down and the server is heard all the same', () => {
    expect(open().rounds(7, { ...calm, state: 'down' })).toEqual([
      'change 1',
      'interval 2',
      'interval 2',
      'interval 2',
    ]);
  });

  test('and less often when that has gone on for long: a day of it must not wear out the disk', () => {
    const closed = open().rounds(17_280, { ...calm, state: 'down' });
    expect(closed.slice(1, 30)).toEqual(Array.from({ length: 29 }, () => 'interval 2'));
    expect(closed.slice(-5)).toContain('interval 18');
    expect(closed.length).toBeLessThan(960 + 150);
  });

  test('at each change of a line that flaps all day little more often than on a quiet day', () => {
    const change = { ...calm, closeSegment: true };
    expect(open().rounds(17_280, change).length).toBeLessThan(960 + 170);
  });

  test('at the begin of an outage even after another was followed live for hours', () => {
    const { rounds, closed } = open();
    rounds(2000, { ...calm, state: 'down' });
    rounds(3);
    rounds(1, { ...calm, closeSegment: true });
    expect(closed.at(-1)).toMatch(/^change/);
  });

  test('no more often while the line is down and the server is not heard', () => {
    expect(open({ isHeard: false }).rounds(20, { ...calm, state: 'down' })).toEqual(['change 1', 'interval 18']);
  });

  test('when the method changes, and when the probe is told to stop', async () => {
    const { recorder, rounds, closed } = open();
    rounds(3);
    recorder.onMethod({} as Method, 'two');
    rounds(1);
    await recorder.stop();
    expect(closed).toEqual(['change 1', 'method 2', 'shutdown 1']);
  });
});
