import { describe, expect, test } from 'vitest';
import type { QualityHour } from '../../rules/outage/derived.ts';
import { fakeLine } from '../../test/fakes/fake-keep.ts';
import { asPage, readJson, useFakeSite } from '../../test/fakes/fake-site.ts';
import { FAKE_MARGIN_TENTH_DB, FAKE_VALUE_SHA256 } from '../../test/fakes/fake-witnesses.ts';

const site = useFakeSite();
const HOUR_MS = 3_600_000;
const OUTAGE = '0123456789ab';

function hour(fromAtMs: number, over: Partial<QualityHour> = {}): QualityHour {
  const none = { downAttenuation: null, upAttenuation: null, downMaxKbit: null, upMaxKbit: null };
  const counters = { crcErrors: 4, crcErrorsFar: null, fecErrors: 900, fecErrorsFar: null };
  const secs = { erroredSecs: 2, severelyErroredSecs: 0, resyncs: 0, reconnects: 0 };
  const margins = { downMarginMin: 61, downMarginMean: 64.5, upMarginMin: 80, upMarginMean: 81 };
  return {
    fromAtMs,
    readings: 12,
    ...margins,
    downRateKbit: 55_000,
    upRateKbit: 11_000,
    ...none,
    ...counters,
    ...secs,
    ...over,
  };
}
/** 2 October, 00:00 in Berlin. */
const DAY_AT_MS = Date.UTC(2026, 9, 1, 22);
const put = (id: string, published: { live?: boolean; evidence?: boolean } = {}) => {
  const hours = [
    hour(DAY_AT_MS),
    hour(DAY_AT_MS + HOUR_MS, { readings: 4, downMarginMin: 12, downMarginMean: 20, resyncs: 2, crcErrors: null }),
    hour(DAY_AT_MS + 24 * HOUR_MS, { reconnects: 1 }),
  ];
  site.keep.put({ ...fakeLine(id, published), qualityHours: hours });
};

describe('the quality of a line', () => {
  test('is told by the hour, units in the names', async () => {
    put('home');
    const answer = await readJson(site.ask('/api/lines/home/quality.json?from=2026-10-02&to=2026-10-02'));
    expect(answer).toMatchObject({
      line: 'home',
      hours: [
        { fromAt: '2026-10-01T22:00:00.000Z', downMarginMinTenthDb: 61, crcErrors: 4, crcErrorsFar: null },
        { downMarginMeanTenthDb: 20, resyncs: 2, crcErrors: null },
      ],
    });
  });

  test('is a page with its coverage, for a year at most', async () => {
    put('home');
    const page = await site.ask('/lines/home/quality', { headers: asPage });
    expect([page.status, (await page.text()).includes('/api/lines/home/quality.json?from=')]).toEqual([200, true]);
    expect((await site.ask('/lines/home/quality?from=2020-01-01', { headers: asPage })).status).toBe(400);
    expect((await site.ask('/api/lines/home/quality.json?from=2020-01-01')).status).toBe(400);
  });

  test('is no business of strangers unless the evidence is released', async () => {
    put('live', { live: true });
    put('proven', { live: true, evidence: true });
    const asked = 'quality.json?from=2026-10-02&to=2026-10-02';
    expect(await readJson(site.askAsStranger(`/api/lines/live/${asked}`))).toMatchObject({ hours: [] });
    expect(await readJson(site.askAsStranger(`/api/lines/proven/${asked}`))).toMatchObject({ hours: [{}, {}] });
    expect((await site.askAsStranger('/api/lines/home/quality.json')).status).toBe(404);
    const page = await (await site.askAsStranger('/lines/live/quality', { headers: asPage })).text();
    expect(page).not.toMatch(/6,1|6\.1/);
  });
});

test('the causes of a coverage make up its unknown time exactly, whatever is asked for', async () => {
  const line = fakeLine('home');
  const [first, down, last] = line.intervals;
  if (!first || !down || !last) throw new Error('bug: the fake line has stretches');
  let atMs = last.fromAtMs;
  const holes = [1_234_567, 77_001, 600_000].flatMap((lengthMs) => {
    const hole = { ...last, fromAtMs: atMs, toAtMs: atMs + lengthMs, state: 'unknown' as const, cause: `c${lengthMs}` };
    atMs = hole.toAtMs + 60_000;
    return [hole, { ...last, fromAtMs: hole.toAtMs, toAtMs: atMs }];
  });
  line.intervals = [first, down, ...holes, { ...last, fromAtMs: atMs }];
  site.keep.put(line);
  for (const query of [
    'from=2026-10-02T09:00:00Z&to=2026-10-02T13:00:00Z',
    'from=2026-10-02T10:20:00Z&to=2026-10-02T10:33:00Z',
  ]) {
    const answer = await readJson(site.ask(`/api/lines/home/coverage.json?${query}`));
    const { unknownMs, causes } = answer as { unknownMs: number; causes: { unknownMs: number }[] };
    expect(causes.reduce((sum, one) => sum + one.unknownMs, 0)).toBe(unknownMs);
    expect(unknownMs).toBeGreaterThan(0);
  }
});

test('the chain of an outage is told link by link; what witnesses said only to whom the evidence is open', async () => {
  const answer = await readJson(site.ask(`/api/lines/home/outages/${OUTAGE}.json`));
  expect(answer).toMatchObject({
    id: OUTAGE,
    line: 'home',
    chain: [{ link: 'home', state: 'ok' }, {}, {}, {}, {}, {}],
  });
  expect((await site.ask('/api/lines/home/outages/ffffffffffff.json')).status).toBe(404);
  const secrets = [FAKE_VALUE_SHA256, `"${FAKE_MARGIN_TENTH_DB}"`, 'downMarginTenthDb', '77123456', 'rxPackets'];
  for (const line of ['live', 'proven']) {
    for (const path of [`/api/lines/${line}/outages/${OUTAGE}.json`, `/api/lines/${line}/outages.json`]) {
      const text = await (await site.askAsStranger(path)).text();
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    }
    const page = await (await site.askAsStranger(`/lines/${line}/outages/${OUTAGE}`, { headers: asPage })).text();
    expect(secrets.filter((secret) => page.includes(secret))).toEqual([]);
  }
  const evidence = await (await site.askAsStranger('/lines/proven/evidence.json?from=2026-10-01')).text();
  expect(evidence).toContain('downMarginTenthDb');
  expect(evidence).not.toContain(FAKE_VALUE_SHA256);
  expect(await (await site.ask('/lines/home/evidence.json?from=2026-10-01')).text()).toContain(FAKE_VALUE_SHA256);
});
