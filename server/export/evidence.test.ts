import { describe, expect, test } from 'vitest';
import { FAKE_NOW_AT_MS, fakeKeep, fakeLine } from '../../test/fakes/fake-keep.ts';
import { daysCsv, formatCsv, outagesCsv } from './csv.ts';
import { type EvidenceCase, gatherCase } from './gather-case.ts';
import { ACCOUNTING_RULE, evidenceJson } from './json.ts';

/** Three days of the fake line; the version of the zone data is that of the machine, so it is fixed here. */
function evidence(): EvidenceCase {
  const keep = fakeKeep(() => FAKE_NOW_AT_MS);
  const fake = fakeLine('home');
  keep.put(fake);
  const period = {
    fromAtMs: Date.UTC(2026, 8, 30, 22),
    toAtMs: Date.UTC(2026, 9, 3, 22),
    fromDay: '2026-10-01',
    toDay: '2026-10-03',
  };
  const { store, serverPublicKey } = keep;
  const atMs = FAKE_NOW_AT_MS;
  const annotationsOf = () => [
    { entry: 77, kind: 'note' as const, text: 'a digger\nat work', atMs, withdrawnAtMs: null },
  ];
  const gathered = gatherCase({
    store,
    line: fake.line,
    period,
    nowMs: FAKE_NOW_AT_MS,
    serverPublicKey,
    annotationsOf,
  });
  return { ...gathered, tzVersion: '2026a' };
}

const golden = (name: string) => `../../test/golden/${name}`;

describe('the exports of a known case are, byte for byte,', () => {
  test('the table of outages', async () => {
    await expect(outagesCsv(evidence())).toMatchFileSnapshot(golden('evidence-outages.csv'));
  });
  test('the table of days', async () => {
    await expect(daysCsv(evidence())).toMatchFileSnapshot(golden('evidence-days.csv'));
  });
  test('the JSON document', async () => {
    await expect(evidenceJson(evidence())).toMatchFileSnapshot(golden('evidence.json'));
  });
});

test('an outage that lasts has no end and no greatest length, in no format', () => {
  const lasting = evidence();
  const first = lasting.outages[0];
  if (!first) throw new Error('bug: the fake line has an outage');
  const outage = { ...first, endEarliestAtMs: null, endLatestAtMs: null, downMaxMs: null, final: false };
  const open = { ...lasting, outages: [outage] };
  expect(outagesCsv(open)).toContain('2026-10-02T09:30:01.000Z,,,2472000,,');
  expect(evidenceJson(open)).toContain('"endLatestAt": null');
});

test('the sums of the document add up to its period', () => {
  const { sums, period } = evidence();
  const summedMs = sums.upMs + sums.degradedMs + sums.downMaxMs + sums.maintenanceMs + sums.unknownMs;
  expect(summedMs).toBe(period.toAtMs - period.fromAtMs);
  expect(sums).toMatchObject({ downMinMs: 2_472_000, downMaxMs: 2_474_000, outages: 1, dropouts: 0 });
});

test('the availability is what the printed rule says: observed less down, of observed', () => {
  const { sums, availability } = evidence();
  const { upMs, degradedMs, maintenanceMs, downMinMs, downMaxMs, unknownMs } = sums;
  const observed = upMs + degradedMs + maintenanceMs + downMaxMs;
  expect(ACCOUNTING_RULE.join(' ')).toContain('Availability = (observed - down) / observed');
  expect(ACCOUNTING_RULE.join(' ')).toContain('observed = upMs + degradedMs + maintenanceMs + downMaxMs');
  expect(availability).toMatchObject({
    upRatioMin: (observed - downMaxMs) / observed,
    upRatioMax: (observed - downMinMs) / observed,
    coverageRatio: observed / (observed + unknownMs),
  });
});

test('of an outage that is cut by the edge of the period only what is certain inside counts', () => {
  const keep = fakeKeep(() => FAKE_NOW_AT_MS);
  const fake = fakeLine('home');
  keep.put(fake);
  // the outage runs from 09:30:00 to 10:11:14
  const period = {
    fromAtMs: Date.UTC(2026, 9, 2, 10),
    toAtMs: Date.UTC(2026, 9, 2, 11),
    fromDay: '2026-10-02',
    toDay: '2026-10-02',
  };
  const { store, serverPublicKey } = keep;
  const atMs = FAKE_NOW_AT_MS;
  const annotationsOf = () => [
    { entry: 77, kind: 'note' as const, text: 'a digger\nat work', atMs, withdrawnAtMs: null },
  ];
  const { sums } = gatherCase({
    store,
    line: fake.line,
    period,
    nowMs: FAKE_NOW_AT_MS,
    serverPublicKey,
    annotationsOf,
  });
  expect([sums.downMinMs, sums.downMaxMs]).toEqual([673_000, 674_000]);
});

test.each([
  ['=1+1', "'=1+1"],
  ['+49 30 1', "'+49 30 1"],
  ['-2', "'-2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['\r=1', '"\'\r=1"'],
  ['a "b", c', '"a ""b"", c"'],
  ['two\nlines', '"two\nlines"'],
  ['plain – ü', 'plain – ü'],
])('a spreadsheet takes %j for text', (text, cell) => {
  expect(formatCsv([[text]])).toBe(`${cell}\r\n`);
});

test('numbers stay numbers, and what is not there stays empty', () => {
  expect(formatCsv([[-5, 0, null, true]])).toBe('-5,0,,true\r\n');
});
