import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evidenceSchema } from '../../rules/wire/evidence.ts';
import {
  bundleOf,
  fillSample,
  SAMPLE_FROM_AT_MS,
  SAMPLE_LINE,
  SAMPLE_OUTAGE_AT_MS,
  type SampleBundle,
} from '../../test/fakes/sample-bundle.ts';
import { told, verifyFiles } from '../../test/fakes/verify-hand-made.ts';
import { readZip } from '../../test/read-zip.ts';
import type { Keep } from '../keep.ts';
import { NO_ANSWERS } from '../reports/fault-report.ts';
import { caseOf } from './case-of.ts';
import { evidenceDocument, evidenceJson } from './json.ts';
import { openReading } from './reading.ts';
import { filesOf } from './report/files.ts';
import { gatherReport } from './report/gather-report.ts';

const HOUR_MS = 3_600_000;
const ENDED_AT_MS = SAMPLE_OUTAGE_AT_MS + 41 * 60_000;
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const SHOWS = { texts: true, values: true, files: true };
const FIRST_HOUR = {
  fromAtMs: SAMPLE_FROM_AT_MS,
  toAtMs: SAMPLE_FROM_AT_MS + HOUR_MS,
  fromDay: '2026-10-01',
  toDay: '2026-10-01',
};
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let folder: string;
let early: SampleBundle;
let small: ReturnType<typeof evidenceDocument>;
let bundle: SampleBundle;
let members: Map<string, Buffer>;

/** What an owner does after an outage: reports it, keeps a photo, notes, and enters what the provider says; one file is erased. */
function keepTheCase(keep: Keep): void {
  const { id } = keep.reports.draft({
    line: SAMPLE_LINE,
    outage: null,
    language: 'de',
    downSinceAtMs: SAMPLE_OUTAGE_AT_MS,
    subject: 'Störung',
    body: 'Seit dem Abend geht nichts.',
    checks: NO_ANSWERS,
    reachable: '',
    otherPhone: '',
  });
  keep.reports.record(id, {
    channel: 'phone',
    reportedAtMs: SAMPLE_OUTAGE_AT_MS + 600_000,
    receivedAtMs: SAMPLE_OUTAGE_AT_MS + 600_000,
    ticket: 'T-1',
    receipt: 'ticket',
    repairedAtMs: ENDED_AT_MS,
    missedAppointments: 0,
    creditedCents: 0,
  });
  const file = { line: SAMPLE_LINE, report: id, description: 'Leuchten am Router', datedAtMs: null };
  keep.attachments.add({ ...file, name: 'Störung.png', bytes: Uint8Array.from(PNG) });
  const wrong = keep.attachments.add({ ...file, name: 'privat.png', bytes: Uint8Array.from([...PNG, 1]) });
  if (typeof wrong !== 'string') keep.attachments.erase(wrong.id);
  const [outage] = keep.store.outages(SAMPLE_LINE, SAMPLE_FROM_AT_MS, ENDED_AT_MS + HOUR_MS);
  if (!outage) throw new Error('bug: the sample has an outage');
  keep.annotations.add(SAMPLE_LINE, outage, { kind: 'note', text: 'ein Bagger' });
  keep.statements.enter({
    line: SAMPLE_LINE,
    title: 'Schreiben',
    source: 'Zeichen 1',
    attachment: null,
    exactToMs: 60_000,
    zone: 'Europe/Berlin',
    rows: [{ kind: 'outage', fromAtMs: SAMPLE_OUTAGE_AT_MS, toAtMs: ENDED_AT_MS - 600_000, text: 'Störung' }],
  });
}

const period = () => bundle.ask.period;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linewitness-case-'));
  await fillSample(folder, {
    before: async (keep, { nowMs }) => {
      early = await bundleOf(folder, { period: FIRST_HOUR, shows: SHOWS });
      keepTheCase(keep);
      const line = keep.store.line(SAMPLE_LINE);
      if (line === null) throw new Error('bug: the sample has a line');
      const whole = { fromAtMs: SAMPLE_FROM_AT_MS, toAtMs: SAMPLE_FROM_AT_MS + 8 * HOUR_MS };
      const days = { fromDay: '2026-10-01', toDay: '2026-10-02' };
      const ask = { line, period: { ...whole, ...days }, store: keep.store, nowMs, untilAtMs: null, shows: SHOWS };
      small = evidenceDocument(caseOf({ keep }, ask));
    },
  });
  bundle = await bundleOf(folder, { shows: SHOWS });
  members = readZip(bundle.zip);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function reportAt(asOfAtMs: number, of: SampleBundle['ask']['period']) {
  const reading = openReading(join(folder, 'server'));
  try {
    const ask = { line: SAMPLE_LINE, period: of, language: 'de', asOfAtMs, reader: 'owner', shows: SHOWS } as const;
    return await gatherReport(reading, { ...ask, stampRoots: [] });
  } finally {
    reading.close();
  }
}

describe('one case', () => {
  const derived = () => members.get('derived/evidence.json')?.toString('utf8') ?? '';

  test('stands in the bundle and, byte for byte, in the report that goes along', async () => {
    const reportCase = await reportAt(bundle.asOfAtMs, period());
    expect(evidenceJson(reportCase.evidence)).toBe(derived());
    const embedded = filesOf(reportCase, { rawManifest: null }).find(({ name }) => name === 'evidence.json');
    expect(embedded?.bytes.toString('utf8')).toBe(derived());
  });

  test('the report prints the reports and files that the document names', async () => {
    const { reports, attachments, evidence } = await reportAt(bundle.asOfAtMs, period());
    expect(reports.map(({ report }) => report.id)).toEqual(evidence.owner?.reports?.map(({ id }) => id));
    expect(attachments.map(({ id }) => id)).toEqual(evidence.owner?.attachments?.map(({ id }) => id));
    expect([reports.length, attachments.length]).toEqual([1, 2]);
  });

  test('is what the owner fetches as JSON, but for when it was made', () => {
    const { madeAt: _made, heads: _heads, probe, ...rest } = evidenceSchema.parse(JSON.parse(derived()));
    const { madeAt: _smallMade, heads: _smallHeads, probe: smallProbe, ...smallRest } = small;
    expect(rest).toEqual(smallRest);
    expect(probe).toEqual(smallProbe);
    expect(rest.statements).toHaveLength(1);
  });

  test('of which nothing is shown has none of the owner in it, in any format', async () => {
    const { zip } = await bundleOf(folder, { shows: { texts: false, values: false, files: false } });
    const none = evidenceSchema.parse(JSON.parse(readZip(zip).get('derived/evidence.json')?.toString('utf8') ?? ''));
    expect([none.reports, none.statements, none.attachments]).toEqual([undefined, undefined, undefined]);
  });
});

test('what arrives after the closing head changes no figure', async () => {
  const later = await bundleOf(folder, { period: FIRST_HOUR, shows: { ...SHOWS, texts: false, files: false } });
  const derivedOf = ({ zip }: SampleBundle) => [...readZip(zip)].filter(([name]) => name.startsWith('derived/'));
  expect(later.asOfAtMs).toBe(early.asOfAtMs);
  const [before, after] = [derivedOf(early), derivedOf(later)].map((all) =>
    all.map(([name, bytes]) => [name, bytes.toString('utf8')]),
  );
  // what the owner shows differs, and nothing else
  const figuresOf = (list: typeof before) =>
    (list ?? []).map(([name, text]) => {
      if (name !== 'derived/evidence.json') return text;
      const { reports: _r, statements: _s, attachments: _a, ...figures } = evidenceSchema.parse(JSON.parse(text ?? ''));
      return figures;
    });
  expect(figuresOf(after)).toEqual(figuresOf(before));
  const lastOf = ({ zip }: SampleBundle) =>
    evidenceSchema.parse(JSON.parse(readZip(zip).get('derived/evidence.json')?.toString('utf8') ?? '')).probe
      ?.lastSegment;
  // two hours of segments came after its head
  expect(lastOf(later)).toBeLessThan((lastOf(bundle) ?? 0) - 90);
});

describe('a bundle with a report, a remark, a statement and files', () => {
  test('holds each text and each file that was not erased, and the verifier finds them in the log', async () => {
    const report = await verifyFiles({ members: new Map(members) });
    expect(told(report)).toEqual([]);
    expect(report.findings.filter(({ where }) => /^(texts|attachments)\//.test(where))).toEqual([]);
    const files = [...members.keys()].filter((name) => name.startsWith('attachments/'));
    expect(files).toEqual([`attachments/${sha256(Uint8Array.from(PNG))}-Storung.png`]);
    const texts = [...members].filter(([name]) => name.startsWith('texts/')).map(([, bytes]) => bytes.toString('utf8'));
    for (const part of ['ein Bagger', 'T-1', 'Zeichen 1'])
      expect(texts.filter((text) => text.includes(part))).toHaveLength(1);
  });

  test('names the erased file by its hash alone', () => {
    const document = evidenceSchema.parse(JSON.parse(members.get('derived/evidence.json')?.toString('utf8') ?? ''));
    const erased = document.attachments?.find((file) => file.erased);
    expect(erased).toMatchObject({ sha256: sha256(Uint8Array.from([...PNG, 1])), name: '', description: '' });
    expect(bundle.zip.includes('privat')).toBe(false);
    expect(members.get('server/events.txt')?.toString('utf8')).toContain(`valueSha256: ${erased?.sha256}`);
  });

  test.each(['texts/', 'attachments/'])('a changed byte under %s is found', async (start) => {
    const name = [...members.keys()].find((one) => one.startsWith(start)) ?? '';
    const forged = Buffer.from(members.get(name) ?? '');
    forged[0] = (forged[0] ?? 0) ^ 1;
    const report = await verifyFiles({ members: new Map(members).set(name, forged) });
    expect(told(report)).toContain(`text-differs ${name}`);
  });

  test('a file that the log does not name is found', async () => {
    const bytes = Buffer.from('forged');
    const name = `attachments/${sha256(bytes)}-letter.txt`;
    const report = await verifyFiles({ members: new Map(members).set(name, bytes) });
    expect(report.findings).toContainEqual(expect.objectContaining({ code: 'text-not-in-lane', where: name }));
  });
});
