import { describe, expect, test } from 'vitest';
import { FAKE_NOW_AT_MS, type FakeLine, fakeLine } from '../../test/fakes/fake-keep.ts';
import { asPage, readJson, useFakeSite } from '../../test/fakes/fake-site.ts';

const site = useFakeSite();
const MINUTE_MS = 60_000;
const UP = { state: 'up', verdict: 'ok', side: 'unknown', cause: null } as const;

/** The line `live`, out since an instant, until another or still. */
function out(sinceAtMs: number, untilAtMs: number | null, change: Partial<FakeLine['outages'][number]> = {}): FakeLine {
  const line = fakeLine('live', { live: true });
  const [before] = line.outages;
  if (!before) throw new Error('bug: the fake line has no outage');
  const first = line.intervals[0]?.fromAtMs ?? 0;
  const verdict = change.verdict ?? before.verdict;
  const side = change.side ?? 'access';
  const isHome = side === 'home';
  const down = {
    state: isHome ? ('unknown' as const) : ('down' as const),
    verdict,
    side,
    cause: isHome ? 'router-or-lan-fault' : null,
  };
  const measuredAtMs = FAKE_NOW_AT_MS - 30_000;
  line.outages = [
    {
      ...before,
      startEarliestAtMs: sinceAtMs,
      startLatestAtMs: sinceAtMs + 1000,
      endEarliestAtMs: untilAtMs === null ? null : untilAtMs - 1000,
      endLatestAtMs: untilAtMs,
      downMinMs: (untilAtMs ?? measuredAtMs) - sinceAtMs - 2000,
      downMaxMs: untilAtMs === null ? null : untilAtMs - sinceAtMs,
      phases: [{ verdict, side, fromAtMs: sinceAtMs, toAtMs: untilAtMs }],
      ...change,
      side,
    },
  ];
  line.intervals = [
    { ...UP, fromAtMs: first, toAtMs: sinceAtMs },
    { ...down, fromAtMs: sinceAtMs, toAtMs: untilAtMs ?? measuredAtMs },
    ...(untilAtMs === null ? [] : [{ ...UP, fromAtMs: untilAtMs, toAtMs: measuredAtMs }]),
  ];
  const now = untilAtMs === null ? { ...down, sinceAtMs } : { ...UP, sinceAtMs: untilAtMs };
  line.current = { ...now, measuredAtMs };
  return line;
}

const status = (id = 'live') => readJson(site.askAsStranger(`/api/lines/${id}/status.json`));
const outages = () => readJson(site.askAsStranger('/api/lines/live/outages.json'));
const page = async (path: string) => (await site.askAsStranger(path, { headers: asPage })).text();

describe('what strangers see of a delayed line', () => {
  test('is what was true a quarter of an hour ago, on a grid of five minutes, without the last contact', async () => {
    expect(await status()).toEqual({
      line: 'live',
      state: 'up',
      verdict: 'ok',
      unknownCause: null,
      side: 'unknown',
      sinceAt: '2026-10-02T10:10:00.000Z',
      measuredAt: '2026-10-04T11:45:00.000Z',
      lastContactAt: null,
      timesRoundedToMs: 300_000,
    });
  });

  test('holds nothing of an outage that began after that; the owner and this machine see it at once', async () => {
    site.keep.put(out(FAKE_NOW_AT_MS - 14 * MINUTE_MS, null));
    expect(await status()).toMatchObject({ state: 'up' });
    expect(await outages()).toMatchObject({ outages: [] });
    expect(await page('/lines/live')).not.toContain('0123456789ab');
    expect((await site.askAsStranger('/lines/live/outages/0123456789ab')).status).toBe(404);
    expect(await readJson(site.ask('/api/lines/live/status.json'))).toMatchObject({ state: 'down' });
    site.nowMs += 15 * MINUTE_MS;
    expect(await status()).toMatchObject({ state: 'unknown' });
  });

  test('holds an outage that is over by now as one that lasts, without its end, its cause and its place', async () => {
    const sinceAtMs = FAKE_NOW_AT_MS - 33 * MINUTE_MS - 17_000;
    site.keep.put(out(sinceAtMs, FAKE_NOW_AT_MS - 8 * MINUTE_MS));
    expect(await status()).toMatchObject({ state: 'down', verdict: 'undetermined', side: 'unknown' });
    expect(await outages()).toMatchObject({
      outages: [
        {
          verdict: 'undetermined',
          side: 'unknown',
          final: false,
          startEarliestAt: '2026-10-04T11:25:00.000Z',
          startLatestAt: '2026-10-04T11:30:00.000Z',
          endLatestAt: null,
          downMaxMs: null,
          downMinMs: 15 * MINUTE_MS,
        },
      ],
    });
    const shown = await page('/lines/live?lang=de');
    expect(shown).toContain('Ursache wird noch ermittelt');
    expect(shown).toContain('Stand vor mindestens 15 Minuten, Zeiten auf 5 Minuten gerundet.');
    expect(shown).not.toContain('data-clock');
  });

  test('holds an outage that is over and final with its cause, instants rounded outward and its length as measured', async () => {
    expect(await outages()).toMatchObject({
      timesRoundedToMs: 300_000,
      outages: [
        {
          verdict: 'line-or-isp-down-unlocalised',
          startEarliestAt: '2026-10-02T09:30:00.000Z',
          startLatestAt: '2026-10-02T09:35:00.000Z',
          endEarliestAt: '2026-10-02T10:10:00.000Z',
          endLatestAt: '2026-10-02T10:20:00.000Z',
          downMinMs: 2_472_000,
          downMaxMs: 2_474_000,
        },
      ],
    });
  });

  test('does not tell the cause of an outage that is over but not final', async () => {
    site.keep.put(out(FAKE_NOW_AT_MS - 60 * MINUTE_MS, FAKE_NOW_AT_MS - 50 * MINUTE_MS, { final: false }));
    expect(await outages()).toMatchObject({ outages: [{ verdict: 'undetermined', side: 'unknown', final: false }] });
  });
});

describe('what strangers do not learn', () => {
  test('a fault at home, a silent probe and a reboot look the same', async () => {
    const sinceAtMs = FAKE_NOW_AT_MS - 40 * MINUTE_MS;
    const home = out(sinceAtMs, null, { verdict: 'router-or-lan-fault', side: 'home', counts: false });
    const silent = fakeLine('live', { live: true });
    silent.intervals = [{ ...UP, fromAtMs: home.intervals[0]?.fromAtMs ?? 0, toAtMs: sinceAtMs }];
    silent.current = { ...UP, sinceAtMs: FAKE_NOW_AT_MS - 90_000_000, measuredAtMs: sinceAtMs };
    silent.silence = { sinceAtMs, selfCheck: 'reachable' };
    silent.outages = [];
    silent.buckets = silent.buckets.filter(({ fromAtMs, widthMs }) => widthMs > 300_000 || fromAtMs < sinceAtMs);
    const rebooted = out(sinceAtMs, null, { verdict: 'router-or-lan-fault', side: 'home', counts: false });
    rebooted.outages = [];
    rebooted.intervals = rebooted.intervals.map((one) => (one.cause === null ? one : { ...one, cause: 'reboot' }));
    const seen = [];
    for (const line of [home, silent, rebooted]) {
      site.keep.put(line);
      site.reopen({});
      const texts = [await status(), await outages(), await readJson(site.askAsStranger('/api/lines/live/days.json'))];
      const shown = await page('/lines/live?lang=de');
      const day = await page('/lines/live/days/2026-10-04?lang=de');
      seen.push(JSON.stringify([texts, shown, day]));
      expect(shown).toContain('Nicht beobachtet');
      expect(shown).toContain('Wie gemessen wird');
      expect(shown).not.toMatch(/Zuletzt gemessen|Letzter Kontakt/);
    }
    expect(seen[1]).toBe(seen[0]);
    expect(seen[2]).toBe(seen[0]);
  });

  test('that a silent line is back is told no sooner than anything else', async () => {
    const silentSinceAtMs = FAKE_NOW_AT_MS - 60 * MINUTE_MS;
    const silent = fakeLine('live', { live: true });
    silent.intervals = [{ ...UP, fromAtMs: silent.intervals[0]?.fromAtMs ?? 0, toAtMs: silentSinceAtMs }];
    silent.current = { ...UP, sinceAtMs: silentSinceAtMs - MINUTE_MS, measuredAtMs: silentSinceAtMs };
    silent.outages = [];
    site.keep.put(silent);
    site.reopen({});
    const before = await outages();
    site.nowMs += 20_000;
    site.keep.put(out(silentSinceAtMs, site.nowMs - 10_000));
    site.keep.change('live');
    expect(await outages()).toEqual(before);
    site.nowMs += 10 * MINUTE_MS;
    expect(await outages()).toMatchObject({ outages: [{ final: false, verdict: 'undetermined' }] });
  });

  test('sums of short stretches and counts of slices do not give away the second in which an outage began', async () => {
    const sinceAtMs = FAKE_NOW_AT_MS - 93 * MINUTE_MS - 17_123;
    const line = out(sinceAtMs, sinceAtMs + 7 * MINUTE_MS + 1234);
    const slice = Math.floor(sinceAtMs / 300_000) * 300_000;
    line.buckets = line.buckets.map((bucket) =>
      bucket.fromAtMs === slice && bucket.widthMs === 300_000 ? { ...bucket, lostCount: 197, sentCount: 300 } : bucket,
    );
    site.keep.put(line);
    const at = (atMs: number) => new Date(atMs).toISOString();
    const asked = `from=${at(sinceAtMs - 1000)}&to=${at(sinceAtMs + 1000)}`;
    const sums = await readJson(site.askAsStranger(`/api/lines/live/outages.json?${asked}`));
    expect(sums).toMatchObject({ fromAt: at(slice), toAt: at(slice + 300_000) });
    const series = await readJson(
      site.askAsStranger(`/api/lines/live/latency.json?from=${at(slice)}&to=${at(slice + 300_000)}&stepMs=300000`),
    );
    expect(series).toMatchObject({ points: [{ count: 300, lost: 300, medianMs: null }] });
    const shown = await page('/lines/live/outages/0123456789ab');
    expect(shown).not.toContain(':17');
    expect(shown).not.toContain('9.9.9.9');
  });

  test('a day is exactly as long for strangers as it is', async () => {
    const { days } = (await readJson(
      site.askAsStranger('/api/lines/live/days.json?from=2026-10-01&to=2026-10-04'),
    )) as {
      days: Record<string, number>[];
    };
    for (const day of days) {
      const { upMs = 0, degradedMs = 0, downMaxMs = 0, maintenanceMs = 0, unknownMs = 0 } = day;
      expect(upMs + degradedMs + downMaxMs + maintenanceMs + unknownMs).toBe(86_400_000);
    }
    expect(days[3]).toMatchObject({ upMs: 49_500_000 });
  });
});

describe('sums of a part of a day', () => {
  test('hold the measured length of an outage, certain and possible, whatever the grid', async () => {
    const sinceAtMs = FAKE_NOW_AT_MS - 93 * MINUTE_MS - 17_123;
    const line = out(sinceAtMs, sinceAtMs + 44_013);
    site.keep.put(line);
    const { days } = (await readJson(
      site.askAsStranger('/api/lines/live/days.json?from=2026-10-04&to=2026-10-04'),
    )) as {
      days: unknown[];
    };
    expect(days).toMatchObject([{ downMinMs: 42_013, downMaxMs: 44_013, outages: 1, dropouts: 1 }]);
    expect(/42\s+s to 44\.1\s+s/.test(await page('/lines/live?lang=en'))).toBe(true);
  });
});

describe('what reaches over a midnight', () => {
  test('is cut at the instants that strangers are told, and both days keep their length', async () => {
    const midnightAtMs = Date.UTC(2026, 9, 2, 22);
    const fromAtMs = midnightAtMs - 163_217;
    const toAtMs = midnightAtMs + 240_500;
    const line = out(fromAtMs, toAtMs);
    const calm = { day: '', upMs: 86_400_000, degradedMs: 0, maintenanceMs: 0, unknownMs: 0, failoverMs: 0 };
    const none = { outages: 0, dropouts: 0 };
    line.days = [
      { ...calm, day: '2026-10-02', upMs: 86_236_783, downMinMs: 162_217, downMaxMs: 163_217, ...none, outages: 1 },
      { ...calm, day: '2026-10-03', upMs: 86_159_500, downMinMs: 239_500, downMaxMs: 240_500, ...none },
    ];
    site.keep.put(line);
    const asked = '/api/lines/live/days.json?from=2026-10-02&to=2026-10-03';
    expect(await readJson(site.askAsStranger(asked))).toMatchObject({
      days: [
        { upMs: 86_100_000, downMaxMs: 300_000 },
        { upMs: 86_296_283, downMaxMs: 103_717 },
      ],
    });
    expect(await readJson(site.ask(asked))).toMatchObject({ days: [{ downMaxMs: 163_217 }, { downMaxMs: 240_500 }] });
  });
});

describe('a line that is really live', () => {
  test('shows its state at once, with rounded times and without a cause', async () => {
    const line = out(FAKE_NOW_AT_MS - 3 * MINUTE_MS - 17_000, null);
    line.line.liveDelayMinutes = 0;
    site.keep.put(line);
    site.reopen({});
    expect(await status()).toMatchObject({
      state: 'down',
      verdict: 'undetermined',
      side: 'unknown',
      sinceAt: '2026-10-04T11:55:00.000Z',
      measuredAt: '2026-10-04T11:55:00.000Z',
      lastContactAt: null,
    });
  });
});
