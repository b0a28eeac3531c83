import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { availabilityOf, sumDay } from '../../rules/outage/availability.ts';
import { addDays, daysBetween } from '../../rules/outage/calendar-days.ts';
import type { StateInterval } from '../../rules/outage/derived.ts';
import { FAKE_NOW_AT_MS, type FakeLine, fakeLine } from '../../test/fakes/fake-keep.ts';
import { readJson, useFakeSite } from '../../test/fakes/fake-site.ts';
import type { StoredOutage } from '../store/store.ts';
import { availabilityViews } from './availability.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const MEASURED_AT_MS = FAKE_NOW_AT_MS - 30_000;
const FIRST_AT_MS = Date.UTC(2026, 8, 30, 22);

type Down = { fromAtMs: number; toAtMs: number | null; flappingMs: number; counts?: boolean };
/** One over the midnight of 1 October, one of a minute, one at home, and one that lasts since before the last midnight. */
const DOWNS: Down[] = [
  { fromAtMs: Date.UTC(2026, 9, 1, 21, 20), toAtMs: Date.UTC(2026, 9, 1, 23), flappingMs: 10 * MINUTE_MS },
  { fromAtMs: Date.UTC(2026, 9, 2, 12), toAtMs: Date.UTC(2026, 9, 2, 12, 1), flappingMs: 0 },
  { fromAtMs: Date.UTC(2026, 9, 3, 8), toAtMs: Date.UTC(2026, 9, 3, 9), flappingMs: 0, counts: false },
  { fromAtMs: Date.UTC(2026, 9, 3, 20), toAtMs: null, flappingMs: 37 * MINUTE_MS },
];

const site = useFakeSite();
let line: FakeLine;
beforeEach(() => {
  line = lineWith(DOWNS);
  site.keep.put(line);
});

/** The line whose days were summed as the server sums them when rounds come in. */
function lineWith(downs: Down[]): FakeLine {
  const fake = fakeLine('home');
  const [known] = fake.outages;
  if (!known) throw new Error('bug: the fake line has an outage');
  const outages = downs.map((down, n): StoredOutage => {
    const endEarliestAtMs = down.toAtMs === null ? null : down.toAtMs - 1000;
    const startLatestAtMs = down.fromAtMs + 1000;
    return {
      ...known,
      id: `${n}`.repeat(12),
      counts: down.counts ?? true,
      startEarliestAtMs: down.fromAtMs,
      startLatestAtMs,
      endEarliestAtMs,
      endLatestAtMs: down.toAtMs,
      downMinMs: (endEarliestAtMs ?? MEASURED_AT_MS) - startLatestAtMs - down.flappingMs,
      downMaxMs: down.toAtMs === null ? null : down.toAtMs - down.fromAtMs,
    };
  });
  const up = { state: 'up', verdict: 'ok', side: 'unknown', cause: null } as const;
  const intervals: StateInterval[] = [];
  let fromAtMs = FIRST_AT_MS;
  for (const down of downs) {
    const toAtMs = down.toAtMs ?? MEASURED_AT_MS;
    const state = (down.counts ?? true) ? 'down' : 'up';
    intervals.push({ ...up, fromAtMs, toAtMs: down.fromAtMs }, { ...up, state, fromAtMs: down.fromAtMs, toAtMs });
    fromAtMs = toAtMs;
  }
  const zone = fake.line.zone;
  const days = daysBetween('2026-10-01', '2026-10-04').map((day) =>
    sumDay({ day, zone, intervals, outages, nowAtMs: MEASURED_AT_MS }),
  );
  return { ...fake, current: { ...up, sinceAtMs: 0, measuredAtMs: MEASURED_AT_MS }, intervals, outages, days };
}

const count = z.number();
const sumsSchema = z.object({
  downMinMs: count,
  downMaxMs: count,
  outages: count,
  dropouts: count,
  unknownMs: count,
  upMs: count,
});
const evidenceSchema = z.object({ sums: sumsSchema, outagesReachingIn: count, availability: z.unknown() });
const outagesSchema = z.object({
  observedMs: count,
  unknownMs: count,
  outages: z.array(z.object({ counts: z.boolean(), startEarliestAt: z.string() })),
});
const daysSchema = z.object({ days: z.array(sumsSchema) });

const evidenceOf = async (query: string) =>
  evidenceSchema.parse(await readJson(site.ask(`/lines/home/evidence.json?${query}`)));
const outagesOf = async (query: string) =>
  outagesSchema.parse(await readJson(site.ask(`/api/lines/home/outages.json?${query}`)));
const total = (all: z.infer<typeof sumsSchema>[], key: keyof z.infer<typeof sumsSchema>) =>
  all.reduce((sum, one) => sum + one[key], 0);

const LOCAL_DAYS = [
  ['2026-10-01', '2026-10-01'],
  ['2026-10-01', '2026-10-02'],
  ['2026-10-02', '2026-10-02'],
  ['2026-10-02', '2026-10-03'],
  ['2026-10-03', '2026-10-04'],
  ['2026-10-01', '2026-10-04'],
] as const;

describe.each(LOCAL_DAYS)('of the local days %s to %s', (from, to) => {
  const query = `from=${from}&to=${to}`;
  test('days.json, its CSV and evidence.json have the same down time and counts', async () => {
    const { days } = daysSchema.parse(await readJson(site.ask(`/api/lines/home/days.json?${query}`)));
    const { sums } = await evidenceOf(query);
    const csv = await (await site.ask(`/lines/home/evidence.csv?${query}&table=days`)).text();
    const [head = '', ...rows] = csv.trimEnd().split('\r\n');
    for (const key of ['downMinMs', 'downMaxMs', 'outages', 'dropouts', 'upMs'] as const) {
      const column = head.split(',').indexOf(key);
      expect(total(days, key), key).toBe(sums[key]);
      expect(
        rows.reduce((sum, row) => sum + Number(row.split(',')[column]), 0),
        key,
      ).toBe(sums[key]);
    }
  });

  test('outages.json lists those that began in it and those that reach in, as evidence.json counts them', async () => {
    const { sums, outagesReachingIn } = await evidenceOf(query);
    const { outages, observedMs, unknownMs } = await outagesOf(query);
    const began = `${addDays(from, -1)}T22:00:00.000Z`;
    const counted = outages.filter(({ counts }) => counts);
    expect(counted.filter(({ startEarliestAt }) => startEarliestAt >= began)).toHaveLength(sums.outages);
    expect(counted.filter(({ startEarliestAt }) => startEarliestAt < began)).toHaveLength(outagesReachingIn);
    expect([observedMs, unknownMs]).toEqual([sums.upMs + sums.downMaxMs, sums.unknownMs]);
  });
});

test('every row of the page says what evidence.json says of the same stretch', async () => {
  const views = availabilityViews({ store: site.keep.store, line: line.line, nowMs: FAKE_NOW_AT_MS });
  for (const view of views) {
    const from = new Date(view.fromAtMs).toISOString();
    const { sums, availability } = await evidenceOf(`from=${from}&to=${new Date(view.toAtMs).toISOString()}`);
    const { outages, dropouts, downMinMs, downMaxMs, unknownMs, upMs } = sums;
    expect(view, view.period).toMatchObject({ outages, dropouts, downMinMs, downMaxMs, unknownMs });
    expect(view, view.period).toMatchObject(
      availabilityOf([{ ...sums, degradedMs: 0, maintenanceMs: 0, failoverMs: 0 }]),
    );
    expect(view, view.period).toMatchObject(Object(availability));
    expect(upMs + downMaxMs + unknownMs).toBe(view.toAtMs - view.fromAtMs);
  }
});

test('an outage over midnight is counted on one day, and its time on both', async () => {
  const [first, second] = [
    await evidenceOf('from=2026-10-01&to=2026-10-01'),
    await evidenceOf('from=2026-10-02&to=2026-10-02'),
  ];
  expect([first.sums.outages, first.outagesReachingIn]).toEqual([1, 0]);
  expect([second.sums.outages, second.outagesReachingIn]).toEqual([1, 1]); // one of its own
  expect(first.sums.downMaxMs).toBe(40 * MINUTE_MS);
  expect(second.sums.downMaxMs).toBe(HOUR_MS + MINUTE_MS);
});

test('parts of a day, an hour of an outage that lasts among them, never claim more than the day', async () => {
  const parts = await Promise.all(
    ['from=2026-10-03T18:00:00Z&to=2026-10-03T21:00:00Z', 'from=2026-10-03T21:00:00Z&to=2026-10-03T22:00:00Z'].map(
      evidenceOf,
    ),
  );
  const day = await evidenceOf('from=2026-10-03&to=2026-10-03');
  expect(
    total(
      parts.map(({ sums }) => sums),
      'downMinMs',
    ),
  ).toBeLessThanOrEqual(day.sums.downMinMs);
  expect(
    total(
      parts.map(({ sums }) => sums),
      'downMaxMs',
    ),
  ).toBe(day.sums.downMaxMs);
});
