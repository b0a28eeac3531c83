import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Kept, measureOutage, openKept, START_AT_MS } from '../../../test/fakes/kept.ts';
import { makeOwnCertificate, makeOwnStamp, TIME_STAMPING } from '../../../test/fakes/own-stamps.ts';
import { describeWith } from '../../../test/needs.ts';
import type { StampRoot } from '../../heads/judge-stamp.ts';
import { readFonts } from '../../pdf/fonts.ts';
import { openReading } from '../reading.ts';
import { evidencePdf } from './evidence-pdf.ts';
import { gatherReport } from './gather-report.ts';
import type { ReportAsk, ReportCase } from './report-case.ts';
import { reportWords } from './words.ts';

/** A root that stands for those that come with Node, one that the owner named, and one that nobody knows. */
const roots = ['public', 'owner', 'unknown'].map((name) => makeOwnCertificate({ name, issuer: null, isCa: true }));
const [publicRoot, ownersRoot, unknownRoot] = roots as [Root, Root, Root];
type Root = ReturnType<typeof makeOwnCertificate>;
vi.mock('../../heads/stamp-roots.ts', () => ({
  publicRoots: () => [publicRoot.bytes],
  ownerRoots: (pems: string[]) => pems.map((pem) => Buffer.from(pem, 'base64')),
}));

const PERIOD = { fromAtMs: START_AT_MS - 7_200_000, toAtMs: START_AT_MS, fromDay: '2026-10-01', toDay: '2026-10-01' };
const ASK: ReportAsk = {
  line: 'home',
  period: PERIOD,
  language: 'en',
  asOfAtMs: START_AT_MS,
  reader: 'owner',
  shows: { texts: false, values: false, files: false },
  stampRoots: [Buffer.from(ownersRoot.bytes).toString('base64')],
};

let kept: Kept;
beforeEach(async () => {
  kept = openKept();
  await measureOutage(kept.keep);
});
afterEach(() => kept.remove());

type Stamp = { by: Root; noted: StampRoot; spoil?: 'signature' };

/** A head with stamps by these roots; `noted`: what was written down when they came. */
function seal(minutesBefore: number, stamps: readonly Stamp[]): void {
  kept.clock.nowMs = START_AT_MS - minutesBefore * 60_000;
  kept.keep.admin.makeLine({ name: `Line ${minutesBefore}`, provider: 'Net' });
  const head = kept.keep.heads.sealNow() ?? expect.fail();
  for (const [index, { by, noted, ...spoil }] of stamps.entries()) {
    const signer = makeOwnCertificate({ name: 'Stamps', issuer: by, purposes: [TIME_STAMPING] });
    const response = Buffer.from(
      makeOwnStamp({ data: Buffer.from(head.text), signer, certificates: [signer], ...spoil }),
    );
    const times = { askedAtMs: head.atMs, stampedAtMs: head.atMs + 1000, attempts: 1, problem: null };
    kept.stamp({ counter: head.counter, authority: `tsa${index}`, response, root: noted, ...times });
  }
  kept.clock.nowMs = START_AT_MS;
}

async function gather(over: Partial<ReportAsk> = {}): Promise<ReportCase> {
  const reading = openReading(kept.dataDir);
  try {
    return await gatherReport(reading, { ...ASK, ...over });
  } finally {
    reading.close();
  }
}

const textOf = async (reportCase: ReportCase) => {
  const input = await evidencePdf(reportCase, readFonts());
  const text = execFileSync('pdftotext', ['-raw', '-', '-'], { input, encoding: 'utf8' });
  return text.replaceAll('\u00a0', ' ').replace(/\s+/g, ' ');
};

describeWith(['pdfTools'], 'time stamps in a report', () => {
  const { worth, closing } = reportWords.en.integrity;

  test('count only where others know the root too; of those that are printed it is looked up anew', async () => {
    // written down as public when it came, for whatever reason
    seal(20, [{ by: unknownRoot, noted: 'public' }]);
    seal(10, [{ by: ownersRoot, noted: 'owner' }]);
    const reportCase = await gather();
    expect(reportCase.integrity).toMatchObject({ headCount: 2, lastStamped: null });
    expect(reportCase.integrity.heads.at(-1)?.stamps).toMatchObject([{ worth: 'owner' }]);
    const text = await textOf(reportCase);
    expect(text).toContain(worth.owner.trim());
    expect(text).toContain('No seal since the begin of the period had such a time stamp');
    expect(reportCase.objections.find(({ id }) => id === 'server-is-his')?.kind).toBe('conceded');
    // with a root that is not named any more, nobody knows it
    const [, ...lines] = (await textOf(await gather({ stampRoots: [] }))).split(worth.unknown.trim());
    expect(lines).toHaveLength(2);
  });

  test('cover what came before them, and of a newer seal it is said that none covers it yet', async () => {
    seal(20, [
      { by: publicRoot, noted: 'public' },
      { by: unknownRoot, noted: 'unknown' },
    ]);
    seal(10, []);
    const reportCase = await gather();
    expect(reportCase.integrity).toMatchObject({
      ...{ stampedCount: 1, otherStampsCount: 0, lastStamped: { counter: 1 } },
    });
    const text = await textOf(reportCase);
    expect(text).toContain('up to seal no. 1 of');
    expect(text).toContain('what came after that none covers yet');
    expect(text).toContain(worth.unknown.trim());
    expect(text).toContain('Time stamps of others reach up to no. 1 of');
  });

  test('of the newest seal itself are told, also where they came after the figures were made up', async () => {
    seal(0, [{ by: publicRoot, noted: 'public' }]);
    const reportCase = await gather();
    expect(reportCase.integrity.heads.at(-1)?.stamps).toMatchObject([{ worth: 'public' }]);
    const at = '2026-10-01 08:00:00';
    expect(await textOf(reportCase)).toContain(closing({ counter: 1, at }, 'newest'));
    // strangers are not told what was stamped after what they see
    const reader = { releasedUntilAtMs: START_AT_MS };
    expect((await gather({ reader })).integrity.stampedCount).toBe(0);
  });

  test('that were spoilt in the database are told as not valid', async () => {
    seal(5, [{ by: publicRoot, noted: 'public', spoil: 'signature' }]);
    const reportCase = await gather();
    expect(reportCase.integrity).toMatchObject({ stampedCount: 0, lastStamped: null });
    expect(await textOf(reportCase)).toContain(worth.broken.trim());
  });
});
