import { describe, expect, test } from 'vitest';
import { dueWatch, type WatchNotes } from './watch-notes.ts';

const T0 = Date.UTC(2026, 9, 2, 12);
const MINUTE_MS = 60_000;
const notes = (over: Partial<WatchNotes>): WatchNotes => ({ watchedAtMs: T0, blind: null, written: null, ...over });
const written = { atMs: T0 - 5 * MINUTE_MS, state: 'watching' } as const;

describe('the lane says of a mailbox that it is watched', () => {
  test('when it was looked through first, and then hourly', () => {
    expect(dueWatch(notes({}), [], T0)).toEqual({ atMs: T0, state: 'watching' });
    expect(dueWatch(notes({ written }), [], T0)).toBeNull();
    expect(dueWatch(notes({ written: { ...written, atMs: T0 - 60 * MINUTE_MS } }), [], T0)).not.toBeNull();
  });

  test('at once when a mail has become late unseen, and then each two minutes', () => {
    expect(dueWatch(notes({ written }), [{ lateAtMs: T0 - 1000 }], T0)).toEqual({ atMs: T0, state: 'watching' });
    expect(dueWatch(notes({ written }), [{ lateAtMs: T0 + 1000 }], T0)).toBeNull();
    const late = [{ lateAtMs: T0 - 30 * MINUTE_MS }];
    expect(dueWatch(notes({ written: { ...written, atMs: T0 - MINUTE_MS } }), late, T0)).toBeNull();
    expect(dueWatch(notes({ written: { ...written, atMs: T0 - 2 * MINUTE_MS } }), late, T0)).not.toBeNull();
  });

  test('no more when nobody could look for a minute, once, from when on', () => {
    const blind = { atMs: T0 - 61_000, reason: 'unreachable' } as const;
    expect(dueWatch(notes({ blind, written }), [], T0)).toEqual({ atMs: T0 - 61_000, state: 'unreachable' });
    expect(dueWatch(notes({ blind: { ...blind, atMs: T0 - 5000 }, written }), [], T0)).toBeNull();
    expect(dueWatch(notes({ blind, written: { atMs: T0 - 61_000, state: 'unreachable' } }), [], T0)).toBeNull();
  });
});
