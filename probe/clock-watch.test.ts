import { describe, expect, test } from 'vitest';
import { ClockWatch } from './clock-watch.ts';

/** Clocks that are turned by hand. */
function turnable() {
  const now = {
    tickMs: 1_000_000,
    wallAtMs: 1_795_305_600_000,
    uptimeMs: 1_000_000 as number | null,
    syncAgeMs: null as number | null,
  };
  const clocks = {
    tickMs: () => now.tickMs,
    wallAtMs: () => now.wallAtMs,
    uptimeMs: () => now.uptimeMs,
    syncAgeMs: () => now.syncAgeMs,
    bootId: '0'.repeat(32),
  };
  const pass = (ms: number, { sleptMs = 0, steppedMs = 0 } = {}) => {
    now.tickMs += ms;
    now.wallAtMs += ms + sleptMs + steppedMs;
    if (now.uptimeMs !== null) now.uptimeMs += ms + sleptMs;
  };
  return { now, clocks, pass };
}

describe('what happened between two looks', () => {
  test('a second that lasted a second, or a little more, is nothing', () => {
    const { clocks, pass } = turnable();
    const watch = new ClockWatch(clocks);
    pass(1000);
    expect(watch.look(1000)).toEqual([]);
    pass(3900);
    expect(watch.look(1000)).toEqual([]);
  });

  test('more than three seconds late, with uptime agreeing, is a stall', () => {
    const { clocks, pass } = turnable();
    const watch = new ClockWatch(clocks);
    pass(9000);
    expect(watch.look(1000)).toEqual([{ cause: 'stall', fromTickMs: 1_000_000, toTickMs: 1_009_000, byMs: 8000 }]);
  });

  test('uptime ahead of the ticks is a suspend, and the wall clock that went with it no step', () => {
    const { clocks, pass } = turnable();
    const watch = new ClockWatch(clocks);
    pass(1000, { sleptMs: 3_600_000 });
    expect(watch.look(1000)).toEqual([
      { cause: 'suspend', fromTickMs: 1_000_000, toTickMs: 1_001_000, byMs: 3_600_000 },
    ]);
    pass(1000);
    expect(watch.look(1000)).toEqual([]);
  });

  test.each([86_400_000, -86_400_000, 501, -501])('only the wall clock moved by %i ms: a step', (steppedMs) => {
    const { clocks, pass } = turnable();
    const watch = new ClockWatch(clocks);
    pass(1000, { steppedMs });
    expect(watch.look(1000)).toEqual([
      { cause: 'clock-step', fromTickMs: 1_000_000, toTickMs: 1_001_000, byMs: steppedMs },
    ]);
  });

  test.each([500, -500, 20])('a wall clock that moved by %i ms is none: NTP does that', (steppedMs) => {
    const { clocks, pass } = turnable();
    const watch = new ClockWatch(clocks);
    pass(1000, { steppedMs });
    expect(watch.look(1000)).toEqual([]);
  });

  test('a sleep after which the clock was also set is both', () => {
    const { clocks, pass } = turnable();
    const watch = new ClockWatch(clocks);
    pass(1000, { sleptMs: 60_000, steppedMs: -5000 });
    expect(watch.look(1000).map(({ cause }) => cause)).toEqual(['suspend', 'clock-step']);
  });

  test('where uptime is not known a sleep looks like a step, which also restarts everything', () => {
    const { now, clocks, pass } = turnable();
    now.uptimeMs = null;
    const watch = new ClockWatch(clocks);
    pass(1000, { sleptMs: 60_000 });
    expect(watch.look(1000).map(({ cause }) => cause)).toEqual(['clock-step']);
  });
});

describe('how far the wall clock can be trusted', () => {
  test('without any news it is unsync', () => {
    expect(new ClockWatch(turnable().clocks).grade()).toEqual({ clock: 'unsync', syncAgeMs: null });
  });

  test('a recent synchronisation is sync, an old one holdover', () => {
    const { now, clocks } = turnable();
    const watch = new ClockWatch(clocks);
    now.syncAgeMs = 64_000;
    expect(watch.grade()).toEqual({ clock: 'sync', syncAgeMs: 64_000 });
    now.syncAgeMs = 9_000_000;
    expect(watch.grade()).toEqual({ clock: 'holdover', syncAgeMs: 9_000_000 });
    now.syncAgeMs = null;
    expect(watch.grade()).toEqual({ clock: 'holdover', syncAgeMs: null });
  });

  test('a server that agrees makes it holdover for two hours; one that differs does not', () => {
    const { clocks, pass } = turnable();
    const watch = new ClockWatch(clocks);
    watch.noteServerOffset({ offsetMs: 60_000, errorMs: 20 });
    expect(watch.grade().clock).toBe('unsync');
    watch.noteServerOffset({ offsetMs: -900, errorMs: 20 });
    expect(watch.grade().clock).toBe('holdover');
    pass(7_200_001);
    expect(watch.grade().clock).toBe('unsync');
  });

  test('after a step what was proven before is void, until the next synchronisation', () => {
    const { now, clocks, pass } = turnable();
    const watch = new ClockWatch(clocks);
    now.syncAgeMs = 64_000;
    expect(watch.grade().clock).toBe('sync');
    pass(1000, { steppedMs: -3_600_000 });
    watch.look(1000);
    expect(watch.grade()).toEqual({ clock: 'unsync', syncAgeMs: null });
    pass(300_000);
    watch.look(300_000);
    now.syncAgeMs = 300_900;
    expect(watch.grade()).toEqual({ clock: 'sync', syncAgeMs: 300_900 });
  });

  test('after a step the comparison with the server is void', () => {
    const { clocks, pass } = turnable();
    const watch = new ClockWatch(clocks);
    watch.noteServerOffset({ offsetMs: 5, errorMs: 20 });
    pass(1000, { steppedMs: 3_600_000 });
    watch.look(1000);
    expect(watch.grade().clock).toBe('unsync');
  });
});
