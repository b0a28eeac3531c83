import { afterEach, expect, test } from 'vitest';
import { formatMethod } from '../rules/method.ts';
import type { Round } from '../rules/round.ts';
import { FAKE_METHOD, openFakeProbe, ROUND_MS, sha256 } from './fakes/fake-probe.ts';
import { enrolFake, type Kept, openKept, START_AT_MS } from './fakes/kept.ts';
import { askApp, openSiteApp } from './fakes/site-app.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const BOOTED_AT_MS = START_AT_MS - 8 * HOUR_MS - 17_333;
/** Begin of a slice of five minutes, six hours before the end. */
const SLICE_AT_MS = START_AT_MS - 6 * HOUR_MS + 10 * MINUTE_MS;
const GATEWAY = FAKE_METHOD.targets.length;

const [SOME] = FAKE_METHOD.targets;
if (!SOME) throw new Error('bug: the fake method has no target');
const METHOD_TEXT = formatMethod({
  ...FAKE_METHOD,
  targets: [...FAKE_METHOD.targets, { ...SOME, role: 'gateway', address: '192.168.1.1', network: 'home' }],
});

/** What happened to the line: nothing got out of the home, nothing got through the line, or nobody measured. */
type Course = {
  kind: 'home' | 'line' | 'silent';
  fromAtMs: number;
  lengthMs: number;
  isEvidenceReleased?: boolean;
};

const open: Kept[] = [];
afterEach(async () => {
  for (const kept of open.splice(0)) await kept.remove();
});

/** The site of a line with that course, and what a stranger is answered there at an instant. */
async function publicSite(course: Course): Promise<(path: string, atMs: number) => Promise<string>> {
  const kept = openKept();
  open.push(kept);
  const probe = openFakeProbe(7);
  enrolFake(kept.keep, 'home', probe);
  const rounds = probe.rounds((8 * HOUR_MS) / ROUND_MS - 20, BOOTED_AT_MS).flatMap((round) => happened(round, course));
  const texts = segmentsOf(rounds).map((some) => probe.next(some, { methodSha256: sha256(METHOD_TEXT) }));
  for (let at = 0; at < texts.length; at += 100) {
    const sent = probe.upload(texts.slice(at, at + 100), kept.clock.nowMs, { methods: [METHOD_TEXT] });
    const { status, answer } = await kept.keep.takeUpload(sent, '203.0.113.77', kept.clock.nowMs);
    if (status !== 200) throw new Error(JSON.stringify(answer));
  }
  kept.keep.admin.publish('home', { live: true, evidence: course.isEvidenceReleased ?? false });
  const app = openSiteApp(kept.keep, { nowMs: () => kept.clock.nowMs, isBoundToLoopback: false });
  return async (path, atMs) => {
    kept.clock.nowMs = atMs;
    const headers = { host: 'localhost:8080', accept: 'text/html' };
    const text = await (await askApp(app, path, { from: '203.0.113.5', headers })).text();
    // ids are hashes over what strangers do not know
    return text.replaceAll(/\b[0-9a-f]{12}\b/g, 'ID');
  };
}

/** The round as it was measured; none when nobody measured. Latencies are all the same, so that only the course differs. */
function happened(round: Round, { kind, fromAtMs, lengthMs }: Course): Round[] {
  const isInside = (atMs: number) => atMs >= fromAtMs && atMs < fromAtMs + lengthMs;
  if (kind === 'silent' && isInside(round.wallAtMs)) return [];
  const [first] = round.samples;
  if (!first) throw new Error('bug: a round without samples');
  const samples = [...round.samples, { ...first, target: GATEWAY }].map((sample) => {
    const isLost = isInside(BOOTED_AT_MS + sample.sentTickMs) && (kind === 'home' || sample.target !== GATEWAY);
    return isLost
      ? { ...sample, outcome: 'timeout' as const, latencyUs: null }
      : { ...sample, latencyUs: sample.target === GATEWAY ? 700 : 9000 };
  });
  return [{ ...round, samples }];
}

/** Five minutes each, and cut where rounds are missing. */
function segmentsOf(rounds: Round[]): Round[][] {
  const segments: Round[][] = [];
  for (const round of rounds) {
    const last = segments.at(-1);
    const isNext = last !== undefined && last.length < 60 && last.at(-1)?.sequence === round.sequence - 1;
    if (isNext) last.push(round);
    else segments.push([round]);
  }
  return segments;
}

const SERIES = [300_000, 900_000, HOUR_MS, 3 * HOUR_MS].map(
  (stepMs) => `/api/lines/home/latency.json?from=2026-09-30T22:00:00Z&stepMs=${stepMs}`,
);
const PATHS = [
  '/api/lines/home/status.json',
  '/api/lines/home/days.json?from=2026-09-30&to=2026-10-01',
  '/api/lines/home/outages.json?from=2026-09-30&to=2026-10-01',
  '/api/lines/home/coverage.json?from=2026-09-30&to=2026-10-01',
  '/api/lines/home/coverage.json?from=2026-09-30T23:20:00Z&to=2026-10-01T05:40:00Z',
  '/api/lines/home/quality.json?from=2026-09-30&to=2026-10-01',
  '/lines/home/quality',
  '/lines/home',
  '/lines/home/days/2026-10-01',
  '/lines/home/feed.atom',
  '/lines/home/badge.json',
  '/lines/home/badge.svg?period=24h',
  ...SERIES,
];

test('a fault at home of hours and a silent probe are the same to the last figure, in every answer', async () => {
  const where = { fromAtMs: SLICE_AT_MS + 103_211, lengthMs: 160 * MINUTE_MS + 7_777 };
  const home = await publicSite({ kind: 'home', ...where });
  const silent = await publicSite({ kind: 'silent', ...where });
  for (const path of PATHS)
    expect([path, await home(path, START_AT_MS)]).toEqual([path, await silent(path, START_AT_MS)]);
});

test('outages of one length that begin in the same five minutes are the same, whoever watches how long', async () => {
  // the first ends in the slice in which the moved one does, the other one slice later
  const lengthMs = 58 * MINUTE_MS;
  const early = await publicSite({ kind: 'line', fromAtMs: SLICE_AT_MS + 10_000, lengthMs });
  const late = await publicSite({ kind: 'line', fromAtMs: SLICE_AT_MS + 285_000, lengthMs });
  const endAtMs = SLICE_AT_MS + lengthMs;
  let told = '';
  for (let atMs = SLICE_AT_MS + 10 * MINUTE_MS; atMs < endAtMs + HOUR_MS; atMs += 3 * MINUTE_MS) {
    for (const path of PATHS) {
      const [one, other] = [await early(path, atMs), await late(path, atMs)];
      expect([path, new Date(atMs), one]).toEqual([path, new Date(atMs), other]);
      told = `${told}${one}`;
    }
  }
  expect(told).toContain('"downMaxMs":348');
});

test('measuring that began in the same five minutes looks the same', async () => {
  const course = { kind: 'line' as const, fromAtMs: SLICE_AT_MS, lengthMs: 5 * MINUTE_MS };
  const site = await publicSite(course);
  for (const path of SERIES.slice(2)) {
    const [first] = (
      JSON.parse(await site(path.replace('2026-09-30T22', '2026-09-30T21'), START_AT_MS)) as {
        points: { count: number }[];
      }
    ).points;
    expect((first?.count ?? 1) % 300).toBe(0);
  }
});

test('released evidence is exact where pages are rounded, and ends with them', async () => {
  const course = { kind: 'silent' as const, fromAtMs: SLICE_AT_MS + 103_211, lengthMs: 7_777_000 };
  const site = await publicSite({ ...course, isEvidenceReleased: true });
  const unknownMsAt = async (path: string, atMs: number) =>
    (JSON.parse(await site(path, atMs)) as { days: { day: string; unknownMs: number }[] }).days.at(-1)?.unknownMs ?? 0;
  const asked = 'from=2026-10-01&to=2026-10-01';
  const evidence = (atMs: number) => unknownMsAt(`/lines/home/evidence.json?${asked}`, atMs);
  const page = (atMs: number) => unknownMsAt(`/api/lines/home/days.json?${asked}`, atMs);
  const [exactMs, roundedMs] = [await evidence(START_AT_MS), await page(START_AT_MS)];
  expect(roundedMs % 60_000).toBe(0);
  expect(exactMs % 60_000).not.toBe(0);
  expect(Math.abs(roundedMs - exactMs)).toBeLessThan(60_000);
  // before the silence was over for strangers, the rest of the day is as unknown here as there
  const duringAtMs = SLICE_AT_MS + HOUR_MS;
  expect(await evidence(duringAtMs)).toBeGreaterThan(exactMs);
  expect(await evidence(duringAtMs)).toBeLessThanOrEqual(await page(duringAtMs));
});

test('released evidence does not tell by how the chain grows whether the line is up now', async () => {
  const course = { kind: 'silent' as const, fromAtMs: SLICE_AT_MS, lengthMs: 60 * MINUTE_MS };
  const site = await publicSite({ ...course, isEvidenceReleased: true });
  const text = await site('/lines/home/evidence.json?from=2026-10-01&to=2026-10-01', START_AT_MS);
  const { probe, heads } = JSON.parse(text) as { probe: Record<string, unknown>; heads: unknown[] };
  expect(probe).toMatchObject({ lastSegment: null, lastSegmentSha256: null });
  expect(heads).toEqual([]);
});
