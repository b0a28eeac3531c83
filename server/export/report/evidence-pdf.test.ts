import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { evidenceSchema } from '../../../rules/wire/evidence.ts';
import { STATEMENT } from '../../../rules/wire/evidence-format.ts';
import { type Kept, measureOutage, openKept, START_AT_MS } from '../../../test/fakes/kept.ts';
import { describeWith } from '../../../test/needs.ts';
import { formatBounds } from '../../../web/pages/format.ts';
import { formatLocal } from '../../../web/pages/local-time.ts';
import { readFonts } from '../../pdf/fonts.ts';
import { NO_ANSWERS } from '../../reports/fault-report.ts';
import { openReading } from '../reading.ts';
import { evidencePdf, technicianPdf } from './evidence-pdf.ts';
import { gatherReport } from './gather-report.ts';
import type { ReportAsk, ReportCase } from './report-case.ts';
import { CHAPTERS, reportWords } from './words.ts';

const ZONE = 'Europe/Berlin';
const PERIOD = { fromAtMs: START_AT_MS - 7_200_000, toAtMs: START_AT_MS, fromDay: '2026-10-01', toDay: '2026-10-01' };
const SUBJECT = 'Störungsmeldung ÄÖÜß „kein DSL“ </rdf:li>& Žižkov 😀\u202egnp.exe';
const ASK: ReportAsk = {
  line: 'home',
  period: PERIOD,
  language: 'de',
  asOfAtMs: START_AT_MS,
  reader: 'owner',
  shows: { texts: true, values: true, files: true },
  stampRoots: [],
};

const nothing = { texts: false, values: false, files: false };

let kept: Kept;
const fonts = readFonts();

/** A fault report that was made, a letter of the provider, a photo, and a head over everything. */
function tell({ keep, clock }: Kept): void {
  clock.nowMs = START_AT_MS - 60_000;
  const { id } = keep.reports.draft({
    line: 'home',
    outage: null,
    language: 'de',
    downSinceAtMs: START_AT_MS - 3_600_000,
    subject: SUBJECT,
    body: 'x',
    checks: NO_ANSWERS,
    reachable: '',
    otherPhone: '',
  });
  keep.reports.record(id, {
    channel: 'phone',
    reportedAtMs: START_AT_MS - 120_000,
    receivedAtMs: START_AT_MS - 120_000,
    ticket: 'T-4711',
    receipt: 'ticket',
    repairedAtMs: null,
    missedAppointments: 1,
    creditedCents: 0,
  });
  keep.statements.enter({
    line: 'home',
    title: 'Schreiben vom 1. Oktober',
    source: 'Zeichen ST-1',
    attachment: null,
    exactToMs: 60_000,
    zone: ZONE,
    rows: [{ kind: 'no-outage', fromAtMs: PERIOD.fromAtMs, toAtMs: PERIOD.toAtMs, text: 'keine Störung bekannt' }],
  });
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const file = { line: 'home', report: id, name: 'foto.png', description: 'Leuchten am Router', datedAtMs: null };
  keep.attachments.add({ ...file, bytes: png });
  keep.heads.sealNow();
  clock.nowMs = START_AT_MS;
}

async function gather(ask: Partial<ReportAsk> = {}): Promise<ReportCase> {
  const reading = openReading(kept.dataDir);
  try {
    return await gatherReport(reading, { ...ASK, ...ask });
  } finally {
    reading.close();
  }
}

beforeAll(async () => {
  kept = openKept();
  await measureOutage(kept.keep);
  tell(kept);
});
afterAll(() => kept.remove());

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describeWith(['pdfTools'], 'the report of a period as PDF', () => {
  let folder: string;
  let reportCase: ReportCase;
  const tool = (program: string, ...args: string[]) =>
    execFileSync(program, args, { encoding: 'utf8', cwd: folder, maxBuffer: 1e8 });
  const textOf = (name: string) => tool('pdftotext', '-raw', name, '-');
  const inOneLine = (text: string) => text.replace(/\s+/g, ' ');

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'linewitness-report-'));
    reportCase = await gather();
    writeFileSync(
      join(folder, 'de.pdf'),
      await evidencePdf(reportCase, fonts, { rawManifest: `${'a'.repeat(64)}  x\n` }),
    );
    writeFileSync(join(folder, 'en.pdf'), await evidencePdf(await gather({ language: 'en' }), fonts));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('is well-formed, tagged, in its language, embeds one family and claims no more than it is', () => {
    for (const language of ['de', 'en']) {
      expect(tool('qpdf', '--check', `${language}.pdf`)).toContain('No syntax or stream encoding errors found');
      const rows = tool('pdffonts', `${language}.pdf`).split('\n').slice(2).filter(Boolean);
      expect(rows).toHaveLength(2);
      for (const row of rows) expect(row).toMatch(/NotoSans-(Regular|Bold)\s+CID TrueType\s+Identity-H\s+yes yes yes/);
      tool('qpdf', '--qdf', '--object-streams=disable', `${language}.pdf`, 'plain.pdf');
      const plain = readFileSync(join(folder, 'plain.pdf'), 'latin1');
      expect(plain).toContain(`/Lang (${language})`);
      expect(plain).not.toMatch(/pdfaid|PDF\/A-/);
      expect(plain).not.toContain('/Helvetica');
      // what files are to the document, as names (ISO 32000-2, 7.11.3)
      expect(plain).toContain('/AFRelationship /Data');
      expect(plain).toContain('/Scope /Column');
      expect(plain).toContain('/Scope /Row');
    }
    const structure = tool('pdfinfo', '-struct', 'de.pdf');
    for (const role of ['H1', 'H2', 'H3', 'Table', 'THead', 'TBody', 'TR', 'TH', 'TD', 'L', 'LI', 'Figure', 'TOC'])
      expect(structure).toMatch(new RegExp(`^\\s*${role}\\b`, 'm'));
  });

  test('says on its first page how long at least and at most, how much was observed, and what is not proven', () => {
    const { sums } = reportCase.evidence;
    expect(sums.outages).toBe(1);
    for (const language of ['de', 'en'] as const) {
      const first = inOneLine(tool('pdftotext', '-raw', '-l', '1', `${language}.pdf`, '-'));
      const { summary } = reportWords[language];
      for (const part of [
        formatBounds(sums.downMinMs, sums.downMaxMs, language).replaceAll('\u00a0', ' '),
        summary.notProven.title,
        ...summary.notProven.items,
        STATEMENT[language],
      ])
        expect(first.replaceAll('\u00a0', ' ')).toContain(inOneLine(part));
    }
  });

  test('holds its chapters in order, umlauts whole, hostile words as words, each bound with its sample', () => {
    const text = inOneLine(textOf('de.pdf'));
    const structure = tool('pdfinfo', '-struct-text', 'de.pdf');
    const titles = [...structure.matchAll(/^\s*H2[^\n]*\n\s*"(.*)"$/gm)].map(([, title]) => title);
    const hasNoMail = CHAPTERS.filter((name) => name !== 'mail');
    const [, ...chapters] = hasNoMail.map((name) => reportWords.de.chapters[name]);
    expect(titles).toEqual([reportWords.de.contents, ...chapters]);
    expect(text).toContain('Störungsmeldung ÄÖÜß „kein DSL“ </rdf:li>& Žižkov ?gnp.exe');
    const [outage] = reportCase.evidence.outages;
    for (const sample of [outage?.bounds.lastGoodBefore, outage?.bounds.firstBad, outage?.bounds.lastBad]) {
      if (!sample) throw new Error('the outage has a bound without a sample');
      expect(text).toContain(formatLocal(sample.sentAtMs, ZONE, 'de', 'ms'));
      expect(text).toContain(`${sample.segment} / ${sample.sequence}`);
    }
    for (const { laneEntry, sha256: hash } of reportCase.reports[0]?.records ?? []) {
      expect(laneEntry).toBeGreaterThan(0);
      expect(text).toContain(hash);
    }
    expect(text).toContain('Schreiben vom 1. Oktober');
    expect(text).toContain('„keine Störung bekannt“');
    expect(reportCase.statements[0]?.comparison.counts.differs).toBe(1);
    expect(text).toContain('foto.png: Leuchten am Router');
    expect(text).toContain(reportCase.attachments[0]?.sha256);
    const { integrity } = reportCase;
    expect(integrity.heads).toHaveLength(1);
    for (const hash of [
      integrity.heads[0]?.sha256,
      integrity.probes[0]?.lastSegment?.sha256,
      integrity.laneEnd?.sha256,
    ])
      expect(text).toContain(hash);
    expect(text).toContain(reportWords.de.rule.name(reportCase.evidence.rulesVersion));
  });

  test('carries its tables, the newest head and the list of raw data as files, with the hashes that it prints', () => {
    const out = join(folder, 'files');
    execFileSync('mkdir', [out]);
    tool('pdfdetach', '-saveall', '-o', out, 'de.pdf');
    const names = readdirSync(out).toSorted();
    expect(names).toEqual(['days.csv', 'evidence.json', 'heads.csv', 'heads.txt', 'outages.csv', 'raw.sha256']);
    const text = textOf('de.pdf');
    for (const name of names) expect(text).toContain(sha256(readFileSync(join(out, name))));
    const evidence = evidenceSchema.parse(JSON.parse(readFileSync(join(out, 'evidence.json'), 'utf8')));
    expect(evidence.sums).toEqual(reportCase.evidence.sums);
    expect(sha256(readFileSync(join(out, 'heads.txt')))).toBe(reportCase.integrity.heads.at(-1)?.sha256);
    expect(readFileSync(join(out, 'heads.csv'), 'utf8').split('\r\n')).toHaveLength(3);
  });

  test('gives the same bytes for the same data', async () => {
    const [one, other] = [await evidencePdf(await gather(), fonts), await evidencePdf(await gather(), fonts)];
    expect(one.equals(other)).toBe(true);
  });

  test('is not changed by what comes after the instant as of which it is', async () => {
    const before = await evidencePdf(await gather(), fonts);
    kept.clock.nowMs = START_AT_MS + 3_600_000;
    const { id } = kept.keep.reports.draft({
      line: 'home',
      outage: null,
      language: 'de',
      downSinceAtMs: START_AT_MS + 1,
      subject: 'later',
      body: 'x',
      checks: NO_ANSWERS,
      reachable: '',
      otherPhone: '',
    });
    const made = { channel: 'mail', reportedAtMs: kept.clock.nowMs, receivedAtMs: kept.clock.nowMs } as const;
    const rest = { ticket: '', receipt: 'none', repairedAtMs: null, missedAppointments: 0, creditedCents: 0 } as const;
    kept.keep.reports.record(id, { ...made, ...rest });
    expect(kept.keep.heads.sealNow()?.counter).toBe(2);
    const after = await evidencePdf(await gather(), fonts);
    expect(after.equals(before)).toBe(true);
    const later = await gather({ asOfAtMs: kept.clock.nowMs });
    expect(later.integrity.laneEnd).toEqual({
      entry: expect.any(Number),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(later.integrity.laneEnd).not.toEqual(reportCase.integrity.laneEnd);
  });

  test('shows strangers nothing that the owner wrote, nor why time was not observed, nor the technician’s page', async () => {
    const public_ = await gather({ reader: { releasedUntilAtMs: START_AT_MS }, shows: nothing });
    writeFileSync(join(folder, 'public.pdf'), await evidencePdf(public_, fonts));
    const text = inOneLine(textOf('public.pdf'));
    for (const word of ['T-4711', 'ÄÖÜß', 'Schreiben vom', 'foto.png', reportWords.de.chapters.technician])
      expect(text).not.toContain(word);
    expect(text).toContain(reportWords.de.reports.withheld);
    expect(public_.coverage.causes.map(({ cause }) => cause)).toEqual(['not-observed']);
    expect(() => technicianPdf(public_, fonts)).toThrow('no page for the technician');
  });

  test('tells strangers of the head of the hour that they see, and nothing of the logs of other lines', async () => {
    const reader = { releasedUntilAtMs: START_AT_MS };
    // heads that were sealed because somebody asked, or because a line is silent, are not theirs
    const { evidence, integrity } = await gather({ reader, shows: nothing });
    expect([evidence.head, integrity.heads, integrity.headCount]).toEqual([null, [], 0]);
    expect([integrity.newestText, integrity.laneEnd]).toEqual([null, null]);
    expect(evidence.probe).toMatchObject({ lastNumber: null, chainSha256: null });
    expect((await gather()).evidence.head).not.toBeNull();
  });

  test('keeps hashes of personal values from whom the owner gave a link without them', async () => {
    const seen = async (reader: 'owner' | 'guest', values: boolean) =>
      JSON.stringify((await gather({ reader, shows: { ...nothing, values } })).evidence.outages);
    const spy = await seen('owner', true);
    expect(await seen('guest', true)).toBe(spy);
    expect(await seen('guest', false)).not.toContain('"hash:');
    expect((await gather({ reader: 'guest', shows: nothing })).contract).toBeNull();
  });

  test('of a released period ends where strangers’ pages end', async () => {
    const early = await gather({ reader: { releasedUntilAtMs: START_AT_MS - 5_400_000 }, shows: nothing });
    expect(early.evidence.outages).toEqual([]);
    expect(early.evidence.sums.outages).toBe(0);
    expect(early.intervals.every(({ toAtMs }) => toAtMs <= START_AT_MS - 5_400_000)).toBe(true);
  });

  test('prints the longest of very many outages, says so, repeats the heads of tables, and has all in its files', async () => {
    writeFileSync(join(folder, 'many.pdf'), await evidencePdf(manyOutages(reportCase, 700), fonts));
    const text = inOneLine(textOf('many.pdf'));
    expect(text).toContain(reportWords.de.outages.listed(80, 700));
    expect(text).toContain(reportWords.de.outages.detailed(24, 700));
    expect(text.split('Beginn frühestens Ende spätestens Befund').length).toBeGreaterThan(3);
    expect(Number(/Pages:\s+(\d+)/.exec(tool('pdfinfo', 'many.pdf'))?.[1])).toBeLessThan(30);
    tool('pdfdetach', '-savefile', 'outages.csv', '-o', 'many.csv', 'many.pdf');
    expect(readFileSync(join(folder, 'many.csv'), 'utf8').split('\r\n')).toHaveLength(702);
  });

  test('gives the technician his page alone', async () => {
    writeFileSync(join(folder, 'technician.pdf'), await technicianPdf(reportCase, fonts));
    expect(tool('qpdf', '--check', 'technician.pdf')).toContain('No syntax or stream encoding errors found');
    expect(tool('pdfinfo', 'technician.pdf')).toMatch(/Pages:\s+1\n/);
  });
});

/** The outage again and again, each a second longer and some minutes later. */
function manyOutages(reportCase: ReportCase, count: number): ReportCase {
  const [outage] = reportCase.evidence.outages;
  if (outage === undefined) throw new Error('there is no outage');
  const outages = Array.from({ length: count }, (_, index) => ({
    ...outage,
    id: index.toString(16).padStart(12, '0'),
    startEarliestAtMs: outage.startEarliestAtMs + index * 600_000,
    downMaxMs: (outage.downMaxMs ?? 0) + index * 1000,
  }));
  return { ...reportCase, evidence: { ...reportCase.evidence, outages, annotations: new Map() } };
}
