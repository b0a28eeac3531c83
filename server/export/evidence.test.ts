import { describe, expect, test } from 'vitest';
import { evidenceSchema } from '../../rules/wire/evidence.ts';
import { FAKE_NOW_AT_MS, fakeKeep, fakeLine } from '../../test/fakes/fake-keep.ts';
import { daysCsv, outagesCsv } from './csv.ts';
import { type CsvColumn, formatCsv, formatTable } from './csv-format.ts';
import { type EvidenceCase, gatherCase } from './gather-case.ts';
import { ACCOUNTING_RULE, evidenceDocument, evidenceJson } from './json.ts';

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
  test('the tables as a German Excel opens them', async () => {
    await expect(outagesCsv(evidence(), 'excel-de')).toMatchFileSnapshot(golden('evidence-outages.excel-de.csv'));
    await expect(daysCsv(evidence(), 'excel-de')).toMatchFileSnapshot(golden('evidence-days.excel-de.csv'));
  });
  test('the JSON document', async () => {
    await expect(evidenceJson(evidence())).toMatchFileSnapshot(golden('evidence.json'));
  });
});

test('the document is what its published schema says, with the newest head and the fingerprint of the key', () => {
  const head = { counter: 7, atMs: FAKE_NOW_AT_MS, sha256: '77aa01f3'.repeat(8) };
  const read = evidenceSchema.parse(JSON.parse(evidenceJson({ ...evidence(), head })));
  expect(read.heads).toEqual([
    { counter: 7, at: '2026-10-04T12:00:00.000Z', sha256: head.sha256, short: '77aa 01f3 77aa 01f3' },
  ]);
  expect(read.serverFingerprint).toMatch(/^[0-9a-f]{32}$/);
  expect(read.statement).toContain('no expert opinion');
});

test('a reader of the document refuses what could not have been measured', () => {
  const document = evidenceDocument(evidence());
  const refused = (change: object) => evidenceSchema.safeParse({ ...document, ...change }).success === false;
  expect(refused({ sums: { ...document.sums, upMs: -1 } })).toBe(true);
  expect(refused({ madeAt: '2026-02-30T00:00:00.000Z' })).toBe(true);
  expect(refused({ availability: { ...document.availability, coverageRatio: 1.1 } })).toBe(true);
  expect(refused({})).toBe(false);
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
  [' =1+1', "' =1+1"],
  ['\u00a0=1+1', "'\u00a0=1+1"],
  ['\uFF1D1+1', "'\uFF1D1+1"],
  ['a "b", c', '"a ""b"", c"'],
  ['two\nlines', '"two\nlines"'],
  ['plain – ü', 'plain – ü'],
])('a spreadsheet takes %j for text', (text, cell) => {
  expect(formatCsv([[text]])).toBe(`${cell}\r\n`);
});

test('numbers stay numbers, and what is not there stays empty', () => {
  expect(formatCsv([[-5, 0, null, true]])).toBe('-5,0,,true\r\n');
});

describe('for a German Excel', () => {
  const columns: CsvColumn<{ atMs: number | null; ms: number; text: string }>[] = [
    { name: 'startEarliestAt', german: 'frühestens', kind: 'earliest', of: ({ atMs }) => atMs },
    { name: 'startLatestAt', german: 'spätestens', kind: 'latest', of: ({ atMs }) => atMs },
    { name: 'downMinMs', german: 'mindestens', kind: 'ms', of: ({ ms }) => ms },
    { name: 'id', german: 'Kennung', kind: 'id', of: ({ text }) => text },
  ];
  const excel = { dialect: 'excel-de', zone: 'Europe/Berlin' } as const;
  const linesOf = (row: { atMs: number | null; ms: number; text: string }) =>
    formatTable(columns, [row], excel).split('\r\n');

  test('the bytes say that they are UTF-8, and headings are words', () => {
    const bytes = Buffer.from(formatTable(columns, [], excel), 'utf8');
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(linesOf({ atMs: null, ms: 0, text: 'a' })[0]).toBe(
      '\uFEFFfrühestens;frühestens: Abstand zu UTC;spätestens;spätestens: Abstand zu UTC;mindestens (s);Kennung',
    );
  });

  test('bounds are rounded outwards to whole seconds, with the distance to UTC of that very instant', () => {
    const atMs = Date.UTC(2026, 9, 25, 0, 59, 59, 400); // a second before the hour comes twice
    const [, row] = linesOf({ atMs, ms: 61_500, text: '123456e78901' });
    expect(row).toBe('25.10.2026 02:59:59;UTC+02:00;25.10.2026 02:00:00;UTC+01:00;61,500;Nr. 123456e78901');
  });

  test('no separator, quote, formula or line end of a text leaves its cell', () => {
    const row = formatCsv([['a;b', '=1;2', 'x"y', '-5,5', '-a', 'z\r\n']], ';');
    expect(row).toBe('"a;b";"\'=1;2";"x""y";-5,5;\'-a;"z\r\n"\r\n');
  });

  test('what is not there stays empty', () => {
    expect(linesOf({ atMs: null, ms: 0, text: '' })[1]).toBe(';;;;0,000;');
  });
});
