import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readJson, useFakeSite } from '../../test/fakes/fake-site.ts';

const site = useFakeSite();

describe('the API', () => {
  test('tells the state now', async () => {
    expect(await readJson(site.ask('/api/lines/home/status.json'))).toEqual({
      line: 'home',
      state: 'up',
      verdict: 'ok',
      unknownCause: null,
      side: 'unknown',
      sinceAt: '2026-10-02T10:11:14.000Z',
      measuredAt: '2026-10-04T11:59:30.000Z',
      lastContactAt: '2026-10-04T11:59:50.000Z',
    });
  });

  test('lists outages of local days, both ends included, in the shape that other programs rely on', async () => {
    const answer = await readJson(site.ask('/api/lines/home/outages.json?from=2026-10-02&to=2026-10-02'));
    expect(answer).toEqual({
      line: 'home',
      fromAt: '2026-10-01T22:00:00.000Z',
      toAt: '2026-10-02T22:00:00.000Z',
      observedMs: 86_400_000,
      unknownMs: 0,
      outages: [
        {
          id: '0123456789ab',
          verdict: 'line-or-isp-down-unlocalised',
          side: 'unknown',
          counts: true,
          grade: 'B',
          final: true,
          startEarliestAt: '2026-10-02T09:30:00.000Z',
          startLatestAt: '2026-10-02T09:30:01.000Z',
          endEarliestAt: '2026-10-02T10:11:13.000Z',
          endLatestAt: '2026-10-02T10:11:14.000Z',
          downMinMs: 2_472_000,
          downMaxMs: 2_474_000,
          flaps: 0,
          phases: [
            {
              verdict: 'line-or-isp-down-unlocalised',
              side: 'access',
              fromAt: '2026-10-02T09:30:00.000Z',
              toAt: '2026-10-02T10:11:14.000Z',
            },
          ],
          provisional: null,
          reachable: false,
          tags: [],
          attributedTo: null,
          startsUnobserved: false,
          endsUnobserved: false,
          revision: 1,
        },
      ],
    });
  });

  test('counts time before the first measurement as not observed, and cuts the future off', async () => {
    const schema = z.object({ toAt: z.string(), observedMs: z.number(), unknownMs: z.number() });
    const answer = schema.parse(await readJson(site.ask('/api/lines/home/outages.json?from=2026-09-30&to=2026-12-31')));
    expect(answer.toAt).toBe('2026-10-04T12:00:00.000Z');
    expect(answer.unknownMs).toBe(86_400_000 + 30_000);
    expect(answer.observedMs + answer.unknownMs).toBe(Date.parse(answer.toAt) - Date.parse('2026-09-29T22:00:00Z'));
  });

  test('gives every local day, with those that nothing is kept of as wholly unknown', async () => {
    const schema = z.object({ zone: z.string(), days: z.array(z.record(z.string(), z.unknown())) });
    const { zone, days } = schema.parse(
      await readJson(site.ask('/api/lines/home/days.json?from=2026-03-28&to=2026-03-30')),
    );
    expect(zone).toBe('Europe/Berlin');
    expect(days.map(({ day, unknownMs }) => [day, unknownMs])).toEqual([
      ['2026-03-28', 86_400_000],
      ['2026-03-29', 82_800_000],
      ['2026-03-30', 86_400_000],
    ]);
  });

  test('gives 90 days when no period is named', async () => {
    const schema = z.object({ days: z.array(z.object({ day: z.string() })) });
    const { days } = schema.parse(await readJson(site.ask('/api/lines/home/days.json')));
    expect([days.length, days[0]?.day, days.at(-1)?.day]).toEqual([90, '2026-07-07', '2026-10-04']);
  });

  test('gives latency in the step that was asked for', async () => {
    const schema = z.object({ stepMs: z.number(), points: z.array(z.record(z.string(), z.unknown())) });
    const path = '/api/lines/home/latency.json?from=2026-10-01&to=2026-10-03';
    const hours = schema.parse(await readJson(site.ask(`${path}&stepMs=3600000`)));
    expect(hours.points).toHaveLength(72);
    // the histogram's steps are 9 % wide
    const near = (ms: number) => expect.toSatisfy((value: number) => Math.abs(value / ms - 1) < 0.09);
    expect(hours.points[0]).toEqual({
      fromAt: '2026-09-30T22:00:00.000Z',
      count: 3600,
      lost: 36,
      lossRatio: 0.01,
      minMs: 8,
      medianMs: near(12),
      p95Ms: near(30),
      maxMs: 40,
    });
    expect(schema.parse(await readJson(site.ask(`${path}&stepMs=900000`))).points).toHaveLength(288);
  });

  test('chooses a step that gives at most 400 points, and the last 24 hours, when none is named', async () => {
    const schema = z.object({ fromAt: z.string(), stepMs: z.number(), points: z.array(z.unknown()) });
    const day = schema.parse(await readJson(site.ask('/api/lines/home/latency.json')));
    expect(day).toMatchObject({ fromAt: '2026-10-03T12:00:00.000Z', stepMs: 300_000 });
    expect(day.points).toHaveLength(288);
    const year = schema.parse(await readJson(site.ask('/api/lines/home/latency.json?from=2025-10-05')));
    expect(year.stepMs).toBe(86_400_000);
  });

  test.each([
    ['outages.json?from=yesterday', 'from', 'must be a time like'],
    ['outages.json?from=2026-02-30', 'from', 'must be a time like'],
    ['outages.json?from=2026-13-01', 'from', 'must be a time like'],
    ['outages.json?to=2026-10-01T00:00:00', 'to', 'must be a time like'],
    ['outages.json?from=1999-12-31', 'from', 'from the year 2000 on'],
    ['days.json?from=2026-10-03&to=2026-10-02', 'from', 'must lie before "to"'],
    ['days.json?from=2027-01-01', 'from', 'lies in the future'],
    ['days.json?from=2001-01-01', 'from', 'at most 3660 days apart'],
    ['latency.json?stepMs=1000', 'stepMs', 'must be a multiple of 300000'],
    ['latency.json?stepMs=300001', 'stepMs', 'must be a multiple of 300000'],
    ['latency.json?stepMs=-300000', 'stepMs', 'must be a multiple of 300000'],
    ['latency.json?from=2026-01-01&stepMs=300000', 'stepMs', 'must be a multiple of 3600000'],
    ['latency.json?from=2026-07-10&stepMs=300000', 'stepMs', 'gives more than 5000 points'],
  ])('refuses %s and names the parameter', async (path, parameter, sentence) => {
    const answer = await site.ask(`/api/lines/home/${path}`);
    expect(answer.status).toBe(400);
    const schema = z.object({ error: z.object({ code: z.string(), message: z.string(), parameter: z.string() }) });
    const { error } = schema.parse(await readJson(answer));
    expect(error).toMatchObject({ code: 'invalid', parameter });
    expect(error.message).toContain(`"${parameter}"`);
    expect(error.message).toContain(sentence);
  });

  test('takes an offset with a plus sign, which an address bar turns into a space', async () => {
    const answer = await site.ask('/api/lines/home/outages.json?from=2026-10-02T00:00:00+02:00');
    expect(await readJson(answer)).toMatchObject({ fromAt: '2026-10-01T22:00:00.000Z' });
  });

  test('answers 304 to who has the answer already', async () => {
    const first = await site.ask('/api/lines/home/days.json', { headers: { 'accept-encoding': 'gzip' } });
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('content-encoding')).toBe('gzip');
    const bytes = Buffer.from(await first.arrayBuffer());
    expect(JSON.parse(gunzipSync(bytes).toString())).toMatchObject({ line: 'home' });
    const second = await site.ask('/api/lines/home/days.json', { headers: { 'if-none-match': etag } });
    expect([second.status, await second.text()]).toEqual([304, '']);
  });
});
