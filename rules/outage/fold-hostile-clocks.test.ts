import { describe, expect, test } from 'vitest';
import {
  fine,
  foldItems,
  foldPieces,
  isFar,
  LEAD_MS,
  METHOD,
  piece,
  second,
  T0,
} from '../../test/fakes/folded-line.ts';
import type { Target } from '../method.ts';
import { LOST } from './simulated-line.ts';

/** What the other side would bring forward of clocks and grids. */

describe('a boot whose clock is years ahead and that nothing ever corrects', () => {
  const YEARS_MS = 73 * 31_557_600_000;
  const far = (id: string, fromS: number, toS: number) =>
    piece(fromS, toS, (t, at) => (isFar(t) && at > fromS + 50 && at < fromS + 80 ? LOST : undefined), {
      bootId: id.repeat(32),
      runId: id.repeat(16),
      firstSequence: 0,
      wallAtMs: (tick) => tick + LEAD_MS + YEARS_MS,
      clock: () => 'unsync',
    });
  const later = (clock: (tick: number) => 'sync' | 'unsync') =>
    piece(1200, 1500, (t, at) => (isFar(t) && at > 1300 && at < 1330 ? LOST : undefined), {
      bootId: '9'.repeat(32),
      runId: '9'.repeat(16),
      firstSequence: 0,
      clock,
    });
  const startsOf = (found: ReturnType<typeof foldPieces>) =>
    found.model.outages.map(({ startLatestAtMs }) => second(startLatestAtMs));

  test('does not push later boots there: it ends where the first that is better known begins', () => {
    const found = foldPieces(
      piece(0, 300, fine),
      far('2', 400, 700),
      later(() => 'sync'),
    );
    expect(startsOf(found)).toEqual([951, 1301]);
    expect(found.replays).toBe(1);
    expect(second(found.model.current?.measuredAtMs ?? null)).toBe(1500);
    expect(Math.max(...found.model.buckets.map(({ fromAtMs }) => fromAtMs))).toBeLessThan(LEAD_MS + T0 + 1_500_000);
  });

  test('nor when it is confirmed only later, after several of them, or without room for them', () => {
    const set = later((tick) => (tick < T0 + 1_400_000 ? 'unsync' : 'sync'));
    const several = foldPieces(piece(0, 300, fine), far('2', 400, 700), far('3', 800, 1100), set);
    expect(startsOf(several)).toEqual([551, 951, 1301]);
    expect(Object.keys(several.fold.bootOffsets).length).toBeLessThanOrEqual(6);
    const tight = foldPieces(piece(0, 1100, fine), far('2', 400, 700), far('3', 800, 1100), set);
    expect(startsOf(tight)).toEqual([1151, 1451, 1801]);
  });
});

test('a time server at home that lies about the year does not hold the boots after it in the future', () => {
  const clockTarget = { ...METHOD.targets[0], role: 'clock', kind: 'ntp', address: '192.168.178.1' } as Target;
  const method = { ...METHOD, targets: [...METHOD.targets, clockTarget] };
  const offsetMs = 73 * 31_557_600_000;
  const line = (id: string, fromS: number, isLying: boolean) =>
    piece(
      fromS,
      fromS + 300,
      (t, at) => {
        if (t.role === 'clock') return isLying ? { came: 900, readings: { offsetMs, errorMs: 2, stratum: 2 } } : null;
        return isFar(t) && at > fromS + 50 && at < fromS + 80 ? LOST : undefined;
      },
      {
        ...{ method, bootId: id.repeat(32), runId: id.repeat(16), firstSequence: 0 },
        clock: () => (isLying ? 'unsync' : 'sync'),
      },
    ).map((segment) => ({ segment, method }));
  const found = foldItems([...line('1', 0, false), ...line('2', 400, true), ...line('3', 1200, false)]);
  expect(second(found.model.current?.measuredAtMs ?? null)).toBe(1500);
  expect(found.model.outages.map(({ startLatestAtMs }) => second(startLatestAtMs)).at(-1)).toBe(1251);
  expect(Math.max(...found.model.buckets.map(({ fromAtMs }) => fromAtMs))).toBeLessThan(LEAD_MS + T0 + 1_500_000);
});

/** 1 January 9999: calendars of days have four digits for a year. */
const YEAR_9999_AT_MS = 253_370_764_800_000;

test.each([
  ['the last of all instants', 253_402_300_799_999, {}],
  ['beyond any calendar, by the server', LEAD_MS, { clockOffset: { offsetMs: 9e15, errorMs: 0 } }],
])('a clock at %s still gives instants that a calendar knows, boot after boot', (_what, wallAtMs, more) => {
  const boots = Array.from({ length: 9 }, (_, n) =>
    piece(0, 50, fine, {
      ...{
        bootId: String(n).repeat(32),
        runId: String(n).repeat(16),
        firstSequence: 0,
        clock: () => 'unsync' as const,
      },
      wallAtMs: () => wallAtMs,
      edit: (round) => ({ ...round, ...more }),
    }),
  );
  const { model } = foldPieces(...boots);
  const told = [model.current?.measuredAtMs ?? Number.NaN, ...model.intervals.map(({ toAtMs }) => toAtMs)];
  for (const atMs of told) expect(atMs).toBeLessThan(YEAR_9999_AT_MS);
});

test('a clock that leaps to and fro around every sleep adds up to no more than a hundred years', () => {
  const leaping = piece(0, 300, fine, {
    clock: () => 'unsync',
    edit: (round) => ({
      ...round,
      wallAtMs: round.sequence % 2 === 0 ? 0 : 253_000_000_000_000,
      unmeasured: [{ fromTickMs: round.tickMs, toTickMs: round.tickMs, cause: 'suspend' as const }],
    }),
  });
  const { model } = foldPieces(leaping);
  expect(model.current?.measuredAtMs).toBeLessThan(YEAR_9999_AT_MS);
});

test('samples of a slow method that still wait when a denser one begins are no stalls', () => {
  const slow = {
    ...METHOD,
    targets: METHOD.targets.map((t) => (isFar(t) ? { ...t, spacingMs: 60_000, phaseMs: t.phaseMs * 12 } : t)),
  };
  const before = piece(0, 600, fine, { method: slow }).map((segment) => ({
    segment: { ...segment, methodSha256: 'c'.repeat(64) },
    method: slow,
  }));
  const after = piece(600, 900, fine).map((segment) => ({ segment, method: METHOD }));
  const { model, fold } = foldItems([...before, ...after]);
  expect(model.intervals.filter(({ cause }) => cause !== 'first-contact').map(({ state }) => state)).toEqual(['up']);
  expect(fold.state?.engine.families[4]).toMatchObject({ limitMs: 2500, denser: null });
});
