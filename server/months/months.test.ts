import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseLaneEntry } from '../../rules/journal/lane.ts';
import { type FakeProbe, openFakeProbe } from '../../test/fakes/fake-probe.ts';
import { enrolFake, type Kept, openKept } from '../../test/fakes/kept.ts';
import { sha256Hex } from '../probe-key.ts';
import { monthEdges, monthOf, nextMonth } from './calendar-months.ts';
import { changeOf } from './month-figures.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Midnight in Berlin, when summer time has just ended. */
const NOVEMBER_MS = Date.UTC(2026, 9, 31, 23);
const OUT_AT_MS = Date.UTC(2026, 9, 20, 12, 30);

let kept: Kept;
let probe: FakeProbe;
/** Each has its own boot; ticks run on, as the fake counts them. */
let boots: number;
beforeEach(() => {
  boots = 0;
  kept = openKept();
  kept.clock.nowMs = Date.UTC(2026, 9, 20, 12);
  probe = openFakeProbe(5);
  enrolFake(kept.keep, 'home', probe);
});
afterEach(() => kept.remove());

/** An hour of rounds from then on, after a restart of the probe's machine; out for 400 s from `OUT_AT_MS`. */
async function measure(fromAtMs: number, arrivesAtMs = fromAtMs + HOUR_MS): Promise<void> {
  const bootedAtMs = fromAtMs - 60_000 - boots * HOUR_MS;
  const rounds = probe.rounds(720, bootedAtMs, (atMs) => atMs >= OUT_AT_MS && atMs < OUT_AT_MS + 400_000);
  boots += 1;
  const boot = { bootId: String(boots).repeat(32), runId: String(boots).repeat(16) };
  const texts = Array.from({ length: 12 }, (_, n) => probe.next(rounds.slice(n * 60, n * 60 + 60), boot));
  kept.clock.nowMs = Math.max(kept.clock.nowMs, arrivesAtMs);
  const { answer } = await kept.keep.takeUpload(probe.upload(texts, kept.clock.nowMs), '127.0.0.1', kept.clock.nowMs);
  if (answer.error) throw new Error(answer.error.message);
}
const look = async (atMs: number) => {
  kept.clock.nowMs = atMs;
  await kept.keep.months.step(new AbortController().signal);
};
const versions = (month = '2026-10') =>
  (kept.keep.months.read('home', month, null)?.versions ?? []).map(({ version, reason }) => [version, reason]);

describe('a month', () => {
  test('is sealed once it is over for five days and all of it arrived, with its hash in the lane', async () => {
    await measure(OUT_AT_MS - HOUR_MS / 2);
    await look(NOVEMBER_MS + 6 * DAY_MS);
    expect(versions()).toEqual([]);
    await measure(NOVEMBER_MS + HOUR_MS);
    await look(NOVEMBER_MS + 5 * DAY_MS - 1);
    expect(versions()).toEqual([]);
    await look(NOVEMBER_MS + 5 * DAY_MS);
    expect(versions()).toEqual([[1, 'complete']]);
    const { document, row } = kept.keep.months.read('home', '2026-10', 1) ?? expect.fail();
    expect(document.figures).toMatchObject({
      zone: 'Europe/Berlin',
      period: { fromAt: '2026-09-30T22:00:00.000Z', toAt: '2026-10-31T23:00:00.000Z', toDay: '2026-10-31' },
      sums: { outages: 1 },
      outages: [{ counts: true, attributedTo: null }],
    });
    expect(document.figures.days).toHaveLength(31);
    const { sums } = document.figures;
    const lengthMs = sums.upMs + sums.degradedMs + sums.downMaxMs + sums.maintenanceMs + sums.unknownMs;
    expect(lengthMs).toBe(31 * DAY_MS + HOUR_MS);
    const json = kept.keep.months.json('home', '2026-10', 1) ?? expect.fail();
    expect(sha256Hex(json)).toBe(row.sha256);
    expect(JSON.stringify(document.figures)).toBe(JSON.stringify(JSON.parse(json).figures));
    expect(laneMonths()).toEqual([{ month: '2026-10', version: '1', sha256: row.sha256, previousVersionSha256: '-' }]);
  });

  test('that never arrived in whole is sealed after thirty days, and what comes later makes a new version', async () => {
    await measure(OUT_AT_MS - HOUR_MS / 2);
    await look(NOVEMBER_MS + 30 * DAY_MS);
    expect(versions()).toEqual([[1, 'waited']]);
    const first = kept.keep.months.json('home', '2026-10', 1);
    // a probe that was away comes back with what it had kept
    await measure(OUT_AT_MS + 2 * HOUR_MS, NOVEMBER_MS + 31 * DAY_MS);
    await look(NOVEMBER_MS + 31 * DAY_MS + 7 * HOUR_MS);
    expect(versions()).toEqual([
      [1, 'waited'],
      [2, 'late-data'],
    ]);
    expect(kept.keep.months.json('home', '2026-10', 1)).toBe(first);
    const { document } = kept.keep.months.read('home', '2026-10', null) ?? expect.fail();
    expect(document).toMatchObject({ version: 2, previousSha256: sha256Hex(first ?? '') });
    expect(laneMonths().map(({ previousVersionSha256 }) => previousVersionSha256)).toEqual([
      '-',
      sha256Hex(first ?? ''),
    ]);
  });

  test('that looks the same is not sealed again, whatever else happens', async () => {
    await measure(OUT_AT_MS - HOUR_MS / 2);
    await measure(NOVEMBER_MS + HOUR_MS);
    await look(NOVEMBER_MS + 6 * DAY_MS);
    kept.keep.admin.updateLine('home', { name: 'At home', provider: 'Another' });
    for (let n = 1; n < 6; n += 1) await look(NOVEMBER_MS + (6 + n) * DAY_MS);
    await kept.reopen();
    await kept.keep.rebuild();
    await look(NOVEMBER_MS + 13 * DAY_MS);
    expect(versions()).toEqual([[1, 'complete']]);
  });

  test('gets a new version at once when the owner puts an outage of it down to the home, and when he takes it back', async () => {
    await measure(OUT_AT_MS - HOUR_MS / 2);
    await measure(NOVEMBER_MS + HOUR_MS);
    await look(NOVEMBER_MS + 6 * DAY_MS);
    const [outage] = kept.keep.store.wholeOutages('home', 0, NOVEMBER_MS);
    if (!outage) expect.fail();
    kept.keep.annotations.add('home', outage, { kind: 'home', text: 'the socket in the cellar' });
    await look(kept.clock.nowMs + 1000);
    const entry = kept.keep.annotations.of('home', outage)[0]?.entry ?? 0;
    expect(kept.keep.months.json('home', '2026-10', null)).not.toContain('cellar');
    kept.keep.annotations.withdraw('home', outage, entry);
    await look(kept.clock.nowMs + 1000);
    expect(versions()).toEqual([
      [1, 'complete'],
      [2, 'annotation'],
      [3, 'annotation'],
    ]);
    const [first, second, third] = [1, 2, 3].map(
      (version) => kept.keep.months.read('home', '2026-10', version)?.document.figures,
    );
    expect(second?.sums).toMatchObject({ outages: 0, downMaxMs: 0 });
    expect(third).toEqual(first);
  });

  test('before the first measurement, and after the last one, is none; what is no month is not there', async () => {
    await measure(OUT_AT_MS - HOUR_MS / 2);
    await look(NOVEMBER_MS + 400 * DAY_MS);
    expect(kept.keep.months.list('home').map(({ month }) => month)).toEqual(['2026-10']);
    for (const month of ['2026-09', '2026-13', '2026-1', '', "2026-10' OR 1", '0000-01']) {
      expect(kept.keep.months.read('home', month, null)).toBeNull();
    }
    expect(kept.keep.months.read('home', '2026-10', 2)).toBeNull();
    expect(kept.keep.months.json('other', '2026-10', 1)).toBeNull();
  });

  test('in which nothing was measured between two others is sealed as unknown', async () => {
    await measure(OUT_AT_MS - HOUR_MS / 2);
    await measure(Date.UTC(2026, 11, 5));
    await look(Date.UTC(2027, 0, 10));
    const list = kept.keep.months.list('home');
    expect(list.map(({ month, version }) => [month, version])).toEqual([
      ['2026-11', 1],
      ['2026-10', 1],
    ]);
    expect(list[0]?.figures.availability).toMatchObject({ observedMs: 0, upRatioMin: null, coverageRatio: 0 });
  });
});

test('the reason of a new version is told from what differs', async () => {
  await measure(OUT_AT_MS - HOUR_MS / 2);
  await measure(NOVEMBER_MS + HOUR_MS);
  await look(NOVEMBER_MS + 6 * DAY_MS);
  const { figures } = kept.keep.months.read('home', '2026-10', null)?.document ?? expect.fail();
  const changed = { ...figures, outagesReachingIn: 1 };
  expect(changeOf(figures, { ...figures, rules: { version: 99, timeZoneData: 'x' } })).toBeNull();
  expect(changeOf(figures, { ...changed, rules: { version: 99, timeZoneData: 'x' } })).toBe('rules');
  expect(changeOf(figures, changed)).toBe('late-data');
  expect(changeOf(figures, { ...changed, zone: 'UTC' })).toBe('zone');
});

test('months are those of the zone, also over the turn of the year', () => {
  expect(monthOf(NOVEMBER_MS - 1, 'Europe/Berlin')).toBe('2026-10');
  expect(monthOf(NOVEMBER_MS, 'Europe/Berlin')).toBe('2026-11');
  expect([nextMonth('2026-12'), nextMonth('2027-01'), nextMonth('2028-02')]).toEqual(['2027-01', '2027-02', '2028-03']);
  expect(monthEdges('2028-02', 'UTC')).toMatchObject({ fromDay: '2028-02-01', toDay: '2028-02-29' });
});

function laneMonths(): Record<string, string>[] {
  const rows = kept
    .rows(['lane_events'])
    .split('\n')
    .filter((row) => row.startsWith('{'));
  return rows.flatMap((row) => {
    const parsed = parseLaneEntry((JSON.parse(row) as { text: string }).text);
    if (typeof parsed === 'string') expect.fail(parsed);
    const { content } = parsed.entry;
    return content.type === 'month' ? [content.fields] : [];
  });
}
