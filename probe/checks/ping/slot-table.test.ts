import { describe, expect, test } from 'vitest';
import { type Reading, unreachableFrom } from '../check.ts';
import { SlotTable } from './slot-table.ts';

type Told = { target: number; sentTickMs: number; outcome: string; latencyUs: number | null };

function open({ isMuteAtStart = false } = {}) {
  const told: Told[] = [];
  const table = new SlotTable({
    targets: [
      { target: 3, address: '198.51.100.1', offsetMs: 0 },
      { target: 4, address: '198.51.100.2', offsetMs: 990 },
    ],
    spacingMs: 5000,
    lateAfterMs: 2000,
    listenMs: 10_000,
    startTickMs: 100_000,
    isMuteAtStart,
    onReading: (target: number, sentTickMs: number, reading: Reading) =>
      told.push({ target, sentTickMs, outcome: reading.outcome, latencyUs: reading.latencyUs }),
  });
  return { told, table };
}

describe('what only a stranger answered', () => {
  test('is lost when its time is over, and stays so: it was sent', () => {
    const { told, table } = open();
    table.noteStranger(3, 0, 100_030);
    table.settle(101_900);
    expect(told).toEqual([]);
    table.settle(102_100);
    expect(told).toEqual([{ target: 3, sentTickMs: 100_000, outcome: 'timeout', latencyUs: null }]);
    table.settle(120_000);
    expect(told.filter(({ target, sentTickMs }) => target === 3 && sentTickMs === 100_000)).toHaveLength(1);
  });

  test('is lost also when the stranger comes late', () => {
    const { told, table } = open();
    table.settle(102_100);
    table.noteStranger(3, 0, 103_000);
    table.settle(114_000);
    expect(told.filter(({ target, sentTickMs }) => target === 3 && sentTickMs === 100_000)).toEqual([
      { target: 3, sentTickMs: 100_000, outcome: 'timeout', latencyUs: null },
    ]);
  });
});

describe('what was sent when', () => {
  test('an answer tells its own send tick: arrival minus latency', () => {
    const { told, table } = open();
    table.noteReply(3, 0, 12_400, 100_032);
    expect(told).toEqual([{ target: 3, sentTickMs: 100_020, outcome: 'reply', latencyUs: 12_400 }]);
  });

  test('a loss stands at the tick of its slot, as answers before showed the grid', () => {
    const { told, table } = open();
    table.noteReply(3, 0, 10_000, 100_030); // the grid began at 100,020
    table.settle(103_100);
    expect(told.slice(1)).toEqual([{ target: 4, sentTickMs: 101_010, outcome: 'timeout', latencyUs: null }]);
  });

  test('an answer that was read late does not move the grid', () => {
    const { told, table } = open();
    table.noteReply(3, 0, 10_000, 100_010);
    table.noteReply(4, 0, 10_000, 104_000); // this program was held up for three seconds
    expect(told[1]).toEqual({ target: 4, sentTickMs: 100_990, outcome: 'reply', latencyUs: 10_000 });
    table.settle(107_100);
    expect(told[2]).toEqual({ target: 3, sentTickMs: 105_000, outcome: 'timeout', latencyUs: null });
  });

  test('the first answer after a loss never seems to have come before it was read', () => {
    const { told, table } = open();
    table.noteReply(3, 0, 10_000, 100_010);
    table.settle(103_100); // 4 was lost at 100,990
    table.noteReply(3, 1, 10_000, 105_310); // the tool was kept from sending, or this program from reading, for 0.3 s
    expect(told.at(-1)).toEqual({ target: 3, sentTickMs: 105_300, outcome: 'reply', latencyUs: 10_000 });
    table.noteReply(4, 1, 10_000, 106_310);
    expect(told.at(-1)).toEqual({ target: 4, sentTickMs: 105_990, outcome: 'reply', latencyUs: 10_000 });
  });

  test('a grid that moved is followed after ten answers', () => {
    const { told, table } = open();
    for (let index = 0; index < 20; index++) {
      const shiftMs = index < 5 ? 0 : 80;
      table.noteReply(3, index, 0, 100_000 + index * 5000 + shiftMs);
      table.noteReply(4, index, 0, 100_990 + index * 5000 + shiftMs);
    }
    table.settle(100_000 + 20 * 5000 + 2200);
    expect(told.at(-1)).toEqual({ target: 3, sentTickMs: 200_080, outcome: 'timeout', latencyUs: null });
  });
});

describe('what became of it', () => {
  test('nothing is judged before two seconds', () => {
    const { told, table } = open();
    table.settle(101_999);
    expect(told).toEqual([]);
  });

  test('a reply after the deadline is a second record that supersedes, not a loss', () => {
    const { told, table } = open();
    table.settle(102_100);
    table.noteReply(3, 0, 3_000_000, 103_003);
    expect(told).toEqual([
      { target: 3, sentTickMs: 100_000, outcome: 'timeout', latencyUs: null },
      { target: 3, sentTickMs: 100_000, outcome: 'late', latencyUs: 3_000_000 },
    ]);
  });

  test('a copy of an answer is ignored, before and after its slot was judged', () => {
    const { told, table } = open();
    table.noteReply(3, 0, 1000, 100_001);
    table.noteReply(3, 0, 2000, 100_002);
    table.settle(104_000);
    table.noteReply(3, 0, 3000, 104_003);
    expect(told.filter(({ target }) => target === 3)).toHaveLength(1);
  });

  test('an unreachable belongs to the youngest attempt under way at its target', () => {
    const { told, table } = open();
    table.noteUnreachable(3, unreachableFrom('gateway'), 100_004);
    table.settle(106_000);
    expect(told.filter(({ target }) => target === 3)).toEqual([
      { target: 3, sentTickMs: 100_000, outcome: 'unreachable-from', latencyUs: null },
    ]);
  });

  test('an unreachable read just before the attempt seems to be due belongs to that: answers were read late', () => {
    const { told, table } = open();
    table.noteReply(3, 0, 1000, 100_009); // sent at 100,000, read 8 ms late
    table.settle(104_900);
    table.noteUnreachable(3, unreachableFrom('gateway'), 105_001);
    table.settle(107_900);
    expect(told.filter(({ target }) => target === 3).slice(1)).toEqual([
      { target: 3, sentTickMs: 105_001, outcome: 'unreachable-from', latencyUs: null },
    ]);
  });

  test('an unreachable with nothing under way is dropped', () => {
    const { told, table } = open();
    table.settle(102_900);
    table.noteUnreachable(3, unreachableFrom('own'), 103_000);
    expect(told.filter(({ target }) => target === 3)).toHaveLength(1);
  });

  test('a "timed out" read before its judgement counts as heard', () => {
    const { told, table } = open();
    table.noteTimedOut(3, 0, 110_000);
    table.settle(113_000);
    expect(told.filter(({ target, sentTickMs }) => target === 3 && sentTickMs === 100_000)).toEqual([
      { target: 3, sentTickMs: 100_000, outcome: 'timeout', latencyUs: null },
    ]);
  });
});

describe('a tool that can not send', () => {
  test('losses that the tool never speaks about turn into "not sent" after its own time-out', () => {
    const { told, table } = open();
    for (let tickMs = 101_000; tickMs <= 114_000; tickMs += 1000) table.settle(tickMs);
    const first = told.filter(({ target, sentTickMs }) => target === 3 && sentTickMs === 100_000);
    expect(first.map(({ outcome }) => outcome)).toEqual(['timeout', 'tool-error']);
    expect(table.isMute).toBe(true);
  });

  test('from then on attempts are "not sent" at once, until the tool speaks', () => {
    const { told, table } = open({ isMuteAtStart: true });
    table.settle(102_100);
    table.noteReply(3, 1, 1000, 105_001);
    table.settle(112_100);
    expect(told.filter(({ target }) => target === 3).map(({ outcome }) => outcome)).toEqual([
      'tool-error',
      'reply',
      'timeout',
    ]);
  });

  test('a real outage of a hundred hours stays a loss in every slot, on a grid that does not drift', () => {
    const { told, table } = open();
    const slots = (100 * 3600) / 5;
    for (let index = 0; index < slots; index++) {
      const sentTickMs = 100_000 + index * 5000;
      table.settle(sentTickMs);
      if (index >= 2) table.noteTimedOut(3, index - 2, sentTickMs + 1);
      if (index >= 2) table.noteTimedOut(4, index - 2, sentTickMs + 991);
    }
    const losses = told.filter(({ target }) => target === 3);
    expect(losses).toHaveLength(slots - 1);
    expect(new Set(losses.map(({ outcome }) => outcome))).toEqual(new Set(['timeout']));
    const last = losses.at(-1)?.sentTickMs ?? 0;
    expect(Math.abs(last - (100_000 + (slots - 2) * 5000))).toBeLessThanOrEqual(2);
  });
});
