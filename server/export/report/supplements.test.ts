import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MailDelay } from '../../../rules/mail/mail.ts';
import { type Kept, measureOutage, openKept, START_AT_MS } from '../../../test/fakes/kept.ts';
import { describeWith } from '../../../test/needs.ts';
import { formatDuration } from '../../../web/pages/format.ts';
import { formatLocal } from '../../../web/pages/local-time.ts';
import { readFonts } from '../../pdf/fonts.ts';
import { openReading } from '../reading.ts';
import { evidencePdf } from './evidence-pdf.ts';
import { gatherReport } from './gather-report.ts';
import type { ReportCase } from './report-case.ts';
import { reportWords } from './words.ts';

const PERIOD = { fromAtMs: START_AT_MS - 7_200_000, toAtMs: START_AT_MS, fromDay: '2026-10-01', toDay: '2026-10-01' };
const plain = (text: string) => text.replace(/\s+/g, ' ');

const DELAY: MailDelay = {
  ...{ id: 'd'.repeat(12), route: 'in', verdict: 'mail-delayed' },
  place: { leg: 'unknown', side: 'unknown', account: null },
  ...{ startEarliestAtMs: START_AT_MS - 7_000_000, startLatestAtMs: START_AT_MS - 6_999_000 },
  ...{ endEarliestAtMs: null, endLatestAtMs: null, firstMail: 1, lastMail: 2, mails: 2, missing: 0 },
  ...{ minLatencyMs: 900_000, maxLatencyMs: null, tags: [] },
};
const NOTED = { count: 3, first: 5, last: 9, fromAtMs: START_AT_MS, toAtMs: START_AT_MS, reachable: 2, unreachable: 1 };

describeWith(['pdfTools'], 'beside the outages a report', () => {
  let kept: Kept;
  let reportCase: ReportCase;
  let text: string;

  beforeAll(async () => {
    kept = openKept();
    await measureOutage(kept.keep);
    const reading = openReading(kept.dataDir);
    const shows = { texts: true, values: true, files: true };
    const found = await gatherReport(reading, {
      ...{
        line: 'home',
        period: PERIOD,
        language: 'de',
        asOfAtMs: START_AT_MS,
        reader: 'owner',
        shows,
        stampRoots: [],
      },
    });
    reading.close();
    const mail = { routes: [], delays: [DELAY], mails: [], mailsLeftOut: 0, words: () => null };
    const silences = new Map([[found.evidence.outages[0]?.id ?? '', NOTED]]);
    reportCase = { ...found, evidence: { ...found.evidence, mail }, silences };
    const pdf = await evidencePdf(reportCase, readFonts());
    text = plain(execFileSync('pdftotext', ['-raw', '-', '-'], { input: pdf, encoding: 'utf8' }));
  });
  afterAll(() => kept.remove());

  test('has test mails as a supplement that is never an outage', () => {
    const { text: words, delays } = reportWords.de.mail;
    for (const part of [words, delays, 'Mails verspätet', 'mindestens 15 min, dauert an'])
      expect(text).toContain(plain(part));
  });

  test('says what the server noted during an outage', () => {
    const at = formatLocal(START_AT_MS, 'Europe/Berlin', 'de');
    expect(text).toContain(plain(reportWords.de.outages.silence({ ...NOTED, from: at, to: at })));
  });

  test('sums the days up to the claim of its first page, and says where the period cuts one', () => {
    const { downMinMs, downMaxMs, outages } = reportCase.evidence.sums;
    const bounds = [formatDuration(downMinMs, 'de'), formatDuration(downMaxMs, 'de', 'up')];
    expect(text).toContain(plain(`Zeitraum ${bounds.join(' ')} ${outages} `));
    expect(text).toContain(reportWords.de.days.cut);
  });
});
